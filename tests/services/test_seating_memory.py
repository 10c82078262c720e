"""Seating remembers: who sat together or met at the last five events is parted, who was to meet is brought together, rounds know each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import combinations

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.introductions import State
from advoplanner.domain.people import ContactDraft
from advoplanner.services import auto_seat, checks, day_changes, events, guests, history, introductions, people, seating, seating_rounds, tables
from advoplanner.services.seating_room import LIFTED, solved

NAMES = "Ada Berg", "Bo Cole", "Cy Dahl", "Di Eden", "Ed Falk", "Flo Gast", "Gil Hart", "Hal Iver"


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "memory.advo")
    for name in NAMES:
        added = people.add(workspace, ContactDraft(display_name=name, organisation=f"{name} Ltd")).created("person")
        people.edit(workspace, added[0], level_band="vp")
    yield workspace
    workspace.close()


def event(ws, title: str, day: datetime) -> str:
    """An event of four hours to which everybody comes, with four tables of two and nobody seated."""
    made = events.new(ws, NewEvent("cab", title, "Listen", day, day.replace(hour=22), "Europe/Berlin", template=False)).created("event")[0]
    guests.add(ws, made, [row.id for row in people.rows(ws)])
    guests.set_reply(ws, [g.id for g in guests.rows(ws, made)], "accepted")
    tables.make_layout(ws, made, "round", [(4, 2)])
    return made


def by_name(ws, event_id: str) -> dict[str, str]:
    return {g.name.split()[0]: g.id for g in guests.rows(ws, event_id)}


def sit(ws, event_id: str, *pairs: str, round_id: str = "") -> None:
    """Each pair ("Ada Bo") at a table of its own, in order."""
    ids, plan = by_name(ws, event_id), seating.plan(ws, event_id, round_id or None)
    by_table = [[s.id for s in plan.seats if s.table_id == t.id] for t in plan.tables]
    for pair, seats in zip(pairs, by_table, strict=False):
        for name, seat in zip(pair.split(), seats, strict=True):
            seating.seat_guest(ws, plan.round_id, ids[name], seat)


def together(ws, event_id: str, round_id: str = "") -> set[str]:
    """The pairs at the tables: {"Ada Bo", …}."""
    names = {guest: name for name, guest in by_name(ws, event_id).items()}
    at: dict[str, list[str]] = {}
    for seat in seating.plan(ws, event_id, round_id or None).seats:
        if seat.guest_id:
            at.setdefault(seat.table_id, []).append(names[seat.guest_id])
    return {" ".join(pair) for there in at.values() for pair in combinations(sorted(there), 2)}


def points(ws, event_id: str, pair: str) -> float:
    one, other = (by_name(ws, event_id)[name] for name in pair.split())
    scores = seating.pair_scores(ws, event_id)
    return scores.get((one, other), scores.get((other, one), 0.0))


def why(ws, event_id: str, name: str) -> tuple[str, ...]:
    return next(g.why for g in guests.rows(ws, event_id) if g.name.startswith(name))


@pytest.fixture
def past(ws) -> list[str]:
    """Three boards: at each of them four pairs share a table."""
    found = []
    for title, day, pairs in (
        ("Autumn board", datetime(2025, 10, 7, 18), ("Ada Bo", "Cy Di", "Ed Flo", "Gil Hal")),
        ("Spring board", datetime(2026, 5, 12, 18), ("Ada Cy", "Bo Di", "Ed Gil", "Flo Hal")),
        ("Summer board", datetime(2026, 7, 2, 18), ("Ada Di", "Bo Cy", "Ed Hal", "Flo Gil")),
    ):
        found.append(event(ws, title, day))
        sit(ws, found[-1], *pairs)
    return found


def test_after_three_events_nobody_sits_with_who_they_sat_with_and_the_seat_says_where(ws, past):
    board = event(ws, "Winter board", datetime(2026, 12, 3, 18))
    assert [points(ws, board, pair) for pair in ("Ada Di", "Ada Cy", "Ada Bo", "Ada Ed")] == [0, 0, 1, 3]
    auto_seat.seat_all(ws, board, iterations=2_000)
    behind = set.union(*(together(ws, each) for each in past))
    assert len(together(ws, board)) == 4
    assert not together(ws, board) & behind
    seating.clear(ws, seating.plan(ws, board).round_id)
    sit(ws, board, "Ada Cy", "Ed Flo")
    assert why(ws, board, "Ada") == ("Same level as Cy Dahl", "Cost: sat together at Spring board, 12 May, with Cy Dahl (−3 points)")
    assert why(ws, board, "Flo")[-1] == "Cost: sat together at Autumn board, 7 October 2025, with Ed Falk (−2 points)"


def test_what_was_fades_over_five_events_and_is_forgotten_at_the_sixth(ws):
    first = event(ws, "First", datetime(2025, 1, 9, 18))
    sit(ws, first, "Ada Bo")
    found = []
    for month in range(2, 8):
        later = event(ws, f"Event {month}", datetime(2025, month, 9, 18))
        found.append(points(ws, later, "Ada Bo"))
        sit(ws, later, "Cy Di")
    assert found == [0, 0, 1, 2, 2, 3]


def test_an_event_where_nobody_sat_and_one_that_was_cancelled_make_nobody_forget(ws, past):
    event(ws, "A talk", datetime(2026, 8, 6, 18))
    off = event(ws, "Cancelled", datetime(2026, 9, 3, 18))
    sit(ws, off, "Ada Ed")
    events.edit(ws, off, status="cancelled")
    board = event(ws, "Winter board", datetime(2026, 12, 3, 18))
    assert [points(ws, board, pair) for pair in ("Ada Di", "Ada Ed", "Ada Bo")] == [0, 3, 1]


def test_rounds_of_one_event_are_told_together(ws, past):
    lunch = seating.add_round(ws, past[2], "Lunch").created("seating_round")[0]
    sit(ws, past[2], "Ada Di", round_id=lunch)
    board = event(ws, "Winter board", datetime(2026, 12, 3, 18))
    sit(ws, board, "Ada Di")
    assert why(ws, board, "Ada")[-1] == "Cost: sat together in 2 rounds of Summer board, 2 July, with Di Eden (−3 points)"


def test_an_introduction_that_took_place_is_history_and_one_that_did_not_is_still_wanted(ws, past):
    ids = by_name(ws, past[2])
    introductions.plan(ws, past[2], ids["Ada"], ids["Ed"])
    introductions.plan(ws, past[2], ids["Ada"], ids["Flo"])
    state = {r.b.split()[0] if r.a.startswith("Ada") else r.a.split()[0]: r.id for r in introductions.rows(ws, past[2])}
    introductions.mark(ws, [state["Ed"]], State.MET)
    introductions.mark(ws, [state["Flo"]], State.NOT_MET)
    board = event(ws, "Winter board", datetime(2026, 12, 3, 18))
    assert [points(ws, board, pair) for pair in ("Ada Ed", "Ada Flo", "Ada Gil")] == [0, 7, 3]
    auto_seat.seat_all(ws, board, iterations=2_000)
    assert "Ada Flo" in together(ws, board)
    assert "Was to be introduced at Summer board, 2 July, to Flo Gast" in why(ws, board, "Ada")
    seating.clear(ws, seating.plan(ws, board).round_id)
    sit(ws, board, "Ada Ed")
    assert why(ws, board, "Ada")[-1] == "Cost: introduced at Summer board, 2 July, to Ed Falk (−3 points)"


def test_one_round_of_several_is_planned_with_the_others_in_mind(ws):
    board = event(ws, "Board", datetime(2026, 12, 3, 18))
    auto_seat.seat_all(ws, board, iterations=2_000)
    seen = together(ws, board)
    for name in ("Lunch", "Dinner"):
        added = seating.add_round(ws, board, name).created("seating_round")[0]
        auto_seat.seat_all(ws, board, added, iterations=2_000)
        assert len(together(ws, board, added)) == 4
        assert not together(ws, board, added) & seen
        seen |= together(ws, board, added)


def test_who_is_away_in_a_round_has_no_seat_in_it_and_both_sides_of_it_say_so(ws):
    board = event(ws, "Board", datetime(2026, 12, 3, 18))
    lunch = seating.add_round(ws, board, "Lunch").created("seating_round")[0]
    ids = by_name(ws, board)
    guests.edit(ws, [ids["Ada"]], here_from=datetime(2026, 12, 3, 20))
    guests.edit(ws, [ids["Bo"]], here_until=datetime(2026, 12, 3, 20))
    first = seating.plan(ws, board).round_id
    result = auto_seat.seat_all(ws, board, first, iterations=2_000)
    assert (result.seated, [words for _, words in result.unseated]) == (7, ["Arrives 20:00: not there in round 1"])
    auto_seat.seat_all(ws, board, lunch, iterations=2_000)
    absent = [{g.name.split()[0]: words for g, words in seating.unseated(ws, board, each)} for each in (first, lunch)]
    assert absent == [{"Ada": "Arrives 20:00: not there in round 1"}, {"Bo": "Leaves 20:00: not there in round 2"}]
    assert seating.issues(ws, board, first) == []
    assert seating_rounds.notes(ws, lunch, ids["Ada"]) == ("Arrives 20:00: not there in round 1.",)
    assert day_changes.aftermath(ws, board, 0).to_seat == ()
    assert [finding for finding in checks.run(ws, board).findings if finding.code == "seating.unseated"] == []
    seating.unseat(ws, lunch, [ids["Ada"]])
    assert day_changes.aftermath(ws, board, 0).to_seat == (ids["Ada"],)
    assert [finding.subject_ids for finding in checks.run(ws, board).findings if finding.code == "seating.unseated"] == [(ids["Ada"],)]


def test_who_is_seated_by_hand_in_a_round_they_miss_is_named_and_can_be_gone_to(ws):
    board = event(ws, "Board", datetime(2026, 12, 3, 18))
    lunch = seating.add_round(ws, board, "Lunch").created("seating_round")[0]
    ids = by_name(ws, board)
    guests.edit(ws, [ids["Bo"]], here_until=datetime(2026, 12, 3, 20))
    sit(ws, board, "Bo Ada", round_id=lunch)
    (found,) = [issue for issue in seating.issues(ws, board, lunch) if "away" in issue.sentence]
    assert found.sentence == "Bo Cole holds a seat but is away. Leaves 20:00: not there in round 2."
    assert (found.guests, found.severe, len(found.places)) == ((ids["Bo"],), False, 1)
    guests.edit(ws, [ids["Bo"]], here_until=None)
    assert not [issue for issue in seating.issues(ws, board, lunch) if "away" in issue.sentence]


def test_rounds_in_one_of_which_nobody_is_there_are_refused_in_words(ws):
    board = event(ws, "Board", datetime(2026, 12, 3, 18))
    guests.edit(ws, list(by_name(ws, board).values()), here_from=datetime(2026, 12, 3, 21))
    with pytest.raises(RuleBroken, match="nobody is there") as refused:
        auto_seat.seat_all(ws, board, rotations=2, iterations=2_000)
    assert refused.value.code == "seating.all_away"


def test_a_seat_says_whom_one_meets_in_another_round_too(ws):
    board = event(ws, "Board", datetime(2026, 12, 3, 18))
    lunch = seating.add_round(ws, board, "Lunch").created("seating_round")[0]
    sit(ws, board, "Ada Bo", "Cy Di")
    sit(ws, board, "Ada Bo", "Cy Ed", round_id=lunch)
    ids = by_name(ws, board)
    assert seating_rounds.notes(ws, lunch, ids["Ada"]) == ("Shares a table with Bo Cole in Seating too.",)
    assert seating_rounds.notes(ws, lunch, ids["Cy"]) == ()


def test_who_had_least_so_far_is_told_to_the_search_and_the_seat_of_who_was_lifted_says_so(ws, monkeypatch):
    board = event(ws, "Board", datetime(2026, 12, 3, 18))
    sit(ws, board, "Ada Bo", "Cy Di")
    lunch = seating.add_round(ws, board, "Lunch").created("seating_round")[0]
    asked = []

    def search(problem, wishes, **budget):
        asked.append(problem)
        return replace(solved(problem, wishes, **budget), lifted=(4,))

    monkeypatch.setattr(auto_seat, "solved", search)
    auto_seat.seat_all(ws, board, lunch, iterations=2_000)
    assert asked[0].had == (3, 3, 3, 3, 0, 0, 0, 0)
    assert asked[0].met == ((0, 1, 1), (2, 3, 1))
    told = {g.name for g in seating.guests(ws, board, lunch) if LIFTED in g.why}
    assert told == {"Ed Falk"}
    history.undo(ws)
    assert together(ws, board, lunch) == set()
