"""The toolbar folds its buttons into a menu where they do not fit, and keeps hidden what a page hides."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.toolbar import Toolbar


@pytest.fixture
def bar(qtbot: QtBot) -> Toolbar:
    made = Toolbar()
    qtbot.addWidget(made)
    made.done = []  # type: ignore[attr-defined]
    made.primary("Add guests", lambda: None, icon="plus")
    for word in ("Import list", "Print the list", "Call it off"):
        made.button(word, lambda word=word: made.done.append(word))  # type: ignore[attr-defined, misc]
    made.add_search("Search guests", lambda text: None)
    made.resize(1000, 32)
    made.show()
    return made


def shown(bar: Toolbar) -> list[str]:
    QApplication.processEvents()
    return [button.text() for button in bar._buttons if button.isVisible()]


def test_the_last_buttons_go_first_and_come_back(bar: Toolbar) -> None:
    assert (shown(bar), bar.more.isVisible()) == (["Import list", "Print the list", "Call it off"], False)
    bar.resize(bar._needed(bar._buttons[-2:]), 32)
    assert (shown(bar), bar.more.isVisible()) == (["Import list"], True)
    assert [action.text() for action in bar.menu().actions()] == ["Print the list", "Call it off"]
    bar.menu().actions()[1].trigger()
    assert bar.done == ["Call it off"]  # type: ignore[attr-defined]
    bar.resize(1000, 32)
    assert (len(shown(bar)), bar.more.isVisible()) == (3, False)


def test_a_page_still_hides_what_it_does_not_want(bar: Toolbar) -> None:
    bar._buttons[2].setVisible(False)
    bar.resize(bar.minimumSizeHint().width(), 32)
    assert shown(bar) == []
    assert [action.text() for action in bar.menu().actions()] == ["Import list", "Print the list"]
    bar.resize(1000, 32)
    assert shown(bar) == ["Import list", "Print the list"]
    bar._buttons[2].show()
    assert len(shown(bar)) == 3


def test_longer_words_fold_at_once_and_say_why_not(bar: Toolbar) -> None:
    bar.resize(bar._needed(()), 32)
    bar._buttons[2].allow("Nobody is invited yet.")
    bar._buttons[0].setText("Import a very much longer list")
    assert shown(bar) == ["Import a very much longer list"]
    first, second = bar.menu().actions()
    assert (first.isEnabled(), second.isEnabled(), second.toolTip()) == (True, False, "Nobody is invited yet.")


def test_a_menu_of_the_page_is_always_there(bar: Toolbar) -> None:
    bar.add_menu(lambda menu: menu.addAction("Find duplicates"))
    assert bar.more.isVisible()
    assert [action.text() for action in bar.menu().actions()] == ["Find duplicates"]
