"""The search is compiled ahead in a process of its own, once, and that process ends with this one."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advoplanner.seating import Problem, Table, ahead, ring, solve


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


def test_while_it_is_being_compiled_a_search_goes_without_and_has_a_plan_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ahead, "_WORDS", "import time; time.sleep(600)")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(ring, "_compiled_layers", lambda: pytest.fail("the order round a table waits for nothing either"))
    assert not ahead.under_way()
    started = ahead.compile_ahead()
    assert started is not None
    assert ahead.under_way()
    pairs = tuple((i, j, (i * 7 + j * 13) % 17 - 3) for i, j in combinations(range(24), 2))
    problem = Problem(tuple(map(str, range(24))), (Table(6, 6),) * 4, affinity=pairs)
    found = solve(problem, iterations=500)
    assert (found.backend, found.violations) == ("numpy", ())
    around = ring.Neighbours(np.ones((4, 4), dtype=np.int64), np.zeros(4, dtype=bool), np.zeros(4, dtype=np.int64))
    assert sorted(ring.seated(around, [ring.FREE] * 4)) == [0, 1, 2, 3]
    (tmp_path / "kernel_numba._anneal-48.py311.nbi").touch()
    assert not ahead.under_way()  # it was compiled at an earlier start
    started.kill()
    started.wait(60)
