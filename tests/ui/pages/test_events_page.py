"""The list of events by hand and by key: filters, month, copies, removal, calendar files, and what an empty list offers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, history, programmes
from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.events import wizard
from ui.pages.events.columns import PROGRAMME
from ui.pages.events.copy_dialog import CopyDialog
from ui.pages.events.kind_cards import FirstEvents
from ui.pages.events.page import EventsPage, save_event, take_in

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
COUNCIL = NewEvent("council", "Data council", "Peers.", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", "Haus", "Berlin")
PAST = NewEvent("meetup", "Old meetup", "Talk.", datetime(2026, 3, 10, 18), datetime(2026, 3, 10, 22), "America/New_York", template=False)


@pytest.fixture
def went(ctx: Context) -> list[tuple]:
    found: list[tuple] = []
    ctx.navigate = lambda page, event_id=None, item=None: found.append((page, event_id))
    return found


@pytest.fixture
def page(ctx: Context, went: list, tmp_path: Path, qtbot: QtBot) -> Iterator[EventsPage]:
    ctx.clock = lambda: NOW
    ctx.workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    ctx.workspace.subscribe(ctx.changes.emit)
    made = EventsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    yield made
    ctx.jobs.stop()
    ctx.workspace.close()


@pytest.fixture
def filled(page: EventsPage, ctx: Context) -> dict[str, str]:
    """Ids of two events by title."""
    return {event.title: events.new(ctx.workspace, event).created("event")[0] for event in (COUNCIL, PAST)}


def shown(page: EventsPage) -> list[str]:
    return [line.row.title for line in page.model.shown_rows()]


def test_an_empty_list_offers_every_kind_with_its_rules(page: EventsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Unfinished:
        made = ""

        def __init__(self, ctx: Context, kind: str, programme_id: str) -> None:
            asked.append(kind)

        def ask(self, over: object) -> bool:
            return False

    monkeypatch.setattr(wizard, "EventWizard", Unfinished)
    assert page.views.currentWidget() is page.views.first
    assert not page.toolbar.search.isVisibleTo(page)
    for card in page.views.first.cards:
        card.click()
    assert asked == ["cab", "council", "rockstar", "meetup", "usergroup"]


def test_a_new_event_is_made_by_hand_and_opened(page: EventsPage, ctx: Context, went: list, said: list[Message], qtbot: QtBot) -> None:
    def fill() -> None:
        wizard = QApplication.activeModalWidget()
        qtbot.keyClicks(wizard.about.form["title"].editor, "First meetup")
        wizard.about.form["purpose"].editor.setPlainText("Talk with peers.")
        qtbot.keyClicks(wizard.about.form["topic"].editor, "First months")
        wizard.go.click()
        wizard._early.click()
        # Else a refusal would leave the dialog open, and the test waiting for it.
        wizard.close()

    QTimer.singleShot(0, fill)
    page.views.first.cards[3].click()
    row = events.rows(ctx.workspace)[0]
    assert (row.title, row.kind, row.start.hour) == ("First meetup", "meetup", 18)
    assert went == [("overview", row.id)]
    assert (said[-1].text, said[-1].button) == ("Create First meetup", "Undo")
    assert shown(page) == ["First meetup"]


def test_cards_are_drawn_again_in_another_theme_and_let_go_when_the_page_is_gone(qtbot: QtBot) -> None:
    cards = FirstEvents()
    qtbot.addWidget(cards)
    light = cards.cards[0].grab().toImage()
    theme.THEME.apply("dark")
    assert cards.cards[0].grab().toImage() != light
    shiboken6.delete(cards)
    theme.THEME.apply("light")
    assert not shiboken6.isValid(cards)


def test_rows_tell_what_a_person_needs(page: EventsPage, filled: dict[str, str]) -> None:
    line = page.model.line_of(filled["Data council"])
    cells = [page.model.index(line, column).data() for column in range(page.model.columnCount())]
    assert cells[:5] == ["Data council", "Council", "", "Wed 10 Mar 2027, 18:00 Berlin", "Haus, Berlin"]
    assert cells[-1] == "Planned"
    assert page.subtitle.text() == "1 event to come, 1 past · 1 run by us, 1 powered by customers (50%)"
    assert nameless(page) == []


def test_readiness_follows_for_events_to_come(page: EventsPage, filled: dict[str, str], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.model.row(filled["Data council"]).ready is not None)
    assert page.model.row(filled["Old meetup"]).ready is None
    text = page.model.index(page.model.line_of(filled["Data council"]), 7).data()
    assert text.endswith("%")


def test_filters_and_search_narrow_the_list_and_one_button_undoes_them(page: EventsPage, filled: dict[str, str]) -> None:
    page._time.setCurrentIndex(1)
    page._time.activated.emit(1)
    assert shown(page) == ["Data council"]
    page._kind.setCurrentText("Meetup")
    page._kind.activated.emit(page._kind.currentIndex())
    assert page.views.currentWidget() is page.views.nothing
    page.views.nothing.button.click()
    assert shown(page) == ["Old meetup", "Data council"]
    page.model.search("berlin")
    assert shown(page) == ["Data council"]


def test_enter_opens_the_event(page: EventsPage, filled: dict[str, str], went: list, qtbot: QtBot) -> None:
    page.select(filled["Data council"])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert went == [("overview", filled["Data council"])]


def test_delete_removes_and_undo_brings_back(page: EventsPage, ctx: Context, filled: dict[str, str], said: list[Message], qtbot: QtBot) -> None:
    page.select(filled["Old meetup"])
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert shown(page) == ["Data council"]
    assert (said[-1].text, said[-1].button) == ("Remove 1 event", "Undo")
    history.undo(ctx.workspace)
    assert shown(page) == ["Old meetup", "Data council"]


def test_a_refused_removal_says_why(page: EventsPage, filled: dict[str, str], said: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(ws, ids):
        raise RuleBroken("events.invited", "Guests hold invitations.", "Cancel it instead.")

    monkeypatch.setattr(events, "remove", refuse)
    page.remove([filled["Data council"]])
    assert str(said[-1]) == "Guests hold invitations. Cancel it instead."
    assert len(shown(page)) == 2


def test_a_calendar_file_is_written(page: EventsPage, filled: dict[str, str], answers, said: list[Message], tmp_path: Path) -> None:
    answers.answers = [tmp_path / "council"]
    page.export_calendar([filled["Data council"]])
    assert b"SUMMARY:Data council" in (tmp_path / "council.ics").read_bytes()
    assert said[-1].text == "1 event written to council.ics."
    answers.answers = [None]
    page.export_calendar(list(filled.values()))
    assert answers.asked[-1] == ("save_file", "Export calendar", "Events.ics")


def test_a_copy_opens_on_its_own_overview(page: EventsPage, ctx: Context, filled: dict, went: list, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(dialog: CopyDialog, over) -> bool:
        dialog.form["start"].show_value(datetime(2027, 9, 8, 18))
        dialog.form["title"].show_value("Autumn council")
        dialog._go()
        return bool(dialog.result())

    monkeypatch.setattr(CopyDialog, "ask", answer)
    page.copy_event([filled["Data council"]])
    made = next(row for row in events.rows(ctx.workspace) if row.title == "Autumn council")
    assert (made.start, made.end) == (datetime(2027, 9, 8, 18), datetime(2027, 9, 8, 22))
    assert went == [("overview", made.id)]


def test_a_copy_to_a_skipped_hour_keeps_the_text_and_says_why(page: EventsPage, filled: dict[str, str], qtbot: QtBot) -> None:
    made: list[str] = []
    row = page.model.row(filled["Data council"]).row
    dialog = CopyDialog(row, lambda *args: page._copy(row.id, made, *args))
    qtbot.addWidget(dialog)
    assert dialog.form["start"].value() == row.start + timedelta(weeks=13)
    dialog.form["start"].show_value(datetime(2027, 3, 28, 2, 30))
    dialog._go()
    assert "Choose 01:30 or 03:30." in dialog.form.error("start")
    assert dialog.form["start"].line.text() == "Sun 28 Mar 2027 02:30"
    dialog.form["start"].line.setText("next week")
    dialog._go()
    assert "not a date and time" in dialog.form.error("start")
    dialog.form["start"].line.setText("")
    dialog._go()
    assert "Say when the copy starts." in dialog.form.error("start")
    assert made == []


def test_the_month_shows_the_same_events_and_obeys_the_keys(page: EventsPage, filled: dict[str, str], went: list, qtbot: QtBot) -> None:
    page.show_as(month=True)
    grid = page.views.month.grid
    assert page.views.currentWidget() is page.views.month
    assert grid.day == date(2027, 1, 4)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert page.views.month._name.text() == "March 2027"
    grid.go(date(2027, 3, 9))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "Wednesday 10 March 2027: Data council"
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert went == [("overview", filled["Data council"])]
    assert not page.grab().isNull()
    page.model.search("old")
    assert grid.on(date(2027, 3, 10)) == []


@pytest.mark.parametrize(
    ("start", "months", "end"), [("2027-01-31", 1, "2027-02-28"), ("2027-12-15", 1, "2028-01-15"), ("2028-03-31", -1, "2028-02-29")]
)
def test_a_month_turns_onto_a_day_that_exists(page: EventsPage, start: str, months: int, end: str) -> None:
    page.views.month.grid.go(date.fromisoformat(start))
    page.views.month.grid.turn(months)
    assert page.views.month.grid.day == date.fromisoformat(end)


def test_selection_survives_a_refresh_and_commands_cover_the_menu(page: EventsPage, ctx: Context, filled: dict[str, str]) -> None:
    page.select(filled["Data council"])
    events.edit(ctx.workspace, filled["Data council"], room="Saal")
    assert page.table.selected_ids() == [filled["Data council"]]
    assert {spec.id for spec in page.commands()} >= {"events.new", "events.open", "events.copy", "events.export", "events.remove"}
    page.table.selectAll()
    reasons = {spec.id: spec.reason(page.table.selected_ids()) for spec in page._row_actions()}
    one = "Choose one event."
    assert reasons == {"open": one, "repeat": one, "copy": one, "export": "", "save": one, "remove": ""}


def test_a_narrow_list_leaves_out_the_place_rather_than_cut_titles(page: EventsPage, filled: dict[str, str]) -> None:
    where = [column.title for column in page.model.columns].index("Where")
    page.resize(1160, 640)
    assert not page.table.isColumnHidden(where)
    page.resize(960, 640)
    assert page.table.isColumnHidden(where)


def test_events_are_filtered_by_their_programme(page: EventsPage, filled: dict[str, str], ctx: Context, qtbot: QtBot) -> None:
    assert not page._programme.isVisibleTo(page), "no event belongs to one"
    council = programmes.create(ctx.workspace, "council", "Peers in data", "Peers help peers.").created("programme")[0]
    events.edit(ctx.workspace, filled["Data council"], programme_id=council)
    assert [page._programme.itemText(n) for n in range(page._programme.count())] == ["All programmes", "Peers in data", "Of no programme"]
    page._programme.setCurrentIndex(1)
    page._filter()
    assert [line.id for line in page.model.shown_rows()] == [filled["Data council"]]
    page.resize(1700, 700)
    assert not page.table.isColumnHidden(PROGRAMME)
    events.edit(ctx.workspace, filled["Data council"], title="Spring council")
    assert page._programme.currentText() == "Peers in data", "a change leaves the filter as it was"
    page.show_all()
    assert len(page.model.shown_rows()) == len(filled)


def test_a_further_meeting_of_a_programme_begins_with_what_it_says(page: EventsPage, ctx: Context, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = programmes.create(ctx.workspace, "council", "Peers in data", "Peers help peers.", sponsor="Ada").created("programme")[0]
    shown: list[wizard.EventWizard] = []
    monkeypatch.setattr(wizard.EventWizard, "ask", lambda made, over: bool(shown.append(made)))
    page.select(f"new:{made}")
    assert shown == [], "the window shows the page before the wizard keeps it waiting"
    qtbot.waitUntil(lambda: bool(shown))
    about = shown[0].about
    assert (about.kind, about.programme_id, about.form["purpose"].value()) == ("council", made, "Peers help peers.")
    assert shown[0].who.organiser["sponsor"].value() == "Ada"


def test_an_event_is_saved_as_a_file_and_taken_into_another_workspace(
    page: EventsPage, ctx: Context, answers, went, said, tmp_path: Path, qtbot: QtBot
) -> None:
    idle = lambda: qtbot.waitUntil(lambda: not ctx.jobs.running, timeout=30_000)  # noqa: E731
    first = events.new(ctx.workspace, COUNCIL).created("event")[0]
    events.new(ctx.workspace, PAST)
    page.refresh(None)
    answers.answers = [tmp_path / "Council"]
    save_event(page, [first])
    idle()
    assert "Council.advo" in said[-1].text
    before = (tmp_path / "Council.advo").read_bytes()
    answers.answers = [tmp_path / "Council", False]
    save_event(page, [first])
    assert (answers.asked[-1][0], answers.asked[-1][3]) == ("confirm", "Replace it")
    assert (tmp_path / "Council.advo").read_bytes() == before
    answers.asked.clear()
    mine, ctx.workspace = ctx.workspace, create_workspace(tmp_path / "other.advo", clock=lambda: NOW)
    answers.answers = [tmp_path / "Council.advo", mine.path, 0]
    take_in(page)
    idle()
    assert went[-1] == ("overview", first)
    take_in(page)
    idle()
    assert [row.title for row in events.rows(ctx.workspace)] == ["Old meetup", "Data council"]
    assert [question[0] for question in answers.asked] == ["open_file", "open_file", "choose"]
    answers.answers = [tmp_path / "Council.advo"]
    take_in(page)
    idle()
    assert said[-1].text == "“Data council” is in this workspace already."
    mine.close()
