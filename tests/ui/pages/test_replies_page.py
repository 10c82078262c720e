"""The replies page on a real workspace: reading, the three outcomes, and what a person decides."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, outbox, people, replies
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.replies.page import RepliesPage
from ui.pages.replies.words import moment


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A workspace with one event to which Ana and Ben are invited; the event's id and its identity in calendars."""
    folder = tmp_path_factory.mktemp("replies")
    ws = create_workspace(folder / "prepared.advo")
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin",
                   organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for name in ("Ana", "Ben"):
        guests.add(ws, event_id, people.add(ws, ContactDraft(given=name, family="Lima", emails=(f"{name}@guest.example",))).created("person"))
    outbox.invite(ws, event_id, folder / "out")
    uid = events.details(ws, event_id).uid
    ws.close()
    return folder / "prepared.advo", event_id, uid


@pytest.fixture
def box(tmp_path: Path, prepared: tuple[Path, str, str]) -> Path:
    """Ana accepts, a stranger accepts, Ben asks for another time, and one file is broken."""
    folder = tmp_path / "in"
    folder.mkdir()
    times = "DTSTART:20270318T170000Z\r\nDTEND:20270318T200000Z\r\n"
    for name, who, answer, method, more in (
        ("1", "ana@guest.example", "ACCEPTED", "REPLY", "COMMENT:Gladly\r\n"),
        ("2", "eva.berg@else.example", "ACCEPTED", "REPLY", ""),
        ("3", "ben@guest.example", "TENTATIVE", "COUNTER", times),
    ):
        (folder / f"{name}.eml").write_text(
            f"From: {who}\r\nTo: host@firm.example\r\nContent-Type: text/calendar; method={method}\r\n\r\n"
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{prepared[2]}\r\nDTSTAMP:20270113T080000Z\r\n"
            f"SEQUENCE:0\r\n{more}ATTENDEE;PARTSTAT={answer}:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            newline="",
        )
    (folder / "4.ics").write_text("BEGIN:VCALENDAR\nnothing")
    return folder


@pytest.fixture
def event(ctx: Context, tmp_path: Path, prepared: tuple[Path, str, str]) -> Iterator[str]:
    ws = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "w.advo")))
    ctx.workspace = ws
    ctx.undo = lambda: history.undo(ws)
    ws.subscribe(ctx.changes.emit)
    yield prepared[1]
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def page(ctx: Context, event: str, qtbot: QtBot) -> RepliesPage:
    made = RepliesPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.activateWindow()
    made.table.setFocus()
    return made


@pytest.fixture
def read(page: RepliesPage, box: Path) -> RepliesPage:
    """The page once the four files have been read."""
    replies.read_files(page.ctx.workspace, [box])
    page.table.setFocus()
    return page


def reply_of(page: RepliesPage, attendee: str) -> Any:
    return next(row for row in page.model.rows() if row.attendee == attendee)


def guest(page: RepliesPage, event_id: str, name: str) -> Any:
    return next(g for g in guests.rows(page.ctx.workspace, event_id) if g.name.startswith(name))


def test_an_empty_page_offers_to_read(page: RepliesPage, answers: Any) -> None:
    assert page.content.currentWidget() is page.content.empty
    page.content.empty.button.click()
    assert answers.asked == [("open_files", "Read replies")]


def test_a_whole_mailbox_is_listed_in_the_background_and_what_came_later_wins(
    page: RepliesPage, box: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.replies.page.AT_ONCE", 2)
    replies.read_files(page.ctx.workspace, [box])
    assert page.model.rows() == []
    qtbot.waitUntil(lambda: bool(page.model.rows()))
    assert page.model.rows() == replies.rows(page.ctx.workspace)
    assert page.subtitle.text().startswith("4 replies")
    page._take(page._turn - 1, [])
    assert len(page.model.rows()) == 4


def test_reading_says_the_sum_with_undo_and_shows_who_needs_you(
    page: RepliesPage, event: str, box: Path, answers: Any, said: list[Message], qtbot: QtBot
) -> None:
    answers.answers = [box]
    page.choose_folder()
    qtbot.waitUntil(lambda: bool(said))
    assert (said[-1].text, said[-1].button) == ("4 read, 1 applied, 2 need you, 1 ignored.", "Undo")
    assert page.subtitle.text() == "4 replies: 1 applied, 2 need you"
    assert {row.attendee for row in page.model.shown_rows()} == {"eva.berg@else.example", "ben@guest.example"}
    assert guest(page, event, "Ana").reply == "accepted"
    said[-1].action()
    assert page.model.rows() == []
    assert guest(page, event, "Ana").reply == "none"


def test_files_are_dropped_on_the_page(page: RepliesPage, box: Path, said: list[Message], qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(box))])
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: bool(said))
    assert len(page.model.rows()) == 4


def test_a_path_that_is_gone_is_said(page: RepliesPage, tmp_path: Path, said: list[Message], qtbot: QtBot) -> None:
    page.read([tmp_path / "gone"])
    qtbot.waitUntil(lambda: bool(said))
    assert "does not exist" in said[-1].text


@pytest.mark.parametrize(("place", "count"), [(0, 2), (1, 1), (2, 1), (3, 4)])
def test_the_outcomes_are_a_segmented_filter(read: RepliesPage, place: int, count: int) -> None:
    read.filter.choose(place)
    assert len(read.model.shown_rows()) == count


