"""The frame round the pages: rail, steps, page, bottom bar, menus. It knows no feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from ui.actions import ACTIONS, WindowActions, go_specs, palette_hits
from ui.kit import theme
from ui.kit.banner import BannerStack
from ui.kit.bottom_bar import BottomBar
from ui.kit.context import Context
from ui.kit.event_facts import EventFacts, FactsOf
from ui.kit.help_panel import help_panel
from ui.kit.history_bridge import HistoryBridge
from ui.kit.messages import Message
from ui.kit.page import Page
from ui.kit.page_stack import PageStack
from ui.kit.rail import Rail
from ui.kit.search_box import SearchBox
from ui.kit.steps_row import StepsRow
from ui.kit.toast import ToastStack
from ui.pages import PAGES, PageSpec

if TYPE_CHECKING:
    from ui.kit.command_palette import CommandPalette
    from ui.kit.hits import Provider

SMALLEST = (1000, 680)
NARROW_BELOW = 1160
NO_ROOM = ("workspace.full", "workspace.denied", "workspace.read_only")
"""Problems of the open workspace's place: another place is offered."""


class Desk(Protocol):
    """What the menus ask for beyond the window itself: which workspace lies open."""

    def make_new(self) -> None: ...
    def choose(self) -> None: ...
    def make_example(self) -> None: ...
    def save_copy(self) -> None: ...
    def close(self) -> None: ...
    def show_log(self) -> None: ...
    def about(self) -> None: ...


