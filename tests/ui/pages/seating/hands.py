"""Who is seated in the tests of the page, how a hand drags on it, and what stands in for the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.services import seating
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.seat_item import SeatItem

NAMES = (
    "Siobhán O'Brien", "Ana Lima", "José García-Márquez", "李小龙", "Thomas van der Berg", "Priya Raghunathan", "Marcus Lindqvist",
    "Fatima Al-Sayed", "Jürgen Groß", "Kwame Mensah", "Eleanor Whitfield", "Yuki Tanaka",
)  # fmt: skip


@dataclass
class Result:
    changes: ChangeSet = NOTHING


def first_come(ws: Any, event_id: str, round_id: str | None, **_: Any) -> Result:
    """Stands in for the search: free seats in order, to those who accepted."""
    plan = seating.plan(ws, event_id, round_id)
    free = [seat.id for seat in plan.seats if not seat.guest_id]
    waiting = [guest.guest_id for guest, _ in seating.unseated(ws, event_id, plan.round_id) if guest.reply == "accepted"]
    done = [seating.seat_guest(ws, plan.round_id, guest_id, seat_id) for guest_id, seat_id in zip(waiting, free, strict=False)]
    return Result(done[-1])


def at(page: SeatingPage, item: Any) -> QPoint:
    """Where a seat or table lies in the view."""
    return page.board.view.mapFromScene(item.scenePos())


def drag(qtbot: QtBot, page: SeatingPage, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    viewport = page.board.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(viewport, start + (end - start) * step / 4)
    if drop:
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def free_seat(page: SeatingPage) -> SeatItem:
    return next(seat for seat in page.board.scene.seat_items.values() if seat.guest is None)


def seated_guest(page: SeatingPage, place: int = 0) -> str:
    return list(page.desk.plan.seat_of)[place]
