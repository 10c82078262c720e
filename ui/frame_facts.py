"""What frame and palette show of a workspace: the open event's words and steps, and names to find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import short_date, span
from advoplanner.core.text import fold, plural
from ui.kit.context import Context
from ui.kit.event_facts import EventFacts, StepState
from ui.kit.hits import Hit

if TYPE_CHECKING:
    from advoplanner.domain.events import EventRow

MOST_FOUND = 12
COUNTED = ("reply_record", "message")


def event_facts(ctx: Context, event_id: str) -> EventFacts | None:
    """The event's title, day and zone, and the steps whose state its counts tell; None where it is gone."""
    from advoplanner.services import events

    rows = events.rows(ctx.workspace, [event_id])
    if not rows:
        return None
    row = rows[0]
    where = f", {row.city}" if row.city else ""
    return EventFacts(row.title, f"{span(row.start, row.end)}{where}", row.zone, dict(_steps(row)))


def waiting(ctx: Context) -> dict[str, int]:
    """How many things wait on a page of the rail."""
    from advoplanner.services import outbox, replies

    return {"replies": replies.waiting(ctx.workspace), "outbox": outbox.waiting(ctx.workspace)}


class Finder:
    """Finds events, programmes and people by name for the palette, those with a word that begins so first; reads names again after a change."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._names: list[tuple[str, Hit]] | None = None
        ctx.changes.changed.connect(self.forget)

    def forget(self, changes: ChangeSet | None = None) -> None:
        """Read the names again when next asked."""
        if changes is None or changes.touches(("event", "person", "programme")):
            self._names = None

    def __call__(self, folded: str) -> list[Hit]:
        if self._ctx.workspace is None:
            return []
        if self._names is None:
            self._names = list(self._read())
        words = folded.split()
        found = [(name, hit) for name, hit in self._names if all(word in name for word in words)]
        found.sort(key=lambda pair: not all(f" {word}" in f" {pair[0]}" for word in words))
        return [hit for _, hit in found[:MOST_FOUND]]

    def _read(self) -> Iterator[tuple[str, Hit]]:
        from advoplanner.services import events, people, programmes

        for event in sorted(events.rows(self._ctx.workspace), key=partial(_nearness, self._ctx.clock().date())):
            go = partial(self._ctx.navigate, "overview", event.id)
            yield fold(f"{event.title} {event.city}"), Hit(event.title, f"Event, {short_date(event.start.date())}", go, "calendar")
        for programme in programmes.rows(self._ctx.workspace):
            go = partial(self._ctx.navigate, "programme", None, programme.id)
            yield fold(programme.name), Hit(programme.name, f"Programme, {plural(programme.members, 'member')}", go, "layers")
        for person in people.rows(self._ctx.workspace):
            words = ", ".join(part for part in (person.job_title, person.organisation) if part)
            yield (
                fold(f"{person.name} {words} {person.email}"),
                Hit(person.name, words, partial(self._ctx.navigate, "people", None, person.id), "user"),
            )


def _nearness(today: date, row: EventRow) -> tuple[bool, int]:
    """Coming events first, the next one on top; past ones last, the latest on top."""
    past = row.end.date() < today
    return past, -row.start.toordinal() if past else row.start.toordinal()


def _steps(row: EventRow) -> Iterator[tuple[str, StepState]]:
    """Only what the counts say for sure."""
    if not row.guests:
        return
    waiting = row.silent + row.tentative
    yield "guests", StepState("warn" if waiting else "good", f"{plural(row.accepted, 'guest')} accepted, {waiting} not decided")
    if row.accepted:
        missing = row.accepted - row.seated
        words = f"{row.seated} of {plural(row.accepted, 'accepted guest')} seated"
        yield "seating", StepState("good" if missing <= 0 else "warn", words)
