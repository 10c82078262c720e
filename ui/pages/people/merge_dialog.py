"""Two records of one person side by side: which one stays, and whose word counts where they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.guests import WORDS
from advoplanner.domain.people import LEVELS
from advoplanner.domain.person_details import PersonDetails
from advoplanner.services import people, people_merge
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

HINT = "Click a side, or press Space, to say whose word counts. Addresses, tags, notes, guest lists and relations of both are kept."


@dataclass(frozen=True, slots=True)
class Side:
    """One field of both; `taken` is 0 where the first one's word counts, 1 for the second, None where both are kept."""

    id: str
    words: str
    first: str
    second: str
    taken: int | None


class MergeDialog(Dialog):
    """Merges on accept; one step to undo."""

    def __init__(self, ctx: Context, first_id: str, second_id: str) -> None:
        self.ctx = ctx
        self.people = people.details(ctx.workspace, first_id), people.details(ctx.workspace, second_id)
        self.form = Form()
        names = [f"{each.row.name}{f', {each.row.organisation}' if each.row.organisation else ''}" for each in self.people]
        self.form.choice("stays", "&Stays", [(0, f"The first: {names[0]}"), (1, f"The second: {names[1]}")])
        self.form.load({"stays": 0})
        self.form.changed.connect(lambda _: self._stays_changed())
        self.model = RowTableModel(_columns())
        self.model.set_rows(sides(*self.people, 0))
        turn = ActionSpec("turn", "Take the &other side", self.turn, "Space", why_not=self._why_not)
        self.table = DataTable(self.model, "Fields of both", (turn,))
        self.table.clicked.connect(self._clicked)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.table, 1)
        super().__init__("Merge two people", "Merge", body, subtitle=HINT, commit=self._merge)
        self.resize(800, 640)

    def turn(self, ids: list[str]) -> None:
        """Let the other one's word count in these fields."""
        self.model.update_rows([replace(row, taken=1 - row.taken) for row in self._rows(ids) if row.taken is not None])

    def _why_not(self, ids: list[str]) -> str:
        return "" if any(row.taken is not None for row in self._rows(ids)) else "What both say is kept."

    def _rows(self, ids: list[str]) -> list[Side]:
        return [row for row in map(self.model.row, ids) if row]

    def _clicked(self, index: QModelIndex) -> None:
        for row in self._rows([self.model.id_at(index.row())]):
            if index.column() in (1, 2) and row.taken is not None:
                self.model.update_rows([replace(row, taken=index.column() - 1)])

    def _stays_changed(self) -> None:
        self.model.set_rows(sides(*self.people, self.form["stays"].value()))

    def _merge(self) -> bool:
        stays = self.form["stays"].value()
        keep, gone = self.people[stays], self.people[1 - stays]
        take = [row.id for row in self.model.rows() if row.taken == 1 - stays]
        return self.ctx.act(people_merge.merge, self.ctx.workspace, keep.row.id, gone.row.id, take=take) is not None


def sides(first: PersonDetails, second: PersonDetails, stays: int) -> list[Side]:
    """The fields in which at least one of the two says something."""
    rows = []
    for field, words, read in FIELDS:
        mine, theirs = read(first), read(second)
        if not mine and not theirs:
            continue
        differ = bool(mine and theirs and mine != theirs) and field in people_merge.TAKEABLE
        taken = stays if differ else None
        rows.append(Side(field, words, mine, theirs, taken))
    return rows


def _columns() -> tuple[Column, ...]:
    return (
        Column("Field", lambda row: row.words, width=150, quiet=True),
        Column("First", lambda row: row.first, width=260, stretch=True, icon=lambda row: _mark(row, 0)),
        Column("Second", lambda row: row.second, width=260, stretch=True, icon=lambda row: _mark(row, 1)),
    )


def _mark(row: Side, side: int) -> str:
    if row.taken is None:
        return "check" if (row.first, row.second)[side] else ""
    return "circle-check" if row.taken == side else "circle"


def _own(name: str) -> Callable[[PersonDetails], str]:
    return lambda found: str(getattr(found, name))


def _row(name: str) -> Callable[[PersonDetails], str]:
    return lambda found: str(getattr(found.row, name))


def _list(read: Callable[[PersonDetails], Any]) -> Callable[[PersonDetails], str]:
    return lambda found: ", ".join(read(found))


FIELDS: tuple[tuple[str, str, Callable[[PersonDetails], str]], ...] = (
    ("display_name", "Name", _row("name")),
    ("given", "Given name", _row("given")),
    ("family", "Family name", _row("family")),
    ("preferred_name", "Preferred name", _own("preferred_name")),
    ("pronouns", "Pronouns", _own("pronouns")),
    ("job_title", "Job", _row("job_title")),
    ("organisation", "Company", _row("organisation")),
    ("emails", "E-mail", _list(lambda found: found.emails)),
    ("phones", "Phone", _list(lambda found: found.phones)),
    ("city", "City", _row("city")),
    ("country", "Country", _row("country")),
    ("side", "Side", lambda found: WORDS.get(found.row.side, "")),
    ("level_band", "Level", lambda found: LEVELS.get(found.level_band, "")),
    ("tags", "Tags", _list(lambda found: found.row.tags)),
    ("topics", "Topics", _list(lambda found: found.row.topics)),
    ("diet", "Diet", _own("diet")),
    ("access_needs", "Access needs", _own("access_needs")),
    ("background", "Background", _own("background")),
    ("notes", "Notes", _own("notes")),
    ("photo", "Picture", lambda found: "has one" if found.photo else ""),
    ("events", "Guest lists", _list(lambda found: [each.title for each in found.events])),
)
