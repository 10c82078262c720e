"""One virtual screen for all stories of a run, and a program of its own for each; both are gone afterwards, whatever happened."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.assembly import Parts, assemble

sys.path.insert(0, str(Path(__file__).parent))

from screen import LIGHT, Look, Program, Screen


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    made = Screen(tmp_path_factory.mktemp("screen"))
    try:
        made.start_manager()
        yield made
    finally:
        made.stop()


@pytest.fixture
def start(screen: Screen, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Start the program and wait for its window; words go to it, and each start has a home of its own."""
    started: list[Program] = []

    def begin(*words: str, today: str = "", look: Look = LIGHT) -> Program:
        folder = tmp_path / f"home{len(started)}"
        folder.mkdir()
        started.append(Program.start(screen, folder, *words, today=today, look=look))
        return started[-1]

    yield begin
    for program in started:
        program.stop()


@pytest.fixture
def twin(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """The same window off screen in this process, to measure where things lie in the real one."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    parts = assemble(qapp)
    yield parts
    parts.window.close()
    parts.desk.ctx.messages.detach()
    parts.window.deleteLater()
