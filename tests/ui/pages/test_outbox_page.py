"""The outbox page on a real workspace: read, change, hold, release, delete, refresh, and export with the count confirmed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import KnownProblem
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.mail.secrets import Secrets
from advoplanner.mail.transport import InDoubt, Parcel, Refused
from advoplanner.services import accounts, events, guests, history, invitations, outbox, people, sending
from advoplanner.store.models import Event
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.outbox import leaving
from ui.pages.outbox.page import OutboxPage
from ui.pages.outbox.send_dialog import FOLDER, PROGRAM, SEND, ReceiptDialog, SendDialog


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace with one event and two drafts, of which one lacks an address; and the event's id."""
    path = tmp_path_factory.mktemp("outbox") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin",
                   organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for name, email in (("Ana", "ana@guest.example"), ("Ben", "ben@guest.example"), ("Cara", "")):
        made = people.add(ws, ContactDraft(given=name, family="Lima", emails=(email,) if email else ())).created("person")
        guests.add(ws, event_id, made)
    invitations.draft(ws, invitations.new_wave(ws, event_id, audience=EVERYBODY).created("wave")[0])
    ws.close()
    return path, event_id


@pytest.fixture
def event(ctx: Context, tmp_path: Path, prepared: tuple[Path, str]) -> Iterator[str]:
    ws = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "w.advo")))
    ctx.workspace = ws
    ctx.undo = lambda: history.undo(ws)
    ws.subscribe(ctx.changes.emit)
    yield prepared[1]
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def page(ctx: Context, event: str, qtbot: QtBot) -> OutboxPage:
    made = OutboxPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.activateWindow()
    made.table.setFocus()
    return made


def message_of(page: OutboxPage, name: str) -> Any:
    return next(row for row in page.model.rows() if row.to_name.startswith(name))


def test_it_counts_by_state_and_every_control_has_a_name(page: OutboxPage) -> None:
    assert page.subtitle.text() == "2 ready, 1 held. Nothing leaves this computer by itself."
    assert page.send_ready.text() == "&Send 2 ready…"
    assert [row.to_name for row in page.model.shown_rows()] == ["Ana Lima", "Ben Lima", "Cara Lima"]
    page.open_message(message_of(page, "Ana").id)
    assert nameless(page) == []


def test_a_step_that_changes_some_messages_reads_only_those_and_shows_the_same_list(page: OutboxPage, tmp_path: Path) -> None:
    ws = page.ctx.workspace
    ana, ben = message_of(page, "Ana"), message_of(page, "Ben")
    outbox.hold(ws, [ana.id], "Not yet")
    assert message_of(page, "Ben") is ben
    assert page.model.rows() == invitations.messages(ws)
    outbox.export(ws, [ben.id], tmp_path / "out")
    assert page.model.rows() == invitations.messages(ws)
    outbox.remove(ws, [ana.id])
    assert page.model.rows() == invitations.messages(ws)
    history.undo(ws)
    assert page.model.rows() == invitations.messages(ws)


def test_an_empty_outbox_says_so_and_leads_on(ctx: Context, tmp_path: Path, qtbot: QtBot) -> None:
    ctx.workspace = create_workspace(tmp_path / "empty.advo")
    went: list[str] = []
    ctx.navigate = lambda page, event_id=None, item=None: went.append(page)
    made = OutboxPage(ctx)
    qtbot.addWidget(made)
    made.show()
    assert made.content.currentWidget() is made.content.empty
    assert made.toolbar.isHidden()
    made.content.empty.button.click()
    assert went == ["events"]
    ctx.workspace.close()


@pytest.mark.parametrize(("place", "names"), [(1, ["Ana Lima", "Ben Lima"]), (2, ["Cara Lima"]), (3, []), (4, [])])
def test_it_filters_by_state(page: OutboxPage, place: int, names: list[str]) -> None:
    page.filter.choose(place)
    assert [row.to_name for row in page.model.shown_rows()] == names


