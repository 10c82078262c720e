"""The seating page on a real workspace: by hand on the plan, by key in the list, and the drawing itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hands import NAMES, at, drag, free_seat, seated_guest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from pytestqt.qtbot import QtBot

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.room_editing import Place
from advoplanner.domain.rooms import SeatGuest, TableShape, generate
from advoplanner.domain.seat_marks import SEAT_MARKS
from advoplanner.services import guests, history, seating, tables
from ui.kit.a11y import nameless
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.labels import PlainText
from ui.kit.messages import Message
from ui.kit.tokens import SCHEMES, contrast
from ui.pages.seating.labels import Names
from ui.pages.seating.layout_dialog import LayoutDialog, LayoutForm, as_plan
from ui.pages.seating.page import BARE, NOBODY, PLAN, SeatingPage
from ui.pages.seating.plan import Plan
from ui.pages.seating.scene import PlanScene
from ui.pages.seating.seat_list import ISSUES, line_of
from ui.pages.seating.style import CHIP, Style
from ui.pages.seating.view import GUEST_MIME, PlanView


def test_an_event_without_tables_offers_the_generator(page: SeatingPage) -> None:
    assert page.stack.currentIndex() == BARE
    assert not page.tools.seat.isVisibleTo(page.toolbar)
    assert page.tools.mode.isVisibleTo(page.toolbar)


def test_an_event_without_guests_leads_to_the_guests(page: SeatingPage, ctx: Context, event: str) -> None:
    went: list[tuple[str, str | None]] = []
    ctx.navigate = lambda target, event_id=None, item=None: went.append((target, event_id))
    guests.remove(ctx.workspace, [row.id for row in guests.rows(ctx.workspace, event)])
    assert page.stack.currentIndex() == NOBODY
    page.stack.currentWidget().button.click()
    assert went == [("guests", event)]


def test_plan_list_and_title_tell_the_same(seated: SeatingPage) -> None:
    assert seated.stack.currentIndex() == PLAN
    assert len(seated.board.scene.seat_items) == 16
    assert seated.subtitle.text().startswith("10 of 12 guests seated · 2 tables · 6 free seats")
    assert seated.tools.seat.text() == "Seat 2 guests"
    lines = seated.list.model.rows()
    assert [line.place for line in lines[:2]] == ["1 · 1", "1 · 2"]
    assert sum(not line.place for line in lines) == 2


def test_a_guest_dragged_to_a_free_seat_sits_there_until_undo(seated: SeatingPage, ctx: Context, qtbot: QtBot, said: list[Message]) -> None:
    guest_id, target = seated_guest(seated), free_seat(seated)
    old, new = seated.desk.plan.seat_of[guest_id].id, target.seat.id
    drag(qtbot, seated, at(seated, seated.board.scene.seat_of(guest_id)), at(seated, target))
    assert seated.desk.plan.seat_of[guest_id].id == new
    assert said[-1].button == "Undo"
    history.undo(ctx.workspace)
    assert seated.desk.plan.seat_of[guest_id].id == old


def test_dropped_on_a_taken_seat_the_two_change_places(seated: SeatingPage, qtbot: QtBot) -> None:
    one, other = seated_guest(seated, 0), seated_guest(seated, 9)
    before = seated.desk.plan.seat_of[one].id, seated.desk.plan.seat_of[other].id
    drag(qtbot, seated, at(seated, seated.board.scene.seat_of(one)), at(seated, seated.board.scene.seat_of(other)))
    assert (seated.desk.plan.seat_of[other].id, seated.desk.plan.seat_of[one].id) == before


def test_a_locked_seat_refuses_and_nothing_is_written(seated: SeatingPage, ctx: Context, qtbot: QtBot, said: list[Message]) -> None:
    one, other = seated_guest(seated, 0), seated_guest(seated, 9)
    seated.desk.lock([other], True)
    target, step = seated.board.scene.seat_of(other), history.next_undo(ctx.workspace)
    drag(qtbot, seated, at(seated, seated.board.scene.seat_of(one)), at(seated, target), drop=False)
    assert target.target == "not"
    qtbot.mouseRelease(seated.board.view.viewport(), Qt.MouseButton.LeftButton, pos=at(seated, target))
    assert "locked" in said[-1].text
    assert history.next_undo(ctx.workspace) == step


def test_escape_gives_a_drag_up_without_a_trace(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    scene, step = seated.board.scene, history.next_undo(ctx.workspace)
    drag(qtbot, seated, at(seated, scene.seat_of(seated_guest(seated))), at(seated, free_seat(seated)), drop=False)
    items = len(scene.items())
    qtbot.keyClick(seated.board.view, Qt.Key.Key_Escape)
    assert len(scene.items()) == items - 1
    assert all(not seat.target and not seat.faded for seat in scene.seat_items.values())
    assert history.next_undo(ctx.workspace) == step


def test_a_guest_from_the_list_can_be_dropped_on_a_table(seated: SeatingPage) -> None:
    waiting = next(guest_id for guest_id in seated.desk.plan.guests if guest_id not in seated.desk.plan.seat_of)
    table = list(seated.board.scene.table_items.values())[1]
    seated.board.scene.hand.carry(waiting, table.scenePos())
    seated.board.scene.hand.drop(table.scenePos())
    assert seated.desk.plan.place(waiting).startswith("Table 2")


def test_a_row_of_the_list_dropped_on_the_plan_is_seated(seated: SeatingPage) -> None:
    waiting = next(guest_id for guest_id in seated.desk.plan.guests if guest_id not in seated.desk.plan.seat_of)
    data, view, target = QMimeData(), seated.board.view, free_seat(seated)
    data.setData(GUEST_MIME, waiting.encode())
    spot, none = QPointF(at(seated, target)), Qt.KeyboardModifier.NoModifier
    over = QDragMoveEvent(spot.toPoint(), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none)
    view.dragMoveEvent(over)
    assert target.target == "may"
    view.dropEvent(QDropEvent(spot, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none))
    assert seated.desk.plan.seat_of[waiting].id == target.seat.id


def test_too_few_seats_are_counted(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    tables.remove_tables(ctx.workspace, [seated.desk.plan.row.tables[0].id])
    qtbot.waitUntil(lambda: any(issue.sentence.startswith("4 seats too few") for issue in seated.list.issues.issues))
    assert "Every seat is taken" not in seated.tools.seat.toolTip()


def test_seats_and_tables_are_told_in_words(seated: SeatingPage) -> None:
    plan = seated.desk.plan
    first = plan.row.seats[0]
    assert plan.seat_words(first.id).startswith(f"Table 1, seat 1: {plan.guests[first.guest_id].name}, Company")
    assert plan.seat_words(free_seat(seated).seat.id).endswith(": free")
    assert plan.table_words(plan.row.tables[0].id).startswith("Table 1: 8 of 8 seats taken. Fit")


def test_a_table_dragged_level_with_another_stands_level(seated: SeatingPage, qtbot: QtBot) -> None:
    one, other = seated.board.scene.table_items.values()
    scale = seated.board.scene.scale_now
    drag(qtbot, seated, at(seated, one), at(seated, one) + QPoint(0, round(60 * scale)))
    assert seated.desk.plan.tables[one.table.id].y > one.table.y + 40
    one, other = seated.board.scene.table_items.values()
    drag(qtbot, seated, at(seated, one), QPoint(at(seated, one).x(), at(seated, other).y() + 4))
    assert seated.desk.plan.tables[one.table.id].y == other.table.y


def test_the_list_does_by_key_what_the_plan_does_by_hand(seated: SeatingPage, qtbot: QtBot, answers: Any) -> None:
    waiting = next(guest_id for guest_id in seated.desk.plan.guests if guest_id not in seated.desk.plan.seat_of)
    table = seated.list.table
    table.select_ids([waiting])
    table.setFocus()
    answers.answers = [0]
    qtbot.keyClick(table, Qt.Key.Key_S)
    assert seated.desk.plan.place(waiting)
    qtbot.keyClick(table, Qt.Key.Key_L)
    assert seated.desk.plan.seat_of[waiting].locked
    qtbot.keyClick(table, Qt.Key.Key_L)
    answers.answers = [0]
    before = seated.desk.plan.place(waiting)
    qtbot.keyClick(table, Qt.Key.Key_X)
    assert seated.desk.plan.place(waiting) != before
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert not seated.desk.plan.place(waiting)


def test_plan_and_list_offer_the_same_commands_and_keys(seated: SeatingPage) -> None:
    on_plan = {(action.text(), action.shortcut().toString()) for action in seated.board.view.actions() if action.isEnabled()}
    in_list = {(action.text(), action.shortcut().toString()) for action in seated.list.table.actions()}
    assert {spec.text for spec in seated.guest_commands.specs()} <= {text for text, _ in on_plan}
    assert on_plan <= in_list


def test_a_choice_in_the_list_is_chosen_on_the_plan_and_explained(seated: SeatingPage) -> None:
    guest_id = seated_guest(seated, 3)
    seated.list.table.select_ids([guest_id])
    assert seated.board.scene.chosen == {guest_id}
    assert seated.board.scene.seat_of(guest_id).chosen
    assert seated.details.guest.name.whole() == seated.desk.plan.guests[guest_id].name
    assert seated.details.guest.place.text().startswith(seated.desk.plan.place(guest_id))


def test_who_comes_late_is_not_waited_for_in_the_round_they_miss_and_their_seat_tells_of_the_other(
    seated: SeatingPage, ctx: Context, event: str
) -> None:
    waiting = [guest.guest_id for guest in seated.desk.waiting()]
    sitting = list(seated.desk.plan.seat_of)
    guests.edit(ctx.workspace, [waiting[0], sitting[0]], here_from=datetime(2027, 3, 10, 21))
    assert len(seated.desk.waiting()) == 2
    dinner = seating.add_round(ctx.workspace, event, "Dinner").created("seating_round")[0]
    assert [guest.guest_id for guest in seated.desk.waiting()] == waiting[1:]
    late, other = (line_of(seated.desk.plan, seated.desk.plan.guests[guest_id]).state for guest_id in waiting)
    assert (late, other) == ("Not there", "To seat")
    seats = [seat.id for seat in seated.desk.plan.row.seats]
    for guest_id, seat in zip(sitting[:2], seats, strict=False):
        seating.seat_guest(ctx.workspace, dinner, guest_id, seat)
    seated.select(sitting[0])
    told = [label.text() for label in seated.details.guest.findChildren(PlainText) if label.isVisibleTo(seated.details.guest)]
    assert "Arrives 21:00: not there in round 1." in told
    mate = seated.desk.plan.guests[sitting[1]].name
    assert f"Shares a table with {mate} in Dinner too." in told


def test_the_main_button_seats_those_who_wait_in_the_background(seated: SeatingPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(seated.ctx.jobs.finished):
        seated.tools.seat.click()
        assert not seated.tools.seat.isEnabled()
    qtbot.waitUntil(lambda: len(seated.desk.plan.seat_of) == 12)
    assert seated.tools.seat.text() == "All are seated"
    assert not seated.tools.seat.isEnabled()


def test_the_table_form_saves_itself_and_a_smaller_table_frees_its_guests(seated: SeatingPage) -> None:
    table_id = seated.desk.plan.row.tables[0].id
    seated.select(table_id)
    form = seated.details.table.form
    form["topic"].editor.setText("Cloud cost")
    form["topic"].editor.textEdited.emit("Cloud cost")
    form.flush()
    assert seated.desk.plan.tables[table_id].topic == "Cloud cost"
    form["seats"].editor.setText("6")
    form["seats"].editor.textEdited.emit("6")
    form.flush()
    assert len(seated.desk.plan.sitters(table_id)) == 6
    assert len(seated.desk.waiting()) == 4


def test_what_does_not_hold_stands_below_the_plan(seated: SeatingPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any("without a seat" in issue.sentence for issue in seated.list.issues.issues))
    assert "2 accepted guests" in seated.board.strip.sentence.whole()


def test_a_round_is_added_and_shown(seated: SeatingPage, answers: Any) -> None:
    answers.answers = ["Dinner"]
    seated.plan_commands.add_round()
    assert seated.board.rounds.count() == 2
    assert seated.desk.plan.row.round_name == "Dinner"
    assert not seated.desk.plan.seat_of


def test_everything_that_takes_the_focus_has_a_name(seated: SeatingPage) -> None:
    assert nameless(seated) == []


def test_the_generator_says_at_the_field_what_is_wrong(page: SeatingPage, qtbot: QtBot) -> None:
    form = LayoutForm(12, None)
    qtbot.addWidget(form)
    assert form.layout_now() == ("round", [(2, 8)], None)
    assert form.figures.text() == "2 tables with 16 seats for 12 guests, 4 spare"
    form.form["mixed"].editor.setText("9 chairs")
    with pytest.raises(RuleBroken):
        form.layout_now()
    assert "11x8" in form.form.error("mixed")


def test_the_generator_makes_what_it_drew(page: SeatingPage, qtbot: QtBot) -> None:
    dialog = LayoutDialog(page.desk)
    qtbot.addWidget(dialog)
    dialog.content.suggest(TableShape.U)
    assert len(dialog.content.scene.seat_items) == 12
    dialog.go.click()
    assert [table.shape for table in page.desk.plan.row.tables] == ["u"]
    assert page.stack.currentIndex() == PLAN


def test_an_empty_or_small_layout_is_warned_of(qtbot: QtBot) -> None:
    form = LayoutForm(50, None)
    qtbot.addWidget(form)
    form.form["count"].editor.setText("2")
    form.form.changed.emit("count")
    assert form.figures.text().endswith("34 too few")


drawn = st.sampled_from([shape for shape in TableShape if shape != TableShape.CUSTOM])


@settings(max_examples=25)
@given(shape=drawn, count=st.integers(1, 9), seats=st.integers(1, 14), zoom=st.floats(0.4, 1.6))
def test_no_name_runs_into_another_name_or_over_a_seat(qapp: Any, shape: TableShape, count: int, seats: int, zoom: float) -> None:
    plan = as_plan(generate(shape, count, seats))
    scene = PlanScene(still=True)
    scene.show_plan(plan)
    items = list(scene.seat_items.values())
    for i, item in enumerate(items):
        name = NAMES[i % len(NAMES)]
        item.hold(item.seat, SeatGuest(f"g{i}", name, name, "", "customer", "participant", "accepted", "approved"))
    spots = {item.seat.id: item.spot() for item in items}
    labels = Names(spots, [top for table in scene.table_items.values() for top in table.tops()], zoom, plan.row.room_width).labels.values()
    texts = [(label.rect.translated(item.scenePos() * zoom), item) for label, item in zip(labels, items, strict=True) if label]
    chips = [(QRectF(-CHIP * zoom, -CHIP * zoom, 2 * CHIP * zoom, 2 * CHIP * zoom).translated(item.scenePos() * zoom), item) for item in items]
    for place, (rect, owner) in enumerate(texts):
        snug = rect.adjusted(2, 3, -2, -3)
        assert not any(snug.intersects(other.adjusted(2, 3, -2, -3)) for other, _ in texts[place + 1 :])
        assert not any(snug.intersects(chip.adjusted(2, 2, -2, -2)) for chip, item in chips if item is not owner)


def test_after_a_swap_the_plan_is_what_reading_everything_anew_would_show(qtbot: QtBot, seated: SeatingPage) -> None:
    view, scene, desk = seated.board.view, seated.board.scene, seated.desk
    view.zoom_by(0.6 / view.transform().m11())
    one, *_, other = desk.plan.seat_of
    desk.seat(one, desk.plan.seat_of[other].id)
    labels, lines = {seat_id: seat.label for seat_id, seat in scene.seat_items.items()}, seated.list.model.rows()
    row, guests = desk.plan.row, desk.plan.guests
    assert desk.read().plan.row == row
    assert desk.plan.guests == guests
    spots = {seat_id: seat.spot() for seat_id, seat in scene.seat_items.items()}
    assert labels == Names(spots, [top for thing in scene.things() for top in thing.tops()], scene.scale_now, row.room_width).labels
    why_not = seated.work.reasons
    anew = [line_of(desk.plan, guest, why_not.get(guest_id, "")) for guest_id, guest in guests.items()]
    assert lines == sorted(anew, key=lambda line: (line.order, line.name))


def test_below_forty_per_cent_names_are_left_out_and_above_they_stand(qtbot: QtBot, seated: SeatingPage) -> None:
    view, scene = seated.board.view, seated.board.scene
    view.zoom_by(0.3 * 0.6 / view.transform().m11())
    assert not any(seat.label for seat in scene.seat_items.values())
    view.zoom_by(0.6 / view.transform().m11())
    assert sum(seat.label is not None for seat in scene.seat_items.values()) == 10


def test_a_plan_for_the_whole_hall_can_be_shown_and_zoomed(qtbot: QtBot) -> None:
    scene = PlanScene(still=True)
    view = PlanView(scene)
    qtbot.addWidget(view)
    view.show_plan(as_plan(generate("round", 120, 10)))
    assert len(scene.seat_items) == 1200
    view.fit()
    whole = view.mapToScene(view.viewport().rect()).boundingRect()
    assert whole.contains(scene.room())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_initials_can_be_read_on_every_kind_of_seat_in_every_scheme(qapp: Any, scheme: str) -> None:
    made = Style(SCHEMES[scheme])
    for look in (made.host, made.guest, made.advocate, made.prospect, made.partner):
        assert contrast(look.letters.color().name(), look.fill.color().name()) >= 4.5
    for ink in (made.ink, made.quiet):
        assert contrast(ink.name(), made.disc.color().name()) >= 4.5


def test_fit_counts_pairs_at_the_table_only() -> None:
    plan = as_plan(generate("round", 1, 3))
    assert plan.table_fit("1").pairs == 0
    assert Plan(plan.row, ()).place("nobody") == ""


def test_each_issue_leads_to_its_place(seated: SeatingPage, qtbot: QtBot) -> None:
    one, two = seated.desk.plan.row.tables
    seated.desk.tables.place({two.id: Place(one.x + 60, one.y, 0)}, "Move")
    wanted = "Tables 1 and 2 stand in each other's way."
    qtbot.waitUntil(lambda: any(issue.sentence == wanted for issue in seated.list.issues.issues))
    assert seated.board.strip.height() > 20
    seated.board.strip.click()
    assert seated.list.tabs.tabText(ISSUES) == "Issues  2"
    assert seated.list.issues.rows[0].hasFocus()
    row = next(row for row in seated.list.issues.rows if row.words == wanted)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert seated.board.scene.chosen_table == one.id
    waiting = next(row for row in seated.list.issues.rows if "without a seat" in row.words)
    waiting.click()
    assert len(seated.chosen()) == 2


def test_too_few_seats_offer_the_tables_that_are_missing(seated: SeatingPage, ctx: Context, qtbot: QtBot, answers: Any) -> None:
    tables.remove_tables(ctx.workspace, [seated.desk.plan.row.tables[0].id])
    qtbot.waitUntil(lambda: any(issue.offer for issue in seated.list.issues.issues))
    answers.answers = [0]
    seated.list.issues.rows[0].click()
    assert answers.asked[0][:2] == ("choose", "4 seats too few")
    assert len(seated.desk.plan.tables) == 2
    assert seated.desk.short() <= 0


def test_a_seat_is_marked_by_key_and_a_blocked_one_is_no_target(seated: SeatingPage, qtbot: QtBot, answers: Any) -> None:
    guest = seated_guest(seated)
    seated.select(guest)
    answers.answers = [list(SEAT_MARKS).index("blocked")]
    seated.list.table.setFocus()
    qtbot.keyClick(seated.list.table, Qt.Key.Key_M)
    plan = seated.desk.plan
    assert guest not in plan.seat_of
    (blocked,) = plan.row.blocked
    item = seated.board.scene.seat_items[blocked.id]
    assert not item.free
    assert plan.seat_words(blocked.id) == "Table 1, seat 1: free; blocked"
    seated.table_commands.specs()
    unblock = next(spec for spec in seated.table_commands.specs() if spec.id == "table.unblock")
    unblock.run([blocked.table_id])
    assert seated.desk.plan.row.blocked == ()
    assert unblock.reason([blocked.table_id]) == "No seat here is blocked."


def test_a_plan_is_kept_compared_and_brought_back_in_the_drawer(seated: SeatingPage, ctx: Context, answers: Any) -> None:
    answers.answers = ["First try"]
    seated.kept.open()
    panel = seated.kept.panel
    assert panel is not None
    assert panel.never.isVisibleTo(panel)
    panel.keep.click()
    before = dict(seated.desk.plan.seat_of)
    one, *_, two = before
    seated.desk.seat(one, before[two].id)
    assert panel.summary.text().startswith("2 guests change the table. Fit ")
    panel.lines[0].click()
    assert len(seated.chosen()) == 1
    back = next(button for button in panel.findChildren(Button) if button.text() == "Bring back")
    back.click()
    assert {g: s.id for g, s in seated.desk.plan.seat_of.items()} == {g: s.id for g, s in before.items()}
    assert panel.summary.text() == "Everybody sits on the same chair in both."
    history.undo(ctx.workspace)
    assert seated.desk.plan.seat_of[one].id == before[two].id


def test_lines_and_heat_are_shown_on_wish(seated: SeatingPage) -> None:
    seated.board.ties.setChecked(True)
    seated.board.heat.setChecked(True)
    assert all(item.heated for item in seated.board.scene.table_items.values())
    drawn = {tie.score for tie in seated.board.scene._all_ties.ties}
    assert drawn == {score for _, _, score in seated.desk.plan.strong_ties()}
    seated.board.ties.setChecked(False)
    assert seated.board.scene._all_ties.ties == []


def test_what_if_a_guest_declines_is_looked_at_before_it_is_taken(seated: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    guest = seated_guest(seated)
    seated.select(guest)
    before = dict(seated.desk.plan.seat_of)
    seated.list.table.setFocus()
    qtbot.keyClick(seated.list.table, Qt.Key.Key_D)
    panel = seated.what_if.panel
    assert panel is not None
    qtbot.waitUntil(lambda: bool(panel.cards), timeout=30_000)
    assert seated.drawer.title.whole() == f"What if {seated.desk.plan.guests[guest].name} declines?"
    assert "nobody changes the table" in panel.cards[0].figures.text()
    assert seated.desk.plan.seat_of == before
    panel.cards[0].take.click()
    assert guest not in seated.desk.plan.guests
    assert not seated.drawer.isVisible()
    history.undo(ctx.workspace)
    assert seated.desk.plan.seat_of[guest].id == before[guest].id


def test_one_drawer_gives_way_to_the_other(seated: SeatingPage) -> None:
    seated.kept.open()
    seated.what_if.open([seated_guest(seated)])
    assert seated.kept.panel is None
    seated.desk.unseat([seated_guest(seated)])
    seated.kept.open()
    assert seated.what_if.panel is None
