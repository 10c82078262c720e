"""The seating page where there is little room: beside a drawer, and on a low screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

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
