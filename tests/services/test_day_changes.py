"""The morning it changes: late, cannot come, sends somebody; what follows is known from the journal and undone with it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.rooms import parse_shape
from advoplanner.services import agenda, auto_seat, day_changes, events, guests, history, introductions, invitations, motives, people, seating, tables

START = datetime(2027, 3, 10, 9)
NAMES = ("Ana Lima", "Ben Ode", "Cleo Ray", "Dan Fox", "Eva Moe", "Finn Orr", "Gil Sax", "Hal Poe")


class Clock:
    """The evening before in Berlin, until a test turns it to the morning."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 9, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def morning(self) -> None:
        self.now = datetime(2027, 3, 10, 6, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    made = Clock()
    made.morning()
    return made


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> tuple[Path, str]:
    """Eight guests at three tables of four; a talk of Ana's, a break, a panel with Ben and Cleo, dinner that stays: made the evening before."""
    path = tmp_path_factory.mktemp("morning") / "w.advo"
    ws = create_workspace(path, clock=Clock())
    new = NewEvent("cab", "Board", "Listen.", START, START + timedelta(hours=12), "Europe/Berlin", organiser_email="host@firm.example",
                   room="Hall", template=False)  # fmt: skip
    made = events.new(ws, new).created("event")[0]
    drafts = [
        ContactDraft(given=n.split()[0], family=n.split()[1], display_name=n, organisation=f"{n} AG", emails=(f"{n[:3]}@g.example",)) for n in NAMES
    ]
    guests.add(ws, made, [people.add(ws, draft).created("person")[0] for draft in drafts])
    guests.set_reply(ws, [g.id for g in guests.rows(ws, made)], "accepted")
    tables.make_layout(ws, made, "round", parse_shape("3x4"))
    auto_seat.seat_all(ws, made, iterations=2000)
    for title, hour, minutes, kind, who in (
        ("Talk", 9, 60, "peer_story", ("Ana Lima",)), ("Break", 10, 30, "break", ()), ("Panel", 10.5, 60, "panel", ("Ben Ode", "Cleo Ray")),
        ("Time of your own", 11.5, 60, "free", ()),
    ):  # fmt: skip
        put(ws, made, title, hour, minutes, kind, who)
    put(ws, made, "Dinner", 19, 90, "meal", (), fixed=True)
    ws.close()
    return path, made


@pytest.fixture
def ws(tmp_path, clock, prepared):
    workspace = open_workspace(Path(shutil.copy(prepared[0], tmp_path / "w.advo")), clock=clock)
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


def put(ws, event_id, title, hour, minutes, kind, who, **more) -> None:
    session = agenda.add(ws, event_id, type=kind, title=title, start=START.replace(hour=0) + timedelta(hours=hour), minutes=minutes, **more)
    for name in who:
        agenda.set_person(ws, session.created("session")[0], guest(ws, event_id, name).id)


def guest(ws, event_id, name):
    return next(g for g in guests.rows(ws, event_id) if g.name == name)


def starts(ws, event_id) -> dict[str, str]:
    return {r.title: f"{r.start:%H:%M}" for r in agenda.rows(ws, event_id) if r.start}


def test_in_the_morning_nothing_has_changed_yet(ws, event):
    assert not day_changes.aftermath(ws, event)


def test_who_is_late_delays_their_next_session_and_dinner_stays(ws, event):
    ana = guest(ws, event, "Ana Lima")
    seen = day_changes.preview_late(ws, ana.id, 40)
    assert seen.session.title == "Talk"
    assert [d.sentence for d in seen.differences] == [
        "“Talk”: 09:00 becomes 09:40", "“Break”: 10:00 becomes 10:40", "“Panel”: 10:30 becomes 11:10",
        "“Time of your own”: 11:30 becomes 12:10; 60 minutes become 20",
    ]  # fmt: skip
    done = day_changes.late(ws, ana.id, 40)
    assert done.label == "Ana Lima is 40 minutes late"
    assert starts(ws, event) == {"Talk": "09:40", "Break": "10:40", "Panel": "11:10", "Time of your own": "12:10", "Dinner": "19:00"}
    assert agenda.conflicts(ws, event) == []
    found = day_changes.aftermath(ws, event)
    assert len(found.differences) == 4
    assert {guests.rows_of(ws, [g])[0].name for g in found.to_tell} == {"Ana Lima", "Ben Ode", "Cleo Ray"}
    assert [p.words for p in found.pages] == ["Agenda of Wed 10 Mar 2027", "Run of show of Wed 10 Mar 2027"]
    assert found.cards == ()


def test_who_has_no_part_is_only_noted_as_late(ws, event):
    hal = guest(ws, event, "Hal Poe")
    day_changes.late(ws, hal.id, 40)
    assert starts(ws, event)["Talk"] == "09:00"
    assert not day_changes.aftermath(ws, event)
    agenda.set_person(ws, agenda.rows(ws, event)[0].id, hal.id)
    assert [c.code for c in agenda.conflicts(ws, event)] == ["unavailable"]


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_minutes_that_cannot_be_are_refused_at_the_field(ws, event, minutes):
    with pytest.raises(RuleBroken) as raised:
        day_changes.late(ws, guest(ws, event, "Ana Lima").id, minutes)
    assert raised.value.field == "minutes"


def test_who_cannot_come_frees_seat_and_part_and_the_papers_follow(ws, event):
    ben = guest(ws, event, "Ben Ode")
    day_changes.cannot_come(ws, [ben.id], "Ill")
    found = day_changes.aftermath(ws, event)
    assert found.gone == ("Ben Ode",)
    assert [d.sentence for d in found.differences] == ["“Panel”: without Ben Ode"]
    assert f"Table pages: {ben.table}" in [p.words for p in found.pages]
    assert "Sign-in sheet" in [p.words for p in found.pages]
    assert [guests.rows_of(ws, [g])[0].name for g in found.to_tell] == ["Cleo Ray"]


def test_a_delegate_takes_the_seat_and_is_printed_anew(ws, event):
    dan = guest(ws, event, "Dan Fox")
    done = day_changes.send_delegate(ws, dan.id, "Joy Weber", email="joy@g.example", job_title="Head of Data")
    assert done.label == "Joy Weber comes instead of Dan Fox"
    joy = guest(ws, event, "Joy Weber")
    assert (joy.organisation, joy.reply, joy.table, joy.seat) == ("Dan Fox AG", "accepted", dan.table, dan.seat)
    found = day_changes.aftermath(ws, event)
    assert (found.gone, found.new, found.to_seat) == (("Dan Fox",), ("Joy Weber",), ())
    assert [c.words for c in found.cards] == ["Badge of Joy Weber", "Tent card of Joy Weber"]
    assert "Page of Joy Weber" in [p.words for p in found.pages]
    with pytest.raises(RuleBroken) as raised:
        day_changes.send_delegate(ws, dan.id, "Another One")
    assert raised.value.code == "day_changes.twice"


def test_a_delegate_takes_over_parts_and_introductions_where_the_rules_allow_it(ws, event):
    ben, dan, eva = (guest(ws, event, name) for name in ("Ben Ode", "Dan Fox", "Eva Moe"))
    introductions.plan(ws, event, ben.id, dan.id, "Both move data", "Hal Poe")
    introductions.plan(ws, event, ben.id, eva.id, "New beside old")
    panel = next(r for r in agenda.rows(ws, event) if r.title == "Panel")
    before = len(history.steps(ws))
    assert day_changes.held_words(ws, ben.id) == "“Panel” and 2 introductions"
    done = day_changes.send_delegate(ws, ben.id, "Joy Weber", email="joy@g.example", parts=True)
    assert done.label == "Joy Weber comes instead of Ben Ode, with “Panel” and 2 introductions"
    joy = guest(ws, event, "Joy Weber")
    roles = {p.name: p.role for p in next(r for r in agenda.rows(ws, event) if r.id == panel.id).people}
    assert roles == {"Joy Weber": "presenter", "Cleo Ray": "presenter"}
    pairs = {frozenset((r.a_id, r.b_id)): (r.reason, r.introducer) for r in introductions.rows(ws, event)}
    assert pairs == {frozenset((joy.id, dan.id)): ("Both move data", "Hal Poe"), frozenset((joy.id, eva.id)): ("New beside old", "")}
    assert day_changes.held_words(ws, ben.id) == ""
    assert joy.id in day_changes.aftermath(ws, event).to_tell
    assert len(history.steps(ws)) == before + 1
    history.undo(ws)
    assert day_changes.held_words(ws, ben.id) == "“Panel” and 2 introductions"


def test_a_delegate_without_the_parts_leaves_them_open(ws, event):
    day_changes.send_delegate(ws, guest(ws, event, "Ben Ode").id, "Joy Weber")
    assert [p.name for r in agenda.rows(ws, event) if r.title == "Panel" for p in r.people] == ["Cleo Ray"]


def test_a_delegate_needs_a_name(ws, event):
    with pytest.raises(RuleBroken) as raised:
        day_changes.send_delegate(ws, guest(ws, event, "Dan Fox").id, " \n")
    assert raised.value.field == "name"


def test_reseating_moves_nobody_who_sits(ws, event):
    before = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    guests.walk_in(ws, event, "Zoe Late")
    assert [guests.rows_of(ws, [g])[0].name for g in day_changes.aftermath(ws, event).to_seat] == ["Zoe Late"]
    done = day_changes.reseat(ws, event)
    assert done.label == "Seat 1 guest, moving nobody"
    after = {g.name: (g.table, g.seat) for g in guests.rows(ws, event)}
    assert after.pop("Zoe Late")[0]
    assert after == before
    found = day_changes.aftermath(ws, event)
    assert (found.to_seat, len(found.moves)) == ((), 0)
    assert found.new == ("Zoe Late",)


def test_a_guest_who_sits_elsewhere_gets_new_cards_and_hears_of_it(ws, event):
    plan = seating.plan(ws, event)
    ana = guest(ws, event, "Ana Lima")
    free = next(s for s in plan.seats if not s.guest_id)
    seating.seat_guest(ws, plan.round_id, ana.id, free.id)
    found = day_changes.aftermath(ws, event)
    assert len(found.moves) == 1
    assert found.moves[0].startswith(f"Ana Lima: {ana.table}, seat {ana.seat} becomes Table ")
    assert [c.words for c in found.cards] == ["Badge of Ana Lima", "Tent card of Ana Lima"]
    assert found.to_tell == (ana.id,)
    history.undo(ws)
    assert not day_changes.aftermath(ws, event)


def test_drafts_for_those_concerned_say_what_changed_and_are_written_once(ws, event):
    day_changes.late(ws, guest(ws, event, "Ana Lima").id, 40)
    found = day_changes.aftermath(ws, event)
    assert day_changes.tell(ws, event, found.to_tell).drafts == 3
    assert day_changes.tell(ws, event, found.to_tell).drafts == 3
    rows = invitations.messages(ws, event)
    assert sorted(m.to_name for m in rows) == ["Ana Lima", "Ben Ode", "Cleo Ray"]
    texts = {m.to_name: invitations.message(ws, m.id).body for m in rows}
    assert "For you:\n- “Talk”: 09:00 becomes 09:40\n\nElsewhere on the agenda:\n- “Break”: 10:00 becomes 10:40" in texts["Ana Lima"]
    assert "For you:\n- “Panel”: 10:30 becomes 11:10\n\nElsewhere" in texts["Ben Ode"]
    assert texts["Ben Ode"].count("“Panel”") == 1


def test_who_comes_new_or_sits_elsewhere_reads_of_their_own_seat(ws, event):
    day_changes.send_delegate(ws, guest(ws, event, "Ben Ode").id, "Joy Weber", email="joy@g.example", parts=True)
    plan = seating.plan(ws, event)
    ana = guest(ws, event, "Ana Lima")
    free = next(s for s in plan.seats if not s.guest_id)
    seating.seat_guest(ws, plan.round_id, ana.id, free.id)
    day_changes.tell(ws, event, day_changes.aftermath(ws, event).to_tell)
    texts = {m.to_name: invitations.message(ws, m.id).body for m in invitations.messages(ws, event)}
    joy, now = guest(ws, event, "Joy Weber"), guest(ws, event, "Ana Lima")
    assert f"- Your seat: {joy.table}, seat {joy.seat}\n" in texts["Joy Weber"]
    assert f"- Your seat: {now.table}, seat {now.seat} instead of {ana.table}, seat {ana.seat}\n" in texts["Ana Lima"]
    assert "Your seat" not in texts["Cleo Ray"]


def test_better_tables_by_few_moves_are_shown_first_and_taken_as_one_step(ws, event):
    listed = guests.rows(ws, event)
    ana = next(g for g in listed if g.name == "Ana Lima")
    other = next(g for g in listed if g.table != ana.table)
    motives.relate(ws, ana.person_id, other.person_id, "wants_to_meet")
    motives.relate(ws, other.person_id, ana.person_id, "wants_to_meet")
    seats = {g.id: (g.table, g.seat) for g in guests.rows(ws, event)}
    found = day_changes.calm_plans(ws, event)
    assert {g.id: (g.table, g.seat) for g in guests.rows(ws, event)} == seats
    (one,) = found
    assert 0 < one.plan.tables_changed <= 3
    assert one.plan.score > one.score
    before = len(history.steps(ws))
    day_changes.take_plans(ws, found)
    assert len(history.steps(ws)) == before + 1
    assert seating.plan(ws, event, one.round_id).score == one.plan.score
    assert set(day_changes.aftermath(ws, event).to_tell) == {move.id for move in one.plan.moves}
    history.undo(ws)
    assert {g.id: (g.table, g.seat) for g in guests.rows(ws, event)} == seats


def test_it_survives_a_restart_and_knows_what_was_undone(ws, event, clock, tmp_path):
    day_changes.cannot_come(ws, [guest(ws, event, "Ben Ode").id])
    day_changes.cannot_come(ws, [guest(ws, event, "Cleo Ray").id])
    history.undo(ws)
    ws.close()
    again = open_workspace(tmp_path / "w.advo", clock=clock)
    assert day_changes.aftermath(again, event).gone == ("Ben Ode",)
    again.close()


def test_everything_is_undone_to_the_state_of_the_morning(ws, event):
    steps = len(history.steps(ws))
    before = (agenda.rows(ws, event), [(g.name, g.reply, g.table, g.seat) for g in guests.rows(ws, event)])
    day_changes.cannot_come(ws, [guest(ws, event, "Ben Ode").id])
    day_changes.send_delegate(ws, guest(ws, event, "Dan Fox").id, "Joy Weber")
    day_changes.late(ws, guest(ws, event, "Ana Lima").id, 40)
    day_changes.reseat(ws, event)
    day_changes.tell(ws, event, day_changes.aftermath(ws, event).to_tell)
    for _ in range(len(history.steps(ws)) - steps):
        history.undo(ws)
    rows = agenda.rows(ws, event)
    assert [(r.title, r.start, r.minutes, [p.name for p in r.people]) for r in rows] == [
        (r.title, r.start, r.minutes, [p.name for p in r.people]) for r in before[0]
    ]
    assert [(g.name, g.reply, g.table, g.seat) for g in guests.rows(ws, event)] == before[1]
    assert not day_changes.aftermath(ws, event)


def test_who_leaves_early_is_warned_of_where_they_speak(ws, event):
    ben = guest(ws, event, "Ben Ode")
    guests.edit(ws, [ben.id], here_until=START.replace(hour=11))
    (found,) = agenda.conflicts(ws, event)
    assert found.sentence == "Ben Ode leaves at 11:00, but is on “Panel” (10:30–11:30)."
    assert guest(ws, event, "Ben Ode").here_until == START.replace(hour=11)
