"""Calendar entries (iCalendar) for invitations, cancellations and public calendars, read back before they leave.

Lines are written here rather than by icalendar, which lets control characters through and escapes names in a way that older
programs show literally; icalendar is the judge of the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from advoplanner.core.dates import in_fold, to_utc
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.invitations import CalendarFacts, Recipient, Standing, check_address, check_facts, check_organiser
from advoplanner.exports.zones import vtimezone

PRODUCT = "-//AdvoPlanner//AdvoPlanner 1//EN"

_MAX_OCTETS = 75
_ONE_LINE = re.compile(r"[^\r\n]+\r\n")
_SLOT = "\0attendee"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_NOT_IN_NAMES = str.maketrans({'"': "'", "^": " ", "\\": " "})
_PARAGRAPHS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"})


def request(facts: CalendarFacts, recipient: Recipient) -> bytes:
    """An invitation or its update for one person: METHOD:REQUEST with that person as the only attendee.

    Raises RuleBroken where the facts or the address cannot be sent, and KnownProblem where the result does not read back.
    """
    role = "REQ-PARTICIPANT" if recipient.required else "OPT-PARTICIPANT"
    return _for_one(facts, recipient, "REQUEST", f"CUTYPE=INDIVIDUAL;ROLE={role};PARTSTAT=NEEDS-ACTION;RSVP=TRUE")


def cancel(facts: CalendarFacts, recipient: Recipient) -> bytes:
    """A cancellation for one person; `facts` come from `called_off`. Raises as `request` does."""
    return _for_one(facts, recipient, "CANCEL", f"CUTYPE=INDIVIDUAL;ROLE={'REQ' if recipient.required else 'OPT'}-PARTICIPANT")


def decline_counter(facts: CalendarFacts, recipient: Recipient) -> bytes:
    """The no to another time that one person proposed; `facts` are what they hold. Raises as `request` does."""
    return _for_one(facts, recipient, "DECLINECOUNTER", f"CUTYPE=INDIVIDUAL;ROLE={'REQ' if recipient.required else 'OPT'}-PARTICIPANT")


def for_one(method: str, facts: CalendarFacts, recipient: Recipient) -> bytes:
    """A message of METHOD `method` for one person; raises as `request` does, KeyError for a method that goes to nobody."""
    return {"REQUEST": request, "CANCEL": cancel, "DECLINECOUNTER": decline_counter}[method](facts, recipient)


def publish(entries: Iterable[CalendarFacts]) -> bytes:
    """A calendar file of events without guests, to save or attach; raises as `request` does."""
    entries = list(entries)
    if not entries:
        raise RuleBroken("calendar.empty", "There is no event to put into the calendar.", "Choose at least one event.")
    if len({facts.uid for facts in entries}) < len(entries):
        raise RuleBroken("calendar.twice", "The same event is in the calendar twice.", "Leave one of the two out.")
    years = _years_by_zone(entries)
    lines = _opening("PUBLISH")
    for zone_name, (first, last) in years.items():
        lines += vtimezone(zone_name, first, last) or ()
    for facts in entries:
        check_facts(facts)
        in_zone = facts.zone in years and vtimezone(facts.zone, *years[facts.zone]) is not None and not _happens_twice(facts)
        lines += [line for line in _entry(facts, "PUBLISH", in_zone) if line != _SLOT]
    data = _written([*lines, "END:VCALENDAR"])
    _check_readable(data, "PUBLISH", entries)
    return data


def _for_one(facts: CalendarFacts, recipient: Recipient, method: str, params: str) -> bytes:
    address = check_address(recipient.email)
    before, after = _around_attendee(facts, method)
    attendee = _folded(f"ATTENDEE;{params};CN={_name(recipient.name, address)}:mailto:{address}")
    if not _is_attendee(attendee, address):
        raise _unreadable([facts])
    return before + attendee + after


@lru_cache(maxsize=64)
def _around_attendee(facts: CalendarFacts, method: str) -> tuple[bytes, bytes]:
    """What is the same for every guest: the octets before and after the attendee's line, which read back as they were meant."""
    check_facts(facts)
    check_organiser(facts.organiser_email)
    if (facts.status == Standing.CANCELLED) != (method == "CANCEL"):
        raise ValueError(f"{method} does not fit an entry that is {facts.status}")
    zone_lines = None if facts.all_day or facts.zone == "UTC" or _happens_twice(facts) else vtimezone(facts.zone, facts.start.year, facts.end.year)
    lines = [*_opening(method), *(zone_lines or ()), *_entry(facts, method, zone_lines is not None), "END:VCALENDAR"]
    at = lines.index(_SLOT)
    before, after = _written(lines[:at]), _written(lines[at + 1 :])
    _check_readable(before + after, method, [facts])
    return before, after


def _opening(method: str) -> list[str]:
    return ["BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN", f"METHOD:{method}"]


