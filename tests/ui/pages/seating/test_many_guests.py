"""Guests of whom so many are there that the pairs are compared in the background."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from advoplanner.services import seating
from ui.pages.seating import desk
from ui.pages.seating.page import SeatingPage


def test_after_they_are_compared_the_fit_is_shown_and_nobody_read_again(seated: SeatingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    read = seating.guests  # the page names a round; what looks for issues does not
    monkeypatch.setattr(desk, "MANY", 0)
    monkeypatch.setattr(seating, "guests", lambda *what: asked.append(what) or read(*what))
    before = dict(seated.desk.plan.seat_of)
    seated.refresh(None)
    assert not seated.desk.plan.compared
    qtbot.waitUntil(lambda: seated.desk.plan.compared, timeout=10_000)
    assert sum(len(what) == 3 for what in asked) == 1
    assert seated.desk.plan.seat_of == before
    assert all(line.fit is not None for line in seated.list.model.rows() if line.place)
