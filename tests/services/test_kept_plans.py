"""Plans kept under a name: compared guest by guest and brought back whole, whoever declined or lost a chair meanwhile."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.kept_plans import seat_words, summary
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, kept_plans, people, seating, tables


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    """Four guests seated in order at two tables of three: seats 1.1, 1.2, 1.3 and 2.1."""
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    guests.add(ws, event, [people.add(ws, ContactDraft(display_name=f"Guest {n}")).created("person")[0] for n in range(4)])
    ids = [g.id for g in guests.rows(ws, event)]
    guests.set_reply(ws, ids, "accepted")
    tables.make_layout(ws, event, "round", [(2, 3)])
    plan = seating.plan(ws, event)
    for guest_id, seat in zip(ids, plan.seats, strict=False):
        seating.seat_guest(ws, plan.round_id, guest_id, seat.id)
    return event


def swap(ws, event, place: int, other: int) -> None:
    plan = seating.plan(ws, event)
    seating.seat_guest(ws, plan.round_id, plan.seats[place].guest_id, plan.seats[other].id)


def test_a_kept_plan_says_who_sits_elsewhere_now(ws, event):
    round_id = seating.plan(ws, event).round_id
    kept = kept_plans.keep(ws, round_id, "  Before  ").created("kept_plan")[0]
    assert kept_plans.compare(ws, round_id, kept, "") == []
    swap(ws, event, 0, 3)
    swap(ws, event, 1, 2)
    moves = kept_plans.compare(ws, round_id, kept, "")
    told = [(m.name, seat_words(m.before), seat_words(m.after), m.changes_table) for m in moves]
    assert told == [
        ("Guest 3", "table 2, seat 1", "table 1, seat 1", True),
        ("Guest 0", "table 1, seat 1", "table 2, seat 1", True),
        ("Guest 2", "table 1, seat 3", "table 1, seat 2", False),
        ("Guest 1", "table 1, seat 2", "table 1, seat 3", False),
    ]
    assert summary(moves) == "2 guests change the table, 2 only the chair."
    assert [(r.name, r.seated) for r in kept_plans.rows(ws, round_id)] == [("As it is now", 4), ("Before", 4)]


def test_a_kept_plan_comes_back_in_one_step(ws, event):
    before = seating.plan(ws, event)
    seating.lock(ws, before.round_id, [before.seats[0].guest_id], True)
    locked = seating.plan(ws, event)
    kept = kept_plans.keep(ws, before.round_id, "Mine").created("kept_plan")[0]
    seating.lock(ws, before.round_id, [before.seats[0].guest_id], False)
    seating.clear(ws, before.round_id)
    changes = kept_plans.bring_back(ws, kept)
    assert changes.label == "Bring back the plan “Mine”"
    assert seating.plan(ws, event).seats == locked.seats
    history.undo(ws)
    assert not any(s.guest_id for s in seating.plan(ws, event).seats)


def test_who_declined_or_lost_the_chair_stays_unseated_and_is_counted(ws, event):
    plan = seating.plan(ws, event)
    kept = kept_plans.keep(ws, plan.round_id, "Mine").created("kept_plan")[0]
    guests.set_reply(ws, [plan.seats[0].guest_id], "declined")
    tables.remove_tables(ws, [plan.tables[1].id])
    changes = kept_plans.bring_back(ws, kept)
    assert changes.label == "Bring back the plan “Mine”, 2 guests unseated"
    assert sum(bool(s.guest_id) for s in seating.plan(ws, event).seats) == 2


def test_a_plan_without_name_or_guests_is_not_kept(ws, event):
    round_id = seating.plan(ws, event).round_id
    with pytest.raises(RuleBroken) as refused:
        kept_plans.keep(ws, round_id, " ")
    assert refused.value.field == "name"
    seating.clear(ws, round_id)
    with pytest.raises(RuleBroken, match="Nobody is seated"):
        kept_plans.keep(ws, round_id, "Empty")


def test_a_kept_plan_is_forgotten_and_undone(ws, event):
    round_id = seating.plan(ws, event).round_id
    kept = kept_plans.keep(ws, round_id, "Mine").created("kept_plan")[0]
    kept_plans.remove(ws, [kept])
    assert len(kept_plans.rows(ws, round_id)) == 1
    with pytest.raises(RuleBroken, match="no longer there"):
        kept_plans.bring_back(ws, kept)
    history.undo(ws)
    assert len(kept_plans.rows(ws, round_id)) == 2
    events.remove(ws, [event])
