"""The invitations page on a real workspace: waves, words with fields, every letter, whom they go to, and the outbox behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, events, guests, history, invitations, outbox, people, sending
from advoplanner.store.models import Event
from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.pages.invitations.cancel_dialog import CancelDialog
from ui.pages.invitations.highlighter import marks, remarks
from ui.pages.invitations.page import READ, WHO, InvitationsPage
from ui.pages.invitations.wave_card import WaveCard


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace with one event and four guests: one without an address, one who wants no mail; and the event's id."""
    path = tmp_path_factory.mktemp("invitations") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen.", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin",
                   organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for name, email in (("Ana", "ana@guest.example"), ("Ben", "ben@guest.example"), ("Cara", ""), ("Dan", "dan@guest.example")):
        made = people.add(ws, ContactDraft(given=name, family="Lima", emails=(email,) if email else ())).created("person")
        guests.add(ws, event_id, made)
        if name == "Dan":
            people.edit(ws, made[0], do_not_contact=True)
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
def empty(ctx: Context, event: str, qtbot: QtBot) -> InvitationsPage:
    """The page before there is a wave."""
    made = InvitationsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show_event(event)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def page(empty: InvitationsPage) -> InvitationsPage:
    """The page with one wave of invitations, for everybody."""
    empty.new_wave("invitation")
    empty.who.take(EVERYBODY)
    return empty


def cards(page: InvitationsPage) -> list[WaveCard]:
    return list(page.line.cards.values())


def type_body(page: InvitationsPage, text: str) -> None:
    page.composer.form["body"].editor.setPlainText(text)
    page.composer.form.flush()


def painted(line: QLineEdit, role: str) -> bool:
    """Whether a line shows a role's colour as it is drawn without the focus: the wave is softened, so its hue tells."""
    line.clearFocus()
    image, hue = line.grab().toImage(), theme.colour(role).hsvHue()
    colours = {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())}
    return any(abs(QColor(c).hsvHue() - hue) <= 6 and QColor(c).hsvSaturation() > 50 for c in colours)


def states(page: InvitationsPage) -> dict[str, str]:
    return {m.to_name: m.state for m in invitations.messages(page.ctx.workspace, page.event_id)}


def test_an_empty_event_offers_the_first_wave(empty: InvitationsPage, event: str) -> None:
    assert empty.toolbar.isHidden()
    assert empty._content.currentIndex() == 1
    empty._content.currentWidget().button.click()
    assert [w.name for w in empty.waves] == ["Invitation"]
    assert [card.accessibleName() for card in cards(empty)] == ["Invitation. Wed 13 Jan 2027. For nobody yet"]
    assert "Nobody is chosen yet" in empty.draft.toolTip()
    empty.who.bar.who.activated.emit(1)
    assert [card.accessibleName() for card in cards(empty)] == ["Invitation. Wed 13 Jan 2027. For 3 guests, 3 to draft"]
    assert nameless(empty) == []


def test_the_button_carries_the_count_and_fills_the_outbox(page: InvitationsPage, said: list[Message]) -> None:
    assert page.draft.text() == "&Put 3 messages in outbox"
    page.draft.click()
    assert states(page) == {"Ana Lima": "draft", "Ben Lima": "draft", "Cara Lima": "held"}
    assert said[-1].text == "Draft 3 messages: Invitation"
    assert not page.draft.isEnabled()
    assert "has it, or has it waiting" in page.draft.toolTip()
    assert cards(page)[0].accessibleName() == "Invitation. Wed 13 Jan 2027. For 3 guests. 2 ready, 1 held"
    said[-1].action()
    assert states(page) == {}


def test_nobody_addressed_means_disabled_with_the_reason(page: InvitationsPage, ctx: Context, event: str) -> None:
    guests.edit(ctx.workspace, [g.id for g in guests.rows(ctx.workspace, event)], decision="hold")
    assert (page.draft.text(), page.draft.isEnabled()) == ("&Put in outbox", False)
    assert "Nobody is addressed" in page.draft.toolTip()
    assert page.pager.count.text() == "This wave is for nobody yet."


