"""What can be done with tables and whatever else stands in the room: the same commands in the list, on the plan, by key and by menu."""

from __future__ import annotations

from collections.abc import Callable

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.fixtures import FIXTURE_WORDS, FixtureRow
from advoplanner.domain.room_editing import ALIGN_WORDS, SPREAD_WORDS, Place, Places, align, spread, turn
from advoplanner.domain.rooms import TableRow
from ui.kit.action import ActionSpec
from ui.pages.seating.desk import Desk

Ids = list[str]
TURN, NUDGE = 15.0, 10.0
"""Degrees of one turn, and how far an arrow key shifts things (cm)."""


class RoomCommands:
    """The subject of each is a list of ids of tables and fixtures."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def specs(self) -> list[ActionSpec]:
        """In the order of the menu."""
        return [
            ActionSpec("room.align", "Align…", self.align, "A", "list-checks", why_not=lambda ids: self._few(ids, 2)),
            ActionSpec("room.spread", "Space evenly…", self.spread, "E", "list-ordered", why_not=lambda ids: self._few(ids, 3)),
            ActionSpec("room.turn", "Turn right by 15°", lambda ids: self.turn(ids, TURN), "R", "redo-2", why_not=_nothing),
            ActionSpec("room.back", "Turn left by 15°", lambda ids: self.turn(ids, -TURN), "Shift+R", "undo-2", why_not=_nothing),
            ActionSpec("room.copy", "Copy", self.copy, "C", "copy", why_not=lambda ids: self._few(ids, 1)),
            ActionSpec("room.remove", "Remove", self.remove, "Del", "trash-2", why_not=_nothing, separator=True),
            ActionSpec("room.left", "Shift left", lambda ids: self.shift(ids, -NUDGE, 0), "Ctrl+Left", why_not=_nothing, separator=True),
            ActionSpec("room.right", "Shift right", lambda ids: self.shift(ids, NUDGE, 0), "Ctrl+Right", why_not=_nothing),
            ActionSpec("room.front", "Shift to the front", lambda ids: self.shift(ids, 0, -NUDGE), "Ctrl+Up", why_not=_nothing),
            ActionSpec("room.rear", "Shift to the back", lambda ids: self.shift(ids, 0, NUDGE), "Ctrl+Down", why_not=_nothing),
        ]

    def align(self, ids: Ids) -> None:
        """Ask which edges or middles become level."""
        self._ask("Align", ALIGN_WORDS, lambda how: align(self._tables(ids), how))

    def spread(self, ids: Ids) -> None:
        """Ask in which direction the gaps become equal."""
        self._ask("Space evenly", SPREAD_WORDS, lambda how: spread(self._tables(ids), how))

    def turn(self, ids: Ids, degrees: float) -> None:
        """Turn each thing round its own middle."""
        placed = turn(self._tables(ids), degrees)
        placed |= {f.id: Place(f.x, f.y, (f.angle + degrees) % 360) for f in self._fixtures(ids)}
        self._desk.tables.place(placed, "Turn")

    def shift(self, ids: Ids, dx: float, dy: float) -> None:
        """Shift things by so many cm."""
        self._desk.tables.place({t.id: Place(t.x + dx, t.y + dy, t.angle) for t in self._desk.plan.things if t.id in ids}, "Move")

    def copy(self, ids: Ids) -> None:
        self._desk.tables.copy([table.id for table in self._tables(ids)])

    def remove(self, ids: Ids) -> None:
        """Take things out of the room; two kinds are two steps."""
        tables, fixtures = [t.id for t in self._tables(ids)], [f.id for f in self._fixtures(ids)]
        if fixtures:
            self._desk.tables.remove_fixtures(fixtures)
        if tables:
            self._desk.tables.remove(tables)

    def add_fixture(self, subject: object = None) -> None:
        """Ask what is added to the room."""
        kinds = list(FIXTURE_WORDS)
        place = self._desk.ctx.dialogs.choose("Add to the room", "What", list(FIXTURE_WORDS.values()), verb="Add")
        if place is not None:
            self._desk.tables.add_fixture(kinds[place])

    def _ask(self, title: str, words: dict[str, str], placed: Callable[[str], Places]) -> None:
        place = self._desk.ctx.dialogs.choose(title, "How", list(words.values()), verb=title)
        if place is None:
            return
        try:
            self._desk.tables.place(placed(list(words)[place]), title)
        except RuleBroken as broken:
            self._desk.ctx.refuse(broken)

    def _tables(self, ids: Ids) -> list[TableRow]:
        return [self._desk.plan.tables[each] for each in ids if each in self._desk.plan.tables]

    def _fixtures(self, ids: Ids) -> list[FixtureRow]:
        return [fixture for fixture in self._desk.plan.row.fixtures if fixture.id in ids]

    def _few(self, ids: Ids, least: int) -> str:
        if len(self._tables(ids)) >= least:
            return ""
        words = {1: "Choose a table.", 2: "Choose at least two tables: hold Ctrl, or draw a frame.", 3: "Choose at least three tables."}
        return words[least]


def _nothing(ids: Ids) -> str:
    return "" if ids else "Choose a table, or something else in the room."
