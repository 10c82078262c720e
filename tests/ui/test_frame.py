"""The frame: pages built when opened and refreshed while seen, steps, keys, messages, and nothing cut short at 1024×768."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu

import ui.app
from advoplanner.core.changes import NOTHING, Change, ChangeSet
from advoplanner.core.errors import KnownProblem
from ui import pages
from ui.actions import ACTIONS
from ui.kit.a11y import nameless
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.event_facts import EventFacts, StepState
from ui.kit.history_bridge import HistoryFunctions
from ui.kit.labels import PlainText
from ui.kit.messages import Message
from ui.kit.page import Page
from ui.kit.rail import RailButton
from ui.kit.steps_row import StepButton
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pages.start.page import StartPage

FACTS = EventFacts("Senate council", "Wed 10 Mar 2027, 18:00–22:00", "America/New_York", {"guests": StepState("warn", "8 guests silent")})


class Probe(Page):
    """Notes what the window asks of it."""

    tables = frozenset({"guest"})

    def __init__(self, ctx: Context, title: str) -> None:
        super().__init__(ctx, title, "A quiet line")
        self.read: list[ChangeSet | None] = []
        self.picked: list[str] = []
        self.toolbar.primary("Add guests", lambda: None, icon="plus")
        self.toolbar.add_search("Search guests", lambda text: None)

    def refresh(self, changes: ChangeSet | None) -> None:
        self.read.append(changes)

    def select(self, item_id: str) -> None:
        self.picked.append(item_id)

    def commands(self) -> tuple[ActionSpec, ...]:
        return (ActionSpec("probe.mark", "Mark accepted", lambda page: page.picked.append("marked"), "A"),)


class Desk:
    """Notes what the menus ask for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Callable[[], None]:
        return lambda: self.asked.append(name)


@pytest.fixture
def state(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(ctx: Context, qtbot, monkeypatch: pytest.MonkeyPatch, state: QSettings) -> MainWindow:
    monkeypatch.setattr(pages.PageSpec, "build", lambda spec, ctx: Probe(ctx, spec.title))
    made = MainWindow(ctx, Desk(), lambda: StartPage(ctx), state)
    qtbot.addWidget(made)
    made.resize(1024, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_with("Customer board", lambda event_id: FACTS, "today")
    return made


def shown(window: MainWindow) -> Probe:
    page = window.stack.page()
    assert isinstance(page, Probe)
    return page


def change(table: str) -> ChangeSet:
    return ChangeSet("Mark Ana", (Change(table, "1", "update"),), 1)


def test_pages_are_built_when_they_are_first_opened(window: MainWindow) -> None:
    assert list(window.stack._built) == ["today"]
    window.navigate("people")
    window.navigate("today")
    assert list(window.stack._built) == ["today", "people"]


@pytest.mark.parametrize("code", ["workspace.full", "workspace.denied"])
def test_where_the_disk_says_no_another_place_is_offered(window: MainWindow, code: str) -> None:
    window.ctx.messages.problem(KnownProblem(code, "The disk is full.", "Free some space."))
    [banner] = window.banners.banners()
    assert banner.message.button == "Save a copy…"
    banner.message.action()
    assert window.desk.asked[-1] == "save_copy"


def test_what_was_said_stays_over_the_page_that_follows(window: MainWindow) -> None:
    window.ctx.messages.info("Create Board", button="Undo", action=lambda: None)
    for page in ("people", "today"):
        window.navigate(page)
        [toast] = window.toasts.toasts()
        seen = window.stack.childAt(toast.mapTo(window.stack, toast.rect().center()))
        assert window.toasts.isAncestorOf(seen)


def test_the_title_says_which_page_of_which_workspace(window: MainWindow) -> None:
    assert window.windowTitle() == "Today – Customer board – AdvoPlanner"
    window.navigate("guests", "e1")
    assert window.windowTitle() == "Guests – Customer board – AdvoPlanner"
    window.show_start()
    assert window.windowTitle() == "AdvoPlanner"


def test_a_page_is_read_when_seen_and_after_what_it_listens_to(window: MainWindow, ctx: Context) -> None:
    page = shown(window)
    assert page.read == [None]
    ctx.changes.emit(change("venue"))
    ctx.changes.emit(change("guest"))
    assert page.read == [None, change("guest")]


def test_a_hidden_page_waits_and_reads_once(window: MainWindow, ctx: Context) -> None:
    page = shown(window)
    window.navigate("people")
    ctx.changes.emit(change("guest"))
    ctx.changes.emit(change("guest"))
    assert page.read == [None]
    window.navigate("today")
    assert page.read == [None, None]


def test_an_item_is_selected_after_the_page_is_read(window: MainWindow, qtbot) -> None:
    window.navigate("people", item="p7")
    qtbot.waitUntil(lambda: shown(window).picked == ["p7"])


def test_a_step_needs_an_event(window: MainWindow) -> None:
    window.navigate("guests")
    assert window.stack.id == "today"
    assert window.toasts.toasts()[-1].message.text == "Open an event first."
    window.navigate("guests", "e1")
    assert (window.stack.id, shown(window).event_id) == ("guests", "e1")
    window.navigate("seating")
    assert shown(window).event_id == "e1"


def test_steps_show_their_state_in_words(window: MainWindow) -> None:
    window.navigate("guests", "e1")
    words = {button.text(): button.accessibleName() for button in window.steps.findChildren(StepButton)}
    assert words["Guests"] == "Guests, 8 guests silent"
    assert words["Packs"] == "Packs"
    assert "New York" in window.bottom._time.text()
    window.navigate("today")
    assert window.steps.isHidden()
    assert "New York" not in window.bottom._time.text()


def test_another_event_closes_the_drawer_and_reads_again(window: MainWindow) -> None:
    window.navigate("guests", "e1")
    page = shown(window)
    page.open_drawer("Ana", PlainText("words"))
    window.navigate("guests", "e2")
    assert page.drawer.isHidden()
    assert page.read == [None, None]


def test_keys_open_steps_search_palette_help_and_close_the_panel(window: MainWindow, qtbot) -> None:
    window.navigate("guests", "e1")
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.id == "seating"
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.search_box()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = shown(window)
    assert not page.drawer.isHidden()
    assert page.drawer.title.whole() == "Help: Seating"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert page.drawer.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not window.palette_box.isHidden()
    qtbot.keyClick(window.palette_box.field, Qt.Key.Key_Escape)
    assert window.palette_box.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.palette_box.field, "mark acc")
    qtbot.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    assert page.picked == ["marked"]


def test_work_is_begun_from_any_page(window: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    new = ActionSpec("events.new", "New event…", lambda page: begun.append(window.stack.id))
    monkeypatch.setattr(Probe, "commands", lambda page: (new,) if page.title.text() == "Events" else ())
    assert [hit.title for hit in window.palette_box._commands() if hit.title == "New event…"] == ["New event…"]
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.palette_box.field, "new event")
    qtbot.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    assert begun == ["events"]
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.palette_box.field, "people")
    qtbot.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    assert (window.stack.id, begun) == ("people", ["events"])
    window.navigate("events")
    assert [hit.title for hit in window.palette_box._commands()].count("New event…") == 1


