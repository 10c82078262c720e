"""A search that is under way on the seating page: its score is seen, its best plan taken, or nothing changed."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hands import Result, first_come
from pytestqt.qtbot import QtBot

from advoplanner.core.errors import Enough
from advoplanner.core.progress import Stoppable
from advoplanner.services import auto_seat, history, seating
from ui.kit.context import Context
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.plan_commands import LONG, WORKING


class Search:
    """Stands in for the search: says what it is told to, and goes on until it is stopped."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.found = threading.Event()

    def __call__(self, ws: Any, event_id: str, round_id: str | None, *, progress: Stoppable, **asked: Any) -> Result:
        self.asked = asked
        try:
            while True:
                if self.found.wait(0.01):
                    progress.better(1234.0)
                progress.step(0.25, "seating")
        except Enough:
            return first_come(ws, event_id, round_id)


@pytest.fixture
def search(seated: SeatingPage) -> Search:
    made = Search()
    seated.desk._seat_all = made
    return made


def test_the_best_plan_so_far_is_seen_and_taken_as_one_step(seated: SeatingPage, search: Search, ctx: Context, qtbot: QtBot) -> None:
    bar, before = seated.board.search, dict(seated.desk.plan.seat_of)
    assert not bar.isVisible()
    seated.tools.seat.click()
    qtbot.waitUntil(bar.isVisible)
    assert bar.words.whole().startswith("Seating 2 guests")
    assert bar.figures.whole() == "Looking for a first plan that keeps every rule"
    assert (bar.take.isEnabled(), bar.take.toolTip()) == (False, "There is no plan yet.")
    assert (seated.tools.seat.isEnabled(), seated.tools.improve.toolTip()) == (False, WORKING)
    search.found.set()
    qtbot.waitUntil(bar.take.isEnabled)
    assert bar.figures.whole().startswith("Best so far: fit 1,234 (+")
    assert bar.words.whole() == "Seating 2 guests, 25%"
    bar.take.click()
    qtbot.waitUntil(lambda: seated.desk.job is None)
    assert not bar.isVisible()
    assert len(seated.desk.plan.seat_of) == 12
    assert seated.tools.improve.isEnabled()
    history.undo(ctx.workspace)
    history.undo(ctx.workspace)
    assert seated.desk.plan.seat_of == before


def test_after_cancel_everybody_sits_as_before_and_another_search_can_begin(seated: SeatingPage, search: Search, qtbot: QtBot) -> None:
    bar, before = seated.board.search, dict(seated.desk.plan.seat_of)
    seated.tools.improve.click()
    qtbot.waitUntil(bar.isVisible)
    bar.cancel.click()
    qtbot.waitUntil(lambda: seated.desk.job is None)
    assert not bar.isVisible()
    assert seated.desk.plan.seat_of == before
    assert seated.tools.improve.isEnabled()
    assert search.asked == {"fill_gaps": False, "seconds": None, "rotations": 1}


def test_a_longer_search_is_asked_for_and_cancelled_in_the_bar_below(seated: SeatingPage, search: Search, ctx: Context, qtbot: QtBot) -> None:
    longer = next(spec for spec in seated.commands() if spec.id == "seating.longer")
    longer.run(seated)
    job = seated.desk.job
    assert job is not None
    qtbot.waitUntil(lambda: bool(search.asked))
    assert search.asked["seconds"] == LONG
    assert longer.reason(None) == WORKING
    job.cancel()
    qtbot.waitUntil(lambda: seated.desk.job is None)
    assert longer.reason(None) == ""


def test_several_rounds_are_planned_at_once_with_the_score_seen_and_as_one_step(
    seated: SeatingPage, search: Search, ctx: Context, qtbot: QtBot, answers: Any
) -> None:
    bar, command = seated.board.search, next(spec for spec in seated.commands() if spec.id == "seating.rounds")
    answers.answers = [1]
    command.run(seated)
    qtbot.waitUntil(bar.isVisible)
    assert search.asked["rotations"] == 3
    assert command.reason(None) == WORKING
    search.found.set()
    qtbot.waitUntil(bar.take.isEnabled)
    assert bar.words.whole() == "Planning 3 rounds, 25%"
    assert bar.figures.whole() == "Best so far: fit 1,234"
    bar.cancel.click()
    qtbot.waitUntil(lambda: seated.desk.job is None)
    answers.answers = [0]
    seated.desk._seat_all = auto_seat.seat_all
    command.run(seated)
    qtbot.waitUntil(lambda: seated.desk.job is None, timeout=120_000)
    assert seated.board.rounds.count() == 2
    assert [len(seating.reasons(ctx.workspace, round_id)) for round_id, _ in seated.desk.found.rounds] == [12, 12]
    history.undo(ctx.workspace)
    assert seated.board.rounds.count() == 1
    assert len(seated.desk.plan.seat_of) == 10


def test_a_plan_that_is_no_better_yet_says_so(seated: SeatingPage) -> None:
    assert seated.board.search._best(None).startswith("Looking")
    seated.board.search._before = 10
    assert seated.board.search._best(10.0) == "Best so far: fit 10 (no better yet)"
    assert seated.board.search._best(-4.0) == "Best so far: fit −4 (no better yet)"
    assert seated.board.search._best(12.0) == "Best so far: fit 12 (+2)"