class MainWindow(QMainWindow):
    """`open_with` shows a workspace's pages, `show_start` the page without one. `event_shown(id)` says whose pages are open, "" for none's."""

    event_shown = Signal(str)

    def __init__(self, ctx: Context, desk: Desk, start: Callable[[], Page], state: QSettings | None = None) -> None:
        super().__init__()
        self.ctx, self.desk, self._state = ctx, desk, state
        self.specs: dict[str, PageSpec] = {spec.id: spec for spec in PAGES}
        self.event_id: str | None = None
        self.is_open = False
        self.finders: list[Provider] = []
        self._name = ""
        self._facts: FactsOf = _no_facts
        self._rail_wish: bool | None = True if ctx.settings.current.rail_collapsed else None
        self.history = HistoryBridge(ctx.messages, self)
        self.rail = Rail()
        self.steps = StepsRow((spec.id, spec.title, spec.shortcut) for spec in self.specs.values() if spec.scope == "event" and not spec.within)
        self.banners = BannerStack(margin=24)
        self.stack = PageStack({"start": start} | {spec.id: partial(spec.build, ctx) for spec in self.specs.values()})
        self.bottom = BottomBar(ctx.jobs, ctx.clock)
        self._lay_out()
        self.toasts = ToastStack(self.stack)
        self.actions_table = WindowActions(self, ACTIONS + go_specs(self.specs.values()))
        self.actions_table.fill(self.menuBar())
        self.stack.window_keys = {spec.shortcut for spec in self.actions_table.specs}
        self._wire()
        self._restore()

    # Which workspace and where in it

    def open_with(self, name: str, facts: FactsOf, first: str) -> None:
        """Show the pages of the workspace in `ctx`, `first` in front."""
        self.stack.clear()
        self._facts = facts
        self.is_open = True
        self.event_id = None
        self._name = name
        self.rail.name.set_whole(name)
        self.rail.setVisible(True)
        self.navigate(first)
        self.stack.currentWidget().setFocus()

    def show_start(self) -> None:
        """No workspace: only the page that offers some."""
        self.stack.clear()
        self.is_open = False
        self.event_id = None
        self.setWindowTitle("AdvoPlanner")
        self.rail.setVisible(False)
        self.steps.setVisible(False)
        self.bottom.show_saved("")
        self.bottom.show_undo("")
        self.bottom.show_zone("")
        self.event_shown.emit("")
        self.stack.open("start", None, None)

    def navigate(self, page: str, event_id: str | None = None, item: str | None = None) -> None:
        """Open a page, of another event where `event_id` is given, and select `item` on it."""
        spec = self.specs.get(page)
        if spec is None or not self.is_open:
            return
        self.event_id = event_id or self.event_id
        inside = spec.scope == "event"
        if inside and self.event_id is None:
            self.ctx.messages.info("Open an event first.")
            return
        self.rail.mark("events" if inside else spec.within or page)
        self.steps.setVisible(inside)
        self.steps.mark(spec.within or page)
        self._show_facts(inside)
        self.stack.open(page, self.event_id if inside else None, item)
        self.event_shown.emit(self.event_id if inside and self.event_id else "")
        self.setWindowTitle(f"{spec.title} – {self._name} – AdvoPlanner")

    # Commands of the table

    @cached_property
    def palette_box(self) -> CommandPalette:
        """What finds commands, and what `finders` find. Made when first asked for: the window shows sooner without it."""
        from ui.kit.command_palette import CommandPalette

        made = CommandPalette(self._body)
        made.set_commands(partial(palette_hits, self))
        for finder in self.finders:
            made.add_provider(finder)
        return made

    def search_box(self) -> SearchBox | None:
        page = self.stack.page()
        return page.toolbar.search if page else None

    def focus_search(self) -> None:
        box = self.search_box()
        if box:
            box.setFocus()
            box.selectAll()

    def toggle_rail(self) -> None:
        """Wide or narrow, whatever the window's width."""
        self._rail_wish = not self.rail.narrow
        self.rail.set_narrow(self._rail_wish)
        self.ctx.act(self.ctx.settings.change, quiet=True, rail_collapsed=self._rail_wish)

    def close_panel(self) -> None:
        """Esc: the palette, or else the drawer."""
        page = self.stack.page()
        if not self.palette_box.isHidden():
            self.palette_box.close_palette()
        elif page:
            page.drawer.close_drawer()

    def set_appearance(self, name: str) -> None:
        """Light, dark, high contrast, or as the system."""
        self.ctx.act(self.ctx.settings.change, quiet=True, appearance=name)
        theme.THEME.apply(name)

    def show_help(self) -> None:
        """What this page is for and its keys, in the drawer."""
        page, spec = self.stack.page(), self.specs.get(self.stack.id)
        if page and spec:
            own = [(command.shortcut, command.text) for command in page.commands() if command.shortcut]
            usual = [(s.shortcut, s.text.replace("&", "")) for s in self.actions_table.specs if s.shortcut and not s.id.startswith("go.")]
            page.open_drawer(f"Help: {spec.title}", help_panel(spec.help, own + usual))

    def show_message(self, message: Message) -> None:
        """Sticky messages as a banner over the page, others as a toast."""
        if message.code == "workspace.full":
            self.bottom.show_saved("The last change is not saved", "bad")
        if message.code in NO_ROOM and not message.button:
            message = replace(message, button="Save a copy…", action=self.desk.save_copy)
        if message.sticky:
            self.banners.show_message(message)
        else:
            self.toasts.fade = not self.ctx.settings.current.reduced_motion
            self.toasts.show_message(message)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def closeEvent(self, event: QCloseEvent) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            focused.clearFocus()
        if self._state is not None:
            self._state.setValue("geometry", self.saveGeometry())
        self.desk.close()
        super().closeEvent(event)

    # How it is done

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.steps, self.banners, self.stack):
            right.addWidget(part, 1 if part is self.stack else 0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(right, 1)
        self._body = QWidget()
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.bottom)
        self.setCentralWidget(self._body)

    def _wire(self) -> None:
        self.rail.set_pages((spec.id, spec.title, spec.icon) for spec in self.specs.values() if spec.scope == "workspace" and not spec.within)
        self.rail.chosen.connect(self.navigate)
        self.rail.toggled.connect(self.toggle_rail)
        self.bottom.checks_wanted.connect(lambda: self.navigate("checks"))
        self.steps.chosen.connect(self.navigate)
        self.history.renewed.connect(self._renew_undo)
        self.ctx.changes.changed.connect(self._changed)
        self.ctx.navigate = self.navigate
        self.ctx.undo = self.history.undo
        self.ctx.messages.attach(self.show_message)
        # A page that is shown comes to lie over what was said before it.
        self.stack.currentChanged.connect(self.toasts.raise_)

    def _restore(self) -> None:
        free = self.screen().availableGeometry()
        # A small screen, or one at 150 %, must not cut the window off.
        self.setMinimumSize(min(SMALLEST[0], free.width()), min(SMALLEST[1], free.height() - 32))
        # Room for the frame that the desktop draws round the window.
        self.resize(min(1366, free.width() - 16), min(820, free.height() - 48))
        geometry: Any = self._state.value("geometry") if self._state is not None else None
        if geometry:
            self.restoreGeometry(geometry)

    def _fit_rail(self) -> None:
        self.rail.set_narrow(self.width() < NARROW_BELOW if self._rail_wish is None else self._rail_wish)

    def _changed(self, changes: ChangeSet) -> None:
        self.history.renew()
        if changes:
            self.bottom.show_saved()
        if changes.step is not None:
            self.toasts.outdate()
        if self.event_id and changes:
            self._show_facts(self.steps.isVisibleTo(self))

    def _show_facts(self, inside: bool) -> None:
        facts = self._facts(self.event_id) if inside and self.event_id else None
        if facts:
            self.steps.show_facts(facts)
        self.bottom.show_zone(facts.zone if facts else "")

    def _renew_undo(self) -> None:
        self.bottom.show_undo(self.history.next_undo)


def _no_facts(event_id: str) -> EventFacts | None:
    """Before a workspace is open nothing is known of any event."""