def test_a_command_of_the_page_has_its_key(window: MainWindow, qtbot) -> None:
    page = shown(window)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_A)
    assert page.picked == ["marked"]


def test_undo_is_named_in_menu_and_bar(window: MainWindow, qtbot) -> None:
    done: list[str] = []

    def undo() -> ChangeSet:
        done.append("undo")
        return change("guest")

    window.history.connect_to(HistoryFunctions(undo, lambda: NOTHING, lambda: "Seat 14 guests", lambda: None))
    window.actions_table.renew()
    assert window.actions_table.by_id["edit.undo"].text() == "&Undo Seat 14 guests"
    assert not window.actions_table.by_id["edit.redo"].isEnabled()
    assert window.actions_table.by_id["edit.redo"].toolTip() == "There is nothing to do again."
    window.actions_table.allow()
    assert "Seat 14 guests" in window.bottom._hint.whole()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["undo"]


def test_messages_go_where_they_belong(window: MainWindow, ctx: Context) -> None:
    window.show_message(Message("info", "Done"))
    window.show_message(Message("error", "The disk is full.", sticky=True))
    assert [toast.message.text for toast in window.toasts.toasts()] == ["Done"]
    assert [banner.message.text for banner in window.banners.banners()] == ["The disk is full."]


def test_without_a_workspace_only_the_start_page_is_there(window: MainWindow, ctx: Context) -> None:
    window.show_start()
    assert isinstance(window.stack.page(), StartPage)
    assert window.rail.isHidden()
    window.navigate("people")
    assert isinstance(window.stack.page(), StartPage)
    assert not any(hit.title.startswith("Go to") for hit in window.palette_box._commands())


def test_the_rail_folds_below_a_width_or_by_wish(window: MainWindow, ctx: Context) -> None:
    assert window.rail.narrow
    window.resize(1366, 768)
    assert not window.rail.narrow
    window.toggle_rail()
    assert window.rail.narrow
    assert ctx.settings.current.rail_collapsed
    assert all(button.toolTip() for button in window.rail.findChildren(RailButton))


def test_the_window_comes_back_as_it_was(window: MainWindow, state: QSettings) -> None:
    window.close()
    assert state.value("geometry")
    assert window.desk.asked == ["close"]


