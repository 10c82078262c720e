"""Finding a presenter: who knows the topic, how far they live from the venue, and what speaks for them."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold
from advoplanner.services import presenters
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

NEAR = 100
WAIT_MS = 250

COLUMNS = (
    Column("Name", lambda row: row.name, width=160, sort=lambda row: fold(row.name)),
    Column("Company", lambda row: row.organisation, width=150, quiet=True),
    Column("City", lambda row: row.city, width=110),
    Column("Away", lambda row: "" if row.km is None else f"{row.km:,.0f} km", width=80, align="right", sort=lambda row: row.km),
    Column("What speaks for them", lambda row: row.why, width=260, quiet=True, stretch=True),
)


class PresenterDialog(Dialog):
    """Puts one person on the guest list as presenter."""

    def __init__(self, ctx: Context, event_id: str) -> None:
        self.ctx, self._event_id = ctx, event_id
        city = presenters.near(ctx.workspace, event_id)
        self.form = Form(columns=3)
        self.form.tags("topics", "&Topics, any of them", wide=False)
        self.form.line("city", "&Near", hint="City")
        self.form.number("within_km", "&Within", high=presenters.FARTHEST, unit="km", help="0 for anywhere")
        self.form.load({"topics": (), "city": city, "within_km": NEAR if city else 0})
        self.model = RowTableModel(COLUMNS)
        self.table = DataTable(self.model, "Possible presenters")
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(240)
        self.told = quiet()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget, stretch in ((self.form, 0), (self.told, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        super().__init__("Find a presenter", "Add as presenter", body, subtitle="A peer convinces more than the staff.", commit=self._add)
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self.look)
        self.form.changed.connect(lambda name: self._wait.start())
        self.table.opened.connect(lambda _: self._go())
        self.resize(900, 600)
        self.look()

    def look(self) -> None:
        """Search with what stands in the fields; a refusal stands at its field and leaves what was found before."""
        try:
            values = self.form.values()
            found = presenters.find(
                self.ctx.workspace, self._event_id, values["topics"], city=values["city"], within_km=values["within_km"] or 0
            )  # fmt: skip
        except RuleBroken as broken:
            self.form.show_error(broken.field, str(broken))
            return
        self.model.set_rows(found)
        self.table.select_ids([found[0].id] if found else [])
        unknown = sum(row.km is None for row in found) if values["city"] else 0
        words = f"{len(found):,} could present." if found else "Nobody fits: try fewer topics, or farther away."
        self.told.setText(words + (f" Of {unknown} the city is not known; they stand last." if unknown else ""))

    def _add(self) -> bool:
        chosen = self.table.current_id()
        if not chosen:
            raise RuleBroken("presenters.nobody", "Choose somebody in the list.")
        return self.ctx.act(presenters.ask, self.ctx.workspace, self._event_id, chosen) is not None
