"""The page of introductions on a real workspace: suggested, planned by hand, marked with one key, edited beside the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, introductions, people
from ui.kit.a11y import nameless
from ui.pages.introductions.page import NOBODY, IntroductionsPage
from ui.pages.introductions.pair import PlanDialog

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An event with four guests of one topic, nobody has answered yet; the file and the event."""
    path = tmp_path_factory.mktemp("introductions_page") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("meetup", "Evening", "Talk", start, start.replace(hour=22), "UTC", template=False)).created("event")[0]
    for name in ("Ana", "Ben", "Cy", "Dee"):
        draft = ContactDraft(display_name=name, organisation=f"{name} & Co", topics=("Cloud",), side="customer")
        guests.add(ws, event, people.add(ws, draft).created("person"))
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared: tuple[Path, str], opened: Callable[..., Any]) -> Any:
    return opened(prepared[0], clock=lambda: NOW)


@pytest.fixture
def page(ws: Any, prepared: tuple[Path, str], shown: Callable[..., Any]) -> IntroductionsPage:
    return shown(IntroductionsPage, prepared[1])


def all_come(ws: Any, event: str) -> None:
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")


def suggested(page: IntroductionsPage, ws: Any, qtbot: QtBot) -> list[str]:
    """Everybody comes, and the page has suggested: the ids in the order of the list."""
    all_come(ws, page.event_id or "")
    page.fill_button.click()
    qtbot.waitUntil(lambda: len(page.model.rows()) == 6)
    return [row.id for row in page.model.shown_rows()]


def test_nobody_can_be_introduced_before_somebody_comes(page: IntroductionsPage, ws: Any) -> None:
    assert not page.fill_button.isEnabled()
    assert NOBODY in page.fill_button.toolTip()
    all_come(ws, page.event_id or "")
    assert page.fill_button.isEnabled()
    assert page.subtitle.text() == "4 guests could be introduced"
    assert nameless(page) == []


def test_suggestions_fill_the_list_and_say_how_many_are_covered(page: IntroductionsPage, ws: Any, qtbot: QtBot) -> None:
    suggested(page, ws, qtbot)
    assert page.subtitle.text() == "6 introductions · 4 of 4 guests have one, 4 have 3"
    assert [page.model.index(0, c).data() for c in range(3)] == ["Ana", "Ben", "Shares Cloud"]


@pytest.mark.parametrize(("key", "state"), [(Qt.Key.Key_M, "met"), (Qt.Key.Key_N, "not_met")])
def test_one_key_says_what_became_of_it(page: IntroductionsPage, ws: Any, qtbot: QtBot, key: Qt.Key, state: str) -> None:
    ids = suggested(page, ws, qtbot)
    page.table.select_ids(ids[:2])
    page.table.setFocus()
    qtbot.keyClick(page.table, key)
    assert [r.state for r in introductions.rows(ws, page.event_id) if r.id in ids[:2]] == [state, state]


def test_the_drawer_saves_what_is_typed_and_follows_the_selection(page: IntroductionsPage, ws: Any, qtbot: QtBot) -> None:
    ids = suggested(page, ws, qtbot)
    page.open_row(ids[0])
    editor = page._drawn.form["note"].editor
    editor.setPlainText("Both have moved")
    page.table.select_ids([ids[1]])
    assert page._drawn.row_id == ids[1]
    assert next(r.note for r in introductions.rows(ws, page.event_id) if r.id == ids[0]) == "Both have moved"
    introductions.remove(ws, [ids[1]])
    assert page.drawer.isHidden()


def test_planning_one_by_hand_keeps_the_words_where_it_is_refused(page: IntroductionsPage, ws: Any) -> None:
    all_come(ws, page.event_id or "")
    rows = introductions.guests(ws, page.event_id)
    dialog = PlanDialog(page.ctx, page.event_id or "", rows, ["Ann"])
    ana, ben = rows[0].id, rows[1].id
    dialog.form.load({"a_id": ana, "b_id": ana, "reason": "Both sail"})
    assert dialog._plan() is False
    assert "Two different guests" in dialog.form.error("b_id")
    assert dialog.form["reason"].value() == "Both sail"
    dialog.form["b_id"].show_value(ben)
    assert dialog._plan() is True
    (row,) = introductions.rows(ws, page.event_id)
    assert (row.a, row.b, row.reason) == ("Ana", "Ben", "Both sail")
    dialog.deleteLater()