def test_without_organiser_or_for_a_cancelled_event_nothing_is_drafted(page: InvitationsPage, ctx: Context, event: str) -> None:
    events.edit(ctx.workspace, event, organiser_email="")
    assert "organiser's address" in page.why_no_draft()
    events.edit(ctx.workspace, event, organiser_email="host@firm.example", status="cancelled")
    assert "cancelled" in page.why_no_draft()


@pytest.mark.parametrize(
    ("fields", "words", "fact"), [({"organiser_email": ""}, "address", "organiser_email"), ({"zone": "Europe/Newtown"}, "Europe/Newtown", "zone")]
)
def test_what_keeps_invitations_back_leads_to_the_fact(
    page: InvitationsPage, ctx: Context, event: str, fields: dict[str, str], words: str, fact: str
) -> None:
    went: list[tuple[str, str | None, str | None]] = []
    ctx.navigate = lambda *to: went.append(to)
    assert page.notice.isHidden()
    with ctx.workspace.action("As it may lie in a file") as work:
        for name, value in fields.items():
            setattr(work.session.get_one(Event, event), name, value)
    assert words in page.notice.words
    assert page.why_no_draft()
    page.notice.findChildren(Button)[0].click()
    assert went == [("overview", event, f"fact.{fact}")]


def test_words_save_themselves_and_are_refused_at_their_field(page: InvitationsPage) -> None:
    type_body(page, "Dear {{first_name}}, come.")
    assert page.waves[0].body == "Dear {{first_name}}, come."
    type_body(page, "")
    assert "cannot be empty" in page.composer.form.error("body")
    assert page.waves[0].body == "Dear {{first_name}}, come."


def test_fields_are_put_in_from_the_menu_where_the_cursor_is(page: InvitationsPage) -> None:
    type_body(page, "Dear ")
    body = page.composer.form["body"].editor
    body.moveCursor(body.textCursor().MoveOperation.End)
    entry = next(a for a in page.composer.menu().actions() if a.text() == "The guest's first name")
    entry.trigger()
    page.composer.form.flush()
    assert page.waves[0].body == "Dear {{first_name}}"
    subject = page.composer.form["subject"].line
    subject.setFocus()
    subject.end(False)
    page.composer.fields.setFocus()
    page.composer.insert("event")
    page.composer.form.flush()
    assert page.waves[0].subject.endswith("{{event}}{{event}}")


def test_unknown_fields_and_loaded_words_are_underlined_with_what_to_say_instead(page: InvitationsPage) -> None:
    type_body(page, "As a favour, {{first_name}}, {{salary}}.")
    layout = page.composer.form["body"].editor.document().firstBlock().layout()
    wavy = QTextCharFormat.UnderlineStyle.WaveUnderline
    marked = {(f.start, f.length): f.format.underlineStyle() == wavy for f in layout.formats()}
    assert marked == {(5, 6): True, (13, 14): False, (29, 10): True}
    assert "“favour”: say what the guest gains" in page.composer.remarks.text()
    assert "{{salary}} is not a field" in page.composer.remarks.text()
    assert remarks("Come", "Dear {{first_name}}") == []


def test_the_subject_underlines_the_same_and_leaves_a_letter_that_is_being_composed_alone(page: InvitationsPage, qtbot: QtBot) -> None:
    subject = page.composer.form["subject"].line
    assert [(m.start, m.length, m.underlined) for m in marks("\U0001f44b {{event}}, {{salary}} a favour")] == [
        (3, 9, False), (14, 10, True), (27, 6, True),
    ]  # fmt: skip
    subject.setText("{{event}} or {{salary}} as a favour")
    assert painted(subject, "bad")
    assert painted(subject, "warn")
    subject.setText("Come as you are")
    assert not painted(subject, "bad")
    subject.setText("Come, {{salary}}")
    QCoreApplication.sendEvent(subject, QInputMethodEvent("ni", []))
    assert not painted(subject, "bad")
    page.composer.marks[1].show()
    assert not painted(subject, "bad")
    QCoreApplication.sendEvent(subject, QInputMethodEvent("", []))
    qtbot.waitUntil(lambda: painted(subject, "bad"))
    assert subject.text() == "Come, {{salary}}"


