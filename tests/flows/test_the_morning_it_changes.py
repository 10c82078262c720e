"""The morning it changes (workflow W5): two declines and a delegate by telephone, a presenter 40 minutes late, all of it by keyboard.

What follows is done from the same drawer: nobody who sits is moved, dinner stays, only those whom it concerns are told; and undo takes
all of it back to the row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from advoplanner import bootstrap
from advoplanner.services import agenda, guests, history, invitations
from advoplanner.services.context import Workspace
from tests.flows.morning import NAMES, board_of_the_evening_before
from ui.assembly import Parts
from ui.pages.day.changes_panel import ChangesPanel

LONG = 60_000


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now


@pytest.fixture
def prepared(tmp_path: Path) -> tuple[Path, str]:
    """The board as it stood the evening before."""
    path = tmp_path / "board.advo"
    return path, board_of_the_evening_before(path, Clock(datetime(2027, 3, 9, 20, tzinfo=UTC)))


@pytest.fixture
def at_the_door(program: Parts, qtbot: QtBot, prepared: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The page On the day, at half past seven in Berlin."""
    clock = Clock(datetime(2027, 3, 10, 6, 30, tzinfo=UTC))
    monkeypatch.setattr(bootstrap, "open_workspace", partial(bootstrap.open_workspace, clock=clock))
    monkeypatch.setattr(program.desk.ctx, "clock", clock)
    program.desk.open(prepared[0])
    qtbot.waitUntil(lambda: program.window.is_open, timeout=LONG)
    program.window.navigate("day", prepared[1])
    page = program.window.stack.page()
    qtbot.waitUntil(lambda: len(page.model.rows) == len(NAMES))
    return page


def test_two_declines_a_delegate_and_a_late_presenter_by_key_and_all_undone(
    at_the_door: Any, qtbot: QtBot, prepared: tuple[Path, str], state_of: Callable[[Workspace], dict[str, Any]]
) -> None:
    page, ws, event = at_the_door, at_the_door.ctx.workspace, prepared[1]
    before, steps = state_of(ws), len(history.steps(ws))
    seats = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    hand = Hand(page, qtbot)

    hand.choose("ben", Qt.Key.Key_C)
    hand.type("Ill since last night", Qt.Key.Key_Return)
    hand.choose("hal", Qt.Key.Key_C)
    hand.type("His flight does not leave", Qt.Key.Key_Return)
    hand.choose("dan", Qt.Key.Key_S)
    hand.type("Joy Weber", Qt.Key.Key_Return)
    hand.choose("ana", Qt.Key.Key_T)
    hand.type("40", Qt.Key.Key_Return)

    times = {r.title: (f"{r.start:%H:%M}", r.minutes) for r in agenda.rows(ws, event)}
    assert times["A member's story"] == ("09:40", 60)
    assert times["Panel"] == ("11:10", 60)
    assert times["Time of your own"] == ("14:40", 80)
    assert times["Dinner"] == ("19:00", 120)
    assert {g.name: g.reply for g in guests.rows(ws, event) if g.reply != "accepted"} == {
        "Ben Ode": "declined", "Hal Poe": "declined", "Dan Fox": "delegated",
    }  # fmt: skip

    now = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    assert now["Joy Weber"] == seats["Dan Fox"]
    assert all(now[name] == seats[name] for name in NAMES if name not in ("Ben Ode", "Hal Poe", "Dan Fox"))

    assert "To print again: 2 cards, 5 pages" in hand.read()
    assert "5 guests to tell" in hand.read()
    hand.press("tell")
    assert sorted(m.to_name for m in invitations.messages(ws, event)) == ["Ana Lima", "Cleo Ray", "Eva Moe", "Gil Sax", "Joy Weber"]
    assert [m.to_name for m in invitations.messages(ws, event, ["held"])] == ["Joy Weber"]
    body = invitations.message(ws, next(m.id for m in invitations.messages(ws, event) if m.to_name == "Ana Lima")).body
    assert "“A member's story”: 09:00 becomes 09:40" in body

    for _ in range(len(history.steps(ws)) - steps):
        qtbot.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state_of(ws) == before
    assert "Nothing has changed yet." in hand.read()


