"""Rules of care for members: asks, introductions, terms, and senior hosts who stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.domain.cases import START, case, found, guest, report, session

TODAY = (START - timedelta(days=60)).date()


def days(*ago: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in ago]


def test_nobody_is_asked_more_than_twice_in_a_quarter():
    people = [guest(1), guest(2)]
    assert found("guests.asks", guests=people) == ["I?"]
    assert found("guests.asks", guests=people, asked={"g1": days(31, 40)}) == []
    assert found("guests.asks", guests=people, asked={"g1": days(31, 40, 92)}) == []
    assert found("guests.asks", guests=people, asked={"g1": days(31, 40, 90)}) == ["W"]
    assert found("guests.asks", guests=[replace(guest(1), side="host")], asked={"g1": days(1, 2, 3)}) == []
    assert found("guests.asks") == []


def test_who_was_asked_within_thirty_days_is_named():
    people = [guest(1), guest(2)]
    (said,) = [f for f in report(guests=people, asked={"g1": days(29), "g2": days(30)}).findings if f.code == "guests.asks"]
    assert (said.severity, said.value, said.threshold, said.subject_ids) == ("I", 29, 30, ("g1",))
    assert "less than 30 days ago" in said.message
    assert found("guests.asks", guests=people, asked={"g1": days(3, 40, 50)}) == ["W"]
    assert found("guests.asks", guests=people, asked={"g1": days(-3)}) == []


def test_shortly_before_each_guest_has_three_people_to_meet():
    people = [guest(n) for n in range(5)]
    few = {f"g{n}": 3 for n in range(4)} | {"g4": 1}
    assert found("guests.introductions", guests=people, introduced=few) == []
    assert found("guests.introductions", days_before=14, guests=people, introduced=few) == ["I"]
    assert found("guests.introductions", days_before=14, guests=people, introduced={f"g{n}": 3 for n in range(5)}) == []
    assert found("guests.introductions", days_before=14, guests=people[:2]) == []
    assert found("guests.introductions", "rockstar", days_before=3, guests=people) == []


def test_terms_that_end_are_known_three_months_before():
    soon, late, over = (replace(guest(n), term_end=str(TODAY + timedelta(days=d))) for n, d in enumerate((90, 91, -1)))
    assert found("guests.terms", guests=[guest(1)]) == ["I?"]
    assert found("guests.terms", guests=[late]) == []
    assert found("guests.terms", guests=[late, soon]) == ["I"]
    (said,) = [f for f in report(guests=[over, soon, late]).findings if f.code == "guests.terms"]
    assert "over since" in said.message
    assert said.subject_ids == (over.id, soon.id)


def test_a_term_that_is_over_before_a_meeting_far_ahead_is_known():
    before, there = (replace(guest(n), term_end=str(START.date() - timedelta(days=d))) for n, d in enumerate((1, 0)))
    (said,) = [f for f in report(days_before=150, guests=[before, there]).findings if f.code == "guests.terms"]
    assert said.subject_ids == (before.id,)


def test_nobody_sits_for_ever():
    assert found("guests.tenure", guests=[replace(guest(1), member_since=str(TODAY - timedelta(days=500)))]) == []
    assert found("guests.tenure", guests=[replace(guest(1), member_since="2025")]) == ["I"]
    assert found("guests.tenure", guests=[replace(guest(1), member_since="2025", term_end="2027-12-31")]) == []
    assert found("guests.tenure", guests=[replace(guest(1), member_since="long ago")]) == []


def test_a_member_without_a_term_is_named_once_most_have_one():
    ended = [replace(guest(n), term_end="2029-12-31") for n in range(3)]
    assert found("guests.no_term", guests=[*ended, guest(3)]) == ["W"]
    assert found("guests.no_term", guests=[*ended[:2], guest(3)]) == []
    assert found("guests.no_term", guests=ended) == []
    assert found("guests.no_term", "council", guests=[*ended, guest(3)]) == []
    (said,) = [f for f in report(guests=[*ended, guest(3)]).findings if f.code == "guests.no_term"]
    assert said.subject_ids == ("g3",)


def test_a_senior_host_stays_from_the_first_session_to_the_last():
    talks = [session(), session(60)]
    host = guest(1, "host", level="vp", role="host")
    assert found("guests.host_presence", guests=[host], sessions=talks) == []
    assert found("guests.host_presence", guests=[replace(host, here_from=START + timedelta(minutes=5))], sessions=talks) == ["W"]
    assert found("guests.host_presence", guests=[replace(host, here_until=START + timedelta(minutes=119))], sessions=talks) == ["W"]
    assert found("guests.host_presence", guests=[replace(host, here_until=START + timedelta(minutes=120))], sessions=talks) == []
    assert found("guests.host_presence", guests=[replace(host, level="manager", here_from=START + timedelta(hours=1))], sessions=talks) == []
    assert case().placed == []
    assert found("guests.host_presence", guests=[replace(host, here_from=START + timedelta(hours=1))]) == []
