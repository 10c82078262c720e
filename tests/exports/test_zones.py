"""The VTIMEZONE blocks against the zone rules themselves, read back by an evaluator that shares no code with the writer."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from advoplanner.core.dates import zone, zone_names
from advoplanner.core.errors import RuleBroken
from advoplanner.exports.zones import onsets, vtimezone

YEARS = (2026, 2027, 2028)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def offset_by_block(lines: tuple[str, ...], instant: datetime) -> timedelta:
    """The offset that a calendar program would use at `instant` from these lines alone."""
    parts: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line in ("BEGIN:STANDARD", "BEGIN:DAYLIGHT"):
            parts.append({})
        elif parts:
            parts[-1][name] = value
    if len(parts) == 1:
        return signed(parts[0]["TZOFFSETTO"])
    latest = []
    for part in parts:
        rule = dict(piece.split("=") for piece in part["RRULE"].split(";"))
        for year in (instant.year - 1, instant.year, instant.year + 1):
            day = ordinal_day(year, int(rule["BYMONTH"]), rule["BYDAY"])
            clock = timedelta(hours=int(part["DTSTART"][9:11]), minutes=int(part["DTSTART"][11:13]), seconds=int(part["DTSTART"][13:15]))
            latest.append((datetime(year, int(rule["BYMONTH"]), day, tzinfo=UTC) + clock - signed(part["TZOFFSETFROM"]), part))
    return signed(max((entry for entry in latest if entry[0] <= instant), key=lambda entry: entry[0])[1]["TZOFFSETTO"])


def ordinal_day(year: int, month: int, byday: str) -> int:
    days = [week[WEEKDAYS.index(byday[-2:])] for week in calendar.monthcalendar(year, month) if week[WEEKDAYS.index(byday[-2:])]]
    ordinal = int(byday[:-2])
    return days[ordinal if ordinal < 0 else ordinal - 1]


def signed(text: str) -> timedelta:
    size = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]), seconds=int(text[5:7] or 0))
    return -size if text[0] == "-" else size


def instants(name: str, year: int) -> list[datetime]:
    changes = [onset.wall.replace(tzinfo=UTC) - onset.before for onset in onsets(name, year)]
    around = [change + timedelta(seconds=s) for change in changes for s in (-1, 0, 1)]
    return [*around, datetime(year, 1, 2, tzinfo=UTC), datetime(year, 7, 1, tzinfo=UTC), datetime(year, 12, 30, tzinfo=UTC)]


@pytest.mark.parametrize("year", YEARS)
def test_every_zone_has_the_right_offset_at_every_change(year: int) -> None:
    wrong, in_utc = [], []
    for name in zone_names():
        lines = vtimezone(name, year, year)
        if lines is None:
            in_utc.append(name)
            continue
        wrong += [(name, at) for at in instants(name, year) if offset_by_block(lines, at) != at.astimezone(zone(name)).utcoffset()]
    assert wrong == []
    assert len(in_utc) < 30, in_utc


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Chatham"])
def test_blocks_hold_over_the_turn_of_the_year(name: str) -> None:
    lines = vtimezone(name, 2027, 2028)
    assert lines is not None
    for year in (2027, 2028):
        assert all(offset_by_block(lines, at) == at.astimezone(zone(name)).utcoffset() for at in instants(name, year))


def test_berlin_reads_as_the_handbook_has_it() -> None:
    lines = vtimezone("Europe/Berlin", 2027, 2027)
    assert lines == (
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
        "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "END:VTIMEZONE",
    )  # fmt: skip


def test_a_zone_without_changes_has_standard_alone() -> None:
    lines = vtimezone("Asia/Kolkata", 2027, 2027)
    assert lines is not None
    assert "BEGIN:DAYLIGHT" not in lines
    assert not any(line.startswith("RRULE") for line in lines)
    assert "TZOFFSETTO:+0530" in lines


def test_what_one_rule_cannot_say_is_left_to_utc() -> None:
    # Ramadan moved through these two years: no yearly rule holds for both.
    assert vtimezone("Africa/Casablanca", 2024, 2025) is None


def test_every_block_is_a_calendar_component_with_one_rule_a_part() -> None:
    for name in zone_names()[::7]:
        lines = vtimezone(name, 2027, 2027)
        if lines is None:
            continue
        parsed = icalendar.Timezone.from_ical("\r\n".join(lines) + "\r\n")
        assert parsed["TZID"] == name
        assert [part.name for part in parsed.subcomponents] in (["STANDARD"], ["STANDARD", "DAYLIGHT"])
        assert all("RDATE" not in part for part in parsed.subcomponents)


def test_an_unknown_zone_is_named() -> None:
    with pytest.raises(RuleBroken, match="Europe/Atlantis"):
        vtimezone("Europe/Atlantis", 2027, 2027)