def test_a_delegate_takes_over_a_part_and_better_tables_are_shown_before_anybody_moves(
    at_the_door: Any, qtbot: QtBot, prepared: tuple[Path, str], state_of: Callable[[Workspace], dict[str, Any]]
) -> None:
    page, ws, event = at_the_door, at_the_door.ctx.workspace, prepared[1]
    before, steps = state_of(ws), len(history.steps(ws))
    hand = Hand(page, qtbot)
    hand.choose("ana", Qt.Key.Key_S)
    hand.panel.look()
    assert hand.panel.preview.text() == "They hold: “A member's story”."
    hand.type("Joy Weber", Qt.Key.Key_Return)
    assert [p.name for r in agenda.rows(ws, event) if r.title == "A member's story" for p in r.people] == ["Joy Weber"]
    seats = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    hand.press("better")
    qtbot.waitUntil(lambda: not page.ctx.jobs.running, timeout=LONG)
    qtbot.waitUntil(lambda: "better" in hand.read(), timeout=LONG)
    assert {g.name: (g.table, g.seat) for g in guests.rows(ws, event)} == seats
    if "move" in hand.panel.buttons:
        assert "at another table: fit" in hand.read()
        hand.press("move")
        assert {g.name: (g.table, g.seat) for g in guests.rows(ws, event)} != seats
        assert "Other seats" in hand.read()
    for _ in range(len(history.steps(ws)) - steps):
        page.ctx.undo()
    assert state_of(ws) == before


def test_somebody_at_the_door_gets_a_seat_and_nobody_is_moved(at_the_door: Any, qtbot: QtBot, prepared: tuple[Path, str]) -> None:
    page, ws, event = at_the_door, at_the_door.ctx.workspace, prepared[1]
    seats = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    guests.walk_in(ws, event, "Zoe Late", organisation="Late AG")
    hand = Hand(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert "1 guest has no seat" in hand.read()
    hand.press("seat")
    qtbot.waitUntil(lambda: not page.ctx.jobs.running, timeout=LONG)
    now = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    assert now.pop("Zoe Late")[0]
    assert now == seats
    assert "has no seat" not in hand.read()


def test_a_delay_that_dinner_does_not_allow_says_so_and_can_be_made_up(at_the_door: Any, qtbot: QtBot, prepared: tuple[Path, str]) -> None:
    page, ws, event = at_the_door, at_the_door.ctx.workspace, prepared[1]
    hand = Hand(page, qtbot)
    hand.choose("gil", Qt.Key.Key_T)
    hand.type("330")
    hand.panel.look()
    assert "into “Dinner”, which stays at 19:00" in hand.panel.preview.text()
    hand.panel.go.click()
    assert "stays at 19:00" in hand.panel.forms[0].error("minutes")
    assert hand.panel.shorten.isVisible()
    hand.panel.shorten.click()
    rows = {r.title: r for r in agenda.rows(ws, event)}
    assert rows["In threes"].start == datetime(2027, 3, 10, 19) - timedelta(minutes=rows["In threes"].minutes + rows["Time of your own"].minutes)
    assert rows["Dinner"].start == datetime(2027, 3, 10, 19)


class Hand:
    """Somebody at the door who uses no mouse."""

    def __init__(self, page: Any, qtbot: QtBot) -> None:
        self.page, self.bot = page, qtbot

    @property
    def panel(self) -> ChangesPanel:
        found = self.page.news.panel
        assert found
        return found

    def choose(self, letters: str, key: Qt.Key) -> None:
        """A few letters find a guest, a key in the list says what happened."""
        self.page.search.setFocus()
        self.page.search.clear()
        self.bot.keyClicks(self.page.search, letters)
        self.page._search(self.page.search.text())
        assert len(self.page.model.shown) == 1
        self.page.list.setFocus()
        self.bot.keyClick(self.page.list, key)

    def type(self, words: str, *keys: Qt.Key) -> None:
        """Into the field that has the focus."""
        field = self.focused()
        self.bot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClicks(field, words)
        for key in keys:
            self.bot.keyClick(field, key)

    def focused(self) -> QWidget:
        found = self.page.window().focusWidget()
        assert found
        assert self.panel.isAncestorOf(found)
        return found

    def press(self, name: str) -> None:
        button = self.panel.buttons[name]
        button.setFocus()
        self.bot.keyClick(button, Qt.Key.Key_Space)

    def read(self) -> str:
        """Everything that stands below the form."""
        layout = self.panel.follows
        items = (layout.itemAt(place).widget() for place in range(layout.count()))
        return "\n".join(widget.text() for widget in items if widget is not None and hasattr(widget, "text"))
