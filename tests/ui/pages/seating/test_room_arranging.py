"""The room arranged on the page: by hand on the plan, by key, and by exact figures; nobody loses a seat by it."""

from __future__ import annotations

from typing import Any

import pytest
from hands import at, drag
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from advoplanner.domain.rooms import TableShape
from advoplanner.services import events, history, venues
from ui.kit.context import Context
from ui.pages.seating.gestures import ChooseArea
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.room_panel import FIXTURE, ROOM, SEVERAL, TABLE


@pytest.fixture
def arranging(seated: SeatingPage) -> SeatingPage:
    seated.tools.mode.choose(1)
    return seated


def held(page: SeatingPage) -> dict[str, str]:
    return {guest: seat.id for guest, seat in page.desk.plan.seat_of.items()}


def test_the_mode_changes_buttons_list_and_keys(arranging: SeatingPage) -> None:
    assert arranging.work.beside.currentWidget() is arranging.room
    assert arranging.tools.table.isVisibleTo(arranging.toolbar)
    assert not arranging.tools.seat.isVisibleTo(arranging.toolbar)
    assert [row.name for row in arranging.room.model.rows()] == ["Table 1", "Table 2"]
    arranging.tools.mode.choose(0)
    assert arranging.tools.seat.isVisibleTo(arranging.toolbar)
    alive = [action for action in arranging.board.view.actions() if action.isEnabled()]
    keys = [action.shortcut().toString() for action in alive if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_several_tables_are_dragged_together_in_one_step(arranging: SeatingPage, ctx: Context, qtbot: QtBot) -> None:
    scene, before = arranging.board.scene, held(arranging)
    one, two = arranging.desk.plan.row.tables
    scene.pick({one.id, two.id}, tell=True)
    start = at(arranging, scene.table_items[one.id])
    drag(qtbot, arranging, start, start + QPoint(0, 30))
    moved = {t.id: t for t in arranging.desk.plan.row.tables}
    assert moved[one.id].y > one.y
    assert moved[one.id].y - one.y == pytest.approx(moved[two.id].y - two.y)
    assert held(arranging) == before
    history.undo(ctx.workspace)
    assert [(t.x, t.y) for t in arranging.desk.plan.row.tables] == [(one.x, one.y), (two.x, two.y)]


def test_keys_shift_turn_copy_and_remove_what_is_chosen(arranging: SeatingPage, qtbot: QtBot) -> None:
    view, before = arranging.board.view, held(arranging)
    one = arranging.desk.plan.row.tables[0]
    arranging.board.scene.pick({one.id}, tell=True)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_R)
    moved = arranging.desk.plan.tables[one.id]
    assert (moved.x, moved.angle) == (one.x + 10, (one.angle + 15) % 360)
    qtbot.keyClick(view, Qt.Key.Key_C)
    assert len(arranging.desk.plan.tables) == 3
    assert held(arranging) == before
    arranging.board.scene.pick({arranging.desk.plan.row.tables[-1].id}, tell=True)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(arranging.desk.plan.tables) == 2


def test_tables_become_level_by_menu(arranging: SeatingPage, answers: Any) -> None:
    one, two = arranging.desk.plan.row.tables
    arranging.desk.tables.drop({two.id: (two.x, two.y + 70)})
    arranging.board.scene.pick({one.id, two.id}, tell=True)
    answers.answers = [3]
    arranging.tools.align.click()
    assert arranging.desk.plan.tables[one.id].y == pytest.approx(arranging.desk.plan.tables[two.id].y)
    arranging.board.scene.pick({one.id}, tell=True)
    assert "at least two tables" in arranging.tools.align.toolTip()


def test_a_stage_is_added_dragged_and_named(arranging: SeatingPage, qtbot: QtBot, answers: Any) -> None:
    answers.answers = [0]
    arranging.tools.thing.click()
    (stage,) = arranging.desk.plan.row.fixtures
    item = arranging.board.scene.fixture_items[stage.id]
    start = at(arranging, item)
    drag(qtbot, arranging, start, start + QPoint(40, 20))
    (moved,) = arranging.desk.plan.row.fixtures
    assert moved.x > stage.x
    assert arranging.room.stack.currentIndex() == FIXTURE
    form = arranging.room.fixture
    form["name"].line.setText("Podium")
    form["name"].line.textEdited.emit("Podium")
    form.flush()
    assert arranging.desk.plan.row.fixtures[0].words == "Podium"
    assert arranging.room.model.rows()[-1].name == "Podium (stage)"


def type_into(form: Any, name: str, text: str) -> None:
    form[name].line.setText(text)
    form[name].line.textEdited.emit(text)
    form.flush()


