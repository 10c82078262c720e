"""Peer fit: the points of features F13, the same from either side, with reasons that read as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.domain.meetings import Meeting
from advoplanner.domain.peer_fit import WEIGHTS, Peer, fit, reasons, table_reasons, terms
from advoplanner.domain.people import LEVELS

SIDES = ("customer", "prospect", "advocate", "host", "partner")
PEOPLE = ("p0", "p1", "p2")


def peer(number: int, *, side: str = "customer", level: str = "", company: str = "", industry: str = "", topics=(), **ties) -> Peer:
    known = {name: people if isinstance(people, dict) else frozenset(people) for name, people in ties.items()}
    return Peer(f"g{number}", f"p{number}", f"Guest {number}", company, side, level, industry, frozenset(topics), **known)


def anybody(number: int):
    return st.builds(
        peer,
        st.just(number),
        side=st.sampled_from(SIDES),
        level=st.sampled_from(["", *LEVELS]),
        company=st.sampled_from(["", "a", "b"]),
        industry=st.sampled_from(["", "Banking", "Rail"]),
        topics=st.sets(st.sampled_from(["AI", "Cost", "Data", "{}", "Security"])),
        wants=st.sets(st.sampled_from(PEOPLE)),
        mentors=st.sets(st.sampled_from(PEOPLE)),
        met=st.dictionaries(st.sampled_from(PEOPLE), st.builds(Meeting, st.just("Board, 12 May"), st.integers(0, 4), st.integers(0, 2))),
        missed=st.dictionaries(st.sampled_from(PEOPLE), st.just("Board, 12 May")),
    )


@pytest.mark.parametrize(
    ("a", "b", "points"),
    [
        ({"level": "vp"}, {"level": "vp"}, {"same_level": 3}),
        ({"level": "vp"}, {"level": "director"}, {"near_level": 1}),
        ({"level": "c_level"}, {"level": "manager"}, {"far_level": -2}),
        ({"level": "c_level", "side": "host"}, {"level": "manager"}, {}),
        ({"level": "vp"}, {}, {}),
        ({"topics": ["AI", "Cost"]}, {"topics": ["AI", "Cost"]}, {"topics": 2}),
        ({"topics": ["AI", "Cost", "Data", "Security"]}, {"topics": ["AI", "Cost", "Data", "Security"]}, {"topics": 3}),
        ({"wants": ["p1"]}, {}, {"wants_to_meet": 4}),
        ({"wants": ["p1"]}, {"wants": ["p0"]}, {"wants_to_meet": 8}),
        ({"met": {"p1": Meeting("Board, 12 May")}}, {}, {"met_before": -3}),
        ({"met": {"p1": Meeting("Board, 12 May", 1)}}, {}, {"met_before": -3}),
        ({"met": {"p1": Meeting("Board, 12 May", 2)}}, {}, {"met_before": -2}),
        ({}, {"met": {"p0": Meeting("Board, 12 May", 4)}}, {"met_before": -1}),
        ({"missed": {"p1": "Board, 12 May"}}, {}, {"still_to_meet": 4}),
        ({"missed": {"p1": "Board, 12 May"}, "wants": ["p1"]}, {"wants": ["p0"]}, {"wants_to_meet": 8}),
        ({"company": "a"}, {"company": "a"}, {"same_company": -4}),
        ({"side": "prospect"}, {"side": "advocate"}, {"prospect_and_advocate": 4}),
        ({"mentors": ["p1"]}, {}, {"mentor": 4}),
        ({"side": "host"}, {"side": "host"}, {"hosts_together": -3}),
        ({"side": "prospect"}, {"side": "prospect"}, {"prospects_together": -2}),
        ({"level": "vp", "industry": "Rail"}, {"level": "vp", "industry": "Banking"}, {"same_level": 3, "other_industry": 1}),
        ({"level": "vp", "industry": "Rail"}, {"level": "director", "industry": "Banking"}, {"near_level": 1}),
        (
            {"level": "vp", "industry": "Rail", "company": "a"},
            {"level": "vp", "industry": "Banking", "company": "a"},
            {"same_level": 3, "same_company": -4},
        ),
        ({}, {}, {}),
    ],
)
def test_each_term_has_its_points(a, b, points):
    assert {t.code: t.points for t in terms(peer(0, **a), peer(1, **b))} == points


@given(anybody(0), anybody(1))
def test_the_sum_is_that_of_the_terms_and_the_same_from_either_side(a, b):
    assert fit(a, b) == fit(b, a) == sum(t.points for t in terms(a, b))
    assert [t.code for t in terms(a, b)] == [t.code for t in terms(b, a)]


@given(anybody(0), anybody(1), anybody(2))
def test_reasons_are_at_most_three_and_one_cost_without_words_of_the_machine(a, b, c):
    lines = reasons(a, [b, c])
    assert 1 <= len(lines) <= 4
    assert sum(line.startswith("Cost: ") for line in lines) <= 1
    for line in lines:
        assert line[0].isupper()
        assert "_" not in line
        assert ":" not in line.removeprefix("Cost: ")


@given(anybody(1), anybody(2), anybody(3))
def test_a_table_tells_everybody_what_each_is_told_alone(a, b, c):
    people = [a, b, c]
    assert table_reasons(people) == [reasons(own, [other for other in people if other is not own]) for own in people]


def test_reasons_read_as_sentences():
    ana = peer(0, level="vp", topics=["AI", "{0}"], wants=["p1"], company="a", side="prospect")
    mates = [
        peer(1, level="vp", topics=["AI", "{0}"], wants=["p0"]),
        peer(2, level="vp", company="a"),
        peer(3, level="vp", side="advocate", mentors=["p0"]),
    ]
    assert reasons(ana, mates) == [
        "Same level as Guest 1 and 2 others",
        "Has a mutual wish to meet with Guest 1",
        "As a prospect, can hear from Guest 3",
        "Cost: same company as Guest 2 (−4 points)",
    ]


@pytest.mark.parametrize(
    ("guest", "mate", "line"),
    [
        ({"wants": ["p1"]}, {}, "Wants to meet Guest 1"),
        ({}, {"wants": ["p0"]}, "Is on the wish list of Guest 1"),
        ({"mentors": ["p1"]}, {}, "Mentors Guest 1"),
        ({}, {"mentors": ["p0"]}, "Is mentored by Guest 1"),
        ({"side": "advocate"}, {"side": "prospect"}, "As an advocate, can speak to Guest 1"),
        ({"topics": ["AI", "Cost", "Zen"]}, {"topics": ["AI", "Cost", "Zen"]}, "Shares AI and Cost with Guest 1"),
        ({"met": {"p1": Meeting("Board, 12 May")}}, {}, "Cost: sat together at Board, 12 May, with Guest 1 (−3 points)"),
        ({"level": "vp"}, {}, "No ties to this table in what is known"),
        ({}, {}, "Little is known of this guest yet"),
    ],
)
def test_a_reason_is_told_from_the_guests_own_side(guest, mate, line):
    assert reasons(peer(0, **guest), [peer(1, **mate)]) == [line]


def test_competitors_cost_where_they_may_share_a_table():
    one, other = peer(0, company="acme", rivals={"zenith"}), peer(1, company="zenith", rivals={"acme"})
    assert [(t.code, t.words) for t in terms(one, other) if t.points < 0] == [("rivals", "Companies that compete")]


def test_an_event_may_weigh_otherwise():
    weights = {**WEIGHTS, "topic": 7, "topics_most": 9, "same_level": 0}
    one, other = (replace(peer(n, topics={"Talent", "Cost"}, level="vp"), weights=weights) for n in (0, 1))
    assert {t.code: t.points for t in terms(one, other)} == {"topics": 9}


@pytest.mark.parametrize(
    ("behind", "sentence"),
    [
        ({"met": {"p1": Meeting("Spring board, 12 May")}}, "Cost: sat together at Spring board, 12 May, with Guest 1 (−3 points)"),
        ({"met": {"p1": Meeting("Board, 12 May", 4, 2)}}, "Cost: sat together in 2 rounds of Board, 12 May, with Guest 1 (−1 point)"),
        ({"met": {"p1": Meeting("Spring board, 12 May", 0, 0)}}, "Cost: introduced at Spring board, 12 May, to Guest 1 (−3 points)"),
        ({"missed": {"p1": "Spring board, 12 May"}}, "Was to be introduced at Spring board, 12 May, to Guest 1"),
    ],
)
def test_what_lies_behind_two_is_told_with_the_event(behind, sentence):
    assert reasons(peer(0, level="vp", **behind), [peer(1)]) == [sentence]
