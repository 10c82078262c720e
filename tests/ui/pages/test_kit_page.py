"""The kit on real workspaces: cards by kind, a brief in the drawer, money and questions that save themselves, further dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, agenda_versions, budgets, event_kits, events, formalities, guests, people, series, stays, talks, topics
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.pages.kit.budget_lines import CostDialog
from ui.pages.kit.page import ALONE, KitPage
from ui.pages.kit.series_dialog import SeriesDialog

START = datetime(2027, 3, 10, 21)


@pytest.fixture
def ws(tmp_path: Path, ctx: Context) -> Iterator[Any]:
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    ctx.workspace = workspace
    workspace.subscribe(ctx.changes.emit)
    yield workspace
    workspace.close()


def event_of(ws: Any, kind: str) -> str:
    new = NewEvent(kind, "Late show", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", venue="Shop", capacity=20, template=False)
    return events.new(ws, new).created("event")[0]


def guest_of(ws: Any, event: str, name: str, **words: str) -> str:
    person = people.add(ws, ContactDraft(display_name=name)).created("person")[0]
    return guests.add(ws, event, [person], **words).changes.created("guest")[0]


def shown(ctx: Context, event: str, qtbot: QtBot) -> KitPage:
    page = KitPage(ctx)
    qtbot.addWidget(page)
    page.resize(1166, 700)
    page.show_event(event)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_a_meetup_shows_its_mix_and_a_presentation_who_presents(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    meetup = event_of(ws, "meetup")
    page = shown(ctx, meetup, qtbot)
    assert page.mix.isVisible()
    assert page.questions.isVisible()
    assert not page.slot.isVisible()
    assert page.mix.words.text() == "No advocate has accepted. Without one it is a sales evening."
    for side, count in (("advocate", 1), ("prospect", 2)):
        for n in range(count):
            guests.set_reply(ws, [guest_of(ws, meetup, f"{side} {n}", side=side)], "accepted")
    assert page.mix.words.text() == "2 prospects to 1 advocate: a good mix."
    assert page.mix.meter.state == "good"
    page.show_event(event_of(ws, "rockstar"))
    assert not page.mix.isVisible()
    assert page.speakers.isVisible()
    assert page.slot.isVisible()
    assert nameless(page) == []


def test_fields_save_themselves_and_a_refusal_keeps_the_text(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    event = event_of(ws, "meetup")
    page = shown(ctx, event, qtbot)
    form = page.money.form
    form["planned"].line.setText("400")
    form["planned"]._touch()
    form["currency"].line.setText("Euros")
    form["currency"]._touch()
    form.flush()
    assert event_kits.read(ws, event).money.planned == 400
    assert form.error("currency") == "“Euros” is no currency. Write its three letters, such as EUR."
    assert form["currency"].line.text() == "Euros"
    assert page.money.words.text() == "20 EUR for each of 20"
    page.questions.form["questions"].area.setPlainText("What failed?\n\nWho helped?")
    page.questions.form.flush()
    assert event_kits.read(ws, event).questions == ("What failed?", "Who helped?")
    page.mix.form["profile"].combo.setCurrentIndex(1)
    page.mix.form["profile"]._settle()
    assert event_kits.read(ws, event).profile == "live"


def test_a_brief_opens_in_the_drawer_and_follows_the_store(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    event = event_of(ws, "rockstar")
    guest = guest_of(ws, event, "Ana Lima", role="presenter")
    page = shown(ctx, event, qtbot)
    page.select(guest)
    drawer = page._drawn
    assert page.drawer.isVisible()
    assert drawer.form["context"].area.placeholderText().startswith("Where did you start")
    drawer.form["context"].area.setPlainText("Seven shops")
    drawer.form["recording"].combo.setCurrentIndex(1)
    drawer.form["recording"]._settle()
    drawer.form["draw"].line.setText("many")
    drawer.form["draw"]._touch()
    drawer.flush()
    [row] = talks.rows(ws, event)
    assert (row.context, row.recording, row.draw) == ("Seven shops", "yes", None)
    assert "is not a whole number" in drawer.form.error("draw")
    guests.remove(ws, [guest])
    assert page.drawer.isHidden()


def test_an_event_is_repeated_from_its_kit(ws: Any, ctx: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    event = event_of(ws, "rockstar")
    page = shown(ctx, event, qtbot)
    assert ALONE in page.calendar.toolTip()
    dialogs: list[SeriesDialog] = []
    monkeypatch.setattr(SeriesDialog, "ask", lambda self, over: dialogs.append(self))
    page.select("repeat")
    [dialog] = dialogs
    qtbot.addWidget(dialog)
    assert dialog.dates.area.toPlainText().splitlines()[0] == "17 Mar 2027 21:00"
    dialog.dates.area.setPlainText("17 Mar 2027, Other shop\n26 Dec 2027 21:00\nsome day")
    assert dialog._commit is not None
    dialog._go()
    assert "“some day” is no date." in dialog.form.error("dates")
    assert len(events.rows(ws)) == 1
    dialog.dates.area.setPlainText("17 Mar 2027, Other shop\n26 Dec 2027 21:00")
    assert "public holiday" in dialog.told.text()
    dialog._go()
    assert [title for _, title in series.dates(ws, event)] == ["Late show", "Late show 2", "Late show 3"]
    assert {row.title: row.venue for row in events.rows(ws)}["Late show 2"] == "Other shop"
    assert page.calendar.isEnabled()
    assert page.series.words.text() == "A series of 3 dates; each is changed by itself."


def test_all_dates_go_into_one_calendar_without_guests(ws: Any, ctx: Context, qtbot: QtBot, answers: Any, tmp_path: Path) -> None:
    event = event_of(ws, "rockstar")
    guest_of(ws, event, "Ana Lima")
    series.repeat(ws, event, [series.Date(START + timedelta(weeks=1))])
    page = shown(ctx, event, qtbot)
    answers.answers.append(tmp_path / "dates.ics")
    page.export_calendar()
    text = (tmp_path / "dates.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "ATTENDEE" not in text
    assert "Ana Lima" not in text


def test_a_board_shows_what_members_signed_and_the_drawer_saves_it(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    board = event_of(ws, "cab")
    guest = guest_of(ws, board, "Ana Lima")
    page = shown(ctx, board, qtbot)
    assert page.board.members.isVisible()
    assert not page.board.council.isVisible()
    page.select(guest)
    drawer: Any = page._living()
    form = drawer.form
    form["nda.state"].combo.setCurrentIndex(2)
    form["nda.state"]._settle()
    assert formalities.rows(ws, board)[0].paper("nda").state == "signed"
    form["nda.signed"].line.setText("yesterweek")
    form["nda.signed"]._touch()
    form.flush()
    assert form.error("nda.signed")
    assert form["nda.signed"].line.text() == "yesterweek"
    assert formalities.rows(ws, board)[0].paper("nda").signed is not None, "the day they signed stays"
    form["renewal"].line.setText("31 Mar 2027")
    form["renewal"]._touch()
    form.flush()
    assert form.error("renewal") == "This guest has no company yet. Give them one on their page."
    assert nameless(page) == []


def test_a_council_notes_its_chairs_yes_by_a_click(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    council = event_of(ws, "council")
    chair = guest_of(ws, council, "Ana Lima", role="chair")
    agenda.add(ws, council, type="framed_discussion", title="Costs", start=START, minutes=30)
    agenda_versions.release(ws, council, waiver="The chairs asked for it")
    page = shown(ctx, council, qtbot)
    assert page.board.council.words.text() == "Version 1 waits for Ana Lima."
    page.board.approve(chair, True)
    assert page.board.council.words.text() == "Version 1 is approved by its chairs."
    assert nameless(page) == []


def test_a_guest_s_journey_opens_beside_the_cards_and_a_wrong_night_is_said_at_its_field(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    board = event_of(ws, "cab")
    ana = guest_of(ws, board, "Ana Lima")
    page = shown(ctx, board, qtbot)
    page.board.open_stay(ana)
    drawer = page._living()
    assert drawer is not None
    for field, text in (("check_in", "10 Mar 2027"), ("check_out", "9 Mar 2027")):
        drawer.form[field].line.setText(text)
        drawer.form[field]._touch()
        drawer.form.flush()
    assert drawer.form.error("check_out").startswith("The last morning is not after the first night.")
    assert [(row.check_in, row.check_out) for row in stays.rows(ws, board)] == [(START.date(), None)]
    assert drawer.form["check_out"].line.text() == "9 Mar 2027"


def test_costs_are_lines_and_only_a_refund_is_below_zero(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    event = event_of(ws, "meetup")
    event_kits.edit(ws, event, currency="EUR", budget=300)
    page = shown(ctx, event, qtbot)
    dialog = CostDialog(ctx, event, "EUR")
    dialog.form.load({"words": "Dinner", "planned": -400})
    assert not dialog._add()
    assert dialog.form.error("planned").startswith("Only a refund is below zero.")
    assert dialog.form["words"].value() == "Dinner"
    dialog.form["planned"].line.setText("400")
    dialog.form["planned"]._touch()
    assert dialog._add()
    budgets.add(ws, event, "Flight", currency="USD", planned=90)
    page.refresh(None)
    assert page.money.over.text() == "It comes to 400 EUR; 300 EUR are allowed."
    assert page.money.lines.apart.text() == "Besides 90 USD, not in the sum."
    assert page.money.words.text().startswith("Planned 400 EUR · spent 0 EUR")
    assert not page.money.form["planned"].widget.isVisible()
    page.open_cost(event_kits.read(ws, event).money.lines[0].id)
    assert page.drawer.isVisible()
    drawer: Any = page._drawn
    drawer.form["actual"].line.setText("-5")
    drawer.form["actual"]._touch()
    drawer.flush()
    assert drawer.form.error("actual").startswith("Only a refund is below zero.")
    drawer.form["actual"].line.setText("280")
    drawer.form["actual"]._touch()
    drawer.flush()
    page.refresh(None)
    assert page.money.over.isHidden()
    drawer._remove()
    page.refresh(None)
    assert [line.words for line in event_kits.read(ws, event).money.lines] == ["Flight"]
    assert page.drawer.isHidden()


def test_a_member_votes_in_the_drawer_and_the_topic_goes_on_the_agenda(ws: Any, ctx: Context, qtbot: QtBot) -> None:
    board = event_of(ws, "cab")
    ana, ben = guest_of(ws, board, "Ana Lima"), guest_of(ws, board, "Ben Berg")
    made = topics.propose(ws, board, "Costs", ana).created("topic")[0]
    page = shown(ctx, board, qtbot)
    page.board.open_topic(made)
    drawer = page._living()
    assert drawer is not None
    drawer.form["guest_id"].combo.setCurrentIndex(1)
    drawer.form["guest_id"]._settle()
    assert topics.rows(ws, board)[0].trail == "Asked for by 2 of 2 members"
    assert drawer.words.text() == "Asked for by 2 of 2 members · proposed by Ana Lima"
    drawer.put_on_agenda()
    assert [row.title for row in agenda.rows(ws, board)] == ["Costs"]
    assert not drawer.place.isEnabled() or drawer.words.text().endswith("on the agenda")
    topics.vote(ws, made, ben, False)
    assert nameless(page) == []
    topics.remove(ws, [made])
    assert not page.drawer.isVisible()
