"""The bottom bar counts what checks find, after edits on any page."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import agenda, checks, events, history
from ui.check_counts import CheckCounts
from ui.kit.bottom_bar import BottomBar

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def ws(ctx, opened, tmp_path):
    path = tmp_path / "made.advo"
    create_workspace(path).close()
    return opened(path)


def of(ws, event):
    report = checks.run(ws, event)
    return report.count("E"), report.count("W"), report.count("I")


def test_counts_follow_every_edit_and_undo(ctx, ws):
    event = events.new(ws, NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=9), "UTC", template=False)).created("event")[0]
    bar, parent = BottomBar(ctx.jobs, ctx.clock), QObject()
    counts = CheckCounts(ctx, bar.show_checks, parent)
    assert bar.checks.isHidden()
    counts.look_at(event)
    counts.count()
    before = of(ws, event)
    calm = bar.checks.text()
    talk = agenda.add(ws, event, type="presentation", title="Our platform", start=START, minutes=60)
    assert counts._timer.isActive()
    counts.count()
    after = of(ws, event)
    assert after[0] == before[0] + 1
    assert bar.checks.text() != calm
    assert f"{after[0]} error" in bar.checks.text()
    assert "error" in bar.checks.accessibleName()
    agenda.edit(ws, talk.created("session")[0], materials="Slides")
    history.undo(ws)
    history.undo(ws)
    counts.count()
    assert bar.checks.text() == calm


def test_an_event_that_is_gone_and_no_event_show_nothing(ctx, ws):
    event = events.new(ws, NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=9), "UTC")).created("event")[0]
    shown, parent = [], QObject()
    counts = CheckCounts(ctx, shown.append, parent)
    counts.look_at(event)
    counts.count()
    assert shown[-1] == of(ws, event)
    events.remove(ws, [event])
    counts.count()
    assert shown[-1] is None
    history.undo(ws)
    counts.count()
    assert shown[-1] == of(ws, event)
    counts.look_at("")
    assert shown[-1] is None


def test_where_all_is_read_anew_the_window_goes_on(ctx, ws, qtbot):
    event = events.new(ws, NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=9), "UTC", template=False)).created("event")[0]
    shown, parent = [], QObject()
    counts = CheckCounts(ctx, shown.append, parent)
    counts.look_at(event)
    counts._judge()
    assert ctx.jobs.running
    assert shown == [None]
    qtbot.waitUntil(lambda: not ctx.jobs.running)
    assert shown[-1] == of(ws, event)
    agenda.add(ws, event, type="presentation", title="Our platform", start=START, minutes=60)
    counts._judge()
    assert not ctx.jobs.running
    assert shown[-1] == of(ws, event)
    events.remove(ws, [event])
    counts._judge()
    qtbot.waitUntil(lambda: not ctx.jobs.running)
    assert shown[-1] is None


def test_beside_a_running_job_nothing_is_cut_on_a_small_screen(ctx, qtbot):
    frame = QWidget()
    qtbot.addWidget(frame)
    frame.resize(911, 60)
    bar = BottomBar(ctx.jobs, ctx.clock)
    bar.setParent(frame)
    bar.setGeometry(0, 0, 911, 36)
    bar.show_saved()
    bar.show_undo("Lay out 11 tables with 88 seats")
    bar.show_zone("America/Argentina/Buenos_Aires")
    bar.show_checks((2, 13, 112))
    frame.show()
    assert bar._hint.isVisible()
    go = Event()
    job = ctx.jobs.run(lambda progress: go.wait(30), title="Seating 120 guests")
    bar.progress.follow(job)
    bar._make_room()
    QApplication.processEvents()
    for part in (bar._saved, bar.progress, bar.checks, bar._time):
        assert part.width() >= part.minimumSizeHint().width()
        assert part.geometry().right() < 911
    assert not bar._hint.isVisible()
    go.set()
    bar.progress.follow(None)
    bar._make_room()
    assert bar._hint.isVisible()


def test_the_words_say_what_the_colour_says(ctx):
    bar = BottomBar(ctx.jobs, ctx.clock)
    bar.show_checks((0, 0, 0))
    assert bar.checks.text() == "All clear"
    bar.show_checks((1, 2, 0))
    assert bar.checks.text() == "1 error · 2 warnings"
    heard = []
    bar.checks_wanted.connect(lambda: heard.append(True))
    bar.checks.click()
    assert heard == [True]
