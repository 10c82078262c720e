"""Forty hostile strings in every free-text field and address: nothing is injected into a header, a part or a calendar line."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from sqlalchemy import String, Table, Text

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    calendar,
    events,
    followup,
    guests,
    guru_slots,
    invitations,
    outbox,
    people,
    reserved_seats,
    tasks,
    thanks,
    topics,
    venue_rooms,
    venues,
)
from advoplanner.store.base import Base, JsonText

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
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


WITH_CALENDAR = ("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics")
LETTER_ALONE = ("multipart/alternative", "text/plain", "text/html")

TABLES = ("event", "venue", "venue_room", "person", "organisation", "guest", "session", "expert", "guru_slot", "reserved_seat", "action", "task",
          "workspace_info", "event_kit", "topic", "talk")  # fmt: skip
"""Tables of which words can come into a message or a calendar file; every column of theirs that holds words is tried."""

CODES = {
    "event": {"kind", "uid", "status", "zone", "tzdata", "organiser_email", "join_link", "calendar_form", "ownership", "text_mark", "logo_id"},
    "venue": {"zone", "hours", "exceptions", "off_hours"},
    "venue_room": {"unit", "fixtures"},
    "person": {"zone", "level_band", "side", "member_since", "term_end", "extra", "photo_id"},
    "organisation": {"name_key", "side", "renewal"},
    "guest": {"side", "role", "decision", "invite_state", "reply", "reply_channel", "reply_dtstamp", "attendance", "part_replies"},
    "session": {"type", "decision_due", "visibility"},
    "expert": {"windows"},
    "guru_slot": {"state"},
    "reserved_seat": {"state", "told"},
    "action": {"due"},
    "task": {"norm_key", "due", "state"},
    "workspace_info": {"default_zone", "paper", "sender_email"},
    "event_kit": {"series", "currency", "form_link"},
    "topic": set(),
    "talk": set(),
}
"""Columns that hold words of the program, days or addresses, never a person's own text: these are checked where they are written."""


def test_there_are_forty() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) == 40


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
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


def assert_clean(data: bytes, to: frozenset[str] = frozenset({"ana@guest.example"}), kinds: tuple[str, ...] = WITH_CALENDAR) -> None:
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    head = data.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    allowed = {b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"X-Unsent", b"Content-Type"}
    assert set(names) <= allowed, names
    assert len(names) == len(set(names))
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert len(message["To"].addresses) == len(message["From"].addresses) == 1
    recipient = message["To"].addresses[0].addr_spec
    assert recipient in to
    assert tuple(part.get_content_type() for part in message.walk()) == kinds
    page = next(p for p in message.walk() if p.get_content_type() == "text/html").get_content()
    assert "<script" not in page.lower()
    if kinds == WITH_CALENDAR:
        octets = next(p for p in message.walk() if p.get_content_type() == "text/calendar").get_payload(decode=True)
        (entry,) = assert_calendar_clean(bytes(octets))
        assert str(entry["ATTENDEE"]) == f"mailto:{recipient}"
        assert str(entry["ORGANIZER"]) == "mailto:host@firm.example"


def assert_calendar_clean(octets: bytes) -> list[icalendar.Event]:
    """Whole lines of known shapes, and nothing but the event's own entries, which are returned."""
    assert b"\r" not in octets.replace(b"\r\n", b"")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    for line in octets.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", line)
        assert re.match(r"[A-Z-]+(;[A-Z-]+=(\"[^\"]*\"|[^\";:,]*))*:", line), line
    whole = icalendar.Calendar.from_ical(octets)
    assert {part.name for part in whole.walk()} <= {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}
    assert EVIL not in "".join(str(part.get(name, "")) for part in whole.walk() for name in ("ATTENDEE", "ORGANIZER", "URL"))
    return whole.walk("VEVENT")


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


def free_text() -> list[tuple[Table, str, bool]]:
    """Every column of TABLES that holds a person's words: table, name, and whether it is a list. A new column is one until it is named a code."""
    found = []
    for name in TABLES:
        table = Base.metadata.tables[name]
        words = [c for c in table.columns if isinstance(c.type, String | Text | JsonText) and not c.foreign_keys and c.name != "id"]
        assert CODES[name] <= {c.name for c in words}, f"{name}: a code that is no column"
        found += [(table, c.name, isinstance(c.type, JsonText)) for c in words if c.name not in CODES[name]]
    return found


