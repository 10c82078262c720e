"""Seats kept in sessions: two by default besides the room's own, a line of those who stand by, and whose seat went on hears of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, checks, documents, events, guests, history, invitations, people, printing, reserved_seats
from advoplanner.services import letters as letter_service
from advoplanner.services.check_watch import Watch
from advoplanner.store.models import Event, Guest

START = datetime(2027, 3, 10, 9)
NAMES = (("Ana", "advocate"), ("Ben", "customer"), ("Cy", "customer"), ("Dee", "customer"), ("Hal", "host"))


class Clock:
    """The moment it is; tests move it."""

    now = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Four guests who come, a host, and a panel from 10 to 11 beside a workshop at the same time."""
    path = tmp_path_factory.mktemp("seats") / "w.advo"
    ws = create_workspace(path, clock=Clock())
    event = events.new(ws, NewEvent("cab", "Board", "Listen", START, START.replace(hour=17), "UTC", template=False)).created("event")[0]
    events.edit(ws, event, organiser_name="Mira Rossi", organiser_email="mira@firm.example")
    for name, side in NAMES:
        draft = ContactDraft(display_name=name, emails=(f"{name.lower()}@x.example",), side=side)
        guests.add(ws, event, people.add(ws, draft).created("person"))
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    for title in ("Panel", "Workshop"):
        agenda.add(ws, event, type="panel", title=title, start=START.replace(hour=10), minutes=60, room=title)
    agenda.add(ws, event, type="meal", title="Lunch", start=START.replace(hour=12), minutes=60)
    ws.close()
    return path, event


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(prepared, tmp_path, clock):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"), clock=clock)
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


@pytest.fixture
def panel(ws, event) -> str:
    return session_of(ws, event, "Panel")


def session_of(ws, event, title) -> str:
    return next(terms.session_id for terms in reserved_seats.sessions(ws, event) if terms.title == title)


def ids(ws, event) -> dict[str, str]:
    return {g.name: g.id for g in guests.rows(ws, event)}


def keep(ws, event, session_id, *names) -> None:
    for name in names:
        reserved_seats.hold(ws, session_id, ids(ws, event)[name])


def shown(ws, event) -> list[tuple[str, str, int]]:
    return [(row.guest, row.state, row.number) for row in reserved_seats.rows(ws, event)]


def seat(ws, event, name) -> str:
    return next(row.id for row in reserved_seats.rows(ws, event) if row.guest == name)


def test_002_08_two_seats_of_each_session_are_kept_beside_its_capacity_with_holders_and_a_release_time(ws, event, panel) -> None:
    assert [(t.title, t.seats, f"{t.release:%H:%M}") for t in reserved_seats.sessions(ws, event)] == [("Panel", 2, "09:50"), ("Workshop", 2, "09:50")]
    capacity = events.details(ws, event).capacity
    keep(ws, event, panel, "Ana", "Ben", "Cy", "Dee")
    assert shown(ws, event) == [("Ana", "held", 0), ("Ben", "held", 0), ("Cy", "standby", 1), ("Dee", "standby", 2)]
    assert events.details(ws, event).capacity == capacity
    why = {row.guest: row.why for row in reserved_seats.rows(ws, event)}
    assert why["Ana"] == "One of 2 seats besides the room's own, kept until Wed 09:50."
    assert why["Dee"] == "Number 2 in line: gets the next of 2 seats that is given back, or not taken by Wed 09:50."


def test_a_seat_given_back_goes_to_the_next_in_one_step_and_whose_it_was_is_told_by_a_draft(ws, event, panel, tmp_path) -> None:
    keep(ws, event, panel, "Ana", "Ben", "Cy")
    reserved_seats.write_notices(ws, event, tmp_path / "first")
    assert not any(row.to_tell for row in reserved_seats.rows(ws, event))
    steps = len(history.steps(ws))
    reserved_seats.release(ws, [seat(ws, event, "Ana")])
    assert len(history.steps(ws)) == steps + 1
    assert history.steps(ws)[0].label == "Release 1 kept seat; Cy gets the seat"
    assert shown(ws, event) == [("Ana", "passed", 0), ("Ben", "held", 0), ("Cy", "held", 0)]
    made = reserved_seats.write_notices(ws, event, tmp_path / "second")
    assert sorted(path.name for path in made.written) == ["Ana - Passed on.eml", "Cy - Kept.eml"]
    mail = (tmp_path / "second" / "Ana - Passed on.eml").read_text("utf-8")
    assert "X-Unsent: 1" in mail
    assert "Your seat went to the next in line: Panel" in mail
    assert "Cy" not in mail
    history.undo(ws)
    history.undo(ws)
    assert shown(ws, event) == [("Ana", "held", 0), ("Ben", "held", 0), ("Cy", "standby", 1)]