def test_exact_figures_are_typed_in_either_unit_and_wrong_ones_stand_at_their_field(arranging: SeatingPage) -> None:
    one = arranging.desk.plan.row.tables[0]
    arranging.board.scene.pick({one.id}, tell=True)
    assert arranging.room.stack.currentIndex() == TABLE
    form = arranging.room.one
    type_into(form, "width", "6 ft")
    assert arranging.desk.plan.tables[one.id].width == pytest.approx(182.88)
    type_into(form, "length", "0")
    assert "A side has" in form.error("length")
    assert form["length"].line.text() == "0"
    type_into(form, "length", "")
    assert form.error("length").startswith("This cannot be empty.")
    type_into(form, "x", "2.5 m")
    assert arranging.desk.plan.tables[one.id].x == 250
    arranging.board.scene.pick((), tell=True)
    assert arranging.room.stack.currentIndex() == ROOM
    type_into(arranging.room.room, "width", "a mile")
    assert "is no length" in arranging.room.room.error("width")
    type_into(arranging.room.room, "width", " ")
    assert arranging.room.room.error("width").startswith("This cannot be empty.")
    type_into(arranging.room.room, "width", "14 m")
    assert arranging.desk.plan.row.room_width == 1400


def test_switching_units_changes_words_and_no_length(arranging: SeatingPage, ctx: Context) -> None:
    before = arranging.desk.plan.row
    form = arranging.room.room
    form["units"].show_value("imperial")
    form["units"].committed.emit()
    assert form["width"].line.text().endswith(("ft", "in"))
    form["width"].edited.emit()
    form["width"].dirty = form["width"].unsaved = True
    form.flush()
    assert arranging.desk.plan.row.room_width == before.room_width
    form["units"].show_value("metric")
    form["units"].committed.emit()
    assert [(t.x, t.width) for t in arranging.desk.plan.row.tables] == [(t.x, t.width) for t in before.tables]
    assert ctx.settings.current.units == "metric"
    form["units"].show_value("system")
    form["units"].committed.emit()


def test_a_frame_chooses_everything_within_and_the_list_follows(arranging: SeatingPage) -> None:
    scene = arranging.board.scene
    gesture = ChooseArea(scene)
    gesture.start(QPointF(0, 0))
    gesture.finish(QPointF(scene.room().width(), scene.room().height()))
    assert len(arranging.board.picked()) == 2
    assert arranging.room.stack.currentIndex() == SEVERAL
    assert len(arranging.room.table.selected_ids()) == 2


def test_a_list_row_is_chosen_on_the_plan(arranging: SeatingPage) -> None:
    two = arranging.desk.plan.row.tables[1]
    arranging.room.table.select_ids([two.id])
    assert arranging.board.scene.table_items[two.id].chosen
    form = arranging.room.one
    form["shape"].show_value(str(TableShape.CUSTOM))
    form["shape"].committed.emit()
    assert arranging.desk.plan.tables[two.id].shape == "custom"


def test_the_room_of_the_venue_is_used_and_this_one_kept_for_it(arranging: SeatingPage, ctx: Context, event: str, answers: Any) -> None:
    run = {spec.id: spec.run for spec in arranging.commands()}
    run["seating.use_room"](None)
    assert answers.asked == []
    venue = venues.add(ctx.workspace, "Palace").created("venue")[0]
    events.edit(ctx.workspace, event, venue_id=venue)
    answers.answers = ["Garden room"]
    run["seating.keep_room"](None)
    wide = arranging.desk.plan.row.room_width
    arranging.desk.tables.resize_room(arranging.room.room, width=3000)
    before = held(arranging)
    answers.answers = [0]
    run["seating.use_room"](None)
    assert arranging.desk.plan.row.room_width == wide
    assert held(arranging) == before
    run["seating.number"](None)
    assert held(arranging) == before


@pytest.mark.parametrize(("name", "typed"), [("x", "1000 m"), ("y", "999")])
def test_a_place_typed_outside_the_room_is_refused_at_its_field_and_stays_there(arranging: SeatingPage, name: str, typed: str) -> None:
    table = arranging.desk.plan.row.tables[0]
    arranging.board.scene.pick([table.id], tell=True)
    field = arranging.room.one[name]
    field.editor.setText(typed)
    field._touch()
    field._leave()
    assert arranging.room.one.error(name).startswith("The room is only ")
    assert field.editor.text() == typed
    assert (arranging.desk.plan.tables[table.id].x, arranging.desk.plan.tables[table.id].y) == (table.x, table.y)
