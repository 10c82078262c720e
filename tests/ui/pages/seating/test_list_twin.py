"""Whatever the plan lets a hand do, its lists let keys do: the same commands, each with a name that can be read out."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from advoplanner.domain.seat_marks import SEAT_MARKS
from advoplanner.services import seating
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.seating.page import SeatingPage
from ui.pages.seating.tools import ROOM


def words(menu: QMenu | None) -> list[str]:
    assert menu is not None
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def asked_on_the_plan(page: SeatingPage, kind: str, item_id: str) -> list[str]:
    """The words of the plan's menu for a guest, a table, a seat or the room."""
    page._menu(kind, item_id, page.rect().center())
    menu = page.findChildren(QMenu)[-1]
    found = words(menu)
    menu.close()
    return found


def keys(widget: QWidget) -> set[str]:
    return {action.shortcut().toString() for action in widget.actions() if not action.shortcut().isEmpty()}


def test_a_guest_has_the_same_commands_and_keys_on_the_plan_and_in_the_list(seated: SeatingPage) -> None:
    guest = next(iter(seated.desk.plan.seat_of))
    seated.select(guest)
    assert asked_on_the_plan(seated, "guest", guest) == words(seated.list.table.menu.build())
    assert keys(seated.list.table) <= keys(seated.board.view)
    assert {spec.shortcut for spec in seated.guest_commands.specs()} == keys(seated.list.table)


def test_a_table_has_in_the_list_of_the_room_all_that_its_menu_on_the_plan_has(seated: SeatingPage) -> None:
    table = seated.desk.plan.row.tables[0]
    on_plan = asked_on_the_plan(seated, "table", table.id)
    seated.show_mode(ROOM)
    seated.room.table.select_ids([table.id])
    in_list = words(seated.room.table.menu.build())
    assert {word.replace("Remove the table", "Remove") for word in on_plan} <= set(in_list)
    assert set(asked_on_the_plan(seated, "room", "")) <= set(in_list)
    assert keys(seated.room.table) <= keys(seated.board.view)


def test_a_free_seat_is_filled_and_marked_without_a_hand(seated: SeatingPage, answers: Any) -> None:
    free = next(seat for seat in seated.desk.plan.row.seats if not seat.guest_id)
    on_plan = asked_on_the_plan(seated, "seat", free.id)
    assert on_plan == ["Seat a guest here…", "Mark the seat…"]
    seated.show_mode(ROOM)
    seated.room.table.select_ids([free.table_id])
    run = {spec.id: spec for spec in seated.table_commands.for_one()}
    chairs = [seat.id for seat in seated.desk.plan.chairs_at(free.table_id)]
    answers.answers = [chairs.index(free.id), list(SEAT_MARKS).index("blocked")]
    run["table.mark"].run([free.table_id])
    assert [seat.id for seat in seated.desk.plan.row.blocked] == [free.id]
    run["table.unblock"].run([free.table_id])
    before = set(seated.desk.plan.seat_of)
    answers.answers = [0]
    run["table.seat"].run([free.table_id])
    [guest] = set(seated.desk.plan.seat_of) - before
    assert seated.desk.plan.seat_of[guest].table_id == free.table_id


def test_commands_of_one_table_say_so_for_several_or_for_what_is_no_table(seated: SeatingPage) -> None:
    ids = [table.id for table in seated.desk.plan.row.tables]
    for spec in seated.table_commands.for_one():
        assert spec.reason(ids) == "Choose one table."
        assert spec.reason(["a door"]) == "Choose one table."


@pytest.mark.parametrize("arranging", [False, True])
def test_name_topic_and_host_of_a_table_are_reached_by_key(seated: SeatingPage, qtbot: QtBot, arranging: bool) -> None:
    guest, seat = next(iter(seated.desk.plan.seat_of.items()))
    if arranging:
        seated.show_mode(ROOM)
        edit = next(spec for spec in seated.table_commands.for_one() if spec.id == "table.edit")
        edit.run([seat.table_id])
    else:
        seated.list.table.select_ids([guest])
        seated.list.table.setFocus()
        qtbot.keyClick(seated.list.table, Qt.Key.Key_T)
    assert not seated.work.arranging
    assert seated.details.shows_form
    assert seated.board.scene.chosen_table == seat.table_id


def test_everything_on_the_page_has_a_name(seated: SeatingPage, ctx: Context) -> None:
    assert nameless(seated) == []
    seated.show_mode(ROOM)
    assert nameless(seated) == []
    assert seating.rounds(ctx.workspace, seated.desk.event_id)


def test_from_the_search_the_guest_found_is_chosen_for_the_commands(seated: SeatingPage, qtbot: QtBot) -> None:
    seated.activateWindow()
    seated.list.search.setFocus()
    qtbot.waitUntil(seated.list.search.hasFocus)
    qtbot.keyClicks(seated.list.search, "Priya")
    qtbot.keyClick(seated.list.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(seated.chosen()) == 1)
    assert seated.desk.plan.guests[seated.chosen()[0]].name == "Priya Raghunathan"
    qtbot.keyClick(seated.list.table, Qt.Key.Key_L)
    assert seated.desk.plan.seat_of[seated.chosen()[0]].locked
