"""One programme: roster with terms as bars, warnings in words, the drawer, what keys do, adding people, meetings and charter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, memberships, people, programmes
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.programmes.add_dialog import AddDialog
from ui.pages.programmes.columns import MIND, SEAT, STATUS, TERM
from ui.pages.programmes.programme_page import CHARTER, MEETINGS, MEMBERS, ProgrammePage
from ui.pages.programmes.term_bars import axis_of, bar_ends, bar_look

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def page(ctx: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[ProgrammePage]:
    ctx.clock = lambda: NOW
    ctx.workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    ctx.workspace.subscribe(ctx.changes.emit)
    ws = ctx.workspace
    made = programmes.create(ws, "cab", "Retail board", "Members decide with us.", tenure_months=24).created("programme")[0]
    for name, tag in (("Ada Byron", "Board"), ("Bo Li", "Board"), ("Cy Young", "Other")):
        people.add(ws, ContactDraft(display_name=name, tags=(tag,), organisation=f"{name.split()[1]} plc"))
    page = ProgrammePage(ctx)
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show()
    page.select(made)
    yield page
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def went(ctx: Context) -> list[tuple]:
    places: list[tuple] = []
    ctx.navigate = lambda page, event_id=None, item=None: places.append((page, event_id, item))
    return places


def person(ctx: Context, name: str) -> str:
    return next(row.id for row in people.rows(ctx.workspace) if row.name == name)


def join(page: ProgrammePage, name: str, **fields) -> str:
    """Make somebody a member; the id of the membership."""
    fields = {"start": date(2026, 1, 1), "end": date(2027, 12, 31), "status": "active"} | fields
    memberships.add(page.ctx.workspace, page.programme_id, [person(page.ctx, name)], **fields)
    return next(row.id for row in page.model.rows() if row.name == name)


def meeting(page: ProgrammePage, title: str = "Spring board") -> str:
    new = NewEvent("cab", title, "P", datetime(2027, 3, 10, 9), datetime(2027, 3, 10, 17), "UTC", template=False, programme_id=page.programme_id)
    return events.new(page.ctx.workspace, new).created("event")[0]


def words(page: ProgrammePage, member_id: str, column: int) -> str:
    return page.model.words_at(page.model.line_of(member_id), column)


def test_the_axis_spans_the_years_of_all_terms_and_today() -> None:
    axis = axis_of([(date(2025, 5, 1), date(2028, 4, 30)), (None, None)], TODAY)
    assert (axis.first, axis.last) == (2025, 2028)
    assert axis.share(date(2025, 1, 1)) == 0.0
    assert axis.share(date(2028, 12, 31)) == 1.0
    assert axis.share(date(1990, 1, 1)) == 0.0, "a bar that leaves the axis ends at its edge"
    far = axis_of([(date(1980, 1, 1), date(2100, 1, 1))], TODAY)
    assert (far.first, far.last) == (2027, 2027), "one absurd term must not make all others a dot"


def test_a_missing_end_runs_on_and_no_term_has_no_bar() -> None:
    axis = axis_of([(date(2026, 1, 1), date(2027, 12, 31))], TODAY)
    assert bar_ends(axis, date(2026, 1, 1), None) == (0.0, 1.0)
    assert bar_ends(axis, None, None) is None


@pytest.mark.parametrize(
    ("status", "days", "look"),
    [
        ("active", 400, ("accent", False)),
        ("active", 30, ("warn", False)),
        ("active", None, ("accent", False)),
        ("nominated", 400, ("accent", True)),
        ("paused", 400, ("quiet", True)),
        ("alumni", -3, ("edge", False)),
    ],
)
def test_a_bar_looks_as_the_membership_stands(status: str, days: int | None, look: tuple[str, bool]) -> None:
    end = TODAY + timedelta(days=days) if days is not None else None
    assert bar_look(SimpleNamespace(status=status, end=end), TODAY) == look


def test_the_purpose_stands_on_top_and_an_empty_roster_says_how_to_begin(page: ProgrammePage) -> None:
    assert page.title.whole() == "Retail board"
    assert page.purpose.text() == "Members decide with us."
    assert "terms of 24 months" in page.subtitle.text()
    assert "Nobody belongs to it yet" in page.roster.empty._sentence.text()
    assert nameless(page) == []


def test_the_roster_tells_term_status_and_what_is_to_be_minded(page: ProgrammePage) -> None:
    ends_soon = join(page, "Ada Byron", end=date(2027, 2, 1))
    no_term = join(page, "Bo Li", start=None, end=None)
    assert "1 Jan 2026" in words(page, ends_soon, TERM)
    assert "1 Feb 2027" in words(page, ends_soon, TERM)
    assert words(page, ends_soon, MIND) != ""
    assert "term" in words(page, no_term, MIND)
    assert words(page, no_term, STATUS) == "Active"
    spoken = page.model.index(page.model.line_of(ends_soon), TERM).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Term: ")
    assert "2 active" in page.told.text()


def test_the_drawer_saves_each_field_and_refuses_at_the_field(page: ProgrammePage, ctx: Context) -> None:
    member = join(page, "Ada Byron")
    page.select(f"{page.programme_id}/{member}")
    form = page._drawn.form
    form["seat_no"].line.setText("7")
    form["seat_no"]._touch()
    form.flush()
    assert page.model.row(member).seat_no == "7"
    form["end"].line.setText("2025-01-01")
    form["end"]._touch()
    form.flush()
    assert form.error("end") != ""
    assert form["end"].line.text() == "2025-01-01"
    assert page.model.row(member).end == date(2027, 12, 31)
    history.undo(ctx.workspace)
    assert page.model.row(member).seat_no == ""


def test_keys_renew_pause_and_thank(page: ProgrammePage, ctx: Context, said: list[Message], qtbot: QtBot) -> None:
    member = join(page, "Ada Byron")
    page.table.select_ids([member])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_R)
    assert (page.model.row(member).end, page.model.row(member).renewals) == (date(2029, 12, 31), 1)
    assert said[-1].button == "Undo"
    qtbot.keyClick(page.table, Qt.Key.Key_P)
    assert page.model.row(member).status == "paused"
    qtbot.keyClick(page.table, Qt.Key.Key_P)
    assert page.model.row(member).status == "active"
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    assert page.model.row(member).status == "alumni"
    told = len(said)
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    assert len(said) == told, "nobody is made alumni twice"
    history.undo(ctx.workspace)
    assert page.model.row(member).status == "active"
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rows() == []


def test_who_leaves_waits_to_be_thanked_until_it_is_noted(page: ProgrammePage, ctx: Context) -> None:
    member = join(page, "Ada Byron")
    page.select(f"{page.programme_id}/{member}")
    drawer = page._drawn
    assert (drawer.thank.isVisibleTo(drawer), drawer.thanked.isVisibleTo(drawer)) == (True, False)
    drawer.thank.click()
    assert words(page, member, STATUS) == "Alumni, to be thanked"
    assert (drawer.thank.isVisibleTo(drawer), drawer.thanked.isVisibleTo(drawer)) == (False, True)
    assert "1 alumnus" in page.told.text()
    drawer.thanked.click()
    assert words(page, member, STATUS) == "Alumni"
    assert not drawer.thanked.isVisibleTo(drawer)


def test_columns_in_which_nothing_stands_take_no_room(page: ProgrammePage) -> None:
    member = join(page, "Ada Byron")
    assert page.table.isColumnHidden(SEAT)
    memberships.edit(page.ctx.workspace, member, seat_no="7")
    assert not page.table.isColumnHidden(SEAT)
    page.resize(960, 700)
    assert page.table.isColumnHidden(SEAT), "the drawer shows it"


def test_people_are_picked_by_tag_with_one_term_for_all(page: ProgrammePage, ctx: Context, qtbot: QtBot) -> None:
    dialog = AddDialog(ctx, page.programme, [])
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    assert not dialog.go.isEnabled()
    place = next(place for place in range(dialog.source.count()) if dialog.source.itemText(place).startswith("Board"))
    dialog.source.setCurrentIndex(place)
    dialog.source.activated.emit(place)
    dialog.all.click()
    assert dialog.go.text() == "&Add 2 people"
    dialog.form["status"].show_value("nominated")
    dialog.form["end"].show_value(date(2020, 1, 1))
    dialog.go.click()
    assert dialog.form.error("end") != ""
    assert page.model.rows() == []
    dialog.form["end"].show_value(date(2028, 12, 31))
    dialog.go.click()
    assert {(row.name, row.status, row.end) for row in page.model.rows()} == {
        ("Ada Byron", "nominated", date(2028, 12, 31)),
        ("Bo Li", "nominated", date(2028, 12, 31)),
    }
    history.undo(ctx.workspace)
    assert page.model.rows() == []


def test_people_are_taken_from_a_guest_list(page: ProgrammePage, ctx: Context, qtbot: QtBot) -> None:
    event_id = meeting(page)
    guests.add(ctx.workspace, event_id, [person(ctx, "Cy Young")])
    dialog = AddDialog(ctx, page.programme, page._meetings)
    qtbot.addWidget(dialog)
    last = dialog.source.count() - 1
    assert dialog.source.itemText(last) == "Guests of Spring board"
    dialog.source.setCurrentIndex(last)
    dialog.source.activated.emit(last)
    assert [row.name for row in dialog.model.shown_rows()] == ["Cy Young"]


def test_meetings_lead_into_their_event_and_can_leave(page: ProgrammePage, ctx: Context, went: list[tuple], qtbot: QtBot) -> None:
    event_id = meeting(page)
    page.parts.choose(MEETINGS)
    assert [row.title for row in page.meetings.model.rows()] == ["Spring board"]
    page.meetings.table.select_ids([event_id])
    page.meetings.table.setFocus()
    qtbot.keyClick(page.meetings.table, Qt.Key.Key_Return)
    page.plan_meeting()
    assert went == [("overview", event_id, None), ("events", None, f"new:{page.programme_id}")]
    qtbot.keyClick(page.meetings.table, Qt.Key.Key_Delete)
    assert page.meetings.model.rows() == []
    history.undo(ctx.workspace)
    assert [row.id for row in page.meetings.model.rows()] == [event_id]


def test_the_charter_is_edited_in_place(page: ProgrammePage, ctx: Context) -> None:
    page.parts.choose(CHARTER)
    form = page.charter.form
    form["duties"].area.setPlainText("Two days a year\nOne call a quarter")
    form["name"].line.setText("  ")
    form["name"]._touch()
    form.flush()
    assert programmes.read(ctx.workspace, page.programme_id).duties == "Two days a year\nOne call a quarter"
    assert form.error("name") != ""
    assert page.title.whole() == "Retail board"
    assert page.parts.place == CHARTER


def test_the_next_part_takes_the_keys_along(page: ProgrammePage, qtbot: QtBot) -> None:
    member = join(page, "Ada Byron")
    meeting(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    for part, widget in ((MEETINGS, page.meetings.table), (CHARTER, page.charter.form["name"].editor), (MEMBERS, page.table)):
        page.go_on()
        assert (page.parts.place, page.focusWidget() is widget) == (part, True)
    assert page.table.selected_ids() == [member]


def test_another_programme_shows_its_own_and_a_removed_one_says_so(page: ProgrammePage, ctx: Context, said: list[Message]) -> None:
    join(page, "Ada Byron")
    other = programmes.create(ctx.workspace, "council", "Service council", "Peers help peers.").created("programme")[0]
    page.select(other)
    assert (page.title.whole(), page.model.rows(), page.parts.place) == ("Service council", [], MEMBERS)
    assert page.charter.form["name"].value() == "Service council"
    page.remove_programme()
    assert "no longer in the workspace" in page.subtitle.text()
    assert not page.stack.isVisibleTo(page)
    history.undo(ctx.workspace)
    assert page.title.whole() == "Service council"


def test_a_mixed_selection_is_acted_on_where_it_applies(page: ProgrammePage) -> None:
    active, nominee, left = join(page, "Ada Byron"), join(page, "Bo Li", status="nominated"), join(page, "Cy Young")
    memberships.alumni_with_thanks(page.ctx.workspace, [left])
    memberships.thanked(page.ctx.workspace, [left])
    every = [active, nominee, left]

    def stand() -> list[tuple[str, str]]:
        return [(page.model.row(each).status, page.model.row(each).thanks) for each in every]

    page.acts.pause(every)
    assert stand() == [("paused", ""), ("nominated", ""), ("alumni", "done")]
    page.acts.pause(every)
    assert stand() == [("active", ""), ("nominated", ""), ("alumni", "done")]
    page.acts.thank(every)
    assert stand() == [("alumni", "due"), ("alumni", "due"), ("alumni", "done")]


def test_an_archived_programme_plans_no_meeting_until_it_is_brought_back(page: ProgrammePage, went: list[tuple], said: list[Message]) -> None:
    def why_not() -> str:
        return next(spec for spec in page.commands() if spec.id == "programme.meeting").reason(page)

    page.archive()
    assert (why_not(), page.plan.isEnabled()) == ("Bring it back first.", False)
    page.plan_meeting()
    assert (went, str(said[-1])) == ([], "Retail board is archived. Bring it back first.")
    page.archive()
    assert (why_not(), page.plan.isEnabled()) == ("", True)
    page.plan_meeting()
    assert len(went) == 1


def test_topics_wait_for_the_next_meeting_that_is_neither_over_nor_cancelled(page: ProgrammePage, ctx: Context) -> None:
    shown: list[str] = []
    page.meetings.show_meetings = lambda rows, topics, next_id: shown.append(next_id)
    day = datetime(2027, 1, 4, 8)
    early = NewEvent("cab", "Morning", "P", day, day.replace(hour=11), "UTC", template=False, programme_id=page.programme_id)
    events.new(ctx.workspace, early)
    assert shown[-1] == "", "it ended an hour ago"
    first = meeting(page, "First")
    assert shown[-1] == first
    events.edit(ctx.workspace, first, status="cancelled")
    assert shown[-1] == ""


def test_one_meeting_at_a_time_is_taken_out(page: ProgrammePage, qtbot: QtBot) -> None:
    both = [meeting(page), meeting(page, "Autumn board")]
    page.parts.choose(MEETINGS)
    page.meetings.table.select_ids(both)
    page.meetings.table.setFocus()
    qtbot.keyClick(page.meetings.table, Qt.Key.Key_Delete)
    assert {row.id for row in page.meetings.model.rows()} == set(both)


def test_the_term_offered_is_the_norms_where_the_charter_says_none(page: ProgrammePage, ctx: Context, qtbot: QtBot) -> None:
    programmes.edit(ctx.workspace, page.programme_id, tenure_months=0)
    dialog = AddDialog(ctx, page.programme, [])
    qtbot.addWidget(dialog)
    assert dialog.form.values()["end"] == date(2028, 7, 4)
