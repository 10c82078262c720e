"""Undo and redo for the window: Ctrl+Z and Ctrl+Y, their words, and a toast that says what was taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import AdvoError
from advoplanner.core.records import dataclass
from ui.kit.messages import Messages


@dataclass(frozen=True, slots=True)
class HistoryFunctions:
    """What the journal can do; the `next_…` give the words of the step, or None where there is none."""

    undo: Callable[[], ChangeSet]
    redo: Callable[[], ChangeSet]
    next_undo: Callable[[], str | None]
    next_redo: Callable[[], str | None]


class HistoryBridge(QObject):
    """Asks the journal for its words after each commit; `renewed` follows when they changed."""

    renewed = Signal()

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._functions: HistoryFunctions | None = None
        self.next_undo = ""
        self.next_redo = ""

    def connect_to(self, functions: HistoryFunctions | None) -> None:
        """Use these from now on; None while no workspace is open."""
        self._functions = functions
        self.renew()

    def renew(self) -> None:
        """Read the words again."""
        words = (self._functions.next_undo() or "", self._functions.next_redo() or "") if self._functions else ("", "")
        if words != (self.next_undo, self.next_redo):
            self.next_undo, self.next_redo = words
            self.renewed.emit()

    def undo(self) -> None:
        if self._functions:
            self._step(self._functions.undo, f"Undone: {self.next_undo}", "Nothing to undo", "Redo", self.redo)

    def redo(self) -> None:
        if self._functions:
            self._step(self._functions.redo, f"Done again: {self.next_redo}", "Nothing to redo", "Undo", self.undo)

    def _step(self, function: Callable[[], ChangeSet], words: str, nothing: str, button: str, other: Callable[[], None]) -> None:
        try:
            changes = function()
        except AdvoError as error:
            self._messages.warning(error.sentence, error.hint)
            return
        if changes:
            self._messages.info(words, button=button, action=other)
        else:
            self._messages.info(nothing)
        self.renew()
