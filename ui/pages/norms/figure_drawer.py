"""One figure of a norm beside the list: its source in words, its value to change, and the way back to the norm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.checks.norms import MARKS, read_figure
from ui.kit.buttons import Button
from ui.kit.chip import Chip
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet
from ui.pages.norms.columns import FigureRow

Save = Callable[[FigureRow, float], object]


class FigureDrawer(QWidget):
    """`save(row, value)` changes it here, `reset(row)` forgets what was changed here."""

    def __init__(self, save: Save, reset: Callable[[FigureRow], object]) -> None:
        super().__init__()
        self.row: FigureRow | None = None
        self._saved = save
        self.title = PlainText(weight=QFont.Weight.Medium)
        self.says = quiet()
        self.form = Form(self._save)
        self.form.line("value", "&Value")
        self.shipped = quiet()
        self.mark = Chip()
        self.source = PlainText()
        self.back = Button("Back to the norm", lambda: reset(self.row) if self.row else None, icon="rotate-ccw")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        for widget in (self.title, self.says, self.form, self.shipped):
            column.addWidget(widget)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.source)
        column.addStretch(1)

    def show_figure(self, row: FigureRow, scope: str) -> None:
        """Show this figure; `scope` says for what it is changed here."""
        again = self.row is not None and self.row.id == row.id
        self.row = row
        self.title.setText(row.norm.title)
        self.says.setText(f"{row.says}. What is changed here holds for {scope}.")
        (self.form.load if again else self.form.clear)({"value": row.words})
        self.shipped.setText(f"The norm says {row.shipped}." if row.shipped else "This is the norm.")
        self.back.allow(
            "" if row.here else "Nothing was changed here." if not row.shipped else "It was changed for the kind of event: choose that above."
        )
        self.mark.set_state(MARKS[row.norm.mark_of(row.figure)], "quiet")
        self.source.setText(row.norm.source)

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, _field: str, value: Any) -> None:
        """What cannot be read or is out of range stays in the field, with the reason below it."""
        if self.row is not None:
            self._saved(self.row, read_figure(str(value), self.row.unit))
