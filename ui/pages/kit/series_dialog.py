"""Repeating an event: how often or on which days, at which places; what is worth knowing of each date is said before it is made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.series import EVERY, MOST, Date, spread
from advoplanner.services import series
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import Lines
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.kit.when import read_wall

ALLOWED = "Write each date on a line of its own, as 17 Mar 2027 21:00, with another place after a comma where there is one."
SHOWN = 5


class DatesField(Lines):
    """Dates as lines: "17 Mar 2027 21:00, Shop in the station"; the hour may be left out where it is `usual`."""

    def __init__(self) -> None:
        super().__init__("17 Mar 2027 21:00, another place", 6)
        self.usual = datetime.min

    def value(self) -> Any:
        return [self._date(line) for line in filter(None, map(str.strip, super().value().splitlines()))]

    def _write(self, value: Any) -> None:
        super()._write("\n".join(_line(each) for each in value or ()))

    def _date(self, line: str) -> Date:
        words, _, venue = line.partition(",")
        text = words if ":" in words else f"{words} {self.usual:%H:%M}"
        try:
            return Date(read_wall(text), venue.strip())
        except RuleBroken as broken:
            raise RuleBroken("series.line", f"“{line}” is no date.", ALLOWED, field="dates") from broken


class SeriesDialog(Dialog):
    """The dates stand as text, so that each can be changed, left out or moved elsewhere before anything is made."""

    def __init__(self, ctx: Context, event: EventDetails, last: datetime) -> None:
        self.ctx, self._event, self._last = ctx, event, last
        self.form = Form(columns=2)
        self.form.choice("every", "&How often", list(EVERY.items()))
        self.form.number("count", "How &many dates", low=0, high=999)
        self.dates = DatesField()
        self.dates.usual = event.start
        self.form.field("dates", "&Dates", self.dates, help=ALLOWED, wide=True)
        self.form.line("pattern", "&Called", help="{n} stands for the number of the date.", wide=True)
        self.form.check("roster", "&Guest list, without replies and seats")
        self.form.check("layout", "&Tables")
        self.told = quiet()
        self.form.load({"every": "week", "count": 3, "pattern": f"{event.title} {{n}}"[:160], "roster": False, "layout": True})
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.told)
        column.addStretch(1)
        super().__init__(
            "Repeat on further dates", "Make the dates", body, subtitle=f"{event.title}. One step makes all; Undo takes all back.", commit=self._make
        )
        self.form.changed.connect(self._follow)
        self.resize(620, 620)
        self._spread()

    def _follow(self, name: str) -> None:
        """How often and how many write the dates anew; typing in the dates is followed by what is worth knowing."""
        if name in ("every", "count"):
            self._spread()
        elif name == "dates":
            self._look()

    def _spread(self) -> None:
        try:
            starts = spread(self._last, self.form["every"].value(), self.form["count"].value() or 0)
        except RuleBroken as broken:
            self.form.show_error("count", str(broken))
            return
        self.form.clear_error("dates")
        self.dates.show_value([Date(start) for start in starts])
        self._look()

    def _look(self) -> None:
        try:
            wanted = self.dates.value()
        except RuleBroken:
            self.told.setText("")  # somebody is still typing
            return
        said = [f"{short_date(wanted[n.at].start.date())}: {n.words}" for n in series.notices(self.ctx.workspace, self._event.id, wanted[:MOST])]
        more = [f"… and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
        self.told.setText("\n".join([*said[:SHOWN], *more]))

    def _make(self) -> bool:
        values = self.form.values()
        changes = self.ctx.act(
            series.repeat, self.ctx.workspace, self._event.id, values["dates"], form=self.form,
            pattern=values["pattern"], roster=values["roster"], layout=values["layout"],
        )  # fmt: skip
        return changes is not None


def _line(each: Date) -> str:
    place = f", {each.venue}" if each.venue else ""
    return f"{each.start.day} {each.start:%b %Y %H:%M}{place}"
