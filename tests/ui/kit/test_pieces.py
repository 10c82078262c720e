"""The small pieces: each says in words what it shows in colour, and works by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import NOTHING, Change, ChangeSet
from advoplanner.core.errors import Conflict
from ui.kit import icons, theme
from ui.kit.a11y import nameless
from ui.kit.banner import BannerStack
from ui.kit.buttons import Button, IconButton
from ui.kit.chip import Chip
from ui.kit.command_palette import CommandPalette
from ui.kit.crash_notice import CrashWatch
from ui.kit.dialog import Dialog, Wizard
from ui.kit.dialogs import QtDialogs
from ui.kit.empty_state import EmptyState
from ui.kit.event_facts import clocks
from ui.kit.form import Form
from ui.kit.history_bridge import HistoryBridge, HistoryFunctions
from ui.kit.hits import Hit
from ui.kit.labels import Elided, PlainText, tip
from ui.kit.level_bars import LevelBars
from ui.kit.messages import Message, Messages
from ui.kit.meter import Bar, BarChart, Meter
from ui.kit.search_box import SearchBox
from ui.kit.toast import ToastStack


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_toast_undoes_and_goes(host: QWidget) -> None:
    undone, stack = [], ToastStack(host, fade=False)
    toast = stack.show_message(Message("info", "Seat 14 guests", button="Undo", action=lambda: undone.append(1)))
    assert toast.accessibleName() == "Seat 14 guests"
    toast.undo()
    assert undone == [1]
    assert stack.toasts() == []
    assert not stack.isVisible()


def test_a_further_step_takes_the_offer_to_undo_an_older_one_away(host: QWidget) -> None:
    stack = ToastStack(host, fade=False)
    stack.show_message(Message("info", "Keep the plan", button="Undo", action=lambda: None))
    stack.show_message(Message("warning", "No seat is free."))
    stack.outdate()
    assert [toast.message.text for toast in stack.toasts()] == ["No seat is free."]


def test_only_the_newest_step_offers_undo(host: QWidget) -> None:
    stack = ToastStack(host, fade=False)
    for text in ("Add Ana", "Seat Ana"):
        stack.show_message(Message("info", text, button="Undo", action=lambda: None))
    stack.show_message(Message("warning", "No seat is free."))
    assert [toast.message.text for toast in stack.toasts()] == ["Seat Ana", "No seat is free."]


def test_no_more_than_three_toasts_stand_at_once_inside_the_window(host: QWidget) -> None:
    stack = ToastStack(host, fade=True)
    for number in range(6):
        stack.show_message(Message("warning", f"A rather long reason why step {number} could not be done as it was asked for", "Try again."))
    assert len(stack.toasts()) == 3
    assert host.rect().contains(stack.geometry())


def test_a_toast_passes_by_itself(host: QWidget, qtbot) -> None:
    stack = ToastStack(host, fade=False)
    toast = stack.show_message(Message("info", "Read 12 replies"))
    assert toast._timer.interval() == 8000
    toast._timer.timeout.emit()
    assert stack.toasts() == []


def test_the_same_problem_is_one_banner_until_it_is_closed(qtbot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    for _ in range(3):
        stack.show_message(Message("error", "The disk is full.", code="files.full", sticky=True))
    assert [banner.accessibleName() for banner in stack.banners()] == ["The disk is full."]
    stack.drop("files.full")
    assert stack.banners() == []


def test_a_banner_stays_known_where_another_goes_before_it_was_drawn(qtbot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.show_message(Message("error", "The disk is full.", code="files.full", sticky=True))
    qtbot.waitExposed(stack)
    stack.show_message(Message("warning", "The server is gone.", code="mail.gone", sticky=True))
    stack.drop("files.full")
    assert [banner.message.code for banner in stack.banners()] == ["mail.gone"]
    assert stack.isVisible()


def test_labels_never_read_markup(qtbot) -> None:
    label = PlainText("<b>Ana</b> & Co")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>Ana</b> & Co"


def test_a_long_name_gives_way_in_the_middle_and_stays_whole_in_the_tip(qtbot) -> None:
    label = Elided("Great Plains Energy Cooperative of the Upper Midwest")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label._fit()
    assert "…" in label.text()
    assert label.toolTip() == label.whole()


def test_a_disabled_button_says_why_not(qtbot) -> None:
    button = Button("Release", tip="Send the agenda to all")
    qtbot.addWidget(button)
    button.allow("Two sessions have no room.")
    assert (button.isEnabled(), button.toolTip()) == (False, "Two sessions have no room.")
    button.allow()
    assert (button.isEnabled(), button.toolTip()) == (True, "Send the agenda to all")


def test_an_empty_list_has_one_sentence_and_one_button(qtbot) -> None:
    pressed = []
    empty = EmptyState("No venues yet. Add the place you use most, and its rooms follow from there.", "Add a venue", lambda: pressed.append(1))
    qtbot.addWidget(empty)
    empty.resize(700, 400)
    empty.show()
    empty.button.click()
    label = empty.findChild(PlainText)
    assert label.height() >= label.heightForWidth(label.width())
    assert pressed == [1]


def test_chips_meters_and_charts_speak(qtbot) -> None:
    chip, meter = Chip("accepted", "good"), Meter(1.7, "17 of 10", limit=0.2)
    chart = BarChart("Motives", [Bar("Mastery", 3), Bar("Power", 1, "1 of 3")])
    for widget in (chip, meter, chart):
        qtbot.addWidget(widget)
        widget.resize(300, 60)
        assert not widget.grab().isNull()
    assert chip.accessibleName() == "accepted"
    assert (meter.share, meter.accessibleName()) == (1.0, "17 of 10")
    assert chart.accessibleDescription() == "Mastery: 3; Power: 1 of 3"


def test_levels_by_keyboard_and_mouse(qtbot) -> None:
    bars = LevelBars()
    qtbot.addWidget(bars)
    with qtbot.waitSignal(bars.chosen):
        qtbot.keyClick(bars, Qt.Key.Key_2)
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert (bars.level, bars.accessibleDescription()) == (3, "strongly, 3 of 3")
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.level == 3
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(6, 16))
    assert bars.level == 1


def test_search_waits_a_moment_and_escape_clears(qtbot) -> None:
    box = SearchBox("Search guests")
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.searched) as searched:
        qtbot.keyClicks(box, "ana")
    assert searched.args == ["ana"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    box.show_count(12, 300)
    assert box.accessibleDescription() == "12 of 300 shown"


@pytest.mark.parametrize("listed", [True, False])
def test_from_the_search_the_keys_go_to_the_list_of_the_page_and_never_to_one_outside(host: QWidget, qtbot, listed: bool) -> None:
    stack, outside, page = QStackedWidget(), QListView(), QWidget()
    row, column = QHBoxLayout(host), QVBoxLayout(page)
    for each in (outside, stack):
        row.addWidget(each)
    stack.addWidget(page)
    box, button, within = SearchBox(), QPushButton("100 on the list"), QListView()
    for each in (box, button, within):
        column.addWidget(each)
    within.setModel(QStringListModel(["Ana", "Bo"], within))
    within.setVisible(listed)
    QApplication.processEvents()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert host.focusWidget() is (within if listed else button)
    assert [index.row() for index in within.selectedIndexes()] == ([0] if listed else [])


def test_the_palette_finds_names_before_commands_and_runs(host: QWidget, qtbot) -> None:
    run = []
    palette = CommandPalette(host)
    palette.set_commands(lambda: [Hit("Go to Guests", "", lambda: run.append("guests")), Hit("Quit", "", lambda: run.append("quit"))])
    palette.add_provider(lambda text: [Hit("Gus Goto", "Person", lambda: run.append("gus"))] if "go" in text else [])
    palette.open()
    assert len(palette.hits.rows) == 2
    qtbot.keyClicks(palette.field, "go")
    assert [hit.title for hit in palette.hits.rows] == ["Gus Goto", "Go to Guests"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert run == ["guests"]
    assert palette.isHidden()


def test_undo_and_redo_say_what_they_did(qtbot) -> None:
    done = ChangeSet("x", (Change("seat", "1", "update"),), 3)
    said: list[Message] = []
    messages = Messages()
    messages.attach(said.append)
    bridge = HistoryBridge(messages)
    words = ["Seat 14 guests"]
    bridge.connect_to(HistoryFunctions(lambda: done, lambda: NOTHING, lambda: words[0], lambda: None))
    with qtbot.assertNotEmitted(bridge.renewed):
        bridge.renew()
    words[0] = "Add Ana"
    bridge.undo()
    bridge.redo()
    assert [str(message) for message in said] == ["Undone: Seat 14 guests", "Nothing to redo"]
    assert bridge.next_undo == "Add Ana"


def test_a_conflict_in_undo_is_said() -> None:
    said: list[Message] = []
    messages = Messages()
    messages.attach(said.append)

    def conflict() -> ChangeSet:
        raise Conflict("history.changed", "Ana was changed since.")

    bridge = HistoryBridge(messages)
    bridge.connect_to(HistoryFunctions(conflict, conflict, lambda: "Add Ana", lambda: None))
    bridge.undo()
    assert [(message.level, message.text) for message in said] == [("warning", "Ana was changed since.")]


def test_a_dialog_stays_open_while_it_cannot_be_done(qtbot) -> None:
    from advoplanner.core.errors import RuleBroken

    def commit() -> None:
        raise RuleBroken("x.y", "Choose a day.")

    dialog = Dialog("New event", "Create event", QWidget(), commit=commit)
    qtbot.addWidget(dialog)
    dialog.go.click()
    assert dialog.problem.text() == "Choose a day."
    assert dialog.result() == 0
    assert dialog.go.text() == "Create event"


def test_a_wizard_commits_only_on_its_last_page(qtbot) -> None:
    made = []
    wizard = Wizard("New event", "Create event", commit=lambda: made.append(1))
    qtbot.addWidget(wizard)
    reasons = ["Say what it is for."]
    wizard.add_page(QWidget(), lambda: reasons[0])
    wizard.add_page(QWidget())
    assert wizard.go.text() == "Ne&xt"
    wizard.go.click()
    assert (wizard.place, wizard.problem.text()) == (0, "Say what it is for.")
    reasons[0] = ""
    wizard.go.click()
    assert (wizard.place, wizard.go.text(), made) == (1, "Create event", [])
    wizard.go.click()
    assert made == [1]


def test_the_first_bug_is_shown_and_later_ones_only_logged(qtbot, caplog) -> None:
    shown: list[str] = []
    watch = CrashWatch(shown.append, "9.9")
    for _ in range(2):
        try:
            raise ValueError("odd")
        except ValueError as error:
            watch.caught(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    assert len(shown) == 1
    assert "AdvoPlanner 9.9" in shown[0]
    assert "ValueError: odd" in shown[0]
    assert len(caplog.records) == 2


def test_both_clocks_where_they_differ(monkeypatch) -> None:
    noon = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)
    assert clocks(noon, "America/New_York").startswith("07:00 in New York")
    assert "here" in clocks(noon, "Asia/Kathmandu")


def test_icons_follow_the_theme(qtbot) -> None:
    button = Button("Add", icon="plus")
    qtbot.addWidget(button)
    light = button.icon().pixmap(20, 16).toImage()
    theme.THEME.apply("contrast")
    assert button.icon().pixmap(20, 16).toImage() != light
    theme.THEME.apply("light")
    assert button.icon().pixmap(20, 16).toImage() == light


def test_every_icon_named_in_the_code_is_bundled(project) -> None:
    import re

    named = set()
    for path in (project / "ui").rglob("*.py"):
        named |= set(re.findall(r'icon(?:s\.put\(\w+, |s\.pixmap\(|=)"([a-z0-9-]+)"', path.read_text("utf-8")))
    from ui.pages import PAGES

    named |= {spec.icon for spec in PAGES}
    assert len(named) > 16
    for name in sorted(named):
        assert not icons.pixmap(name, 16).isNull()


def test_things_without_a_name_are_found(qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    unnamed = QCheckBox(root)
    named = IconButton("x", "Close")
    named.setParent(root)
    QLabel("Words", root)
    assert nameless(root) == [unnamed]


MARKUP = '<img src="/usr/share/pixmaps/debian-logo.png"> & <b>Ana</b>'


def test_a_tooltip_never_reads_markup() -> None:
    assert tip("Ana & Co < 3") == "Ana & Co < 3"
    assert tip("") == ""
    shown = QTextDocumentFragment.fromHtml(tip(f"{MARKUP}\nBo")).toPlainText()
    assert shown == f"{MARKUP}\nBo"


def test_what_carries_a_name_as_its_tooltip_escapes_it(qtbot) -> None:
    button, chip, name = Button("Go", tip=MARKUP), Chip(), Elided()
    for each in (button, chip, name):
        qtbot.addWidget(each)
    chip.set_state("Held", tip=MARKUP)
    name.resize(40, 20)
    name.set_whole(MARKUP)
    assert {each.toolTip() for each in (button, chip, name)} == {tip(MARKUP)}
    button.allow(MARKUP)
    assert button.toolTip() == tip(MARKUP)


def test_what_a_field_says_is_not_said_twice(qtbot) -> None:
    form = Form()
    form.number("seats", "Seats", low=1, high=9)
    dialog = Dialog("Tables", "Make tables", form, commit=form.values)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    form["seats"].editor.setText("0")
    dialog.go.click()
    assert form.error("seats")
    assert dialog.problem.text() == ""
    assert form["seats"].editor.hasFocus()


@pytest.mark.parametrize(
    ("ask", "more", "keys", "answer"),
    [
        ("ask_text", {}, (Qt.Key.Key_A, Qt.Key.Key_Return), "a"),
        ("ask_text", {"lines": True}, (Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space), "a"),
        ("ask_secret", {}, (Qt.Key.Key_A, Qt.Key.Key_Return), "a"),
        ("choose", {"options": ["One", "Two"]}, (Qt.Key.Key_Down, Qt.Key.Key_Return), 1),
        ("choose", {"options": ["One", "Two"]}, (Qt.Key.Key_Escape,), None),
    ],
)
def test_questions_are_answered_by_key(qtbot, ask, more, keys, answer) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        for key in keys:
            qtbot.keyClick(box.focusWidget(), key)

    QTimer.singleShot(50, press)
    assert getattr(QtDialogs(), ask)("Rename", "What is it called?", **more) == answer


@pytest.mark.parametrize("ask", ["ask_text", "choose"])
def test_a_question_never_reads_markup(qtbot, ask) -> None:
    found: list[tuple[str, Qt.TextFormat]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        found.extend((each.text(), each.textFormat()) for each in box.findChildren(QLabel))
        box.reject()

    QTimer.singleShot(0, look)
    getattr(QtDialogs(), ask)("Rename", MARKUP, *([["a"]] if ask == "choose" else []))
    assert (MARKUP, Qt.TextFormat.PlainText) in found