def test_enter_opens_the_message_with_its_calendar_in_words(page: OutboxPage, qtbot: QtBot) -> None:
    ana = message_of(page, "Ana").id
    page.table.select_ids([ana])
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel is not None
    assert dict(page.panel.calendar.facts)["Starts"] == "Wed 10 Mar 2027, 18:00"
    assert page.panel.form["subject"].value() == "Invitation: Council"
    assert page.drawer.title.whole() == "Ana Lima"


def test_a_text_is_changed_in_place_and_an_empty_one_is_refused_at_its_field(page: OutboxPage) -> None:
    ana = message_of(page, "Ana").id
    page.open_message(ana)
    field = page.panel.form["subject"]
    field.line.setText("Come, Ana")
    field.line.textEdited.emit("Come, Ana")
    page.panel.form.flush()
    assert message_of(page, "Ana").subject == "Come, Ana"
    field.line.clear()
    field.line.textEdited.emit("")
    page.panel.form.flush()
    assert "needs a subject" in page.panel.form.error("subject")
    assert message_of(page, "Ana").subject == "Come, Ana"


def test_what_has_no_address_says_why_and_cannot_be_released(page: OutboxPage, said: list[Message]) -> None:
    cara = message_of(page, "Cara")
    page.open_message(cara.id)
    assert page.panel.why.text() == "There is no address to send to."
    page.acts.release([cara.id])
    assert "cannot be released" in said[-1].text
    assert message_of(page, "Cara").state == "held"


def test_who_has_no_address_gets_a_card_on_paper(page: OutboxPage, qtbot: Any, answers: Any, said: list[Message], tmp_path: Path) -> None:
    ana, cara = message_of(page, "Ana").id, message_of(page, "Cara").id
    spec = next(each for each in page.acts.specs(page.open_message) if each.id == "cards")
    assert spec.reason([ana]) == "This can be sent: there is an address."
    assert spec.reason([cara]) == ""
    answers.answers = [tmp_path / "cards.pdf"]
    spec.run([cara])
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert said[-1].text == "1 card written to “cards.pdf”."
    assert (tmp_path / "cards.pdf").read_bytes().startswith(b"%PDF")


def test_h_holds_with_a_reason_and_r_releases(page: OutboxPage, answers: Any, qtbot: QtBot) -> None:
    page.table.select_ids([message_of(page, "Ana").id])
    answers.answers = ["call her first"]
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    assert (message_of(page, "Ana").state, message_of(page, "Ana").reason) == ("held", "Held by hand: call her first")
    qtbot.keyClick(page.table, Qt.Key.Key_R)
    assert message_of(page, "Ana").state == "draft"
    answers.answers = [None]
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    assert message_of(page, "Ana").state == "draft", "who thinks better of it holds nothing"


def test_a_reason_that_is_too_long_stays_to_be_shortened(page: OutboxPage, answers: Any, qtbot: QtBot) -> None:
    page.table.select_ids([message_of(page, "Ana").id])
    answers.answers = ["x" * 251, None]
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    assert [asked[2] for asked in answers.asked][1].startswith("A reason takes 250 characters at most; this one has 251.")
    assert answers.offered == ["", "x" * 251]
    assert message_of(page, "Ana").state == "draft"
    answers.answers = ["x" * 250]
    qtbot.keyClick(page.table, Qt.Key.Key_H)
    assert message_of(page, "Ana").reason == "Held by hand: " + "x" * 250


def test_delete_removes_with_undo(page: OutboxPage, qtbot: QtBot, said: list[Message]) -> None:
    page.table.select_ids([message_of(page, "Ana").id])
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(page.model.rows()) == 2
    assert (said[-1].text, said[-1].button) == ("Delete 1 message", "Undo")
    said[-1].action()
    assert len(page.model.rows()) == 3


