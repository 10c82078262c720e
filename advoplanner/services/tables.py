"""The tables of an event's room: generated, moved, resized; a seat that goes takes nobody with it in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import clean, plural
from advoplanner.domain import rooms
from advoplanner.domain.room_layouts import TableShape, table_size
from advoplanner.domain.rooms import RoomSize, TableRow, TableSpec
from advoplanner.services.context import Workspace
from advoplanner.store.models import Assignment, Event, Seat, SeatingRound, SeatTable
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork


def rows(ws: Workspace, event_id: str) -> list[TableRow]:
    """An event's tables by number."""
    with ws.reading() as session:
        return queries.tables(session, event_id)


def make_layout(ws: Workspace, event_id: str, kind: str, groups: Sequence[tuple[int, int]], room: RoomSize | None = None) -> ChangeSet:
    """Replace the event's tables by a generated layout: `groups` of (tables, seats each) of one kind (a TableShape).

    Guests keep their table and seat number where the new layout still has them; the others become unseated.
    """
    rooms.check_groups(groups)
    layout = rooms.generate_groups(kind, groups, room)
    with ws.action(f"Lay out {plural(len(layout.tables), 'table')} with {plural(layout.seats, 'seat')}") as work:
        event = _event(work.session, event_id)
        kept = _who_sits_where(work.session, event_id)
        _remove_all(work, event_id)
        event.room_width, event.room_length = round(layout.room.width), round(layout.room.length)
        for spec in layout.tables:
            insert_table(work, event_id, spec)
        first_round(work, event_id)
        _seat_again(work, event_id, kept)
    return work.changes


def add_table(ws: Workspace, event_id: str, shape: str, seats: int) -> ChangeSet:
    """One more table below the others; the room grows where it must."""
    rooms.check_groups([(1, seats)])
    with ws.action(f"Add a table for {seats}") as work:
        event = _event(work.session, event_id)
        number = queries.next_table_number(work.session, event_id)
        width, length = table_size(TableShape(shape), seats)
        lowest = max((t.y + t.length / 2 for t in queries.tables(work.session, event_id)), default=0.0)
        y = lowest + 150 + length / 2
        insert_table(work, event_id, TableSpec(number, "", shape, seats, max(event.room_width / 2, width), y, 0.0, width, length))
        event.room_width = max(event.room_width, round(width + 300))
        event.room_length = max(event.room_length, round(y + length / 2 + 150))
        first_round(work, event_id)
    return work.changes


def move_table(ws: Workspace, table_id: str, x: float, y: float) -> ChangeSet:
    """Put a table's centre elsewhere in the room (cm)."""
    with ws.action("", merge_key=f"table.{table_id}.move") as work:
        table = _table(work.session, table_id)
        event = _event(work.session, table.event_id)
        work.label = f"Move {title(table)}"
        table.x, table.y = min(max(x, 0.0), float(event.room_width or x)), min(max(y, 0.0), float(event.room_length or y))
    return work.changes


def resize_table(ws: Workspace, table_id: str, seats: int) -> ChangeSet:
    """Give a table more or fewer seats; only the guests of seats that go lose their place."""
    rooms.check_groups([(1, seats)])
    with ws.action("") as work:
        table = _table(work.session, table_id)
        work.label = f"{title(table)}: {plural(seats, 'seat')}"
        present = list(work.session.scalars(select(Seat).where(Seat.table_id == table_id).order_by(Seat.number)))
        _remove_seats(work, present[seats:])
        work.insert_rows(Seat, [{"table_id": table_id, "number": n} for n in range(len(present) + 1, seats + 1)])
        table.seats = seats
        table.width, table.length = table_size(TableShape(table.shape), seats)
    return work.changes


def rename_table(ws: Workspace, table_id: str, *, name: str | None = None, topic: str | None = None) -> ChangeSet:
    """Give a table a name or a topic."""
    with ws.action("", merge_key=f"table.{table_id}.name") as work:
        table = _table(work.session, table_id)
        work.label = f"Name {title(table)}"
        table.name = clean(name, limit=120) if name is not None else table.name
        table.topic = clean(topic, limit=200) if topic is not None else table.topic
    return work.changes


