"""The whole program off screen: the real window put together as at a start, with only the questions to a person answered here."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advoplanner import bootstrap
from advoplanner.core import settings
from advoplanner.services.context import Workspace
from advoplanner.store import schema
from advoplanner.store.base import BOOKKEEPING
from ui.assembly import Parts, assemble
from ui.kit.dialog import Dialog


class Person:
    """Answers every file chooser and question from a queue, in order; a question nobody expected fails the test."""

    def __init__(self) -> None:
        self.answers: deque[tuple[str, Any]] = deque()

    def will(self, question: str, answer: Any) -> None:
        """Answer the next question of this kind so."""
        self.answers.append((question, answer))

    def __getattr__(self, question: str) -> Callable[..., Any]:
        return partial(self._asked, question)

    def _asked(self, question: str, *words: Any, **_: Any) -> Any:
        assert self.answers, f"Nobody expected to be asked: {question} {words}"
        expected, answer = self.answers.popleft()
        assert question == expected, words
        return answer


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """The program with its start page open."""
    monkeypatch.setattr(settings, "default_path", lambda: tmp_path / "settings" / "settings.toml")
    hooks = sys.excepthook, threading.excepthook
    parts = assemble(qapp)
    # A fault is to fail the test, and not to be shown to nobody.
    sys.excepthook, threading.excepthook = hooks
    parts.desk.ctx.dialogs = person
    parts.window.resize(1366, 768)
    with qtbot.waitActive(parts.window):
        parts.window.show()
        parts.window.activateWindow()
    parts.desk.begin(None)
    yield parts
    parts.window.close()
    parts.desk.ctx.messages.detach()
    parts.window.deleteLater()
    assert not person.answers, "The program did not ask everything that it was expected to."


class Clock:
    """Of stories that last for weeks: goes on a little each time it is asked; a story moves `now` to its next chapter."""

    def __init__(self) -> None:
        self.now = datetime(2027, 2, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, program: Parts) -> Clock:
    """The clock of the whole program, in the test's hands."""
    made = Clock()
    monkeypatch.setattr(bootstrap, "open_workspace", partial(bootstrap.open_workspace, clock=made))
    monkeypatch.setattr(program.desk.ctx, "clock", made)
    return made


@pytest.fixture
def state_of() -> Callable[[Workspace], dict[str, Any]]:
    """Every row of every table that undo covers, without version and time of change."""

    def read(ws: Workspace) -> dict[str, Any]:
        with ws.reading() as session:
            return {
                table.name: {row.id: {k: v for k, v in row._mapping.items() if k not in BOOKKEEPING} for row in session.execute(table.select())}
                for table in schema.content_tables()
            }

    return read


@pytest.fixture
def in_dialog(program: Parts, qtbot: QtBot) -> Callable[[Callable[[], object], Callable[[Any], object]], None]:
    """Open a dialog and do something in it while it waits; what fails in there fails the test."""

    def run(opened: Callable[[], object], act: Callable[[Any], object]) -> None:
        failures: list[BaseException] = []

        def inside() -> None:
            dialog = QApplication.activeModalWidget()
            try:
                assert isinstance(dialog, Dialog), dialog
                act(dialog)
            except BaseException as failure:
                failures.append(failure)
                raise
            finally:
                if isinstance(dialog, Dialog) and failures:
                    dialog.done(0)

        QTimer.singleShot(0, inside)
        opened()
        if failures:
            raise failures[0]
        # Off screen no window manager gives the keys back to the window below.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        program.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is program.window)

    return run
