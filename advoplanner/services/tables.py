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
from advoplanner.domain.guests import may_be_seated
from advoplanner.domain.room_layouts import TableShape, table_size
from advoplanner.domain.rooms import RoomSize, TableRow, TableSpec
from advoplanner.services.context import Workspace
from advoplanner.services.seating_score import rescore
from advoplanner.store.models import Assignment, Event, Guest, Seat, SeatingRound, SeatTable
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork


def rows(ws: Workspace, event_id: str) -> list[TableRow]:
    """An event's tables by number."""
    with ws.reading() as session:
        return queries.tables(session, event_id)


def make_layout(ws: Workspace, event_id: str, kind: str, groups: Sequence[tuple[int, int]], room: RoomSize | None = None) -> ChangeSet:
    """Change the event's tables to a generated layout: `groups` of (tables, seats each) of one kind (a TableShape).

    A table keeps its number, name, topic, host and guests; only the guests for whom no seat is left there become unseated.
    """
    rooms.check_groups(groups)
    layout = rooms.generate_groups(kind, groups, room)
    with ws.action("") as work:
        event = _event(work.session, event_id)
        before = _seated(work.session, event_id)
        event.room_width, event.room_length = round(layout.room.width), round(layout.room.length)
        present = {t.number: t for t in work.session.scalars(select(SeatTable).where(SeatTable.event_id == event_id))}
        for spec in layout.tables:
            if spec.number in present:
                _reshape(work, present.pop(spec.number), spec)
            else:
                insert_table(work, event_id, spec)
        _remove_tables(work, present.values())
        first_round(work, event_id)
        _rescore_all(work, event_id)
        lost = before - _seated(work.session, event_id)
        work.label = f"Lay out {plural(len(layout.tables), 'table')} with {plural(layout.seats, 'seat')}{_unseated(lost)}"
    return work.changes


