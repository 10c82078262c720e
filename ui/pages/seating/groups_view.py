"""Breakouts on the page: the groups of a rotation as cards, and everybody as a list with the same commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.breakouts import MOST_ROTATIONS, BreakoutRow
from ui.kit import icons, theme
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button, IconButton
from ui.kit.card import Card
from ui.kit.clearing import clear
from ui.kit.data_table import DataTable
from ui.kit.empty_state import EmptyState
from ui.kit.labels import Elided, PlainText, quiet
from ui.kit.tokens import RADIUS
from ui.models.row_table_model import Column, RowTableModel
from ui.pages.seating.groups_desk import GroupsDesk
from ui.pages.seating.tabs import Tabs

CARD = 230
"""The least width of a card in px."""


@dataclass(frozen=True, slots=True)
class Line:
    """A guest and the names of their groups, one for each rotation."""

    id: str
    name: str
    groups: tuple[str, ...]


class GroupsView(QStackedWidget):
    """Shows one breakout and one rotation; `make()` opens the dialog for a new one."""

    def __init__(self, desk: GroupsDesk, make: Callable[[], object]) -> None:
        super().__init__()
        self.desk = desk
        self.found: list[BreakoutRow] = []
        self.shown = ""
        self.breakouts, self.rotations = Tabs("Breakouts"), Tabs("Rotations")
        self.issues = PlainText(role="bad")
        self.cards: list[GroupCard] = []
        self.model = RowTableModel(_COLUMNS)
        self.table = DataTable(self.model, "Guests and their groups", self.specs())
        self._grid_box = QWidget()
        self._grid = QGridLayout(self._grid_box)
        words = "No breakout yet. Small groups talk on their own and report back: by size or by topic, with a host each."
        self.empty = EmptyState(words, "New breakout…", make, icon="users")
        self.addWidget(self.empty)
        self.addWidget(self._laid_out())
        self.breakouts.currentChanged.connect(self._chose_breakout)
        self.rotations.currentChanged.connect(lambda _: self._show_cards())

    @property
    def row(self) -> BreakoutRow | None:
        """The breakout that is shown."""
        return next((row for row in self.found if row.id == self.shown), self.found[0] if self.found else None)

    @property
    def rotation(self) -> int:
        return max(0, self.rotations.currentIndex())

    def specs(self) -> list[ActionSpec]:
        """What can be done with guests; the subject is a list of their ids."""
        return [
            ActionSpec("groups.move", "Move to group…", self.move_to, "G", "arrow-right", why_not=self._cannot_move),
            ActionSpec("groups.lead", "Leads a group…", self.lead, "H", "user-check", why_not=_not_one),
        ]

    def show_rows(self) -> None:
        """Read the breakouts and show them; breakout, rotation and who is chosen stay."""
        self.found = self.desk.rows()
        row = self.row
        self.setCurrentIndex(int(row is not None))
        _name_tabs(self.breakouts, [each.name for each in self.found], self.found.index(row) if row else 0)
        if row is None:
            return
        self.shown = row.id
        turns = len(row.rounds)
        _name_tabs(self.rotations, [f"Rotation {n + 1}" for n in range(turns)], min(self.rotation, turns - 1))
        self.rotations.setVisible(turns > 1)
        repeats = f"{plural(row.repeats, 'pair')} meet again." if row.repeats and turns > 1 else ""
        self.issues.setText(" ".join([*row.issues(), repeats]).strip())
        self.issues.set_role("bad" if row.issues() else "quiet")
        self.issues.setVisible(bool(self.issues.text()))
        self.table.hide_columns(range(1 + turns, 1 + MOST_ROTATIONS))
        lines = [Line(guest, name, tuple(row.groups[n].name if n >= 0 else "" for n in row.group_of(guest))) for guest, name in row.names.items()]
        self.model.set_rows([line for line in lines if any(line.groups)])
        self._show_cards()

    def show_breakout(self, breakout_id: str) -> None:
        """Show this one from now on."""
        self.shown = breakout_id
        self.show_rows()

    def move_to(self, ids: list[str]) -> None:
        """Ask for a group of the rotation shown."""
        row = self.row
        if row is None:
            return
        who = row.names[ids[0]] if len(ids) == 1 else plural(len(ids), "guest")
        place = self.desk.ctx.dialogs.choose(f"Move {who}", "To", [group.words for group in row.groups], verb="Move")
        if place is not None:
            self.desk.move(row, self.rotation, ids, place)

    def lead(self, ids: list[str]) -> None:
        """Ask which group a guest leads."""
        row = self.row
        if row is None:
            return
        place = self.desk.ctx.dialogs.choose(f"{row.names[ids[0]]} leads", "Group", [group.words for group in row.groups], verb="Let them lead")
        if place is not None:
            self.desk.set_host(row, place, ids[0])

    def choose_host(self, place: int) -> None:
        """Ask who leads a group."""
        row = self.row
        if row is None:
            return
        people = list(row.rounds[self.rotation][place]) + [guest for guest in row.names if guest not in row.rounds[self.rotation][place]]
        names = ["Nobody", *(row.names[guest] for guest in people)]
        chosen = self.desk.ctx.dialogs.choose(f"Host of {row.groups[place].name}", "Who", names, verb="Let them lead")
        if chosen is not None:
            self.desk.set_host(row, place, ["", *people][chosen])

    def name_group(self, place: int) -> None:
        """Ask what a group is called and talks about, as "Name: topic"."""
        row = self.row
        if row is None:
            return
        text = self.desk.ctx.dialogs.ask_text("Name the group", "Name, and after a colon its topic", row.groups[place].words, verb="Name it")
        if text is not None:
            name, _, topic = text.partition(":")
            self.desk.edit_group(row, place, name=name.strip(), topic=topic.strip())

    def _cannot_move(self, ids: list[str]) -> str:
        leads = {group.host for group in self.row.groups} if self.row else set()
        return "Who leads a group stays in it." if leads & set(ids) else ""

    def _chose_breakout(self, tab: int) -> None:
        if 0 <= tab < len(self.found):
            self.show_breakout(self.found[tab].id)

    def _show_cards(self) -> None:
        row = self.row
        clear(self._grid)
        self.cards = []
        if row is None or not row.rounds:
            return
        columns = max(1, self._scroll.viewport().width() // CARD)
        for place, group in enumerate(row.groups):
            people = [row.names[guest] for guest in row.rounds[min(self.rotation, len(row.rounds) - 1)][place] if guest != group.host]
            host = row.names.get(group.host, "")
            card = GroupCard(group.words, host, people, partial(self.choose_host, place), partial(self.name_group, place))
            self.cards.append(card)
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(row.groups), 1)

    def _laid_out(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self.breakouts)
        head.addStretch(1)
        head.addWidget(self.rotations)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(12)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._grid_box)
        self._grid_box.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(16)
        both.setChildrenCollapsible(False)
        both.addWidget(self._scroll)
        both.addWidget(self.table)
        both.setSizes([700, 380])
        both.setStretchFactor(0, 1)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.issues)
        column.addWidget(both, 1)
        return box


class GroupCard(Card):
    """A group: its name and topic, its host or the red word that it has none, and who sits in it."""

    def __init__(self, words: str, host: str, people: Sequence[str], choose_host: Callable[[], object], name: Callable[[], object]) -> None:
        super().__init__(margin=12, spacing=4)
        self.hosted = bool(host)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(Elided(words, weight=QFont.Weight.DemiBold), 1)
        top.addWidget(IconButton("pencil", f"Name {words}", name))
        self.column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(4)
        mark = PlainText(wrap=False)
        mark.setPixmap(icons.pixmap("user-check" if host else "triangle-alert", 16, "accent" if host else "bad"))
        line.addWidget(mark)
        self.host = Button(host or "No host: choose one…", choose_host, kind="quiet")
        self.host.setAccessibleName(f"Host of {words}: {host or 'none'}")
        line.addWidget(self.host)
        line.addStretch(1)
        self.column.addLayout(line)
        for person in people:
            self.column.addWidget(Elided(person))
        if not people:
            self.column.addWidget(quiet("Nobody else"))
        self.column.addStretch(1)
        self.setAccessibleName(f"{words}, {plural(len(people) + self.hosted, 'person', 'people')}{'' if host else ', no host'}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hosted:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("bad"), 1.5))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _not_one(ids: list[str]) -> str:
    return "" if len(ids) == 1 else "Choose one guest."


def _group(turn: int) -> Callable[[Line], str]:
    return lambda line: line.groups[turn] if turn < len(line.groups) else ""


def _name_tabs(tabs: Tabs, names: Sequence[str], now: int) -> None:
    """These tabs, without telling."""
    tabs.blockSignals(True)
    while tabs.count() > len(names):
        tabs.removeTab(tabs.count() - 1)
    for n, name in enumerate(names):
        words = name.replace("&", "&&")
        if n < tabs.count():
            tabs.setTabText(n, words)
        else:
            tabs.addTab(words)
    tabs.setCurrentIndex(now)
    tabs.blockSignals(False)


_COLUMNS = (
    Column("Guest", lambda line: line.name, 130, stretch=True),
    *(Column(f"Rotation {n + 1}", _group(n), 84) for n in range(MOST_ROTATIONS)),
)