def test_what_came_stands_beside_what_it_was_taken_for(read: RepliesPage, qtbot: QtBot) -> None:
    read.table.select_ids([reply_of(read, "ben@guest.example").id])
    qtbot.keyClick(read.table, Qt.Key.Key_Return)
    came, taken, times = (dict(each.facts) for each in (read.panel.came, read.panel.taken, read.panel.times))
    assert times["Proposes"] == "Thu 18 Mar 2027, 18:00 to 21:00 Berlin"
    assert (came["Kind"], taken["Guest"], taken["Event"]) == ("Proposes another time", "Ben Lima", "Council")
    assert "drafts an update for everybody" in read.panel.why.text()
    assert nameless(read) == []


def test_only_what_can_be_done_is_offered(read: RepliesPage) -> None:
    offered = {}
    for who in ("ben@guest.example", "eva.berg@else.example", "ana@guest.example"):
        read.open_reply(reply_of(read, who).id)
        offered[who] = {name for name, button in read.panel.buttons.items() if not button.isHidden()}
    assert offered == {
        "ben@guest.example": {"apply", "assign", "ignore", "keep", "mark", "take"},
        "eva.berg@else.example": {"assign", "admit", "decline", "delegate", "ignore"},
        "ana@guest.example": set(),
    }


def test_a_applies(read: RepliesPage, event: str, qtbot: QtBot) -> None:
    read.table.select_ids([reply_of(read, "ben@guest.example").id])
    qtbot.keyClick(read.table, Qt.Key.Key_A)
    assert guest(read, event, "Ben").reply == "tentative"
    assert reply_of(read, "ben@guest.example").outcome == "applied"


def test_g_asks_whose_it_is(read: RepliesPage, event: str, answers: Any, qtbot: QtBot) -> None:
    read.table.select_ids([reply_of(read, "eva.berg@else.example").id])
    answers.answers = [None]
    qtbot.keyClick(read.table, Qt.Key.Key_G)
    assert reply_of(read, "eva.berg@else.example").outcome == "need_you"
    answers.answers = [1]
    qtbot.keyClick(read.table, Qt.Key.Key_G)
    assert guest(read, event, "Ben").reply == "accepted"


def test_a_stranger_is_admitted_or_admitted_for_somebody(read: RepliesPage, event: str, answers: Any, said: list[Message]) -> None:
    eva = reply_of(read, "eva.berg@else.example").id
    read.select(eva)
    read.panel.buttons["admit"].click()
    assert read.panel.state.word == "Applied", "the drawer stays with what was decided"
    assert guest(read, event, "Eva").reply == "accepted"
    said[-1].action()
    assert len(guests.rows(read.ctx.workspace, event)) == 2
    answers.answers = [1]
    read.select(eva)
    read.panel.buttons["delegate"].click()
    assert (guest(read, event, "Ben").reply, guest(read, event, "Eva").reply) == ("delegated", "accepted")


def test_delete_sets_aside_and_the_list_says_when_nothing_is_left(read: RepliesPage, qtbot: QtBot) -> None:
    for who in ("ben@guest.example", "eva.berg@else.example"):
        read.table.select_ids([reply_of(read, who).id])
        qtbot.keyClick(read.table, Qt.Key.Key_Delete)
    assert read.model.shown_rows() == []
    assert read.content.currentWidget() is read.content.nothing
    assert {row.outcome for row in read.model.rows()} == {"applied", "ignored"}


def test_the_guest_is_shown_on_the_guest_list(read: RepliesPage, event: str) -> None:
    went: list[tuple[str, str | None]] = []
    read.ctx.navigate = lambda page, event_id=None, item=None: went.append((page, event_id))
    read.select(reply_of(read, "ana@guest.example").id)
    read.panel.guest.click()
    assert went == [("guests", event)]


def test_times_that_are_no_times_are_shown_as_they_stand() -> None:
    assert moment("20270318", "Europe/Berlin") == "Thu 18 Mar 2027"
    assert moment("whenever", "Europe/Berlin") == "whenever"


def test_a_proposed_time_is_taken_or_kept_by_one_key(read: RepliesPage, event: str, said: list[Message], qtbot: QtBot) -> None:
    read.table.select_ids([reply_of(read, "ben@guest.example").id])
    qtbot.keyClick(read.table, Qt.Key.Key_P)
    assert events.details(read.ctx.workspace, event).start == datetime(2027, 3, 18, 18)
    assert reply_of(read, "ben@guest.example").outcome == "applied"
    said[-1].action()
    assert events.details(read.ctx.workspace, event).start == datetime(2027, 3, 10, 18)


def test_an_answer_is_marked_by_hand_with_the_reason_of_a_decline(read: RepliesPage, event: str, answers: Any, qtbot: QtBot) -> None:
    read.table.select_ids([reply_of(read, "ben@guest.example").id])
    answers.answers = [1, 1]
    qtbot.keyClick(read.table, Qt.Key.Key_M)
    found = guests.details(read.ctx.workspace, guest(read, event, "Ben").id)
    assert (found.row.reply, found.decline_reason) == ("declined", "Travel")


def test_a_stranger_is_turned_down_with_words_to_paste(read: RepliesPage, qtbot: QtBot) -> None:
    read.table.select_ids([reply_of(read, "eva.berg@else.example").id])
    qtbot.keyClick(read.table, Qt.Key.Key_W)
    assert reply_of(read, "eva.berg@else.example").why == "Turned down by hand."
    assert "we cannot offer one this time" in " ".join(QGuiApplication.clipboard().text().split())
