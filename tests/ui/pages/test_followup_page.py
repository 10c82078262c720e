"""Follow-up on a real workspace: written down, ticked off, overdue and incomplete in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, followup, guests, history, invitations, people, ranking
from ui.kit.a11y import nameless
from ui.kit.empty_state import EmptyState
from ui.kit.messages import Message
from ui.pages.followup.outcomes_view import OutcomeDialog
from ui.pages.followup.page import CLOSE_OUT, VIEWS, FollowupPage
from ui.pages.followup.records import AskDialog

NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An event with two guests and no action; the file and the event."""
    path = tmp_path_factory.mktemp("followup_page") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("council", "Council", "Listen", start, start.replace(hour=22), "UTC", template=False)).created("event")[0]
    guests.add(ws, event, [people.add(ws, ContactDraft(display_name=name)).created("person")[0] for name in ("Ana", "Ben")])
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared: tuple[Path, str], opened: Callable[..., Any]) -> Any:
    return opened(prepared[0], clock=lambda: NOW)


@pytest.fixture
def page(ws: Any, prepared: tuple[Path, str], shown: Callable[..., Any]) -> FollowupPage:
    return shown(FollowupPage, prepared[1])


def write(page: FollowupPage, qtbot: QtBot, **texts: str) -> None:
    for field, text in texts.items():
        editor = page.new[field].editor
        editor.setText(text)
        editor.textEdited.emit(text)
    qtbot.keyClick(page.new["text"].editor, Qt.Key.Key_Return)


def states(page: FollowupPage) -> dict[str, str]:
    last = len(page.model.columns) - 1
    return {row.text: page.model.index(line, last).data() for line, row in enumerate(page.model.shown_rows())}


def test_an_empty_page_offers_the_first_action(page: FollowupPage) -> None:
    empty = next(e for e in page.findChildren(EmptyState) if e.isVisible())
    assert empty.button.text() == "Write the first action"
    assert nameless(page) == []


def test_enter_writes_an_action_down_and_keeps_the_owner(page: FollowupPage, ws: Any, qtbot: QtBot) -> None:
    write(page, qtbot, text="Send the study", owner="Jo", due="31 March 2027")
    (row,) = page.model.rows()
    assert (row.text, row.owner, row.due, row.incomplete) == ("Send the study", "Jo", date(2027, 3, 31), False)
    assert (page.new["text"].value(), page.new["owner"].value()) == ("", "Jo")
    history.undo(ws)
    assert page.model.rows() == []


def test_a_day_that_cannot_be_read_stays_with_its_reason(page: FollowupPage, qtbot: QtBot) -> None:
    write(page, qtbot, text="Send the study", due="soon")
    assert "soon" in page.new.error("due")
    assert (page.new["due"].editor.text(), page.new["text"].value()) == ("soon", "Send the study")
    assert page.model.rows() == []


def test_without_words_nothing_is_written(page: FollowupPage, qtbot: QtBot) -> None:
    write(page, qtbot, text="", owner="Jo")
    assert "needs words" in page.new.error("text")
    assert page.model.rows() == []


def test_what_is_missing_or_late_is_said(page: FollowupPage, ws: Any, prepared: tuple[Path, str]) -> None:
    for text, owner, due in (("a", "", ""), ("b", "Jo", ""), ("c", "Jo", "2027-03-01"), ("d", "Jo", "2027-04-01"), ("e", "", "2027-03-01")):
        followup.add_action(ws, prepared[1], text, owner, due)
    assert states(page) == {"a": "No owner and no date", "b": "No date", "c": "Overdue", "d": "Open", "e": "No owner, overdue"}
    assert page.subtitle.text() == "0 of 5 actions done, 2 overdue, 3 without owner or date"
    line = next(n for n, row in enumerate(page.model.shown_rows()) if row.text == "a")
    assert page.model.columns[-1].state(page.model.shown_rows()[line]) == "bad"


def test_space_ticks_off_and_opens_again(page: FollowupPage, ws: Any, prepared: tuple[Path, str], qtbot: QtBot) -> None:
    followup.add_action(ws, prepared[1], "Call", "Jo", "2027-04-01")
    page.table.select_ids([page.model.rows()[0].id])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert states(page) == {"Call": "Done"}
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert states(page) == {"Call": "Open"}