def everything(ws) -> str:
    """An event with all from which a message can take words: speakers, a one-to-one, a kept seat, actions, tasks, a venue with a room."""
    place = venues.add(ws, "Haus", address="Street 1", city="Berlin").created("venue")[0]
    venue_rooms.add(ws, place, "Hall", 1000, 1000)
    event = make_event(ws)
    events.edit(ws, event, venue_id=place, room="Hall", logistics="Ring twice", join_link="https://meet.example/1")
    made = [
        people.add(ws, ContactDraft(given=g, family=f, organisation=f"{f} AG", emails=(f"{g.lower()}@guest.example",))).created("person")[0]
        for g, f in (("Ana", "Lima"), ("Gus", "Gray"))
    ]
    ana, gus = (guests.add(ws, event, [person]).changes.created("guest")[0] for person in made)
    talk = agenda.add(ws, event, type="peer_story", title="Talk", start=START, minutes=30, room="Hall").created("session")[0]
    agenda.set_person(ws, talk, ana)
    work = agenda.add(ws, event, type="workshop", title="Work", start=START + timedelta(hours=1), minutes=30).created("session")[0]
    reserved_seats.hold(ws, work, ana)
    guests.set_reply(ws, [ana, gus], "accepted")
    span = (START + timedelta(hours=2), START + timedelta(hours=3))
    expert = guru_slots.add_expert(ws, event, gus, [span], ["Costs"]).created("expert")[0]
    guru_slots.give(ws, expert, ana, span[0])
    followup.add_action(ws, event, "Send the study", "Jo", "2027-05-01", ana)
    tasks.add(ws, event, "Order flowers", owner="Jo")
    topics.propose(ws, event, "Costs", ana)
    return event


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> tuple[Path, str]:
    """A workspace with all of `everything`, and waves with every field in their words; and the event's id."""
    path = tmp_path_factory.mktemp("hostile") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    event = everything(ws)
    fields = ("first_name", "name", "organisation", "event", "place", "value_line", "purpose", "host", "session", "join_line", "offer")
    plain = " ".join(f"{{{{{name}|x}}}}" for name in fields) + "\n{{details_form}}"
    for kind in ("invitation", "speakers"):
        wave = invitations.new_wave(ws, event, kind, audience=EVERYBODY).created("wave")[0]
        invitations.edit_wave(ws, wave, subject="{{event|x}} {{name|x}} {{host|x}}", body=plain)
    ws.close()
    return path, event


@pytest.fixture
def full(prepared, tmp_path):
    """That workspace, to be spoilt."""
    opened = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "full.advo")), clock=lambda: NOW)
    yield opened
    opened.close()


def overwrite(ws, table: str, **values: object) -> None:
    """Write into every row of a table, past all services."""
    with ws.action("hostile") as work:
        work.session.execute(Base.metadata.tables[table].update().values(values), execution_options={"journaled": True})


def poison(ws, turn: int) -> None:
    """Write hostile text into every column that holds words, past all services, another one into each."""
    for place, (table, column, several) in enumerate(free_text()):
        text = HOSTILE[(place + turn) % len(HOSTILE)]
        overwrite(ws, table.name, **{column: [text] if several else text})


@pytest.mark.parametrize("turn", range(len(HOSTILE)))
def test_whatever_stands_in_any_column_of_words_injects_nothing(full, prepared, tmp_path, turn) -> None:
    ws, event = full, prepared[1]
    poison(ws, turn)
    both = frozenset({"ana@guest.example", "gus@guest.example"})
    found = written(ws, event, tmp_path / "a")
    assert len(found) >= 4, "an invitation each, a talk and a one-to-one"
    texts = [HOSTILE[(turn + place) % len(HOSTILE)] for place in range(4)]
    overwrite(ws, "wave", **dict(zip(("subject", "body"), texts, strict=False)))
    events.edit(ws, event, start=START + timedelta(minutes=10))
    found += written(ws, event, tmp_path / "b")
    events.edit(ws, event, start=START + timedelta(minutes=20))
    for wave in invitations.waves(ws, event):
        invitations.draft(ws, wave.id)
    overwrite(ws, "message", **dict(zip(("subject", "body", "to_name", "reason"), texts, strict=False)))
    ready = [m.id for m in invitations.messages(ws, event, ("draft",))]
    found += [path.read_bytes() for path in outbox.export(ws, ready, tmp_path / "d").written]
    found += [path.read_bytes() for path in outbox.cancel(ws, event, tmp_path / "c").written if path.suffix == ".eml"]
    for data in found:
        assert_clean(data, both)


@pytest.mark.parametrize("turn", range(0, len(HOSTILE), 4))
def test_letters_and_calendars_that_go_out_otherwise_are_clean_too(full, prepared, tmp_path, turn) -> None:
    ws, event = full, prepared[1]
    poison(ws, turn)
    for form in ("", *calendar.PUBLISHED_WORDS):
        entries = assert_calendar_clean(calendar.publish(ws, [event], tmp_path / "p.ics", form).path.read_bytes())
        assert not any("ATTENDEE" in entry for entry in entries)
    assert len(assert_calendar_clean(tasks.export_calendar(ws, tmp_path / "t.ics", event).read_bytes())) > 10
    guests.set_attendance(ws, [row.id for row in guests.rows(ws, event)], "arrived")
    ws.clock = lambda: datetime(2027, 6, 1, tzinfo=UTC)
    assert thanks.draft(ws, event).made == 2
    ready = [m.id for m in invitations.messages(ws, event, ("draft",))]
    for path in outbox.export(ws, ready, tmp_path / "thanks").written:
        assert_clean(path.read_bytes(), frozenset({"ana@guest.example", "gus@guest.example"}), LETTER_ALONE)


def test_addresses_links_and_identities_that_are_no_such_thing_stop_the_message(full, prepared, tmp_path) -> None:
    ws, event = full, prepared[1]
    wave = invitations.waves(ws, event)[0].id
    for column in ("organiser_email", "join_link", "uid"):
        kept = getattr(events.details(ws, event), column)
        for number, text in enumerate(HOSTILE):
            for value in (text, f"{kept}{text}"):
                overwrite(ws, "event", **{column: value})
                left: list[bytes] = []
                with suppress(RuleBroken):
                    invitations.draft(ws, wave)
                    ready = [m.id for m in invitations.messages(ws, event, ("draft",))]
                    left = [path.read_bytes() for path in outbox.export(ws, ready, tmp_path / f"{column}{number}").written]
                assert not any(EVIL.encode() in data or b"Bcc" in data.partition(b"\r\n\r\n")[0] for data in left)
        overwrite(ws, "event", **{column: kept})
