"""In a real window: the morning it changes (workflow W5), by keys alone, and all of it undone.

Two guests decline and one sends somebody by telephone, a presenter is 40 minutes late, a stranger stands at the door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from evening import reading
from screen import DARK, DEADLINE, Program

from advoplanner.services import agenda, day_changes, guests, invitations
from tests.flows.morning import NAMES, board_of_the_evening_before

pytestmark = pytest.mark.timeout(6 * DEADLINE)
EVENING_BEFORE = datetime(2027, 3, 9, 20, tzinfo=UTC)
MORNING = "2027-03-10T06:30"
"""In UTC: half past seven in Berlin, before the first session; who is late later no longer moves it."""


def test_the_morning_it_changes(start: Callable[..., Program], tmp_path: Path) -> None:
    path, ticks = tmp_path / "board.advo", count()
    board = Morning(path, board_of_the_evening_before(path, lambda: EVENING_BEFORE + timedelta(milliseconds=10 * next(ticks))))
    before = board.now()
    program = start(str(path), today=MORNING, look=DARK)
    program.wait_title("Today – board")
    program.find("board")
    program.wait_title("Overview – board")
    program.find("go to on the day")
    program.wait_title("On the day – board")

    news(program, "ben", "cannot come", "Ill since last night")
    program.wait(lambda: board.now().replies.get("Ben Ode") == "declined", "the first to decline")
    news(program, "hal", "cannot come", "His flight does not leave")
    program.wait(lambda: board.now().replies.get("Hal Poe") == "declined", "the second to decline")
    news(program, "dan", "sends somebody", "Joy Weber")
    program.wait(lambda: "Joy Weber" in board.now().seats, "the delegate to sit")
    program.picture("delegate")
    news(program, "ana", "is late", "40", replacing=True)
    program.wait(lambda: board.now().times["A member's story"] == "09:40", "the story to wait")
    program.picture("late")
    late = board.now()
    assert (late.times["Panel"], late.times["Dinner"]) == ("11:10", "19:00")
    assert late.seats["Joy Weber"] == before.seats["Dan Fox"]

    program.key("Escape")
    program.key("ctrl+n")
    program.type("Zoe Late")
    program.key("Return")
    program.wait(lambda: "Zoe Late" in board.now().replies, "somebody at the door")
    program.key("ctrl+j")
    program.find("seat who has no seat")
    program.wait(lambda: "Zoe Late" in board.now().seats, "the walk-in to sit")
    program.picture("seated")
    assert {name: seat for name, seat in board.now().seats.items() if name in NAMES} == {
        name: seat for name, seat in before.seats.items() if name not in ("Ben Ode", "Hal Poe", "Dan Fox")
    }
    program.find("draft messages for those")
    program.wait(lambda: "Ana Lima" in board.now().drafts, "the drafts")
    program.picture("drafts")
    drafts = set(board.now().drafts)
    assert {"Ana Lima", "Cleo Ray", "Eva Moe", "Gil Sax"} <= drafts
    assert not {"Finn Orr", "Kim Roy"} & drafts, "Whom nothing concerns gets no message"
    cards, pages = board.to_print()
    assert cards
    assert pages

    while (was := board.now()) != before:
        program.key("ctrl+z")
        program.wait(lambda was=was: board.now() != was, "one step to be taken back")
    program.picture("undone")
    assert board.now() == before
    assert program.quit() == 0


def news(program: Program, letters: str, command: str, words: str, *, replacing: bool = False) -> None:
    """Find a guest by a few letters, say what happened, and type what it asks."""
    program.key("Escape", "ctrl+f", "ctrl+a")
    program.type(letters)
    program.find(command)
    if replacing:
        program.key("ctrl+a")
    program.type(words)
    program.key("Return")


@dataclass(frozen=True)
class State:
    """Everything that the morning changes, each by name or title."""

    replies: dict[str, str]
    seats: dict[str, tuple[str, int]]
    times: dict[str, str]
    drafts: list[str]


class Morning:
    """The board as it lies on the disk, while the program has it open."""

    def __init__(self, path: Path, event: str) -> None:
        self.path, self.event = path, event
        with reading(path) as ws:
            self._first = day_changes.newest_step(ws)

    def now(self) -> State:
        with reading(self.path) as ws:
            rows = guests.rows(ws, self.event)
            return State(
                {row.name: row.reply for row in rows}, {row.name: (row.table, row.seat) for row in rows if row.table},
                {row.title: f"{row.start:%H:%M}" for row in agenda.rows(ws, self.event) if row.start},
                [message.to_name for message in invitations.messages(ws, self.event)],
            )  # fmt: skip

    def to_print(self) -> tuple[int, int]:
        """Cards and pages that say something else since the morning began."""
        with reading(self.path) as ws:
            found = day_changes.aftermath(ws, self.event, self._first)
            return len(found.cards), len(found.pages)
