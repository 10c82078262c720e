"""Finding people near the venue: who could present there and what speaks for them, and who would come to hear a peer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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


def columns(why: str) -> tuple[Column, ...]:
    """Who they are and how far away; `why` is the title of the last column."""
    return (
        Column("Name", lambda row: row.name, width=160, sort=lambda row: fold(row.name)),
        Column("Company", lambda row: row.organisation, width=150, quiet=True),
        Column("City", lambda row: row.city, width=110),
        Column("Away", lambda row: "" if row.km is None else f"{row.km:,.0f} km", width=80, align="right", sort=lambda row: row.km),
        Column(why, lambda row: row.why, width=260, quiet=True, stretch=True),
    )


class NearbyDialog(Dialog):
    """Words, a city and a distance, and the list of those who fit; subclasses say whom they look for and what is done with the chosen."""

    title = verb = subtitle = words_label = why = ""
    could = "{count} fit."
    several = False

    def __init__(self, ctx: Context, event_id: str) -> None:
        self.ctx, self._event_id = ctx, event_id
        city = presenters.near(ctx.workspace, event_id)
        self.form = Form(columns=3)
        self.form.tags("topics", self.words_label, wide=False)
        self.form.line("city", "&Near", hint="City")
        self.form.number("within_km", "&Within", high=presenters.FARTHEST, unit="km", help="0 for anywhere")
        self.form.load({"topics": (), "city": city, "within_km": NEAR if city else 0})
        self.model = RowTableModel(columns(self.why))
        self.table = DataTable(self.model, self.title)
        if not self.several:
            self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(240)
        self.told = quiet()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget, stretch in ((self.form, 0), (self.told, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        super().__init__(self.title, self.verb, body, subtitle=self.subtitle, commit=self._add)
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self.look)
        self.form.changed.connect(lambda name: self._wait.start())
        self.table.opened.connect(lambda _: self._go())
        self.resize(900, 600)
        self.look()

    # For subclasses to fill

    def found(self, topics: Sequence[str], city: str, within_km: int) -> list[Any]:
        """Who fits, the best first."""
        return []

    def take(self, ids: list[str]) -> object:
        """Do it with the chosen; None where it was refused."""
        return None

    # How it is done

    def look(self) -> None:
        """Search with what stands in the fields; a refusal stands at its field and leaves what was found before."""
        try:
            values = self.form.values()
            rows = self.found(values["topics"], values["city"], values["within_km"] or 0)
        except RuleBroken as broken:
            self.form.show_error(broken.field, str(broken))
            return
        self.model.set_rows(rows)
        self.table.select_ids([rows[0].id] if rows else [])
        unknown = sum(row.km is None for row in rows) if values["city"] else 0
        words = self.could.format(count=f"{len(rows):,}") if rows else "Nobody fits: try fewer words, or farther away."
        self.told.setText(words + (f" Of {unknown} the city is not known; they stand last." if unknown else ""))

    def _add(self) -> bool:
        chosen = self.table.selected_ids()
        if not chosen:
            raise RuleBroken("presenters.nobody", "Choose somebody in the list.")
        return self.take(chosen) is not None


class PresenterDialog(NearbyDialog):
    """Puts one person on the guest list as presenter."""

    title, verb, subtitle = "Find a presenter", "Add as presenter", "A peer convinces more than the staff."
    words_label, why, could = "&Topics, any of them", "What speaks for them", "{count} could present."

    def found(self, topics: Sequence[str], city: str, within_km: int) -> list[Any]:
        return presenters.find(self.ctx.workspace, self._event_id, topics, city=city, within_km=within_km)

    def take(self, ids: list[str]) -> object:
        return self.ctx.act(presenters.ask, self.ctx.workspace, self._event_id, ids[0])


class AudienceDialog(NearbyDialog):
    """Puts those chosen on the guest list."""

    title, verb, subtitle = "Find an audience", "Add to the guest list", "People nearby come to hear one of their own."
    words_label, why, could = "&Industry, job or topic, any of them", "Industry, job, topics", "{count} could come."
    several = True

    def found(self, topics: Sequence[str], city: str, within_km: int) -> list[Any]:
        return presenters.audience(self.ctx.workspace, self._event_id, topics, city=city, within_km=within_km)

    def take(self, ids: list[str]) -> object:
        return self.ctx.act(presenters.invite, self.ctx.workspace, self._event_id, ids)