@pytest.mark.parametrize("factor", [1.0, 1.4], ids=["as it is", "40 % longer words"])
def test_nothing_of_the_frame_is_cut_short_at_the_smallest_size(window: MainWindow, factor: float, qtbot) -> None:
    window.resize(1024, 768)
    window.navigate("guests", "e1")
    if factor > 1:
        for button in window.steps.findChildren(StepButton):
            button.setText(button.text() + "m" * round(len(button.text()) * (factor - 1)))
        window.steps.resizeEvent(QResizeEvent(window.steps.size(), window.steps.size()))
    assert window.size().toTuple() == (1024, 768)
    qtbot.waitUntil(lambda: _cut(window) == [], timeout=2000)
    assert window.minimumSizeHint().width() <= 1024


def _cut(window: MainWindow) -> list[str]:
    cut = [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible() and b.width() < b.sizeHint().width()]
    return cut + [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text() and _short(label)]


def _short(label: QLabel) -> bool:
    room = label.fontMetrics().horizontalAdvance(label.text()) > label.width()
    return room and not (label.wordWrap() and label.height() >= label.heightForWidth(label.width()))


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    window.navigate("guests", "e1")
    shown(window).open_drawer("Ana", PlainText("words"))
    assert [repr(widget) for widget in nameless(window)] == []


def test_commands_have_ids_menus_and_shortcuts_of_their_own(window: MainWindow) -> None:
    specs = window.actions_table.specs
    keys = [QKeySequence(spec.shortcut).toString() for spec in specs if spec.shortcut]
    assert len(set(keys)) == len(keys)
    assert len({spec.id for spec in specs}) == len(specs)
    assert {spec.menu for spec in ACTIONS} == {menu.title() for menu in (action.menu() for action in window.menuBar().actions()) if menu} - {"&Go"}


def test_each_page_has_its_module() -> None:
    assert [spec.id for spec in PAGES if find_spec(spec.module) is None] == []


def test_each_page_has_help_and_a_shortcut_of_its_own() -> None:
    assert all(spec.help.endswith(".") for spec in PAGES)
    keys = [spec.shortcut for spec in PAGES if spec.shortcut]
    assert len(set(keys)) == len(keys)


def test_the_start_page_lists_and_forgets(ctx: Context, qtbot, tmp_path: Path) -> None:
    first, gone = tmp_path / "Board 2027.advo", tmp_path / "gone.advo"
    first.write_bytes(b"x")
    ctx.settings.remember(gone)
    ctx.settings.remember(first)
    page = StartPage(ctx)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.recent.setFocus()
    cells = [[page.recent.model().index(line, column).data() for column in (0, 2)] for line in range(2)]
    assert cells[0][0] == "Board 2027"
    assert cells[1] == ["gone", "not there now"]
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert wanted.args == [str(first)]
    page.recent.select_ids([str(gone)])
    qtbot.keyClick(page.recent, Qt.Key.Key_Delete)
    assert ctx.settings.current.recent == (str(first),)


def test_words_run_a_command_and_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    import advoplanner.cli

    monkeypatch.setattr(advoplanner.cli, "main", lambda words: 7 if words == ["event", "list"] else 1)
    assert ui.app.main(["event", "list"]) == 7


def test_without_a_screen_one_sentence_points_to_the_demo(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    for name in ui.app.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert ui.app.main([]) == 1
    said = capsys.readouterr().err
    assert "demo --to DIR" in said
    assert said.count("\n") == 1


def test_a_file_alone_opens_the_window_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(ui.app, "open_window", lambda path: opened.append(path) or 0)
    assert ui.app.main(["board.advo"]) == 0
    assert opened == [Path("board.advo")]


def test_facts_are_asked_again_after_a_change(window: MainWindow, ctx: Context) -> None:
    window.navigate("guests", "e1")
    window._facts = lambda event_id: EventFacts("New title", f"{datetime(2027, 3, 10):%d}")
    ctx.changes.emit(change("event"))
    assert window.steps._title.whole() == "New title"


def test_building_pages_never_flashes_a_window_of_its_own(window: MainWindow, qtbot) -> None:
    for spec in PAGES:
        window.navigate(spec.id, "e1")
    tops = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert tops == [window]
    assert window.isActiveWindow()


def test_steps_that_do_not_fit_stand_in_a_menu_but_never_the_open_one(window: MainWindow, qtbot) -> None:
    window.resize(1024, 768)
    window.navigate("followup", "e1")
    row = window.steps
    assert row.more.isHidden()
    for button in row.findChildren(StepButton):
        button.setText(button.text() * 2)
    row.resizeEvent(QResizeEvent(row.size(), row.size()))
    assert row.more.isVisible()
    assert row._buttons["followup"].isVisible()
    hidden = next(page for page, button in row._buttons.items() if button.isHidden())
    row._show_menu()
    menu = row.findChild(QMenu)
    with qtbot.waitSignal(row.chosen) as told:
        menu.actions()[0].trigger()
    assert told.args == [hidden]
    assert not row._buttons[hidden].isHidden(), "the step that is open is always there"
    menu.close()
