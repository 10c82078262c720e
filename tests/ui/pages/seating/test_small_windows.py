"""The seating page where there is little room: beside a drawer, and on a low screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from advoplanner.services import seating
from ui.kit.context import Context
from ui.pages.seating.page import SeatingPage


@pytest.mark.parametrize("size", [(1024 - 56, 634), (911 - 56, 378)])
def test_beside_an_open_drawer_the_plan_has_the_place_to_itself(seated: SeatingPage, size: tuple[int, int]) -> None:
    seated.resize(*size)
    work, toggle = seated.work, seated.board._toggle
    assert work.beside.isVisible()
    assert work.minimumSizeHint().width() < 380
    seated.kept.open()
    QApplication.processEvents()
    assert not work.beside.isVisible()
    assert seated.drawer.geometry().right() < seated.width()
    assert work.mapTo(seated, work.rect().topRight()).x() < seated.drawer.x()
    assert (toggle.isEnabled(), toggle.toolTip()) == (False, "Close the panel at the right to see the list.")
    seated.board.strip.click()
    QApplication.processEvents()
    assert not seated.drawer.isVisible()
    assert work.beside.isVisible()
    assert toggle.isEnabled()


def test_on_a_low_screen_the_plan_takes_the_room_of_the_title(seated: SeatingPage) -> None:
    assert seated.title.isVisible()
    seated.resize(855, 378)
    QApplication.processEvents()
    assert not seated.title.isVisible()
    assert seated.board.view.height() >= 150
    assert seated.minimumSizeHint().height() <= 378


def test_rounds_that_do_not_fit_as_tabs_are_one_field(seated: SeatingPage, ctx: Context) -> None:
    board = seated.board
    assert (board.rounds.isVisible(), board.picker.isVisible()) == (True, False)
    for name in ("Lunch", "Coffee in the garden", "Dinner", "Farewell"):
        seating.add_round(ctx.workspace, seated.desk.event_id, name)
    seated.resize(855, 378)
    QApplication.processEvents()
    assert (board.rounds.isVisible(), board.picker.isVisible()) == (False, True)
    assert [board.picker.itemText(at) for at in range(board.picker.count())][1:] == ["Lunch", "Coffee in the garden", "Dinner", "Farewell"]
    board.picker.setCurrentIndex(3)
    board.picker.activated.emit(3)
    assert seated.desk.plan.row.round_name == "Dinner"
    assert board.picker.currentText() == "Dinner"
    seated.resize(1600, 728)
    QApplication.processEvents()
    assert board.rounds.isVisible()
    assert board.rounds.currentIndex() == 3