def test_a_stored_subject_is_marked_as_soon_as_it_is_shown(page: InvitationsPage, ctx: Context) -> None:
    wave = invitations.new_wave(ctx.workspace, page.event_id, "reminder").created("wave")[0]
    invitations.edit_wave(ctx.workspace, wave, subject="Come, {{salary}}")
    page.ask_refresh()
    page.choose(wave)
    assert page.composer.form["subject"].line.text() == "Come, {{salary}}"
    assert painted(page.composer.form["subject"].line, "bad")


def test_a_remark_on_a_word_that_is_right_is_dismissed_for_good(page: InvitationsPage, ctx: Context) -> None:
    type_body(page, "As a favour, come to the raffle.")
    favour = page.composer.remarks.findChildren(Button)[0]
    assert favour.text() == "Pass over “favour”"
    favour.click()
    shown = [each.text() for each in page.composer.remarks.findChildren(Button) if not each.isHidden() and not each.parentWidget().isHidden()]
    assert shown == ["Pass over “raffle”"]
    assert "favour" not in page.composer.remarks.text()
    assert "raffle" in page.composer.remarks.text()
    layout = page.composer.form["body"].editor.document().firstBlock().layout()
    assert [(f.start, f.length) for f in layout.formats()] == [(25, 6)]
    page.ask_refresh()
    page.choose(invitations.new_wave(ctx.workspace, page.event_id, "reminder").created("wave")[0])
    type_body(page, "A favour.")
    assert page.composer.remarks.text() == ""
    history.undo(ctx.workspace)
    history.undo(ctx.workspace)
    history.undo(ctx.workspace)
    assert "“favour”" in page.composer.remarks.text()


