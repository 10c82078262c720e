"""Every rule of what an invitation must be, held against messages as they leave: one test a rule, named after what it asks."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, guests, invitations, outbox, people

START = datetime(2027, 3, 10, 18)
LINK = "https://meet.example/abc"


class Clock:
    """Stands still, so that only a rule makes a stamp newer."""

    def __init__(self) -> None:
        self.now = datetime(2027, 1, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Sent:
    """A message as it left."""

    path: Path

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @property
    def message(self) -> email.message.EmailMessage:
        found = email.message_from_bytes(self.data, policy=email.policy.SMTP)
        assert isinstance(found, email.message.EmailMessage)
        return found

    @property
    def calendar(self) -> bytes:
        part = next(p for p in self.message.walk() if p.get_content_type() == "text/calendar")
        return bytes(part.get_payload(decode=True))

    @property
    def lines(self) -> list[str]:
        return self.calendar.decode().replace("\r\n ", "").split("\r\n")

    def all(self, name: str) -> list[str]:
        """The lines of the entry with this name, its zone left aside."""
        inside = self.lines[self.lines.index("BEGIN:VEVENT") :]
        return [line for line in inside if re.match(rf"{name}[;:]", line)]

    def value(self, name: str) -> str:
        found = self.all(name)
        assert len(found) == 1, (name, found)
        return found[0].partition(":")[2]


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=Clock())
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin", venue="Haus",
                   organiser_name="Mara Holt", organiser_email="Mara@Firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for given, family in (("Ana", "Lima"), ("Ben", "Okafor, Jr.")):
        person = people.add(ws, ContactDraft(given=given, family=family, emails=(f"{given}@Guest.example",))).created("person")[0]
        guests.add(ws, event_id, [person])
    events.edit(ws, event_id, join_link=LINK)
    return event_id


@pytest.fixture
def invite(ws, event, tmp_path):
    """Send what is new; address → message."""

    def send() -> dict[str, Sent]:
        written = outbox.invite(ws, event, tmp_path / "out").written
        return {path.name.split("-", 2)[2].removesuffix(".eml").lower(): Sent(path) for path in written if path.suffix == ".eml"}

    return send


ANA, BEN = "ana@guest.example", "ben@guest.example"


def test_one_calendar_one_method_one_entry(invite) -> None:
    for sent in invite().values():
        for line in ("BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT"):
            assert sent.lines.count(line) == 1
        assert not sent.all("RDATE")
        assert not sent.all("RRULE")


def test_the_identity_is_the_same_for_all_and_outlives_title_and_date(ws, event, invite) -> None:
    first = invite()
    events.edit(ws, event, title="Another name", start=START + timedelta(days=3))
    uids = {sent.value("UID") for sent in [*first.values(), *invite().values()]}
    assert len(uids) == 1
    assert re.fullmatch(r"[!-~]{8,255}", uids.pop())


def test_the_first_version_is_0_and_only_time_and_standing_raise_it(ws, event, invite) -> None:
    assert invite()[ANA].value("SEQUENCE") == "0"
    events.edit(ws, event, room="Hall", purpose="Hear more.")
    assert invite()[ANA].value("SEQUENCE") == "0"
    events.edit(ws, event, start=START + timedelta(hours=1))
    assert invite()[ANA].value("SEQUENCE") == "1"


def test_the_stamp_is_newer_on_every_send_even_within_a_second(ws, event, invite) -> None:
    stamps = [invite()[ANA].value("DTSTAMP")]
    for room in ("Hall", "Garden", "Library"):
        events.edit(ws, event, room=room)
        stamps.append(invite()[ANA].value("DTSTAMP"))
    assert stamps == sorted(set(stamps))
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", stamp) for stamp in stamps)


def test_a_moved_event_asks_again_and_keeps_the_old_answer_as_stale(ws, event, invite) -> None:
    invite()
    ana = next(g for g in guests.rows(ws, event) if g.name == "Ana Lima")
    guests.set_reply(ws, [ana.id], "accepted")
    events.edit(ws, event, start=START + timedelta(days=1))
    assert "PARTSTAT=NEEDS-ACTION" in invite()[ANA].all("ATTENDEE")[0]
    row = guests.rows_of(ws, [ana.id])[0]
    assert (row.reply, row.reply_stale) == ("accepted", True)


def test_the_organiser_is_one_equal_to_from_and_never_changes(ws, event, invite) -> None:
    sent = invite()[ANA]
    organiser = sent.all("ORGANIZER")
    assert organiser == ["ORGANIZER;CN=Mara Holt:mailto:" + sent.message["From"].addresses[0].addr_spec]
    events.edit(ws, event, organiser_email="new@firm.example", room="Hall")
    again = invite()[ANA]
    assert again.all("ORGANIZER") == organiser
    assert again.message["From"].addresses[0].addr_spec == sent.message["From"].addresses[0].addr_spec


def test_the_attendee_is_the_recipient_and_asked_to_answer(invite) -> None:
    for sent in invite().values():
        to = sent.message["To"].addresses[0].addr_spec
        line = sent.all("ATTENDEE")[0]
        assert line.startswith("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=")
        assert line.endswith(f":mailto:{to}")


def test_no_message_holds_the_address_of_another_guest(invite) -> None:
    sent = invite()
    assert len(sent) == 2
    for address, each in sent.items():
        other = BEN if address == ANA else ANA
        text = each.data + each.calendar
        assert other.encode() not in text.lower()
        assert len(each.message["To"].addresses) == 1
        assert each.message["Cc"] is None
        assert each.message["Bcc"] is None
        assert len(each.all("ATTENDEE")) == 1


def test_a_name_with_a_comma_is_quoted_and_carries_no_code(invite) -> None:
    assert ';CN="Ben Okafor, Jr.":' in invite()[BEN].all("ATTENDEE")[0]


def test_texts_are_escaped_once_and_lines_folded_by_octets(ws, event, invite) -> None:
    events.edit(ws, event, title="A; b, c \\ d " + "é" * 80)
    sent = invite()[ANA]
    assert sent.value("SUMMARY").startswith("A\\; b\\, c \\\\ d é")
    assert all(len(line) <= 75 for line in sent.calendar.split(b"\r\n"))
    for line in sent.calendar.split(b"\r\n"):
        line.decode()


def test_times_carry_a_zone_that_is_described_or_are_in_utc(ws, event, invite) -> None:
    sent = invite()[ANA]
    assert sent.all("DTSTART") == ["DTSTART;TZID=Europe/Berlin:20270310T180000"]
    assert "TZID:Europe/Berlin" in sent.lines
    zone = sent.lines[: sent.lines.index("BEGIN:VEVENT")]
    assert sum(line.startswith("RRULE:FREQ=YEARLY;BYMONTH=") for line in zone) == 2
    events.edit(ws, event, zone="UTC")
    assert invite()[ANA].all("DTSTART") == ["DTSTART:20270310T180000Z"]


def test_whole_days_end_on_the_day_after_and_have_no_zone(ws, event, invite) -> None:
    events.edit(ws, event, calendar_form="all_day")
    sent = invite()[ANA]
    assert (sent.all("DTSTART"), sent.all("DTEND")) == (["DTSTART;VALUE=DATE:20270310"], ["DTEND;VALUE=DATE:20270311"])
    assert "BEGIN:VTIMEZONE" not in sent.lines
    assert not sent.all("DURATION")


def test_the_join_link_stands_where_every_client_looks(invite) -> None:
    sent = invite()[ANA]
    assert LINK in sent.value("DESCRIPTION")
    assert sent.all("CONFERENCE") == [f"CONFERENCE;VALUE=URI:{LINK}"]
    plain = next(p for p in sent.message.walk() if p.get_content_type() == "text/plain").get_content()
    assert f"Join online: {LINK}" in plain


@pytest.mark.parametrize("link", ["http://meet.example/a", "javascript:alert(1)", "https://", "meet.example", "https://a b"])
def test_a_join_link_that_is_not_https_is_refused(ws, event, link) -> None:
    from advoplanner.core.errors import RuleBroken

    with pytest.raises(RuleBroken):
        events.edit(ws, event, join_link=link)


def test_nothing_that_belongs_into_published_calendars_is_in_a_message(invite) -> None:
    names = {line.partition(":")[0].partition(";")[0] for line in invite()[ANA].lines}
    assert not {name for name in names if name.startswith("X-WR-")}
    assert not names & {"NAME", "BEGIN:VALARM", "TRIGGER"}


def test_no_alarm_and_a_standing_that_clients_know(ws, event, tmp_path, invite) -> None:
    sent = invite()[ANA]
    assert "BEGIN:VALARM" not in sent.lines
    assert (sent.value("STATUS"), sent.value("TRANSP"), sent.value("CLASS")) == ("CONFIRMED", "OPAQUE", "PUBLIC")


def test_a_save_the_date_is_a_tentative_hold_that_the_invitation_confirms(ws, event, tmp_path, invite) -> None:
    hold = Sent(outbox.invite(ws, event, tmp_path / "hold", "Save the date").written[0])
    assert (hold.value("STATUS"), hold.value("SEQUENCE")) == ("TENTATIVE", "0")
    firm = invite()[hold.message["To"].addresses[0].addr_spec.lower()]
    assert (firm.value("STATUS"), firm.value("SEQUENCE"), firm.value("UID")) == ("CONFIRMED", "1", hold.value("UID"))


def test_a_cancellation_is_as_last_sent_one_version_higher(ws, event, tmp_path, invite) -> None:
    last = invite()[ANA]
    events.edit(ws, event, title="Changed and never sent", room="Hall")
    gone = Sent(outbox.cancel(ws, event, tmp_path / "gone", ["Ana@Guest.example"]).written[0])
    assert "METHOD:CANCEL" in gone.lines
    assert (gone.value("STATUS"), gone.value("SEQUENCE")) == ("CANCELLED", "1")
    for name in ("UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION"):
        assert gone.all(name) == last.all(name)
    assert gone.all("ORGANIZER") == last.all("ORGANIZER")
    assert gone.value("DTSTAMP") > last.value("DTSTAMP")
    assert gone.message["Subject"].startswith("Cancelled:")


def test_the_parts_stand_in_the_order_that_clients_expect(invite) -> None:
    message = invite()[ANA].message
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
    ]  # fmt: skip
    calendar = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    twin = next(p for p in message.walk() if p.get_content_type() == "application/ics")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar["Content-Disposition"] is None
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar.get_payload(decode=True) == twin.get_payload(decode=True)


def test_the_calendar_has_line_ends_of_its_own_and_no_byte_order_mark(invite) -> None:
    data = invite()[ANA].calendar
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_each_header_is_there_once_and_the_subject_says_what_it_is(ws, event, invite) -> None:
    sent = invite()[ANA].message
    for name in ("From", "To", "Date", "Message-ID", "Subject", "MIME-Version"):
        assert len(sent.get_all(name)) == 1
    assert sent["Subject"].startswith("Invitation:")
    events.edit(ws, event, room="Hall")
    assert invite()[ANA].message["Subject"].startswith("Updated:")


def test_a_session_has_its_own_identity_and_message(ws, event, tmp_path, invite) -> None:
    whole = invite()[ANA]
    ana = next(g for g in guests.rows(ws, event) if g.name == "Ana Lima")
    talk = agenda.add(ws, event, type="peer_story", title="Cold chains", start=START + timedelta(hours=1), minutes=45).created("session")[0]
    agenda.set_person(ws, talk, ana.id)
    sent = Sent(outbox.invite(ws, event, tmp_path / "talk", "Session invitations").written[0])
    assert sent.value("UID") != whole.value("UID")
    assert sent.value("SUMMARY") == "Cold chains"
    assert invitations.waves(ws, event)[-1].kind in ("speakers", "invitation")
