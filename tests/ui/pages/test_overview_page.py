"""The overview: what it says of an event, where each line leads, editing in the drawer, and calling an event off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.checks import Finding
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    checks,
    events,
    forecast_log,
    guests,
    history,
    invitations,
    memberships,
    outbox,
    people,
    programmes,
    tables,
    workspace,
)
from advoplanner.store.models import Guest
from ui.kit.a11y import nameless
from ui.kit.card_columns import CardColumns
from ui.kit.context import Context
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText
from ui.kit.messages import Message
from ui.pages.overview.forecast_card import limits_of
from ui.pages.overview.page import EDIT, OverviewPage

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
START, END = datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22)
COUNCIL = NewEvent("council", "Data council", "Peers help each other.", START, END, "Europe/Berlin", "Haus", template=False)


@pytest.fixture
def went(ctx: Context) -> list[tuple]:
    found: list[tuple] = []
    ctx.navigate = lambda page, event_id=None, item=None: found.append((page, event_id))
    return found


@pytest.fixture
def event(ctx: Context, tmp_path: Path) -> Iterator[str]:
    ctx.workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    ctx.workspace.subscribe(ctx.changes.emit)
    workspace.edit(ctx.workspace, sender_name="Jo Host", sender_email="jo@example.test")
    yield events.new(ctx.workspace, COUNCIL).created("event")[0]
    ctx.jobs.stop()
    ctx.workspace.close()


@pytest.fixture
def page(ctx: Context, event: str, went: list, qtbot: QtBot) -> OverviewPage:
    made = OverviewPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 700)
    made.show_event(event)
    made.show()
    return made


def invite(ctx: Context, event: str, *names: str) -> list[str]:
    made = [people.add(ctx.workspace, ContactDraft(display_name=n, emails=(f"{n.lower()}@example.test",))).created("person")[0] for n in names]
    guests.add(ctx.workspace, event, made, side="customer")
    return [row.id for row in guests.rows(ctx.workspace, event)]


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainText) if label.isVisibleTo(widget))


def steps(page: OverviewPage) -> list[str]:
    return [row.words for row in page.steps.findChildren(JumpRow) if row.isVisibleTo(page)]


def type_into(page: OverviewPage, field: str, value) -> None:
    each = page.details.form[field]
    each.show_value(value)
    each._touch()
    each._leave()


def test_it_says_what_the_event_is(page: OverviewPage) -> None:
    said = words(page.facts)
    for line in ("Peers help each other.", "Wed 10 Mar 2027, 18:00–22:00, Berlin time", "Haus", "Jo Host · jo@example.test"):
        assert line in said
    assert page.subtitle.text() == "Peer council · in 65 days"
    assert (page.status.word, page.status.state) == ("Planned", "accent")
    assert words(page.guests).startswith("Guests\nNobody is on the list yet.")
    assert "Nothing to measure" in page.vendor.words.text()
    assert nameless(page) == []


def test_the_filled_button_is_the_next_step(page: OverviewPage, ctx: Context, event: str, went: list) -> None:
    assert steps(page)[:2] == ["Nobody is on the guest list yet.", "The agenda is empty."]
    assert page.next.text() == "Add guests"
    page.next.click()
    assert went == [("guests", event)]
    ids = invite(ctx, event, "Ada", "Bo")
    assert page.next.text() == "Invite 2 guests"
    invitations.draft(ctx.workspace, invitations.new_wave(ctx.workspace, event, audience=EVERYBODY).created("wave")[0])
    assert steps(page)[0] == "2 messages wait in the outbox."
    page.steps.findChildren(JumpRow)[0].click()
    guests.set_reply(ctx.workspace, ids, "accepted")
    assert "2 guests accepted, and there are no tables yet." in steps(page)
    tables.make_layout(ctx.workspace, event, "round", [(1, 6)])
    assert "2 accepted guests without a seat." in steps(page)


def test_replies_are_shown_against_the_quorum(page: OverviewPage, ctx: Context, event: str) -> None:
    ada, bo, cy, _ = invite(ctx, event, "Ada", "Bo", "Cy", "Dee")
    guests.set_reply(ctx.workspace, [ada], "accepted")
    guests.set_reply(ctx.workspace, [bo], "tentative")
    guests.set_reply(ctx.workspace, [cy], "declined")
    assert "No quorum is set" in words(page.forecast)
    events.edit(ctx.workspace, event, quorum=3)
    assert page.guests.gauge.accessibleName() == "1 accepted, 1 tentative, 1 silent, 1 declined; quorum 3"
    assert page.guests.words.text() == "1 accepted, 1 tentative, 1 silent, 1 declined"
    assert "members expected" in page.forecast.words.text()
    assert "Below the quorum of 3 since" in words(page.forecast)
    assert not page.forecast.chart.grab().isNull()
    assert not page.guests.gauge.grab().isNull()


def test_the_vendors_share_stands_against_its_limit_with_the_formula(page: OverviewPage, ctx: Context, event: str) -> None:
    agenda.add(ctx.workspace, event, type="presentation", title="Roadmap", start=START, minutes=30)
    agenda.add(ctx.workspace, event, type="peer_story", title="Story", start=START + timedelta(minutes=30), minutes=30)
    assert (page.vendor.meter.share, page.vendor.meter.limit, page.vendor.meter.state) == (0.5, 0.1, "bad")
    assert page.vendor.words.text() == "The vendor speaks 30 of 60 minutes of content; at most 10% for this kind of event."
    assert "divided by all minutes of content" in page.vendor.meter.toolTip()


def test_findings_lead_to_where_they_are_put_right(page: OverviewPage, ctx: Context, event: str, went: list) -> None:
    agenda.add(ctx.workspace, event, type="presentation", title="Roadmap", start=START, minutes=60)
    found = [row for row in page.checks.findChildren(JumpRow) if row.isVisibleTo(page)][:-1]
    assert len(found) == len(page.glance.report.findings)
    assert any("Source: " in row.toolTip() for row in found)
    for row, finding in zip(found, sorted(page.glance.report.findings, key=lambda f: "EWI?".index("?" if f.unknown else f.severity)), strict=True):
        went.clear()
        row.click()
        if not went:
            assert finding.page == "overview" or finding.code == "invitations.no_organiser"
            assert page.drawer.isVisible()
        elif not finding.unknown:
            assert went == [(finding.page, event)]


def test_what_is_not_known_leads_to_the_fact_that_is_missing(page: OverviewPage, ctx: Context, event: str) -> None:
    went: list[tuple] = []
    ctx.navigate = lambda *where: went.append(where)
    hours = Finding("agenda.outside_hours", "I", None, None, "Not known.", unknown=True, page="agenda")
    page.fix(hours)
    page.fix(replace(hours, unknown=False, severity="W", subject_ids=("session-1", "session-2")))
    assert went == [("venues", None, events.details(ctx.workspace, event).venue_id), ("agenda", event, "session-1")]
    page.fix(Finding("guests.no_quorum", "I", 0, 8, "No quorum.", page="overview"))
    assert page.drawer.isVisible()
    assert page.focusWidget() is page.details.form["quorum"].editor
    last = page.details.form["logistics"].editor
    page.select("fact.logistics")
    QApplication.processEvents()
    assert page.focusWidget() is last
    assert not last.visibleRegion().isEmpty(), "it lies far below, and is brought into sight"


def test_every_area_has_a_bar_with_words(page: OverviewPage) -> None:
    text = words(page.readiness)
    assert "Agenda" in text
    assert "checks that could be made are met" in text


# Details


def test_details_save_themselves_and_undo_shows(page: OverviewPage, ctx: Context, event: str) -> None:
    page.edit.click()
    assert page.drawer.isVisible()
    for field, value in (
        ("title", "Spring council"),
        ("objectives", ("One", "Two")),
        ("capacity", 40),
        ("venue", "Neues Haus"),
        ("logistics", "Tram 5"),
    ):
        type_into(page, field, value)
    found = events.details(ctx.workspace, event)
    assert (found.title, found.objectives, found.capacity, found.venue, found.logistics) == (
        "Spring council",
        ("One", "Two"),
        40,
        "Neues Haus",
        "Tram 5",
    )
    assert page.drawer.subtitle.text() == "Spring council"
    history.undo(ctx.workspace)
    assert page.details.form["logistics"].value() == ""


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "An event needs a title."),
        ("purpose", "", "An event needs a purpose."),
        ("end", datetime(2027, 3, 10, 17), "The end is not after the start."),
        ("start", datetime(2027, 3, 28, 2, 30), "Choose 01:30 or 03:30."),
        ("zone", "Atlantis", "There is no time zone “Atlantis”."),
        ("join_link", "http://example.test", "A join link begins with https://"),
        ("organiser_email", "jo@nowhere", "jo@nowhere"),
        ("topic", "x" * 301, "This takes 300 characters at most"),
    ],
)
def test_a_bad_value_stays_in_its_field_with_the_reason(page: OverviewPage, ctx: Context, event: str, field: str, value, sentence: str) -> None:
    before = events.details(ctx.workspace, event)
    page.edit_details()
    type_into(page, field, value)
    assert sentence in page.details.form.error(field)
    assert events.details(ctx.workspace, event) == before
    type_into(page, "room", "Saal")
    assert page.details.form[field].unsaved
    assert sentence in page.details.form.error(field)


def test_the_programme_is_shown_and_changed_and_only_those_of_its_kind_are_offered(page: OverviewPage, ctx: Context, event: str) -> None:
    kind = events.details(ctx.workspace, event).kind
    mine = programmes.create(ctx.workspace, kind, "The circle", "Peers help peers.").created("programme")[0]
    programmes.create(ctx.workspace, "rockstar", "Mornings", "Customers tell.")
    page.edit_details("programme_id")
    field = page.details.form["programme_id"]
    assert [field.combo.itemText(n) for n in range(field.combo.count())] == ["No programme", "The circle"]
    type_into(page, "programme_id", mine)
    assert events.details(ctx.workspace, event).programme == "The circle"
    assert "The circle" in words(page.facts)
    page.drawer.close_drawer()
    programmes.archive(ctx.workspace, [mine])
    page.edit_details("programme_id")
    assert page.details.form["programme_id"].value() == mine, "an archived one stays its own"
    history.undo(ctx.workspace)
    history.undo(ctx.workspace)
    assert events.details(ctx.workspace, event).programme == ""


def test_a_new_start_takes_end_and_agenda_along(page: OverviewPage, ctx: Context, event: str) -> None:
    agenda.add(ctx.workspace, event, type="welcome", title="Welcome", start=START)
    page.edit_details()
    type_into(page, "start", START + timedelta(days=7))
    assert page.details.form["end"].value() == END + timedelta(days=7)
    assert agenda.rows(ctx.workspace, event)[0].start == START + timedelta(days=7)


def test_what_is_being_typed_is_saved_when_the_drawer_closes(page: OverviewPage, ctx: Context, event: str) -> None:
    page.edit_details()
    each = page.details.form["sponsor"]
    each.show_value("Vi President")
    each._touch()
    page.drawer.close_drawer()
    assert events.details(ctx.workspace, event).sponsor == "Vi President"
    assert page.details is None


def test_another_event_closes_the_drawer_and_saves_to_the_first(page: OverviewPage, ctx: Context, event: str) -> None:
    other = events.new(ctx.workspace, replace(COUNCIL, title="Other")).created("event")[0]
    page.edit_details()
    each = page.details.form["sponsor"]
    each.show_value("For the first")
    each._touch()
    page.show_event(other)
    assert events.details(ctx.workspace, event).sponsor == "For the first"
    assert events.details(ctx.workspace, other).sponsor == ""
    assert not page.drawer.isVisible()


# Calling it off, and the calendar file


def test_without_invitations_an_event_is_cancelled_after_a_question(page: OverviewPage, ctx: Context, event: str, answers) -> None:
    answers.answers = [False]
    page.cancel.click()
    assert events.details(ctx.workspace, event).status == "planned"
    answers.answers = [True]
    page.cancel.click()
    assert "Nobody holds an invitation yet." in answers.asked[-1][2]
    assert (page.status.word, page.cancel.toolTip()) == ("Cancelled", "This event is cancelled already.")
    assert not page.cancel.isEnabled()
    assert (steps(page), page.next.text()) == ([], EDIT)
    assert "This event is cancelled." in words(page.steps)


def test_who_holds_an_invitation_gets_a_cancellation(
    page: OverviewPage, ctx: Context, event: str, answers, said: list[Message], tmp_path: Path, qtbot: QtBot
) -> None:
    invite(ctx, event, "Ada", "Bo")
    outbox.invite(ctx.workspace, event, tmp_path)
    folder = tmp_path / "cancellations"
    folder.mkdir()
    answers.answers = [True, None]
    page.cancel_event()
    assert events.details(ctx.workspace, event).status == "inviting"
    answers.answers = [True, folder]
    page.cancel_event()
    qtbot.waitUntil(lambda: any("cancelled" in message.text for message in said))
    assert "2 guests hold an invitation" in answers.asked[-2][2]
    assert len(list(folder.glob("*-cancel-*.eml"))) == 2
    assert said[-1].text == "The event is cancelled. 2 cancellations to send lie in cancellations."
    qtbot.waitUntil(lambda: page.status.word == "Cancelled")


def test_a_calendar_file_is_written(page: OverviewPage, answers, said: list[Message], tmp_path: Path) -> None:
    answers.answers = [tmp_path / "council.ics"]
    page.export_calendar()
    assert b"SUMMARY:Data council" in (tmp_path / "council.ics").read_bytes()
    assert said[-1].text == "The event is written to council.ics."


def test_cards_stand_below_one_another_where_it_is_narrow(page: OverviewPage) -> None:
    columns = page.findChild(CardColumns)
    assert not columns.stacked
    page.resize(700, 700)
    assert columns.stacked


def test_an_event_that_is_gone_says_so(page: OverviewPage, ctx: Context, event: str) -> None:
    events.remove(ctx.workspace, [event])
    assert page.subtitle.text() == "This event is no longer in the workspace. Undo brings it back."
    page.edit_details()
    assert not page.drawer.isVisible()
    history.undo(ctx.workspace)
    assert page.subtitle.text().startswith("Peer council")


def test_commands_say_why_not(page: OverviewPage, ctx: Context, event: str) -> None:
    reasons = {spec.id: spec.reason(page) for spec in page.commands()}
    assert reasons == {"overview.edit": "", "overview.export": "", "overview.cancel": ""}
    events.edit(ctx.workspace, event, status="closed")
    assert page.why_not_cancel() == "This event is closed."


def test_the_forecast_is_kept_in_the_background(page: OverviewPage, ctx: Context, event: str, qtbot: QtBot) -> None:
    ids = invite(ctx, event, "Ada", "Bo")
    with ctx.workspace.action("Sent") as work:
        for guest_id in ids:
            work.session.get_one(Guest, guest_id).invite_state = "sent"
    guests.set_reply(ctx.workspace, ids[:1], "accepted")
    qtbot.waitUntil(lambda: len(checks.read(ctx.workspace, event).logged) == 1)
    qtbot.waitUntil(lambda: not ctx.jobs.running)
    assert not forecast_log.is_due(ctx.workspace, event, checks.read(ctx.workspace, event))


def test_the_chart_has_lines_for_quorum_and_for_the_room(page: OverviewPage, ctx: Context, event: str) -> None:
    invite(ctx, event, "Ada", "Bo", "Cy")
    outlook = checks.outlook(checks.read(ctx.workspace, event))

    def lines(**fields: int) -> list[tuple[str, int]]:
        return [(each.words, each.value) for each in limits_of(replace(outlook, **fields))]

    assert lines() == []
    assert lines(quorum=10, least=8, most=18) == [("quorum", 10), ("at least", 8), ("at most", 18)]
    assert lines(quorum=8, least=8, most=18, capacity=12) == [("quorum", 8), ("places", 12)]
    page.forecast.show_outlook(replace(outlook, quorum=2, least=1, most=3), START.date())
    assert "quorum 2; at least 1; at most 3" in page.forecast.chart.accessibleName()
    assert not page.forecast.chart.grab().isNull()


def test_a_renewed_term_is_seen_by_the_checks_while_the_page_is_open(page: OverviewPage, ctx: Context) -> None:
    shown: list[object] = []
    page.refresh = shown.append
    made = programmes.create(ctx.workspace, "cab", "The circle", "Peers help peers.").created("programme")[0]
    ada = people.add(ctx.workspace, ContactDraft(display_name="Ada")).created("person")
    held = memberships.add(ctx.workspace, made, ada, status="active").changes.created("membership")
    before = len(shown)
    memberships.renew(ctx.workspace, held)
    assert len(shown) == before + 1
