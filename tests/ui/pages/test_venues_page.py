"""Venues: adding, editing in the drawer, the week's hours, and a refusal that names the events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, history, venues
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.venues.hours_field import HoursField
from ui.pages.venues.page import VenuesPage


@pytest.fixture
def page(ctx: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[VenuesPage]:
    ctx.workspace = create_workspace(tmp_path / "w.advo")
    ctx.workspace.subscribe(ctx.changes.emit)
    made = VenuesPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    yield made
    ctx.jobs.stop()
    ctx.workspace.close()


@pytest.fixture
def haus(page: VenuesPage, ctx: Context) -> str:
    return venues.add(ctx.workspace, "Haus am See", city="Berlin").created("venue")[0]


@pytest.fixture
def hours(qtbot: QtBot) -> HoursField:
    made = HoursField()
    qtbot.addWidget(made.widget)
    return made


def type_into(page: VenuesPage, field: str, value) -> None:
    """Type a value and leave the field."""
    each = page.panel.form[field]
    each.show_value(value)
    each._touch()
    each._leave()


def test_an_empty_list_says_what_it_is_for(page: VenuesPage) -> None:
    assert page.content.currentWidget() is page.content.empty
    assert not page.toolbar.search.isVisibleTo(page)


def test_a_new_venue_opens_in_the_drawer(page: VenuesPage, ctx: Context, answers, said: list[Message]) -> None:
    answers.answers = ["Loja do Chiado"]
    page.add()
    assert [row.name for row in page.model.rows()] == ["Loja do Chiado"]
    assert page.drawer.isVisible()
    assert page.drawer.title.whole() == "Loja do Chiado"
    assert said[-1].button == "Undo"
    assert nameless(page) == []


def test_a_name_that_is_there_already_is_asked_again_with_the_reason(page: VenuesPage, ctx: Context, answers) -> None:
    venues.add(ctx.workspace, "Haus")
    answers.answers = ["haus", None]
    page.add()
    assert [question[0] for question in answers.asked] == ["ask_text", "ask_text"]
    assert "in the list of venues already" in answers.asked[1][2]
    assert len(page.model.rows()) == 1


def test_enter_opens_and_every_field_saves_itself(page: VenuesPage, ctx: Context, haus: str, qtbot: QtBot) -> None:
    page.table.select_ids([haus])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    for field, value in (("address", "Seestr. 1"), ("capacity", 120), ("zone", "Europe/Berlin"), ("access_notes", "Ramp"), ("contact", "Jo")):
        type_into(page, field, value)
    found = venues.details(ctx.workspace, haus)
    assert (found.row.address, found.row.capacity, found.row.zone) == ("Seestr. 1", 120, "Europe/Berlin")
    assert (found.access_notes, found.contact) == ("Ramp", "Jo")
    history.undo(ctx.workspace)
    assert page.panel.form["contact"].value() == ""


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("name", " ", "A venue needs a name."), ("zone", "Atlantis", "no time zone “Atlantis”"), ("capacity", "lots", "whole number")],
)
def test_what_cannot_be_stays_in_its_field_with_the_reason(page: VenuesPage, ctx: Context, haus: str, field: str, typed: str, words: str) -> None:
    page.open_venue(haus)
    each = page.panel.form[field]
    each.editor.setText(typed)
    each._touch()
    each._leave()
    assert words in page.panel.form.error(field)
    assert each.editor.text() == typed
    events.new(ctx.workspace, NewEvent("cab", "T", "P", datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 10), "UTC", template=False))
    assert each.editor.text() == typed
    assert venues.details(ctx.workspace, haus).row.name == "Haus am See"


def test_the_drawer_follows_the_row_and_keeps_what_was_typed(page: VenuesPage, ctx: Context, haus: str) -> None:
    other = venues.add(ctx.workspace, "Zum Anker").created("venue")[0]
    page.select(haus)
    each = page.panel.form["address"]
    each.show_value("Typed, not left")
    each._touch()
    page.table.select_ids([other])
    assert page.panel.venue_id == other
    assert venues.details(ctx.workspace, haus).row.address == "Typed, not left"


def test_a_used_venue_is_not_removed_and_the_event_is_named(page: VenuesPage, ctx: Context, haus: str, said: list[Message], qtbot: QtBot) -> None:
    new = NewEvent("cab", "Spring board", "P", datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 17), "UTC", "Haus am See", "Berlin", template=False)
    event_id = events.new(ctx.workspace, new).created("event")[0]
    page.select(haus)
    assert page.panel._events.text() == "Events here: Spring board"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert "in use by “Spring board”" in said[-1].text
    events.remove(ctx.workspace, [event_id])
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rows() == []
    assert not page.drawer.isVisible()


def test_the_week_is_shown_and_read_back(hours: HoursField) -> None:
    week = {"mon": ["09:00", "21:00"], "fri": ["18:00", "02:00"]}
    hours.show_value(week)
    assert hours.value() == week
    assert [label.text() for label in hours._closed] == ["closed"] * 7
    hours.show_value({})
    assert hours.value() == {}
    assert hours._closed[0].text() == "not known"


def test_a_day_newly_open_takes_the_hours_of_the_day_before(hours: HoursField) -> None:
    saved: list = []
    hours.committed.connect(lambda: saved.append(hours.value()))
    hours.show_value({})
    hours.days["mon"][0].click()
    hours.days["mon"][1].setText("08:00")
    hours.days["tue"][0].click()
    assert saved[-1] == {"mon": ["08:00", "21:00"], "tue": ["08:00", "21:00"]}
    hours.days["mon"][0].click()
    assert saved[-1] == {"tue": ["08:00", "21:00"]}


def test_hours_that_cannot_be_are_refused_and_stay(hours: HoursField) -> None:
    hours.show_value({"mon": ["09:00", "21:00"]})
    hours.days["mon"][2].setText("late")
    with pytest.raises(RuleBroken, match="“late” on Monday is not a time of day"):
        hours.value()
    assert hours.days["mon"][2].text() == "late"


def test_search_and_commands(page: VenuesPage, ctx: Context, haus: str) -> None:
    venues.add(ctx.workspace, "Zum Anker", city="Hamburg")
    page.model.search("hamb")
    assert [row.name for row in page.model.shown_rows()] == ["Zum Anker"]
    assert {spec.id for spec in page.commands()} == {"venues.new", "venues.remove"}


def test_what_is_allowed_outside_the_hours_saves_itself_and_refuses_at_its_field(page: VenuesPage, ctx: Context, haus: str) -> None:
    page.open_venue(haus)
    form = page.panel.off_hours
    form["latest"].editor.setText("late")
    form["latest"]._touch()
    form.flush()
    assert "“late” is not a time of day" in form.error("latest")
    assert form["latest"].editor.text() == "late"
    form["latest"].editor.setText("00:30")
    form["latest"]._touch()
    form.flush()
    assert venues.details(ctx.workspace, haus).off_hours == {"latest": "00:30"}
    days = page.panel.form["exceptions"]
    days.editor.setPlainText("2027-12-24 9:00-14:00\n2027-12-25 closed")
    page.panel.flush()
    assert venues.details(ctx.workspace, haus).exceptions == {"2027-12-24": ["09:00", "14:00"], "2027-12-25": []}
