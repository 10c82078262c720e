"""The agenda page on a real workspace: by hand on the board, by key, in the list, in the drawer, and what is drawn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, guests, history, people
from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.agenda.grid import least_width
from ui.pages.agenda.page import EMPTY, FILLED, GONE, AgendaPage
from ui.pages.agenda.session_panel import SessionPanel
from ui.pages.agenda.shares_strip import vendor_words
from ui.pages.agenda.tools import DAYS, LIST

START, END = datetime(2027, 3, 9, 17), datetime(2027, 3, 11, 12, 30)
Mod = Qt.KeyboardModifier


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A workspace file with a board over three days and a meetup past midnight, both bare; one guest of three has declined."""
    path = tmp_path_factory.mktemp("agenda") / "prepared.advo"
    ws = create_workspace(path)
    board = events.new(ws, events.NewEvent("cab", "Board", "Listen", START, END, "Europe/Lisbon", room="Hall", template=False)).created("event")[0]
    late = events.NewEvent("meetup", "Bar", "Meet", datetime(2027, 3, 10, 19), datetime(2027, 3, 11, 1), "Europe/Berlin", template=False)
    meetup = events.new(ws, late).created("event")[0]
    names = ("Ana Lima", "Siobhán O'Brien", "Kwame Mensah")
    ids = [people.add(ws, ContactDraft(display_name=name, organisation="Delta Water")).created("person")[0] for name in names]
    guests.add(ws, board, ids, side="customer")
    rows = guests.rows(ws, board)
    guests.set_reply(ws, [row.id for row in rows], "accepted")
    guests.set_reply(ws, [row.id for row in rows if row.name == "Kwame Mensah"], "declined")
    ws.close()
    return path, board, meetup


@pytest.fixture
def event(ctx: Context, tmp_path: Path, prepared: tuple[Path, str, str]) -> Iterator[str]:
    """A copy of the prepared workspace, opened; the board's id."""
    ws = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "agenda.advo")))
    ctx.workspace = ws
    ws.subscribe(ctx.changes.emit)
    yield prepared[1]
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def page(ctx: Context, event: str, qtbot: QtBot) -> AgendaPage:
    made = AgendaPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 640)
    made.show_event(event)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def filled(page: AgendaPage, ctx: Context, event: str) -> AgendaPage:
    """Wednesday: talk 09:00, work 10:00, lunch 11:30; one session in the tray."""
    for kind, title, clock, minutes in (("panel", "Talk", 9, 60), ("workshop", "Work", 10, 60), ("meal", "Lunch", 11.5, 60)):
        agenda.add(ctx.workspace, event, type=kind, title=title, start=wed(clock), minutes=minutes)
    agenda.add(ctx.workspace, event, type="break", title="Spare", minutes=20)
    return page


def wed(clock: float) -> datetime:
    return datetime(2027, 3, 10) + timedelta(hours=clock)


def row(page: AgendaPage, title: str) -> SessionRow:
    return next(each for each in page.desk.plan.rows if each.title == title)


def middle(page: AgendaPage, title: str) -> QPoint:
    """Where a session's card lies in the viewport."""
    block = page.desk.plan.block(row(page, title).id)
    assert block
    page.board.reveal(block)
    return (page.board.grid.rect(block).center() - page.board.offset).toPoint()


def below(page: AgendaPage, minutes: int) -> QPoint:
    return QPoint(0, round(minutes * page.board.grid.scale))


