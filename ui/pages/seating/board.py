"""The left side of the page: rounds, zoom, the plan, and what needs attention below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.combo import Combo
from ui.kit.labels import PlainText, tip
from ui.kit.tokens import RADIUS, SMALL
from ui.pages.seating.key_bar import KeyBar
from ui.pages.seating.scene import PlanScene
from ui.pages.seating.search_bar import SearchBar
from ui.pages.seating.strip import Strip
from ui.pages.seating.tabs import Tabs
from ui.pages.seating.view import PlanView

_STEP = 1.25
_TOOLS = 316


class Board(QWidget):
    """`round_chosen(id)` follows the tabs, `list_wanted(bool)` the button that hides the list."""

    round_chosen = Signal(str)
    list_wanted = Signal(bool)

    def __init__(self, check: Callable[[str, str], str], add_round: Callable[[], object]) -> None:
        super().__init__()
        self.scene = PlanScene(check)
        self.view = PlanView(self.scene)
        self.strip = Strip()
        self.search = SearchBar()
        self.key = KeyBar()
        self.rounds = Tabs("Rounds of seating")
        self.rounds.currentChanged.connect(self._chose_round)
        self.picker = Combo(name="Round of seating")
        self.picker.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.picker.setMinimumContentsLength(6)
        self.picker.activated.connect(self._chose_round)
        self._ids: list[str] = []
        self._shown: tuple[list[tuple[str, str]], str] = ([], "")
        self._percent = PlainText(size=SMALL, role="quiet", wrap=False, figures=True)
        self.ties = _toggle("waypoints", "Lines between people whom much joins or parts", self.scene.show_all_ties)
        self.heat = _toggle("flame", "Colour the tables by how well their people fit", self.scene.show_heat)
        self._toggle = _toggle("panel-left", "Hide or show the list", self.list_wanted.emit)
        self._toggle.setChecked(True)
        self.view.zoomed.connect(self._zoomed)
        self._lay_out(add_round)

    def show_rounds(self, rounds: Sequence[tuple[str, str]], now: str) -> None:
        if (shown := (list(rounds), now)) == self._shown:
            return
        self._shown = shown
        self.rounds.blockSignals(True)
        while self.rounds.count():
            self.rounds.removeTab(0)
        self._ids = [round_id for round_id, _ in rounds]
        for _, name in rounds:
            self.rounds.addTab(name.replace("&", "&&"))
        self.picker.clear()
        self.picker.addItems([name for _, name in rounds])
        if now in self._ids:
            self.rounds.setCurrentIndex(self._ids.index(now))
            self.picker.setCurrentIndex(self._ids.index(now))
        self.rounds.blockSignals(False)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def chosen(self) -> list[str]:
        """The guests chosen now, in the order of the plan's guests."""
        return [guest_id for guest_id in self.scene.plan.guests if guest_id in self.scene.chosen]

    def picked(self) -> list[str]:
        """The tables and fixtures chosen now, in the order of the plan."""
        return [thing.id for thing in self.scene.plan.things if thing.id in self.scene.picked]

    def show_list(self) -> None:
        """Have the list beside the plan, where it was hidden."""
        self._toggle.setChecked(True)

    def allow_list(self, reason: str) -> None:
        """Whether the list can be shown or hidden now; the reason why not is said by its button."""
        self._toggle.setEnabled(not reason)
        self._toggle.setToolTip(tip(reason or self._toggle.accessibleName()))

    def _make_room(self) -> None:
        """The key gives way first; then the tabs of the rounds become one field that opens."""
        needed = self.rounds.sizeHint().width() + _TOOLS
        self.key.setVisible(self.width() >= needed + self.key.sizeHint().width())
        self.rounds.setVisible(self.width() >= needed)
        self.picker.setVisible(self.width() < needed)

    def _chose_round(self, tab: int) -> None:
        if 0 <= tab < len(self._ids):
            self.round_chosen.emit(self._ids[tab])

    def _zoomed(self, share: float) -> None:
        self._percent.setText(f"{share:.0%}")

    def _lay_out(self, add_round: Callable[[], object]) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.rounds)
        head.addWidget(self.picker, 1)
        head.addWidget(IconButton("plus", "Add a round", add_round))
        head.addStretch(1)
        head.addWidget(self.key)
        head.addSpacing(8)
        for button in (self.ties, self.heat):
            head.addWidget(button)
        head.addSpacing(6)
        head.addWidget(self._percent)
        head.addSpacing(6)
        head.addWidget(IconButton("zoom-out", "Zoom out (−)", lambda: self.view.zoom_by(1 / _STEP)))
        head.addWidget(IconButton("zoom-in", "Zoom in (+)", lambda: self.view.zoom_by(_STEP)))
        head.addWidget(IconButton("maximize", "Show the whole room (0)", self.view.fit))
        head.addWidget(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(FocusFrame(self.view), 1)
        column.addWidget(self.strip)


class FocusFrame(QWidget):
    """Holds the plan and shows when the keys go to it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self._view = view
        view.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _toggle(icon: str, name: str, toggled: Callable[[bool], object]) -> IconButton:
    button = IconButton(icon, name)
    button.setCheckable(True)
    button.toggled.connect(toggled)
    return button
