"""Editing an event's room by hand: its size, where tables stand and how they are turned, what else stands there, marks of seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import plural, whole
from advoplanner.domain.fixtures import FIXTURE_WORDS, MOST_FIXTURES, USUAL_SIZE, FixtureRow, check_extent, check_within, usual_place
from advoplanner.domain.room_editing import Places, numbered
from advoplanner.domain.room_layouts import table_size
from advoplanner.domain.rooms import MOST_TABLES, SHAPE_WORDS, TableSpec, check_side, seat_places
from advoplanner.domain.seat_marks import SEAT_MARKS, check_mark, near
from advoplanner.services.context import Workspace
from advoplanner.services.seating_score import rescored
from advoplanner.services.tables import insert_table, title
from advoplanner.store.models import Assignment, Event, Fixture, Seat, SeatTable
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

_BESIDE = 60.0
"""Where a copy stands: this much further right and back than the original (cm)."""


def fixtures(ws: Workspace, event_id: str) -> list[FixtureRow]:
    """What stands in the room besides tables."""
    with ws.reading() as session:
        return queries.fixtures(session, event_id)


def resize_room(ws: Workspace, event_id: str, *, width: float | None = None, length: float | None = None) -> ChangeSet:
    """Make the room so wide or long (cm); tables and seats stay where they are. Raises RuleBroken at `width` or `length`."""
    for field, side in (("width", width), ("length", length)):
        if side is not None:
            check_side(field, side)
    with ws.action("Resize the room", merge_key=f"room.{event_id}.size") as work:
        event = _event(work.session, event_id)
        event.room_width = round(width) if width is not None else event.room_width
        event.room_length = round(length) if length is not None else event.room_length
    return work.changes


def place_things(ws: Workspace, places: Places, label: str = "Move", *, typed: bool = False) -> ChangeSet:
    """Put tables and fixtures where `places` says, in one step; nobody's seat changes. `label` is its verb, such as "Align".

    What a hand drops outside stops at the wall; what is `typed` there raises RuleBroken at x or y.
    """
    with ws.action("", merge_key=f"room.{label}.{'.'.join(sorted(places))}") as work:
        tables = work.session.scalars(select(SeatTable).where(SeatTable.id.in_(list(places))).order_by(SeatTable.number)).all()
        stands = work.session.scalars(select(Fixture).where(Fixture.id.in_(list(places)))).all()
        if not places or len(tables) + len(stands) < len(places):
            raise RuleBroken("tables.unknown", "This table is no longer in the room.", "Undo brings it back.")
        things: list[SeatTable | Fixture] = [*tables, *stands]
        for thing in things:
            event = _event(work.session, thing.event_id)
            x, y, angle = places[thing.id]
            if typed:
                check_within("x", x, event.room_width)
                check_within("y", y, event.room_length)
            thing.x, thing.y, thing.angle = _inside(x, event.room_width), _inside(y, event.room_length), angle % 360
        names = [title(t) for t in tables] + [(f.name or FIXTURE_WORDS[f.kind]).lower() for f in stands]
        work.label = f"{label} {names[0] if len(names) == 1 else plural(len(names), 'thing' if stands else 'table')}"
    return work.changes


def reshape_table(ws: Workspace, table_id: str, *, shape: str | None = None, width: float | None = None, length: float | None = None) -> ChangeSet:
    """Give a table another form or other sides (cm); it keeps its seats and everybody on them. Raises RuleBroken at the field."""
    if shape is not None and shape not in SHAPE_WORDS:
        raise RuleBroken("rooms.shape", f"“{shape[:40]}” is no form of table.", f"Known are {', '.join(SHAPE_WORDS)}.", field="shape")
    for field, side in (("width", width), ("length", length)):
        if side is not None:
            check_extent(field, side, "table")
    with ws.action("", merge_key=f"table.{table_id}.form") as work:
        (table,) = _tables(work.session, [table_id])
        if shape is not None and shape != table.shape:
            table.shape = shape
            table.width, table.length = table_size(shape, table.seats)
        table.width = width if width is not None else table.width
        table.length = length if length is not None else table.length
        work.label = f"Reshape {title(table)}"
    return work.changes


def copy_tables(ws: Workspace, table_ids: Iterable[str]) -> ChangeSet:
    """The same tables once more, a little beside; without guests, names or hosts."""
    ids = list(table_ids)
    with ws.action("") as work:
        found = _tables(work.session, ids)
        event = _event(work.session, found[0].event_id)
        number = queries.next_table_number(work.session, event.id)
        if number + len(found) - 1 > MOST_TABLES:
            raise RuleBroken("tables.many", f"A room takes up to {MOST_TABLES} tables.", "Remove some first.")
        for n, table in enumerate(found, number):
            x, y = _inside(table.x + _BESIDE, event.room_width), _inside(table.y + _BESIDE, event.room_length)
            insert_table(work, event.id, TableSpec(n, "", table.shape, table.seats, x, y, table.angle, table.width, table.length))
        work.label = f"Copy {title(found[0]) if len(found) == 1 else plural(len(found), 'table')}"
    return work.changes


def number_tables(ws: Workspace, event_id: str) -> ChangeSet:
    """Number the tables anew from the front left, row by row; everybody keeps their seat."""
    with ws.action("Number the tables by where they stand") as work:
        wanted = numbered(queries.tables(work.session, event_id))
        for table in _tables(work.session, wanted):
            table.number = wanted[table.id]
    return work.changes


def set_number(ws: Workspace, table_id: str, number: int) -> ChangeSet:
    """Give a table a number; who had it takes the old one."""
    if not 1 <= number <= 999:
        raise RuleBroken("rooms.number", f"A table's number is 1 to 999, not {number:,}.", field="number")
    with ws.action("") as work:
        (table,) = _tables(work.session, [table_id])
        twins = select(SeatTable).where(SeatTable.event_id == table.event_id, SeatTable.number == number, SeatTable.id != table_id)
        for other in work.session.scalars(twins):
            other.number = table.number
        work.label = f"{title(table)} becomes table {number}"
        table.number = number
    return work.changes


def add_fixture(ws: Workspace, event_id: str, kind: str) -> ChangeSet:
    """A stage, screen, door or obstacle where it usually stands."""
    if kind not in FIXTURE_WORDS:
        raise RuleBroken("rooms.kind", f"“{kind[:40]}” is nothing that stands in a room.", f"Known are {', '.join(FIXTURE_WORDS)}.", field="kind")
    with ws.action(f"Add a {FIXTURE_WORDS[kind].lower()}") as work:
        event = _event(work.session, event_id)
        if len(queries.fixtures(work.session, event_id)) >= MOST_FIXTURES:
            raise RuleBroken("rooms.many", f"A room takes up to {MOST_FIXTURES} things besides its tables.", "Remove some first.")
        width, length = USUAL_SIZE[kind]
        x, y = usual_place(kind, event.room_width or 1000, event.room_length or 800)
        work.add(Fixture(id=new_id(), event_id=event_id, kind=kind, x=x, y=y, width=width, length=length))
    return work.changes


def edit_fixture(ws: Workspace, fixture_id: str, **fields: float | str) -> ChangeSet:
    """Change x, y, angle, width, length (cm, degrees) or name of something in the room. Raises RuleBroken at the field."""
    for field in ("width", "length"):
        if field in fields:
            check_extent(field, float(fields[field]), "thing in a room")
    with ws.action("", merge_key=f"fixture.{fixture_id}") as work:
        fixture = work.session.get(Fixture, fixture_id)
        if fixture is None:
            raise RuleBroken("rooms.gone", "This is no longer in the room.", "Undo brings it back.")
        event = _event(work.session, fixture.event_id)
        for field, value in fields.items():
            if field == "name":
                fixture.name = whole(str(value), 120, "name")
            elif field in ("x", "y"):
                check_within(field, float(value), event.room_width if field == "x" else event.room_length)
                setattr(fixture, field, float(value))
            else:
                setattr(fixture, field, float(value) % 360 if field == "angle" else float(value))
        work.label = f"Change {fixture.name or FIXTURE_WORDS[fixture.kind].lower()}"
    return work.changes


def remove_fixtures(ws: Workspace, fixture_ids: Iterable[str]) -> ChangeSet:
    """Take things out of the room; tables and seats stay."""
    ids = list(fixture_ids)
    with ws.action("") as work:
        found = work.session.scalars(select(Fixture).where(Fixture.id.in_(ids))).all()
        work.label = f"Remove {FIXTURE_WORDS[found[0].kind].lower() if len(found) == 1 else plural(len(found), 'thing')}"
        work.delete_all(found)
    return work.changes


def mark_seats(ws: Workspace, seat_ids: Iterable[str], mark: str, on: bool) -> ChangeSet:
    """Say of seats that they are accessible, near the screen, near a door, with a microphone, or blocked (`seat_marks.SEAT_MARKS`).

    Who sits on a seat that is blocked becomes unseated, and the step says so; a locked guest is refused.
    """
    check_mark(mark)
    ids = list(seat_ids)
    with ws.action("") as work:
        seats = work.session.scalars(select(Seat).where(Seat.id.in_(ids))).all()
        if not seats:
            raise RuleBroken("tables.no_seat", "This seat is no longer in the room.", "Undo brings it back.")
        lost = _free(work, seats) if mark == "blocked" and on else 0
        for seat in seats:
            setattr(seat, mark, on)
        unseated = f", {plural(lost, 'guest')} unseated" if lost else ""
        work.label = f"Mark {plural(len(seats), 'seat')} {'' if on else 'as not '}{SEAT_MARKS[mark]}{unseated}"
    return work.changes


def mark_near(ws: Workspace, event_id: str) -> ChangeSet:
    """Mark every seat within three metres of a screen or a door as near it, and no other."""
    with ws.action("Mark the seats near screen and doors") as work:
        stands = queries.fixtures(work.session, event_id)
        if not any(f.kind in ("screen", "door") for f in stands):
            raise RuleBroken("rooms.no_screen", "There is no screen and no door in the room yet.", "Add them to the room first.")
        places = {(t.id, p.number): near(p.x, p.y, stands) for t in queries.tables(work.session, event_id) for p in seat_places(t)}
        for seat in work.session.scalars(select(Seat).join(SeatTable).where(SeatTable.event_id == event_id)):
            marks = places[seat.table_id, seat.number]
            seat.near_screen, seat.near_door = "near_screen" in marks, "near_door" in marks
    return work.changes


def _free(work: UnitOfWork, seats: Iterable[Seat]) -> int:
    """Take everybody from these seats in every round; how many guests that were. Raises RuleBroken for a locked one."""
    by_seat = {seat.id: seat.table_id for seat in seats}
    held = list(work.session.scalars(select(Assignment).where(Assignment.seat_id.in_(list(by_seat)))))
    if any(a.locked for a in held):
        raise RuleBroken("seats.locked", "A locked guest sits there.", "Unlock the seat first.")
    for round_id in {a.round_id for a in held}:
        row = [a for a in held if a.round_id == round_id]
        with rescored(work, round_id, {by_seat[a.seat_id or ""] for a in row}):
            work.delete_all(row)
    return len({a.guest_id for a in held})


def _inside(value: float, side: int) -> float:
    return min(max(value, 0.0), float(side or value))


def _tables(session: Session, ids: Mapping[str, object] | Iterable[str]) -> list[SeatTable]:
    wanted = list(ids)
    found = list(session.scalars(select(SeatTable).where(SeatTable.id.in_(wanted)).order_by(SeatTable.number, SeatTable.id)))
    if not wanted or len(found) < len(wanted):
        raise RuleBroken("tables.unknown", "This table is no longer in the room.", "Undo brings it back.")
    return found


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    return event
