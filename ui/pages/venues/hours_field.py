"""Opening hours of a week: two times for each day, or closed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from advoplanner.domain.venues import DAYS, check_hours
from ui.kit.fields import Field
from ui.kit.labels import PlainText, quiet
from ui.kit.tick_box import TickBox


class HoursField(Field):
    """A line for each day; a day without its tick is closed. No day ticked means that the hours are not known."""

    def __init__(self) -> None:
        box = QWidget()
        super().__init__(box)
        self.days: dict[str, tuple[TickBox, QLineEdit, QLineEdit]] = {}
        self._closed: list[PlainText] = []
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for line, (day, name) in enumerate(DAYS.items()):
            self._add_day(grid, line, day, name)

    def value(self) -> Any:
        """Hours as the domain takes them; raises RuleBroken for times that cannot be."""
        return check_hours({day: (opens.text(), closes.text()) for day, (tick, opens, closes) in self.days.items() if tick.isChecked()})

    def _write(self, value: Any) -> None:
        for day, (tick, opens, closes) in self.days.items():
            times = (value or {}).get(day)
            tick.setChecked(bool(times))
            for edit, text in zip((opens, closes), times or ("", ""), strict=True):
                edit.setText(text)
            self._show_day(day)

    def _add_day(self, grid: QGridLayout, line: int, day: str, name: str) -> None:
        tick, opens, closes = TickBox(name), QLineEdit(), QLineEdit()
        self.days[day] = (tick, opens, closes)
        for edit, word in ((opens, "opens"), (closes, "closes")):
            edit.setAccessibleName(f"{name} {word}")
            edit.setFixedWidth(72)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.textEdited.connect(self._touch)
            edit.editingFinished.connect(self._leave)
        dash = PlainText("–", role="quiet", wrap=False)
        closed = quiet()
        self._closed.append(closed)
        for column, widget in enumerate((tick, opens, dash, closes)):
            grid.addWidget(widget, line, column)
        grid.addWidget(closed, line, 1, 1, 3)
        tick.clicked.connect(lambda on: self._tick(day, on))
        tick.toggled.connect(lambda on: [widget.setVisible(on) for widget in (opens, dash, closes)])
        tick.toggled.connect(lambda on: closed.setVisible(not on))
        tick.toggled.connect(lambda on: self._name_closed())
        tick.toggled.emit(False)

    def _tick(self, day: str, on: bool) -> None:
        """A day newly open takes the hours of the day before it, so that a week is typed once."""
        if on and not self.days[day][1].text():
            opens, closes = self._hours_before(day)
            self.days[day][1].setText(opens)
            self.days[day][2].setText(closes)
        self._settle()

    def _hours_before(self, day: str) -> tuple[str, str]:
        names = list(DAYS)
        earlier = [self.days[each] for each in names[: names.index(day)] if self.days[each][0].isChecked()]
        return (earlier[-1][1].text(), earlier[-1][2].text()) if earlier else ("09:00", "21:00")

    def _name_closed(self) -> None:
        """Closed days are closed only where some day is open."""
        known = any(tick.isChecked() for tick, _, _ in self.days.values())
        for label in self._closed:
            label.setText("closed" if known else "not known")

    def _show_day(self, day: str) -> None:
        tick = self.days[day][0]
        tick.toggled.emit(tick.isChecked())
