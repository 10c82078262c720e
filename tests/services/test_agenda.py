"""Sessions: placed in the event's time, rippled, judged, and filled from templates."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_ripple import rippled
from advoplanner.domain.agenda_templates import templates_for
from advoplanner.domain.agenda_time import AgendaFrame, conflicts
from advoplanner.services import agenda, history
from advoplanner.store.models import Event, Guest, Organisation, Person, Venue

SPANS = {
    "cab": ("2027-03-09T17:00", "2027-03-11T12:30"),
    "council": ("2027-03-10T18:00", "2027-03-10T22:00"),
    "usergroup": ("2027-03-10T13:00", "2027-03-10T17:00"),
    "rockstar": ("2027-03-10T07:00", "2027-03-10T07:45"),
    "meetup": ("2027-03-10T18:30", "2027-03-10T21:30"),
}
LIMITS = {"cab": 0.20, "council": 0.10, "usergroup": 0.20, "rockstar": 0.10, "meetup": 0.0}


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


def at(clock: str, day: int = 10) -> datetime:
    return datetime.fromisoformat(f"2027-03-{day:02}T{clock}")


def make_event(ws, kind="council", start=None, end=None, zone="Europe/Berlin", venue=None, room="") -> str:
    start, end = (datetime.fromisoformat(t) for t in (start or SPANS[kind][0], end or SPANS[kind][1]))
    with ws.action("event") as work:
        place = None
        if venue:
            place = Venue(name="Haus am See", hours=venue)
            work.add(place)
            work.session.flush()
        event = Event(
            kind=kind, title="Evening", uid=f"{kind}-{start}", purpose="To learn", zone=zone, start=start, end=end, room=room,
            start_utc=ws.clock(), end_utc=ws.clock(), venue_id=place.id if place else None,
        )  # fmt: skip
        work.add(event)
        work.session.flush()
    return event.id


def make_guest(ws, event_id, name, reply="accepted", side="customer") -> str:
    with ws.action("guest") as work:
        company = Organisation(name=f"{name} AG", name_key=f"{name} ag".lower())
        work.add(company)
        work.session.flush()
        person = Person(display_name=name, sort_name=name, organisation_id=company.id)
        work.add(person)
        work.session.flush()
        guest = Guest(event_id=event_id, person_id=person.id, side=side, reply=reply)
        work.add(guest)
        work.session.flush()
    return guest.id


def put(ws, event_id, title, start=None, minutes=30, type="panel", **fields) -> str:
    return agenda.add(ws, event_id, type=type, title=title, start=start, minutes=minutes, **fields).created("session")[0]


def by_title(ws, event_id) -> dict[str, SessionRow]:
    return {row.title: row for row in agenda.rows(ws, event_id)}


def codes(ws, event_id) -> list[str]:
    return [c.code for c in agenda.conflicts(ws, event_id)]


def test_rows_come_in_the_order_of_time_with_the_tray_last(ws):
    event = make_event(ws)
    put(ws, event, "Tray")
    put(ws, event, "Late", at("20:00"))
    put(ws, event, "Early", at("18:00"))
    assert [r.title for r in agenda.rows(ws, event)] == ["Early", "Late", "Tray"]
    assert by_title(ws, event)["Late"].end == at("20:30")


@pytest.mark.parametrize("minutes", [0, -10, 4, 1441])
def test_a_session_has_a_length(ws, minutes):
    event = make_event(ws)
    with pytest.raises(RuleBroken) as raised:
        put(ws, event, "Short", at("18:00"), minutes)
    assert (raised.value.code, raised.value.field) == ("agenda.minutes", "minutes")
    assert agenda.rows(ws, event) == []


def test_a_session_past_the_events_end_is_refused_and_the_end_is_named(ws):
    event = make_event(ws)
    with pytest.raises(RuleBroken) as raised:
        put(ws, event, "Long talk", at("21:30"), 45)
    assert raised.value.code == "agenda.past_end"
    assert "22:00" in raised.value.sentence
    assert raised.value.field == "start"


def test_a_session_before_the_event_is_refused(ws):
    event = make_event(ws)
    with pytest.raises(RuleBroken, match="before the event begins at 18:00"):
        put(ws, event, "Too soon", at("17:50"))


def test_a_session_in_the_hour_that_the_clocks_skip_is_refused(ws):
    event = make_event(ws, start="2027-03-27T20:00", end="2027-03-28T06:00")
    with pytest.raises(RuleBroken) as raised:
        put(ws, event, "Night talk", datetime(2027, 3, 28, 2, 30))
    assert raised.value.code == "time.gap"


@pytest.mark.parametrize(("fields", "code"), [({"title": " \n"}, "agenda.title"), ({"type": "keynote"}, "agenda.type")])
def test_what_a_session_cannot_be(ws, fields, code):
    event = make_event(ws)
    with pytest.raises(RuleBroken) as raised:
        agenda.add(ws, event, **{"type": "panel", "title": "Talk", **fields})
    assert raised.value.code == code


def test_an_unknown_field_is_a_bug_and_not_ignored(ws):
    event = make_event(ws)
    with pytest.raises(TypeError, match="colour"):
        put(ws, event, "Talk", colour="red")


def test_ripple_moves_what_follows_and_is_one_step_of_undo(ws):
    event = make_event(ws)
    first = put(ws, event, "First", at("18:00"))
    put(ws, event, "Second", at("18:30"))
    put(ws, event, "Third", at("19:30"))
    agenda.edit(ws, first, ripple=True, minutes=50)
    rows = by_title(ws, event)
    assert (rows["Second"].start, rows["Third"].start) == (at("18:50"), at("19:50"))
    history.undo(ws)
    rows = by_title(ws, event)
    assert (rows["First"].minutes, rows["Second"].start, rows["Third"].start) == (30, at("18:30"), at("19:30"))


def test_without_ripple_only_the_session_itself_moves(ws):
    event = make_event(ws)
    first = put(ws, event, "First", at("18:00"))
    put(ws, event, "Second", at("18:30"))
    agenda.move(ws, first, at("21:00"))
    assert by_title(ws, event)["Second"].start == at("18:30")


def test_ripple_leaves_other_days_and_the_tray_alone(ws):
    event = make_event(ws, "cab")
    first = put(ws, event, "First", at("09:00"))
    put(ws, event, "Next day", at("09:00", 11))
    put(ws, event, "Tray")
    agenda.move(ws, first, at("10:00"), ripple=True)
    rows = by_title(ws, event)
    assert (rows["Next day"].start, rows["Tray"].start) == (at("09:00", 11), None)


def test_after_midnight_is_still_the_same_evening(ws):
    event = make_event(ws, "meetup", end="2027-03-11T02:00")
    first = put(ws, event, "First", at("22:00"))
    put(ws, event, "Night cap", at("00:30", 11))
    agenda.move(ws, first, at("22:20"), ripple=True)
    assert by_title(ws, event)["Night cap"].start == at("00:50", 11)


def test_a_ripple_that_pushes_something_past_the_end_changes_nothing(ws):
    event = make_event(ws)
    first = put(ws, event, "First", at("18:00"))
    put(ws, event, "Last", at("21:30"))
    with pytest.raises(RuleBroken, match="Last"):
        agenda.move(ws, first, at("18:20"), ripple=True)
    rows = by_title(ws, event)
    assert (rows["First"].start, rows["Last"].start) == (at("18:00"), at("21:30"))


@given(st.integers(-60, 60), st.integers(5, 120))
def test_a_ripple_keeps_the_gaps_between_later_sessions(shift, minutes):
    def session(i):
        return SessionRow(str(i), "e", at("12:00") + timedelta(minutes=40 * i), 30, "panel", str(i), "", "", "", "", "", "", "", (), 1)

    rows = [session(i) for i in range(5)]
    starts = rippled(rows, rows[1], rows[1].start + timedelta(minutes=shift), minutes)
    new = [starts.get(r.id, r.start) for r in rows[2:]]
    assert all(b - a == timedelta(minutes=40) for a, b in pairwise(new))
    assert "0" not in starts
    assert "1" not in starts


def test_an_edit_of_words_is_possible_even_where_the_session_lies_outside(ws):
    event = make_event(ws)
    session = put(ws, event, "Late", at("21:30"))
    with ws.action("shorten") as work:
        work.session.get(Event, event).end = at("21:00")
    agenda.edit(ws, session, title="Too late")
    assert codes(ws, event) == ["outside_event"]


def test_a_session_can_go_back_to_the_tray(ws):
    event = make_event(ws)
    session = put(ws, event, "Talk", at("18:00"))
    agenda.move(ws, session, None)
    assert [(c.level, c.code, c.session_id) for c in agenda.conflicts(ws, event)] == [("I", "in_tray", session)]


def test_people_get_change_and_lose_a_part(ws, monkeypatch):
    event = make_event(ws)
    session, ana = put(ws, event, "Talk", at("18:00")), make_guest(ws, event, "Ana")
    agenda.set_person(ws, session, ana, "presenter")
    agenda.set_person(ws, session, ana, "chair")
    (person,) = agenda.rows(ws, event)[0].people
    assert (person.name, person.organisation, person.role, person.reply) == ("Ana", "Ana AG", "chair", "accepted")
    agenda.drop_person(ws, session, ana)
    assert agenda.rows(ws, event)[0].people == ()
    assert not agenda.drop_person(ws, session, ana)
    monkeypatch.setattr(agenda.drafts, "set_own_stale", lambda *_: pytest.fail("nothing to tell somebody who has no part"))
    agenda.drop_person(ws, session, ana)


def test_only_guests_of_the_event_take_part(ws):
    event, other = make_event(ws), make_event(ws, "meetup")
    session, stranger = put(ws, event, "Talk", at("18:00")), make_guest(ws, other, "Ben")
    with pytest.raises(RuleBroken) as raised:
        agenda.set_person(ws, session, stranger, "presenter")
    assert raised.value.code == "agenda.not_a_guest"
    with pytest.raises(RuleBroken, match="not a part"):
        agenda.set_person(ws, session, stranger, "drummer")


def test_removing_a_session_takes_its_people_along_and_undo_brings_both_back(ws):
    event = make_event(ws)
    session, ana = put(ws, event, "Talk", at("18:00")), make_guest(ws, event, "Ana")
    agenda.set_person(ws, session, ana, "presenter")
    changes = agenda.remove(ws, [session])
    assert changes.tables == {"session", "session_role"}
    assert agenda.rows(ws, event) == []
    history.undo(ws)
    assert agenda.rows(ws, event)[0].people[0].guest_id == ana


def test_a_person_in_two_places_at_once(ws):
    event = make_event(ws)
    one, two = put(ws, event, "One", at("18:00"), room="A"), put(ws, event, "Two", at("18:15"), room="B")
    ana = make_guest(ws, event, "Ana")
    for session in (one, two):
        agenda.set_person(ws, session, ana, "presenter")
    (found,) = agenda.conflicts(ws, event)
    assert (found.level, found.code, found.session_id, found.other_ids) == ("E", "person_double", one, (two,))
    assert "Ana" in found.sentence


def test_sessions_that_touch_do_not_collide(ws):
    event = make_event(ws)
    ana = make_guest(ws, event, "Ana")
    for title, start in (("One", "18:00"), ("Two", "18:30")):
        agenda.set_person(ws, put(ws, event, title, at(start), room="A"), ana, "presenter")
    assert codes(ws, event) == []


def test_a_room_taken_twice_is_allowed_and_an_error(ws):
    event = make_event(ws, room="Saal 1")
    put(ws, event, "Same title", at("18:00"))
    put(ws, event, "Same title", at("18:10"), room="SAAL 1")
    assert [(c.level, c.code) for c in agenda.conflicts(ws, event)] == [("E", "room_overlap")]


def test_two_sessions_may_have_the_same_title(ws):
    event = make_event(ws)
    first, second = (put(ws, event, "Round table", at(clock), room="A") for clock in ("18:00", "19:00"))
    third = put(ws, event, "Another", at("20:00"), room="A")
    agenda.edit(ws, third, title="Round table")
    assert agenda.conflicts(ws, event) == []
    agenda.move(ws, second, at("21:00"))
    found = {row.id: (row.title, row.start) for row in agenda.rows(ws, event)}
    assert found == {first: ("Round table", at("18:00")), second: ("Round table", at("21:00")), third: ("Round table", at("20:00"))}


def test_parallel_sessions_without_rooms_warn(ws):
    event = make_event(ws)
    put(ws, event, "One", at("18:00"))
    put(ws, event, "Two", at("18:10"))
    assert [(c.level, c.code) for c in agenda.conflicts(ws, event)] == [("W", "parallel_no_room")]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("accepted", []),
        ("none", [("W", "presenter_not_accepted")]),
        ("tentative", [("W", "presenter_not_accepted")]),
        ("declined", [("E", "presenter_declined")]),
        ("delegated", [("E", "presenter_declined")]),
    ],
)
def test_speakers_should_have_accepted(ws, reply, found):
    event = make_event(ws)
    agenda.set_person(ws, put(ws, event, "Talk", at("18:00")), make_guest(ws, event, "Ana", reply), "panellist")
    assert [(c.level, c.code) for c in agenda.conflicts(ws, event)] == found


@pytest.mark.parametrize(("kind", "found"), [("council", ["outside_hours"]), ("rockstar", [])])
def test_only_rock_stars_use_the_quiet_hours(ws, kind, found):
    event = make_event(ws, kind, "2027-03-10T19:00", "2027-03-10T23:00", venue={"wed": ["09:00", "21:00"]})
    put(ws, event, "Talk", at("21:00"))
    assert codes(ws, event) == found


def test_a_text_that_is_too_long_is_refused_and_not_cut(ws):
    session_id = agenda.add(ws, make_event(ws), type="break", title="Tea").created("session")[0]
    with pytest.raises(RuleBroken, match="160 characters at most; it has 161") as refused:
        agenda.edit(ws, session_id, title="x" * 161)
    assert (refused.value.code, refused.value.field) == ("agenda.too_long", "title")


def test_two_hours_are_the_limit_without_a_break(ws):
    event = make_event(ws)
    put(ws, event, "One", at("18:00"), 60)
    two = put(ws, event, "Two", at("19:00"), 60)
    assert codes(ws, event) == []
    agenda.edit(ws, two, minutes=65)
    assert [(c.code, c.session_id) for c in agenda.conflicts(ws, event)] == [("no_break", two)]


def test_a_meal_is_a_break_and_five_minutes_are_none(ws):
    event = make_event(ws)
    put(ws, event, "One", at("18:00"), 90)
    two = put(ws, event, "Two", at("19:35"), 40)
    assert codes(ws, event) == ["no_break"]
    agenda.move(ws, two, at("20:00"))
    put(ws, event, "Supper", at("19:30"), 30, "meal")
    assert codes(ws, event) == []


def test_a_break_in_one_room_does_not_rest_the_other():
    def session(i, start, minutes, type):
        return SessionRow(str(i), "e", at(start), minutes, type, str(i), str(i), "", "", "", "", "", "", (), 1)

    rows = [session(1, "09:00", 130, "panel"), session(2, "10:00", 30, "break")]
    assert [c.code for c in conflicts(rows, AgendaFrame("cab", at("08:00"), at("18:00")))] == ["no_break"]


def test_shares_divide_the_scheduled_minutes(ws):
    event = make_event(ws)
    put(ws, event, "Hello", at("18:00"), 10, "welcome")
    put(ws, event, "Panel", at("18:10"), 30)
    put(ws, event, "Mingle", at("18:40"), 20, "networking")
    put(ws, event, "Supper", at("19:00"), 40, "meal")
    put(ws, event, "In the tray", None, 500, "presentation")
    shares = agenda.shares(agenda.rows(ws, event))
    assert (shares.content, shares.networking, shares.meal, shares.breaks, shares.free, shares.total) == (40, 20, 40, 0, 0, 100)
    assert shares.vendor_share == pytest.approx(0.25)
    assert shares.networking_share == pytest.approx(0.6)


def test_shares_of_nothing_are_not_zero():
    shares = agenda.shares([])
    assert (shares.vendor_share, shares.networking_share, shares.total) == (None, None, 0)


@pytest.mark.parametrize("kind", SPANS)
def test_a_template_fits_its_kind_of_event(ws, kind):
    event = make_event(ws, kind)
    agenda.use_template(ws, event)
    rows = agenda.rows(ws, event)
    shares = agenda.shares(rows)
    assert len(rows) >= 4
    assert agenda.conflicts(ws, event) == []
    assert shares.networking_share >= 0.25
    assert (shares.vendor_share or 0) <= LIMITS.get(kind, 1)
    assert all(r.input_sought.endswith("?") for r in rows if r.type in ("framed_discussion", "workshop", "breakout", "roadmap_input"))
    assert rows[0].start == datetime.fromisoformat(SPANS[kind][0])


def test_a_meetup_has_no_word_of_the_vendor(ws):
    event = make_event(ws, "meetup")
    agenda.use_template(ws, event)
    assert {r.type for r in agenda.rows(ws, event)} == {"networking", "meal"}


@pytest.mark.parametrize(("start", "end"), [("2027-03-10T08:00", "2027-03-10T15:00"), ("2027-03-10T21:00", "2027-03-10T22:00")])
def test_one_day_of_a_board_and_a_late_rock_star_have_templates_of_their_own(ws, start, end):
    event = make_event(ws, "cab" if "08" in start else "rockstar", start, end)
    agenda.use_template(ws, event)
    rows = agenda.rows(ws, event)
    assert all(r.start for r in rows)
    assert rows[-1].end == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    ("name", "kind", "start", "end"),
    [
        ("cab", "cab", *SPANS["cab"]),
        ("cab_evening", "cab", "2027-03-09T18:00", "2027-03-10T15:00"),
        ("cab_day", "cab", "2027-03-10T08:30", "2027-03-10T15:30"),
        ("council", "council", *SPANS["council"]),
        ("usergroup", "usergroup", *SPANS["usergroup"]),
        *(("virtual", kind, "2027-03-10T16:00", "2027-03-10T17:30") for kind in ("cab", "council", "usergroup")),
        ("rockstar_morning", "rockstar", *SPANS["rockstar"]),
        ("rockstar_evening", "rockstar", "2027-03-10T21:00", "2027-03-10T22:00"),
        ("meetup", "meetup", *SPANS["meetup"]),
        ("meetup_standing", "meetup", "2027-03-10T18:30", "2027-03-10T20:30"),
    ],
)
def test_each_template_can_be_chosen_and_fills_its_time_without_a_conflict(ws, name, kind, start, end):
    event = make_event(ws, kind, start, end)
    agenda.use_template(ws, event, name)
    rows = agenda.rows(ws, event)
    assert name in {t.name for t in templates_for(kind)}
    assert all(r.start for r in rows)
    assert rows[-1].end == datetime.fromisoformat(end)
    assert agenda.conflicts(ws, event) == []
    assert (agenda.shares(rows).vendor_share or 0) <= LIMITS.get(kind, 1)


def test_a_short_meeting_of_members_takes_place_on_screens_and_dinner_stays(ws):
    agenda.use_template(ws, brief := make_event(ws, "cab", "2027-03-10T16:00", "2027-03-10T17:30"))
    agenda.use_template(ws, long := make_event(ws, "cab"))
    assert agenda.rows(ws, brief)[0].title.startswith("Cameras on")
    assert [r.title for r in agenda.rows(ws, long) if r.fixed] == ["Dinner among members", "Dinner"]


def test_a_template_that_there_is_not_is_refused(ws):
    with pytest.raises(RuleBroken) as raised:
        agenda.use_template(ws, make_event(ws), "gala")
    assert raised.value.code == "agenda.template"


def test_what_does_not_fit_waits_in_the_tray(ws):
    event = make_event(ws, "council", end="2027-03-10T20:00")
    agenda.use_template(ws, event)
    rows = agenda.rows(ws, event)
    assert any(r.start is None for r in rows)
    assert all(r.end <= at("20:00") for r in rows if r.start)


def test_a_template_never_lands_on_a_filled_agenda(ws):
    event = make_event(ws)
    put(ws, event, "Talk")
    with pytest.raises(RuleBroken) as raised:
        agenda.use_template(ws, event)
    assert raised.value.code == "agenda.not_empty"
    assert len(agenda.rows(ws, event)) == 1


def test_sessions_can_be_added_inside_a_greater_action(ws):
    with ws.action("Everything at once") as work:
        event = Event(
            kind="meetup", title="E", uid="u", purpose="p", zone="UTC", start=at("18:30"), end=at("21:30"),
            start_utc=ws.clock(), end_utc=ws.clock(),
        )  # fmt: skip
        work.add(event)
        work.session.flush()
        agenda.use_template(ws, event.id)
    assert len(agenda.rows(ws, event.id)) == 4
    history.undo(ws)
    assert history.next_undo(ws) is None


@pytest.mark.parametrize("call", [lambda ws: agenda.edit(ws, "gone", title="x"), lambda ws: agenda.use_template(ws, "gone")])
def test_what_is_gone_is_said(ws, call):
    with pytest.raises(RuleBroken, match="no longer"):
        call(ws)


def test_a_delay_is_one_step_that_undo_takes_back_whole(ws):
    event = make_event(ws)
    talk = put(ws, event, "Talk", at("18:00"))
    put(ws, event, "Break", at("18:30"), 30, "break")
    put(ws, event, "Dinner", at("19:20"), 60, "meal", fixed=True)
    before = agenda.rows(ws, event)
    done = agenda.delay(ws, talk, 40)
    rows = by_title(ws, event)
    assert (rows["Talk"].start, rows["Break"].start, rows["Break"].minutes, rows["Dinner"].start) == (at("18:40"), at("19:10"), 10, at("19:20"))
    assert done.label == "Delay “Talk” by 40 minutes"
    history.undo(ws)
    assert [(r.title, r.start, r.minutes) for r in agenda.rows(ws, event)] == [(r.title, r.start, r.minutes) for r in before]


def test_a_delay_that_dinner_does_not_allow_is_refused_with_what_would_help(ws):
    event = make_event(ws)
    talk = put(ws, event, "Talk", at("18:00"), 60)
    put(ws, event, "Dinner", at("19:10"), 60, "meal", fixed=True)
    with pytest.raises(RuleBroken) as raised:
        agenda.delay(ws, talk, 40)
    assert raised.value.code == "agenda.no_room"
    assert "30 minutes into “Dinner”, which stays at 19:10" in raised.value.sentence
    assert by_title(ws, event)["Talk"].start == at("18:00")
    agenda.delay(ws, talk, 40, shorter=30)
    assert (by_title(ws, event)["Talk"].start, by_title(ws, event)["Talk"].minutes) == (at("18:40"), 30)


def test_a_session_is_copied_to_further_rooms_without_its_people(ws):
    event = make_event(ws)
    talk = put(ws, event, "In threes", at("18:00"), room="Red", input_sought="What would you do?")
    agenda.set_person(ws, talk, make_guest(ws, event, "Ana"))
    assert agenda.copy(ws, talk, ["Blue", " red ", "Green", "Blue"]).label == "Copy “In threes” to 2 rooms"
    rows = agenda.rows(ws, event)
    assert [(r.room, r.start, r.input_sought, len(r.people)) for r in rows] == [
        (room, at("18:00"), "What would you do?", people) for room, people in (("Blue", 0), ("Green", 0), ("Red", 1))
    ]
    assert codes(ws, event) == []
    with pytest.raises(RuleBroken) as raised:
        agenda.copy(ws, talk, ["RED", ""])
    assert raised.value.code == "agenda.rooms"


def test_who_reads_of_a_session_is_one_of_three(ws):
    event = make_event(ws)
    with pytest.raises(RuleBroken) as raised:
        put(ws, event, "Talk", at("18:00"), visibility="all")
    assert (raised.value.code, raised.value.field) == ("agenda.visibility", "visibility")


def test_what_is_read_of_changed_sessions_alone_is_what_a_whole_reading_finds(ws):
    event = make_event(ws)
    talk, panel = put(ws, event, "Talk", at("18:00")), put(ws, event, "Panel", at("19:00"))
    agenda.set_person(ws, talk, make_guest(ws, event, "Ana"))
    agenda.set_person(ws, panel, make_guest(ws, event, "Ben"))
    known = agenda.rows(ws, event)
    for change in (
        lambda: agenda.move(ws, talk, at("19:30")),
        lambda: agenda.move(ws, panel, None),
        lambda: agenda.add(ws, event, type="panel", title="New", start=at("18:10")),
        lambda: agenda.remove(ws, [talk]),
        lambda: history.undo(ws),
    ):
        changes = change()
        known, conflicts = agenda.board(ws, event, known, changes.ids("session"))
        assert known == agenda.rows(ws, event) or changes.ids("session_role")
        if not changes.ids("session_role"):
            assert conflicts == agenda.conflicts(ws, event)
        known = agenda.rows(ws, event)


def test_another_part_makes_what_a_speaker_was_to_be_sent_stale(ws, monkeypatch):
    told = []
    monkeypatch.setattr(agenda.drafts, "set_own_stale", lambda _work, ids: told.append(list(ids)))
    event = make_event(ws)
    talk, ana = put(ws, event, "Talk", at("18:00")), make_guest(ws, event, "Ana")
    agenda.set_person(ws, talk, ana)
    agenda.set_person(ws, talk, ana, "presenter")
    assert told == [[ana]]
    agenda.set_person(ws, talk, ana, "panellist")
    assert told == [[ana], [ana]]
