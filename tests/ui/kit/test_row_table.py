"""The one table model: search, filter, order, refresh by id."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from advoplanner.core.text import fold
from ui.kit.action import ActionSpec
from ui.kit.data_table import DataTable, fitted, show_anew
from ui.kit.empty_state import EmptyState
from ui.kit.search_box import SearchBox
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_order import RowOrder
from ui.models.row_table_model import RowTableModel


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    city: str = ""
    seats: int | None = None
    tags: tuple[str, ...] = ()


COLUMNS = (
    Column("Name", lambda row: row.name, 120, stretch=True),
    Column("City", lambda row: row.city, 100, quiet=True),
    Column("Seats", lambda row: row.seats, 60, "right"),
    Column("Tags", lambda row: row.tags, 120),
)
ROWS = [
    Row("a", "Siobhán O'Brien", "Köln", 12, ("vegan", "press")),
    Row("b", "Łukasz Wiśniewski", "Gdańsk", 3),
    Row("c", "Ana García", "León", None, ("chair",)),
]


@pytest.fixture
def model(qapp) -> RowTableModel:
    made = RowTableModel(COLUMNS)
    made.set_rows(ROWS)
    return made


def names(model: RowTableModel) -> list[str]:
    return [row.id for row in model.shown_rows()]


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "abc"), ("siobhan", "a"), ("KOLN", "a"), ("o'brien koln", "a"), ("garcia gdansk", ""), ("chair", "c"), ("press vegan", "a"), ("12", "a")],
)
def test_search_needs_every_word_and_no_accents(model: RowTableModel, text: str, found: str) -> None:
    model.search(text)
    assert names(model) == list(found)


def test_search_filter_and_order_work_together(model: RowTableModel) -> None:
    model.keep(lambda row: row.seats is not None)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["a", "b"]
    model.search("gdansk")
    assert names(model) == ["b"]
    model.keep(None)
    model.search("")
    assert names(model) == ["a", "b", "c"]


def test_what_is_unknown_sorts_last_both_ways(model: RowTableModel) -> None:
    model.sort(2)
    assert names(model) == ["b", "a", "c"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["a", "b", "c"]


def test_counts_are_told(model: RowTableModel, qtbot) -> None:
    with qtbot.waitSignal(model.counted) as told:
        model.search("ana")
    assert told.args == [1, 3]


def test_an_update_in_place_redraws_only_its_row(model: RowTableModel, qtbot) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as drawn:
        model.update_rows([replace(ROWS[1], city="Sopot")])
    assert drawn.args[0].row() == drawn.args[1].row() == 1
    assert model.row("b").city == "Sopot"


def test_an_update_finds_its_new_place_in_the_order(model: RowTableModel) -> None:
    model.sort(0)
    assert names(model) == ["c", "b", "a"]
    model.update_rows([replace(ROWS[0], name="Aaron"), Row("d", "Bea")], gone=["b"])
    assert names(model) == ["a", "c", "d"]
    assert model.row("b") is None


def test_a_changed_row_is_found_by_its_new_words(model: RowTableModel) -> None:
    model.update_rows([replace(ROWS[1], city="Zoppot")])
    model.search("zoppot")
    assert names(model) == ["b"]


def test_cells_say_their_title_to_a_screen_reader(model: RowTableModel) -> None:
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "City: Köln"
    assert model.index(2, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Seats: empty"


def test_editing_calls_the_columns_own_function(qapp) -> None:
    saved = []
    model = RowTableModel([Column("Name", lambda row: row.name, edit=lambda row, text: saved.append((row.id, text)))])
    model.set_rows(ROWS)
    assert model.setData(model.index(2, 0), "Ana G.")
    assert not model.setData(model.index(2, 0), "Ana García")
    assert saved == [("c", "Ana G.")]


@given(st.lists(st.tuples(st.text(max_size=6), st.one_of(st.none(), st.integers(-5, 5))), max_size=30), st.text(max_size=3), st.booleans())
def test_the_order_shows_exactly_what_matches_once(values: list[tuple[str, int | None]], text: str, backwards: bool) -> None:
    rows = [Row(str(place), name, seats=seats) for place, (name, seats) in enumerate(values)]
    order = RowOrder(COLUMNS, lambda row: row.id)
    order.search(text)
    order.sort(2, backwards=backwards)
    order.set_rows(rows)
    shown = [order.rows[place] for place in order.shown]
    hay = {row.id: fold(f"{row.name} {'' if row.seats is None else row.seats}") for row in rows}
    assert {row.id for row in shown} == {row_id for row_id, words in hay.items() if all(word in words for word in fold(text).split())}
    numbers = [row.seats for row in shown if row.seats is not None]
    assert numbers == sorted(numbers, reverse=backwards)
    assert [order.line_of(row.id) for row in shown] == list(range(len(shown)))


def test_selection_and_focus_survive_a_refresh_by_id(qtbot, model: RowTableModel) -> None:
    table = DataTable(model, "Guests")
    qtbot.addWidget(table)
    table.select_ids(["b", "c"], "c")
    model.set_rows([Row("x", "First"), *reversed(ROWS)])
    assert set(table.selected_ids()) == {"b", "c"}
    assert table.current_id() == "c"


def test_copy_gives_titles_and_cells_with_tabs(qtbot, model: RowTableModel) -> None:
    table = DataTable(model, "Guests")
    qtbot.addWidget(table)
    table.select_ids(["a", "c"])
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ("Name\tCity\tSeats\tTags\nSiobhán O'Brien\tKöln\t12\tvegan, press\nAna García\tLeón\t\tchair")


def test_enter_opens_and_arrows_pick(qtbot, model: RowTableModel) -> None:
    table = DataTable(model, "Guests")
    qtbot.addWidget(table)
    table.select_ids(["a"])
    with qtbot.waitSignal(table.picked) as picked:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert picked.args == opened.args == ["b"]


def test_the_menu_says_why_not_and_runs_on_the_selected(qtbot, model: RowTableModel) -> None:
    done = []
    specs = [
        ActionSpec("mark", "Mark", done.append, words=lambda ids: f"Mark {len(ids)}"),
        ActionSpec("never", "Never", done.append, why_not=lambda ids: "The event is closed."),
    ]
    table = DataTable(model, "Guests", specs)
    qtbot.addWidget(table)
    assert table.menu.build() is None
    table.select_ids(["a", "b"])
    menu = table.menu.build()
    assert menu is not None
    mark, never = menu.actions()
    assert (mark.text(), never.isEnabled(), never.toolTip()) == ("Mark 2", False, "The event is closed.")
    mark.trigger()
    never.setEnabled(True)
    never.trigger()
    assert done == [["a", "b"]]


def test_an_empty_table_says_so_and_a_fruitless_search_too(qtbot) -> None:
    model, search = RowTableModel(COLUMNS), SearchBox("Search")
    search.searched.connect(model.search)
    table = DataTable(model, "Guests")
    both = TableOrEmpty(table, EmptyState("No guests yet.", "Add guests"), search)
    qtbot.addWidget(both)
    qtbot.addWidget(search)
    both.show()
    assert both.currentWidget() is both.empty
    model.set_rows(ROWS)
    assert both.currentWidget() is table
    model.search("zzz")
    assert both.currentWidget() is both.nothing
    search.setText("zzz")
    both.nothing.button.click()
    qtbot.waitUntil(lambda: both.currentWidget() is table)
    assert search.accessibleDescription() == "3 shown"


def test_a_filter_without_rows_says_what_that_means_and_offers_no_search_to_clear(qtbot) -> None:
    model, search = RowTableModel(COLUMNS), SearchBox("Search")
    both = TableOrEmpty(DataTable(model, "Guests"), EmptyState("No guests yet."), search)
    qtbot.addWidget(both)
    both.show()
    model.set_rows(ROWS)
    model.keep(lambda row: False)
    both.settle("Nobody waits.")
    assert (both.nothing._sentence.text(), both.nothing.button.isVisible()) == ("Nobody waits.", False)
    search.setText("zzz")
    model.keep(lambda row: False)
    both.show_count(0, 3)
    assert both.nothing.button.isVisible()
    assert "search" in both.nothing._sentence.text()


def test_columns_share_what_is_left_and_give_what_is_missing() -> None:
    assert fitted(COLUMNS, 500, {}) == [220, 100, 60, 120]
    narrow = fitted(COLUMNS, 330, {})
    assert (narrow[0], narrow[2]) == (120, 60)
    assert sum(narrow) <= 330
    assert fitted(COLUMNS, 200, {}) == [120, 100, 60, 120]
    assert fitted(COLUMNS, 500, {0: 90})[0] == 90


def test_no_column_takes_more_than_it_needs_while_another_is_cut() -> None:
    assert fitted(COLUMNS, 400, {}, {0: 200, 1: 60, 2: 60, 3: 80}) == [200, 60, 60, 80]
    assert fitted(COLUMNS, 420, {}, {0: 150, 1: 90, 2: 60, 3: 240})[:2] == [150, 90]
    assert sum(fitted(COLUMNS, 421, {}, {0: 150, 1: 90, 2: 60, 3: 240})) == 421
    assert fitted(COLUMNS, 500, {}, {0: 90, 1: 60, 2: 60, 3: 80}) == fitted(COLUMNS, 500, {}), "little to show: the columns keep their places"


def test_words_that_fit_are_shown_whole(qtbot, model: RowTableModel) -> None:
    long = Row("d", "Wolfeschlegelsteinhausen", "Llanfairpwllgwyngyll", 1, ("x",))
    table = DataTable(model, "Guests")
    qtbot.addWidget(table)
    table.resize(540, 200)
    table.show()
    model.set_rows([*ROWS, long])
    line = model.line_of("d")
    qtbot.waitUntil(lambda: all(table._cells.text_fits(model.index(line, place), table.columnWidth(place)) for place in (0, 1)))
    wide = [table.columnWidth(place) for place in range(4)]
    model.set_rows(ROWS)
    assert [table.columnWidth(place) for place in range(4)] == wide, "columns stand still"


def test_columns_that_were_hidden_share_the_room_again(qtbot, model: RowTableModel) -> None:
    table = DataTable(model, "People")
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    before = [table.columnWidth(place) for place in range(4)]
    for narrow, hidden in ((400, (1, 3)), (500, (3,)), (900, ())):
        table.resize(narrow, 300)
        table.hide_columns(hidden)
    assert [table.columnWidth(place) for place in range(4)] == before


def test_of_tables_that_share_a_search_the_one_in_front_says_how_many_it_found(qtbot) -> None:
    search, tabs, models = SearchBox("Search"), QStackedWidget(), [RowTableModel(COLUMNS), RowTableModel(COLUMNS)]
    for each in models:
        tabs.addWidget(TableOrEmpty(DataTable(each, "Guests"), EmptyState("No guests yet."), search))
    qtbot.addWidget(tabs)
    qtbot.addWidget(search)
    tabs.show()
    models[0].set_rows(ROWS)
    models[1].set_rows(ROWS[:1])
    assert search.accessibleDescription() == "3 shown"
    tabs.setCurrentIndex(1)
    assert search.accessibleDescription() == "1 shown"
    models[0].search("ana")
    assert search.accessibleDescription() == "1 shown"
    tabs.setCurrentIndex(0)
    assert search.accessibleDescription() == "1 of 3 shown"


def test_what_a_search_reads_is_looked_up_while_nothing_else_waits(qtbot) -> None:
    asked: list[str] = []

    def more(row: Row) -> str:
        asked.append(row.id)
        return row.city

    model = RowTableModel((COLUMNS[0], Column("", more, width=0)))
    model.set_rows(ROWS)
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["a", "b", "c"])
    model.search("leon")
    assert (names(model), asked) == (["c"], ["a", "b", "c"])
    model.set_rows([ROWS[0], Row("d", "Di", "León"), *ROWS[1:]])
    assert (names(model), asked) == (["d", "c"], ["a", "b", "c", "d"])


def test_rows_shown_anew_redraw_only_the_lines_that_differ_and_the_choice_stays(model: RowTableModel, qtbot) -> None:
    table = DataTable(model, "People")
    qtbot.addWidget(table)
    table.select_ids(["a"], "a")
    drawn: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, last: drawn.extend(range(first.row(), last.row() + 1)))
    model.modelReset.connect(lambda: resets.append(True))
    show_anew(table, [ROWS[0], ROWS[2], ROWS[1]])
    assert (names(model), drawn, resets) == (list("acb"), [1, 2], [])
    show_anew(table, [ROWS[2], ROWS[1], ROWS[0]])
    assert (table.selected_ids(), table.current_id(), resets) == (["a"], "a", [])
    show_anew(table, [ROWS[0], ROWS[1]])
    assert (names(model), table.selected_ids(), resets) == (list("ab"), ["a"], [True])
