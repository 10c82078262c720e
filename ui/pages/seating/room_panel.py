"""The room beside its drawing: everything in it as a list, and exact places and sizes of what is chosen, or of the room itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.fixtures import FIXTURE_WORDS, FixtureRow
from advoplanner.domain.lengths import size_words
from advoplanner.domain.rooms import MOST_SEATS_EACH, TableRow
from ui.kit.action import ActionSpec
from ui.kit.data_table import DataTable
from ui.kit.form import Form
from ui.kit.labels import quiet, section
from ui.kit.length_field import LengthField
from ui.kit.units import imperial, use_units
from ui.models.row_table_model import Column, RowTableModel
from ui.pages.seating.desk import Desk
from ui.pages.seating.details import scrolling
from ui.pages.seating.plan import Plan

ROOM, TABLE, FIXTURE, SEVERAL = range(4)
FORMS = {
    "round": "Round", "rectangle": "Rectangle", "custom": "Free: chairs on all four sides", "cabaret": "Cabaret", "boardroom": "Boardroom",
    "u": "U-shape", "e": "E-shape", "hollow_square": "Hollow square", "theatre": "Row of chairs",
}  # fmt: skip
UNITS = (("system", "As this computer"), ("metric", "Metres"), ("imperial", "Feet and inches"))


@dataclass(frozen=True, slots=True)
class Thing:
    """A table or a fixture in the list."""

    id: str
    name: str
    order: tuple[int, int]
    seats: int | None
    size: str


class RoomPanel(QSplitter):
    """`picked(ids)` follows the list; `units_changed` a switch between metres and feet."""

    picked = Signal(list)
    units_changed = Signal()

    def __init__(self, desk: Desk, actions: Sequence[ActionSpec]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._desk = desk
        self._ids: tuple[str, ...] = ()
        self.model = RowTableModel(_COLUMNS)
        self.table = DataTable(self.model, "Tables and what else stands in the room", actions)
        self.table.selected.connect(self.picked)
        use_units(desk.ctx.settings.current.units)
        self.room, self.one, self.fixture = self._room_form(), self._table_form(), self._fixture_form()
        self.title = section()
        self.several = quiet()
        self.stack = QStackedWidget()
        for page in (self.room, self.one, self.fixture, self.several):
            self.stack.addWidget(_topped(page))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.stack)
        column.addStretch(1)
        self.addWidget(self.table)
        self.addWidget(scrolling(below))
        self.setSizes([260, 320])
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)

    def show_plan(self, plan: Plan, ids: Sequence[str]) -> None:
        """All that stands in the room, and the fields of what is chosen among it."""
        lines = [_table_line(table) for table in plan.row.tables] + [_fixture_line(n, f) for n, f in enumerate(plan.row.fixtures)]
        self.model.set_rows(sorted(lines, key=lambda line: line.order))
        self.follow(plan, ids)

    def follow(self, plan: Plan, ids: Sequence[str]) -> None:
        """Show the fields of what is chosen; of nothing, those of the room."""
        self.table.blockSignals(True)
        self.table.select_ids(list(ids))
        self.table.blockSignals(False)
        fresh, self._ids = tuple(ids) != self._ids, tuple(ids)
        table = plan.tables.get(ids[0]) if len(ids) == 1 else None
        fixture = next((f for f in plan.row.fixtures if [f.id] == list(ids)), None)
        if table is not None:
            self._show(TABLE, f"Table {table.number}", self.one, _values(table, "number", "shape", "seats", *_PLACE), fresh)
        elif fixture is not None:
            self._show(FIXTURE, fixture.words, self.fixture, _values(fixture, "name", *_PLACE), fresh)
        elif ids:
            self.several.setText("They move, turn and align together. Choose one to type its exact place and size.")
            self._show(SEVERAL, f"{len(ids)} things chosen", None, {}, fresh)
        else:
            values = {"width": plan.row.room_width, "length": plan.row.room_length, "units": self._desk.ctx.settings.current.units}
            self._show(ROOM, "The room", self.room, values, fresh)

    def _show(self, page: int, title: str, form: Form | None, values: dict[str, Any], fresh: bool) -> None:
        self.title.setText(title)
        self.stack.setCurrentIndex(page)
        if form is not None and fresh:
            form.clear(values)
        elif form is not None:
            form.load(values)

    def _save_room(self, name: str, value: Any) -> None:
        if name == "units":
            self._desk.ctx.act(self._desk.ctx.settings.change, quiet=True, units=value)
            use_units(value)
            self.units_changed.emit()
        else:
            self._desk.tables.resize_room(self.room, **{name: _given(name, value)})

    def _save_table(self, name: str, value: Any) -> None:
        table = self._desk.plan.tables.get(self._ids[0]) if self._ids else None
        if table is not None and _given(name, value) != getattr(table, name):
            self._desk.tables.change(self.one, table, name, value)

    def _save_fixture(self, name: str, value: Any) -> None:
        if self._ids:
            self._desk.tables.edit_fixture(self.fixture, self._ids[0], name, _given(name, value))

    def _room_form(self) -> Form:
        form = Form(self._save_room, columns=2)
        form.field("width", "Width", LengthField("width"))
        form.field("length", "Length", LengthField("length"), help="From the front to the back wall.")
        form.choice("units", "Lengths in", UNITS, help="Nothing is rounded by switching.", wide=True)
        return form

    def _table_form(self) -> Form:
        form = Form(self._save_table, columns=2)
        form.number("number", "Number", low=1, high=999)
        form.number("seats", "Seats", low=1, high=MOST_SEATS_EACH)
        form.choice("shape", "Form", list(FORMS.items()), wide=True)
        return self._places(form)

    def _fixture_form(self) -> Form:
        form = Form(self._save_fixture, columns=2)
        form.line("name", "Name", wide=True)
        return self._places(form)

    @staticmethod
    def _places(form: Form) -> Form:
        form.field("width", "Width", LengthField("width"))
        form.field("length", "Length", LengthField("length"))
        form.field("x", "From the left wall", LengthField("x"))
        form.field("y", "From the front", LengthField("y"))
        form.number("angle", "Turned by", low=0, high=359, unit="°")
        return form


def _given(name: str, value: Any) -> Any:
    """What was typed; raises RuleBroken where a field was emptied that cannot be empty."""
    if value is None:
        raise RuleBroken("rooms.empty", "This cannot be empty.", "Type a figure; Ctrl+Z brings back what stood here.", field=name)
    return value


def _topped(content: QWidget) -> QWidget:
    """`content` at the top of the room there is."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    column.addStretch(1)
    return box


_PLACE = ("width", "length", "x", "y", "angle")


def _values(row: TableRow | FixtureRow, *names: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return values | {"angle": round(row.angle) % 360}


def _table_line(table: TableRow) -> Thing:
    name = f"Table {table.number}" + (f", {table.name}" if table.name else "")
    return Thing(table.id, name, (0, table.number), table.seats, size_words(table.width, table.length, imperial=imperial()))


def _fixture_line(place: int, fixture: FixtureRow) -> Thing:
    kind = "" if fixture.words == FIXTURE_WORDS[fixture.kind] else f" ({FIXTURE_WORDS[fixture.kind].lower()})"
    return Thing(fixture.id, fixture.words + kind, (1, place), None, size_words(fixture.width, fixture.length, imperial=imperial()))


_COLUMNS = (
    Column("In the room", lambda line: line.name, 110, sort=lambda line: line.order, stretch=True),
    Column("Seats", lambda line: line.seats, 50, align="right"),
    Column("Size", lambda line: line.size, 110, quiet=True),
)
