"""The wizard for a new event: early finish, errors at their field on their page, notices while typing, and who to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from advoplanner.bootstrap import create_workspace
from advoplanner.core.dates import zone_names
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, guests, history, memberships, people, programmes, venues, workspace
from ui.kit.a11y import nameless
from ui.kit.context import Context
from ui.kit.laptop_zone import laptop_zone
from ui.pages.events.slot_dialog import SlotDialog
from ui.pages.events.wizard import ABOUT, NEEDS_YOU, SUMMARY, WHEN, WHO, EventWizard
from ui.pages.events.wizard_when import WhenPage

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def ctx_open(ctx: Context, tmp_path: Path) -> Iterator[Context]:
    ctx.clock = lambda: NOW
    ctx.workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    ws = ctx.workspace
    workspace.edit(ws, default_zone="Europe/Berlin", sender_name="Jo Host", sender_email="jo@example.test", host_company="Vendor plc")
    for name, tags, side in (("Ada Byron", ("Board",), "customer"), ("Bo Li", ("Board",), "prospect"), ("Cy Young", ("Other",), "host")):
        made = people.add(ws, ContactDraft(display_name=name, tags=tags, side=side)).created("person")[0]
        if name == "Bo Li":
            people.edit(ws, made, do_not_contact=True)
    yield ctx
    ctx.jobs.stop()
    ws.close()


@pytest.fixture
def wizard(ctx_open: Context, qtbot: QtBot) -> EventWizard:
    made = EventWizard(ctx_open, "council")
    qtbot.addWidget(made)
    made.show()
    return made


def put(form, **values) -> None:
    """What a person types or chooses, field by field."""
    for name, value in values.items():
        form[name].show_value(value)
        form[name]._touch()


def name_it(wizard: EventWizard, title: str = "Spring council") -> None:
    put(wizard.about.form, title=title, topic="Churn", purpose="Peers help each other.")


def early(wizard: EventWizard) -> QPushButton:
    return wizard._early


def ways(wizard: EventWizard) -> list[QPushButton]:
    return [button for button in wizard.when.choices.findChildren(QPushButton) if not button.isHidden()]


def test_it_begins_with_the_kind_asked_for_and_its_rules_in_words(wizard: EventWizard) -> None:
    assert wizard.about.kind == "council"
    assert "Members lead" in wizard.about._rules.text()
    wizard.about.kinds.cards["meetup"].click()
    assert "No presentation by the vendor" in wizard.about._rules.text()
    assert nameless(wizard) == []


def test_the_kind_is_chosen_by_key(wizard: EventWizard, qtbot: QtBot) -> None:
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    title, cards = wizard.about.form["title"].editor, wizard.about.kinds.cards
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_Backtab)
    assert cards["council"].hasFocus()
    qtbot.keyClick(cards["council"], Qt.Key.Key_Right)
    assert (wizard.about.kind, cards["rockstar"].hasFocus()) == ("rockstar", True)
    qtbot.keyClick(cards["rockstar"], Qt.Key.Key_Left)
    assert wizard.about.kind == "council"


def test_next_is_held_until_title_topic_and_purpose_are_there_and_typed_text_stays(wizard: EventWizard) -> None:
    wizard.go.click()
    assert (wizard.place, wizard.problem.text()) == (ABOUT, NEEDS_YOU)
    assert wizard.about.form.error("title") == "An event needs a title."
    put(wizard.about.form, title="Spring council")
    assert wizard.problem.text() == "", "what was said of a field goes once somebody mends it"
    wizard.go.click()
    assert wizard.about.form.error("topic").startswith("An event needs a topic")
    put(wizard.about.form, topic="Retention")
    wizard.go.click()
    assert wizard.about.form.error("purpose").startswith("An event needs a purpose")
    assert wizard.about.form["topic"].value() == "Retention"


def test_a_title_that_is_too_long_is_kept_and_explained(wizard: EventWizard) -> None:
    name_it(wizard, "t" * 200)
    wizard.go.click()
    assert wizard.about.form.error("title").startswith("This takes 160 characters at most; it has 200.")
    assert len(wizard.about.form["title"].value()) == 200


def test_it_can_be_finished_from_the_second_page_on(wizard: EventWizard, ctx_open: Context) -> None:
    assert not early(wizard).isVisible()
    name_it(wizard)
    wizard.go.click()
    assert wizard.place == WHEN
    assert early(wizard).isVisible()
    early(wizard).click()
    assert wizard.result() == 1
    row = events.rows(ctx_open.workspace)[0]
    found = events.details(ctx_open.workspace, wizard.made)
    assert (row.id, found.title, found.zone, found.organiser_email) == (wizard.made, "Spring council", "Europe/Berlin", "jo@example.test")
    assert found.start == datetime(2027, 3, 3, 18)
    assert found.start.strftime("%A") == "Wednesday"
    assert agenda.rows(ctx_open.workspace, wizard.made)


def test_back_loses_nothing_and_all_four_pages_make_one_step(wizard: EventWizard, ctx_open: Context) -> None:
    name_it(wizard)
    wizard.go.click()
    put(wizard.when.form, start=datetime(2027, 3, 10, 18), end=datetime(2027, 3, 10, 22), venue="Haus am See", city="Berlin", room="Saal")
    wizard.go.click()
    assert wizard.place == WHO
    put(wizard.who.form, source="label", label=("tag", "Board"))
    put(wizard.who.organiser, capacity=24, sponsor="Vi President")
    wizard._back.click()
    assert wizard.when.form["venue"].value() == "Haus am See"
    wizard.go.click()
    wizard.go.click()
    assert (wizard.place, wizard.go.text()) == (SUMMARY, "Create event")
    assert not early(wizard).isVisible()
    put(wizard.summary.form, template=False)
    wizard.go.click()
    ws = ctx_open.workspace
    found = events.details(ws, wizard.made)
    assert (found.venue, found.city, found.room, found.capacity, found.sponsor) == ("Haus am See", "Berlin", "Saal", 24, "Vi President")
    assert [g.name for g in guests.rows(ws, wizard.made)] == ["Ada Byron"]
    assert agenda.rows(ws, wizard.made) == []
    history.undo(ws)
    assert events.rows(ws) == []
    assert venues.rows(ws) == []


def test_the_summary_says_everything_in_words(wizard: EventWizard) -> None:
    name_it(wizard)
    put(wizard.when.form, start=datetime(2027, 5, 1, 21), end=datetime(2027, 5, 2, 1))
    put(wizard.who.organiser, organiser_email="")
    for _ in range(3):
        wizard.go.click()
    words = " ".join(label.text() for label in wizard.summary._card.findChildren(type(wizard.summary.notes)))
    assert "Spring council (Peer council)" in words
    assert "Sat 1 May 2027, 21:00 – Sun 2 May 2027, 01:00, Berlin time" in words
    assert "Invitations can leave only once" in wizard.summary.notes.text()
    assert "public holiday" in wizard.summary.notes.text()


# When and where


def test_times_follow_the_kind_until_they_are_typed(wizard: EventWizard) -> None:
    wizard.about.kinds.cards["rockstar"].click()
    assert (wizard.when.form["start"].value().hour, wizard.when.form["end"].value().minute) == (7, 45)
    put(wizard.when.form, start=datetime(2027, 3, 10, 9))
    assert wizard.when.form["end"].value() == datetime(2027, 3, 10, 9, 45)
    wizard.about.kinds.cards["cab"].click()
    assert wizard.when.form["start"].value() == datetime(2027, 3, 10, 9)


def test_a_board_ends_the_next_day_and_says_so(wizard: EventWizard) -> None:
    wizard.about.kinds.cards["cab"].click()
    assert wizard.when.form["end"].value().day == wizard.when.form["start"].value().day + 1
    assert wizard.when.length.text() == "Lasts 19 hours 30 minutes, until the next day."


def test_notices_are_said_while_typing(wizard: EventWizard, qtbot: QtBot) -> None:
    put(wizard.when.form, start=datetime(2027, 3, 13, 20), end=datetime(2027, 3, 14, 1))
    qtbot.waitUntil(lambda: "weekend" in wizard.when.notices.text())
    assert "It ends after midnight, on Sunday 14 March 2027." in wizard.when.notices.text()
    put(wizard.when.form, start=datetime(2026, 3, 11, 18), end=datetime(2026, 3, 11, 20))
    qtbot.waitUntil(lambda: "lies in the past" in wizard.when.notices.text())


def test_a_skipped_hour_offers_the_one_before_and_after(wizard: EventWizard) -> None:
    put(wizard.when.form, start=datetime(2027, 3, 28, 2, 30), end=datetime(2027, 3, 28, 6))
    wizard.look()
    assert "the clocks skip it" in wizard.when.form.error("start")
    assert [button.text() for button in ways(wizard)] == ["Start Sun 28 Mar 2027 01:30", "Start Sun 28 Mar 2027 03:30"]
    ways(wizard)[1].click()
    wizard.look()
    assert wizard.when.form["start"].value() == datetime(2027, 3, 28, 3, 30)
    assert wizard.when.form.error("start") == ""
    assert not wizard.when.choices.isVisibleTo(wizard.when)


def test_an_end_before_the_start_offers_the_next_day(wizard: EventWizard) -> None:
    put(wizard.when.form, start=datetime(2027, 3, 10, 21), end=datetime(2027, 3, 10, 1))
    wizard.look()
    assert wizard.when.form.error("end").startswith("The end is not after the start.")
    ways(wizard)[0].click()
    wizard.look()
    assert wizard.when.form["end"].value() == datetime(2027, 3, 11, 1)
    assert wizard.when.length.text() == "Lasts 4 hours, until the next day."


def test_what_cannot_be_read_as_a_time_keeps_its_text(wizard: EventWizard) -> None:
    name_it(wizard)
    wizard.go.click()
    wizard.when.form["start"].line.setText("sometime in spring")
    early(wizard).click()
    assert (wizard.place, wizard.made) == (WHEN, "")
    assert "not a date and time" in wizard.when.form.error("start")
    assert wizard.when.form["start"].line.text() == "sometime in spring"
    wizard.when.form["start"].line.setText("")
    early(wizard).click()
    assert "Say when it starts." in wizard.when.form.error("start")


def test_an_unknown_zone_is_refused_at_its_field_and_a_city_is_enough(wizard: EventWizard) -> None:
    name_it(wizard)
    wizard.go.click()
    put(wizard.when.form, zone="Atlantis")
    wizard.go.click()
    assert "There is no time zone “Atlantis”." in wizard.when.form.error("zone")
    put(wizard.when.form, zone="new york")
    wizard.go.click()
    assert wizard.place == WHO
    assert wizard.values()["zone"] == "America/New_York"


def test_a_known_venue_brings_its_city_and_zone(ctx_open: Context, qtbot: QtBot) -> None:
    venues.add(ctx_open.workspace, "Loja", city="Lisbon", address="Rua 1", zone="Europe/Lisbon")
    made = EventWizard(ctx_open)
    qtbot.addWidget(made)
    put(made.when.form, venue="Loja")
    assert [made.when.form[name].value() for name in ("city", "address", "zone")] == ["Lisbon", "Rua 1", "Europe/Lisbon"]


def test_a_city_without_a_venue_is_not_lost(wizard: EventWizard) -> None:
    name_it(wizard)
    wizard.go.click()
    put(wizard.when.form, city="Lisbon")
    wizard.go.click()
    assert wizard.place == WHEN
    assert wizard.when.form.error("venue") == "City and address belong to a venue. Say what the place is called."
    assert wizard.when.form["city"].value() == "Lisbon"
    put(wizard.when.form, venue="Loja")
    wizard.finish()
    [venue] = venues.rows(wizard.ctx.workspace)
    assert (venue.name, venue.city) == ("Loja", "Lisbon")


def test_without_a_zone_of_the_workspace_the_laptops_is_preset(ctx_open: Context, qtbot: QtBot) -> None:
    workspace.edit(ctx_open.workspace, default_zone="")
    made = EventWizard(ctx_open)
    qtbot.addWidget(made)
    assert made.when.form["zone"].value() == laptop_zone()
    assert laptop_zone() in zone_names()


# Who


def test_people_with_a_tag_are_counted_and_who_must_not_be_contacted_stays_out(wizard: EventWizard) -> None:
    put(wizard.who.form, source="label", label=("tag", "Board"))
    assert wizard.who.count.text() == "1 person: 1 customer. 1 who must not be contacted stay out."
    assert len(wizard.who.chosen().people) == 1


def test_an_earlier_events_guests_can_be_taken_over(ctx_open: Context, qtbot: QtBot) -> None:
    ws = ctx_open.workspace
    earlier = NewEvent("council", "Last year", "Peers.", datetime(2026, 3, 10, 18), datetime(2026, 3, 10, 22), "Europe/Berlin", template=False)
    old = events.new(ws, earlier, people=[people.rows(ws)[0].id]).created("event")[0]
    guests.set_reply(ws, [guests.rows(ws, old)[0].id], "accepted")
    made = EventWizard(ctx_open, "council")
    qtbot.addWidget(made)
    name_it(made)
    put(made.who.form, source="roster", roster=old)
    assert made.who.count.text().startswith("The guests of “Last year”")
    assert made.make_event()
    assert [(g.name, g.reply) for g in guests.rows(ws, made.made)] == [("Ada Byron", "none")]


def test_an_error_on_a_later_page_turns_to_it(wizard: EventWizard) -> None:
    name_it(wizard)
    wizard.go.click()
    wizard.who.organiser["organiser_email"].show_value("jo@nowhere")
    early(wizard).click()
    assert (wizard.place, wizard.made) == (WHO, "")
    assert wizard.who.organiser.error("organiser_email")
    assert wizard.who.organiser["organiser_email"].value() == "jo@nowhere"
    put(wizard.who.organiser, organiser_email="jo@example.test")
    wizard.who.organiser["capacity"].line.setText("many")
    early(wizard).click()
    assert "“many” is not a whole number." in wizard.who.organiser.error("capacity")


def test_a_slot_outside_opening_hours_fills_times_and_place(wizard: EventWizard, ctx_open: Context, qtbot: QtBot) -> None:
    hours = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), ("09:00", "21:00"))
    venues.add(ctx_open.workspace, "Shop", city="Porto", address="Rua 1", zone="Europe/Lisbon", hours=hours)
    venues.add(ctx_open.workspace, "Barn")
    dialog = SlotDialog(ctx_open, venues.rows(ctx_open.workspace), NOW.date())
    qtbot.addWidget(dialog)
    put(dialog.form, first=date(2027, 3, 10), last=date(2027, 3, 10), kind="early", minutes=60)
    dialog.look()
    assert dialog.told.text() == "1 slot. Barn has no time zone yet."
    shown = [dialog.model.index(0, place).data() for place in range(7)]
    assert shown == ["Wed 10 Mar 2027", "07:00", "08:00", "06:30", "08:30", "Shop", "Before opening"]
    assert dialog._take() is True
    wizard.when = WhenPage("Europe/Berlin", venues.rows(ctx_open.workspace), NOW)
    qtbot.addWidget(wizard.when)
    wizard.when.take_slot(dialog.chosen)
    read = wizard.when.read()
    assert (read["start"], read["end"], read["zone"]) == (datetime(2027, 3, 10, 7), datetime(2027, 3, 10, 8), "Europe/Lisbon")
    assert (read["venue"], read["city"], read["address"]) == ("Shop", "Porto", "Rua 1")


def test_a_search_for_slots_that_cannot_be_is_said_at_its_field(ctx_open: Context, qtbot: QtBot) -> None:
    dialog = SlotDialog(ctx_open, [], NOW.date())
    qtbot.addWidget(dialog)
    put(dialog.form, first=date(2027, 3, 10), last=date(2027, 3, 1))
    dialog.look()
    assert "comes after the first" in dialog.form.error("last")
    with pytest.raises(RuleBroken, match="Choose a slot"):
        dialog._take()


def test_a_board_for_managers_is_told_that_a_user_group_suits_them_better(ctx_open: Context, qtbot: QtBot) -> None:
    for n, title in enumerate(("Support manager", "Systems analyst", "Chief information officer")):
        people.add(ctx_open.workspace, ContactDraft(display_name=f"Guest {n}", job_title=title, tags=("Room",)))
    for kind, expected in (("cab", True), ("usergroup", False)):
        made = EventWizard(ctx_open, kind)
        qtbot.addWidget(made)
        made.show()
        name_it(made)
        put(made.who.form, source="label", label=("tag", "Room"))
        for _ in range(SUMMARY):
            made.go.click()
        assert made.place == SUMMARY
        assert ("2 of 3 guests whose level is known are managers or users" in made.summary.notes.text()) is expected


def test_a_council_is_not_hosted_by_the_vendor_unless_somebody_says_so(wizard: EventWizard) -> None:
    field = wizard.who.organiser["host_company"]
    assert field.value() == ""
    wizard.about.kinds.cards["cab"].click()
    assert field.value() == "Vendor plc"
    wizard.about.kinds.cards["council"].click()
    assert field.value() == ""
    put(wizard.who.organiser, host_company="Lima Foods")
    wizard.about.kinds.cards["cab"].click()
    assert field.value() == "Lima Foods"


def council_of(ctx: Context, *members: str) -> str:
    made = programmes.create(ctx.workspace, "council", "Peers in data", "Peers help peers.", sponsor="Ada").created("programme")[0]
    known = {row.name: row.id for row in people.rows(ctx.workspace)}
    memberships.add(ctx.workspace, made, [known[name] for name in members], status="active", role="chair", start=date(2026, 1, 1))
    return made


def test_without_programmes_nothing_asks_for_one(wizard: EventWizard) -> None:
    assert not wizard.about.part.isVisibleTo(wizard)


def test_a_meeting_takes_kind_purpose_sponsor_and_members_from_its_programme(ctx_open: Context, qtbot: QtBot) -> None:
    made = council_of(ctx_open, "Ada Byron")
    wizard = EventWizard(ctx_open, "cab")
    qtbot.addWidget(wizard)
    put(wizard.about.form, title="Spring council", topic="Churn")
    wizard.about.part["programme_id"].show_value(made)
    wizard.about.part["programme_id"]._touch()
    assert wizard.about.kind == "council"
    assert wizard.about.form["purpose"].value() == "Peers help peers."
    assert wizard.who.chosen().members
    assert "1 active member of “Peers in data”" in wizard.who.count.text()
    put(wizard.when.form, start=datetime(2027, 3, 10, 18), end=datetime(2027, 3, 10, 22))
    wizard.finish()
    event = events.details(ctx_open.workspace, wizard.made)
    assert (event.programme_id, event.programme, event.sponsor) == (made, "Peers in data", "Ada")
    assert [(row.name, row.role) for row in guests.rows(ctx_open.workspace, wizard.made)] == [("Ada Byron", "chair")]


def test_what_was_typed_stays_when_a_programme_is_chosen_and_the_source_goes_with_it(ctx_open: Context, qtbot: QtBot) -> None:
    made = council_of(ctx_open, "Ada Byron")
    wizard = EventWizard(ctx_open, "council")
    qtbot.addWidget(wizard)
    name_it(wizard)
    put(wizard.who.organiser, sponsor="Bo")
    wizard.take_programme(made)
    assert wizard.about.form["purpose"].value() == "Peers help each other."
    assert wizard.who.organiser["sponsor"].value() == "Bo"
    assert wizard.who.form["source"].value() == "members"
    wizard.take_programme("")
    assert wizard.who.form["source"].value() == "nobody"
    assert wizard.who.organiser["sponsor"].value() == "Bo"


def test_what_a_programme_filled_in_goes_with_it(ctx_open: Context, qtbot: QtBot) -> None:
    made = council_of(ctx_open)
    other = programmes.create(ctx_open.workspace, "council", "Peers in sales", "Peers sell.").created("programme")[0]
    wizard = EventWizard(ctx_open, "council", made)
    qtbot.addWidget(wizard)

    def filled() -> tuple[str, str]:
        return wizard.about.form["purpose"].value(), wizard.who.organiser["sponsor"].value()

    assert filled() == ("Peers help peers.", "Ada")
    wizard.take_programme(other)
    assert filled() == ("Peers sell.", "")
    wizard.take_programme(made)
    wizard.take_programme("")
    assert filled() == ("", "")


def test_another_kind_leaves_the_programme(ctx_open: Context, qtbot: QtBot) -> None:
    made = council_of(ctx_open, "Ada Byron")
    wizard = EventWizard(ctx_open, "council", made)
    qtbot.addWidget(wizard)
    assert wizard.about.programme_id == made
    wizard.about.kinds.cards["meetup"].click()
    assert wizard.about.programme_id == ""
    assert not wizard.who.chosen().members


def test_esc_asks_before_it_drops_what_was_typed(ctx_open: Context, qtbot: QtBot, answers) -> None:
    untouched = EventWizard(ctx_open)
    qtbot.addWidget(untouched)
    untouched.show()
    qtbot.keyClick(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible()
    assert answers.asked == []
    typed = EventWizard(ctx_open)
    qtbot.addWidget(typed)
    typed.show()
    put(typed.about.form, title="Spring council")
    answers.answers = [False, True]
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert typed.isVisible()
    assert typed.about.form["title"].value() == "Spring council"
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert not typed.isVisible()
