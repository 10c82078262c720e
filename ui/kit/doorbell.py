"""A bell for each open workspace: who tries to open it a second time rings, and the first window comes to the front."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 500
"""Milliseconds to wait for an answer: the first window lives on this computer."""


class Doorbell(QObject):
    """Listens for one workspace at a time; `rung` is called in the window's thread."""

    def __init__(self, rung: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rung = rung
        self._server: QLocalServer | None = None

    def listen(self, path: Path) -> None:
        """Answer for the workspace at `path`; only the same person's programs can ring."""
        self.close()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_name(path)):
            # A program that was killed leaves its name behind; whoever holds the lock of the file may take it.
            QLocalServer.removeServer(_name(path))
            self._server.listen(_name(path))

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        connection = self._server.nextPendingConnection() if self._server else None
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
            connection.disconnectFromServer()
            self._rung()


def ring(path: Path) -> bool:
    """Ask the window that has `path` open to come to the front; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    answered = socket.waitForConnected(PATIENCE)
    socket.abort()
    return answered


def _name(path: Path) -> str:
    return f"advoplanner-{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]}"
