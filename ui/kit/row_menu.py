"""ActionSpecs on the selected rows of a table, or on what else can be selected: a menu, shortcuts, and the reason where one cannot run."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QMenu

from ui.kit import icons, messages
from ui.kit.action import ActionSpec
from ui.kit.labels import tip


class RowMenu:
    """The subject of every command is the list of selected ids."""

    def __init__(self, table: QAbstractScrollArea, ids: Callable[[], list[str]]) -> None:
        self._table = table
        self._ids = ids
        self._entries: list[tuple[ActionSpec, QAction]] = []

    def add(self, spec: ActionSpec) -> None:
        """A command with its shortcut, alive while the table has the focus."""
        action = QAction(spec.text, self._table)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self.run(spec))
        if spec.icon:
            icons.put(action, spec.icon, "quiet")
        self._entries.append((spec, action))
        self._table.addAction(action)

    def popup(self, at: QPoint) -> None:
        """Show the menu at a point of the table's viewport, where something is selected."""
        menu = self.build()
        if menu:
            menu.popup(self._table.viewport().mapToGlobal(at))

    def build(self) -> QMenu | None:
        """The menu for the rows selected now; None where there are none."""
        ids = self._ids()
        if not ids or not self._entries:
            return None
        menu = QMenu(self._table)
        menu.setToolTipsVisible(True)
        for spec, action in self._entries:
            if spec.separator:
                menu.addSeparator()
            reason = spec.reason(ids)
            action.setText(spec.label(ids))
            action.setEnabled(not reason)
            action.setToolTip(tip(reason))
            menu.addAction(action)
        menu.aboutToHide.connect(self._enable)
        return menu

    def run(self, spec: ActionSpec) -> None:
        """Do it on the selected rows, or say why not."""
        ids = self._ids()
        reason = spec.reason(ids) if ids else ""
        if reason:
            messages.info(reason)
        elif ids:
            spec.run(ids)

    def _enable(self) -> None:
        """Shortcuts stay alive when the menu closes; what they do asks again."""
        for _, action in self._entries:
            action.setEnabled(True)


def plain_tip(text: str) -> str:
    """Text for a tooltip that must not be read as markup."""
    return f"<span>{escape(text)}</span>" if text else ""
