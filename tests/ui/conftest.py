"""What tests of the window share: a context with everything that asks a person replaced, and the theme."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import open_workspace
from advoplanner.core.settings import SettingsFile
from advoplanner.services.context import Workspace
from ui.kit import theme
from ui.kit.change_signal import ChangeSignal
from ui.kit.context import Context
from ui.kit.jobs import Jobs
from ui.kit.messages import Message, Messages


class AnswersFromTest:
    """Stands where a person would answer: put answers into `answers`, read what was asked in `asked`."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.asked: list[tuple[str, ...]] = []
        self.offered: list[str | int] = []
        """What stood in the field, or was chosen, when it was asked."""

    def _answer(self, *question: str) -> Any:
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else None

    def open_file(self, title: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        return self._answer("open_file", title)

    def open_files(self, title: str, kinds: str = "", folder: Path | None = None) -> list[Path]:
        return self._answer("open_files", title) or []

    def save_file(self, title: str, name: str, kinds: str = "", folder: Path | None = None) -> Path | None:
        return self._answer("save_file", title, name)

    def choose_folder(self, title: str, folder: Path | None = None) -> Path | None:
        return self._answer("choose_folder", title)

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        return bool(self._answer("confirm", title, text, verb))

    def tell(self, title: str, text: str) -> None:
        self._answer("tell", title, text)

    def ask_text(self, title: str, label: str, text: str = "", *, verb: str = "OK", lines: bool = False) -> str | None:
        self.offered.append(text)
        return self._answer("ask_text", title, label)

    def ask_secret(self, title: str, label: str, *, verb: str = "OK") -> str | None:
        return self._answer("ask_secret", title, label)

    def choose(self, title: str, label: str, options: list[str], *, verb: str = "Choose", now: int = 0) -> int | None:
        self.offered.append(now)
        return self._answer("choose", title, label)


@pytest.fixture(autouse=True)
def _light(qapp: Any) -> Iterator[None]:
    """Every test begins in the light scheme with Inter registered, and leaves no widgets behind that later tests would carry."""
    if theme.THEME.appearance != "light":
        theme.THEME.apply("light")
    yield
    # Without a running event loop what was told to delete itself later never would.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def answers() -> AnswersFromTest:
    return AnswersFromTest()


@pytest.fixture
def said() -> list[Message]:
    """Everything the program said, in order."""
    return []


@pytest.fixture
def ctx(qtbot: QtBot, answers: AnswersFromTest, said: list[Message]) -> Iterator[Context]:
    """A context without a workspace; put one into `ctx.workspace` where the test needs it."""
    messages = Messages()
    messages.attach(said.append)
    jobs = Jobs(messages=messages)
    yield Context(None, ChangeSignal(), jobs, messages, answers, SettingsFile())
    jobs.stop()


@pytest.fixture
def opened(ctx: Context, tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Opens a copy of a prepared workspace as the context's own; closed when the test ends."""
    made: list[Workspace] = []

    def open_copy(prepared: Path, **options: Any) -> Workspace:
        made.append(open_workspace(Path(shutil.copy(prepared, tmp_path / "w.advo")), **options))
        ctx.workspace = made[-1]
        made[-1].subscribe(ctx.changes.emit)
        return made[-1]

    yield open_copy
    for workspace in made:
        workspace.close()


@pytest.fixture
def shown(ctx: Context, qtbot: QtBot) -> Callable[[type[Any], str], Any]:
    """Shows an event on a page of this class, in a window of the usual size."""

    def show(page: type[Any], event: str) -> Any:
        made = page(ctx)
        qtbot.addWidget(made)
        made.resize(1166, 700)
        made.show_event(event)
        made.show()
        qtbot.waitExposed(made)
        return made

    return show