def test_a_seat_that_nobody_waits_for_is_still_its_holders_until_somebody_joins_the_line(ws, event, panel) -> None:
    keep(ws, event, panel, "Ana", "Ben")
    reserved_seats.release(ws, [seat(ws, event, "Ana")])
    assert shown(ws, event)[0] == ("Ana", "released", 0)
    keep(ws, event, panel, "Cy")
    assert shown(ws, event) == [("Ana", "passed", 0), ("Ben", "held", 0), ("Cy", "held", 0)]
    with pytest.raises(RuleBroken, match="No seat is kept for this guest"):
        reserved_seats.take(ws, [seat(ws, event, "Ana")])


def test_what_nobody_took_by_the_release_time_goes_to_the_line_in_order(ws, event, panel, clock) -> None:
    keep(ws, event, panel, "Ana", "Ben", "Cy", "Dee")
    with pytest.raises(RuleBroken) as early:
        reserved_seats.release_due(ws, event)
    assert str(early.value) == "No seat is due to be released now. The next is at Wed 09:50."
    reserved_seats.move(ws, seat(ws, event, "Dee"), up=True)
    reserved_seats.take(ws, [seat(ws, event, "Ana")])
    clock.now = datetime(2027, 3, 10, 9, 50, tzinfo=UTC)
    reserved_seats.release_due(ws, event)
    assert set(shown(ws, event)) == {("Ana", "taken", 0), ("Ben", "passed", 0), ("Dee", "held", 0), ("Cy", "standby", 1)}


@pytest.mark.parametrize(
    ("name", "session", "code", "words"),
    [
        ("Ana", "Panel", "reserved.twice", "Ana is in line for “Panel” already."),
        ("Ana", "Workshop", "reserved.clash", "Ana has a seat kept in “Panel” at that time."),
        ("Dee", "Panel", "reserved.clash", "Dee has a part in “Panel” at that time."),
        ("Dee", "Workshop", "reserved.clash", "Dee has a part in “Panel” at that time."),
    ],
)
def test_nobody_gets_two_seats_at_once(ws, event, panel, name, session, code, words) -> None:
    keep(ws, event, panel, "Ana")
    agenda.set_person(ws, panel, ids(ws, event)["Dee"])
    before = len(history.steps(ws))
    with pytest.raises(RuleBroken) as refused:
        keep(ws, event, session_of(ws, event, session), name)
    assert (refused.value.code, refused.value.field, refused.value.sentence) == (code, "guest_id", words)
    assert len(history.steps(ws)) == before


