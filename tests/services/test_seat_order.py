"""Round a table everybody gets one seat, those given theirs, and neighbours suit each other as well as they can."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from advoplanner.domain.peer_fit import WEIGHTS, Peer
from advoplanner.domain.people import LEVELS
from advoplanner.seating.ring import worth
from advoplanner.services.seating_room import neighbours, order


def peer(number: int, *, side: str = "customer", level: str = "", talker: bool = False, weights: dict[str, int] = WEIGHTS, **known: Any) -> Peer:
    ties = {name: frozenset(people) for name, people in known.items()}
    return Peer(
        f"g{number}", f"p{number}", f"Guest {number}", "", side, level, "", ties.pop("topics", frozenset()), **ties, talker=talker, weights=weights
    )


def row_of(members: list[Peer], placed: dict[str, int]) -> list[int]:
    return sorted(range(len(members)), key=lambda n: placed[members[n].guest_id])


@given(st.lists(st.integers(0, 2), min_size=1, max_size=8), st.integers(0, 3), st.data())
def test_everybody_at_a_table_gets_one_seat_and_those_given_theirs(levels, empty, data):
    members = [peer(n, level=list(LEVELS)[level]) for n, level in enumerate(levels)]
    seats = len(members) + empty
    some = data.draw(st.lists(st.sampled_from(range(seats)), unique=True, max_size=len(members)))
    given_seats = {m.guest_id: seat for m, seat in zip(members, some, strict=False)}
    placed = order(members, seats, given_seats)
    assert placed.keys() == {m.guest_id for m in members}
    assert len(set(placed.values())) == len(placed)
    assert all(0 <= seat < seats for seat in placed.values())
    assert all(placed[guest_id] == seat for guest_id, seat in given_seats.items())


def test_no_other_order_pleases_the_neighbours_more():
    members = [peer(n, level=list(LEVELS)[n % 3], topics=["AI"] if n % 2 else ["Cost"], wants=[f"p{(n + 3) % 6}"]) for n in range(6)]
    around = neighbours(members)
    best = worth(around, row_of(members, order(members, 6, {})))
    assert best == max(worth(around, list(other)) for other in permutations(range(6)))


def test_two_hosts_do_not_sit_side_by_side_where_others_are_there():
    members = [peer(0, side="host"), peer(1, side="host"), peer(2), peer(3), peer(4), peer(5)]
    placed = order(members, 6, {})
    assert abs(placed["g0"] - placed["g1"]) == 3, "and nobody sits between the two"


def test_an_event_may_let_guests_sit_between_hosts():
    members = [peer(n, side="host" if n < 2 else "customer", weights={**WEIGHTS, "between_hosts": 9}) for n in range(6)]
    placed = order(members, 6, {})
    assert (placed["g0"] - placed["g1"]) % 6 in (2, 4)


def test_two_who_like_to_perform_do_not_sit_side_by_side():
    members = [peer(0, talker=True), peer(1, talker=True), peer(2), peer(3)]
    placed = order(members, 4, {})
    assert abs(placed["g0"] - placed["g1"]) == 2
