"""A day as typed ("31 Mar 2027", "2027-03-31"), with a month beside it to pick from."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from ui.kit.buttons import IconButton
from ui.kit.day_picker import pick_day
from ui.kit.fields import Field
from ui.kit.when import read_wall

ALLOWED = "Write it as 2027-03-31 or 31 March 2027."


class DayField(Field):
    """A date, or None while empty."""

    def __init__(self) -> None:
        self.line = QLineEdit()
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        self.button = IconButton("calendar", "Choose a day", self._pick)
        row.addWidget(self.button)
        super().__init__(self.line, box)
        self.line.setPlaceholderText("31 Mar 2027")
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> date | None:
        text = clean(self.line.text())
        if not text:
            return None
        try:
            return read_wall(f"{text} 00:00").date()
        except RuleBroken as broken:
            raise RuleBroken("time.unreadable", f"“{text}” is not a day that exists, as far as can be read.", ALLOWED) from broken

    def _write(self, value: Any) -> None:
        self.line.setText(short_date(value) if value else "")

    def _pick(self) -> None:
        try:
            now = self.value()
        except RuleBroken:
            now = None
        pick_day(self.button, now, self._picked)

    def _picked(self, day: date) -> None:
        self._write(day)
        self._settle()
