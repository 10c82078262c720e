"""Seating by peer fit from the workspace: rules and locks held, nobody left out in silence, one undoable step."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import nullcontext
from datetime import datetime
from itertools import combinations

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import Cancelled, Conflict, RuleBroken
from advoplanner.core.progress import QUIET, Stoppable
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import auto_seat, events, guests, history, motives, people, rooms, seating, tables

STEPS = 2_000


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Twelve guests who accepted (Guest 00 …) and three tables of four; the file and the event."""
    path = tmp_path_factory.mktemp("auto") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    ids = []
    for n in range(12):
        draft = ContactDraft(display_name=f"Guest {n:02}", family=f"{n:02}", organisation=f"Company {n}", emails=(f"g{n}@x.example",))
        ids += people.add(ws, draft).created("person")
        people.edit(ws, ids[-1], level_band=("vp", "director", "c_level")[n % 3])
    guests.add(ws, event, ids)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(3, 4)])
    ws.close()
    return path, event


@pytest.fixture
def ws(tmp_path, prepared):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"))
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


@pytest.fixture
def ids(ws, event) -> list[str]:
    return [g.id for g in sorted(guests.rows(ws, event), key=lambda g: g.name)]


def seat_all(ws, event, *args, **kwargs):
    return auto_seat.seat_all(ws, event, *args, **{"iterations": STEPS, **kwargs})


def at_tables(ws, event, round_id=None) -> dict[str, int]:
    """Guest → number of the table."""
    plan = seating.plan(ws, event, round_id)
    numbers = {t.id: t.number for t in plan.tables}
    return {s.guest_id: numbers[s.table_id] for s in plan.seats if s.guest_id}


def on_seats(ws, event, round_id=None) -> dict[str, str]:
    return {s.guest_id: s.id for s in seating.plan(ws, event, round_id).seats if s.guest_id}


def person(ws, guest_id: str) -> str:
    return guests.rows_of(ws, [guest_id])[0].person_id


def sit(ws, event, placed: dict[str, int]) -> str:
    plan = seating.plan(ws, event)
    for guest_id, place in placed.items():
        seating.seat_guest(ws, plan.round_id, guest_id, plan.seats[place].id)
    return plan.round_id


def test_everybody_sits_with_a_reason_as_one_step(ws, event, ids):
    result = seat_all(ws, event)
    assert (result.seated, result.unseated, result.violations) == (12, (), ())
    assert result.changes.label == "Seat 12 guests"
    assert len(set(on_seats(ws, event).values())) == 12
    assert all(g.why for g in guests.rows(ws, event))
    assert seating.plan(ws, event).score == result.score
    history.undo(ws)
    assert on_seats(ws, event) == {}
    history.redo(ws)
    assert len(on_seats(ws, event)) == 12


def test_peers_share_tables(ws, event, ids):
    seat_all(ws, event)
    table_of = at_tables(ws, event)
    assert [len({table_of[g] for g in ids[level::3]}) for level in range(3)] == [1, 1, 1]


def test_the_same_seed_gives_the_same_plan(ws, event, ids):
    seat_all(ws, event, seed=3)
    first = on_seats(ws, event)
    history.undo(ws)
    seat_all(ws, event, seed=3)
    assert on_seats(ws, event) == first


def test_the_score_is_that_of_the_pairs_at_the_tables(ws, event, ids):
    result = seat_all(ws, event)
    pairs, table_of = seating.pair_scores(ws, event), at_tables(ws, event)
    shared = [pairs.get((a, b), pairs.get((b, a), 0)) for a, b in combinations(ids, 2) if table_of[a] == table_of[b]]
    assert result.score == sum(shared)


def test_rules_between_people_hold(ws, event, ids):
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[3]), "keep_apart")
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[1]), "must_sit_with")
    motives.relate(ws, person(ws, ids[1]), person(ws, ids[2]), "must_sit_with")
    company = {g.id: g.organisation_id for g in guests.rows(ws, event)}
    motives.set_competitors(ws, company[ids[4]], company[ids[7]], True)
    companion = guests.add_companion(ws, ids[10], "Bo").created("guest")[0]
    guests.set_reply(ws, [ids[11]], "declined")
    seat_all(ws, event)
    table_of = at_tables(ws, event)
    assert table_of[ids[0]] == table_of[ids[1]] == table_of[ids[2]]
    assert table_of[ids[0]] != table_of[ids[3]]
    assert table_of[ids[4]] != table_of[ids[7]]
    assert table_of[companion] == table_of[ids[10]]
    assert seating.issues(ws, event, seating.plan(ws, event).round_id) == []