def drag(qtbot: QtBot, page: AgendaPage, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    view = page.board.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(view, start + (end - start) * step / 4)
    if drop:
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def picked(page: AgendaPage, title: str) -> AgendaPage:
    page.choose(row(page, title).id)
    page.board.setFocus()
    return page


def test_an_empty_agenda_offers_the_template_and_a_first_session(page: AgendaPage) -> None:
    assert page.stack.currentIndex() == EMPTY
    assert page.use_template.text() == "Use the template for a customer advisory board"
    page.use_template.click()
    assert page.stack.currentIndex() == FILLED
    assert [f"{day:%a}" for day in page.desk.plan.days] == ["Tue", "Wed", "Thu"]
    assert page.tools.quiet["agenda.template"].toolTip().startswith("The agenda has sessions already.")


def test_the_first_session_is_added_and_its_title_is_ready_to_be_typed(page: AgendaPage, qtbot: QtBot) -> None:
    page.add_first.click()
    assert row(page, "New session").start == START
    panel = page.side.panel
    assert panel
    line = panel.form["title"].editor
    qtbot.keyClicks(line, "What keeps you awake")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert row(page, "What keeps you awake").minutes == 30
    assert page.drawer.title.whole() == "What keeps you awake"


def test_an_event_that_is_gone_is_said(filled: AgendaPage, ctx: Context, event: str) -> None:
    events.remove(ctx.workspace, [event])
    assert filled.stack.currentIndex() == GONE
    assert not filled.toolbar.isVisibleTo(filled)


def test_days_list_tray_and_subtitle_tell_the_same(filled: AgendaPage) -> None:
    assert filled.subtitle.text() == "Europe/Lisbon time · 4 sessions, 1 without a time · Draft agenda"
    assert [block.row.title for block in filled.desk.plan.blocks] == ["Talk", "Work", "Lunch"]
    assert [each.title for each, _ in filled.tray.chips()] == ["Spare"]
    model = filled.list.model_rows
    cells = [str(model.index(line, column).data() or "") for line in (0, 3) for column in range(5)]
    assert cells == ["Wed 10 Mar", "09:00–10:00", "60", "Talk", "Panel of customers", "No time yet", "", "20", "Spare", "Break"]


# By hand


def test_a_session_dragged_down_snaps_to_five_minutes_until_undo(filled: AgendaPage, ctx: Context, qtbot: QtBot, said: list[Message]) -> None:
    at = middle(filled, "Work")
    drag(qtbot, filled, at, at + below(filled, 17))
    assert row(filled, "Work").start == wed(10.25)
    assert said[-1].button == "Undo"
    history.undo(ctx.workspace)
    assert row(filled, "Work").start == wed(10)


def test_a_session_dragged_across_moves_to_that_day(filled: AgendaPage, qtbot: QtBot) -> None:
    at = middle(filled, "Talk")
    drag(qtbot, filled, at, at + QPoint(round(filled.board.grid.column(1)), 0))
    assert row(filled, "Talk").start == wed(9) + timedelta(days=1)


def test_the_lower_edge_makes_it_longer_and_never_shorter_than_five_minutes(filled: AgendaPage, qtbot: QtBot) -> None:
    block = filled.desk.plan.block(row(filled, "Talk").id)
    assert block
    middle(filled, "Talk")
    edge = (filled.board.grid.rect(block).center() - filled.board.offset).toPoint()
    edge.setY(int(filled.board.grid.rect(block).bottom() - filled.board.offset.y()) - 2)
    drag(qtbot, filled, edge, edge + below(filled, -15))
    assert row(filled, "Talk").minutes == 45
    edge += below(filled, -15)
    drag(qtbot, filled, edge, edge + below(filled, -200))
    assert row(filled, "Talk").minutes == 5


def test_escape_gives_a_drag_up_without_a_trace(filled: AgendaPage, ctx: Context, qtbot: QtBot) -> None:
    at, step = middle(filled, "Work"), history.next_undo(ctx.workspace)
    drag(qtbot, filled, at, at + below(filled, 60), drop=False)
    hand = filled.board.gestures.hand
    assert hand
    assert hand.words == "Wed 11:00–12:00"
    qtbot.keyClick(filled.board, Qt.Key.Key_Escape)
    qtbot.mouseRelease(filled.board.viewport(), Qt.MouseButton.LeftButton, pos=at + below(filled, 60))
    assert filled.board.gestures.hand is None
    assert history.next_undo(ctx.workspace) == step


def test_a_session_dropped_on_the_tray_loses_its_time(filled: AgendaPage, qtbot: QtBot) -> None:
    at = middle(filled, "Talk")
    tray = filled.tray.mapTo(filled, filled.tray.rect().center())
    drag(qtbot, filled, at, filled.board.viewport().mapFrom(filled, tray))
    assert row(filled, "Talk").start is None


def test_a_session_of_the_tray_is_dragged_onto_a_day(filled: AgendaPage, qtbot: QtBot) -> None:
    _, chip = filled.tray.chips()[0]
    start = chip.center().toPoint()
    target = middle(filled, "Work") + below(filled, 45)
    over = filled.tray.mapFromGlobal(filled.board.viewport().mapToGlobal(target))
    qtbot.mousePress(filled.tray, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(filled.tray, start + QPoint(20, 0))
    qtbot.mouseMove(filled.tray, over)
    qtbot.mouseRelease(filled.tray, Qt.MouseButton.LeftButton, pos=over)
    assert row(filled, "Spare").start == wed(11) + timedelta(minutes=5)


def test_n_adds_where_the_board_was_clicked(filled: AgendaPage, qtbot: QtBot) -> None:
    spot = middle(filled, "Talk") + QPoint(round(filled.board.grid.column(1)), 0)
    qtbot.mouseClick(filled.board.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert filled.board.place == (2, 9 * 60 + 30)
    qtbot.keyClick(filled.board, Qt.Key.Key_N)
    assert row(filled, "New session").start == wed(9.5) + timedelta(days=1)


def test_no_session_can_be_wanted_outside_the_event(filled: AgendaPage, qtbot: QtBot) -> None:
    spot = middle(filled, "Talk") - QPoint(round(filled.board.grid.column(1)), 0)
    qtbot.mouseClick(filled.board.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert filled.board.place is None


# By key


@pytest.mark.parametrize(
    ("key", "held", "start"),
    [
        (Qt.Key.Key_Down, Mod.NoModifier, wed(10) + timedelta(minutes=5)),
        (Qt.Key.Key_Up, Mod.ShiftModifier, wed(9.5)),
        (Qt.Key.Key_Down, Mod.AltModifier, wed(10) + timedelta(minutes=5)),
        (Qt.Key.Key_Right, Mod.ControlModifier, wed(10) + timedelta(days=1)),
        (Qt.Key.Key_T, Mod.NoModifier, None),
    ],
)
def test_keys_move_the_chosen_session(filled: AgendaPage, qtbot: QtBot, key: Qt.Key, held: Mod, start: datetime | None) -> None:
    picked(filled, "Work")
    qtbot.keyClick(filled.board, key, held)
    assert row(filled, "Work").start == start
    assert filled.board.chosen == row(filled, "Work").id


def test_many_strokes_are_one_step_of_undo(filled: AgendaPage, ctx: Context, qtbot: QtBot, said: list[Message]) -> None:
    picked(filled, "Work")
    said.clear()
    for _ in range(4):
        qtbot.keyClick(filled.board, Qt.Key.Key_Down)
    assert row(filled, "Work").start == wed(10) + timedelta(minutes=20)
    assert said == []
    history.undo(ctx.workspace)
    assert row(filled, "Work").start == wed(10)


def test_plus_minus_and_delete(filled: AgendaPage, qtbot: QtBot) -> None:
    picked(filled, "Work")
    qtbot.keyClick(filled.board, Qt.Key.Key_Plus)
    assert row(filled, "Work").minutes == 65
    qtbot.keyClick(filled.board, Qt.Key.Key_Minus)
    qtbot.keyClick(filled.board, Qt.Key.Key_Minus)
    assert row(filled, "Work").minutes == 55
    qtbot.keyClick(filled.board, Qt.Key.Key_Delete)
    assert "Work" not in [each.title for each in filled.desk.plan.rows]


def test_left_and_right_choose_and_enter_opens(filled: AgendaPage, qtbot: QtBot) -> None:
    picked(filled, "Talk")
    qtbot.keyClick(filled.board, Qt.Key.Key_Right)
    assert filled.board.chosen == row(filled, "Work").id
    assert filled.board.accessibleDescription() == "Work, Problem workshop, Wednesday 10:00–11:00, 60 minutes"
    qtbot.keyClick(filled.board, Qt.Key.Key_Return)
    assert filled.drawer.title.whole() == "Work"
    filled.drawer.close_drawer()
    assert filled.drawer.isHidden()


def test_n_adds_after_the_chosen_session(filled: AgendaPage, qtbot: QtBot) -> None:
    picked(filled, "Work")
    qtbot.keyClick(filled.board, Qt.Key.Key_N)
    assert row(filled, "New session").start == wed(11)


def test_past_the_end_a_new_session_waits_in_the_tray(filled: AgendaPage, said: list[Message]) -> None:
    filled.add(END)
    assert row(filled, "New session").start is None
    assert "waits in the tray" in said[-1].text


def test_the_list_has_every_command_of_the_board(filled: AgendaPage, qtbot: QtBot) -> None:
    def keys(widget: Any) -> set[tuple[str, str]]:
        return {(action.text(), action.shortcut().toString()) for action in widget.actions()}

    assert keys(filled.list) == keys(filled.board)
    filled.show_view(LIST)
    filled.list.select_ids([row(filled, "Work").id])
    filled.list.setFocus()
    qtbot.keyClick(filled.list, Qt.Key.Key_Down, Mod.AltModifier)
    assert row(filled, "Work").start == wed(10) + timedelta(minutes=5)
    qtbot.keyClick(filled.list, Qt.Key.Key_Return)
    assert filled.drawer.title.whole() == "Work"


def test_the_list_hides_what_it_would_say_of_no_session(filled: AgendaPage, ctx: Context) -> None:
    def shown() -> list[str]:
        return [column.title for place, column in enumerate(filled.list.model_rows.columns) if not filled.list.isColumnHidden(place)]

    assert shown() == ["Day", "Time", "Minutes", "Title", "Type"]
    agenda.edit(ctx.workspace, row(filled, "Work").id, start=wed(9.5), room="Terrace")
    assert shown() == ["Day", "Time", "Minutes", "Title", "Type", "Room"]


def test_a_cell_of_the_list_saves_itself_and_refuses_in_words(filled: AgendaPage, said: list[Message]) -> None:
    model = filled.list.model_rows
    assert model.setData(model.index(0, 2), "75")
    assert row(filled, "Talk").minutes == 75
    model.setData(model.index(0, 2), "long")
    assert said[-1].text == "“long” is not a whole number of minutes."
    model.setData(model.index(0, 2), "0")
    assert row(filled, "Talk").minutes == 75
    assert said[-1].text.startswith("A session lasts from 5 minutes")


# Ripple and limits


def test_ripple_moves_what_follows(filled: AgendaPage, qtbot: QtBot) -> None:
    filled.tools.ripple.click()
    picked(filled, "Talk")
    qtbot.keyClick(filled.board, Qt.Key.Key_Plus)
    assert row(filled, "Work").start == wed(10) + timedelta(minutes=5)
    assert row(filled, "Lunch").start == wed(11.5) + timedelta(minutes=5)


def test_past_the_end_the_event_is_offered_more_time(filled: AgendaPage, ctx: Context, event: str, said: list[Message]) -> None:
    filled.desk.move(row(filled, "Lunch").id, END - timedelta(minutes=30))
    assert row(filled, "Lunch").start == wed(11.5)
    assert said[-1].button == "Let the event end at 13:00"
    assert said[-1].action
    said[-1].action()
    assert row(filled, "Lunch").start == END - timedelta(minutes=30)
    assert events.details(ctx.workspace, event).end == END + timedelta(minutes=30)
    assert said[-1].text == "Move a session, the event ends at 13:00"
    history.undo(ctx.workspace)
    assert (events.details(ctx.workspace, event).end, row(filled, "Lunch").start) == (END, wed(11.5)), "both were one step"


def test_minutes_typed_past_the_end_stay_and_more_time_is_offered(filled: AgendaPage, ctx: Context, event: str, said: list[Message]) -> None:
    filled.desk.move(row(filled, "Lunch").id, END - timedelta(hours=1))
    filled.open_session(row(filled, "Lunch").id)
    field = filled.findChild(SessionPanel).form
    field["minutes"].editor.setText("180")
    field["minutes"]._touch()
    field["minutes"]._leave()
    assert (field["minutes"].editor.text(), "past the event's end" in field.error("minutes")) == ("180", True)
    assert said[-1].button == "Let the event end at 14:30"
    said[-1].action()
    assert (row(filled, "Lunch").minutes, field.error("minutes")) == (180, "")


def test_before_the_event_a_move_is_refused_in_words(filled: AgendaPage, said: list[Message]) -> None:
    filled.desk.move(row(filled, "Talk").id, START - timedelta(hours=1))
    assert "before the event begins" in said[-1].text
    assert said[-1].button == ""


# The drawer


def test_a_bad_start_is_said_at_the_field_and_kept(filled: AgendaPage, qtbot: QtBot) -> None:
    filled.open_session(row(filled, "Talk").id)
    panel = filled.side.panel
    assert panel
    for typed, words in (("tomorrow", "is not a date and time"), ("2027-03-20 09:00", "past the event's end")):
        line = panel.form["start"].editor
        line.clear()
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert words in panel.form.error("start")
        assert line.text() == typed
        assert row(filled, "Talk").start == wed(9)


def test_minutes_below_five_are_explained(filled: AgendaPage, qtbot: QtBot) -> None:
    filled.open_session(row(filled, "Talk").id)
    panel = filled.side.panel
    assert panel
    line = panel.form["minutes"].editor
    for typed in ("0", ""):
        line.clear()
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Backspace)
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert panel.form.error("minutes")
    assert row(filled, "Talk").minutes == 60


def test_texts_save_themselves_also_when_another_session_is_opened(filled: AgendaPage, qtbot: QtBot) -> None:
    filled.open_session(row(filled, "Talk").id)
    panel = filled.side.panel
    assert panel
    qtbot.keyClicks(panel.more["private_notes"].editor, "Mind the time")
    filled.open_session(row(filled, "Work").id)
    assert row(filled, "Talk").private_notes == "Mind the time"
    assert row(filled, "Work").private_notes == ""


def test_people_are_added_from_those_who_accepted_given_another_part_and_taken_off(filled: AgendaPage) -> None:
    filled.open_session(row(filled, "Talk").id)
    panel = filled.side.panel
    assert panel
    part = panel.people
    offered = [part.adder.itemText(place) for place in range(part.adder.count())]
    assert offered == ["Ana Lima, Delta Water", "Siobhán O'Brien, Delta Water"]
    part.adder.activated.emit(0)
    person = row(filled, "Talk").people[0]
    assert (person.name, person.role) == ("Ana Lima", "presenter")
    part.roles[person.guest_id].activated.emit(0)
    assert row(filled, "Talk").people[0].role == "chair"
    part.removers[person.guest_id].click()
    assert row(filled, "Talk").people == ()


def test_the_drawer_closes_where_its_session_is_gone(filled: AgendaPage, ctx: Context) -> None:
    filled.open_session(row(filled, "Talk").id)
    agenda.remove(ctx.workspace, [row(filled, "Talk").id])
    assert filled.drawer.isHidden()
    assert filled.board.chosen == ""


# What does not fit


def test_a_clash_is_marked_in_the_gutter_counted_and_leads_to_its_session(filled: AgendaPage, ctx: Context, qtbot: QtBot) -> None:
    assert filled.tools.conflicts.text() == "All fits"
    agenda.edit(ctx.workspace, row(filled, "Work").id, start=wed(9.5))
    assert filled.desk.plan.levels[row(filled, "Talk").id] == "E"
    assert filled.tools.conflicts.text() == "1 error"
    assert {block.lane for block in filled.desk.plan.blocks if block.lanes == 2} == {0, 1}
    block = filled.desk.plan.block(row(filled, "Talk").id)
    assert block
    filled.board.reveal(block)
    mark = (filled.board.grid.mark(block).center() - filled.board.offset).toPoint()
    assert "both in Hall" in filled.board.tip_at(mark)
    qtbot.mouseClick(filled.board.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    listed = filled.side.conflicts
    assert listed
    listed.lines[-1].setFocus()
    qtbot.keyClick(listed.lines[-1], Qt.Key.Key_Return)
    assert filled.board.chosen == row(filled, "Spare").id
    agenda.edit(ctx.workspace, row(filled, "Work").id, start=wed(10))
    assert [line.accessibleName()[:7] for line in listed.lines] == ["To know"]


def test_markup_in_a_title_is_shown_as_typed(filled: AgendaPage, ctx: Context) -> None:
    agenda.edit(ctx.workspace, row(filled, "Talk").id, title="<b>Bold</b> & co")
    assert filled.board.tip_at(middle(filled, "<b>Bold</b> & co")).startswith("&lt;b&gt;Bold&lt;/b&gt; &amp; co, Panel")


# Shares


def test_the_strip_says_what_time_is_for_and_how_the_vendors_share_is_reckoned(filled: AgendaPage) -> None:
    bar, vendor = filled.strip.shares, filled.strip.vendor
    assert [bar.words(part) for part in bar.parts] == ["Content 2 h, 67%", "Meals 1 h, 33%"]
    assert vendor.words == "Vendor speaks 0% of the content, limit 20%"
    lines = vendor.toolTip().splitlines()
    assert "Problem workshop: 60 min × 0% = 0 min" in lines
    assert "Vendor's voice 0 min ÷ content 120 min = 0.0%" in lines
    assert lines[-1].startswith("Limit for a customer advisory board: 20%.")


@pytest.mark.parametrize("width", [240, 420, 700, 1100])
def test_no_label_of_the_shares_is_left_out_or_covers_another(page: AgendaPage, width: int) -> None:
    page.use_template.click()
    bar = page.strip.shares
    bar.resize(width, bar.height())
    rects = [rect for *_, rect in bar.labels()]
    assert len(rects) == len(bar.parts) == 5
    assert all(rect.left() >= 0 and rect.right() <= width + 1 and rect.bottom() <= bar.height() for rect in rects)
    assert not any(one.intersects(other) for place, one in enumerate(rects) for other in rects[:place])


# Toolbar, views and search


def test_the_toolbar_never_needs_more_than_it_has(filled: AgendaPage, ctx: Context, qapp: QApplication) -> None:
    def needed() -> int:
        qapp.processEvents()
        return filled.toolbar.minimumSizeHint().width()

    agenda.edit(ctx.workspace, row(filled, "Work").id, start=wed(9.5))
    for width in (1166, 968):
        filled.setFixedWidth(width)
        assert needed() <= width - 48
    assert not filled.tools.quiet["agenda.template"].isVisibleTo(filled)
    assert [action.text() for action in filled.toolbar.menu().actions()][-1] == "Use template…"
    filled.show_conflicts()
    assert needed() <= 968 - 48 - filled.drawer.width()
    filled.tools.fit(460)
    assert (filled.tools.conflicts.text(), filled.tools.conflicts.accessibleName()) == ("1", "1 error")
    assert needed() <= 460


def test_the_list_comes_by_itself_where_days_have_no_room_until_somebody_chooses(filled: AgendaPage, ctx: Context, event: str) -> None:
    assert filled.views.currentIndex() == DAYS
    events.edit(ctx.workspace, event, end=END + timedelta(days=4))
    assert filled.views.currentIndex() == DAYS
    filled.resize(968, 640)
    assert least_width(filled.desk.plan) > 968 - 48
    assert filled.views.currentIndex() == LIST
    filled.tools.view.choose(DAYS)
    assert filled.views.currentIndex() == DAYS
    filled.resize(1166, 640)
    filled.tools.view.choose(LIST)
    assert (filled.views.currentIndex(), filled.focusProxy()) == (LIST, filled.list)


def test_search_fades_on_the_board_and_filters_the_list(filled: AgendaPage) -> None:
    filled.search("work")
    assert filled.board.found == {row(filled, "Work").id}
    assert [each.title for each in filled.list.model_rows.shown_rows()] == ["Work"]
    filled.search("")
    assert filled.board.found is None


def test_print_and_export_lead_where_they_say(
    filled: AgendaPage, ctx: Context, event: str, answers: Any, tmp_path: Path, qtbot: QtBot, said: list[Message]
) -> None:
    went: list[tuple[str, str | None]] = []
    ctx.navigate = lambda target, event_id=None, item=None: went.append((target, event_id))
    filled.tools.quiet["agenda.print"].click()
    assert went == [("packs", event)]
    target = tmp_path / "board.ics"
    answers.answers = [0, target]
    filled.tools.quiet["agenda.calendar"].click()
    qtbot.waitUntil(lambda: target.exists() and any("Calendar file written" in message.text for message in said), timeout=20_000)
    assert b"SUMMARY:Board" in target.read_bytes()


def test_every_command_is_in_the_palette_and_says_why_it_cannot(filled: AgendaPage) -> None:
    specs = {spec.id: spec for spec in filled.commands()}
    assert {"agenda.add", "agenda.ripple", "agenda.conflicts", "session.tray", "session.remove"} <= specs.keys()
    filled.board.choose("")
    assert specs["session.tray"].reason(filled) == "Choose a session first."
    picked(filled, "Spare")
    assert specs["session.earlier"].reason(filled).startswith("It has no time yet")
    picked(filled, "Work")
    specs["session.day_before"].run(filled)
    specs["session.tray"].run(filled)
    assert row(filled, "Work").start is None


def test_the_menu_on_the_board_tells_which_day_is_the_first(filled: AgendaPage) -> None:
    filled.desk.move(row(filled, "Talk").id, START)
    picked(filled, "Talk")
    menu = filled.board.menu.build()
    assert menu
    before = next(action for action in menu.actions() if action.text() == "To the day before")
    assert (before.isEnabled(), before.toolTip()) == (False, "This is the first day.")


# Layout and drawing


def test_after_midnight_still_belongs_to_the_evening(page: AgendaPage, ctx: Context, prepared: tuple[Path, str, str]) -> None:
    start = datetime(2027, 3, 11, 0, 15)
    agenda.add(ctx.workspace, prepared[2], type="networking", title="Last round", start=start, minutes=30)
    page.show_event(prepared[2])
    plan = page.desk.plan
    assert plan.days == (date(2027, 3, 10),)
    assert (plan.first, plan.last) == (19 * 60, 25 * 60)
    assert plan.wall(0, plan.blocks[0].start) == start
    assert vendor_words(None, page.desk.limit()) == page.strip.vendor.words


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_it_is_drawn_in_every_scheme_with_everything_on_it(filled: AgendaPage, ctx: Context, qtbot: QtBot, scheme: str) -> None:
    agenda.edit(ctx.workspace, row(filled, "Work").id, start=wed(9.5))
    theme.THEME.apply(scheme)
    at = middle(filled, "Talk")
    drag(qtbot, filled, at, at + below(filled, 30), drop=False)
    image = filled.board.viewport().grab().toImage()
    assert {image.pixelColor(x, y).name() for x in range(60, image.width(), 7) for y in range(40, image.height(), 7)} > {
        theme.colour("surface").name()
    }
    filled.board.gestures.give_up()


def test_everything_that_takes_the_focus_has_a_name(filled: AgendaPage) -> None:
    filled.open_session(row(filled, "Talk").id)
    assert nameless(filled) == []
