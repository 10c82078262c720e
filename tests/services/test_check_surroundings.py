"""What checks ask beyond the event: other meetings of its members, asks of all advocates, what guests received elsewhere, where the stage is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import asks, checks, companies, event_kits, events, guests, people, rooms, seating, tables

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 3, 1, 12, tzinfo=UTC))
    yield opened
    opened.close()


def event_of(ws, kind="cab", after=0, **fields) -> str:
    start = START + timedelta(days=after)
    new = NewEvent(kind, "Board", "To learn", start, start + timedelta(hours=8), "Europe/Berlin", **{"venue": "Haus", "template": False, **fields})
    return events.new(ws, new).created("event")[0]


def person_of(ws, name, **fields) -> str:
    return people.add(ws, ContactDraft(display_name=name, **fields)).created("person")[0]


def case_of(ws, event):
    return checks.read(ws, event).case


def codes(ws, event) -> set[str]:
    return {f.code for f in checks.run(ws, event).findings if not f.unknown}


def test_meetings_of_the_same_members_within_a_year_are_counted(ws):
    mine, same, other, late = (event_of(ws, after=days) for days in (0, -100, -50, 400))
    ana, bo, cy = (person_of(ws, name) for name in ("Ana Lima", "Bo Berg", "Cy Dahl"))
    guests.add(ws, mine, [ana, bo])
    guests.add(ws, same, [ana])
    guests.add(ws, other, [cy])
    guests.add(ws, late, [ana, bo])
    assert [m.day.isoformat() for m in case_of(ws, mine).meetings] == ["2027-03-01"]
    assert "event.cadence" not in codes(ws, mine)
    guests.add(ws, event_of(ws, after=-20), [bo])
    assert "event.cadence" in codes(ws, mine)
    assert not case_of(ws, mine).virtual


def test_a_meeting_with_a_link_and_no_place_is_on_screens(ws):
    event = event_of(ws, venue="")
    events.edit(ws, event, join_link="https://meet.example/board")
    assert case_of(ws, event).virtual
    assert "agenda.virtual" in codes(ws, event)
    events.edit(ws, event, room="Board room")
    assert not case_of(ws, event).virtual


def test_asks_of_all_advocates_in_a_quarter(ws):
    event = event_of(ws)
    ada, ben = person_of(ws, "Ada Holm", side="advocate"), person_of(ws, "Ben Roth", side="advocate")
    eve = person_of(ws, "Eve Stone", side="customer")
    for person, days in ((ada, ("2027-02-20", "2027-01-10", "2026-10-01")), (ben, ("2027-02-01",)), (eve, ("2027-02-02",))):
        for day in days:
            asks.log(ws, person, "ask", "A call", day)
    assert case_of(ws, event).pool == (3, 2)
    assert "guests.rotation" in codes(ws, event)
    people.edit(ws, ben, do_not_contact=True)
    assert case_of(ws, event).pool == (2, 1)


def test_what_a_guest_of_the_public_sector_received_at_other_events_of_the_year_is_added(ws):
    event, before, year_before = event_of(ws), event_of(ws, after=-100), event_of(ws, after=-300)
    fay = person_of(ws, "Fay Gray", organisation="City of Elm")
    companies.set_public_sector(ws, people.details(ws, fay).row.organisation_id, True)
    assert people.details(ws, fay).company_public
    for each in (event, before, year_before):
        guests.add(ws, each, [fay])
        event_kits.edit(ws, each, currency="USD", planned=19 if each == event else 35)
    row = guests.rows(ws, before)[0]
    assert case_of(ws, event).received == {}
    guests.set_attendance(ws, [row.id], "arrived")
    assert list(case_of(ws, event).received.values()) == [35.0]
    assert "guests.hospitality" in codes(ws, event)


def test_who_has_no_company_is_of_no_sector(ws):
    with pytest.raises(RuleBroken) as raised:
        companies.set_public_sector(ws, "", True)
    assert raised.value.field == "company_public"


def test_seats_cards_and_the_stage_reach_the_rules(ws):
    event = event_of(ws)
    guest = guests.add(ws, event, [person_of(ws, "Ana Lima")]).changes.created("guest")[0]
    tables.make_layout(ws, event, "round", [(1, 9)])
    assert case_of(ws, event).front is None
    rooms.add_fixture(ws, event, "screen")
    rooms.add_fixture(ws, event, "stage")
    stage = next(f for f in rooms.fixtures(ws, event) if f.kind == "stage")
    assert case_of(ws, event).front == (stage.x, stage.y)
    assert "seating.facing" in codes(ws, event)
    seat = seating.plan(ws, event).seats[3]
    seating.seat_guest(ws, seating.rounds(ws, event)[0][0], guest, seat.id)
    [place] = case_of(ws, event).guests[0].tables
    assert place.split("/")[1:] == [seat.table_id, "4"]
    event_kits.edit(ws, event, questions=["One?", "Two?"])
    assert case_of(ws, event).questions == 2


def test_stages_of_the_journey_reach_the_rules(ws):
    event = event_of(ws, "meetup")
    pia = person_of(ws, "Pia Roth", organisation="Elm", side="prospect")
    guests.add(ws, event, [pia], side="prospect")
    companies.set_stage(ws, people.details(ws, pia).row.organisation_id, "deciding")
    events.edit(ws, event, stages=["comparing", "aware", "aware"])
    assert events.details(ws, event).stages == ("aware", "comparing")
    assert (case_of(ws, event).stages, case_of(ws, event).guests[0].stage) == (("aware", "comparing"), "deciding")
    assert people.details(ws, pia).company_stage == "deciding"
    assert {"guests.stages", "guests.early_advocate"} <= codes(ws, event)
    copy = events.clone(ws, event, START + timedelta(days=30)).created("event")[0]
    assert events.details(ws, copy).stages == ("aware", "comparing")


def test_a_stage_that_there_is_not_is_refused_at_its_field(ws):
    event = event_of(ws)
    person = person_of(ws, "Pia Roth", organisation="Elm")
    for field, change in (
        ("stages", lambda: events.edit(ws, event, stages=["dreaming"])),
        ("company_stage", lambda: companies.set_stage(ws, people.details(ws, person).row.organisation_id, "dreaming")),
    ):
        with pytest.raises(RuleBroken) as raised:
            change()
        assert (raised.value.code, raised.value.field) == ("journey.stage", field)
    assert events.details(ws, event).stages == ()
