"""Ctrl+Z in a field: the field's own typing first, and the workspace's where the field has nothing to take back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.undo_keys import UndoKeys


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox, QComboBox])
def test_what_was_typed_goes_first_and_then_the_workspace_hears_it(qapp: QApplication, qtbot: QtBot, kind: type[QWidget]) -> None:
    window, undone = QWidget(), []
    field = kind()
    if isinstance(field, QComboBox):
        field.setEditable(True)
    column = QVBoxLayout(window)
    column.addWidget(field)
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: undone.append(True))
    UndoKeys(qapp, window)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    field.setFocus()
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [], "The field takes back what was typed"
    for _ in range(5):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        if undone:
            break
    assert undone, "A field with nothing to take back leaves the key to the window"