def test_how_many_and_until_when_can_be_said_for_each_session(ws, event, panel) -> None:
    keep(ws, event, panel, "Ana", "Ben", "Cy")
    reserved_seats.set_terms(ws, panel, seats=3, release_minutes=30)
    assert history.steps(ws)[0].label == "Keep 3 seats in “Panel”; Cy gets the seat"
    assert [f"{t.seats} {t.release:%H:%M}" for t in reserved_seats.sessions(ws, event)] == ["3 09:30", "2 09:50"]
    for fields, sentence in (
        ({"seats": 2}, "3 seats are held already."), ({"seats": 51}, "A session keeps from 0 to 50 seats."),
        ({"release_minutes": 1441}, "Seats are released from 0 minutes to a day before the session begins."),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            reserved_seats.set_terms(ws, panel, **fields)
        assert (refused.value.sentence, refused.value.field) == (sentence, next(iter(fields)))


def test_in_the_tray_the_release_time_is_told_by_its_distance(ws, event, panel):
    keep(ws, event, panel, "Ana")
    reserved_seats.set_terms(ws, panel, release_minutes=25)
    agenda.move(ws, panel, None)
    [row] = reserved_seats.rows(ws, event)
    assert (row.terms.when, row.why) == ("no time yet", "One of 2 seats besides the room's own, kept until 25 minutes before it begins.")


def test_who_declines_leaves_every_line_and_the_next_moves_up(ws, event, panel) -> None:
    keep(ws, event, panel, "Ana", "Ben", "Cy")
    guests.set_reply(ws, [ids(ws, event)["Ana"]], "declined")
    assert shown(ws, event) == [("Ben", "held", 0), ("Cy", "held", 0)]
    history.undo(ws)
    assert shown(ws, event) == [("Ana", "held", 0), ("Ben", "held", 0), ("Cy", "standby", 1)]
    agenda.remove(ws, [panel])
    assert shown(ws, event) == []
    history.undo(ws)
    events.remove(ws, [event])
    history.undo(ws)
    assert len(shown(ws, event)) == 3


def test_a_kept_seat_stands_in_the_holders_calendar_and_ends_there_with_it(ws, event, panel, tmp_path) -> None:
    keep(ws, event, panel, "Ana")
    wave = invitations.new_wave(ws, event, "speakers").created("wave")[0]
    invitations.draft(ws, wave)
    assert [(row.to_name, row.state) for row in invitations.messages(ws, event)] == [("Ana", "draft")]
    with ws.reading() as session:
        now = letter_service.occasion(session, session.get_one(Event, event), ws.clock())
        [piece] = now.pieces("speakers", session.get_one(Guest, ids(ws, event)["Ana"]))
    assert (piece.title, f"{piece.start:%H:%M}–{piece.end:%H:%M}") == ("Seat kept: Panel", "10:00–11:00")
    assert "Kept until 09:50." in piece.description
    reserved_seats.release(ws, [seat(ws, event, "Ana")])
    assert [row.state for row in invitations.messages(ws, event)] == ["stale"]


def test_the_run_of_show_names_the_line_and_each_guest_reads_of_their_own_seat_alone(ws, event, panel, tmp_path) -> None:
    keep(ws, event, panel, "Ana", "Ben", "Cy")
    pack = documents.pack(ws, event, "host")
    first = next(s for s in pack.sessions if s.title == "Panel")
    names = {g.id: g.name for g in pack.guests}
    assert ([names[x] for x in first.kept_for], [names[x] for x in first.standing_by]) == (["Ana", "Ben"], ["Cy"])
    assert all(not s.kept_for for s in documents.pack(ws, event, "public").sessions)
    made = printing.export(ws, event, tmp_path / "out", only=["runofshow", "personal"])
    assert {file.document for file in made.files} == {"runofshow", "personal"}


def clash(ws, event) -> list[str]:
    return [found.message for found in checks.run(ws, event).findings if found.code == "agenda.kept_seat"]


def test_a_session_moved_onto_a_kept_seat_is_found_by_the_checks(ws, event, panel) -> None:
    keep(ws, event, panel, "Ana", "Ben")
    late = agenda.add(ws, event, type="panel", title="Late", start=START.replace(hour=15), minutes=60).created("session")[0]
    keep(ws, event, late, "Ben")
    agenda.set_person(ws, late, ids(ws, event)["Ana"])
    watch = Watch(ws, event)
    watch.report()
    assert clash(ws, event) == []
    moved = agenda.move(ws, late, START.replace(hour=10, minute=30))
    [found] = [f for f in watch.report(moved).findings if f.code == "agenda.kept_seat"]
    assert (found.severity, found.value, found.page) == ("W", 2, "reserved_seats")
    assert set(found.subject_ids) == {ids(ws, event)["Ana"], ids(ws, event)["Ben"]}
    assert found.message == ("Ana has a seat kept in “Panel”, and a part in “Late” at that time. 1 more like this. Give one back, or move a session.")
    reserved_seats.release(ws, [seat(ws, event, "Ana")])
    assert clash(ws, event) == ["Ben has a seat kept in “Panel”, and one in “Late” at that time. Give one back, or move a session."]
    history.undo(ws)
    history.undo(ws)
    assert clash(ws, event) == []