def test_delete_removes_and_undo_brings_back(page: FollowupPage, ws: Any, prepared: tuple[Path, str], qtbot: QtBot) -> None:
    followup.add_action(ws, prepared[1], "Call")
    page.table.select_ids([page.model.rows()[0].id])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.model.rows() == []
    history.undo(ws)
    assert [row.text for row in page.model.rows()] == ["Call"]


def test_the_drawer_edits_every_field(page: FollowupPage, ws: Any, prepared: tuple[Path, str], qtbot: QtBot) -> None:
    followup.add_action(ws, prepared[1], "Call")
    page.table.select_ids([page.model.rows()[0].id])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    form = page._drawn.form
    form["due"].editor.setText("2027-04-02")
    form["due"].editor.textEdited.emit("2027-04-02")
    form["due"]._leave()
    member: Any = form["tell_guest_id"].editor
    member.setCurrentIndex(1)
    member.activated.emit(1)
    (row,) = page.model.rows()
    assert (row.due, row.tell) == (date(2027, 4, 2), "Ana")
    form["due"].editor.setText("never")
    form["due"].editor.textEdited.emit("never")
    form["due"]._leave()
    assert "never" in form.error("due")
    assert page.model.rows()[0].due == date(2027, 4, 2)


def test_a_day_is_picked_from_the_month(page: FollowupPage) -> None:
    page.new["due"]._picked(date(2027, 5, 7))
    assert page.new["due"].editor.text() == "Fri 7 May 2027"
    assert page.new["due"].value() == date(2027, 5, 7)


def test_a_cell_is_edited_in_place(page: FollowupPage, ws: Any, prepared: tuple[Path, str]) -> None:
    followup.add_action(ws, prepared[1], "Call")
    page.model.setData(page.model.index(0, 1), "Jo")
    assert page.model.rows()[0].owner == "Jo"


def test_the_attendance_is_summed_up(page: FollowupPage, ws: Any, prepared: tuple[Path, str]) -> None:
    ids = [row.id for row in guests.rows(ws, prepared[1])]
    guests.set_attendance(ws, ids[:1], "left_early")
    guests.set_attendance(ws, ids[1:], "no_show")
    assert page.subtitle.text() == "1 of 2 guests came, 1 left early, 1 did not come"


def test_a_narrow_window_keeps_the_list_beside_the_drawer(page: FollowupPage, ws: Any, prepared: tuple[Path, str]) -> None:
    followup.add_action(ws, prepared[1], "Call")
    page.resize(968, 700)
    page.open_row(page.model.rows()[0].id)
    assert page.card.isHidden()
    page.write_down()
    assert page.drawer.isHidden()
    assert not page.card.isHidden()


def test_answers_and_next_steps_are_written_down_beside_the_actions(page: FollowupPage, ws: Any, prepared: tuple[Path, str]) -> None:
    rows = guests.rows(ws, prepared[1])
    guests.set_attendance(ws, [row.id for row in rows], "arrived")
    guests.edit(ws, [rows[1].id], side="prospect")
    page.views.choose(1)
    assert [row.name for row in page.answers.model.shown_rows()] == ["Ana", "Ben"]
    dialog = OutcomeDialog(page.ctx, page.answers.model.row(rows[0].id), prospect=False)
    dialog.form["peers"].show_value(5)
    dialog.form["quote"].editor.setPlainText("Worth the trip")
    assert dialog._record() is True
    assert page.answers.summary.text() == "Peers 5.0 of 5 (1)"
    dialog.deleteLater()
    page.views.choose(2)
    assert [row.name for row in page.prospects.model.shown_rows()] == ["Ben"]
    dialog = OutcomeDialog(page.ctx, page.prospects.model.row(rows[1].id), prospect=True)
    dialog.form["converted"].editor.setText("1 March 2027")
    assert dialog._record() is False
    assert "before the event" in dialog.form.error("converted")
    dialog.form["converted"].editor.setText("12 March 2027")
    assert dialog._record() is True
    assert page.prospects.model.row(rows[1].id).converted == date(2027, 3, 12)
    assert page.prospects.summary.text().startswith("1 prospect came; the first count is after 30 days.")
    dialog.deleteLater()


