"""Tables by rule: kind, how many, how large, with the room drawn as it will be."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.rooms import (
    MOST_SEATS_EACH,
    MOST_TABLES,
    SHAPE_WORDS,
    Layout,
    PlanRow,
    RoomSize,
    SeatRow,
    TableRow,
    TableShape,
    fits,
    generate_groups,
    parse_shape,
    seat_places,
    size_words,
)
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet
from ui.kit.units import imperial
from ui.pages.seating.desk import Desk
from ui.pages.seating.plan import Plan
from ui.pages.seating.plan_commands import USUAL_SEATS
from ui.pages.seating.scene import PlanScene
from ui.pages.seating.view import PlanView

ALONE = frozenset({TableShape.U, TableShape.E, TableShape.HOLLOW_SQUARE, TableShape.BOARDROOM})
"""Shapes that seat everybody at one table."""
KINDS = [shape for shape in TableShape if shape != TableShape.CUSTOM]


class LayoutForm(QWidget):
    """The fields at the left, the drawing at the right; `layout_now()` is what they say."""

    def __init__(self, people: int, room: RoomSize | None) -> None:
        super().__init__()
        self._people = people
        self._room = room
        self.form = Form()
        self.form.choice("kind", "Kind", [(str(kind), SHAPE_WORDS[kind]) for kind in KINDS])
        self.form.number("count", "Tables", low=1, high=MOST_TABLES)
        self.form.number("seats", "Seats each", low=1, high=MOST_SEATS_EACH)
        self.form.line("mixed", "Or several sizes", hint="11x8 2x10", help="11 tables of 8 and 2 of 10")
        if room:
            self.form.check("keep", f"Keep the room of {size_words(room.width, room.length, imperial=imperial())}")
        self.figures = PlainText()
        self.warning = quiet()
        self.scene = PlanScene(still=True)
        self.view = PlanView(self.scene)
        self.view.setAccessibleName("The room as it will be")
        self.view.setMinimumSize(420, 320)
        self._lay_out()
        self.form.changed.connect(self._changed)
        self.suggest(TableShape.ROUND)

    def suggest(self, kind: TableShape) -> None:
        """Fill in a layout of this kind that seats everybody."""
        people = max(1, self._people)
        seats = min(MOST_SEATS_EACH, max(people, 4)) if kind in ALONE else USUAL_SEATS.get(kind, 8)
        count = min(MOST_TABLES, math.ceil(people / seats))
        if kind in ALONE and count > 1:
            seats = min(seats, math.ceil(people / count))
        values = {"kind": str(kind), "count": count, "seats": seats, "mixed": ""}
        for name, value in values.items():
            self.form.clear_error(name)
            self.form[name].show_value(value)
        self._draw()

    def layout_now(self) -> tuple[str, list[tuple[int, int]], RoomSize | None]:
        """Kind, groups and room; raises RuleBroken with the words at the field."""
        values = self.form.values()
        return str(values["kind"]), self._groups(values), self._room if values.get("keep") else None

    def _groups(self, values: dict[str, Any]) -> list[tuple[int, int]]:
        if values["mixed"]:
            try:
                return parse_shape(values["mixed"])
            except RuleBroken as broken:
                self.form.show_error("mixed", str(broken))
                raise
        for name, what in (("count", "tables"), ("seats", "seats each")):
            if values[name] is None:
                self.form.show_error(name, f"Say how many {what}.")
                raise RuleBroken("tables.shape", f"Say how many {what}.", field=name)
        return [(values["count"], values["seats"])]

    def _changed(self, name: str) -> None:
        if name == "kind":
            self.suggest(TableShape(self.form["kind"].value()))
        else:
            self._draw()

    def _draw(self) -> None:
        try:
            kind, groups, room = self.layout_now()
            layout = generate_groups(kind, groups, room)
        except RuleBroken as broken:
            self.figures.setText("" if self.form.first_wrong() else str(broken))
            self.warning.setText("")
            return
        self.view.show_plan(as_plan(layout))
        self.view.fit()
        short = self._people - layout.seats
        spare = f", {short:,} too few" if short > 0 else f", {-short:,} spare" if short < 0 else ""
        self.figures.setText(f"{plural(len(layout.tables), 'table')} with {plural(layout.seats, 'seat')} for {plural(self._people, 'guest')}{spare}")
        self.figures.set_role("warn" if short > 0 else "text")
        self.warning.setText(" ".join(fits(layout.room, layout.tables)[:2]))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.form)
        left.addWidget(self.figures)
        left.addWidget(self.warning)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 2)
        row.addWidget(self.view, 3)


class LayoutDialog(Dialog):
    """Makes the tables of the desk's event."""

    def __init__(self, desk: Desk) -> None:
        plan = desk.plan
        room = RoomSize(plan.row.room_width, plan.row.room_length) if plan.tables and plan.row.room_width else None
        self.content = LayoutForm(len(plan.guests), room)
        self._desk = desk
        replaced = "The present tables are replaced. Guests keep table and seat where the new room has them; Undo brings all back."
        super().__init__("Tables for the room", "Make tables", self.content, subtitle=replaced if plan.tables else "", commit=self._make)
        self.resize(820, 540)

    def _make(self) -> bool:
        return self._desk.tables.make(*self.content.layout_now())


def as_plan(layout: Layout) -> Plan:
    """A generated layout as an empty plan, to be drawn."""
    tables = tuple(TableRow(str(t.number), t.number, t.name, t.shape, t.seats, t.x, t.y, t.angle, t.width, t.length) for t in layout.tables)
    seats = tuple(SeatRow(f"{t.number}.{p.number}", str(t.number), p.number, p.x, p.y) for t in layout.tables for p in seat_places(t))
    return Plan(PlanRow("", "", layout.room.width, layout.room.length, tables, seats), ())