def test_a_letter_is_tried_on_oneself_before_it_is_drafted(
    page: InvitationsPage, ctx: Context, said: list[Message], answers: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page.views.choose(READ)
    page.pager.test.click()
    assert (said[-1].text, said[-1].button) == ("No mail account sends as host@firm.example.", "Settings")
    ctx.workspace.secrets = Secrets(look=False)
    account = accounts.add(ctx.workspace, "host@firm.example").created("mail_account")[0]
    accounts.edit(ctx.workspace, account, smtp_host="mail.firm.example", sends=True)
    tried: list[tuple[str, str]] = []
    monkeypatch.setattr(sending, "trial", lambda ws, by, method, subject, body, facts, progress: tried.append((subject, body)) or by.address)
    answers.answers = ["hunter2"]
    page.pager.test.click()
    qtbot.waitUntil(lambda: bool(tried))
    qtbot.waitUntil(lambda: said[-1].text == "A test is on its way to host@firm.example.")
    assert tried == [(page.pager.letters[0].subject, page.pager.letters[0].body)]
    assert states(page) == {}


def test_every_letter_can_be_read_before_it_is_drafted(page: InvitationsPage) -> None:
    page.views.choose(READ)
    seen = []
    for _ in range(3):
        seen.append((page.pager.count.text(), page.pager.to.whole(), page.pager.state.word))
        page.pager.next.click()
    assert seen == [
        ("1 of 3", "Ana Lima <ana@guest.example>", "Ready to draft"),
        ("2 of 3", "Ben Lima <ben@guest.example>", "Ready to draft"),
        ("3 of 3", "Cara Lima, no address", "Will be held"),
    ]
    page.pager.back.click()
    assert page.pager.why.text() == "There is no address to send to."
    assert "Dear Cara," in page.pager.body.text()


def test_what_a_guest_gains_can_be_said_in_ones_own_words(page: InvitationsPage, event: str) -> None:
    page.views.choose(READ)
    field = page.pager.form["value_sentence"]
    assert field.line.placeholderText() == "You will be among peers who do the same work, in a circle that its members lead."
    field.line.setText("Kofi will be there.")
    field.line.textEdited.emit("Kofi will be there.")
    page.pager.form.flush()
    assert "Kofi will be there." in page.pager.body.text()
    assert guests.details(page.ctx.workspace, page.pager.letters[0].guest_id).value_sentence == "Kofi will be there."
    page.pager.turn(1)
    assert field.value() == ""


def test_who_is_left_out_is_listed_with_the_reason_and_enter_reads_the_letter(page: InvitationsPage, qtbot: QtBot) -> None:
    page.views.choose(WHO)
    assert [(r.name, r.outcome, r.why) for r in page.who.model.shown_rows()] == [
        ("Ana Lima", "Gets it", ""), ("Ben Lima", "Gets it", ""), ("Cara Lima", "Will be held", "There is no address to send to."),
        ("Dan Lima", "Left out", "Do not contact"),
    ]  # fmt: skip
    page.who.table.select_ids([page.who.model.rows()[1].id])
    qtbot.keyClick(page.who.table, Qt.Key.Key_Return)
    assert page.views.place == READ
    assert page.pager.to.whole() == "Ben Lima <ben@guest.example>"


def test_waves_of_each_kind_come_from_the_menu_and_are_chosen_on_the_line(page: InvitationsPage) -> None:
    next(a for a in page.new_menu().actions() if a.text() == "Reminder").trigger()
    assert [w.name for w in page.waves] == ["Invitation", "Reminder"]
    assert page.composer.form["name"].value() == "Reminder"
    cards(page)[0].click()
    assert page.composer.form["name"].value() == "Invitation"
    assert [card.isChecked() for card in cards(page)] == [True, False]


def test_the_wave_is_removed_with_undo(page: InvitationsPage, said: list[Message]) -> None:
    page.remove_wave()
    assert (page.waves, page.toolbar.isHidden()) == ([], True)
    said[-1].action()
    assert [w.name for w in page.waves] == ["Invitation"]


def test_a_change_of_the_event_is_seen_and_refreshed_with_one_click(page: InvitationsPage, ctx: Context, event: str) -> None:
    page.put_in_outbox()
    assert page.renew.isHidden()
    events.edit(ctx.workspace, event, room="Saal 2")
    assert page.renew.text() == "Refresh 3"
    page.renew.click()
    assert set(states(page).values()) == {"draft", "held"}


def test_cancelling_asks_whom_and_drafts_only(
    page: InvitationsPage, ctx: Context, event: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.call_off.isHidden()
    outbox.invite(ctx.workspace, event, tmp_path / "out")
    assert not page.call_off.isHidden()

    def tick_first(dialog: CancelDialog, over: Any) -> bool:
        dialog.table.toggle(dialog.model.id_at(0))
        assert dialog.go.text() == "Draft 1 cancellation"
        return True

    monkeypatch.setattr(CancelDialog, "ask", tick_first)
    page.call_off.click()
    assert [(m.to_name, m.state) for m in invitations.messages(ctx.workspace, event) if m.method == "CANCEL"] == [("Ana Lima", "draft")]
    assert len(list((tmp_path / "out").iterdir())) == 2, "nothing left"
    cards(page)[1].click()
    assert page.why_no_draft() == "Cancellations are drafted with “Cancel invitations…”."


def test_the_cancel_dialog_wants_somebody_and_can_take_all(qtbot: QtBot, page: InvitationsPage, ctx: Context, event: str) -> None:
    dialog = CancelDialog(guests.rows(ctx.workspace, event))
    qtbot.addWidget(dialog)
    dialog.go.click()
    assert "Nobody is chosen" in dialog.problem.text()
    dialog.whole.setChecked(True)
    assert dialog.guest_ids is None
    assert dialog.go.text() == "Draft 4 cancellations"


def test_commands_reach_everything(page: InvitationsPage) -> None:
    by_id = {spec.id: spec for spec in page.commands()}
    by_id["invitations.new.reminder"].run(page)
    assert [w.kind for w in page.waves] == ["invitation", "reminder"]
    assert "passes over everybody" in by_id["invitations.draft"].reason(page)
    page.select(page.waves[0].id)
    by_id["invitations.draft"].run(page)
    assert len(states(page)) == 3


def test_guests_are_put_in_and_left_out_by_hand(empty: InvitationsPage) -> None:
    empty.new_wave("invitation")
    view = empty.who
    ana, ben = (row.id for row in view.model.rows() if row.name in ("Ana Lima", "Ben Lima"))
    view.add([ana, ben])
    assert {row.name for row in view.model.rows() if row.addressed} == {"Ana Lima", "Ben Lima"}
    view.leave_out([ben])
    assert {row.name: row.why for row in view.model.rows()}["Ben Lima"] == "Left out by hand"
    assert "By hand: 1 added and 1 left out." in view.bar.words.text()
    empty.ctx.undo()
    assert {row.name for row in view.model.rows() if row.addressed} == {"Ana Lima", "Ben Lima"}


def test_a_filter_keeps_some_and_says_why_not_the_others(empty: InvitationsPage, ctx: Context, event: str) -> None:
    empty.new_wave("invitation")
    ana = next(g for g in guests.rows(ctx.workspace, event) if g.name == "Ana Lima")
    guests.edit(ctx.workspace, [ana.id], side="prospect")
    bar = empty.who.bar
    bar.who.activated.emit(2)
    assert not bar.filters["sides"].isHidden()
    menu = bar.filters["sides"].menu_of_ticks()
    next(action for action in menu.actions() if action.text() == "Prospect").trigger()
    assert [row.name for row in empty.who.model.rows() if row.addressed] == ["Ana Lima"]
    assert bar.filters["sides"].text() == "Side: prospect"
    assert {row.why for row in empty.who.model.rows() if row.name == "Ben Lima"} == {"Outside the filter: customer"}


def test_the_letter_is_shown_as_it_will_look_and_as_plain_text(page: InvitationsPage) -> None:
    type_body(page, "# Come, {{first_name}}\n\n- **Peers**\n- [The place](https://haus.example)\n")
    page.views.choose(READ)
    assert page.pager.formatted.toPlainText() == "Come, Ana\n•\tPeers\n•\tThe place"
    page.pager.look.choose(1)
    assert page.pager.formatted.isHidden()
    assert page.pager.body.text() == "Come, Ana\n\n- Peers\n- The place (https://haus.example)"


def test_parts_by_motive_are_marked_and_a_mistake_is_said(page: InvitationsPage) -> None:
    page.composer.insert_motives()
    assert remarks("", page.composer._body.toPlainText()) == []
    wrong = "{{if money}} names no motive: write one of network, learning, reputation, status, say, spotlight, purpose or access."
    assert remarks("", "{{if money}}Come{{end}}") == [(wrong, "")]


def test_a_wave_whose_day_has_come_says_so(page: InvitationsPage, ctx: Context) -> None:
    invitations.edit_wave(ctx.workspace, page.chosen, planned="2020-01-02")
    assert "Was due Thu 2 Jan 2020" in cards(page)[0].accessibleName()


def test_who_holds_an_old_version_is_shown_and_updated_with_one_click(page: InvitationsPage, ctx: Context, event: str, tmp_path: Path) -> None:
    page.draft.click()
    outbox.export(ctx.workspace, [m.id for m in invitations.messages(ctx.workspace, event, ("draft",))], tmp_path)
    assert page.update_all.isHidden()
    events.edit(ctx.workspace, event, room="Hall")
    assert {row.name: row.outcome for row in page.who.model.rows()}["Ana Lima"] == "Outdated"
    assert page.update_all.text() == "&Update 2 guests"
    page.update_all.click()
    assert states(page)["Ana Lima"] == "exported" or "draft" in states(page).values()
    assert sum(m.state == "draft" for m in invitations.messages(ctx.workspace, event)) == 2
    assert page.update_all.isHidden()


def test_new_clock_rules_are_said_with_what_to_do(page: InvitationsPage, ctx: Context, event: str) -> None:
    assert page.notice.isHidden()
    with ctx.workspace.action("older rules") as work:
        row = work.session.get_one(Event, event)
        row.tzdata, row.start_utc, row.end_utc = "2020a", row.start_utc + timedelta(hours=1), row.end_utc + timedelta(hours=1)
    assert page.clocks.words == ("The clocks in Berlin have new rules. “Council”, Wed 10 Mar 2027: 18:00 is 60 minutes earlier now.")
    page.clocks.follow()
    assert page.clocks.isHidden()
