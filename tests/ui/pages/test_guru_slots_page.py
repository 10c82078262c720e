"""The page of one-to-ones on a real workspace: experts added, everybody matched, a slot given back and given by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, guru_slots, people
from ui.kit.a11y import nameless
from ui.pages.guru_slots.expert_form import ExpertDialog, GiveDialog
from ui.pages.guru_slots.page import EXPERT_VIEW, NEED_EXPERTS, SLOT_VIEW, WAITING_VIEW, GuruSlotsPage
from ui.pages.guru_slots.windows_field import WindowsField

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 9)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An event with a host and three customers of one topic, all accepted; the file and the event."""
    path = tmp_path_factory.mktemp("guru_page") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    event = events.new(ws, NewEvent("cab", "Board", "Listen", START, START.replace(hour=17), "UTC", template=False)).created("event")[0]
    for name, side in (("Eve", "host"), ("Ana", "customer"), ("Ben", "customer"), ("Cy", "customer")):
        guests.add(ws, event, people.add(ws, ContactDraft(display_name=name, topics=("Cloud",), side=side)).created("person"))
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared: tuple[Path, str], opened: Callable[..., Any]) -> Any:
    return opened(prepared[0], clock=lambda: NOW)


@pytest.fixture
def page(ws: Any, prepared: tuple[Path, str], shown: Callable[..., Any]) -> GuruSlotsPage:
    return shown(GuruSlotsPage, prepared[1])


def with_expert(page: GuruSlotsPage, ws: Any) -> str:
    """Eve has an hour: two slots for three customers."""
    host = next(g.id for g in guests.rows(ws, page.event_id) if g.name == "Eve")
    return guru_slots.add_expert(ws, page.event_id, host, [(START.replace(hour=12), START.replace(hour=13))]).created("expert")[0]


def test_it_begins_with_the_experts_and_says_what_is_needed(page: GuruSlotsPage) -> None:
    assert page.views.place == EXPERT_VIEW
    assert not page.match_button.isEnabled()
    assert NEED_EXPERTS in page.match_button.toolTip()
    assert page.subtitle.text() == "Nobody gives time yet"
    assert nameless(page) == []


def test_matching_shows_the_slots_and_who_stands_by(page: GuruSlotsPage, ws: Any) -> None:
    with_expert(page, ws)
    page.match_button.click()
    assert page.views.place == SLOT_VIEW
    assert page.subtitle.text() == "1 expert · 2 of 2 slots given · 1 guest standing by"
    assert [page.slots.index(0, c).data() for c in (0, 2, 4)] == ["Wed 12:00–12:30", "Eve", "Shares Cloud"]
    page.views.choose(WAITING_VIEW)
    assert page.waiting.index(0, 1).data().startswith("All 2 slots of Eve are taken, by ")


def test_keys_say_what_became_of_a_slot_and_give_it_back(page: GuruSlotsPage, ws: Any, qtbot: QtBot) -> None:
    with_expert(page, ws)
    page.match_all()
    first, second = (row.id for row in page.slots.shown_rows())
    page.slot_table.select_ids([first])
    page.slot_table.setFocus()
    qtbot.keyClick(page.slot_table, Qt.Key.Key_M)
    page.slot_table.select_ids([second])
    qtbot.keyClick(page.slot_table, Qt.Key.Key_Delete)
    assert [(row.id, row.state) for row in guru_slots.slots(ws, page.event_id)] == [(first, "done")]


def test_an_expert_is_added_with_times_on_the_first_day(page: GuruSlotsPage, ws: Any) -> None:
    dialog = ExpertDialog(page.ctx, page.event_id or "", guru_slots.possible_experts(ws, page.event_id), START)
    assert dialog._add() is False
    assert "Choose a guest" in dialog.form.error("guest_id")
    dialog.form["guest_id"].show_value(next(g.id for g in guests.rows(ws, page.event_id) if g.name == "Eve"))
    dialog.form["windows"].editor.setPlainText("14:00-15:00\n11 Mar 2027 9:00-10:00")
    assert dialog._add() is False
    assert "outside the event" in dialog.form.error("windows")
    dialog.form["windows"].editor.setPlainText("14:00-15:00")
    assert dialog._add() is True
    (made,) = guru_slots.experts(ws, page.event_id)
    assert made.windows == ((START.replace(hour=14), START.replace(hour=15)),)
    dialog.deleteLater()


def test_the_drawer_changes_the_times_and_gives_back_what_no_longer_fits(page: GuruSlotsPage, ws: Any) -> None:
    expert = with_expert(page, ws)
    page.match_all()
    page.open_row(expert)
    windows = page._drawn.form["windows"]
    windows.editor.setPlainText("12:30-13:30")
    page._drawn.flush()
    assert {f"{row.start:%H:%M}" for row in guru_slots.slots(ws, page.event_id)} == {"12:30"}
    windows.editor.setPlainText("soon")
    page._drawn.flush()
    assert "“soon” is no time" in page._drawn.form.error("windows")
    assert windows.editor.toPlainText() == "soon"


def test_one_slot_is_given_by_hand(page: GuruSlotsPage, ws: Any) -> None:
    expert = with_expert(page, ws)
    dialog = GiveDialog(page.ctx, page.model.rows(), [(row.id, row.name) for row in guru_slots.possible_guests(ws, page.event_id)])
    assert dialog._give() is False
    assert dialog.form.error("guest_id") == "Choose who gets the slot."
    ana = next(g.id for g in guests.rows(ws, page.event_id) if g.name == "Ana")
    dialog.form["guest_id"].show_value(ana)
    dialog.form["expert_id"].show_value(expert)
    dialog.form.changed.emit("expert_id")
    dialog.form["start"].show_value(START.replace(hour=12, minute=30))
    assert dialog._give() is True
    assert [(row.guest, f"{row.start:%H:%M}") for row in guru_slots.slots(ws, page.event_id)] == [("Ana", "12:30")]
    dialog.deleteLater()


@pytest.mark.parametrize("line", ["14:00", "14:00 to 15:00", "31 Feb 2027 14:00-15:00", "later-15:00"])
def test_a_line_that_is_no_time_is_refused(qapp: Any, line: str) -> None:
    field = WindowsField()
    field.first_day = START
    field.editor.setPlainText(line)
    with pytest.raises(RuleBroken, match="is no time") as refused:
        field.value()
    assert refused.value.field == "windows"
    field.widget.deleteLater()
