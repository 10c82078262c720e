"""Programmes: the list with its empty state, archiving, and what leads from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, history, memberships, people, programmes
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.programmes.new_dialog import NewDialog
from ui.pages.programmes.page import ARCHIVED, RUNNING, ProgrammesPage

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def page(ctx: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[ProgrammesPage]:
    ctx.clock = lambda: NOW
    ctx.workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    ctx.workspace.subscribe(ctx.changes.emit)
    made = ProgrammesPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    yield made
    ctx.jobs.stop()
    ctx.workspace.close()


@pytest.fixture
def went(ctx: Context) -> list[tuple]:
    places: list[tuple] = []
    ctx.navigate = lambda page, event_id=None, item=None: places.append((page, event_id, item))
    return places


def board(ctx: Context, name: str = "Retail board", **fields) -> str:
    return programmes.create(ctx.workspace, "cab", name, "Members decide with us.", **fields).created("programme")[0]


def meeting(ctx: Context, programme_id: str) -> str:
    new = NewEvent("cab", "Spring board", "P", datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 17), "UTC", template=False, programme_id=programme_id)
    return events.new(ctx.workspace, new).created("event")[0]


def test_an_empty_list_asks_what_members_should_gain(page: ProgrammesPage) -> None:
    assert page.content.currentWidget() is page.content.empty
    assert "What should customers gain" in page.content.empty._sentence.text()
    assert not page.toolbar.search.isVisibleTo(page)
    assert not page.filter.isVisibleTo(page)
    assert nameless(page) == []


def test_a_programme_begins_with_its_purpose_and_the_reason_stands_at_the_field(page: ProgrammesPage, ctx: Context, qtbot: QtBot) -> None:
    dialog = NewDialog(ctx)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form["name"].show_value("Retail board")
    dialog.go.click()
    assert "purpose" in dialog.form.error("purpose").lower()
    assert dialog.form["name"].value() == "Retail board"
    dialog.form["purpose"].show_value("Members decide with us.")
    dialog.form["tenure_months"].line.setText("many")
    dialog.go.click()
    assert "“many” is not a whole number" in dialog.form.error("tenure_months")
    dialog.form["tenure_months"].show_value(24)
    dialog.go.click()
    assert [row.name for row in page.model.rows()] == ["Retail board"]
    assert programmes.read(ctx.workspace, dialog.made).tenure_months == 24
    history.undo(ctx.workspace)
    assert page.model.rows() == []


def test_members_power_a_council_unless_somebody_says_otherwise(page: ProgrammesPage, ctx: Context, qtbot: QtBot) -> None:
    dialog = NewDialog(ctx)
    qtbot.addWidget(dialog)
    kind, owner = dialog.form["kind"], dialog.form["ownership"]
    assert owner.value() == "host"
    kind.show_value("council")
    kind._settle()
    assert owner.value() == "customer"
    owner.show_value("host")
    owner._settle()
    kind.show_value("council")
    kind._settle()
    assert owner.value() == "host"


def test_who_runs_them_is_told_as_a_share(page: ProgrammesPage, ctx: Context) -> None:
    board(ctx, ownership="customer")
    board(ctx, "Second", ownership="host")
    assert "2 programmes, 0 members" in page.subtitle.text()
    assert "1 run by us, 1 powered by customers (50%)" in page.subtitle.text()


def test_keys_open_a_programme_and_plan_its_meeting(page: ProgrammesPage, ctx: Context, went: list[tuple], qtbot: QtBot) -> None:
    made = board(ctx)
    page.select(made)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    assert went == [("programme", None, made), ("events", None, f"new:{made}")]


def test_what_has_meetings_is_archived_instead_and_says_so(page: ProgrammesPage, ctx: Context, said: list[Message], qtbot: QtBot) -> None:
    made = board(ctx)
    meeting(ctx, made)
    page.select(made)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rows() == []
    assert "archive" in str(said[-1]).lower()
    page.filter.choose(ARCHIVED)
    assert [row.id for row in page.model.rows()] == [made]
    page.select(made)
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    page.filter.choose(RUNNING)
    assert [row.id for row in page.model.rows()] == [made]


def test_one_without_meetings_is_removed_and_comes_back_by_undo(page: ProgrammesPage, ctx: Context) -> None:
    made = board(ctx)
    page.remove([made])
    assert page.model.rows() == []
    assert not page.filter.isVisibleTo(page), "nothing is archived"
    history.undo(ctx.workspace)
    assert [row.id for row in page.model.rows()] == [made]


def test_the_next_meeting_stands_in_the_list(page: ProgrammesPage, ctx: Context) -> None:
    made = board(ctx)
    assert page.model.words_at(0, 5) == "none planned"
    meeting(ctx, made)
    assert page.model.words_at(0, 5) == "Wed 10 Mar 2027"


def test_an_archived_programme_is_brought_back_before_a_meeting_is_planned(page: ProgrammesPage, ctx: Context, went: list[tuple]) -> None:
    made = board(ctx)
    programmes.archive(ctx.workspace, [made])
    page.filter.choose(ARCHIVED)
    page.select(made)
    assert next(spec for spec in page.commands() if spec.id == "programmes.meeting").reason(page) == "Bring it back first."
    page.plan_meeting(made)
    assert went == []


def test_terms_that_are_over_or_end_soon_are_counted_in_words(page: ProgrammesPage, ctx: Context) -> None:
    made = board(ctx)
    for name, end in (("Ada", "2026-12-31"), ("Bo", "2027-02-01"), ("Cy", "2029-01-01")):
        added = people.add(ctx.workspace, ContactDraft(display_name=name)).created("person")
        memberships.add(ctx.workspace, made, added, status="active", end=end)
    assert "3 members, 2 terms are over or end within 90 days" in page.subtitle.text()