def test_close_out_leads_to_what_is_left_and_puts_what_we_did_on_the_agenda(page: FollowupPage, ws: Any, qtbot: QtBot) -> None:
    page.show_view(CLOSE_OUT)
    closing = page.closing
    assert closing.isVisible()
    assert not closing.button.isEnabled()
    start = datetime(2026, 10, 10, 18)
    earlier = events.new(ws, NewEvent("council", "Autumn", "Listen", start, start.replace(hour=22), "UTC", template=False)).created("event")[0]
    followup.add_action(ws, earlier, "Publish the map", source="Where does our data lie?")
    page.refresh(None)
    assert closing.button.isEnabled()
    closing.button.click()
    assert [row.title for row in agenda.rows(ws, page.event_id or "")] == ["You said, we did"]
    assert nameless(page) == []


def test_thanks_are_written_in_the_background_whichever_view_is_shown(
    page: FollowupPage, ws: Any, prepared: tuple[Path, str], said: list[Message], qtbot: QtBot
) -> None:
    ana, ben = guests.rows(ws, prepared[1])
    events.edit(ws, prepared[1], organiser_email="host@firm.example")
    people.edit(ws, ana.person_id, emails=("ana@guest.example",))
    guests.set_attendance(ws, [ana.id, ben.id], "arrived")
    page.closing.draft_thanks()
    qtbot.waitUntil(lambda: any("in the outbox" in message.text for message in said))
    assert [(row.method, row.to_name) for row in invitations.messages(ws)] == [("LETTER", "Ana")]
    assert said[-1].text == "1 letter waits in the outbox. Left out: Ben (no address)."


def test_a_view_is_read_when_somebody_looks_and_again_after_a_change(page: FollowupPage, ws: Any, prepared: tuple[Path, str]) -> None:
    [row, *_] = guests.rows(ws, prepared[1])
    guests.set_attendance(ws, [row.id], "arrived")
    assert page.answers.model.rows() == []
    page.show_view(VIEWS.index("Answers"))
    assert [each.guest_id for each in page.answers.model.rows()] == [row.id]
    page.show_view(0)
    guests.set_attendance(ws, [row.id], "no_show")
    assert [each.guest_id for each in page.answers.model.rows()] == [row.id]
    page.show_view(VIEWS.index("Answers"))
    assert row.id not in {each.guest_id for each in page.answers.model.rows()}


def asked(monkeypatch: pytest.MonkeyPatch, opened: Callable[[], object]) -> Any:
    """The dialog that is opened, filled in by the test in place of a person."""
    found: list[Any] = []
    monkeypatch.setattr(AskDialog, "ask", lambda dialog, _owner: found.append(dialog))
    opened()
    return found[0]


def test_a_member_is_judged_a_company_moves_and_a_story_waits_for_its_permission(
    page: FollowupPage, ws: Any, prepared: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    event = prepared[1]
    [row, *_] = guests.rows(ws, event)
    people.edit(ws, row.person_id, organisation="Lima Foods")
    guests.set_attendance(ws, [row.id], "arrived")
    page.show_view(VIEWS.index("Members"))
    judged = asked(monkeypatch, lambda: page.records.members.ask(row.id))
    judged.form.load({"attendance": 5, "input": 3})
    assert judged._record()
    assert page.records.members.model.row(row.id).total == 8
    [company] = ranking.accounts(ws, event)
    page.show_view(VIEWS.index("Companies"))
    moved = asked(monkeypatch, lambda: page.records.accounts.ask(company.id))
    moved.form["day"].line.setText("someday")
    with pytest.raises(RuleBroken):
        moved._record()
    for name, stage in (("before", "prospect"), ("after", "new")):
        moved.form[name].show_value(stage)
    moved.form["day"].show_value(None)
    assert moved._record()
    assert page.records.accounts.summary.text() == "1 of 1 companies moved; 1 prospect became a customer."
    page.show_view(VIEWS.index("Stories"))
    kept = asked(monkeypatch, page.records.add_story)
    assert not kept._record()
    assert kept.form.error("quote") == "A story needs words. Write what they said."
    kept.form["quote"].show_value("Peers made the day.")
    assert kept._record()
    assert page.records.stories.summary.text().startswith("0 of 1 story may be told.")
    for place in range(page.stack.count()):
        page.show_view(place)
        assert nameless(page) == []