def set_host(ws: Workspace, table_id: str, guest_id: str) -> ChangeSet:
    """Name the guest who leads a table; "" for nobody."""
    with ws.action("Name a table host") as work:
        table = _table(work.session, table_id)
        work.label = f"Name the host of {title(table).lower()}"
        table.host_guest_id = guest_id or None
    return work.changes


def set_accessible(ws: Workspace, seat_id: str, accessible: bool) -> ChangeSet:
    """Mark a seat as reachable with a wheelchair, or not."""
    with ws.action("Mark an accessible seat" if accessible else "Unmark an accessible seat") as work:
        work.session.get_one(Seat, seat_id).accessible = accessible
    return work.changes


def remove_tables(ws: Workspace, table_ids: Iterable[str]) -> ChangeSet:
    """Take tables out of the room; their guests become unseated."""
    ids = list(table_ids)
    with ws.action(f"Remove {plural(len(ids), 'table')}") as work:
        _remove_seats(work, work.session.scalars(select(Seat).where(Seat.table_id.in_(ids))).all())
        work.delete_all(work.session.scalars(select(SeatTable).where(SeatTable.id.in_(ids))).all())
    return work.changes


def first_round(work: UnitOfWork, event_id: str) -> SeatingRound:
    """The event's first round, made where it has none."""
    found = work.session.scalars(select(SeatingRound).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number).limit(1)).first()
    if found is None:
        found = SeatingRound(id=new_id(), event_id=event_id, number=1, name="Seating")
        work.add(found)
        work.session.flush()
    return found


def insert_table(work: UnitOfWork, event_id: str, spec: TableSpec) -> None:
    """One table with its seats."""
    table = SeatTable(
        id=new_id(), event_id=event_id, number=spec.number, name=spec.name, shape=str(spec.shape), seats=spec.seats,
        x=spec.x, y=spec.y, angle=spec.angle, width=spec.width, length=spec.length,
    )  # fmt: skip
    work.add(table)
    work.session.flush()
    work.insert_rows(Seat, [{"table_id": table.id, "number": n} for n in range(1, spec.seats + 1)])


def title(table: SeatTable | TableRow) -> str:
    """What a table is called: its name, else its number."""
    return table.name or f"Table {table.number}"


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    return event


def _table(session: Session, table_id: str) -> SeatTable:
    table = session.get(SeatTable, table_id)
    if table is None:
        raise RuleBroken("tables.unknown", "This table is no longer in the room.", "Undo brings it back.")
    return table


def _who_sits_where(session: Session, event_id: str) -> list[tuple[str, str, bool, int, int]]:
    """(round, guest, locked, table number, seat number) of everybody."""
    query = (
        select(Assignment.round_id, Assignment.guest_id, Assignment.locked, SeatTable.number, Seat.number)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(SeatTable, SeatTable.id == Seat.table_id)
        .where(SeatTable.event_id == event_id)
    )
    return [tuple(r) for r in session.execute(query)]  # type: ignore[misc]


def _remove_all(work: UnitOfWork, event_id: str) -> None:
    tables = select(SeatTable.id).where(SeatTable.event_id == event_id)
    _remove_seats(work, work.session.scalars(select(Seat).where(Seat.table_id.in_(tables))).all())
    work.delete_all(work.session.scalars(select(SeatTable).where(SeatTable.event_id == event_id)).all())
    work.session.flush()


def _remove_seats(work: UnitOfWork, seats: Sequence[Seat]) -> None:
    ids = [seat.id for seat in seats]
    work.delete_all(work.session.scalars(select(Assignment).where(Assignment.seat_id.in_(ids))).all())
    work.session.flush()
    work.delete_all(seats)
    work.session.flush()


def _seat_again(work: UnitOfWork, event_id: str, kept: list[tuple[str, str, bool, int, int]]) -> None:
    query = select(SeatTable.number, Seat.number, Seat.id).join(Seat, Seat.table_id == SeatTable.id).where(SeatTable.event_id == event_id)
    seats = {(r[0], r[1]): r[2] for r in work.session.execute(query)}
    found = [
        {"round_id": round_id, "guest_id": guest_id, "locked": locked, "seat_id": seats[table, seat]}
        for round_id, guest_id, locked, table, seat in kept
        if (table, seat) in seats
    ]
    work.insert_rows(Assignment, found)
