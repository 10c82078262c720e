"""Three stories in a real window: the example by key, a list and an event by key, a guest carried by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screen import DEADLINE, Program

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, people, seating, tables
from advoplanner.services.context import Workspace
from ui.assembly import Parts
from ui.pages import PAGES

pytestmark = pytest.mark.timeout(6 * DEADLINE)
STEPS = [spec for spec in PAGES if spec.scope == "event" and not spec.within]


@contextmanager
def reading(path: Path) -> Iterator[Workspace]:
    """The workspace as it lies on the disk, while the program has it open."""
    workspace = open_workspace(path, read_only=True)
    try:
        yield workspace
    finally:
        workspace.close()


def test_a_new_user_makes_the_example_and_reaches_every_step_by_key(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start()
    program.key("Tab", "space")
    program.answer_file("Where to put the example", tmp_path / "example.advo")
    program.wait_title("Today – Nordwind Software – AdvoPlanner")
    program.find("kreuzberg")
    program.wait_title("Overview – Nordwind Software")
    assert len(STEPS) == 10
    for spec in [*STEPS, STEPS[0]]:
        program.key(spec.shortcut.lower())
        program.wait_title(f"{spec.title} – Nordwind Software")
    assert program.quit() == 0
    with reading(tmp_path / "example.advo") as workspace:
        assert len(events.rows(workspace)) == 5
        assert len(people.rows(workspace)) > 50


def test_a_list_and_an_event_by_keyboard_alone(start: Callable[..., Program], tmp_path: Path) -> None:
    program, path = start(), tmp_path / "own.advo"
    program.key("ctrl+shift+n")
    program.answer_file("New workspace", path)
    program.wait_title("Today – own")
    program.find("go to people")
    program.wait_title("People – own")
    program.find("import people")
    program.wait_title("Import people")
    program.key("alt+c")
    program.answer_file("Choose a list of people", a_list(tmp_path))
    program.wait_title("Import people")
    program.press_until(lambda: names_in(path) == {name for name, _, _ in made_up()}, "40 people in the file", "alt+n", "alt+i")
    program.press_until(lambda: not program.screen.windows("Import people"), "the import to be closed", "Return")
    program.find("go to events")
    program.wait_title("Events – own")
    program.find("new event")
    program.wait_title("New event")
    for words in ("Spring board", "Keeping pace", "Members decide what comes first", "What holds them back"):
        program.type(words)
        program.key("Tab")
    program.key("alt+t", "Return", "Return", "Return", "Return")
    program.wait_title("Overview – own")
    with reading(path) as workspace:
        [made] = events.rows(workspace)
        details = events.details(workspace, made.id)
    assert (made.title, made.kind, details.topic) == ("Spring board", "cab", "Keeping pace")
    assert (details.purpose, details.learn_goal) == ("Members decide what comes first", "What holds them back")
    assert program.quit() == 0


def test_a_guest_is_carried_to_another_table_and_back(start: Callable[..., Program], tmp_path: Path, twin: Parts, qtbot: QtBot) -> None:
    path = tmp_path / "seats.advo"
    event_id = seated_event(path)
    before = places(path, event_id)
    program = start(str(path))
    program.wait_title("Today – seats")
    program.find("evening")
    program.wait_title("Overview – seats")
    program.key("ctrl+4")
    program.wait_title("Seating – seats")
    guest, goal = points(twin, path, event_id, program.size(), qtbot)
    program.drag(guest, goal)
    moved = program.wait(lambda: now if (now := places(path, event_id)) != before else None, "the guest to sit elsewhere")
    changed = {name for name, place in moved.items() if before[name] != place}
    assert changed == {"Ada Byron"}
    assert (before["Ada Byron"][0], moved["Ada Byron"][0]) == (1, 2)
    program.key("ctrl+z")
    program.wait(lambda: places(path, event_id) == before, "the guest to be back")
    assert program.quit() == 0


def names_in(path: Path) -> set[str]:
    """Everybody in the workspace."""
    with reading(path) as workspace:
        return {row.name for row in people.rows(workspace)}


def made_up() -> list[tuple[str, str, str]]:
    """Names, companies and addresses of people who do not exist."""
    given = ("Ada", "Bo", "Cyra", "Dilan", "Esme", "Falk", "Gwen", "Hugo")
    family = ("Ashdown", "Bellweather", "Castellan", "Dunmore", "Everglen")
    names = [f"{first} {last}" for last in family for first in given]
    return [(name, f"Company {at % 7}", f"{name.replace(' ', '.').lower()}@company{at % 7}.example") for at, name in enumerate(names)]


def a_list(folder: Path) -> Path:
    """A spreadsheet as CSV."""
    path = folder / "people.csv"
    path.write_text("\n".join(["Name,Company,E-mail", *(",".join(row) for row in made_up())]), "utf-8")
    return path


def seated_event(path: Path) -> str:
    """A workspace with an evening of two tables of six, four guests at each; the event's id."""
    workspace = create_workspace(path)
    start, end = datetime(2031, 3, 12, 18), datetime(2031, 3, 12, 22)
    made = events.new(workspace, NewEvent("council", "Evening", "Listen", start, end, "Europe/Berlin", template=False))
    event_id = made.created("event")[0]
    names = ["Ada Byron", *(name for name, _, _ in made_up()[1:8])]
    ids = [people.add(workspace, ContactDraft(display_name=name)).created("person")[0] for name in names]
    guests.add(workspace, event_id, ids, side="customer")
    guests.set_reply(workspace, [row.id for row in guests.rows(workspace, event_id)], "accepted")
    tables.make_layout(workspace, event_id, "round", [(2, 6)])
    plan = seating.plan(workspace, event_id)
    by_name = {row.name: row.id for row in guests.rows(workspace, event_id)}
    chairs = [seat.id for seat in plan.seats if seat.number <= 4]
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


def points(twin: Parts, path: Path, event_id: str, size: tuple[int, int], qtbot: QtBot) -> list[tuple[int, int]]:
    """Where Ada and the last free chair of table 2 lie in a window of this size: measured in a twin of it, drawn off screen."""
    twin.window.resize(*size)
    twin.window.show()
    twin.desk.open(path, read_only=True)
    qtbot.waitUntil(lambda: twin.window.is_open, timeout=30_000)
    twin.window.navigate("seating", event_id)
    page: Any = twin.window.stack.page()
    qtbot.waitUntil(lambda: bool(page.board.scene.seat_items), timeout=30_000)
    QApplication.processEvents()
    plan, view = page.desk.plan, page.board.view
    ada = next(guest_id for guest_id, guest in plan.guests.items() if guest.name == "Ada Byron")
    second = next(table.id for table in plan.row.tables if table.number == 2)
    free = [seat.id for seat in plan.row.seats if seat.table_id == second and not seat.guest_id]
    items = [page.board.scene.seat_of(ada), page.board.scene.seat_items[free[-1]]]
    return [view.viewport().mapTo(twin.window, view.mapFromScene(item.scenePos())).toTuple() for item in items]
