"""One table of the window's commands: menus, shortcuts and palette are made of it. The subject is the main window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from ui.kit import icons
from ui.kit.action import ActionSpec
from ui.kit.hits import Hit
from ui.kit.labels import tip
from ui.pages import PageSpec

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MENUS = ("&Workspace", "&Edit", "&Go", "&View", "&Help")


def _closed(window: MainWindow) -> str:
    return "" if window.is_open else "Open a workspace first."


def _no_event(window: MainWindow) -> str:
    return _closed(window) or ("" if window.event_id else "Open an event first.")


def _no_undo(window: MainWindow) -> str:
    return "" if window.history.next_undo else "There is nothing to undo."


def _no_redo(window: MainWindow) -> str:
    return "" if window.history.next_redo else "There is nothing to do again."


def _undo_words(window: MainWindow) -> str:
    return f"&Undo {window.history.next_undo}".strip()


def _redo_words(window: MainWindow) -> str:
    return f"&Redo {window.history.next_redo}".strip()


def _no_search(window: MainWindow) -> str:
    return "" if window.search_box() else "This page has no search."


def _appearance(name: str, text: str, icon: str, *, separator: bool = False) -> ActionSpec:
    return ActionSpec(
        f"view.{name}",
        text,
        lambda window: window.set_appearance(name),
        icon=icon,
        menu="&View",
        checked=lambda window: window.ctx.settings.current.appearance == name,
        separator=separator,
    )


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("workspace.new", "&New workspace…", lambda w: w.desk.make_new(), "Ctrl+Shift+N", "plus", "&Workspace"),
    ActionSpec("workspace.open", "&Open a workspace…", lambda w: w.desk.choose(), "Ctrl+O", "folder-open", "&Workspace"),
    ActionSpec("workspace.example", "Look at a &finished example…", lambda w: w.desk.make_example(), "", "sparkles", "&Workspace"),
    ActionSpec("workspace.copy", "Save a co&py…", lambda w: w.desk.save_copy(), "Ctrl+Shift+S", "copy", "&Workspace", _closed),
    ActionSpec("workspace.close", "&Close the workspace", lambda w: w.desk.close(), "Ctrl+W", "x", "&Workspace", _closed, separator=True),
    ActionSpec("workspace.quit", "&Quit", lambda w: w.close(), "Ctrl+Q", "log-out", "&Workspace", separator=True),
    ActionSpec("edit.undo", "&Undo", lambda w: w.history.undo(), "Ctrl+Z", "undo-2", "&Edit", _no_undo, _undo_words),
    ActionSpec("edit.redo", "&Redo", lambda w: w.history.redo(), "Ctrl+Y", "redo-2", "&Edit", _no_redo, _redo_words),
    ActionSpec("edit.find", "&Find on this page", lambda w: w.focus_search(), "Ctrl+F", "search", "&Edit", _no_search, separator=True),
    ActionSpec("edit.palette", "Find &anything…", lambda w: w.palette_box.open(), "Ctrl+K", "command", "&Edit"),
    ActionSpec("view.rail", "Words in the &rail", lambda w: w.toggle_rail(), "Ctrl+B", "panel-left", "&View", checked=lambda w: not w.rail.narrow),
    ActionSpec("view.panel", "Close the &panel at the right", lambda w: w.close_panel(), "Esc", "x", "&View"),
    _appearance("system", "Look like the &system", "sun-moon", separator=True),
    _appearance("light", "&Light", "sun"),
    _appearance("dark", "&Dark", "moon"),
    _appearance("contrast", "&High contrast", "contrast"),
    ActionSpec("help.page", "Help for &this page", lambda w: w.show_help(), "F1", "circle-help", "&Help"),
    ActionSpec("help.log", "Show the &log folder", lambda w: w.desk.show_log(), "", "folder-open", "&Help"),
    ActionSpec("help.about", "&About AdvoPlanner", lambda w: w.desk.about(), "", "info", "&Help", separator=True),
)


def go_specs(pages: Iterable[PageSpec]) -> tuple[ActionSpec, ...]:
    """The commands that open pages; a line in the menu between the workspace's pages and the event's."""
    made, before = [], "workspace"
    for spec in pages:
        made.append(_go_to(spec, separator=spec.scope != before))
        before = spec.scope
    return tuple(made)


BEGINNINGS = (
    ("events", "events.new", "New event…", "calendar-plus"),
    ("people", "people.add", "Add person…", "plus"),
    ("people", "people.import", "Import people…", "upload"),
)
"""Commands with which work begins, found from every page: their page, their id there, words and icon."""


def palette_hits(window: MainWindow) -> Iterator[Hit]:
    """Every command that can run now, the open page's own first."""
    page = window.stack.page()
    for command in page.commands() if page else ():
        if not command.reason(page):
            yield Hit(
                command.label(page), window.specs[window.stack.id].title, partial(command.run, page), command.icon or "arrow-right", command.shortcut
            )
    for spec in window.actions_table.specs:
        if not spec.reason(window) and spec.id != "edit.palette":
            yield Hit(spec.label(window).replace("&", ""), "", partial(spec.run, window), spec.icon or "arrow-right", spec.shortcut)
    # Last, and without their page's name: who types that name wants the page.
    for page_id, command_id, words, icon in BEGINNINGS:
        if window.is_open and page_id in window.specs and page_id != window.stack.id:
            yield Hit(words, "", partial(_run_there, window, page_id, command_id), icon)


