"""A field that takes any text and offers what is known: venues, time zones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from advoplanner.core.dates import zone, zone_names
from advoplanner.core.text import clean
from ui.kit.combo import Combo
from ui.kit.fields import Field


class Suggest(Field):
    """Typing filters the list anywhere in the word; a text that is not in it is kept as typed."""

    def __init__(self, options: Sequence[str] = (), hint: str = "") -> None:
        self.combo, self.line = Combo(), QLineEdit()
        self.combo.setEditable(True)
        self.combo.setLineEdit(self.line)
        super().__init__(self.line, self.combo)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line.setPlaceholderText(hint)
        completer = self.combo.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.set_options(options)
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)
        self.combo.activated.connect(self._settle)

    def set_options(self, options: Sequence[str]) -> None:
        """Offer these; what stands in the field stays."""
        text = self.combo.currentText()
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems(list(options))
        self.combo.setCurrentIndex(-1)
        self.combo.setEditText(text)
        self.combo.blockSignals(False)

    def value(self) -> str:
        return clean(self.combo.currentText())

    def mark_wrong(self, why: str) -> None:
        super().mark_wrong(why)
        self.combo.setProperty("wrong", bool(why))
        self.combo.style().unpolish(self.combo)
        self.combo.style().polish(self.combo)

    def _write(self, value: Any) -> None:
        self.combo.setCurrentIndex(self.combo.findText(str(value or "")))
        self.combo.setEditText(str(value or ""))
        self.line.setCursorPosition(0)


class ZoneField(Suggest):
    """A time zone by its IANA name; "berlin" finds Europe/Berlin. `value` raises RuleBroken for a name that is none."""

    def __init__(self, *, empty: bool = False) -> None:
        super().__init__(zone_names(), "City or region")
        self._empty = empty

    def value(self) -> str:
        typed = super().value().replace(" ", "_")
        if not typed and self._empty:
            return ""
        ends = [name for name in zone_names() if name.casefold() == typed.casefold() or name.casefold().endswith(f"/{typed.casefold()}")]
        return zone(ends[0] if len(ends) == 1 else typed).key
