"""Everything the agenda page reads and writes, each change one undoable step; what leaves the event's time is offered room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.agenda import AgendaShares, SessionRow, SessionType
from advoplanner.domain.agenda_ripple import rippled
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import PROFILES, EventKind
from advoplanner.domain.guests import Reply
from advoplanner.services import agenda, checks, events
from ui.kit.context import Context
from ui.pages.agenda.plan import STEP, AgendaPlan, lay_out, minutes_between

SESSIONS = frozenset({"session", "message"})
"""Tables of a change after which only the sessions that it names are read anew."""

NEW_MINUTES = 30
NEW_TITLE = "New session"
NEW_TYPES: dict[str, SessionType] = {EventKind.MEETUP: SessionType.NETWORKING}
"""What a new session is where it is no framed discussion: at a meetup the vendor has no part at all."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of the content the vendor may speak (0 to 1), above which it is an error, and who says so."""

    warn: float
    stop: float | None
    source: str


class AgendaDesk:
    """Holds the event in hand and its `plan`. With `ripple` on, what follows on the day moves along."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.ripple = False
        self._limit: Limit | None = None
        self.event: EventDetails | None = None
        self.plan: AgendaPlan = lay_out((), datetime(2000, 1, 1, 9), datetime(2000, 1, 1, 17))

    # Reading

    def read(self, event_id: str, changes: ChangeSet | None = None) -> AgendaPlan:
        """Read the event anew, or only what `changes` touched of it; raises RuleBroken where it is gone."""
        event = self.event
        if event and event.id == event_id and changes and not changes.tables - SESSIONS:
            rows, conflicts = agenda.board(self.ctx.workspace, event_id, self.plan.rows, changes.ids("session"))
        else:
            self.event = self._limit = None
            self.event = event = events.details(self.ctx.workspace, event_id)
            rows, conflicts = agenda.board(self.ctx.workspace, event_id)
        self.plan = lay_out(rows, event.start, event.end, conflicts)
        return self.plan

    def shares(self) -> AgendaShares:
        return agenda.shares(self.plan.rows)

    def limit(self) -> Limit:
        """The vendor's limit for the event's kind: the norm that checks use, else the kind's own figure. Read once with the event."""
        if self._limit is None:
            self._limit = self._read_limit()
        return self._limit

    def _read_limit(self) -> Limit:
        kind = self.event.kind if self.event else EventKind.CAB
        norms = checks.norms_of(self.ctx.workspace, self.event.id) if self.event else checks.norms()
        norm = norms.get(f"vendor_share.{kind}")
        if norm:
            return Limit(norm["warn"], norm.get("stop"), norm.said())
        return Limit(PROFILES[kind].vendor_share, None, f"The usual limit for a {kind_words(kind)}")

    def candidates(self, row: SessionRow) -> list[tuple[str, str]]:
        """(guest id, name and company) of those who accepted and have no part in the session yet."""
        from advoplanner.services import guests

        there = {person.guest_id for person in row.people}
        coming = [g for g in guests.rows(self.ctx.workspace, row.event_id) if g.reply == Reply.ACCEPTED and g.id not in there]
        return [(g.id, f"{g.name}, {g.organisation}" if g.organisation else g.name) for g in coming]

    # Writing

    def move(self, session_id: str, start: datetime, *, by_key: bool = False) -> None:
        """Start a session at a wall time; many strokes of a key are one step of undo and raise no toast."""
        self._place(session_id, by_key, start=start)

    def resize(self, session_id: str, minutes: int, *, by_key: bool = False) -> None:
        self._place(session_id, by_key, minutes=minutes)

    def to_tray(self, session_id: str) -> None:
        self.ctx.act(agenda.move, self.ctx.workspace, session_id, None)

    def remove(self, ids: Sequence[str]) -> None:
        self.ctx.act(agenda.remove, self.ctx.workspace, ids)

    def add(self, at: datetime | None) -> str:
        """A new session at a wall time, or where the agenda ends; its id. What finds no time waits in the tray."""
        if self.event is None:
            return ""
        start, minutes = self.slot(at or max((row.end for row in self.plan.rows if row.end), default=self.plan.start))
        kind = NEW_TYPES.get(self.event.kind, SessionType.FRAMED_DISCUSSION)
        fields: dict[str, Any] = {"type": kind, "title": NEW_TITLE, "start": start, "minutes": minutes}
        made = self.ctx.act(agenda.add, self.ctx.workspace, self.event.id, **fields)
        if made and start is None:
            self.ctx.messages.info("There is no time left in the event, so the new session waits in the tray.")
        return made.created("session")[0] if made else ""

    def slot(self, at: datetime) -> tuple[datetime | None, int]:
        """Start and length of a new session at `at`; without a start where the event is over by then."""
        start = max(at, self.plan.start)
        left = minutes_between(start, self.plan.end)
        return (start, min(NEW_MINUTES, left)) if left >= STEP else (None, NEW_MINUTES)

    def change(self, session_id: str, **fields: Any) -> None:
        self.ctx.act(agenda.edit, self.ctx.workspace, session_id, **fields)

    def copy(self, session_id: str) -> None:
        """Ask for the rooms that get the session too."""
        into = lambda words: agenda.copy(self.ctx.workspace, session_id, words.split(","))  # noqa: E731
        self.ctx.ask_and_act("Copy to rooms", "Rooms, divided by commas", into, verb="Copy")

    def save(self, session_id: str, name: str, value: Any) -> ChangeSet:
        """One field of the drawer; raises RuleBroken, which the form puts below the field."""
        ripple, fields = self.ripple and name in ("start", "minutes"), {name: value}
        try:
            return agenda.edit(self.ctx.workspace, session_id, ripple, merge_key=f"session.{session_id}.{name}", **fields)
        except RuleBroken as refused:
            row = self.plan.row(session_id)
            if row is not None:
                _MoreTime(self, row, fields).show_error(refused.field, refused.sentence)
            raise

    def set_person(self, session_id: str, guest_id: str, role: str = "presenter") -> None:
        self.ctx.act(agenda.set_person, self.ctx.workspace, session_id, guest_id, role)

    def drop_person(self, session_id: str, guest_id: str) -> None:
        self.ctx.act(agenda.drop_person, self.ctx.workspace, session_id, guest_id)

    def _place(self, session_id: str, by_key: bool, **fields: Any) -> None:
        row = self.plan.row(session_id)
        if row is None:
            return
        key = f"session.{session_id}.{'.'.join(fields)}" if by_key else ""
        room = _MoreTime(self, row, fields)
        self.ctx.act(agenda.edit, self.ctx.workspace, session_id, self.ripple, merge_key=key, form=room, quiet=by_key, **fields)

    def end_of(self, row: SessionRow, fields: dict[str, Any]) -> datetime | None:
        """When the agenda would end at the latest after a change; None for a session in the tray."""
        start, minutes = fields.get("start", row.start), fields.get("minutes", row.minutes)
        if start is None:
            return None
        ends = [start + timedelta(minutes=minutes)]
        if self.ripple:
            later = rippled(self.plan.rows, row, start, minutes)
            ends += [moved + timedelta(minutes=other.minutes) for other in self.plan.rows for moved in [later.get(other.id)] if moved]
        return max(ends)

    def end_later(self, end: datetime, session_id: str, fields: dict[str, Any]) -> None:
        """Let the event end later and do what was refused, as one step."""
        self.ctx.act(agenda.edit, self.ctx.workspace, session_id, self.ripple, event_ends=end, **fields)


class _MoreTime:
    """Stands where a form would: a change past the event's end is refused with the offer to let the event end later."""

    def __init__(self, desk: AgendaDesk, row: SessionRow, fields: dict[str, Any]) -> None:
        self._desk, self._row, self._fields = desk, row, fields

    def show_error(self, field: str, sentence: str) -> bool:
        end = self._desk.end_of(self._row, self._fields)
        if field != "start" or end is None or end <= self._desk.plan.end:
            return False
        extend = partial(self._desk.end_later, end, self._row.id, self._fields)
        self._desk.ctx.messages.warning(sentence, button=f"Let the event end at {end:%H:%M}", action=extend)
        return True


def kind_words(kind: str) -> str:
    """The kind's name inside a sentence: "customer advisory board"."""
    name = PROFILES[kind].name
    return name if kind == EventKind.ROCK_STAR else name[0].lower() + name[1:]


def summary(plan: AgendaPlan) -> str:
    """How many sessions there are, and how many of them wait."""
    waiting = len(plan.tray)
    words = plural(len(plan.rows), "session") if plan.rows else "no sessions yet"
    return f"{words}, {waiting} without a time" if waiting else words
