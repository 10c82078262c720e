"""What is drawn of the plan and when: only what changed, and everything after a change of scheme."""

from __future__ import annotations

from typing import Any

import pytest
from hands import at, free_seat
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.kit import theme
from ui.pages.seating.overlay import Ghost
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.seat_item import SeatItem
from ui.pages.seating.style import style


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[SeatItem]:
    """The seats that are painted from now on."""
    found: list[SeatItem] = []
    paint = SeatItem.paint

    def noted(item: SeatItem, *args: Any) -> None:
        found.append(item)
        paint(item, *args)

    monkeypatch.setattr(SeatItem, "paint", noted)
    return found


def drawn(page: SeatingPage) -> QImage:
    QApplication.processEvents()
    return page.board.view.viewport().grab().toImage()


def test_a_plan_that_is_only_moved_paints_no_seat_again(seated: SeatingPage, painted: list[SeatItem]) -> None:
    view = seated.board.view
    view.zoom_by(1.0)
    drawn(seated)
    assert painted
    painted.clear()
    view.scroll_by(5, 3)
    drawn(seated)
    assert painted == []


def test_a_guest_who_moves_is_painted_with_those_whose_seat_changed(seated: SeatingPage, painted: list[SeatItem]) -> None:
    drawn(seated)
    painted.clear()
    guest, goal = next(iter(seated.desk.plan.seat_of)), free_seat(seated)
    left = seated.desk.plan.seat_of[guest]
    seated.desk.seat(guest, goal.seat.id)
    drawn(seated)
    assert {left.id, goal.seat.id} <= {item.seat.id for item in painted}
    assert len({item.seat.id for item in painted}) < len(seated.board.scene.seat_items)


def test_another_scheme_draws_every_seat_in_its_colours(seated: SeatingPage) -> None:
    host = next(iter(seated.board.scene.seat_items.values()))
    spot = at(seated, host)
    try:
        for scheme in ("light", "dark", "light"):
            theme.THEME.apply(scheme)
            image = drawn(seated)
            edge = image.pixelColor(spot.x() - 8, spot.y() + 6)
            assert edge.name() == style().look(host.guest).fill.color().name()
    finally:
        theme.THEME.apply("light")


def test_the_ghost_hangs_where_it_can_be_read(seated: SeatingPage) -> None:
    ghost = Ghost(next(iter(seated.desk.plan.guests.values())))
    ghost.say("This seat is locked for somebody with a long name.", allowed=False)
    place = QSize(800, 400)
    for at_px in (QPoint(10, 10), QPoint(790, 10), QPoint(10, 395), QPoint(790, 395), QPoint(400, 200)):
        ghost.keep_inside(at_px, place)
        plate = QRectF(-14, -14, 44 + ghost._width(), 40).translated(ghost._beside + at_px)
        assert QRectF(-16, -16, 832, 432).contains(plate)
        assert not plate.contains(at_px)
        assert ghost.boundingRect().translated(at_px).contains(plate)
