"""Who opens a workspace a second time brings the first window to the front."""

from __future__ import annotations

from pathlib import Path

from ui.kit.doorbell import Doorbell, ring


def test_ringing_reaches_the_window_that_has_the_file(qtbot, tmp_path: Path) -> None:
    rung: list[bool] = []
    bell = Doorbell(lambda: rung.append(True))
    bell.listen(tmp_path / "w.advo")
    assert ring(tmp_path / "w.advo")
    qtbot.waitUntil(lambda: rung == [True])
    bell.close()


def test_nobody_answers_for_another_file_or_after_closing(qtbot, tmp_path: Path) -> None:
    bell = Doorbell(lambda: None)
    bell.listen(tmp_path / "w.advo")
    assert not ring(tmp_path / "other.advo")
    bell.close()
    assert not ring(tmp_path / "w.advo")
