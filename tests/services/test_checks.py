"""The checks of a stored event: every table they read, and that reading changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.services import agenda, checks, history, workspace
from advoplanner.store.models import Assignment, Competition, Event, Guest, Organisation, Person, Seat, SeatingRound, SeatTable, Venue, Wave

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    yield opened
    opened.close()


def build(ws, rows) -> list[str]:
    """Write rows one after the other; their ids."""
    with ws.action("rows") as work:
        for row in rows:
            work.add(row)
            work.session.flush()
    return [row.id for row in rows]


def make_event(ws, kind="cab", **fields) -> str:
    given = {
        "title": "Board", "uid": kind, "purpose": "To learn", "zone": "Europe/Berlin", "organiser_email": "jo@example.com",
        "start": datetime(2027, 3, 9, 17), "end": datetime(2027, 3, 11, 12, 30),
        "start_utc": datetime(2027, 3, 9, 16, tzinfo=UTC), "end_utc": datetime(2027, 3, 11, 11, 30, tzinfo=UTC),
    }  # fmt: skip
    return build(ws, [Event(kind=kind, **{**given, **fields})])[0]


def make_guests(ws, event_id, count, reply="accepted", side="customer", title="Vice President") -> list[str]:
    names = [f"{side} {reply} {n}" for n in range(count)]
    companies = build(ws, [Organisation(name=name, name_key=name) for name in names])
    people = build(ws, [Person(display_name=n, sort_name=n, job_title=title, organisation_id=o) for n, o in zip(names, companies, strict=True)])
    return build(ws, [Guest(event_id=event_id, person_id=p, side=side, reply=reply) for p in people])


def codes(ws, event_id) -> dict[str, str]:
    return {f.code: f.severity for f in checks.run(ws, event_id).findings}


def test_a_new_event_from_its_template_has_no_error_and_knows_what_it_does_not_know(ws):
    event = make_event(ws)
    agenda.use_template(ws, event)
    report = checks.run(ws, event)
    assert 0 < report.vendor_share < 0.20
    assert [f.code for f in report.findings if f.severity == "E"] == []
    assert {"guests.room_size", "guests.levels", "seating.unseated", "invitations.wording", "agenda.outside_hours"} <= {
        f.code for f in report.findings if f.unknown
    }


def test_guests_levels_and_companies_are_read(ws):
    event = make_event(ws, quorum=9)
    make_guests(ws, event, 7)
    make_guests(ws, event, 1, reply="tentative", title="Analyst")
    found = codes(ws, event)
    assert (found["guests.room_size"], found["guests.levels"], found["guests.quorum"]) == ("W", "W", "E")
    assert "guests.per_company" not in found


def test_a_level_that_somebody_recorded_wins_over_the_job_title(ws):
    event = make_event(ws)
    make_guests(ws, event, 4)
    make_guests(ws, event, 1, reply="none", title="Analyst")
    with ws.action("level") as work:
        for person in work.session.query(Person).filter_by(job_title="Analyst"):
            person.level_band = "vp"
    assert "guests.levels" not in codes(ws, event)


def test_competitors_are_read(ws):
    event = make_event(ws)
    guests = make_guests(ws, event, 2)
    with ws.reading() as session:
        pair = sorted(session.get(Person, session.get(Guest, g).person_id).organisation_id for g in guests)
    build(ws, [Competition(a_id=pair[0], b_id=pair[1])])
    assert codes(ws, event)["guests.competitors"] == "E"


def test_seats_waves_names_and_hours_are_read(ws):
    venue = build(ws, [Venue(name="Haus", hours={"tue": ["09:00", "18:00"]})])[0]
    event = make_event(ws, venue_id=venue, title="The Orbit board")
    sits, stands = make_guests(ws, event, 2)
    gone = make_guests(ws, event, 1, reply="declined")[0]
    table = build(ws, [SeatTable(event_id=event, number=1, shape="round", seats=2, x=0, y=0, width=150, length=150)])[0]
    seats = build(ws, [Seat(table_id=table, number=n) for n in (1, 2)])
    seating = build(ws, [SeatingRound(event_id=event, number=1, name="Dinner")])[0]
    build(ws, [Assignment(round_id=seating, seat_id=s, guest_id=g) for s, g in zip(seats, (sits, gone), strict=True)])
    build(ws, [Wave(event_id=event, name="Main", subject="A special offer", body="Come")])
    agenda.add(ws, event, type="meal", title="Dinner", start=datetime(2027, 3, 9, 19), minutes=60)
    workspace.edit(ws, product_names=["Orbit"])
    report = checks.run(ws, event)
    by_code = {f.code: f for f in report.findings}
    assert by_code["seating.not_coming"].subject_ids == (gone,)
    assert by_code["seating.unseated"].subject_ids == (stands,)
    assert by_code["invitations.wording"].severity == "W"
    assert by_code["pitch.product_name"].severity == "W"
    assert by_code["agenda.outside_hours"].severity == "W"
    assert not by_code["agenda.outside_hours"].unknown


def test_a_meetup_without_advocates_is_not_ready(ws):
    event = make_event(ws, "meetup")
    make_guests(ws, event, 4, side="prospect")
    assert codes(ws, event)["guests.no_advocate"] == "E"
    make_guests(ws, event, 1, side="advocate")
    found = codes(ws, event)
    assert "guests.no_advocate" not in found
    assert found["guests.prospects_per_advocate"] == "W"


def test_turnout_is_forecast(ws):
    event = make_event(ws)
    assert checks.turnout(ws, event) is None
    make_guests(ws, event, 10)
    assert checks.turnout(ws, event).expected == pytest.approx(9.0)


def test_checking_writes_nothing(ws):
    event = make_event(ws)
    before = history.steps(ws)
    checks.run(ws, event)
    assert history.steps(ws) == before


def test_an_event_that_is_gone(ws):
    with pytest.raises(RuleBroken) as raised:
        checks.run(ws, "gone")
    assert raised.value.code == "checks.no_event"
