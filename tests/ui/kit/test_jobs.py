"""Work in threads: answered in the window's thread, stoppable, silent where nobody waits."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from advoplanner.core.errors import KnownProblem
from ui.kit import jobs as module
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.kit.progress_panel import ProgressPanel


def test_the_answer_comes_in_the_windows_thread(ctx: Context, qtbot) -> None:
    got = []
    ctx.jobs.run(lambda progress: threading.current_thread().name, title="Think", done=lambda name: got.append((name, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][0].startswith("work")
    assert got[0][1] is threading.main_thread()


def test_the_database_pool_keeps_the_order(ctx: Context, qtbot) -> None:
    done: list[int] = []
    for number in range(5):
        ctx.jobs.run(lambda progress, number=number: number, title="Write", done=done.append, pool="db")
    qtbot.waitUntil(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]


def test_cancel_stops_at_the_next_step_in_silence(ctx: Context, qtbot, said: list[Message]) -> None:
    started, called = threading.Event(), []

    def work(progress) -> None:
        started.set()
        while True:
            progress.step(0.5, "row 5")

    job = ctx.jobs.run(work, title="Seat", done=called.append, failed=called.append)
    assert started.wait(5)
    with qtbot.waitSignal(ctx.jobs.finished):
        job.cancel()
    assert called == []
    assert said == []
    assert job.progress.what == "row 5"


def test_a_problem_nobody_handles_is_said(ctx: Context, qtbot, said: list[Message]) -> None:
    def work(progress) -> None:
        raise KnownProblem("files.full", "The disk is full.")

    with qtbot.waitSignal(ctx.jobs.finished):
        ctx.jobs.run(work, title="Export")
    assert [message.code for message in said] == ["files.full"]


def test_a_failure_goes_to_its_handler(ctx: Context, qtbot) -> None:
    errors: list[BaseException] = []
    ctx.jobs.run(lambda progress: 1 / 0, title="Divide", failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


def test_a_bug_reaches_the_excepthook(ctx: Context, qtbot) -> None:
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(ctx.jobs.finished):
        ctx.jobs.run(lambda progress: 1 / 0, title="Divide")
    assert caught[0][0] is ZeroDivisionError


def test_where_the_asker_is_gone_nothing_is_called(ctx: Context, qtbot) -> None:
    import shiboken6

    owner, go, called = QObject(), threading.Event(), []
    ctx.jobs.run(lambda progress: go.wait(5), title="Read", done=called.append, owner=owner)
    shiboken6.delete(owner)
    with qtbot.waitSignal(ctx.jobs.finished):
        go.set()
    assert called == []


def test_slow_work_is_shown_with_a_figure_and_a_way_to_stop(ctx: Context, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHOW_AFTER", 0.0)
    panel = ProgressPanel(ctx.jobs)
    qtbot.addWidget(panel)

    def work(progress) -> None:
        while True:
            progress.step(0.42, "badges")

    ctx.jobs.run(work, title="Export pack")
    qtbot.waitUntil(lambda: not panel.isHidden() and "42%" in panel._words.whole())
    assert panel._words.whole() == "Export pack 42% · badges"
    panel.findChild(QPushButton).click()
    qtbot.waitUntil(panel.isHidden)
    assert ctx.jobs.running == ()


def test_stop_waits_and_calls_nothing(ctx: Context, qtbot) -> None:
    called = []
    ctx.jobs.run(lambda progress: 1, title="One", done=called.append)
    ctx.jobs.stop()
    qtbot.wait(1)
    assert called == []
    assert ctx.jobs.running == ()


def test_no_cycle_is_collected_in_a_workers_thread(ctx: Context, qtbot) -> None:
    collects = []
    ctx.jobs.run(lambda progress: gc.isenabled(), title="Think", done=collects.append)
    qtbot.waitUntil(lambda: bool(collects))
    assert collects == [False]
    assert gc.isenabled()


def test_collecting_goes_on_after_everything_was_stopped(ctx: Context) -> None:
    ctx.jobs.run(lambda progress: None, title="Think")
    ctx.jobs.stop()
    assert gc.isenabled()
