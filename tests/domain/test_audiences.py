"""Whom a wave addresses, how often somebody may be asked, and when a wave should leave."""

from __future__ import annotations

from datetime import date

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.asks import AskCap, check_day, why_give, why_not_ask
from advoplanner.domain.audiences import (
    EVERYBODY,
    NOBODY,
    Audience,
    Invitee,
    Who,
    audience_words,
    is_personal,
    kept_audience,
    outside,
    read_audience,
)
from advoplanner.domain.lead_times import planned_day
from advoplanner.domain.letters import WaveKind

ANA = Invitee("g1", "advocate", "participant", 1, ("Data", "Berlin"))
TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("audience", "why"),
    [
        (NOBODY, "nobody has been chosen yet"),
        (EVERYBODY, ""),
        (Audience(Who.SOME), "nobody has been chosen yet"),
        (Audience(Who.SOME, sides=("advocate", "customer")), ""),
        (Audience(Who.SOME, sides=("prospect",)), "outside the filter: advocate"),
        (Audience(Who.SOME, roles=("presenter",)), "outside the filter: participant"),
        (Audience(Who.SOME, tiers=(2, 3)), "outside the filter: tier 1"),
        (Audience(Who.SOME, tags=("berlin",)), ""),
        (Audience(Who.SOME, sides=("advocate",), tags=("Paris",)), "outside the filter: none of the tags"),
        (Audience(added=("g1",)), ""),
        (Audience(added=("g2",)), "not chosen"),
        (Audience(Who.EVERYBODY, without=("g1",)), "left out by hand"),
        (Audience(Who.EVERYBODY, added=("g1",), without=("g1",)), "left out by hand"),
    ],
)
def test_an_audience_says_why_somebody_is_outside(audience, why):
    assert outside(audience, ANA) == why


def test_an_audience_comes_back_as_it_was_kept():
    audience = Audience(Who.SOME, ("customer",), ("host",), (1, 0), ("Data",), ("g1",), ("g2",))
    assert read_audience(kept_audience(audience)) == audience
    assert read_audience({"who": "everybody", "later": 1}) == EVERYBODY


@pytest.mark.parametrize("audience", [Audience("all"), Audience(Who.SOME, sides=("friend",)), Audience(Who.SOME, roles=("king",))])
def test_a_word_that_is_no_part_of_an_audience_is_refused(audience):
    with pytest.raises(RuleBroken, match="is no part of a wave's audience"):
        kept_audience(audience)


def test_an_audience_in_words():
    assert audience_words(Audience(Who.SOME, ("customer", "advocate"), tiers=(1,))) == "Customer or advocate, tier 1"
    assert audience_words(NOBODY) == "Nobody yet"


@pytest.mark.parametrize(
    ("mode", "tier", "personal"), [("tier", 1, True), ("tier", 2, False), ("tier", 0, False), ("personal", 3, True), ("template", 1, False)]
)
def test_who_gets_a_draft_of_their_own(mode, tier, personal):
    assert is_personal(mode, tier) is personal


@pytest.mark.parametrize(
    ("asked", "weary", "why"),
    [
        ([], False, ""),
        ([date(2027, 1, 15)], False, ""),
        ([date(2027, 2, 10)], False, "asked on Wed 10 Feb 2027, and 30 days are to lie between"),
        ([date(2027, 1, 30)], False, ""),
        ([date(2027, 1, 31)], False, "asked on Sun 31 Jan 2027, and 30 days are to lie between"),
        ([date(2026, 12, 20), date(2027, 1, 15)], False, "asked 2 times in a quarter (Sun 20 Dec 2026 and Fri 15 Jan 2027), 2 is the most"),
        ([date(2026, 11, 20), date(2027, 1, 15)], False, ""),
        ([], True, "tired of being asked"),
    ],
)
def test_the_ask_cap(asked, weary, why):
    assert why_not_ask(asked, TODAY, AskCap(2, 30), weary=weary) == why


def test_the_ask_cap_follows_its_norm():
    assert why_not_ask([date(2027, 1, 31)], TODAY, AskCap(2, 10)) == ""
    assert why_not_ask([date(2027, 1, 15)], TODAY, AskCap(1, 10)) == "asked 1 time in a quarter (Fri 15 Jan 2027), 1 is the most"
    assert why_not_ask([date(2027, 1, 15)], TODAY, AskCap(2, 60)) == "asked on Fri 15 Jan 2027, and 60 days are to lie between"


def test_what_shuts_somebody_out_of_asks_recommends_them_for_gifts():
    assert why_give([], TODAY, AskCap(2, 30), weary=True) == "Recommended: tired of being asked, and this gives"
    assert why_give([date(2026, 1, 1)], TODAY, AskCap(2, 30)) == ""


@pytest.mark.parametrize(("day", "sentence"), [("2027-03-02", "lies ahead"), ("March", "is not a day")])
def test_the_ledger_holds_days_that_were(day, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        check_day(day, TODAY)


@pytest.mark.parametrize(
    ("wave", "kind", "day"),
    [
        (WaveKind.SAVE_THE_DATE, "cab", "2027-05-12"),
        (WaveKind.INVITATION, "cab", "2027-06-16"),
        (WaveKind.INVITATION, "meetup", "2027-07-14"),
        (WaveKind.REMINDER, "council", "2027-07-24"),
        (WaveKind.CONFIRMATION, "rockstar", "2027-08-09"),
        (WaveKind.SPEAKERS, "cab", "2027-07-14"),
    ],
)
def test_a_wave_is_planned_from_the_norms(wave, kind, day):
    assert planned_day(wave, kind, date(2027, 8, 11), TODAY).isoformat() == day


def test_a_wave_that_should_have_left_leaves_today():
    assert planned_day(WaveKind.SAVE_THE_DATE, "cab", date(2027, 3, 20), TODAY) == TODAY