def _run_there(window: MainWindow, page_id: str, command_id: str) -> None:
    """Open a page and run one of its commands."""
    window.navigate(page_id)
    page = window.stack.page()
    for command in page.commands() if page else ():
        if command.id == command_id and not command.reason(page):
            command.run(page)


class WindowActions:
    """The QActions made of the table, refreshed each time they are shown."""

    def __init__(self, window: MainWindow, specs: tuple[ActionSpec, ...]) -> None:
        self._window = window
        self.specs = specs
        self.by_id: dict[str, QAction] = {}
        for spec in specs:
            self.by_id[spec.id] = self._made(spec)

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into their menus."""
        for title in MENUS:
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(self._draw_icons, title))
            menu.aboutToShow.connect(self.renew)
            menu.aboutToHide.connect(self.allow)
            for spec in self.specs:
                if spec.menu == title:
                    if spec.separator:
                        menu.addSeparator()
                    menu.addAction(self.by_id[spec.id])

    def renew(self) -> None:
        """Words, ticks and reasons as they are now."""
        for spec in self.specs:
            action = self.by_id[spec.id]
            reason = spec.reason(self._window)
            action.setText(spec.label(self._window))
            action.setEnabled(not reason)
            action.setToolTip(tip(reason))
            if spec.checked:
                action.setChecked(spec.checked(self._window))

    def allow(self) -> None:
        """Shortcuts stay alive while no menu is shown: what they do asks again, and says why not."""
        for action in self.by_id.values():
            action.setEnabled(True)

    def run(self, spec: ActionSpec) -> None:
        """Do it, or say why not."""
        reason = spec.reason(self._window)
        if reason:
            self._window.ctx.messages.info(reason)
        else:
            spec.run(self._window)

    def _draw_icons(self, menu: str) -> None:
        """A menu's icons when it first opens: the forty of all menus cost a tenth of the start."""
        for spec in self.specs:
            action = self.by_id[spec.id]
            if spec.menu == menu and spec.icon and not spec.checked and action.icon().isNull():
                icons.put(action, spec.icon, "quiet")

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checked is not None)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.triggered.connect(lambda: self.run(spec))
        self._window.addAction(action)
        return action


def _go_to(spec: PageSpec, *, separator: bool) -> ActionSpec:
    reason = _closed if spec.scope == "workspace" else _no_event
    return ActionSpec(
        f"go.{spec.id}", f"Go to {spec.title}", lambda window: window.navigate(spec.id), spec.shortcut, spec.icon, "&Go", reason, separator=separator
    )
