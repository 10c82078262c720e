"""A careless planner fills a board with talks; the pitch guard's own suggestions bring it under its limit, in the real window."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import agenda, checks, events
from ui.kit.jump_row import JumpRow

START = datetime(2027, 6, 9, 9)
CARELESS = (
    ("Welcome", 15, "welcome"), ("Our roadmap for next year", 75, "presentation"), ("The platform in depth", 60, "presentation"),
    ("What is new", 60, "presentation"), ("Members on their year", 90, "panel"), ("The problem members chose", 90, "workshop"),
)  # fmt: skip


def test_a_board_half_of_talks_is_mended_by_clicks_and_taken_back_by_undo(program: Any, qtbot: Any, tmp_path: Any) -> None:
    path = tmp_path / "careless.advo"
    made = create_workspace(path)
    event = events.new(made, NewEvent("cab", "Board", "To learn", START, START + timedelta(hours=9), "UTC", template=False)).created("event")[0]
    at = START
    for title, minutes, type in CARELESS:
        agenda.add(made, event, type=type, title=title, start=at, minutes=minutes)
        at += timedelta(minutes=minutes)
    made.close()
    program.desk.open(path)
    qtbot.waitUntil(lambda: program.window.is_open, timeout=20_000)
    ws = program.desk.ctx.workspace
    before = checks.run(ws, event).vendor_share
    assert before > 0.5
    assert not checks.gate(ws, event, "agenda").open
    program.window.navigate("checks", event)
    page = program.window.stack.page()
    qtbot.waitUntil(lambda: page.report is not None, timeout=10_000)
    bar = program.window.bottom.checks
    qtbot.waitUntil(lambda: "error" in bar.text(), timeout=10_000)
    at_first = bar.text()
    clicks = 0
    while checks.run(ws, event).vendor_share > 0.20:
        shown = [row for row in page.pitch.rows.findChildren(JumpRow) if row.isVisibleTo(page)]
        offered = [row for row in shown if "Then the vendor speaks" in row.accessibleDescription()]
        offered[0].click()
        clicks += 1
        assert clicks < 8
    assert page.pitch.meter.state == "good"
    assert not [f for f in page.report.findings if f.code == "pitch.vendor_share"]
    program.window.navigate("agenda", event)
    qtbot.waitUntil(lambda: bar.text() != at_first, timeout=10_000)
    bar.click()
    assert program.window.stack.id == "checks"
    for _ in range(clicks):
        program.window.history.undo()
    assert checks.run(ws, event).vendor_share == before