def test_rules_that_contradict_each_other_are_named_and_nothing_is_written(ws, event, ids):
    seat_all(ws, event)
    before = on_seats(ws, event)
    for a, b, kind in ((0, 1, "must_sit_with"), (1, 2, "must_sit_with"), (0, 2, "keep_apart")):
        motives.relate(ws, person(ws, ids[a]), person(ws, ids[b]), kind)
    with pytest.raises(RuleBroken) as refused:
        seat_all(ws, event)
    assert refused.value.code == "seating.contradiction"
    assert all(name in refused.value.sentence for name in ("Guest 00", "Guest 01", "Guest 02"))
    assert on_seats(ws, event) == before


def test_every_table_has_a_host_where_there_are_enough(ws, event, ids):
    guests.edit(ws, ids[:3], role="host")
    seat_all(ws, event)
    table_of = at_tables(ws, event)
    assert len({table_of[g] for g in ids[:3]}) == 3


def test_access_needs_get_the_accessible_seats(ws, event, ids):
    seats = seating.plan(ws, event).seats
    for place in (6, 7):
        rooms.mark_seats(ws, [seats[place].id], "accessible", True)
    guests.edit(ws, [ids[0]], access_needs="wheelchair")
    people.edit(ws, person(ws, ids[1]), access_needs="step-free")
    seat_all(ws, event)
    assert {on_seats(ws, event)[g] for g in ids[:2]} == {seats[6].id, seats[7].id}
    assert seating.issues(ws, event, seating.plan(ws, event).round_id) == []


# Who keeps a seat


@pytest.mark.parametrize(("seats", "expected"), [(5, [4, 4, 4]), (8, [4, 4, 4])])
def test_tables_are_as_full_as_each_other(ws, event, ids, seats, expected):
    tables.make_layout(ws, event, "round", [(3, seats)])
    seat_all(ws, event)
    assert sorted(Counter(at_tables(ws, event).values()).values()) == expected


def test_few_guests_fill_few_tables_instead_of_sitting_alone(ws, event, ids):
    guests.set_reply(ws, ids[6:], "declined")
    tables.make_layout(ws, event, "round", [(5, 4)])
    seat_all(ws, event)
    assert sorted(Counter(at_tables(ws, event).values()).values()) == [3, 3]


def test_locks_that_leave_no_even_plan_still_seat_everybody(ws, event, ids):
    tables.make_layout(ws, event, "round", [(2, 11)])
    round_id = sit(ws, event, {guest: place for place, guest in enumerate(ids[:11])})
    seating.lock(ws, round_id, ids[:11], True)
    assert seat_all(ws, event).seated == 12
    assert sorted(Counter(at_tables(ws, event).values()).values()) == [1, 11]


def test_the_locked_keep_their_seats_and_their_locks(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 5, ids[2]: 6})
    seating.lock(ws, round_id, ids[:2], True)
    kept = {g: s for g, s in on_seats(ws, event).items() if g in ids[:2]}
    seat_all(ws, event)
    assert {g: s for g, s in on_seats(ws, event).items() if g in ids[:2]} == kept
    assert sum(s.locked for s in seating.plan(ws, event).seats) == 2


def test_a_locked_guest_who_only_said_perhaps_keeps_the_seat(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0})
    seating.lock(ws, round_id, [ids[0]], True)
    guests.set_reply(ws, [ids[0]], "tentative")
    assert seat_all(ws, event).seated == 12
    assert on_seats(ws, event)[ids[0]] == seating.plan(ws, event).seats[0].id


def test_filling_gaps_moves_nobody(ws, event, ids):
    sit(ws, event, {ids[0]: 0, ids[1]: 1, ids[5]: 2, ids[9]: 11})
    guests.set_reply(ws, [ids[9]], "tentative")
    before = on_seats(ws, event)
    result = seat_all(ws, event, fill_gaps=True)
    assert result.seated == 12
    assert before.items() <= on_seats(ws, event).items()


