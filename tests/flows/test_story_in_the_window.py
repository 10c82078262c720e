"""One event from an empty workspace to its follow-up, done in the window as a person does, and all of it taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from advoplanner.services import agenda, events, followup, guests, invitations, people, replies, seating
from advoplanner.services.context import Workspace
from ui.assembly import Parts
from ui.kit.rail import RailButton
from ui.main_window import MainWindow
from ui.pages.day.door import WalkIn

StateOf = Callable[[Workspace], dict[str, Any]]
InDialog = Callable[[Callable[[], object], Callable[[Any], object]], None]
CTRL = Qt.KeyboardModifier.ControlModifier
LONG = 60_000
"""Milliseconds that background work may take on a busy machine."""

BOARD = 24
DRAFTED = f"Draft {BOARD} messages: Invitation"


@pytest.fixture
def hand(program: Parts, qtbot: QtBot, state_of: StateOf) -> Hand:
    return Hand(program.window, qtbot, state_of)


class Hand:
    """What a person does in the window, and what they see there."""

    def __init__(self, window: MainWindow, qtbot: QtBot, state_of: StateOf) -> None:
        self.window, self.bot, self.state_of = window, qtbot, state_of

    @property
    def page(self) -> Any:
        return self.window.stack.page()

    @property
    def ws(self) -> Workspace:
        return self.window.ctx.workspace

    @property
    def event_id(self) -> str:
        return events.rows(self.ws)[0].id

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None) -> None:
        self.bot.keyClick(on or self.window, key, modifier)

    def type(self, where: QWidget, text: str) -> None:
        where.setFocus()
        self.bot.keyClicks(where, text)

    def click(self, button: QWidget) -> None:
        assert button.isEnabled(), button.toolTip()
        assert button.isVisible()
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def rail(self, word: str) -> None:
        """Open a page of the workspace."""
        self.click(next(each for each in self.window.rail.findChildren(RailButton) if each.text() == word))
        assert self.window.windowTitle().startswith(f"{word} – ")

    def step(self, number: int, word: str) -> None:
        """Open a step of the event by its key."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert self.window.windowTitle().startswith(f"{word} – ")
        assert self.page.event_id == self.event_id

    def command(self, words: str) -> None:
        """Find a command and do it."""
        self.press(Qt.Key.Key_K, CTRL)
        self.bot.keyClicks(self.window.palette_box.field, words)
        self.press(Qt.Key.Key_Return, on=self.window.palette_box.field)

    def rest(self) -> None:
        """Until no work runs in the background."""
        self.bot.waitUntil(lambda: not self.window.ctx.jobs.running, timeout=LONG)

    def last_said(self) -> str:
        return self.window.toasts.toasts()[-1].message.text

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, CTRL)

    def redo(self) -> None:
        self.press(Qt.Key.Key_Y, CTRL)


def test_a_board_from_an_empty_workspace_to_its_follow_up(hand: Hand, person: Any, in_dialog: InDialog, tmp_path: Path) -> None:
    make_workspace(hand, person, tmp_path)
    import_people(hand, person, in_dialog, tmp_path)
    make_event(hand, in_dialog)
    add_guests(hand, in_dialog)
    decide_twice(hand)
    invite(hand, person, in_dialog, tmp_path)
    kept = hand.state_of(hand.ws)
    read_replies(hand, person, tmp_path)
    mark_by_hand(hand)
    lay_tables(hand, in_dialog)
    seat(hand)
    carry_a_guest(hand)
    fill_agenda(hand)
    export_packs(hand, person, tmp_path)
    stand_at_the_door(hand)
    promise(hand)
    take_all_back(hand, kept)


# The chapters, in order


def make_workspace(hand: Hand, person: Any, folder: Path) -> None:
    person.will("save_file", folder / "boards")
    hand.bot.waitUntil(lambda: hand.window.stack.id == "start")
    hand.click(button(hand.page, "Make your first workspace…"))
    hand.bot.waitUntil(lambda: hand.window.is_open, timeout=LONG)
    hand.rest()
    assert hand.window.windowTitle() == "Today – boards – AdvoPlanner"
    assert (folder / "boards.advo").exists()
    assert (people.rows(hand.ws), events.rows(hand.ws)) == ([], [])


