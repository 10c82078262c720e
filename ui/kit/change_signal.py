"""ChangeSets as a Qt signal, so that views hear of a commit in the window's own thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QThread, Signal

from advoplanner.core.changes import ChangeSet


class ChangeSignal(QObject):
    """`changed(ChangeSet)` after each commit; `emit` may be called from any thread."""

    changed = Signal(object)
    _crossed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crossed.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def emit(self, changes: ChangeSet) -> None:  # type: ignore[override]
        if QThread.currentThread() is self.thread():
            self.changed.emit(changes)
        else:
            self._crossed.emit(changes)

    def _arrived(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)
