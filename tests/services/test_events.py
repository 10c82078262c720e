"""Events: times that cannot be, what is worth noticing, copies, moves, removal, and what of it makes drafts stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from advoplanner.bootstrap import create_workspace
from advoplanner.core.dates import in_gap, to_utc, to_wall, tzdata_version
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import TEXT_FIELDS, NewEvent, check_link, check_times, gap_choices, notices
from advoplanner.domain.events import PROFILES, EventKind
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    checks,
    events,
    followup,
    guests,
    history,
    invitations,
    outbox,
    people,
    seating,
    tables,
    today,
    venues,
    workspace,
)
from advoplanner.store.models import Event, Organisation, SeatTable

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
START, END = datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22)
COUNCIL = NewEvent("council", "Data council", "Peers help each other.", START, END, "Europe/Berlin", template=False)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    workspace.edit(opened, sender_name="Jo Host", sender_email="jo@example.test", host_company="Vendor plc")
    yield opened
    opened.close()


def make(ws, event=COUNCIL, **fields) -> str:
    return events.new(ws, replace(event, **fields)).created("event")[0]


def invite(ws, event_id, names=("Ada Byron", "Bo Li")) -> list[str]:
    made = [
        people.add(ws, ContactDraft(display_name=name, emails=(f"{name.split()[0].lower()}@example.test",))).created("person")[0] for name in names
    ]
    guests.add(ws, event_id, made, side="customer")
    return [row.id for row in guests.rows(ws, event_id)]


def refused(field, code, function, *args, **kwargs) -> str:
    with pytest.raises(RuleBroken) as raised:
        function(*args, **kwargs)
    assert (raised.value.field, raised.value.code) == (field, code)
    return str(raised.value)


def contents(ws, event_id) -> tuple:
    """All that is seen of an event, but for how often each row was written."""
    rows = [replace(guest, version=0) for guest in guests.rows(ws, event_id)]
    return events.rows(ws), rows, agenda.rows(ws, event_id), seating.plan(ws, event_id).seats, followup.actions(ws)


# Making one


def test_a_new_event_is_kept_and_takes_its_organiser_from_the_workspace(ws):
    event_id = make(ws, topic="Retention", objectives=("One", " ", "Two"), venue="Haus am See", city="Berlin", room="Saal", capacity=20)
    found = events.details(ws, event_id)
    assert (found.title, found.purpose, found.topic, found.objectives) == ("Data council", "Peers help each other.", "Retention", ("One", "Two"))
    assert (found.organiser_name, found.organiser_email, found.host_company) == ("Jo Host", "jo@example.test", ""), "a member hosts a council"
    assert events.details(ws, make(ws, kind="cab")).host_company == "Vendor plc"
    assert (found.venue, found.city, found.room, found.capacity) == ("Haus am See", "Berlin", "Saal", 20)
    assert (found.start, found.end, found.status, found.sequence) == (START, END, "planned", 0)
    assert found.where == "Saal, Haus am See, Berlin"


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_begins_with_an_agenda_that_fits(ws, kind):
    begin, finish = (datetime.combine(START.date(), datetime.strptime(t, "%H:%M").time()) for t in PROFILES[kind].default_hours)
    event_id = make(ws, kind=kind, start=begin, end=finish if finish > begin else finish + timedelta(days=1), template=True)
    placed = [row for row in agenda.rows(ws, event_id) if row.start]
    assert placed
    assert [c.sentence for c in agenda.conflicts(ws, event_id) if c.level == "E"] == []


def test_event_template_and_guests_are_one_step_of_undo(ws):
    person = people.add(ws, ContactDraft(display_name="Ada Byron")).created("person")[0]
    made = events.new(ws, replace(COUNCIL, template=True), people=[person])
    event_id = made.created("event")[0]
    assert made.label == "Create Data council"
    assert [g.name for g in guests.rows(ws, event_id)] == ["Ada Byron"]
    history.undo(ws)
    assert events.rows(ws) == []
    history.redo(ws)
    assert len(guests.rows(ws, event_id)) == 1
    assert agenda.rows(ws, event_id)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"kind": "party"}, "kind", "events.kind"),
        ({"title": "  \n"}, "title", "events.title"),
        ({"title": "x" * 161}, "title", "events.too_long"),
        ({"purpose": "\t"}, "purpose", "events.purpose"),
        ({"topic": "x" * 301}, "topic", "events.too_long"),
        ({"end": START}, "end", "events.end"),
        ({"end": START - timedelta(hours=1)}, "end", "events.end"),
        ({"end": START + timedelta(days=32)}, "end", "events.long"),
        ({"start": datetime(1, 1, 1), "end": datetime(1, 1, 1, 2)}, "start", "events.year"),
        ({"start": datetime(9999, 12, 31, 22), "end": datetime(9999, 12, 31, 23, 59)}, "start", "events.year"),
        ({"zone": "Europe/Atlantis"}, "zone", "time.zone_unknown"),
        ({"zone": ""}, "zone", "time.zone_unknown"),
        ({"capacity": -1}, "capacity", "events.number"),
        ({"capacity": 100_001}, "capacity", "events.number"),
        ({"start": datetime(2027, 3, 28, 2, 30), "end": datetime(2027, 3, 28, 5)}, "start", "time.gap"),
        ({"start": datetime(2027, 3, 27, 20), "end": datetime(2027, 3, 28, 2, 30)}, "end", "time.gap"),
        ({"organiser_email": "jo@nowhere"}, "organiser_email", "invitations.address"),
        ({"organiser_email": "jo@example.test\nBcc: all@example.test"}, "organiser_email", "invitations.address"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(ws, fields, field, code):
    step = history.next_undo(ws)
    refused(field, code, make, ws, **fields)
    assert events.rows(ws) == []
    assert venues.rows(ws) == []
    assert history.next_undo(ws) == step


@pytest.mark.parametrize("start", [datetime.min, datetime.max])
def test_nothing_moves_to_where_no_calendar_reaches(ws, start):
    event_id = make(ws)
    refused("start", "events.year", events.edit, ws, event_id, start=start)
    refused("start", "events.year", events.clone, ws, event_id, start)
    refused("start", "events.year", events.notices, ws, replace(COUNCIL, start=start, end=start))
    assert [row.start for row in events.rows(ws)] == [START]


def test_a_text_as_long_as_allowed_is_kept_whole(ws):
    event_id = make(ws, title="t" * 160, purpose="p" * 1000)
    found = events.details(ws, event_id)
    assert (len(found.title), len(found.purpose)) == (160, 1000)


# Times


def test_a_time_that_the_clocks_skip_offers_the_one_before_and_after():
    wall = datetime(2027, 3, 28, 2, 30)
    assert gap_choices(wall, "Europe/Berlin") == (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 3, 30))
    assert gap_choices(datetime(2027, 10, 3, 2, 10), "Australia/Lord_Howe") == (datetime(2027, 10, 3, 1, 40), datetime(2027, 10, 3, 2, 40))
    assert gap_choices(START, "Europe/Berlin") is None
    assert "Choose 01:30 or 03:30." in refused("start", "time.gap", check_times, wall, wall + timedelta(hours=2), "Europe/Berlin")


def test_a_whole_day_that_a_country_skipped_has_choices_a_day_apart():
    assert gap_choices(datetime(2011, 12, 30, 12), "Pacific/Apia") == (datetime(2011, 12, 29, 12), datetime(2011, 12, 31, 12))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1)),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"]),
)
def test_choices_exist_exactly_for_times_that_do_not(wall, zone):
    wall = wall.replace(second=0, microsecond=0)
    choices = gap_choices(wall, zone)
    assert (choices is not None) == in_gap(wall, zone)
    for choice in choices or ():
        assert to_wall(to_utc(choice, zone), zone) == choice


def said(start, end, zone="Europe/Berlin", holidays=None, now=datetime(2027, 1, 1)) -> str:
    return "\n".join(notices(replace(COUNCIL, start=start, end=end, zone=zone), now, holidays or {}))


def test_nothing_to_notice_about_a_plain_evening():
    assert said(START, END) == ""


def test_past_weekend_and_midnight_are_said():
    assert "lies in the past" in said(START, END, now=datetime(2027, 3, 11))
    assert said(datetime(2027, 3, 13, 18), datetime(2027, 3, 13, 22)) == "Saturday 13 March 2027 is at the weekend."
    assert said(START, datetime(2027, 3, 11, 1)) == "It ends after midnight, on Thursday 11 March 2027."


def test_every_day_of_a_long_event_is_looked_at_and_a_late_end_is_no_day_of_its_own():
    holidays = {date(2027, 3, 11): "Bridge day", date(2027, 3, 12): "Second"}
    assert said(START, datetime(2027, 3, 12, 12), holidays=holidays).count("public holiday") == 2
    assert "holiday" not in said(START, datetime(2027, 3, 11, 2), holidays=holidays)


def test_an_hour_that_comes_twice_and_the_change_of_clocks_are_said():
    words = said(datetime(2027, 10, 31, 2, 30), datetime(2027, 10, 31, 4))
    assert "02:30 comes twice on Sunday 31 October 2027" in words
    assert "it lasts 60 minutes longer than they show" in words
    assert "60 minutes shorter" in said(datetime(2027, 3, 27, 22), datetime(2027, 3, 28, 4))


def test_holidays_and_weekend_are_those_of_the_zones_country(ws):
    unity = datetime(2027, 10, 3, 18)
    assert "Sunday 3 October 2027 is a public holiday" in events.notices(ws, replace(COUNCIL, start=unity, end=unity + timedelta(hours=3)))[0]
    friday = datetime(2027, 6, 4, 18)
    assert events.notices(ws, replace(COUNCIL, start=friday, end=friday + timedelta(hours=3), zone="Asia/Riyadh")) == [
        "Friday 4 June 2027 is at the weekend."
    ]
    assert events.countries()["Pacific/Auckland"] == "NZ"


@pytest.mark.parametrize("zone", ["UTC", "Antarctica/Troll", "Asia/Kolkata", "America/Argentina/Ushuaia"])
def test_a_zone_without_a_known_country_still_has_a_weekend(ws, zone):
    saturday = datetime(2027, 3, 13, 18)
    assert any("weekend" in words for words in events.notices(ws, replace(COUNCIL, start=saturday, end=saturday + timedelta(hours=3), zone=zone)))


def test_notices_of_times_that_cannot_be_name_the_field(ws):
    refused("end", "events.end", events.notices, ws, replace(COUNCIL, end=START))
    refused("zone", "time.zone_unknown", events.notices, ws, replace(COUNCIL, zone="Nowhere"))


# Venues


def test_a_venue_is_found_without_regard_to_case_in_any_script(ws):
    make(ws, venue="École Élémentaire")
    make(ws, venue="école élémentaire")
    assert [v.name for v in venues.rows(ws)] == ["École Élémentaire"]


def test_venues_of_one_name_in_two_cities_are_two(ws):
    berlin = make(ws, venue="Grand Hotel", city="Berlin")
    paris = make(ws, venue="Grand Hotel", city="Paris", zone="Europe/Paris")
    again = make(ws, venue="grand hotel", city="PARIS")
    found = [events.details(ws, each) for each in (berlin, paris, again)]
    assert [d.city for d in found] == ["Berlin", "Paris", "Paris"]
    assert found[1].venue_id == found[2].venue_id
    assert sorted(v.zone for v in venues.rows(ws)) == ["Europe/Berlin", "Europe/Paris"]


@pytest.mark.parametrize(("field", "length"), [("venue", 161), ("city", 121), ("address", 301)])
def test_a_place_whose_words_are_too_long_is_refused_at_its_field(ws, field, length):
    refused(field, "text.too_long", make, ws, **({"venue": "Haus"} | {field: "x" * length}))
    assert events.rows(ws) == []


def test_city_and_address_fill_a_venue_that_lacks_them_and_replace_nothing(ws):
    make(ws, venue="Haus")
    make(ws, venue="Haus", city="Berlin", address="Seestr. 1")
    make(ws, venue="Haus", city="Berlin", address="Elsewhere 9")
    assert [(v.city, v.address) for v in venues.rows(ws)] == [("Berlin", "Seestr. 1")]


def test_a_venue_typed_into_an_event_takes_its_zone(ws):
    event_id = make(ws, zone="Asia/Tokyo")
    events.edit(ws, event_id, venue="Garden")
    assert venues.rows(ws)[0].zone == "Asia/Tokyo"
    events.edit(ws, event_id, venue="")
    assert events.details(ws, event_id).venue_id == ""
    refused("venue_id", "venues.unknown", events.edit, ws, event_id, venue_id="gone")


# Changing one


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"title": " "}, "title", "events.blank"),
        ({"purpose": ""}, "purpose", "events.blank"),
        ({"logistics": "x" * 4001}, "logistics", "events.too_long"),
        ({"quorum": -3}, "quorum", "events.number"),
        ({"capacity": 2.5}, "capacity", "events.number"),
        ({"join_link": "http://example.test"}, "join_link", "events.link"),
        ({"join_link": "https://"}, "join_link", "events.link"),
        ({"join_link": "https://a.test/x\nSUMMARY:y"}, "join_link", "events.link"),
        ({"status": "postponed"}, "status", "events.status"),
        ({"organiser_email": "jo"}, "organiser_email", "invitations.address"),
        ({"colour": "red"}, "colour", "events.field"),
        ({"start": END}, "", ""),
        ({"end": START}, "end", "events.end"),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(ws, fields, field, code):
    event_id = make(ws)
    before = events.details(ws, event_id)
    if code:
        refused(field, code, events.edit, ws, event_id, **fields)
        assert events.details(ws, event_id) == before
    else:
        events.edit(ws, event_id, **fields)
        assert events.details(ws, event_id).end == END + (END - START)


def test_every_field_can_be_set_and_undone(ws):
    event_id = make(ws)
    before = events.details(ws, event_id)
    fields = dict.fromkeys(TEXT_FIELDS, "Changed") | {
        "objectives": ("A", "B"), "capacity": 30, "quorum": 8, "room_width": 900, "room_length": 1200, "status": "released",
        "join_link": " https://meet.example.test/x ", "organiser_email": "new@example.test",
    }  # fmt: skip
    events.edit(ws, event_id, **fields)
    found = events.details(ws, event_id)
    assert {name: getattr(found, name) for name in fields} == fields | {"join_link": "https://meet.example.test/x"}
    history.undo(ws)
    assert replace(events.details(ws, event_id), version=0) == replace(before, version=0)


def test_empty_numbers_and_links_mean_none(ws):
    event_id = make(ws, capacity=20)
    events.edit(ws, event_id, capacity=None, join_link="", organiser_email="")
    found = events.details(ws, event_id)
    assert (found.capacity, found.join_link, found.organiser_email) == (0, "", "")
    assert check_link("https://example.test") == "https://example.test"


def test_a_moved_event_takes_its_agenda_along_and_a_longer_one_does_not(ws):
    event_id = make(ws)
    agenda.add(ws, event_id, type="welcome", title="Welcome", start=START)
    agenda.add(ws, event_id, type="panel", title="In the tray")
    events.edit(ws, event_id, start=START + timedelta(days=1, hours=1))
    found = events.details(ws, event_id)
    assert (found.start, found.end) == (START + timedelta(days=1, hours=1), END + timedelta(days=1, hours=1))
    assert [row.start for row in agenda.rows(ws, event_id)] == [START + timedelta(days=1, hours=1), None]
    events.edit(ws, event_id, start=START + timedelta(days=1), end=found.end)
    assert agenda.rows(ws, event_id)[0].start == START + timedelta(days=1, hours=1)
    history.undo(ws)
    history.undo(ws)
    assert agenda.rows(ws, event_id)[0].start == START


def test_a_zone_change_keeps_the_wall_time_and_moves_the_instant(ws):
    event_id = make(ws)
    events.edit(ws, event_id, zone="America/New_York")
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        assert (event.start, event.start_utc) == (START, datetime(2027, 3, 10, 23, tzinfo=UTC))
        assert event.tzdata == tzdata_version()


def test_drafts_go_stale_only_where_they_would_say_something_else(ws):
    event_id = make(ws)
    invite(ws, event_id)
    invitations.draft(ws, invitations.new_wave(ws, event_id, audience=EVERYBODY).created("wave")[0])
    events.edit(ws, event_id, quorum=5, notes="Mine", capacity=40, title="Data council")
    assert {m.state for m in invitations.messages(ws, event_id)} == {"draft"}
    events.edit(ws, event_id, room="Saal 2")
    assert {m.state for m in invitations.messages(ws, event_id)} == {"stale"}


def test_drafts_go_stale_where_their_venue_is_found_elsewhere(ws):
    event_id, other = make(ws, venue="Haus"), make(ws, title="Other", venue="Anker")
    for each in (event_id, other):
        invite(ws, each)
        invitations.draft(ws, invitations.new_wave(ws, each, audience=EVERYBODY).created("wave")[0])
    venue = events.details(ws, event_id).venue_id
    venues.edit(ws, venue, notes="Loud", capacity=90)
    assert {m.state for m in invitations.messages(ws, event_id)} == {"draft"}
    venues.edit(ws, venue, address="Seestr. 1")
    assert {m.state for m in invitations.messages(ws, event_id)} == {"stale"}
    assert {m.state for m in invitations.messages(ws, other)} == {"draft"}


def test_a_new_time_raises_the_sequence_once_somebody_holds_the_event(ws, tmp_path):
    event_id = make(ws)
    invite(ws, event_id)
    events.edit(ws, event_id, start=START + timedelta(hours=1))
    assert events.details(ws, event_id).sequence == 0
    outbox.invite(ws, event_id, tmp_path)
    events.edit(ws, event_id, room="Saal 2", title="Another title")
    events.edit(ws, event_id, start=START + timedelta(hours=1))
    assert events.details(ws, event_id).sequence == 0
    events.edit(ws, event_id, end=END + timedelta(hours=2))
    assert events.details(ws, event_id).sequence == 1


# Copies


def test_a_copy_shifts_the_agenda_and_starts_afresh(ws):
    event_id = make(ws, venue="Haus")
    welcome = agenda.add(ws, event_id, type="welcome", title="Welcome", start=START + timedelta(minutes=30)).created("session")[0]
    agenda.edit(ws, welcome, decision_due="2027-03-20")
    ids = invite(ws, event_id)
    guests.set_reply(ws, ids, "accepted")
    tables.make_layout(ws, event_id, "round", [(1, 6)])
    plan = seating.plan(ws, event_id)
    seating.seat_guest(ws, plan.round_id, ids[0], plan.seats[0].id)
    made = events.clone(ws, event_id, START + timedelta(days=90))
    copy = made.created("event")[0]
    found = events.details(ws, copy)
    assert (found.title, found.start, found.end) == ("Data council (copy)", START + timedelta(days=90), END + timedelta(days=90))
    assert (found.venue, found.status, found.sequence) == ("Haus", "planned", 0)
    assert found.uid != events.details(ws, event_id).uid
    assert [(row.start, row.decision_due) for row in agenda.rows(ws, copy)] == [(START + timedelta(days=90, minutes=30), "")]
    row = next(r for r in events.rows(ws) if r.id == copy)
    assert (row.guests, row.seated, row.seats) == (0, 0, 6)


def test_a_copy_may_take_the_roster_without_its_answers_and_leave_the_tables(ws):
    event_id = make(ws)
    ada, bo, cy = invite(ws, event_id, ("Ada Byron", "Bo Li", "Cy Young"))
    guests.edit(ws, [ada], role="chair", diet="vegan")
    guests.edit(ws, [bo], decision="notnow")
    guests.set_reply(ws, [ada, cy], "accepted")
    guests.add_companion(ws, cy, "Dee Young")
    tables.make_layout(ws, event_id, "round", [(1, 6)])
    copy = events.clone(ws, event_id, START + timedelta(days=90), title="Autumn", roster=True, layout=False).created("event")[0]
    found = {g.name: (g.role, g.reply, g.invite_state, g.attendance, g.diet) for g in guests.rows(ws, copy)}
    assert found == {
        "Ada Byron": ("chair", "none", "not_sent", "expected", "vegan"),
        "Cy Young": ("participant", "none", "not_sent", "expected", ""),
    }
    assert events.details(ws, copy).title == "Autumn"
    with ws.reading() as session:
        assert session.query(SeatTable).filter_by(event_id=copy).count() == 0
    history.undo(ws)
    assert [r.id for r in events.rows(ws)] == [event_id]


def test_a_copy_of_the_longest_title_says_still_that_it_is_one(ws):
    copy = events.clone(ws, make(ws, title="t" * 160), START + timedelta(days=1)).created("event")[0]
    title = events.details(ws, copy).title
    assert len(title) == 160
    assert title.endswith("t (copy)")


def test_a_copy_to_a_time_that_the_clocks_skip_is_refused(ws):
    event_id = make(ws)
    assert "Choose 01:30 or 03:30." in refused("start", "time.gap", events.clone, ws, event_id, datetime(2027, 3, 28, 2, 30))
    assert len(events.rows(ws)) == 1


def test_a_new_event_can_begin_with_an_earlier_ones_guests_and_more(ws):
    event_id = make(ws)
    invite(ws, event_id)
    extra = people.add(ws, ContactDraft(display_name="Cy Young")).created("person")[0]
    known = guests.rows(ws, event_id)[0].person_id
    made = events.new(ws, replace(COUNCIL, title="Next"), people=[extra, known], roster_of=event_id).created("event")[0]
    assert [g.name for g in guests.rows(ws, made)] == ["Ada Byron", "Bo Li", "Cy Young"]


# Removing


def test_an_event_goes_with_all_that_is_its_own_and_comes_back_with_undo(ws):
    event_id, other = make(ws, template=True, venue="Haus"), make(ws, title="Other")
    ids = invite(ws, event_id)
    guests.set_reply(ws, ids, "accepted")
    guests.add_companion(ws, ids[0], "Plus One")
    agenda.set_person(ws, agenda.rows(ws, event_id)[0].id, ids[1], "presenter")
    tables.make_layout(ws, event_id, "round", [(2, 6)])
    plan = seating.plan(ws, event_id)
    seating.seat_guest(ws, plan.round_id, ids[0], plan.seats[0].id)
    invitations.draft(ws, invitations.new_wave(ws, event_id, audience=EVERYBODY).created("wave")[0])
    followup.add_action(ws, event_id, "Call her", tell_guest_id=ids[0])
    before = contents(ws, event_id)
    events.remove(ws, [event_id])
    assert [r.id for r in events.rows(ws)] == [other]
    assert len(people.rows(ws)) == 3
    assert [v.name for v in venues.rows(ws)] == ["Haus"]
    assert followup.actions(ws) == []
    history.undo(ws)
    assert contents(ws, event_id) == before


def test_an_event_whose_invitations_left_stays_and_says_why(ws, tmp_path):
    event_id, free = make(ws), make(ws, title="Free")
    invite(ws, event_id)
    outbox.invite(ws, event_id, tmp_path)
    assert "Guests hold invitations to “Data council”. Cancel it instead" in refused("", "events.invited", events.remove, ws, [free, event_id])
    assert len(events.rows(ws)) == 2
    outbox.cancel(ws, event_id, tmp_path)
    assert "as the record of what was sent" in refused("", "events.invited", events.remove, ws, [event_id])


def test_events_are_found_by_id_or_title_and_ambiguity_is_said(ws):
    event_id = make(ws)
    assert events.find(ws, event_id) == events.find(ws, "Data council") == event_id
    refused("", "events.unknown", events.find, ws, "No such")
    make(ws)
    refused("", "events.ambiguous", events.find, ws, "Data council")
    refused("", "events.unknown", events.details, ws, "gone")
    refused("", "events.unknown", events.edit, ws, "gone", title="x")


def test_rows_come_by_instant_not_by_wall_time(ws):
    make(ws, title="Tokyo", zone="Asia/Tokyo", start=datetime(2027, 3, 10, 20), end=datetime(2027, 3, 10, 22))
    make(ws, title="Berlin")
    make(ws, title="New York", zone="America/New_York", start=datetime(2027, 3, 10, 17), end=datetime(2027, 3, 10, 19))
    assert [r.title for r in events.rows(ws)] == ["Tokyo", "Berlin", "New York"]


def test_an_event_whose_zone_is_not_known_is_read_and_put_right(ws):
    strange, other = make(ws), make(ws, replace(COUNCIL, title="Other"))
    with ws.action("As a program with other rules leaves it") as work:
        work.session.get_one(Event, strange).zone = "Europe/Newtown"
    assert {row.id for row in events.rows(ws)} == {strange, other}
    assert events.details(ws, strange).start == COUNCIL.start
    assert today.page(ws)
    assert checks.run(ws, strange).findings
    wave = invitations.new_wave(ws, strange, "invitation", audience=EVERYBODY).created("wave")[0]
    refused("zone", "time.zone_unknown", invitations.draft, ws, wave)
    events.edit(ws, strange, zone="Europe/Lisbon")
    assert invitations.draft(ws, wave).held == 0


def test_managers_of_an_earlier_list_are_told_of_before_a_board_is_made(ws):
    event = make(ws)
    for n, (title, side) in enumerate((("Support manager", "customer"), ("Systems analyst", "customer"), ("Chief executive officer", "host"))):
        person = people.add(ws, ContactDraft(display_name=f"Guest {n}", job_title=title, side=side)).created("person")
        guests.add(ws, event, person)
    told = "2 of 2 guests whose level is known are managers or users: a user group with product developers suits them better than a board."
    assert events.room_notice(ws, "cab", roster_of=event) == told
    assert events.room_notice(ws, "usergroup", roster_of=event) == ""
    above = [people.add(ws, ContactDraft(display_name=f"Chief {n}", job_title="Chief information officer")).created("person")[0] for n in range(3)]
    below = people.add(ws, ContactDraft(display_name="Dee", job_title="Operations manager")).created("person")[0]
    mixed = "Levels are mixed, from C-level (Chief 0) to Manager (Dee): peers are of one level or the next."
    assert events.room_notice(ws, "cab", [*above, below]) == mixed
    assert events.room_notice(ws, "usergroup", [*above, below]).startswith("3 of 4 guests whose level is known are executives")
    assert events.room_notice(ws, "meetup", [*above, below]) == ""
    vendors = [
        people.add(ws, ContactDraft(display_name="Support", job_title="Support manager", **of)).created("person")[0]
        for of in ({"side": "host"}, {"organisation": "Our own"})
    ]
    with ws.action("Ours") as work:
        work.session.scalar(select(Organisation).where(Organisation.name == "Our own")).side = "host"
    assert events.room_notice(ws, "cab", [*above, *vendors]) == "", "the vendor's people make no room"
    assert events.room_notice(ws, "cab") == ""
