"""The third page of an import: every row with what will become of it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.core.text import listed, plural
from advoplanner.services import events
from advoplanner.services.import_rows import KIND_WORDS, ImportRow, field_word, import_rows
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.labels import PlainText, quiet
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel
from ui.pages.people.import_facts import KIND_STATES, Look, conflict_counts, counts_in_words, people_to_come

KEEPS = "Fill blanks only"


class RowsPage(QWidget):
    """`changed` follows every tick and choice; `skipped()`, `take()` and `event_id()` are what was decided."""

    changed = Signal()

    def __init__(self, ctx: Context, event_id: str | None = None) -> None:
        super().__init__()
        self._conflicts: dict[str, int] = {}
        self._taken: set[str] = set()
        self._fixed_event = event_id
        self.model = RowTableModel(COLUMNS)
        actions = (
            ActionSpec("import.turn", "&Tick or untick", self.turn, "Space", why_not=self._fixed),
            ActionSpec("import.only", "Take &only these", self.only, why_not=self._fixed),
            ActionSpec("import.own", "This person &owns the shared address", self.own, "O", why_not=lambda ids: _not_shared(self._free(ids))),
        )
        self.table = DataTable(self.model, "Rows of the file", actions)
        self.table.clicked.connect(self._clicked)
        self.counts = PlainText()
        self.show_kinds = Combo(["All rows"], "Show")
        self.show_kinds.activated.connect(lambda _: self._filter())
        self.overwrite = Button(KEEPS, self._offer_fields, icon="pencil", tip="What happens where the file and the directory differ")
        self._events = events.rows(ctx.workspace)
        self.guest_list = Combo(
            ["No guest list", *(f"{each.title} – {long_date(each.start.date())}" for each in self._events)], "Also onto the guest list of"
        )
        self.guest_list.activated.connect(lambda _: self.changed.emit())
        self._lay_out()

    def show_look(self, look: Look) -> None:
        """The rows of a file; ticks begin anew."""
        self._conflicts = conflict_counts(look.seen)
        self._taken = set()
        self.model.keep(None)
        self.model.set_rows(import_rows(look.seen))
        self._fill_kinds()
        self.overwrite.setVisible(bool(self._conflicts))
        if self._fixed_event:
            self.guest_list.setCurrentIndex(1 + next((at for at, each in enumerate(self._events) if each.id == self._fixed_event), -1))
        self._renew()

    def skipped(self) -> frozenset[int]:
        return frozenset(row.row for row in self.model.rows() if row.taken is False)

    def owners(self) -> frozenset[int]:
        """Rows whose person owns the address that they share."""
        return frozenset(row.row for row in self.model.rows() if row.owns)

    def take(self) -> frozenset[str]:
        """Fields in which the file's word counts."""
        return frozenset(self._taken)

    def event_id(self) -> str | None:
        place = self.guest_list.currentIndex()
        return self._events[place - 1].id if place > 0 else None

    def people(self) -> int:
        """How many people the button brings."""
        return people_to_come(self.model.rows(), self.event_id() is not None)

    def turn(self, ids: list[str]) -> None:
        """Untick rows; where all were unticked already, tick them."""
        rows = self._free(ids)
        self._update([replace(row, taken=not any(each.taken for each in rows)) for row in rows])

    def only(self, ids: list[str]) -> None:
        """Take only these rows."""
        self._update([replace(row, taken=row.id in ids) for row in self._free(row.id for row in self.model.rows())])

    def own(self, ids: list[str]) -> None:
        """Let people of the file own the address that they share with somebody; where they all do, no longer."""
        rows = [row for row in self._free(ids) if row.shares]
        own = not all(row.owns for row in rows)
        self._update([replace(row, owns=own) for row in rows])

    def take_field(self, field: str, taken: bool) -> None:
        """Let the file's word count in one field, or no longer."""
        self._taken = self._taken | {field} if taken else self._taken - {field}
        words = listed([field_word(each).lower() for each in self._conflicts if each in self._taken])
        self.overwrite.setText(f"Overwrite {words}" if words else KEEPS)
        self.changed.emit()

    def _fixed(self, ids: list[str]) -> str:
        return "" if self._free(ids) else "This row cannot be imported as it is."

    def _free(self, ids: Iterable[str]) -> list[ImportRow]:
        """Those rows that can be ticked."""
        return [row for row in map(self.model.row, ids) if row and row.taken is not None]

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.turn([self.model.id_at(index.row())])

    def _update(self, rows: Sequence[ImportRow]) -> None:
        self.model.update_rows(rows)
        self._renew()

    def _renew(self) -> None:
        self.counts.setText(counts_in_words(self.model.rows()))
        self.changed.emit()

    def _fill_kinds(self) -> None:
        rows = self.model.rows()
        number = {kind: sum(row.kind == kind for row in rows) for kind in KIND_WORDS}
        self._kinds = ["", "look", *(kind for kind, count in number.items() if count)]
        words = [f"All {plural(len(rows), 'row')}", f"To look at ({sum(row.look for row in rows):,})"]
        self.show_kinds.clear()
        self.show_kinds.addItems([*words, *(f"{KIND_WORDS[kind]} ({number[kind]:,})" for kind in self._kinds[2:])])

    def _filter(self) -> None:
        kind = self._kinds[self.show_kinds.currentIndex()]
        self.model.keep(None if not kind else (lambda row: row.look) if kind == "look" else lambda row: row.kind == kind)

    def _offer_fields(self) -> None:
        menu = QMenu(self)
        menu.addSection("Take the file's word for")
        for field, count in self._conflicts.items():
            action = menu.addAction(f"{field_word(field)} ({plural(count, 'person', 'people')})")
            action.setCheckable(True)
            action.setChecked(field in self._taken)
            action.toggled.connect(lambda on, field=field: self.take_field(field, on))
        menu.popup(self.overwrite.mapToGlobal(QPoint(0, self.overwrite.height())))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.show_kinds)
        head.addWidget(self.overwrite)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(quiet("Also onto the guest list of"))
        foot.addWidget(self.guest_list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.counts)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)


def _not_shared(rows: Iterable[ImportRow]) -> str:
    return "" if any(row.shares for row in rows) else "This row shares no address with anybody."


def _tick(row: ImportRow) -> str:
    return "" if row.taken is None else "circle-check" if row.taken else "circle"


COLUMNS = (
    Column("Row", lambda row: row.row, width=72, icon=_tick, search=False, tooltip=lambda row: "Click or press Space to leave this row out"),
    Column("What", lambda row: KIND_WORDS[row.kind] if row.taken is not False else "Left out", width=110,
           state=lambda row: KIND_STATES[row.kind] if row.taken is not False else "quiet"),
    Column("Name", lambda row: row.name, width=130, stretch=True),
    Column("Company", lambda row: row.company, width=110, quiet=True, stretch=True),
    Column("E-mail", lambda row: row.email, width=220, quiet=True, stretch=True),
    Column("Why", lambda row: f"Will own {row.shares}. {row.words}" if row.owns else row.words, width=240, stretch=True),
)  # fmt: skip
