"""Three stories in a real window: the example by key, a list and an event by key, a guest carried by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from evening import made_up, places, points, reading, seated_event
from pytestqt.qtbot import QtBot
from screen import DARK_NARROW, DEADLINE, Program

from advoplanner.services import events, people
from ui.assembly import Parts
from ui.pages import PAGES

pytestmark = pytest.mark.timeout(6 * DEADLINE)
STEPS = [spec for spec in PAGES if spec.scope == "event" and not spec.within]


def test_a_new_user_makes_the_example_and_reaches_every_step_by_key(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start()
    program.find("finished example")
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
    program, path = start(look=DARK_NARROW), tmp_path / "own.advo"
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
    guest, goal = points(twin, path, event_id, program.size(), qtbot, (1, 1), (2, 6))
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


def a_list(folder: Path) -> Path:
    """A spreadsheet as CSV."""
    path = folder / "people.csv"
    path.write_text("\n".join(["Name,Company,E-mail", *(",".join(row) for row in made_up())]), "utf-8")
    return path
