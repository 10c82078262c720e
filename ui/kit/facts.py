"""Facts to read: a quiet name and its value on each line, never markup."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.clearing import clear
from ui.kit.labels import PlainText, quiet

NAMES = 104
"""Width of the column of names in px; a longer name wraps."""


class Facts(QWidget):
    """`show_facts` takes (name, value) pairs; a pair without a value is left out."""

    def __init__(self, facts: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, NAMES)
        self._grid.setColumnStretch(1, 1)
        self.facts: tuple[tuple[str, str], ...] = ()
        self.show_facts(facts)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these instead; the same facts again are left as they stand."""
        wanted = tuple((name, value) for name, value in facts if value)
        if wanted == self.facts:
            return
        self.facts = wanted
        clear(self._grid)
        for line, (name, value) in enumerate(wanted):
            words = PlainText(value)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(quiet(name), line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, line, 1)
