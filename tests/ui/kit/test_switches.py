"""The two controls that take one of a few: a segmented row, and a switch."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.segments import Segmented
from ui.kit.switch import Switch


def test_segments_tell_what_is_chosen_by_click_and_by_arrow(qtbot: QtBot) -> None:
    segments = Segmented(("Days", "List"), "View")
    qtbot.addWidget(segments)
    segments.show()
    told: list[int] = []
    segments.chosen.connect(told.append)
    segments.show_place(1)
    assert told == []
    segments.buttons[0].click()
    for button in segments.buttons:
        qtbot.keyClick(button, Qt.Key.Key_Right)
    assert told == [0, 1, 0]
    assert [button.isChecked() for button in segments.buttons] == [True, False]
    assert nameless(segments) == []


def test_a_switch_is_turned_by_click_and_by_space_and_looks_it(qtbot: QtBot) -> None:
    switch = Switch("Ripple", "Later sessions move along")
    qtbot.addWidget(switch)
    switch.show()
    off = switch.grab().toImage()
    with qtbot.waitSignal(switch.toggled):
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert switch.grab().toImage() != off
    assert switch.grab().toImage().pixelColor(10, switch.height() // 2).name() == theme.colour("accent").name()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert switch.accessibleDescription() == "Later sessions move along"