def test_what_is_out_of_date_is_refreshed_with_one_click(page: OutboxPage, ctx: Context, event: str) -> None:
    assert page.renew.isHidden()
    events.edit(ctx.workspace, event, room="Saal 2")
    assert message_of(page, "Ana").state == "stale"
    assert page.send_ready.toolTip() == "No message is ready: release what is held, or refresh what is out of date."
    page.renew.click()
    assert message_of(page, "Ana").state == "draft"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[SendDialog]:
    """The questions before leaving; each is answered with what the test put into `ways`, or cancelled."""
    found: list[SendDialog] = []

    def ask(dialog: SendDialog, over: Any) -> bool:
        found.append(dialog)
        way = WAYS.pop(0) if WAYS else None
        if way is None:
            return False
        dialog.form.load({"way": way[0], "entries": way[1]})
        dialog._show_way()
        return True

    WAYS.clear()
    monkeypatch.setattr(SendDialog, "ask", ask)
    return found


WAYS: list[tuple[str, bool] | None] = []


def test_leaving_names_the_count_and_writes_only_after_yes(
    page: OutboxPage, asked: list[SendDialog], answers: Any, said: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "out"
    page.send_ready.click()
    assert asked[0].windowTitle() == "Send 2 messages?"
    assert asked[0].go.text() == "Export 2 messages"
    assert not answers.asked
    WAYS.append((FOLDER, True))
    answers.answers = [None]
    page.send_ready.click()
    assert not folder.exists(), "who chooses no folder writes nothing"
    WAYS.append((FOLDER, True))
    answers.answers = [folder]
    page.send_ready.click()
    qtbot.waitUntil(lambda: any("written to" in m.text for m in said))
    names = ["0001-request-ana@guest.example", "0002-request-ben@guest.example"]
    assert sorted(p.name for p in folder.iterdir()) == sorted(f"{name}.{kind}" for name in names for kind in ("eml", "ics"))
    assert b"METHOD:REQUEST" in (folder / f"{names[0]}.ics").read_bytes()
    assert said[-1].text == "2 messages written to “out”."
    page.filter.choose(4)
    assert [row.to_name for row in page.model.shown_rows()] == ["Ana Lima", "Ben Lima"]
    page.open_message(message_of(page, "Ana").id)
    assert page.panel.form["body"].editor.isReadOnly()
    assert f"{names[0]}.eml" in page.panel.why.text()
    assert "left" in next(s for s in page.acts.specs(page.open_message) if s.id == "hold").reason([message_of(page, "Ana").id])


def test_what_left_can_be_read_and_saved_octet_for_octet(
    page: OutboxPage, asked: list[SendDialog], answers: Any, said: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    WAYS.append((FOLDER, False))
    answers.answers = [tmp_path / "out"]
    page.send_ready.click()
    qtbot.waitUntil(lambda: any("written to" in m.text for m in said))
    ana = message_of(page, "Ana").id
    page.open_message(ana)
    assert page.panel.kept.isHidden()
    page.panel.source.click()
    assert 'To: "Ana Lima" <ana@guest.example>' in page.panel.kept["source"].value()
    answers.answers = [tmp_path / "copy.eml"]
    page.panel.save.click()
    assert (tmp_path / "copy.eml").read_bytes() == (tmp_path / "out" / "0001-request-ana@guest.example.eml").read_bytes()
    page.panel.source.click()
    assert page.panel.kept.isHidden()


def test_opening_in_the_mail_program_opens_each_file(
    page: OutboxPage, asked: list[SendDialog], said: list[Message], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(leaving.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    WAYS.append((PROGRAM, False))
    page.send_ready.click()
    assert asked[0].go.text() == "Open 2 messages"
    qtbot.waitUntil(lambda: bool(said))
    assert [Path(each).name for each in opened] == ["0001-request-ana@guest.example.eml", "0002-request-ben@guest.example.eml"]
    assert said[-1].text == "2 messages opened."


def test_without_a_mail_program_the_folder_is_named(
    page: OutboxPage, asked: list[SendDialog], said: list[Message], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving.QDesktopServices, "openUrl", lambda url: False)
    WAYS.append((PROGRAM, False))
    page.send_ready.click()
    qtbot.waitUntil(lambda: bool(said))
    assert (said[-1].level, said[-1].button) == ("error", "Show folder")


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_marked(
    page: OutboxPage, asked: list[SendDialog], answers: Any, said: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("in the way")
    WAYS.append((FOLDER, False))
    answers.answers = [tmp_path / "file"]
    page.send_ready.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].level == "error"
    assert message_of(page, "Ana").state == "draft"


class Server:
    """Stands for a mail server: takes what it is told to take."""

    taken: ClassVar[list[str]] = []
    refuses: ClassVar[dict[str, Exception]] = {}

    def __init__(self, server: Any, credentials: Any) -> None:
        if credentials.password != "right":
            raise KnownProblem("mail.login", "smtp did not let host@firm.example in.", "Type it again.")

    def deliver(self, parcel: Parcel) -> str:
        if parcel.recipient in self.refuses:
            raise self.refuses.pop(parcel.recipient)
        self.taken.append(parcel.recipient)
        return "queued"

    def close(self) -> None: ...


@pytest.fixture
def account(ctx: Context, event: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An account of the organiser with a server that is not there, and no waiting."""
    Server.taken.clear()
    Server.refuses.clear()
    monkeypatch.setattr(sending, "Smtp", Server)
    ctx.workspace.secrets = Secrets(look=False)
    made = accounts.add(ctx.workspace, "host@firm.example").created("mail_account")[0]
    accounts.edit(ctx.workspace, made, sends=True, per_minute=600)
    return made


def test_sending_asks_for_the_password_once_and_says_what_was_sent(
    page: OutboxPage, account: str, asked: list[SendDialog], answers: Any, said: list[Message], qtbot: QtBot
) -> None:
    said.clear()
    WAYS.append((SEND, False))
    answers.answers = ["right"]
    page.send_ready.click()
    assert asked[0].go.text() == "Send 2 messages"
    assert "host@firm.example" in asked[0].form["way"].combo.itemText(0)
    qtbot.waitUntil(lambda: any("2 messages sent" in m.text for m in said))
    assert answers.asked == [("ask_secret", "Password for host@firm.example", "host@firm.example at smtp.firm.example:")]
    assert Server.taken == ["ana@guest.example", "ben@guest.example"]
    page.filter.choose(4)
    page.open_message(message_of(page, "Ana").id)
    assert "by host@firm.example. The server said: queued" in page.panel.why.text()


def test_a_refused_password_is_said_and_nothing_is_marked(
    page: OutboxPage, account: str, asked: list[SendDialog], answers: Any, said: list[Message], qtbot: QtBot
) -> None:
    said.clear()
    WAYS.append((SEND, False))
    answers.answers = ["wrong"]
    page.send_ready.click()
    qtbot.waitUntil(lambda: bool(said))
    assert (said[-1].level, said[-1].text) == ("error", "smtp did not let host@firm.example in.")
    assert message_of(page, "Ana").state == "draft"
    WAYS.append((SEND, False))
    accounts.forget(page.ctx.workspace, account)
    page.send_ready.click()
    qtbot.waitUntil(lambda: len(answers.asked) == 2)
    assert message_of(page, "Ana").state == "draft", "who gives no password sends nothing"


def test_each_kind_of_failure_is_told_and_doubt_is_settled_by_a_person(
    page: OutboxPage, account: str, asked: list[SendDialog], answers: Any, said: list[Message], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "RECONNECTS", (0.0, 0.0, 0.0))
    accounts.remember(page.ctx.workspace, account, "right")
    Server.refuses.update({"ana@guest.example": InDoubt("The line was cut."), "ben@guest.example": Refused("No such user.")})
    said.clear()
    WAYS.append((SEND, False))
    page.send_ready.click()
    qtbot.waitUntil(lambda: len(said) >= 2)
    assert [m.text for m in said] == ["ana@guest.example: may have been sent. The line was cut.", "ben@guest.example: held. No such user."]
    ana = message_of(page, "Ana")
    assert (ana.state, message_of(page, "Ben").state) == ("unsure", "held")
    assert "1 may have been sent" in page.subtitle.text()
    page.open_message(ana.id)
    assert "Look into the sent mail" in page.panel.why.text()
    assert not page.panel.was_sent.isHidden()
    page.panel.not_sent.click()
    assert message_of(page, "Ana").state == "draft"


def test_a_test_goes_to_oneself(page: OutboxPage, account: str, said: list[Message], qtbot: QtBot) -> None:
    accounts.remember(page.ctx.workspace, account, "right")
    said.clear()
    page.open_message(message_of(page, "Ana").id)
    page.panel.test.click()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].text == "A test is on its way to host@firm.example."
    assert Server.taken == ["host@firm.example"]
    assert message_of(page, "Ana").state == "draft"


def test_without_an_account_the_dialog_and_the_test_say_where_to_make_one(page: OutboxPage, asked: list[SendDialog], said: list[Message]) -> None:
    went: list[str] = []
    page.ctx.navigate = lambda where, *_: went.append(where)
    page.send_ready.click()
    combo = asked[0].form["way"].combo
    assert [combo.itemText(n).split()[0] for n in range(combo.count())] == ["Write", "Open"]
    page.acts.leaving.test([message_of(page, "Ana").id])
    assert said[-1].text == "No mail account sends as host@firm.example."
    said[-1].action()
    assert went == ["settings"]


def test_a_message_is_copied_its_entry_saved_and_noted_as_sent_with_a_receipt(
    page: OutboxPage, answers: Any, said: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, cara = message_of(page, "Ana"), message_of(page, "Cara")
    specs = {each.id: each for each in page.acts.specs(page.open_message)}
    assert specs["copy"].reason([cara.id]) == "Choose one message that is ready."
    assert specs["by_hand"].reason([cara.id]) == "Only messages that are ready can leave."
    page.acts.leaving.copy([ana.id])
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("Dear Ana,")
    assert "<p" in data.html()
    assert "ana@guest.example is on the clipboard" in said[-1].text
    answers.answers = [tmp_path / "invite"]
    said[-1].action()
    assert b"METHOD:REQUEST" in (tmp_path / "invite.ics").read_bytes()
    assert message_of(page, "Ana").state == "draft"
    asked: list[ReceiptDialog] = []
    monkeypatch.setattr(ReceiptDialog, "ask", lambda dialog, _: asked.append(dialog))
    page.acts.note_sent([ana.id])
    asked[0].form["receipt"].line.setText("x" * 301)
    assert not asked[0]._note()
    assert "300" in asked[0].form.error("receipt")
    asked[0].form["receipt"].line.setText("From my phone")
    assert asked[0]._note()
    assert message_of(page, "Ana").state == "exported"
    page.filter.choose(4)
    page.open_message(ana.id)
    assert page.panel.why.text().endswith(": From my phone")
    assert page.panel.why.text().startswith("Sent by hand, noted ")


def test_the_commands_of_the_page_say_why_not(page: OutboxPage) -> None:
    by_id = {spec.id: spec for spec in page.commands()}
    assert by_id["outbox.all"].reason(page) == ""
    assert by_id["outbox.refresh"].reason(page) == "Nothing is out of date."
    assert by_id["outbox.hold"].reason(page) == "Select a message first."


def test_a_message_can_be_shown_from_elsewhere_whatever_is_filtered(page: OutboxPage) -> None:
    page.filter.choose(2)
    ana = message_of(page, "Ana").id
    page.select(ana)
    assert page.table.current_id() == ana
    assert page.panel.message_id == ana


def test_the_notice_of_changed_clocks_stands_in_the_outbox_too(page: OutboxPage, ctx: Context, event: str) -> None:
    with ctx.workspace.action("older rules") as work:
        row = work.session.get_one(Event, event)
        row.tzdata, row.start_utc, row.end_utc = "2020a", row.start_utc + timedelta(hours=1), row.end_utc + timedelta(hours=1)
    assert "18:00 is 60 minutes earlier now" in page.clocks.words
    page.clocks.follow()
    assert page.clocks.isHidden()