def import_people(hand: Hand, person: Any, in_dialog: InDialog, folder: Path) -> None:
    person.will("open_file", a_list(folder))

    def four_pages(dialog: Any) -> None:
        hand.click(button(dialog, "&Choose a file…"))
        hand.bot.waitUntil(lambda: dialog.place == 1 and not dialog.busy, timeout=LONG)
        hand.click(dialog.go)
        assert dialog.go.text() == "&Import 40 people"
        hand.click(dialog.go)
        hand.bot.waitUntil(lambda: dialog.place == 3 and not dialog.busy, timeout=LONG)
        assert dialog.outcome.done.text() == "40 people added."
        hand.click(dialog.go)

    hand.rail("People")
    in_dialog(lambda: hand.click(button(hand.page, "Import people…")), four_pages)
    assert len(people.rows(hand.ws)) == 40
    assert len(hand.page.model.shown_rows()) == 40
    assert hand.window.history.next_undo == "Import 40 people"


def make_event(hand: Hand, in_dialog: InDialog) -> None:
    def four_pages(wizard: Any) -> None:
        hand.type(wizard.about.form["title"].editor, "Spring board")
        hand.type(wizard.about.form["topic"].editor, "Keeping pace")
        hand.type(wizard.about.form["purpose"].editor, "Members decide what comes first.")
        hand.click(wizard.go)
        assert wizard.place == 1
        hand.click(wizard.go)
        hand.type(wizard.who.organiser["organiser_name"].editor, "Mira Host")
        hand.type(wizard.who.organiser["organiser_email"].editor, "mira@host.example")
        hand.click(wizard.go)
        wizard.summary.form["template"].show_value(False)
        hand.click(wizard.go)

    hand.rail("Events")
    in_dialog(lambda: hand.page.make_new(), four_pages)
    [row] = events.rows(hand.ws)
    assert (row.title, row.kind) == ("Spring board", "cab")
    assert events.details(hand.ws, row.id).organiser_email == "mira@host.example"
    assert agenda.rows(hand.ws, row.id) == []
    assert hand.window.windowTitle() == "Overview – boards – AdvoPlanner"


def add_guests(hand: Hand, in_dialog: InDialog) -> None:
    def pick_the_board(dialog: Any) -> None:
        hand.type(dialog.search, "board")
        hand.bot.waitUntil(lambda: len(dialog.model.shown_rows()) == BOARD)
        hand.click(dialog.all)
        hand.click(dialog.go)

    hand.step(2, "Guests")
    in_dialog(lambda: hand.click(button(hand.page, "Add guests…")), pick_the_board)
    assert len(guests.rows(hand.ws, hand.event_id)) == BOARD
    assert len(hand.page.model.shown_rows()) == BOARD


def decide_twice(hand: Hand) -> None:
    """Two go on the bench and are approved again."""
    two = [row.id for row in guests.rows(hand.ws, hand.event_id)[:2]]
    for command, decision in (("put on the bench", "hold"), ("approve", "approved")):
        hand.page.table.select_ids(two)
        hand.command(command)
        assert [guest(hand, each).decision for each in two] == [decision] * 2
        assert [hand.page.model.row(each).decision for each in two] == [decision] * 2


def invite(hand: Hand, person: Any, in_dialog: InDialog, folder: Path) -> None:
    """The wave is drafted, and leaves as files."""
    hand.step(6, "Invitations")
    hand.click(button(hand.page, "Write the invitation"))
    assert hand.page.draft.text() == "&Put in outbox", "a new wave is for nobody"
    hand.page.who.bar.who.activated.emit(1)
    assert hand.page.draft.text() == f"&Put {BOARD} messages in outbox"
    hand.click(hand.page.draft)
    assert len(invitations.messages(hand.ws, hand.event_id)) == BOARD
    hand.rail("Outbox")
    assert len(hand.page.model.shown_rows()) == BOARD
    out = folder / "mail"
    person.will("choose_folder", out)
    in_dialog(lambda: hand.click(hand.page.send_ready), lambda dialog: dialog.go.click())
    hand.rest()
    hand.bot.waitUntil(lambda: all(row.state == "exported" for row in invitations.messages(hand.ws, hand.event_id)))
    assert len(list(out.glob("*.eml"))) == BOARD
    assert {row.invite_state for row in guests.rows(hand.ws, hand.event_id)} == {"sent"}
    assert hand.window.history.next_undo == DRAFTED


