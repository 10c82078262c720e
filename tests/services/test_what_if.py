"""What if somebody declines: three plans with their moves, nothing written before one is taken, and then one step."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.what_if import BEST, FEW, NOBODY
from advoplanner.services import events, guests, history, people, seating, tables, what_if


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Twelve guests of two interests, seated so that the interests are mixed: any search can better it."""
    path = tmp_path_factory.mktemp("what-if") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("meetup", "Meetup", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    drafts = [ContactDraft(display_name=f"Guest {n:02}", topics=(("AI", "Data"), ("Pricing", "Law"))[n % 2]) for n in range(12)]
    guests.add(ws, event, [people.add(ws, draft).created("person")[0] for draft in drafts])
    ids = [g.id for g in guests.rows(ws, event)]
    guests.set_reply(ws, ids, "accepted")
    tables.make_layout(ws, event, "round", [(2, 6)])
    plan = seating.plan(ws, event)
    for guest_id, seat in zip(ids, plan.seats, strict=True):
        seating.seat_guest(ws, plan.round_id, guest_id, seat.id)
    ws.close()
    return path, event, ids


@pytest.fixture
def ws(tmp_path, prepared):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"))
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


def test_plans_go_from_calm_to_best_and_write_nothing(ws, event, prepared):
    ids, before = prepared[2], seating.plan(ws, event)
    found = what_if.plans(ws, before.round_id, [ids[0]])
    assert found[0].key == NOBODY
    assert {plan.key for plan in found} <= {NOBODY, FEW, BEST}
    assert [plan.score for plan in found] == sorted({plan.score for plan in found})
    assert found[0].moves == ()
    assert found[-1].tables_changed > 0
    assert all(ids[0] not in plan.seats for plan in found)
    assert all(len(set(plan.seats.values())) == 11 for plan in found)
    assert seating.plan(ws, event) == before


def test_a_plan_is_taken_as_one_step_with_the_decline_and_its_score_was_true(ws, event, prepared):
    ids, before = prepared[2], seating.plan(ws, event)
    best = what_if.plans(ws, before.round_id, [ids[0]])[-1]
    changes = what_if.take(ws, before.round_id, [ids[0]], best.seats)
    after = seating.plan(ws, event)
    assert {s.guest_id: s.id for s in after.seats if s.guest_id} == dict(best.seats)
    assert after.score == best.score
    assert changes.label == f"Guest 00 declined, {len(best.moves)} guests to another seat"
    assert seating.issues(ws, event, after.round_id) == []
    history.undo(ws)
    undone = seating.plan(ws, event)
    assert [s.guest_id for s in undone.seats] == [s.guest_id for s in before.seats]
    assert {g.id: g.reply for g in guests.rows(ws, event)}[ids[0]] == "accepted"


def test_locked_guests_stay_in_every_plan(ws, event, prepared):
    ids, plan = prepared[2], seating.plan(ws, event)
    seating.lock(ws, plan.round_id, ids[1:5], True)
    seat_of = {s.guest_id: s.id for s in plan.seats}
    for found in what_if.plans(ws, plan.round_id, [ids[0]]):
        assert all(found.seats[g] == seat_of[g] for g in ids[1:5])


def test_nobody_left_is_said_in_one_sentence(ws, event, prepared):
    with pytest.raises(RuleBroken, match="Nobody else sits"):
        what_if.plans(ws, seating.plan(ws, event).round_id, prepared[2])
    with pytest.raises(RuleBroken, match="no longer part"):
        what_if.plans(ws, "x", [])
