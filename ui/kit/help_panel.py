"""What F1 shows: what a page is for, in words, and its keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.kit.labels import PlainText, quiet, section


def help_panel(words: str, keys: Iterable[tuple[str, str]]) -> QWidget:
    """`keys` are (shortcut, what it does)."""
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 0, 24, 24)
    column.setSpacing(16)
    column.addWidget(PlainText(words))
    column.addWidget(section("Keys"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (key, what) in enumerate(keys):
        shown = quiet(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key)
        grid.addWidget(shown, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainText(what), line, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return panel
