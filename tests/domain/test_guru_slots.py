"""One-to-one slots: as many served as can be, the best interests met, clashes and walking heeded, every unmet wish explained."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.guru_slots import ACCESS, TOPIC, WISH, Expert, Match, Seeker, check_minutes, check_windows, clash, interest, match, times

TEN = datetime(2027, 3, 10, 10)


def at(hours: float) -> datetime:
    return TEN + timedelta(hours=hours)


def expert(name="Eve", topics=("Cloud",), windows=((0, 1),), minutes=30) -> Expert:
    spans = tuple((at(a), at(b)) for a, b in windows)
    return Expert(f"e-{name}", f"g-{name}", f"p-{name}", name, frozenset(topics), spans, minutes, "")


def seeker(name, topics=("Cloud",), wants=(), access=False, busy=()) -> Seeker:
    return Seeker(f"g-{name}", name, frozenset(topics), frozenset(wants), access, tuple((at(a), at(b), title) for a, b, title in busy))


def who(outcome) -> set[tuple[str, str, str]]:
    return {(m.guest_id[2:], m.expert_id[2:], f"{m.start:%H:%M}") for m in outcome.matches}


def test_seed_002_06_half_an_hour_with_an_expert_of_the_same_interest():
    found = match([expert()], [seeker("Ana")])
    assert who(found) == {("Ana", "Eve", "10:00")}
    assert found.matches[0].why == "Shares Cloud"
    assert times(expert(windows=((0, 1), (3, 3.9)))) == [at(0), at(0.5), at(3)]


def test_seed_001_06_and_003_25_a_wish_counts_most_and_who_looks_for_access_a_little():
    assert interest(seeker("Ana", (), ["p-Eve"]), expert()) == (WISH, "Wants to meet Eve")
    assert interest(seeker("Ana", access=True), expert()) == (TOPIC + ACCESS, "Shares Cloud")
    assert interest(seeker("Ana", ("Golf",)), expert()) == (0, "")
    assert interest(Seeker("g-Eve", "Eve", frozenset({"Cloud"}), frozenset(), False), expert()) == (0, "")


def test_nobody_goes_without_so_that_another_gets_a_better_one():
    eve, finn = expert("Eve", ("Cloud", "Data"), ((0, 0.5),)), expert("Finn", ("Cloud",), ((0, 0.5),))
    both = seeker("Both", ("Cloud", "Data"))
    only_eve = seeker("Only Eve", ("Data",))
    assert who(match([eve, finn], [both, only_eve])) == {("Both", "Finn", "10:00"), ("Only Eve", "Eve", "10:00")}


def test_a_session_and_the_way_to_it_are_in_the_way():
    bound = seeker("Ana", busy=((0.5, 1, "Panel"),))
    assert clash(bound, at(0), 30) == "Panel"
    assert who(match([expert(windows=((0, 2),))], [bound])) == {("Ana", "Eve", "11:30")}


def test_everybody_gets_a_first_before_anybody_a_second_and_never_the_same_expert():
    found = match([expert("Eve", windows=((0, 2),)), expert("Finn", windows=((0, 2),))], [seeker("Ana"), seeker("Ben")], wanted=2)
    assert {(g, e) for g, e, _ in who(found)} == {("Ana", "Eve"), ("Ana", "Finn"), ("Ben", "Eve"), ("Ben", "Finn")}
    for name in ("Ana", "Ben"):
        first, second = sorted(m.start for m in found.matches if m.guest_id == f"g-{name}")
        assert second - first >= timedelta(minutes=60)


def test_slots_that_stay_are_not_given_twice():
    kept = Match("e-Eve", "g-Zoe", at(0), "")
    found = match([expert(windows=((0, 1),))], [seeker("Ana"), seeker("Ben")], [kept])
    assert kept in found.matches
    assert len(found.matches) == 2
    assert len(found.unmet) == 1


@pytest.mark.parametrize(
    ("experts", "guest", "why"),
    [
        ([expert(topics=("Golf",))], seeker("Ana"), "No expert shares an interest or is on the list of wishes."),
        ([expert(windows=())], seeker("Ana"), "Eve has no free time yet."),
        ([expert()], seeker("Ana", busy=((0, 1, "Keynote"),)), "Is bound by Keynote whenever Eve has time."),
    ],
)
def test_an_unmet_wish_says_why(experts, guest, why):
    assert match(experts, [guest]).unmet == ((guest.guest_id, why),)


def test_a_full_expert_is_named_with_those_who_came_first():
    found = match([expert()], [seeker("Ana", wants=["p-Eve"]), seeker("Ben", wants=["p-Eve"]), seeker("Cy")])
    assert found.unmet == (("g-Cy", "All 2 slots of Eve are taken, by Ana and Ben."),)


@given(st.lists(st.frozensets(st.sampled_from(["A", "B", "C"]), max_size=3), min_size=1, max_size=5), st.integers(0, 3))
def test_the_plan_is_the_best_there_is(topics: list[frozenset[str]], bound: int):
    experts = [expert("Eve", ("A", "B"), ((0, 1),)), expert("Finn", ("C",), ((0, 0.5),))]
    guests = [seeker(str(n), t, busy=((0, 0.4, "Talk"),) if n < bound else ()) for n, t in enumerate(topics)]
    places = [(e, start) for e in experts for start in times(e)]
    padded = [*places, *[None] * len(guests)]

    def worth(choice) -> int:
        total = 0
        for guest, place in zip(guests, choice, strict=False):
            if place and interest(guest, place[0])[0] and not clash(guest, place[1], place[0].minutes):
                total += 1000 + interest(guest, place[0])[0]
        return total

    best = max(worth(choice) for choice in set(permutations(range(len(padded)), len(guests))) for choice in [[padded[i] for i in choice]])
    found = match(experts, guests)
    reached = sum(
        1000 + interest(next(g for g in guests if g.guest_id == m.guest_id), next(e for e in experts if e.id == m.expert_id))[0]
        for m in found.matches
    )
    assert reached == best
    assert {g for g, _ in found.unmet} | {m.guest_id for m in found.matches} == {g.guest_id for g in guests}


@pytest.mark.parametrize("windows", [[(at(1), at(0))], [(at(-1), at(1))], [(at(0), at(2)), (at(1), at(3))]])
def test_windows_that_cannot_be(windows):
    with pytest.raises(RuleBroken) as refused:
        check_windows(windows, at(0), at(8))
    assert refused.value.field == "windows"


@pytest.mark.parametrize("minutes", [0, 9, 181])
def test_lengths_that_cannot_be(minutes):
    with pytest.raises(RuleBroken, match="lasts from 10"):
        check_minutes(minutes)


def test_forty_advocates_and_twelve_experts_are_matched_and_every_unmet_wish_is_explained():
    topics = [f"Topic {n}" for n in range(8)]
    experts = [expert(f"Expert {n}", (topics[n % 8],), ((0, 1.5),)) for n in range(12)]
    seekers = [
        seeker(f"Advocate {n:02}", (topics[n % 8], topics[(n + 3) % 8]), {f"p-Expert {n % 12}"} if n % 3 == 0 else (), n % 5 == 0,
               ((0, 1.5, "Panel"),) if n >= 38 else ())
        for n in range(40)
    ]  # fmt: skip
    found = match(experts, seekers)
    assert len(found.matches) == 36
    assert all(m.why for m in found.matches)
    assert len({(m.expert_id, m.start) for m in found.matches}) == len({m.guest_id for m in found.matches}) == 36
    assert {guest for guest, _ in found.unmet} == {s.guest_id for s in seekers} - {m.guest_id for m in found.matches}
    assert {why.split(" ")[0] for _, why in found.unmet} == {"All", "Is"}
    assert all(len(why.split()) > 5 for _, why in found.unmet)