def read_replies(hand: Hand, person: Any, folder: Path) -> None:
    """Six answer from their calendars: five come, one does not."""
    uid = events.details(hand.ws, hand.event_id).uid
    six = guests.rows(hand.ws, hand.event_id)[:6]
    said = ["ACCEPTED"] * 5 + ["DECLINED"]
    paths = [an_answer(folder / f"{at}.ics", uid, row.email, word) for at, (row, word) in enumerate(zip(six, said, strict=True))]
    person.will("open_files", paths)
    hand.rail("Replies")
    hand.click(button(hand.page, "&Read files…"))
    hand.rest()
    hand.bot.waitUntil(lambda: len(replies.rows(hand.ws)) == 6)
    assert hand.last_said() == "6 read, 6 applied, 0 need you, 0 ignored."
    assert [guest(hand, row.id).reply for row in six] == ["accepted"] * 5 + ["declined"]
    assert hand.page.subtitle.text() == "6 replies: 6 applied, 0 need you"


def mark_by_hand(hand: Hand) -> None:
    """Others call: A, D and T."""
    hand.step(2, "Guests")
    silent = [row.id for row in hand.page.model.shown_rows() if row.reply == "none"]
    for ids, key, reply in (
        (silent[:9], Qt.Key.Key_A, "accepted"),
        (silent[9:11], Qt.Key.Key_D, "declined"),
        (silent[11:12], Qt.Key.Key_T, "tentative"),
    ):
        hand.page.table.select_ids(ids)
        hand.page.table.setFocus()
        hand.press(key, on=hand.page.table)
        assert {guest(hand, each).reply for each in ids} == {reply}
        assert {hand.page.model.row(each).reply for each in ids} == {reply}
    counts = guests.counts(hand.ws, hand.event_id)
    assert (counts.replies["accepted"], counts.replies["declined"], counts.replies["tentative"]) == (14, 3, 1)


def lay_tables(hand: Hand, in_dialog: InDialog) -> None:
    hand.step(4, "Seating")

    def three_of_six(dialog: Any) -> None:
        for name, number in (("count", "3"), ("seats", "6")):
            field = dialog.content.form[name].editor
            field.selectAll()
            hand.type(field, number)
        assert dialog.content.figures.text().startswith("3 tables with 18 seats")
        hand.click(dialog.go)

    in_dialog(lambda: hand.click(button(hand.page, "Generate tables…")), three_of_six)
    assert [table.seats for table in seating.plan(hand.ws, hand.event_id).tables] == [6, 6, 6]
    assert len(hand.page.board.scene.seat_items) == 18


def seat(hand: Hand) -> None:
    """The main button seats everybody who accepted."""
    assert hand.page.tools.seat.text() == "Seat 14 guests"
    hand.click(hand.page.tools.seat)
    hand.rest()
    hand.bot.waitUntil(lambda: len(places(hand)) == 14, timeout=LONG)
    assert not hand.page.tools.seat.isEnabled()
    assert hand.page.desk.plan.seat_of.keys() == places(hand).keys()


def carry_a_guest(hand: Hand) -> None:
    """With the mouse to a free seat of another table; undo and redo lead back and forth."""
    scene, view = hand.page.board.scene, hand.page.board.view
    before = places(hand)
    carried, from_seat = next(iter(before.items()))
    home = scene.seat_items[from_seat].seat.table_id
    goal = next(item for item in scene.seat_items.values() if item.guest is None and item.seat.table_id != home)
    goal_id = goal.seat.id
    start, end = (view.mapFromScene(item.scenePos()) for item in (scene.seat_of(carried), goal))
    hand.bot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for part in range(1, 5):
        hand.bot.mouseMove(view.viewport(), QPoint(start + (end - start) * part / 4))
    hand.bot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    after = before | {carried: goal_id}
    assert places(hand) == after
    hand.undo()
    assert places(hand) == before
    assert hand.page.board.scene.seat_of(carried).seat.id == from_seat
    hand.redo()
    assert places(hand) == after
    assert hand.page.board.scene.seat_of(carried).seat.id == goal_id


def fill_agenda(hand: Hand) -> None:
    hand.step(3, "Agenda")
    hand.click(hand.page.use_template)
    rows = agenda.rows(hand.ws, hand.event_id)
    assert len(rows) > 3
    assert len(hand.page.desk.plan.rows) == len(rows)