def add_tables(ws: Workspace, event_id: str, shape: str, seats: int, count: int = 1) -> ChangeSet:
    """Further tables in rows below the others; the room grows where it must, and nobody's seat changes."""
    rooms.check_groups([(count, seats)])
    with ws.action(f"Add {'a table' if count == 1 else plural(count, 'table')} for {seats}") as work:
        event = _event(work.session, event_id)
        present = queries.tables(work.session, event_id)
        rooms.check_groups([*((1, t.seats) for t in present), (count, seats)])
        number = queries.next_table_number(work.session, event_id)
        wide, long = table_size(TableShape(shape), seats)
        width = max(float(event.room_width), wide + 2 * rooms.GAP)
        columns = max(1, int((width - rooms.GAP) // (wide + rooms.GAP)))
        lowest = max((t.y + t.length / 2 for t in present), default=-rooms.GAP / 2)
        for n in range(count):
            row, column = divmod(n, columns)
            in_row = min(columns, count - row * columns)
            x = width / 2 + (column - (in_row - 1) / 2) * (wide + rooms.GAP)
            y = lowest + rooms.GAP + long / 2 + row * (long + rooms.GAP)
            insert_table(work, event_id, TableSpec(number + n, "", shape, seats, x, y, 0.0, wide, long))
            event.room_length = max(event.room_length, round(y + long / 2 + rooms.GAP))
        event.room_width = max(event.room_width, round(width))
        first_round(work, event_id)
    return work.changes


def resize_table(ws: Workspace, table_id: str, seats: int) -> ChangeSet:
    """Give a table more or fewer seats; guests of seats that go move to free ones there, and only those beyond become unseated."""
    rooms.check_groups([(1, seats)])
    with ws.action("") as work:
        table = _table(work.session, table_id)
        before = _seated(work.session, table.event_id)
        _fit_seats(work, table, seats)
        table.seats = seats
        if table.shape != TableShape.CUSTOM:
            table.width, table.length = table_size(TableShape(table.shape), seats)
        _rescore_all(work, table.event_id)
        work.label = f"{title(table)}: {plural(seats, 'seat')}{_unseated(before - _seated(work.session, table.event_id))}"
    return work.changes


def rename_table(ws: Workspace, table_id: str, *, name: str | None = None, topic: str | None = None) -> ChangeSet:
    """Give a table a name or a topic."""
    with ws.action("", merge_key=f"table.{table_id}.name") as work:
        table = _table(work.session, table_id)
        work.label = f"Name {title(table)}"
        table.name = _text("name", name, 120) if name is not None else table.name
        table.topic = _text("topic", topic, 200) if topic is not None else table.topic
    return work.changes


def set_host(ws: Workspace, table_id: str, guest_id: str) -> ChangeSet:
    """Name the guest who leads a table; "" for nobody. Raises RuleBroken for somebody who is not coming."""
    with ws.action("") as work:
        table = _table(work.session, table_id)
        guest = work.session.get(Guest, guest_id) if guest_id else None
        if guest_id and (guest is None or guest.event_id != table.event_id or not may_be_seated(guest.decision, guest.reply)):
            raise RuleBroken("tables.host", "Only a guest who may hold a seat can lead a table.", "Choose somebody else.", field="host")
        work.label = f"Name the host of {table.name or title(table).lower()}"
        table.host_guest_id = guest_id or None
    return work.changes


def remove_tables(ws: Workspace, table_ids: Iterable[str]) -> ChangeSet:
    """Take tables out of the room; their guests become unseated."""
    ids = list(table_ids)
    with ws.action("") as work:
        found = list(work.session.scalars(select(SeatTable).where(SeatTable.id.in_(ids))))
        events = {t.event_id for t in found}
        before = {g for e in events for g in _seated(work.session, e)}
        _remove_tables(work, found)
        for event_id in events:
            _rescore_all(work, event_id)
        lost = before - {g for e in events for g in _seated(work.session, e)}
        work.label = f"Remove {title(found[0]) if len(found) == 1 else plural(len(found), 'table')}{_unseated(lost)}"
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


def _text(field: str, value: str, longest: int) -> str:
    text = clean(value)
    if len(text) > longest:
        raise RuleBroken("tables.too_long", f"This is {len(text)} characters long.", f"At most {longest} fit.", field=field)
    return text


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


def _seated(session: Session, event_id: str) -> set[tuple[str, str]]:
    """(round, guest) of everybody who sits."""
    query = select(Assignment.round_id, Assignment.guest_id).join(SeatingRound, SeatingRound.id == Assignment.round_id)
    return {(r.round_id, r.guest_id) for r in session.execute(query.where(SeatingRound.event_id == event_id))}


def _unseated(lost: set[tuple[str, str]]) -> str:
    """What a step's name says of those who lost their seats, so that nobody leaves the plan in silence."""
    return f", {plural(len({guest for _, guest in lost}), 'guest')} unseated" if lost else ""


def _reshape(work: UnitOfWork, table: SeatTable, spec: TableSpec) -> None:
    """Give a table that stays its new form and place."""
    _fit_seats(work, table, spec.seats)
    table.shape, table.seats = str(spec.shape), spec.seats
    table.x, table.y, table.angle, table.width, table.length = spec.x, spec.y, spec.angle, spec.width, spec.length


def _fit_seats(work: UnitOfWork, table: SeatTable, seats: int) -> None:
    """Take the highest seats away or add some; who loses a seat takes the lowest free one at the same table, locked guests first."""
    session = work.session
    present = list(session.scalars(select(Seat).where(Seat.table_id == table.id).order_by(Seat.number)))
    kept, gone = present[:seats], {seat.id for seat in present[seats:]}
    work.insert_rows(Seat, [{"table_id": table.id, "number": n} for n in range(len(present) + 1, seats + 1)])
    if not gone:
        return
    by_round: dict[str, list[Assignment]] = {}
    for held in session.scalars(select(Assignment).where(Assignment.seat_id.in_([s.id for s in present]))):
        by_round.setdefault(held.round_id, []).append(held)
    number = {seat.id: seat.number for seat in present}
    for row in by_round.values():
        taken = {a.seat_id for a in row}
        free = [seat.id for seat in kept if seat.id not in taken and not seat.blocked]
        moving = sorted((a for a in row if a.seat_id in gone), key=lambda a: (not a.locked, number[a.seat_id or ""]))
        for assignment, seat_id in zip(moving, free, strict=False):
            assignment.seat_id = seat_id
        work.delete_all(moving[len(free) :])
    session.flush()
    work.delete_all(present[seats:])
    session.flush()


def _remove_tables(work: UnitOfWork, found: Iterable[SeatTable]) -> None:
    tables = list(found)
    seats = work.session.scalars(select(Seat).where(Seat.table_id.in_([t.id for t in tables]))).all()
    work.delete_all(work.session.scalars(select(Assignment).where(Assignment.seat_id.in_([s.id for s in seats]))).all())
    work.session.flush()
    work.delete_all(seats)
    work.session.flush()
    work.delete_all(tables)
    work.session.flush()


def _rescore_all(work: UnitOfWork, event_id: str) -> None:
    """Reasons and scores of every round whose seats or neighbours may have changed."""
    work.session.flush()
    for round_id in work.session.scalars(select(SeatingRound.id).where(SeatingRound.event_id == event_id)).all():
        rescore(work.session, round_id)
