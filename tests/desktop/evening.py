"""A seated evening for the stories, what lies of it on the disk, and where its people lie in the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, people, seating, tables
from advoplanner.services.context import Workspace
from ui.assembly import Parts


@contextmanager
def reading(path: Path) -> Iterator[Workspace]:
    """The workspace as it lies on the disk, while the program has it open."""
    workspace = open_workspace(path, read_only=True)
    try:
        yield workspace
    finally:
        workspace.close()


def made_up() -> list[tuple[str, str, str]]:
    """Names, companies and addresses of people who do not exist."""
    given = ("Ada", "Bo", "Cyra", "Dilan", "Esme", "Falk", "Gwen", "Hugo")
    family = ("Ashdown", "Bellweather", "Castellan", "Dunmore", "Everglen")
    names = [f"{first} {last}" for last in family for first in given]
    return [(name, f"Company {at % 7}", f"{name.replace(' ', '.').lower()}@company{at % 7}.example") for at, name in enumerate(names)]


def crowd(count: int) -> list[str]:
    """Ada Byron and others who do not exist, no two of one name."""
    given = [name.split()[0] for name, _, _ in made_up()[:8]]
    family = ("Ashdown", "Bellweather", "Castellan", "Dunmore", "Everglen", "Fairley", "Garrow", "Hathersage", "Inskip", "Jessop")
    family += ("Kinver", "Lathbury", "Marchmont", "Netherby", "Osgood")
    return ["Ada Byron", *(f"{first} {last}" for last in family for first in given)][:count]


def seated_event(path: Path, layout: tuple[int, int] = (2, 6), count: int = 8) -> str:
    """A workspace with an evening of `count` guests spread evenly over so many tables of so many seats; the event's id."""
    workspace = create_workspace(path)
    start, end = datetime(2031, 3, 12, 18), datetime(2031, 3, 12, 22)
    made = events.new(workspace, NewEvent("council", "Evening", "Listen", start, end, "Europe/Berlin", template=False))
    event_id = made.created("event")[0]
    names = crowd(count)
    ids = [people.add(workspace, ContactDraft(display_name=name)).created("person")[0] for name in names]
    guests.add(workspace, event_id, ids, side="customer")
    guests.set_reply(workspace, [row.id for row in guests.rows(workspace, event_id)], "accepted")
    tables.make_layout(workspace, event_id, "round", [layout])
    plan = seating.plan(workspace, event_id)
    by_name = {row.name: row.id for row in guests.rows(workspace, event_id)}
    tops = [count // layout[0] + (table < count % layout[0]) for table in range(layout[0])]
    chairs = [seat.id for seat in plan.seats if seat.number <= tops[[table.id for table in plan.tables].index(seat.table_id)]]
    for name, seat_id in zip(names, chairs, strict=True):
        seating.seat_guest(workspace, plan.round_id, by_name[name], seat_id)
    workspace.close()
    return event_id


def places(path: Path, event_id: str) -> dict[str, tuple[int, int]]:
    """Table and seat of each guest, as the file on the disk says."""
    with reading(path) as workspace:
        plan = seating.plan(workspace, event_id)
        names = {row.id: row.name for row in guests.rows(workspace, event_id)}
        numbers = {table.id: table.number for table in plan.tables}
        return {names[seat.guest_id]: (numbers[seat.table_id], seat.number) for seat in plan.seats if seat.guest_id}


def locked(path: Path, event_id: str) -> set[str]:
    """Who is locked to the seat."""
    with reading(path) as workspace:
        names = {row.id: row.name for row in guests.rows(workspace, event_id)}
        return {names[seat.guest_id] for seat in seating.plan(workspace, event_id).seats if seat.locked}


def points(twin: Parts, path: Path, event_id: str, size: tuple[int, int], qtbot: QtBot, *chairs: tuple[int, int]) -> list[tuple[int, int]]:
    """Where chairs, each by the number of table and seat, lie in a window of this size: measured in a twin of it, drawn off screen."""
    twin.window.resize(*size)
    twin.window.show()
    twin.desk.open(path, read_only=True)
    qtbot.waitUntil(lambda: twin.window.is_open, timeout=30_000)
    twin.window.navigate("seating", event_id)
    page: Any = twin.window.stack.page()
    qtbot.waitUntil(lambda: bool(page.board.scene.seat_items), timeout=30_000)
    QApplication.processEvents()
    plan, view = page.desk.plan, page.board.view
    numbers = {table.id: table.number for table in plan.row.tables}
    at = {(numbers[seat.table_id], seat.number): page.board.scene.seat_items[seat.id] for seat in plan.row.seats}
    return [view.viewport().mapTo(twin.window, view.mapFromScene(at[chair].scenePos())).toTuple() for chair in chairs]
