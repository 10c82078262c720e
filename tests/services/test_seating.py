"""Seating by hand: one seat a guest, rules and locks kept on both sides of a swap, reasons and score true after each step."""

from __future__ import annotations

import shutil
from datetime import datetime
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, motives, people, rooms, seating, tables
from advoplanner.store.models import Assignment, Event, Seat, SeatingRound

LEVELS = ("vp", "director", "c_level")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Eight guests who accepted (Guest 0 …, levels in turn), two tables of four, nobody seated; the file and the event."""
    path = tmp_path_factory.mktemp("seating") / "prepared.advo"
    ws = create_workspace(path)
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    ids = []
    for n in range(8):
        ids += people.add(ws, ContactDraft(display_name=f"Guest {n}", family=str(n), organisation=f"Company {n}")).created("person")
        people.edit(ws, ids[-1], level_band=LEVELS[n % 3], topics=["AI"] if n % 2 else ["Cost"])
    guests.add(ws, event, ids)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(2, 4)])
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
    return by_name(ws, event)


def by_name(ws, event) -> list[str]:
    return [g.id for g in sorted(guests.rows(ws, event), key=lambda g: g.name)]


def sit(ws, event, placed: dict[str, int]) -> str:
    """Seat guests on places counted through the room; the round."""
    plan = seating.plan(ws, event)
    for guest_id, place in placed.items():
        seating.seat_guest(ws, plan.round_id, guest_id, plan.seats[place].id)
    return plan.round_id


def where(ws, event) -> dict[str, int]:
    return {s.guest_id: n for n, s in enumerate(seating.plan(ws, event).seats) if s.guest_id}


def said(ws, event, round_id) -> list[str]:
    return [issue.sentence for issue in seating.issues(ws, event, round_id)]


def seat(ws, event, place: int) -> str:
    return seating.plan(ws, event).seats[place].id


def person(ws, guest_id: str) -> str:
    return guests.rows_of(ws, [guest_id])[0].person_id


def score_from_scratch(ws, event) -> int:
    pairs = seating.pair_scores(ws, event)
    rows: dict[str, list[str]] = {}
    for s in seating.plan(ws, event).seats:
        if s.guest_id:
            rows.setdefault(s.table_id, []).append(s.guest_id)
    return round(sum(pairs.get((a, b), pairs.get((b, a), 0)) for row in rows.values() for a, b in combinations(row, 2)))


# Moving


def test_a_free_seat_is_taken_and_named_in_the_step(ws, event, ids):
    round_id = sit(ws, event, {})
    changes = seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 5))
    assert changes.label == "Guest 0 to table 2, seat 2"
    assert where(ws, event) == {ids[0]: 5}
    history.undo(ws)
    assert where(ws, event) == {}


def test_two_change_places_on_a_taken_seat(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 5})
    seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 5))
    assert where(ws, event) == {ids[0]: 5, ids[1]: 0}
    history.undo(ws)
    assert where(ws, event) == {ids[0]: 0, ids[1]: 5}
    history.redo(ws)
    assert where(ws, event) == {ids[0]: 5, ids[1]: 0}


def test_who_had_no_seat_takes_one_and_the_other_becomes_unseated(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0})
    seating.seat_guest(ws, round_id, ids[1], seat(ws, event, 0))
    assert where(ws, event) == {ids[1]: 0}
    assert ids[0] in {g.guest_id for g, _ in seating.unseated(ws, event, round_id)}


def test_the_own_seat_again_changes_nothing(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0})
    assert not seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 0))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=10))
def test_score_and_reasons_stay_those_of_the_plan_whatever_is_moved(tmp_path_factory, prepared, moves):
    ws = open_workspace(shutil.copy(prepared[0], tmp_path_factory.mktemp("moves") / "w.advo"))
    event = prepared[1]
    ids = by_name(ws, event)
    for guest, place in moves:
        sit(ws, event, {ids[guest]: place})
        if guest == place:
            seating.unseat(ws, seating.plan(ws, event).round_id, [ids[guest]])
    plan = seating.plan(ws, event)
    assert plan.score == score_from_scratch(ws, event)
    placed = where(ws, event)
    names = {g.id: g.name for g in guests.rows(ws, event)}
    for row in guests.rows(ws, event):
        mates = {names[g] for g, p in placed.items() if row.id in placed and g != row.id and p // 4 == placed[row.id] // 4}
        named = {name for name in names.values() for line in row.why if name in line}
        assert named <= mates
        assert bool(row.why) == (row.id in placed)
    ws.close()


# What is refused


def test_a_locked_guest_stays_and_nobody_takes_the_seat(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 1})
    seating.lock(ws, round_id, [ids[0]], True)
    for guest, place, words in ((ids[1], 0, "This seat is locked for Guest 0."), (ids[0], 1, "Guest 0 is locked to another seat.")):
        with pytest.raises(RuleBroken) as refused:
            seating.seat_guest(ws, round_id, guest, seat(ws, event, place))
        assert refused.value.sentence == words
    with pytest.raises(RuleBroken, match="Guest 0 is locked"):
        seating.unseat(ws, round_id, ids[:2])
    assert where(ws, event) == {ids[0]: 0, ids[1]: 1}
    seating.lock(ws, round_id, [ids[0]], False)
    seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 1))
    assert where(ws, event) == {ids[0]: 1, ids[1]: 0}


def test_people_kept_apart_do_not_share_a_table_either_way_round(ws, event, ids):
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[1]), "keep_apart")
    round_id = sit(ws, event, {ids[0]: 0})
    assert seating.check_seat(ws, round_id, ids[1], seat(ws, event, 1)) == "Guest 0 and Guest 1 are to be kept apart."
    assert seating.check_seat(ws, round_id, ids[1], seat(ws, event, 4)) == ""


def test_a_swap_is_checked_for_the_one_who_is_sent_away_too(ws, event, ids):
    motives.relate(ws, person(ws, ids[2]), person(ws, ids[1]), "keep_apart")
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 1, ids[2]: 4})
    assert seating.check_seat(ws, round_id, ids[0], seat(ws, event, 4)) == "Guest 1 and Guest 2 are to be kept apart."
    with pytest.raises(RuleBroken):
        seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 4))


def test_a_swap_reads_every_rule_once_for_both_who_move(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 1, ids[2]: 4})
    asked: list[str] = []
    with ws.reading() as session:
        session.connection().connection.driver_connection.set_trace_callback(asked.append)
    # The same connection is taken again: nobody else reads meanwhile.
    assert seating.check_seat(ws, round_id, ids[0], seat(ws, event, 4)) == ""
    for table in ("FROM relation", "FROM competition", "restriction.kind"):
        assert sum(table in statement for statement in asked) == 1, table


def test_who_takes_the_place_of_the_one_to_be_avoided_may(ws, event, ids):
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[1]), "keep_apart")
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 4})
    seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 4))
    assert where(ws, event) == {ids[0]: 4, ids[1]: 0}


def test_seats_at_the_same_table_are_free_to_change_whatever_is_broken_there(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 1})
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[1]), "keep_apart")
    assert seating.check_seat(ws, round_id, ids[0], seat(ws, event, 2)) == ""
    assert "Guest 0 and Guest 1 are to be kept apart but share a table." in said(ws, event, round_id)


@pytest.mark.parametrize(("kind", "refused"), [("council", True), ("cab", True), ("usergroup", True), ("meetup", False), ("rockstar", False)])
def test_competitors_share_no_table_where_the_kind_says_so(ws, event, ids, kind, refused):
    with ws.action("kind") as work:
        work.session.get_one(Event, event).kind = kind
    companies = {g.name: g.organisation_id for g in guests.rows(ws, event)}
    motives.set_competitors(ws, companies["Guest 0"], companies["Guest 1"], True)
    round_id = sit(ws, event, {ids[0]: 0})
    assert seating.check_seat(ws, round_id, ids[1], seat(ws, event, 1)) == ("Guest 0 and Guest 1 work for competitors." if refused else "")


@pytest.mark.parametrize(
    ("change", "words"), [({"reply": "declined"}, "declined"), ({"reply": "delegated"}, "delegated"), ({"decision": "notnow"}, "not now")]
)
def test_who_is_not_coming_holds_no_seat(ws, event, ids, change, words):
    round_id = sit(ws, event, {})
    if "reply" in change:
        guests.set_reply(ws, [ids[0]], change["reply"])
    else:
        guests.edit(ws, [ids[0]], **change)
    assert seating.check_seat(ws, round_id, ids[0], seat(ws, event, 0)) == f"Guest 0 holds no seat: {words}."


def test_a_blocked_seat_and_one_that_is_gone_are_refused(ws, event, ids):
    round_id = sit(ws, event, {})
    gone = seat(ws, event, 7)
    with ws.action("block") as work:
        work.session.get_one(Seat, seat(ws, event, 0)).blocked = True
    tables.resize_table(ws, seating.plan(ws, event).tables[1].id, 3)
    with ws.reading() as session:
        blocked = session.scalars(select(Seat.id).where(Seat.blocked.is_(True))).one()
    assert seating.check_seat(ws, round_id, ids[0], blocked) == "This seat is blocked."
    with pytest.raises(RuleBroken, match="no longer in the room"):
        seating.check_seat(ws, round_id, ids[0], gone)


def test_a_guest_of_another_event_is_refused(ws, event, ids):
    new = NewEvent("council", "Other", "Listen", datetime(2027, 4, 10, 18), datetime(2027, 4, 10, 22), "UTC", template=False)
    other = events.new(ws, new).created("event")[0]
    guests.add(ws, other, [person(ws, ids[0])])
    stranger = guests.rows(ws, other)[0].id
    assert seating.check_seat(ws, sit(ws, event, {}), stranger, seat(ws, event, 0)) == "This person is not a guest of this event."


# What is told


def test_must_sit_together_is_told_where_it_does_not_hold(ws, event, ids):
    motives.relate(ws, person(ws, ids[0]), person(ws, ids[1]), "must_sit_with")
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 4})
    assert "Guest 0 and Guest 1 belong together but sit apart." in said(ws, event, round_id)


def test_access_needs_are_told_where_an_accessible_seat_is_marked(ws, event, ids):
    guests.edit(ws, [ids[0]], access_needs="wheelchair")
    round_id = sit(ws, event, {ids[0]: 0})
    assert not [i for i in said(ws, event, round_id) if "accessible" in i]
    rooms.mark_seats(ws, [seat(ws, event, 4)], "accessible", True)
    assert "Guest 0 needs an accessible seat (wheelchair)." in said(ws, event, round_id)


def test_nobody_who_may_sit_is_left_out_in_silence(ws, event, ids):
    guests.set_reply(ws, [ids[7]], "tentative")
    round_id = sit(ws, event, {})
    tables.resize_table(ws, seating.plan(ws, event).tables[1].id, 1)
    sit(ws, event, {guest: n for n, guest in enumerate(ids[:5])})
    left = seating.unseated(ws, event, round_id)
    assert [g.name for g, _ in left] == ["Guest 5", "Guest 6", "Guest 7"]
    assert {why for _, why in left} == {"Every seat is taken; add a table or enlarge one"}
    assert said(ws, event, round_id) == ["2 accepted guests without a seat: Guest 5, Guest 6."]


def test_each_round_has_reasons_of_its_own(ws, event, ids):
    first = sit(ws, event, {ids[0]: 0, ids[3]: 1})
    second = seating.add_round(ws, event, "Dinner").created("seating_round")[0]
    seating.seat_guest(ws, second, ids[0], seat(ws, event, 0))
    seating.seat_guest(ws, second, ids[6], seat(ws, event, 1))
    why = {r: {g.name: g.why for g in seating.guests(ws, event, r)}["Guest 0"] for r in (first, second)}
    assert why[first] == ("Same level as Guest 3",)
    assert why[second] == ("Same level as Guest 6", "Shares Cost with Guest 6")


def test_a_round_needs_a_name(ws, event):
    with pytest.raises(RuleBroken) as refused:
        seating.add_round(ws, event, " ")
    assert refused.value.field == "name"


# Clearing and the order of a round


def test_clearing_keeps_the_locked_and_comes_back_whole(ws, event, ids):
    round_id = sit(ws, event, {guest: n for n, guest in enumerate(ids)})
    seating.lock(ws, round_id, [ids[3]], True)
    before = where(ws, event)
    seating.clear(ws, round_id)
    assert where(ws, event) == {ids[3]: 3}
    assert guests.rows_of(ws, [ids[3]])[0].why == ("No ties to this table in what is known",)
    history.undo(ws)
    assert where(ws, event) == before
    assert seating.plan(ws, event).score == score_from_scratch(ws, event)


def test_an_empty_round_has_no_score(ws, event, ids):
    round_id = sit(ws, event, {ids[0]: 0, ids[1]: 1})
    seating.clear(ws, round_id)
    with ws.reading() as session:
        assert session.get_one(SeatingRound, round_id).score is None
        assert session.scalars(select(Assignment)).all() == []


def test_a_proof_falls_only_where_the_value_changes(ws, event, ids):
    round_id = sit(ws, event, {guest: n for n, guest in enumerate(ids)})
    with ws.action("prove") as work:
        work.session.get_one(SeatingRound, round_id).proven = True
    seating.seat_guest(ws, round_id, ids[0], seat(ws, event, 1))
    assert seating.plan(ws, event).proven
    seating.unseat(ws, round_id, [ids[0]])
    assert not seating.plan(ws, event).proven


def test_little_known_guests_are_marked(ws, event):
    made = people.add(ws, ContactDraft(display_name="Zed")).created("person")[0]
    guests.add(ws, event, [made])
    assert {g.name: g.little_known for g in seating.guests(ws, event)}["Zed"]
    assert not {g.name: g.little_known for g in seating.guests(ws, event)}["Guest 0"]


def test_pairs_of_a_very_large_event_are_compared_when_they_are_asked_for(ws, event, ids, monkeypatch):
    whole = seating.pair_scores(ws, event)
    monkeypatch.setattr(seating, "MOST_COMPARED", 1)
    asked = seating.pair_scores(ws, event)
    assert len(asked) == 0
    assert {pair: asked[pair] for pair in combinations(ids, 2) if asked[pair]} == {
        pair: whole.get(pair, whole.get(pair[::-1], 0.0)) for pair in combinations(ids, 2) if whole.get(pair, whole.get(pair[::-1], 0.0))
    }
    assert all(asked[pair] == asked[pair[::-1]] for pair in combinations(ids, 2))
    assert asked.get(("nobody", ids[0]), 0.0) == 0.0