def export_packs(hand: Hand, person: Any, folder: Path) -> None:
    hand.step(7, "Packs")
    out = folder / "packs"
    person.will("choose_folder", out)
    hand.click(button(hand.page, "Export all…"))
    hand.rest()
    hand.bot.waitUntil(lambda: "written to “packs”" in hand.last_said(), timeout=LONG)
    written = {path.suffix for path in out.iterdir()}
    assert {".pdf", ".xlsx"} <= written
    assert all(path.read_bytes().startswith(b"%PDF") for path in out.glob("*.pdf"))


def stand_at_the_door(hand: Hand) -> None:
    """The first arrives, was somebody else, and arrives after all; then somebody comes who is not on the list."""
    hand.step(8, "On the day")
    [first, *_] = [row for row in guests.rows(hand.ws, hand.event_id) if row.reply == "accepted"]
    for arrive in (True, False, True):
        if arrive:
            hand.type(hand.page.search, first.name)
            hand.press(Qt.Key.Key_Return, on=hand.page.search)
        else:
            hand.undo()
        assert guest(hand, first.id).attendance == ("arrived" if arrive else "expected")
        assert hand.page.side.here.text().startswith("1 of" if arrive else "0 of")
    hand.click(hand.page.walk_in_button)
    form = hand.page.drawer.findChild(WalkIn).form
    hand.type(form["name"].editor, "Una Expected")
    hand.click(button(hand.page.drawer, "Let in"))
    walked_in = next(row for row in guests.rows(hand.ws, hand.event_id) if row.name == "Una Expected")
    assert walked_in.attendance == "arrived"
    assert hand.page.side.here.text().startswith("2 of")


def promise(hand: Hand) -> None:
    hand.step(9, "Follow-up")
    hand.type(hand.page.new_line.line, "Send the study on data contracts")
    hand.press(Qt.Key.Key_Return, on=hand.page.new_line.line)
    assert [row.text for row in followup.actions(hand.ws, hand.event_id)] == ["Send the study on data contracts"]
    assert [row.text for row in hand.page.model.shown_rows()] == ["Send the study on data contracts"]
    assert "2 of 25 guests came" in hand.page.subtitle.text()


def take_all_back(hand: Hand, kept: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Step by step to where the mail left, which nobody can call back."""
    taken = 0
    while (words := hand.window.history.next_undo) != DRAFTED:
        hand.undo()
        assert hand.last_said() == f"Undone: {words}"
        taken += 1
    assert taken >= 10
    assert hand.state_of(hand.ws) == kept
    assert hand.page.model.rows() == []
    hand.undo()
    assert "Undone" not in hand.last_said()
    assert hand.state_of(hand.ws) == kept
    hand.step(2, "Guests")
    assert {row.reply for row in hand.page.model.shown_rows()} == {"none"}


# What they work with


def button(where: QWidget, text: str) -> QPushButton:
    """The button to be seen with these words."""
    return next(each for each in where.findChildren(QPushButton) if each.text() == text and each.isVisible())


def guest(hand: Hand, guest_id: str) -> Any:
    return next(row for row in guests.rows(hand.ws, hand.event_id) if row.id == guest_id)


def places(hand: Hand) -> dict[str, str]:
    """Guest to seat."""
    QApplication.processEvents()
    return {seat.guest_id: seat.id for seat in seating.plan(hand.ws, hand.event_id).seats if seat.guest_id}


def a_list(folder: Path) -> Path:
    """Forty people of twelve companies; the first BOARD of them carry the tag."""
    lines = ["Name,Job title,Company,E-mail,Tags"]
    for at in range(40):
        name = (
            f"{('Ada', 'Bo', 'Cyra', 'Dilan', 'Esme', 'Falk', 'Gwen', 'Hugo')[at % 8]} {('Ashdown', 'Bell', 'Castell', 'Dun', 'Everglen')[at // 8]}"
        )
        lines.append(f"{name},Head of Data,Firm {at % 12},guest{at}@firm{at % 12}.example,{'Board' if at < BOARD else ''}")
    path = folder / "people.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def an_answer(path: Path, uid: str, who: str, word: str) -> Path:
    """What a guest's calendar sends back."""
    path.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Test//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20300101T080000Z\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT={word}:mailto:{who}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        newline="",
    )
    return path
