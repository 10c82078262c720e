"""Ctrl+Z and Ctrl+Y in a field that has nothing of its own to take back: they are for the whole workspace then.

Qt lets every text field keep both keys for itself, so that after a form was sent and emptied they would do nothing at all.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class UndoKeys(QObject):
    """Watches the field that has the keys, and no other: a filter on the whole program would slow down every event."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if (undo or redo) and not _has_own(watched, redo=redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _follow(self, left: QWidget | None, entered: QWidget | None) -> None:
        if isinstance(left, FIELDS):
            left.removeEventFilter(self)
        if isinstance(entered, FIELDS):
            entered.installEventFilter(self)


def _has_own(field: QObject | None, *, redo: bool) -> bool:
    """Whether the field itself has something to take back, or to do again."""
    if isinstance(field, QAbstractSpinBox | QComboBox):
        field = field.lineEdit()
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() if redo else field.isUndoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.document().isRedoAvailable() if redo else field.document().isUndoAvailable()
    return False
