"""Seating again after a change: up to three plans with their moves, nothing written before one is taken, and then one step."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import Conflict, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.what_if import BEST, FEW, NOBODY, WhatIf, kept_tables, most_moved
from advoplanner.services import auto_seat, events, guests, history, motives, people, rooms, seating, tables, what_if


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
    changes = what_if.take(ws, before.round_id, [ids[0]], best)
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


def test_who_waits_for_a_seat_gets_the_one_that_falls_free(ws, event, prepared):
    ids = prepared[2]
    tables_before = seating.plan(ws, event)
    late = people.add(ws, ContactDraft(display_name="Late", topics=("AI",))).created("person")
    guests.add(ws, event, late)
    waiting = next(g.id for g in guests.rows(ws, event) if g.name == "Late")
    guests.set_reply(ws, [waiting], "accepted")
    calm = what_if.plans(ws, tables_before.round_id, [ids[0]])[0]
    assert [(move.name, move.before) for move in calm.moves] == [("Late", (0, 0))]
    assert calm.tables_changed == 0
    what_if.take(ws, tables_before.round_id, [ids[0]], calm)
    assert waiting in {s.guest_id for s in seating.plan(ws, event).seats}


@pytest.fixture(scope="module")
def council_file(tmp_path_factory):
    """Eighty-eight who share committees at eleven tables of eight, eleven of them named hosts; the file and the event."""
    path = tmp_path_factory.mktemp("council") / "council.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "UTC", template=False)
    event = events.new(ws, new).created("event")[0]
    ids = []
    for n in range(88):
        draft = ContactDraft(
            display_name=f"Member {n:02}", family=f"{n:02}", organisation=f"State {n // 2}", topics=(f"Committee {n % 7}", f"Committee {7 + n % 5}")
        )
        ids += people.add(ws, draft).created("person")
    guests.add(ws, event, ids[:77])
    guests.add(ws, event, ids[77:], role="host")
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(11, 8)])
    auto_seat.seat_all(ws, event, iterations=30_000)
    ws.close()
    return path, event


@pytest.fixture
def council(tmp_path, council_file):
    """The workspace, the event and its round."""
    ws = open_workspace(shutil.copy(council_file[0], tmp_path / "c.advo"))
    yield ws, council_file[1], seating.rounds(ws, council_file[1])[0][0]
    ws.close()


def at_tables(ws, event) -> dict[str, str]:
    return {s.guest_id: s.table_id for s in seating.plan(ws, event).seats if s.guest_id}


def by_key(found) -> dict[str, WhatIf]:
    return {plan.key: plan for plan in found}


def test_a_council_is_seated_again_after_one_declines(council):
    ws, event, round_id = council
    before = at_tables(ws, event)
    hosts = {g.id for g in guests.rows(ws, event) if g.role == "host"}
    assert set(Counter(before[h] for h in hosts).values()) == {1}
    gone = next(g for g in sorted(before) if g not in hosts)
    found = what_if.plans(ws, round_id, [gone])
    assert found[0].key == NOBODY
    assert found[0].tables_changed == 0
    few = by_key(found).get(FEW, found[0])
    assert few.tables_changed <= 3
    what_if.take(ws, round_id, [gone], few)
    after = at_tables(ws, event)
    assert len(after) == 87
    assert sum(before[g] != table for g, table in after.items()) == few.tables_changed
    assert set(Counter(after[h] for h in hosts).values()) == {1}
    assert seating.plan(ws, event).score == few.score


def test_when_a_host_declines_the_others_stay_one_a_table(council):
    ws, event, round_id = council
    hosts = {g.id for g in guests.rows(ws, event) if g.role == "host"}
    table_of = {s.id: s.table_id for s in seating.plan(ws, event).seats}
    gone = min(hosts)
    found = what_if.plans(ws, round_id, [gone])
    assert [plan.key for plan in found if plan.impossible] == []
    for plan in found:
        assert max(Counter(table_of[seat] for g, seat in plan.seats.items() if g in hosts).values()) == 1


def test_groups_keep_the_tables_where_most_of_their_people_sit() -> None:
    before = {0: 0, 1: 0, 2: 1, 3: 1, 4: 2, 5: 2}
    assert kept_tables((1, 1, 2, 2, 0, 0), before, (8, 8, 8)) == (0, 0, 1, 1, 2, 2)
    assert kept_tables((1, 1, 2, 2, 0, 0, 0), before, (8, 8, 8)) == (0, 0, 1, 1, 2, 2, 2)
    assert kept_tables((1, 1, 0, 0, 2, 2), before, (6, 8, 8)) == (1, 1, 0, 0, 2, 2)


def test_everybody_anew_sends_no_two_groups_to_each_others_tables(council):
    ws, event, round_id = council
    before, table_of = at_tables(ws, event), {s.id: s.table_id for s in seating.plan(ws, event).seats}
    for guest in sorted(before)[:40:8]:
        for plan in what_if.plans(ws, round_id, [guest]):
            if plan.key == BEST and not plan.impossible:
                stay = Counter((table_of[seat], before[g]) for g, seat in plan.seats.items())
                for a, b in itertools.combinations(set(before.values()), 2):
                    assert max(stay[a, a], stay[b, b], stay[a, b], stay[b, a]) in (stay[a, a], stay[b, b])


def test_few_means_three_or_three_in_a_hundred():
    assert [most_moved(n) for n in (5, 88, 100, 101, 300)] == [3, 3, 3, 3, 9]


def test_a_plan_of_few_moves_moves_few_however_bad_the_seats_are(council):
    ws, event, round_id = council
    rows = guests.rows(ws, event)
    ordinary = [g.id for g in sorted(rows, key=lambda g: g.name) if g.role != "host"]
    for guest_id, other in zip(ordinary[:20], ordinary[20:40], strict=True):
        seat = next(s.id for s in seating.plan(ws, event).seats if s.guest_id == other)
        seating.seat_guest(ws, round_id, guest_id, seat)
    assert len(at_tables(ws, event)) == 88
    found = by_key(what_if.plans(ws, round_id, [ordinary[-1]]))
    assert 0 < found[FEW].tables_changed <= 3
    assert found[NOBODY].score < found[FEW].score < found[BEST].score
    assert found[BEST].tables_changed > 3


def test_after_a_rule_has_changed_nobody_declines_and_seats_are_worked_out_again(council):
    ws, event, round_id = council
    rows, sitting = guests.rows(ws, event), at_tables(ws, event)
    one = rows[0]
    mate = next(g for g in rows if g.id != one.id and sitting[g.id] == sitting[one.id])
    motives.relate(ws, one.person_id, mate.person_id, "keep_apart")
    found = by_key(what_if.plans(ws, round_id))
    assert one.name in found[NOBODY].impossible
    assert found[FEW].tables_changed <= 3
    with pytest.raises(RuleBroken, match="apart"):
        what_if.take(ws, round_id, [], found[NOBODY])
    what_if.take(ws, round_id, [], found[FEW])
    assert at_tables(ws, event)[one.id] != at_tables(ws, event)[mate.id]


def test_locks_and_their_seats_are_kept_by_the_best_plan(council):
    ws, event, round_id = council
    seats = {s.guest_id: s.id for s in seating.plan(ws, event).seats if s.guest_id}
    some, gone = sorted(seats)[:2]
    seating.lock(ws, round_id, [some], True)
    what_if.take(ws, round_id, [gone], what_if.plans(ws, round_id, [gone])[-1])
    kept = next(s for s in seating.plan(ws, event).seats if s.guest_id == some)
    assert kept.id == seats[some]
    assert kept.locked


@pytest.mark.parametrize("change", ["reply", "seat", "guest", "round"])
def test_a_plan_that_is_out_of_date_is_refused(ws, event, prepared, change):
    ids, before = prepared[2], seating.plan(ws, event)
    second = seating.add_round(ws, event, "Dinner").created("seating_round")[0]
    plan = what_if.plans(ws, before.round_id, [ids[0]])[0]
    if change == "reply":
        guests.set_reply(ws, [ids[1]], "declined")
    elif change == "seat":
        rooms.mark_seats(ws, [next(s.id for s in before.seats if s.guest_id == ids[1])], "blocked", True)
    elif change == "guest":
        plan = WhatIf(plan.key, {g: s for g, s in plan.seats.items() if g != ids[2]}, plan.score)
    else:
        plan, before = what_if.plans(ws, before.round_id, [ids[0]])[0], seating.plan(ws, event, second)
        history.undo(ws)
    with pytest.raises(Conflict, match="Work the plans out once more"):
        what_if.take(ws, before.round_id, [ids[0]], plan)


def test_a_table_that_lost_its_host_gets_another_by_few_moves(council):
    ws, event, round_id = council
    extra = people.add(ws, ContactDraft(display_name="Twelfth host")).created("person")
    guests.add(ws, event, extra, role="host")
    rows = guests.rows(ws, event)
    twelfth = next(g.id for g in rows if g.name == "Twelfth host")
    guests.set_reply(ws, [twelfth], "accepted")
    hosts = {g.id for g in rows if g.role == "host"}
    table_of = at_tables(ws, event)
    some = sorted(g for g in table_of if g not in hosts)[0]
    seat = next(s.id for s in seating.plan(ws, event).seats if s.guest_id == some)
    guests.set_reply(ws, [some], "declined")
    seating.seat_guest(ws, round_id, twelfth, seat)
    alone = next(h for h in sorted(hosts - {twelfth}) if table_of[h] != table_of[some])
    found = by_key(what_if.plans(ws, round_id, [alone]))
    assert (found[NOBODY].tables_changed, found[NOBODY].lacks) == (0, "A table has no host.")
    what_if.take(ws, round_id, [alone], found[FEW])
    after = at_tables(ws, event)
    assert set(Counter(after[h] for h in hosts if h != alone).values()) == {1}
    assert 1 <= found[FEW].tables_changed <= 3
