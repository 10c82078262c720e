"""The base of every page: header, toolbar, content, drawer; refreshed only while somebody looks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from ui.kit.action import ActionSpec
from ui.kit.banner import BannerStack
from ui.kit.context import Context
from ui.kit.drawer import Drawer
from ui.kit.labels import Elided, PlainText
from ui.kit.tokens import SMALL, TITLE
from ui.kit.toolbar import Toolbar


class Page(QWidget):
    """Subclass it, set `tables`, build the widgets in `__init__`, fill them in `refresh`.

    `refresh(None)` reads everything; `refresh(changes)` may read only what changed. It is called when the page is
    shown for the first time or comes back stale, and after a commit that touches `tables` while it is visible.
    """

    tables: frozenset[str] = frozenset()

    def __init__(self, ctx: Context, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.ctx = ctx
        self.event_id: str | None = None
        self._stale = True
        self._waiting: str | None = None
        self.title = Elided(title, size=TITLE, weight=QFont.Weight.DemiBold, role="ink")
        self.subtitle = PlainText(subtitle, size=SMALL, role="quiet", parent=self)
        self.subtitle.setVisible(bool(subtitle))
        self.banners = BannerStack()
        self.toolbar = Toolbar()
        self.drawer = Drawer(self)
        self._column = QVBoxLayout()
        self._lay_out()
        ctx.changes.changed.connect(self._changed)

    # For subclasses to fill

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read and show; `changes` is None for everything."""

    def select(self, item_id: str) -> None:
        """Show and select the row with this id; called after `refresh`."""

    def commands(self) -> Sequence[ActionSpec]:
        """The page's own commands for the palette; the subject handed to each is the page."""
        return ()

    # For subclasses to use

    def set_title(self, title: str, subtitle: str = "") -> None:
        """The title and the quiet line under it."""
        self.title.set_whole(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_content(self, content: QWidget) -> None:
        """The widget below the header; takes all the room there is."""
        self._column.addWidget(content, 1)

    def open_drawer(self, title: str, content: QWidget, subtitle: str = "") -> None:
        """Show `content` at the right; the page's `drawer.closed` follows Esc."""
        self.drawer.open(title, content, subtitle)

    def ask_refresh(self) -> None:
        """Read everything again: now where visible, else when it is shown."""
        self._stale = True
        if self.isVisible():
            self._freshen()

    # For the window

    def show_event(self, event_id: str | None) -> None:
        """Work on this event from now on."""
        if event_id != self.event_id:
            self.event_id = event_id
            self.drawer.hide()
            self.ask_refresh()

    def show_item(self, item_id: str) -> None:
        """Select a row as soon as it is there."""
        self._waiting = item_id
        QTimer.singleShot(0, self, self._select_waiting)

    def wire_keys(self, taken: Collection[str]) -> None:
        """Give each command its key, unless something on the page carries it already or it is among `taken`."""
        inside = [self, *self.findChildren(QWidget)]
        known = {key.key().toString() for key in self.findChildren(QShortcut)}
        known |= {action.shortcut().toString() for widget in inside for action in widget.actions()} | set(taken)
        for spec in self.commands():
            if spec.shortcut and spec.shortcut not in known:
                QShortcut(QKeySequence(spec.shortcut), self, partial(self._run, spec), context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._freshen()

    def _run(self, spec: ActionSpec) -> None:
        """Do it, or say why not."""
        reason = spec.reason(self)
        if reason:
            self.ctx.messages.info(reason)
        else:
            spec.run(self)

    def _freshen(self) -> None:
        self._stale = False
        self.refresh(None)
        self._select_waiting()

    def _changed(self, changes: ChangeSet) -> None:
        if not changes.touches(self.tables):
            return
        if self.isVisible() and not self._stale:
            self.refresh(changes)
        else:
            self._stale = True

    def _select_waiting(self) -> None:
        if self._waiting is not None and not self._stale:
            wanted, self._waiting = self._waiting, None
            self.select(wanted)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self._column.setContentsMargins(24, 20, 24, 16)
        self._column.setSpacing(16)
        self._column.addLayout(words)
        self._column.addWidget(self.banners)
        self._column.addWidget(self.toolbar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._column, 1)
        row.addWidget(self.drawer)
