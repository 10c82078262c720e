"""Copy an event to another date: what goes along is said before it happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import span
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.events import EventRow
from ui.kit.dialog import Dialog
from ui.kit.event_words import zone_city
from ui.kit.form import Form
from ui.kit.labels import quiet

Copy = Callable[[datetime, str, bool, bool], object]


class CopyDialog(Dialog):
    """`copy(start, title, roster, layout)` makes the copy; a RuleBroken stands at its field with the text kept."""

    def __init__(self, row: EventRow, copy: Copy) -> None:
        self._row, self._copy = row, copy
        self.form = Form(columns=1)
        self.form.line("title", "&Title", wide=True)
        self.form.wall("start", "&Starts")
        self.form.check("roster", "&Guest list, without replies and seats")
        self.form.check("layout", "Ta&bles")
        self.form.load({"title": row.title, "start": _same_weekday(row.start), "roster": False, "layout": True})
        self._end = quiet()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self._end)
        column.addStretch(1)
        super().__init__("Copy to another date", "Copy event", body, subtitle="The agenda moves to the new date. Drafts and replies stay behind.")
        self.form.changed.connect(lambda name: self._show_end())
        self._show_end()

    def _go(self) -> None:
        try:
            values = self.form.values()
            if values["start"] is None:
                raise RuleBroken("events.start", "Say when the copy starts.", "Write it as 2027-03-10 18:00.", field="start")
            self._copy(values["start"], values["title"], values["roster"], values["layout"])
        except RuleBroken as broken:
            if not self.form.show_error(broken.field, str(broken)):
                self.say(str(broken))
            return
        self.accept()

    def _show_end(self) -> None:
        try:
            start = self.form["start"].value()
        except RuleBroken:
            start = None
        end = start + (self._row.end - self._row.start) if start else None
        self._end.setText(f"{span(start, end)}, {zone_city(self._row.zone)} time" if start and end else "")


def _same_weekday(start: datetime) -> datetime:
    """A quarter later on the same weekday: thirteen weeks."""
    return start + timedelta(weeks=13)
