"""One kept version beside the list: what it holds, compared with now, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import PlainText, quiet
from ui.pages.history.columns import by_whom, when


def version_panel(kept: Any, now: Iterable[tuple[str, int, int]], go_back: Callable[[], object], why_not: str = "") -> QWidget:
    """`now` are (what, how many then, how many now)."""
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 0, 24, 24)
    column.setSpacing(16)
    column.addWidget(quiet(f"Kept {when(kept.at)}, {by_whom(kept).lower()}."))
    column.addLayout(_table(now))
    button = Button("Go back to this version", go_back, icon="rotate-ccw")
    button.allow(why_not)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    words = "People, events, seats, messages and settings become as they were then, in one step. Undo brings everything back as it is now."
    column.addWidget(quiet(words))
    column.addStretch(1)
    return panel


def _table(now: Iterable[tuple[str, int, int]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    for column, title in enumerate(("", "Then", "Now")):
        grid.addWidget(_number(quiet(title)), 0, column)
    for line, (what, then, here) in enumerate(now, start=1):
        grid.addWidget(PlainText(what), line, 0)
        for column, count in ((1, then), (2, here)):
            grid.addWidget(_number(PlainText(f"{count:,}", wrap=False, figures=True)), line, column)
    return grid


def _number(label: PlainText) -> PlainText:
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return label
