"""Programmes: boards, councils, groups and series that meet again and again, with their charters, and the terms of their members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import plural, whole
from advoplanner.domain.event_details import check_ownership
from advoplanner.domain.events import PROFILES, EventKind, room_words
from advoplanner.domain.formalities import check_day
from advoplanner.domain.guests import Role, Side

ENDING_DAYS = 90
"""Terms that end within so many days are listed (norms 3.1)."""

TEXT_FIELDS = {
    "name": 160, "purpose": 1000, "sponsor": 160, "text_mark": 60, "mission": 4000, "scope": 4000, "duties": 4000, "benefits": 4000,
    "confidentiality": 4000,
}  # fmt: skip
"""Texts of a programme with the most characters that each may have; those of 1,000 and more may have several lines."""

MOST = {"tenure_months": 120, "meetings_per_year": 52}
"""Figures of a charter with the most that each can be; 0 is not said."""

YEARS = range(1920, 2200)
"""Years in which a term can begin or end."""

MEMBER_TEXTS = {"seat_no": 20, "nominated_by": 160, "reason_left": 300}


class MemberStatus(StrEnum):
    NOMINATED = "nominated"
    APPROACHED = "approached"
    ACTIVE = "active"
    PAUSED = "paused"
    ALUMNI = "alumni"


class MemberRole(StrEnum):
    MEMBER = "member"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    ADVISER = "adviser"
    SPONSOR = "sponsor"


class Thanks(StrEnum):
    NONE = ""
    DUE = "due"
    DONE = "done"


STATUS_WORDS = {
    MemberStatus.NOMINATED: "Nominated", MemberStatus.APPROACHED: "Approached", MemberStatus.ACTIVE: "Active", MemberStatus.PAUSED: "Paused",
    MemberStatus.ALUMNI: "Alumni",
}  # fmt: skip
ROLE_WORDS = {
    MemberRole.MEMBER: "Member", MemberRole.CHAIR: "Chair", MemberRole.FACILITATOR: "Facilitator", MemberRole.ADVISER: "Adviser",
    MemberRole.SPONSOR: "Executive sponsor",
}  # fmt: skip

SITTING = frozenset({MemberStatus.ACTIVE, MemberStatus.PAUSED})
"""Who holds a seat now."""

GUEST_ROLES = {MemberRole.CHAIR: Role.CHAIR, MemberRole.FACILITATOR: Role.FACILITATOR, MemberRole.ADVISER: Role.ADVISER}
"""What a member is at a meeting; the others take part."""

OF_VENDOR = frozenset({MemberRole.ADVISER, MemberRole.SPONSOR})
"""What people of the vendor may be in a council."""


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One programme as the list shows it.

    `members` sit now, `ending` terms end within ENDING_DAYS or are over; `present` of `counted` invitations of members to meetings were
    followed; `next_start` is the wall time of the next meeting, None for none.
    """

    id: str
    name: str
    kind: str
    ownership: str
    sponsor: str
    archived: bool
    members: int
    ending: int
    present: int
    counted: int
    events: int
    next_start: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class ProgrammeDetails:
    """Everything written down about one programme; 0 where a figure is not said."""

    id: str
    kind: str
    name: str
    purpose: str
    ownership: str
    sponsor: str
    text_mark: str
    mission: str
    scope: str
    tenure_months: int
    meetings_per_year: int
    duties: str
    benefits: str
    confidentiality: str
    archived: bool
    version: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One term of one person; `present` of the `counted` meetings that they were invited to; `warnings` are whole sentences."""

    id: str
    programme_id: str
    person_id: str
    name: str
    organisation: str
    job_title: str
    level: str
    side: str
    role: str
    status: str
    seat_no: str
    start: date | None
    end: date | None
    renewals: int
    nominated_by: str
    reason_left: str
    thanks: str
    version: int
    present: int = 0
    counted: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def attendance_words(self) -> str:
        return rate_words(self.present, self.counted)

    @property
    def term_words(self) -> str:
        """ "1 March 2026 to 28 February 2028", "since …", "until …", "" where nothing is said."""
        start, end = (_said(day) if day else "" for day in (self.start, self.end))
        if start and end:
            return f"{start} to {end}"
        return f"since {start}" if start else f"until {end}" if end else ""

    def overlaps(self, other: MemberRow) -> bool:
        """Whether both terms have a day in common; a seat handed over on one day is none, and a missing start or end reaches for ever."""
        return (self.start or date.min) < (other.end or date.max) and (other.start or date.min) < (self.end or date.max)


def judged(kind: str, rows: Sequence[MemberRow], today: date) -> list[MemberRow]:
    """The rows with what is worth a warning about each."""
    seats: dict[str, list[MemberRow]] = {}
    for row in rows:
        if row.seat_no and (row.status in SITTING or row.status == MemberStatus.ALUMNI or row.start):
            seats.setdefault(row.seat_no.casefold(), []).append(row)
    return [replace(row, warnings=tuple(_warnings(kind, row, seats.get(row.seat_no.casefold(), ()), today))) for row in rows]


def _warnings(kind: str, row: MemberRow, same_seat: Sequence[MemberRow], today: date) -> Iterable[str]:
    if row in same_seat:
        for other in same_seat:
            if other.id != row.id and row.overlaps(other):
                yield f"Seat {row.seat_no} is held by {other.name} in a part of this term{_term(other)}."
    if row.status not in SITTING:
        return
    if row.end is None:
        if kind == EventKind.CAB and row.role not in OF_VENDOR and row.side != Side.HOST:
            yield "No term yet: members of a board serve for an agreed time."
    elif row.end < today:
        yield f"The term ended on {_said(row.end)}: renew it, or thank them as alumni."
    elif row.end - today <= timedelta(days=ENDING_DAYS):
        yield f"The term ends in {plural((row.end - today).days, 'day')}, on {_said(row.end)}."


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _term(row: MemberRow) -> str:
    return f" ({row.term_words})" if row.term_words else ""


def level_notice(kind: str, rows: Iterable[MemberRow]) -> str:
    """That another kind of programme would suit the members better, or that their levels are mixed; "" where neither is so."""
    return room_words(kind, [(row.level, row.name) for row in rows if row.status != MemberStatus.ALUMNI and row.side != Side.HOST], "member")


def rate_words(present: int, counted: int) -> str:
    """ "7 of 9 (78%)", "" where there was no meeting."""
    return f"{present} of {counted} ({present / counted:.0%})" if counted else ""


def extended(end: date | None, months: int, today: date) -> date:
    """The end of a renewed term: `months` after the old end, or from today where there was none, it is long past, or that is over too.

    A month's last day stays one.
    """
    if end and end >= today - timedelta(days=ENDING_DAYS):
        until = _months_after(end, months)
        if until > today:
            return until
    return _months_after(today, months)


def _months_after(base: date, months: int) -> date:
    month = base.year * 12 + base.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    month_ends = (base + timedelta(days=1)).day == 1
    return last if month_ends else first.replace(day=min(base.day, last.day))


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a programme as they are stored; raises RuleBroken at the field."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in TEXT_FIELDS:
            values[name] = whole(value, TEXT_FIELDS[name], name, lines=TEXT_FIELDS[name] >= 1000)
        elif name in MOST:
            values[name] = _figure(name, value)
        elif name == "ownership":
            values[name] = check_ownership(value)
        elif name == "kind":
            values[name] = _kind(value)
        else:
            raise TypeError(f"a programme has no field {name!r}")
    if values.get("purpose") == "":
        sentence = "A programme needs a purpose: one sentence that says what its members gain."
        raise RuleBroken("programmes.purpose", sentence, "People stay for a purpose larger than any product.", field="purpose")
    if values.get("name") == "":
        raise RuleBroken("programmes.name", "A programme needs a name.", "Write what its members call it.", field="name")
    return values


def checked_member(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a membership as they are stored; raises RuleBroken at the field."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in MEMBER_TEXTS:
            values[name] = whole(value, MEMBER_TEXTS[name], name)
        elif name in ("start", "end"):
            values[name] = check_day(name, value)
        elif name == "role":
            values[name] = _word(name, value, MemberRole, "part in a programme")
        elif name == "status":
            values[name] = _word(name, value, MemberStatus, "state of a membership")
        elif name == "thanks":
            values[name] = _word(name, value, Thanks, "state of thanks")
        else:
            raise TypeError(f"a membership has no field {name!r}")
    return values


def check_term(status: str, start: str, end: str, today: date) -> None:
    """Raises RuleBroken where a term ends before it starts, is said to run before it begins, or names a year that is a slip."""
    for field, day in (("start", start), ("end", end)):
        if day and int(day[:4]) not in YEARS:
            raise RuleBroken("programmes.year", f"The year {day[:4]} cannot be meant.", f"Choose one from {YEARS[0]} to {YEARS[-1]}.", field=field)
    if start and end and end < start:
        raise RuleBroken("programmes.term", "The term ends before it starts.", "Choose a later end.", field="end")
    if start > today.isoformat() and status in SITTING:
        raise RuleBroken("programmes.future", "An active membership cannot begin in the future.", "Choose “approached” until then.", field="start")


def check_part(kind: str, side: str, role: str, name: str) -> None:
    """Raises RuleBroken `programmes.vendor` where somebody of the vendor would be more than adviser or sponsor of a council (seeds 000-03)."""
    if kind == EventKind.COUNCIL and side == Side.HOST and role not in OF_VENDOR:
        sentence = f"{name} is of the vendor, which only advises a council: {ROLE_WORDS[MemberRole(role)].lower()} is a member's part."
        raise RuleBroken("programmes.vendor", sentence, "Make them adviser or executive sponsor.", field="role")


def usual_role(kind: str, side: str, role: str) -> str:
    """People of the vendor advise a council, whoever put them on its roster as members."""
    return MemberRole.ADVISER.value if kind == EventKind.COUNCIL and side == Side.HOST and role == MemberRole.MEMBER else role


def _figure(name: str, value: Any) -> int:
    number = value or 0
    if not isinstance(number, int) or not 0 <= number <= MOST[name]:
        raise RuleBroken("programmes.number", f"This takes a whole number up to {MOST[name]}, or 0 where it is not said.", field=name)
    return number


def _kind(value: str) -> str:
    if value not in PROFILES:
        raise RuleBroken("programmes.kind", f"There is no kind of programme “{value}”.", f"Choose one of: {', '.join(PROFILES)}.", field="kind")
    return str(value)


def _word(name: str, value: str, words: type[StrEnum], what: str) -> str:
    if value not in list(words):
        choices = ", ".join(word or "none" for word in words)
        raise RuleBroken("programmes.word", f"“{value}” is no {what}.", f"Choose one of: {choices}.", field=name)
    return str(value)