def _entry(facts: CalendarFacts, method: str, in_zone: bool) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{facts.uid}", f"DTSTAMP:{_utc(facts.dtstamp)}", f"SEQUENCE:{facts.sequence}"]
    if facts.organiser_email.strip():
        organiser = check_organiser(facts.organiser_email)
        lines.append(f"ORGANIZER;CN={_name(facts.organiser_name, organiser)}:mailto:{organiser}")
    lines += [_SLOT, *_times(facts, in_zone), f"SUMMARY:{_text(_line(facts.title))}"]
    url, location = facts.url.strip(), _line(facts.location) or facts.url.strip()
    description = _paragraphs(facts.description)
    if url and url not in description:
        description = f"{description}\n\nJoin online: {url}".strip()
    lines += [f"LOCATION:{_text(location)}"] if location else []
    lines += [f"DESCRIPTION:{_text(description)}"] if description else []
    lines += [f"URL:{url}", f"CONFERENCE;VALUE=URI:{url}"] if url else []
    lines += [f"STATUS:{facts.status.upper()}", f"TRANSP:{'OPAQUE' if facts.busy else 'TRANSPARENT'}", "CLASS:PUBLIC"]
    if facts.fixed and method == "REQUEST":
        lines.append("X-MICROSOFT-DISALLOW-COUNTER:TRUE")
    return [*lines, "END:VEVENT"]


def _times(facts: CalendarFacts, in_zone: bool) -> list[str]:
    if facts.all_day:
        return [f"DTSTART;VALUE=DATE:{facts.start:%Y%m%d}", f"DTEND;VALUE=DATE:{facts.end + timedelta(days=1):%Y%m%d}"]
    # Asked even where the wall time is written, so that a time which the clocks skip is refused.
    start, end = _instants(facts)
    if in_zone:
        return [f"DTSTART;TZID={facts.zone}:{facts.start:%Y%m%dT%H%M%S}", f"DTEND;TZID={facts.zone}:{facts.end:%Y%m%dT%H%M%S}"]
    return [f"DTSTART:{_utc(start)}", f"DTEND:{_utc(end)}"]


def _instants(facts: CalendarFacts) -> tuple[datetime, datetime]:
    return to_utc(facts.start, facts.zone, facts.start.fold), to_utc(facts.end, facts.zone, facts.end.fold)


def _happens_twice(facts: CalendarFacts) -> bool:
    """Whether a wall time is ambiguous (autumn change): programs differ on which one they take, so UTC says it."""
    return not facts.all_day and (in_fold(facts.start, facts.zone) or in_fold(facts.end, facts.zone))


def _years_by_zone(entries: list[CalendarFacts]) -> dict[str, tuple[int, int]]:
    years: dict[str, tuple[int, int]] = {}
    for facts in entries:
        if not facts.all_day and facts.zone != "UTC":
            first, last = years.get(facts.zone, (facts.start.year, facts.end.year))
            years[facts.zone] = min(first, facts.start.year), max(last, facts.end.year)
    return years


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _line(text: str) -> str:
    return clean(text.translate(_PARAGRAPHS))


def _paragraphs(text: str) -> str:
    lines = clean(text.translate(_PARAGRAPHS), lines=True).split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _name(name: str, address: str) -> str:
    """A name as a parameter: no quotes or carets, which old programs show encoded; never empty."""
    plain = clean(name.translate(_PARAGRAPHS).translate(_NOT_IN_NAMES), limit=200) or address
    return f'"{plain}"' if any(c in plain for c in ",;:") else plain


def _written(lines: list[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    """One content line with its line end, folded at 75 octets and never inside a character."""
    data = line.encode()
    pieces, limit = [], _MAX_OCTETS
    while len(data) > limit:
        cut = limit
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[:cut])
        data, limit = data[cut:], _MAX_OCTETS - 1
    return b"\r\n ".join([*pieces, data]) + b"\r\n"


def _is_attendee(line: bytes, address: str) -> bool:
    """Whether a calendar program would read exactly one line here, and in it this guest: what stands around it was read already."""
    from icalendar.parser import Contentline

    unfolded = line.decode().replace("\r\n ", "")
    if not _ONE_LINE.fullmatch(unfolded):
        return False
    try:
        name, params, value = Contentline(unfolded.removesuffix("\r\n")).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return False
    return bool(name == "ATTENDEE" and value == f"mailto:{address}" and params.get("CN"))


def _check_readable(data: bytes, method: str, entries: list[CalendarFacts]) -> None:
    """Raise KnownProblem unless a calendar program would read exactly what was meant."""
    import icalendar

    try:
        parsed = icalendar.Calendar.from_ical(data)
        events = parsed.walk("VEVENT")
        as_meant = str(parsed["METHOD"]) == method and len(events) == len(entries)
        as_meant = as_meant and all(_says(event, facts) for event, facts in zip(events, entries, strict=True))
    except (ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        raise _unreadable(entries) from error
    if not as_meant:
        raise _unreadable(entries)


def _says(event: Any, facts: CalendarFacts) -> bool:
    start: date | datetime = event["DTSTART"].dt
    meant = facts.start.date() if facts.all_day else _instants(facts)[0]
    same_start = start.astimezone(UTC) == meant if isinstance(start, datetime) else start == meant
    return (
        same_start
        and str(event["UID"]) == facts.uid
        and int(event["SEQUENCE"]) == facts.sequence
        and str(event["SUMMARY"]) == _line(facts.title)
        and "ATTENDEE" not in event
    )


def _unreadable(entries: list[CalendarFacts]) -> KnownProblem:
    title = clean(entries[0].title)[:80]
    sentence = f"The calendar entry “{title}” could not be read back."
    return KnownProblem("calendar.unreadable", sentence, "Remove unusual characters from title and place.")