def test_who_sat_but_was_not_asked_for_is_listed(ws, event, ids):
    sit(ws, event, {ids[0]: 0})
    guests.set_reply(ws, [ids[0]], "tentative")
    result = seat_all(ws, event)
    assert result.unseated == (("g0@x.example", "Tentative: not among those seated this time"),)


def test_approved_guests_who_have_not_answered_sit_where_wished(ws, event, ids):
    guests.set_reply(ws, [ids[0]], "none")
    assert seat_all(ws, event).seated == 11
    assert seat_all(ws, event, include=("accepted", "approved")).seated == 12


# Too little room, nothing to do


def test_with_too_few_seats_the_others_are_listed_with_the_reason(ws, event, ids):
    tables.make_layout(ws, event, "round", [(2, 4)])
    guests.edit(ws, [ids[11]], role="host")
    result = seat_all(ws, event)
    assert (result.seated, len(result.unseated)) == (8, 4)
    assert {why for _, why in result.unseated} == {"There is no seat left: 8 seats for 12 guests; add a table or enlarge one"}
    assert ids[11] in on_seats(ws, event)
    assert [email for email, _ in result.unseated] == ["g7@x.example", "g8@x.example", "g9@x.example", "g10@x.example"]


def test_a_companion_gets_a_seat_before_those_after_their_guest(ws, event, ids):
    companion = guests.add_companion(ws, ids[0], "Zoe Zz").created("guest")[0]
    tables.make_layout(ws, event, "round", [(1, 4)])
    seat_all(ws, event)
    assert set(on_seats(ws, event)) == {ids[0], companion, ids[1], ids[2]}


def test_without_tables_or_guests_it_says_what_to_do(ws, event, ids):
    guests.set_reply(ws, ids, "none")
    with pytest.raises(RuleBroken, match="Nobody has accepted"):
        seat_all(ws, event)
    tables.remove_tables(ws, [t.id for t in tables.rows(ws, event)])
    with pytest.raises(RuleBroken, match="no tables yet"):
        seat_all(ws, event)


def test_a_round_that_is_gone_is_said_in_words(ws, event):
    with pytest.raises(RuleBroken, match="no longer part"):
        seat_all(ws, event, "nowhere")


def test_what_changes_while_the_search_runs_is_not_overwritten(ws, event, ids):
    class Declining:
        """Stands where the window watches: somebody declines in the meantime."""

        done = False

        def step(self, share: float, what: str = "") -> None:
            if not self.done:
                self.done = True
                guests.set_reply(ws, [ids[0]], "declined")

    with pytest.raises(Conflict, match="changed while"):
        seat_all(ws, event, progress=Declining())
    assert on_seats(ws, event) == {}


@pytest.mark.parametrize(("stop", "seated"), [("enough", 12), ("cancel", 0)])
def test_who_has_enough_gets_the_best_plan_so_far_and_who_cancels_none(ws, event, ids, stop, seated):
    class Pressed(Stoppable):
        """Stops once a plan is known."""

        def better(self, value: float) -> None:
            super().better(value)
            getattr(self, stop)()

    watched = Pressed()
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[1]), "wants_to_meet")
    with pytest.raises(Cancelled) if stop == "cancel" else nullcontext():
        result = auto_seat.seat_all(ws, event, seconds=60, rotations=2, progress=watched)
        assert result.score >= watched.best
    assert len(on_seats(ws, event)) == seated


# Several rounds


def test_rotations_make_rounds_in_which_few_meet_again(ws, event, ids):
    result = seat_all(ws, event, rotations=3, iterations=20_000)
    rounds = seating.rounds(ws, event)
    assert len(rounds) == 3
    plans = [at_tables(ws, event, round_id) for round_id, _ in rounds]
    assert [len(p) for p in plans] == [12, 12, 12]
    met = Counter(pair for p in plans for pair in combinations(sorted(ids), 2) if p[pair[0]] == p[pair[1]])
    assert result.repeats == sum(n - 1 for n in met.values())
    assert sum(seating.plan(ws, event, r).score for r, _ in rounds) == result.score
    history.undo(ws)
    assert len(seating.rounds(ws, event)) == 1


