"""Forty hostile strings in every free-text field and address: nothing is injected into a header, a part or a calendar line."""

from __future__ import annotations

import email
import email.policy
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, guests, invitations, outbox, people

START = datetime(2027, 3, 10, 18)
EVIL = "mallory@evil.example"

HOSTILE = (
    "A\r\nBcc: mallory@evil.example", "A\rBcc: mallory@evil.example", "A\nBcc: mallory@evil.example", "A\r\n\r\nBody",
    "A\r\nATTENDEE:mailto:mallory@evil.example", "A\rATTENDEE:mailto:mallory@evil.example", "A\nEND:VEVENT\nBEGIN:VEVENT\nUID:x",
    "A\x00B", "A\x0bATTENDEE:x", "A\x0cATTENDEE:x", "A\x85ATTENDEE:x", "A\u2028ATTENDEE:x", "A\u2029ATTENDEE:x", "A\x1b[31mB", "A\x07\x08\x7fB",
    'say "hi"', "''", '";CN="x', "^n^^^'", "a;b;c", "a,b,c", "a:b:c", "\\n\\,\\;", "\\", ";VALUE=URI:https://evil.example",
    "\u202egnp.exe", "\u2066a\u2069\u202cb", "\u200b\u200d\ufeff", "=?utf-8?q?=0D=0ABcc:_mallory@evil.example?=", "=?utf-8?b?QQ==?=",
    "%0D%0ABcc:x", "--=_x\r\nContent-Type: text/html\r\n\r\n<script>", "<script>alert(1)</script>", "{{first_name}} {{salary}}", "{{if network}}",
    "**bold** [x](https://evil.example)", "é" * 300, "李" * 300, "x" * 10_000, "🎉👩‍👩‍👧‍👦" * 40,
)  # fmt: skip


def test_there_are_forty() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 40


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 1, 12, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


def make_event(ws) -> str:
    new = NewEvent("council", "Council", "Why", START, START + timedelta(hours=4), "Europe/Berlin",
                   organiser_email="host@firm.example", template=False)  # fmt: skip
    return events.new(ws, new).created("event")[0]


def tried(change, *args, **fields) -> None:
    """Make a change; a rule may refuse it in words, and then nothing was written."""
    with suppress(RuleBroken):
        change(*args, **fields)


def written(ws, event_id: str, folder) -> list[bytes]:
    for wave in invitations.waves(ws, event_id):
        invitations.draft(ws, wave.id)
    ready = [m.id for m in invitations.messages(ws, event_id, ("draft",))]
    return [path.read_bytes() for path in outbox.export(ws, ready, folder).written if path.suffix == ".eml"]


def assert_clean(data: bytes) -> None:
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    head = data.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    allowed = {b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"X-Unsent", b"Content-Type"}
    assert set(names) <= allowed, names
    assert len(names) == len(set(names))
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert len(message["To"].addresses) == len(message["From"].addresses) == 1
    assert message["To"].addresses[0].addr_spec == "ana@guest.example"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"]
    page = next(p for p in message.walk() if p.get_content_type() == "text/html").get_content()
    assert "<script" not in page.lower()
    octets = next(p for p in message.walk() if p.get_content_type() == "text/calendar").get_payload(decode=True)
    assert_calendar_clean(bytes(octets))


def assert_calendar_clean(octets: bytes) -> None:
    assert b"\r" not in octets.replace(b"\r\n", b"")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    for line in octets.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line)
        assert re.match(r"[A-Z-]+(;[A-Z-]+=(\"[^\"]*\"|[^\";:,]*))*:", line), line
    found = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert len(found) == 1
    assert str(found[0]["ATTENDEE"]) == "mailto:ana@guest.example"
    assert str(found[0]["ORGANIZER"]) == "mailto:host@firm.example"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_reaches_a_header_a_part_or_a_calendar_line(ws, tmp_path, text) -> None:
    new = NewEvent(
        "council", "Council", "Why", START, START + timedelta(hours=4), "Europe/Berlin", organiser_email="host@firm.example", template=False
    )
    event = events.new(ws, new).created("event")[0]
    person = people.add(ws, ContactDraft(given="Ana", family="Lima", emails=("ana@guest.example",))).created("person")[0]
    guest = guests.add(ws, event, [person]).changes.created("guest")[0]
    for field in ("title", "purpose", "topic", "room", "venue", "organiser_name", "host_company", "logistics"):
        tried(events.edit, ws, event, **{field: text})
    for field in ("given", "family", "preferred_name", "job_title", "organisation", "display_name", "diet"):
        tried(people.edit, ws, person, **{field: text})
    tried(guests.edit, ws, [guest], value_sentence=text)
    tried(guests.edit, ws, [guest], travel=text)
    talk = agenda.add(ws, event, type="peer_story", title="Talk", start=START, minutes=30).created("session")[0]
    agenda.set_person(ws, talk, guest)
    for field in ("title", "room", "member_benefit", "input_sought"):
        tried(agenda.edit, ws, talk, **{field: text})
    plain = "{{first_name}} {{name}} {{organisation|none}} {{event}} {{place|none}} {{value_line}} {{purpose}} {{host}} {{details_form}}"
    invitations.new_wave(ws, event, "speakers")
    wave = invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[0]
    invitations.edit_wave(ws, wave, subject="{{event}} {{name}} {{host}}", body=plain)
    found = written(ws, event, tmp_path / "a")
    tried(invitations.edit_wave, ws, wave, subject=text)
    tried(invitations.edit_wave, ws, wave, body=f"{text}\n{plain}")
    events.edit(ws, event, start=START + timedelta(hours=1))
    found += written(ws, event, tmp_path / "b")
    found += [path.read_bytes() for path in outbox.cancel(ws, event, tmp_path / "c").written if path.suffix == ".eml"]
    assert found, "nothing left, so nothing was tried"
    for data in found:
        assert_clean(data)


def test_no_address_carries_more_than_itself(ws, tmp_path) -> None:
    event = make_event(ws)
    for text in HOSTILE:
        for address in (f"ana{text}@guest.example", f"ana@guest.example{text}", text):
            with suppress(RuleBroken):
                guests.add(ws, event, people.add(ws, ContactDraft(given="Eve", family="Try", emails=(address,))).created("person"))
            tried(events.edit, ws, event, organiser_email=address)
    events.edit(ws, event, organiser_email="host@firm.example")
    left = [path for path in outbox.invite(ws, event, tmp_path / "out").written if path.suffix == ".eml"]
    assert left
    for path in left:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
        assert len(message["To"].addresses) == 1
        assert message["To"].addresses[0].addr_spec.isascii()
        assert message["Bcc"] is None
        assert EVIL not in str(message["To"])
