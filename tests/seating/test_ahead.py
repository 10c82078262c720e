"""The search is compiled ahead in a process of its own, once, and that process ends with this one."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from advoplanner.core.errors import Cancelled
from advoplanner.core.progress import QUIET, Stoppable
from advoplanner.seating import ahead


@pytest.fixture(autouse=True)
def afresh() -> Any:
    ahead.compile_ahead.cache_clear()
    yield
    ahead.compile_ahead.cache_clear()


def test_it_begins_once_and_ends_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Any] = []
    monkeypatch.setattr(ahead, "_WORDS", "import time; time.sleep(600)")
    monkeypatch.setattr(ahead.atexit, "register", ended.append)
    started = ahead.compile_ahead()
    assert started is not None
    assert ahead.compile_ahead() is started
    assert started.poll() is None
    [end] = ended
    end()
    assert started.wait(60) != 0


def test_what_it_is_told_can_be_run_by_this_python() -> None:
    compile(ahead._WORDS, "ahead", "exec")
    done = subprocess.run([sys.executable, "-c", ahead._WORDS.split(";")[0]], cwd=ahead._ROOT, timeout=120, capture_output=True)
    assert done.returncode == 0


def test_a_program_without_a_python_leaves_it_to_the_first_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert ahead.compile_ahead() is None


def test_a_search_waits_for_what_is_being_compiled_and_hears_cancel_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_WORDS", "import time; time.sleep(600)")
    ahead.wait_for_it(QUIET)
    started = ahead.compile_ahead()
    assert started is not None
    told: list[str] = []

    class Impatient(Stoppable):
        def step(self, done: float, what: str = "") -> None:
            told.append(what)
            if len(told) == 2:
                self.enough()
            if len(told) == 5:
                self.cancel()
            super().step(done, what)

    with pytest.raises(Cancelled):
        ahead.wait_for_it(Impatient())
    assert set(told) == {ahead.READYING}
    started.kill()
    started.wait(60)
    ahead.wait_for_it(Impatient())
    assert len(told) == 5
