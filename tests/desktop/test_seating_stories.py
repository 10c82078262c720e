"""The seating plan in a real window: two guests change places by hand; by keyboard alone one is swapped, locked, unseated
and seated among 24 and among 120, and a whole room is seated anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from evening import locked, places, points, reading, seated_event
from pytestqt.qtbot import QtBot
from screen import DARK, DARK_NARROW, DEADLINE, LIGHT, LIGHT_NARROW, PAUSE, Look, Program

from advoplanner.services import seating
from ui.assembly import Parts

pytestmark = pytest.mark.timeout(6 * DEADLINE)
ADA = "Ada Byron"
PATIENCE = 15.0
"""Seconds after which a key counts as lost; far above what a step takes."""


def opened(start: Callable[..., Program], path: Path, look: Look = LIGHT) -> Program:
    """The program with the seating page of the evening."""
    program = start(str(path), look=look)
    program.wait_title(f"Today – {path.stem}")
    program.find("evening")
    program.wait_title(f"Overview – {path.stem}")
    program.key("ctrl+4")
    program.wait_title(f"Seating – {path.stem}")
    return program


def press(program: Program, key: str, holds: Callable[[], bool], what: str) -> None:
    """Press a key once, and again only where nothing came of it for long: a key may go to a window that is just opened or closed."""
    for _ in range(4):
        program.key(key)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if holds():
                return
            time.sleep(PAUSE)
    raise AssertionError(f"Pressed {key} in vain for {what}. In front: “{program.screen.title()}”.")


def _seats(path: Path, event_id: str, like: Any) -> Any:
    """Who sits where, or only who sits, as `like` has it."""
    now = places(path, event_id)
    return now if isinstance(like, dict) else set(now)


def _rounds(path: Path, event_id: str) -> int:
    with reading(path) as workspace:
        return len(seating.rounds(workspace, event_id))


def test_a_room_is_cleared_seated_anew_and_given_a_round_from_the_palette_alone(start: Callable[..., Program], tmp_path: Path) -> None:
    path = tmp_path / "palette.advo"
    event_id = seated_event(path, (4, 7), 24)
    before = places(path, event_id)
    program = opened(start, path, DARK)
    program.find("clear the unlocked")
    program.wait(lambda: not places(path, event_id), "nobody to sit any more")
    program.find("seat everybody who")
    program.wait(lambda: places(path, event_id).keys() == before.keys(), "everybody to sit again")
    program.find("add a round")
    program.wait_title("Add a round")
    press(program, "Return", lambda: _rounds(path, event_id) == 2, "a second round")
    press(program, "ctrl+z", lambda: _rounds(path, event_id) == 1, "the round to be gone")
    press(program, "ctrl+z", lambda: not places(path, event_id), "the seating to be undone")
    press(program, "ctrl+z", lambda: places(path, event_id) == before, "everybody to sit where they sat")
    assert program.quit() == 0


def test_dropped_on_a_taken_seat_two_change_places_and_a_locked_one_stays(
    start: Callable[..., Program], tmp_path: Path, twin: Parts, qtbot: QtBot
) -> None:
    path = tmp_path / "hand.advo"
    event_id = seated_event(path)
    before = places(path, event_id)
    other = next(name for name, place in before.items() if place == (2, 3))
    program = opened(start, path, LIGHT_NARROW)
    ada, goal = points(twin, path, event_id, program.size(), qtbot, (1, 1), (2, 3))
    program.drag(ada, goal)
    after = before | {ADA: before[other], other: before[ADA]}
    program.wait(lambda: places(path, event_id) == after, "the two to change places")
    program.key("l")
    program.wait(lambda: locked(path, event_id) == {ADA}, "her seat to be locked")
    program.drag(ada, goal)
    program.key("ctrl+z")
    program.wait(lambda: locked(path, event_id) == set(), "the lock, the last step that was done, to be undone")
    assert places(path, event_id) == after
    program.key("ctrl+z")
    program.wait(lambda: places(path, event_id) == before, "the two to be back")
    assert program.quit() == 0


@pytest.mark.parametrize(("layout", "count", "look"), [((4, 7), 24, LIGHT), ((16, 8), 120, DARK_NARROW)])
def test_a_guest_is_swapped_locked_unseated_and_seated_by_keyboard_alone(
    start: Callable[..., Program], tmp_path: Path, layout: tuple[int, int], count: int, look: Look
) -> None:
    path = tmp_path / "keys.advo"
    event_id = seated_event(path, layout, count)
    before = places(path, event_id)
    program = opened(start, path, look)
    program.key("ctrl+f")
    program.type(ADA)
    program.key("Return")
    press(program, "x", lambda: f"Swap {ADA}" in program.screen.title(), "the guests to swap with")
    press(program, "Return", lambda: places(path, event_id) != before, "the two to change places")
    swapped = places(path, event_id)
    assert swapped[ADA][0] == 2
    press(program, "l", lambda: locked(path, event_id) == {ADA}, "her seat to be locked")
    program.key("Delete")
    press(program, "l", lambda: locked(path, event_id) == set(), "her seat to be free again")
    assert places(path, event_id) == swapped
    press(program, "Delete", lambda: ADA not in places(path, event_id), "her to be without a seat")
    press(program, "s", lambda: f"Seat {ADA}" in program.screen.title(), "the free seats")
    press(program, "Return", lambda: ADA in places(path, event_id), "her to sit again")
    for seats, held in ((swapped.keys() - {ADA}, set()), (swapped, set()), (swapped, {ADA}), (swapped, set()), (before, set())):

        def undone(seats: Any = seats, held: set[str] = held) -> bool:
            return (_seats(path, event_id, seats), locked(path, event_id)) == (seats, held)

        press(program, "ctrl+z", undone, "a step to be undone")
    assert program.quit() == 0
