"""Calendar entries as programs receive them: every rule of an invitation, and nothing injected by any text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.invitations import CalendarFacts, Recipient, Standing, called_off
from advoplanner.exports.calendar import cancel, publish, request

FACTS = CalendarFacts(
    uid="6b0e7c1c-3d5b-4b6e-9d55-4c8f2f0f6a11",
    title="Autumn council",
    start=datetime(2027, 3, 10, 18, 0),
    end=datetime(2027, 3, 10, 22, 0),
    zone="America/New_York",
    organiser_name="Mara Holt",
    organiser_email="mara@advo.example",
    dtstamp=datetime(2026, 11, 3, 9, 30, 5, tzinfo=UTC),
    description="An evening among peers.",
    location="Harbour room",
)
ANA = Recipient("Ana Lindqvist", "ana@guest.example")

HOSTILE = [
    "A\r\nBEGIN:VALARM\r\nEND:VALARM",
    "A\rATTENDEE:mailto:mallory@evil.example",
    "A\nEND:VEVENT\nEND:VCALENDAR",
    "\u2028ATTENDEE:mailto:mallory@evil.example",
    "tab\tbell\x07null\x00vertical\x0bform\x0cnel\x85",
    'quotes "inside" ^n carets ^^ and ^\'',
    "commas, semicolons; colons: and \\ backslashes \\n \\, \\;",
    "emoji 🎉👩‍👩‍👧‍👦 李小龙 ผู้จัดการ أحمد",
    "é" * 300,
    "\ud800 lonely",
    "\u202egnp.exe",
    "; ; ;",
    ":",
    "\\",
    " leading and trailing \t ",
    "=?utf-8?q?=0D=0AATTENDEE?=",
    "%0D%0AATTENDEE:x",
    "\ufeffBEGIN:VCALENDAR",
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(alphabet=st.characters(), max_size=200))


def entry(data: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")[0]


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def assert_well_formed(data: bytes) -> None:
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    for line in unfolded(data):
        assert re.match(r"[A-Z-]+(;[A-Z-]+=(\"[^\"]*\"|[^\";:,]*))*:", line), line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", line)


def test_a_request_says_what_clients_need() -> None:
    data = request(FACTS, ANA)
    assert_well_formed(data)
    lines = unfolded(data)
    assert lines[4] == "METHOD:REQUEST"
    for line in (
        "UID:6b0e7c1c-3d5b-4b6e-9d55-4c8f2f0f6a11",
        "DTSTAMP:20261103T093005Z",
        "SEQUENCE:0",
        "ORGANIZER;CN=Mara Holt:mailto:mara@advo.example",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Ana Lindqvist:mailto:ana@guest.example",
        "DTSTART;TZID=America/New_York:20270310T180000",
        "DTEND;TZID=America/New_York:20270310T220000",
        "STATUS:CONFIRMED",
    ):
        assert lines.count(line) == 1
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert not any(line.startswith(("BEGIN:VALARM", "X-WR-", "NAME", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")) for line in lines)


def test_an_optional_guest_and_a_fixed_date_are_marked() -> None:
    lines = unfolded(request(replace(FACTS, fixed=True, status=Standing.TENTATIVE, busy=False), replace(ANA, required=False)))
    assert any("ROLE=OPT-PARTICIPANT" in line for line in lines)
    assert {"X-MICROSOFT-DISALLOW-COUNTER:TRUE", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT"} <= set(lines)


def test_each_guest_is_the_only_attendee() -> None:
    for name in ("ana", "ben"):
        parsed = entry(request(FACTS, Recipient(name, f"{name}@guest.example")))
        assert str(parsed["ATTENDEE"]) == f"mailto:{name}@guest.example"


def test_a_cancellation_repeats_what_was_sent() -> None:
    data = cancel(called_off(FACTS, datetime(2026, 11, 4, tzinfo=UTC)), ANA)
    assert_well_formed(data)
    parsed = entry(data)
    assert icalendar.Calendar.from_ical(data)["METHOD"] == "CANCEL"
    assert parsed["STATUS"] == "CANCELLED"
    assert int(parsed["SEQUENCE"]) == 1
    assert str(parsed["SUMMARY"]) == "Autumn council"
    assert parsed["DTSTART"].dt == datetime(2027, 3, 10, 18, tzinfo=ZoneInfo("America/New_York"))
    assert str(parsed["ORGANIZER"]) == "mailto:mara@advo.example"
    assert "RSVP" not in parsed["ATTENDEE"].params


def test_request_and_cancellation_are_not_mixed_up() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        cancel(FACTS, ANA)
    with pytest.raises(ValueError, match="does not fit"):
        request(called_off(FACTS, FACTS.dtstamp), ANA)


def test_all_day_has_dates_and_no_zone() -> None:
    data = request(replace(FACTS, all_day=True, end=datetime(2027, 3, 11, 12, 30)), ANA)
    parsed = entry(data)
    assert (parsed["DTSTART"].dt, parsed["DTEND"].dt) == (date(2027, 3, 10), date(2027, 3, 12))
    assert b"VTIMEZONE" not in data


def test_a_zone_that_one_rule_cannot_say_goes_out_in_utc() -> None:
    # Venezuela moved its clocks once, in May 2016.
    data = request(replace(FACTS, zone="America/Caracas", start=datetime(2016, 3, 10, 18), end=datetime(2016, 3, 10, 20)), ANA)
    assert b"TZID" not in data
    assert entry(data)["DTSTART"].dt == datetime(2016, 3, 10, 22, 30, tzinfo=UTC)


def test_a_time_that_happens_twice_is_said_in_utc() -> None:
    twice = replace(FACTS, zone="Europe/Berlin", start=datetime(2027, 10, 31, 2, 30, fold=1), end=datetime(2027, 10, 31, 4, 0))
    parsed = entry(request(twice, ANA))
    assert parsed["DTSTART"].dt == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert parsed["DTEND"].dt == datetime(2027, 10, 31, 3, 0, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    skipped = replace(FACTS, zone="Europe/Berlin", start=datetime(2027, 3, 28, 2, 30), end=datetime(2027, 3, 28, 5, 0))
    with pytest.raises(RuleBroken, match="does not exist"):
        request(skipped, ANA)


def test_an_event_across_the_autumn_change_keeps_both_ends() -> None:
    across = replace(FACTS, zone="Europe/Berlin", start=datetime(2027, 10, 30, 22), end=datetime(2027, 10, 31, 6))
    parsed = entry(request(across, ANA))
    assert parsed["DTSTART"].dt.astimezone(UTC) == datetime(2027, 10, 30, 20, tzinfo=UTC)
    assert parsed["DTEND"].dt.astimezone(UTC) == datetime(2027, 10, 31, 5, tzinfo=UTC)


def test_the_join_link_is_where_people_look() -> None:
    link = "https://meet.example/room?id=7&pwd=a,b"
    parsed = entry(request(replace(FACTS, url=link, location=""), ANA))
    assert str(parsed["LOCATION"]) == link
    assert link in str(parsed["DESCRIPTION"])
    assert str(parsed["URL"]) == link
    with pytest.raises(RuleBroken, match="secure link"):
        request(replace(FACTS, url="https://meet.example/\r\nATTENDEE:x"), ANA)
    with pytest.raises(RuleBroken, match="secure link"):
        request(replace(FACTS, url="http://meet.example/"), ANA)


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@guest.example", "ana@guest.example\r\nX:y", "jürgen@guest.example", "a@x.example,b@x.example"]
)
def test_addresses_that_mail_cannot_carry_are_refused(address: str) -> None:
    with pytest.raises(RuleBroken, match="address"):
        request(FACTS, Recipient("Ana", address))


def test_international_domains_are_encoded_and_missing_organisers_named() -> None:
    assert b"mailto:ana@xn--bcher-kva.example" in request(FACTS, Recipient("Ana", "ana@bücher.example"))
    with pytest.raises(RuleBroken, match="organiser"):
        request(replace(FACTS, organiser_email=" "), ANA)
    assert b"ORGANIZER" not in publish([replace(FACTS, organiser_email="")])


@pytest.mark.parametrize("uid", ["", "two words", "übung", "x" * 256, "a\r\nb", "a;b"])
def test_a_uid_that_clients_would_spoil_is_refused(uid: str) -> None:
    with pytest.raises(RuleBroken, match="identity"):
        request(replace(FACTS, uid=uid), ANA)


def test_a_public_calendar_has_no_guests_and_each_zone_once() -> None:
    berlin = replace(FACTS, uid="u2", zone="Europe/Berlin")
    later = replace(FACTS, uid="u3", start=datetime(2028, 3, 10, 18), end=datetime(2028, 3, 10, 20))
    data = publish([FACTS, berlin, later, replace(FACTS, uid="u4", all_day=True)])
    assert_well_formed(data)
    lines = unfolded(data)
    assert "METHOD:PUBLISH" in lines
    assert [line for line in lines if line.startswith("TZID:")] == ["TZID:America/New_York", "TZID:Europe/Berlin"]
    assert not any(line.startswith("ATTENDEE") for line in lines)
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 4
    with pytest.raises(RuleBroken, match="twice"):
        publish([FACTS, FACTS])
    with pytest.raises(RuleBroken, match="no event"):
        publish([])


def test_names_are_quoted_only_where_needed_and_never_empty() -> None:
    assert b'CN="Lind, Ana"' in request(FACTS, Recipient("Lind, Ana", ANA.email))
    assert b"CN=ana@guest.example:" in request(FACTS, Recipient(" \x07 ", ANA.email))
    assert b"CN=Ana 'Bo' Lind:" in request(FACTS, Recipient('Ana "Bo" Lind', ANA.email))


@settings(max_examples=120, deadline=None)
@given(title=texts, description=texts, location=texts, organiser=texts, guest=texts)
@example(*(["A\rB\nC"] * 5))
def test_no_text_can_add_a_line(title: str, description: str, location: str, organiser: str, guest: str) -> None:
    facts = replace(FACTS, title=title, description=description, location=location, organiser_name=organiser)
    data = request(facts, Recipient(guest, ANA.email))
    assert_well_formed(data)
    calendar = icalendar.Calendar.from_ical(data)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"]
    parsed = calendar.walk("VEVENT")[0]
    allowed = {
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "ORGANIZER",
        "ATTENDEE",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "LOCATION",
        "DESCRIPTION",
        "STATUS",
        "TRANSP",
        "CLASS",
    }
    assert set(parsed) <= allowed
    assert sum(line.startswith("ATTENDEE") for line in unfolded(data)) == 1
    assert parsed["ATTENDEE"].params["CN"].strip()
    assert {c for c in clean(description) if c.isalnum()} == {c for c in str(parsed.get("DESCRIPTION", "")) if c.isalnum()}


@pytest.mark.parametrize("text", [h for h in HOSTILE if "\ud800" not in h])
def test_another_parser_reads_the_same(text: str) -> None:
    data = request(replace(FACTS, title=text, description=text), Recipient(text, ANA.email))
    mine, other = entry(data), vobject.readOne(data.decode()).vevent
    assert other.summary.value == str(mine["SUMMARY"])
    assert other.uid.value == FACTS.uid
    assert other.attendee.value == "mailto:ana@guest.example"


def test_folding_never_splits_a_character() -> None:
    for length in range(60, 90):
        data = request(replace(FACTS, title="x" * length + "€🎉" * 40), ANA)
        assert_well_formed(data)
        assert str(entry(data)["SUMMARY"]) == "x" * length + "€🎉" * 40
