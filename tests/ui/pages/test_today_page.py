"""Today: what waits across events, each line leading to where it is done, and what it says when nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, followup, guests, history, invitations, people, tables, tasks, workspace
from advoplanner.store.models import Event
from ui.kit.a11y import nameless
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText
from ui.pages.today.page import TodayPage

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
COUNCIL = NewEvent("council", "Data council", "Peers.", datetime(2027, 2, 10, 18), datetime(2027, 2, 10, 22), "Europe/Berlin", template=False)


@pytest.fixture
def went(ctx: Context) -> list[tuple]:
    found: list[tuple] = []
    ctx.navigate = lambda page, event_id=None, item=None: found.append((page, event_id, item))
    return found


@pytest.fixture
def page(ctx: Context, went: list, tmp_path: Path, qtbot: QtBot) -> Iterator[TodayPage]:
    ctx.workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    ctx.workspace.subscribe(ctx.changes.emit)
    workspace.edit(ctx.workspace, sender_name="Jo Host", sender_email="jo@example.test")
    made = TodayPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show()
    yield made
    ctx.jobs.stop()
    ctx.workspace.close()


def rows(page: TodayPage) -> list[JumpRow]:
    return [row for row in page.waiting.findChildren(JumpRow) if row.isVisibleTo(page)]


def row(page: TodayPage, words: str) -> JumpRow:
    return next(each for each in rows(page) if words in each.words)


def make_event(ctx: Context) -> str:
    """An event with an accepted guest without a seat, a message to send, and a promise that is late."""
    ws = ctx.workspace
    event_id = events.new(ws, COUNCIL).created("event")[0]
    made = people.add(ws, ContactDraft(display_name="Ada Byron", emails=("ada@example.test",))).created("person")[0]
    guests.add(ws, event_id, [made], side="customer")
    invitations.draft(ws, invitations.new_wave(ws, event_id, audience=EVERYBODY).created("wave")[0])
    guests.set_reply(ws, [guests.rows(ws, event_id)[0].id], "accepted")
    tables.make_layout(ws, event_id, "round", [(1, 6)])
    followup.add_action(ws, event_id, "Send the figures", due="2027-01-02")
    return event_id


def test_an_empty_workspace_offers_to_plan(page: TodayPage, went: list) -> None:
    assert page._left.currentWidget() is page.empty
    page.empty.button.click()
    assert went == [("events", None, None)]
    assert page.commands()[0].reason(page) == "No event is ahead."


def test_nothing_due_says_when_the_next_event_is(page: TodayPage, ctx: Context) -> None:
    event = events.new(ctx.workspace, COUNCIL).created("event")[0]
    tasks.set_state(ctx.workspace, event, [row.key for row in tasks.rows(ctx.workspace)], "done")
    words = [label.text() for label in page.waiting.findChildren(PlainText) if label.isVisibleTo(page)]
    assert "Nothing due. The next event is in 37 days." in words


def test_every_line_leads_to_where_it_is_done(page: TodayPage, ctx: Context, went: list, qtbot: QtBot) -> None:
    event_id = make_event(ctx)
    qtbot.mouseClick(row(page, "1 message ready to send"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(row(page, "1 accepted guest without a seat"), Qt.Key.Key_Return)
    qtbot.keyClick(row(page, "Send the figures"), Qt.Key.Key_Space)
    action = followup.actions(ctx.workspace)[0]
    assert went == [("outbox", event_id, None), ("seating", event_id, None), ("followup", event_id, action.id)]


def test_a_late_promise_without_an_owner_says_both(page: TodayPage, ctx: Context) -> None:
    make_event(ctx)
    late = row(page, "Send the figures")
    assert late.accessibleName() == "Late: Send the figures"
    assert late.accessibleDescription() == "2 days late · no owner · Data council"
    assert nameless(page) == []


def test_the_next_events_show_how_ready_they_are(page: TodayPage, ctx: Context, went: list) -> None:
    event_id = make_event(ctx)
    card = page.ahead.findChildren(JumpRow)[-1]
    assert (card.words, card.accessibleDescription()) == ("Data council", "Wed 10 Feb 2027, 18:00 Berlin")
    card.click()
    page.commands()[0].run(page)
    assert went == [("overview", event_id, None)] * 2


def test_a_change_is_seen_at_once_and_the_focus_stays(page: TodayPage, ctx: Context) -> None:
    make_event(ctx)
    row(page, "Send the figures").setFocus()
    followup.add_action(ctx.workspace, events.rows(ctx.workspace)[0].id, "Call her", owner="Jo", due="2027-01-05")
    assert row(page, "Call her").accessibleDescription() == "Jo · due tomorrow · Data council"
    assert page.focusWidget() is row(page, "Send the figures")
    followup.set_done(ctx.workspace, [a.id for a in followup.actions(ctx.workspace)])
    assert not any("Send the figures" in each.words for each in rows(page))


def test_one_notice_names_every_event_whose_clocks_changed_and_one_button_updates_all(page: TodayPage, ctx: Context) -> None:
    ws = ctx.workspace
    made = [events.new(ws, replace(COUNCIL, title=title)).created("event")[0] for title in ("Data council", "Night talk")]
    assert page.clocks.isHidden()
    with ws.action("older rules") as work:
        for event in (work.session.get_one(Event, each) for each in made):
            event.tzdata, event.start_utc, event.end_utc = "2020a", event.start_utc + timedelta(hours=1), event.end_utc + timedelta(hours=1)
    banners = page.clocks.findChildren(Banner)
    assert len(banners) == 1
    assert "“Data council”" in page.clocks.words
    assert "“Night talk”" in page.clocks.words
    button = next(each for each in banners[0].findChildren(Button) if each.text() == "Keep the times, draft updates")
    button.click()
    assert page.clocks.isHidden()
    ctx.undo = lambda: history.undo(ws)
    ctx.undo()
    assert not page.clocks.isHidden()
