"""The log: a file of bounded size, or stderr where no file may be written."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advoplanner.core import log


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Handlers and the crash file of the test are taken away again."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    faulthandler.enable(sys.__stderr__)
    while log._kept_open:
        log._kept_open.pop().close()


def test_failures_are_written_with_their_trace(tmp_path: Path) -> None:
    path = log.start(tmp_path / "state")
    try:
        raise ValueError("odd number of seats")
    except ValueError:
        logging.getLogger("advoplanner").exception("Unexpected failure")
    logging.getLogger("advoplanner").info("not worth keeping")
    text = path.read_text("utf-8")
    assert "odd number of seats" in text
    assert "Traceback" in text
    assert "not worth keeping" not in text


def test_a_crash_of_the_interpreter_leaves_a_trace(tmp_path: Path) -> None:
    path = log.start(tmp_path)
    assert faulthandler.is_enabled()
    assert path.with_name("crash.log").exists()


def test_without_a_folder_the_log_goes_to_stderr(tmp_path: Path, capsys) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    log.start(blocked)
    logging.getLogger("advoplanner").warning("still heard")
    assert "still heard" in capsys.readouterr().err


def test_the_file_stays_small() -> None:
    assert (log.MOST_BYTES, log.KEPT) == (1_000_000, 3)