def test_the_locked_stay_in_every_rotation(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0})
    seating.lock(ws, round_id, [ids[0]], True)
    seat_all(ws, event, rotations=2)
    assert {at_tables(ws, event, r)[ids[0]] for r, _ in seating.rounds(ws, event)} == {1}


def test_locks_that_differ_between_rotations_are_refused(ws, event, ids):
    first = sit(ws, event, {ids[0]: 0})
    second = seating.add_round(ws, event, "Dinner").created("seating_round")[0]
    seating.seat_guest(ws, second, ids[0], seating.plan(ws, event).seats[5].id)
    for round_id in (first, second):
        seating.lock(ws, round_id, [ids[0]], True)
    with pytest.raises(RuleBroken, match="different tables"):
        seat_all(ws, event, rotations=2)


def test_another_round_leaves_the_first_as_it_is(ws, event, ids):
    seat_all(ws, event, progress=QUIET)
    first = on_seats(ws, event)
    dinner = seating.add_round(ws, event, "Dinner").created("seating_round")[0]
    seat_all(ws, event, dinner)
    assert on_seats(ws, event) == first
    assert len(on_seats(ws, event, dinner)) == 12


def test_who_sat_together_last_time_suits_less_this_time(ws, event, ids):
    seat_all(ws, event)
    new = NewEvent("council", "Next", "Listen", datetime(2027, 6, 10, 18), datetime(2027, 6, 10, 22), "UTC", template=False)
    after = events.new(ws, new).created("event")[0]
    guests.add(ws, after, [person(ws, g) for g in ids])
    assert (max(seating.pair_scores(ws, event).values()), max(seating.pair_scores(ws, after).values())) == (3, 1)


def test_who_comes_late_has_no_seat_in_the_rounds_they_miss_and_is_listed(ws, event, ids):
    guests.edit(ws, [ids[0]], here_from=datetime(2027, 3, 10, 19, 30))
    guests.edit(ws, [ids[1]], here_until=datetime(2027, 3, 10, 20))
    result = seat_all(ws, event, rotations=3, iterations=20_000)
    seated = [set(on_seats(ws, event, round_id)) for round_id, _ in seating.rounds(ws, event)]
    assert [ids[0] in row for row in seated] == [False, True, True]
    assert [ids[1] in row for row in seated] == [True, True, False]
    assert [len(row) for row in seated] == [11, 12, 11]
    assert dict(result.unseated) == {
        "g0@x.example": "Arrives 19:30: not there in round 1",
        "g1@x.example": "Leaves 20:00: not there in round 3",
    }
    assert result.violations == ()


def test_one_seating_is_for_everybody_however_late_they_come(ws, event, ids):
    guests.edit(ws, [ids[0]], here_from=datetime(2027, 3, 10, 21, 30))
    assert seat_all(ws, event).seated == 12
    assert ids[0] in on_seats(ws, event)


def test_prospects_are_spread_so_that_each_table_has_advocates_for_them(ws, event, ids):
    sides = {ids[n]: ("prospect", "prospect", "advocate")[n % 3] if n < 9 else "customer" for n in range(12)}
    for guest_id, side in sides.items():
        guests.edit(ws, [guest_id], side=side)
    seat_all(ws, event)
    tables_of = at_tables(ws, event)
    for table in set(tables_of.values()):
        there = Counter(sides[g] for g, at in tables_of.items() if at == table)
        assert there["prospect"] <= 3 * there["advocate"]


def test_where_all_are_locked_or_seated_there_is_nothing_to_do(ws, event, ids):
    seat_all(ws, event)
    round_id = seating.rounds(ws, event)[0][0]
    before = on_seats(ws, event)
    with pytest.raises(RuleBroken, match="has a seat, so there is nothing to do"):
        seat_all(ws, event, fill_gaps=True)
    seating.lock(ws, round_id, ids, True)
    with pytest.raises(RuleBroken, match="is locked to a seat, so there is nothing to do"):
        seat_all(ws, event)
    assert on_seats(ws, event) == before
    seating.lock(ws, round_id, ids[:1], False)
    assert seat_all(ws, event).seated == 12
