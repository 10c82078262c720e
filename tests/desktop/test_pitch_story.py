"""In a real window: a board that a careless planner filled with talks is brought under its limit by the guard's own suggestions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from evening import reading
from screen import DEADLINE, LIGHT_NARROW, Program

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import agenda, checks, events

pytestmark = pytest.mark.timeout(6 * DEADLINE)
START = datetime(2027, 6, 9, 9)
CARELESS = (
    ("Welcome", 15, "welcome"), ("Our roadmap for next year", 75, "presentation"), ("The platform in depth", 60, "presentation"),
    ("What is new", 60, "presentation"), ("Members on their year", 90, "panel"), ("The problem members chose", 90, "workshop"),
)  # fmt: skip


def test_a_careless_board_comes_under_its_limit_and_back_by_undo(start: Callable[..., Program], tmp_path: Path) -> None:
    path = tmp_path / "careless.advo"
    made = create_workspace(path)
    new = NewEvent("cab", "Board of talks", "To learn", START, START + timedelta(hours=9), "UTC", template=False)
    event = events.new(made, new).created("event")[0]
    at = START
    for title, minutes, kind in CARELESS:
        agenda.add(made, event, type=kind, title=title, start=at, minutes=minutes)
        at += timedelta(minutes=minutes)
    made.close()
    before = share(path, event)
    assert before > 0.5
    program = start(str(path), look=LIGHT_NARROW)
    program.wait_title("Today – careless")
    program.find("board of talks")
    program.wait_title("Overview – careless")
    program.key("ctrl+3")
    program.wait_title("Agenda – careless")
    program.picture("careless")
    program.find("go to checks")
    program.wait_title("Checks – careless")
    program.picture("checks")
    program.find("follow the pitch guard")
    program.wait(lambda: share(path, event) <= 0.20, "the vendor's share to be under its limit")
    program.picture("mended")
    program.key("ctrl+3")
    program.wait_title("Agenda – careless")
    program.picture("agenda")
    program.key("ctrl+z")
    program.wait(lambda: share(path, event) == before, "the agenda to be as it was")
    assert program.quit() == 0


def share(path: Path, event: str) -> float:
    """The vendor's share as it stands in the file."""
    with reading(path) as workspace:
        return checks.run(workspace, event).vendor_share or 0.0
