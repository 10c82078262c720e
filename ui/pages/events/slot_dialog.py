"""Finding a slot outside a venue's opening hours, for a new event: before the doors open, after they close, or on a closed day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.slots import KIND_WORDS, LONGEST, MINUTES, Slot
from advoplanner.domain.venues import VenueRow
from advoplanner.services import slots
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.day_field import DayField
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

AHEAD, WINDOW = timedelta(weeks=6), timedelta(weeks=2)
"""Where the search begins, and how many days it looks at first."""

WAIT_MS = 200
NO_VENUES = "No venue is known yet. The Venues page keeps their hours."

COLUMNS = (
    Column("Day", lambda row: short_date(row[1].start.date()), width=120, sort=lambda row: row[1].start.isoformat()),
    Column("From", lambda row: f"{row[1].start:%H:%M}", width=60, align="right"),
    Column("To", lambda row: f"{row[1].end:%H:%M}", width=60, align="right"),
    Column("Set-up", lambda row: f"{row[1].doors:%H:%M}", width=70, align="right", quiet=True),
    Column("Cleared", lambda row: f"{row[1].done:%H:%M}", width=70, align="right", quiet=True),
    Column("Venue", lambda row: row[1].venue, width=150, quiet=True),
    Column("Kind", lambda row: KIND_WORDS[row[1].kind], width=120, quiet=True),
    Column("What to arrange", lambda row: " ".join(row[1].notes), width=240, quiet=True, stretch=True),
)


class SlotDialog(Dialog):
    """`chosen` is the slot that was taken; None until then."""

    def __init__(self, ctx: Context, venues: Sequence[VenueRow], today: date, venue_id: str = "") -> None:
        self.ctx = ctx
        self.chosen: Slot | None = None
        self.form = Form(columns=3)
        self.form.choice("venue", "&Venue", [("", "All venues"), *((row.id, row.name) for row in venues)])
        self.form.choice("kind", "&When", [("", "At any time outside hours"), *KIND_WORDS.items()])
        self.form.number("minutes", "&Lasts", low=0, high=LONGEST, unit="min")
        self.form.field("first", "&From", DayField())
        self.form.field("last", "&To", DayField())
        self.form.load({"venue": venue_id, "kind": "", "minutes": MINUTES, "first": today + AHEAD, "last": today + AHEAD + WINDOW})
        self.model = RowTableModel(COLUMNS, row_id=lambda row: row[0])
        self.table = DataTable(self.model, "Slots outside opening hours")
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(240)
        self.told = quiet("" if venues else NO_VENUES)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget, stretch in ((self.form, 0), (self.told, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        super().__init__("Find a slot outside opening hours", "Take this slot", body, commit=self._take)
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self.look)
        self.form.changed.connect(lambda name: self._wait.start())
        self.table.opened.connect(lambda _: self._go())
        self.resize(980, 620)
        self.look()

    def look(self) -> None:
        """Search with what stands in the fields; a refusal stands at its field and leaves what was found before."""
        try:
            values = self.form.values()
            found = self._found(values)
        except RuleBroken as broken:
            if broken.field:
                self.form.show_error(broken.field, str(broken))
            return
        self.model.set_rows([(f"{s.venue_id} {s.start.isoformat()}", s) for s in found.slots])
        self.table.select_ids([self.model.id_at(0)] if found.slots else [])
        words = [plural(len(found.slots), "slot") if found.slots else "No slot on these days.", *found.asked]
        self.told.setText(" ".join(w if w.endswith(".") else f"{w}." for w in words))

    def _found(self, values: dict[str, Any]) -> slots.Found:
        for name in ("first", "last"):
            if values[name] is None:
                raise RuleBroken("slots.day", "Say on which days to look.", field=name)
        return slots.find(
            self.ctx.workspace, values["first"], values["last"], minutes=values["minutes"] or 0,
            **({"venue_ids": [values["venue"]]} if values["venue"] else {}), **({"kinds": [values["kind"]]} if values["kind"] else {}),
        )  # fmt: skip

    def _take(self) -> bool:
        row = self.model.row(self.table.current_id())
        if row is None:
            raise RuleBroken("slots.nothing", "Choose a slot in the list.")
        self.chosen = row[1]
        return True
