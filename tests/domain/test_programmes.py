"""Programmes: terms that overlap, end and are renewed; levels that suit the kind; words for attendance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.programmes import MemberRow, check_term, checked, checked_member, extended, judged, level_notice, rate_words
from advoplanner.domain.rosters import bench_words

TODAY = date(2027, 1, 12)
ANA = MemberRow(
    "m1", "p", "p1", "Ana", "Acme", "", "c_level", "customer", "member", "active", "", date(2026, 1, 1), date(2028, 1, 1), 0, "", "", "", 1
)


def member(n: int, **words) -> MemberRow:
    return replace(ANA, id=f"m{n}", person_id=f"p{n}", name=f"Person {n}", **words)


@pytest.mark.parametrize(
    ("end", "months", "renewed"),
    [
        (date(2027, 2, 28), 12, date(2028, 2, 29)), (date(2027, 5, 31), 13, date(2028, 6, 30)), (date(2027, 3, 15), 24, date(2029, 3, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)), (date(2026, 12, 1), 1, date(2027, 2, 12)), (date(2020, 12, 1), 12, date(2028, 1, 12)),
        (None, 6, date(2027, 7, 12)), (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 5), 2, date(2027, 3, 12)), (date(2027, 12, 31), 120, date(2037, 12, 31)),
    ],
)  # fmt: skip
def test_a_renewed_term_ends_so_many_months_after_the_old_one(end, months, renewed):
    assert extended(end, months, TODAY) == renewed


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("2026-01-01", "2027-01-01"), ("2027-01-01", "2028-01-01"), False), (("2026-01-01", "2027-01-01"), ("2026-12-31", None), True),
        ((None, None), ("2026-01-01", "2027-01-01"), True), ((None, "2025-12-31"), ("2026-01-01", None), False),
    ],
)  # fmt: skip
def test_terms_overlap_by_their_days_and_an_open_end_reaches_for_ever(one, other, together):
    first, second = (
        member(n, start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None)
        for n, (start, end) in enumerate((one, other))
    )
    assert first.overlaps(second) is second.overlaps(first) is together


def test_a_seat_is_told_apart_without_case_and_nominees_without_a_day_hold_none():
    rows = [member(1, seat_no="a1"), member(2, seat_no="A1"), member(3, seat_no="A1", status="nominated", start=None, end=None)]
    found = judged("cab", rows, TODAY)
    assert found[0].warnings == ("Seat a1 is held by Person 2 in a part of this term (1 January 2026 to 1 January 2028).",)
    assert found[2].warnings == ()


def test_only_who_sits_on_a_board_needs_a_term():
    open_ended = [member(n, end=None, **words) for n, words in enumerate(({}, {"status": "nominated"}, {"role": "adviser"}, {"side": "host"}))]
    assert [bool(row.warnings) for row in judged("cab", open_ended, TODAY)] == [True, False, False, False]
    assert not any(row.warnings for kind in ("council", "usergroup", "rockstar", "meetup") for row in judged(kind, open_ended, TODAY))


def test_boards_are_for_the_senior_and_user_groups_for_those_who_use_the_product():
    senior, low = [member(n) for n in range(3)], [member(n, level="manager") for n in range(3, 5)]
    assert level_notice("cab", senior) == ""
    assert level_notice("cab", [*senior, member(9, level="vp")]) == ""
    assert (
        level_notice("cab", [*senior, *low]) == "Levels are mixed, from C-level (Person 0) to Manager (Person 4): peers are of one level or the next."
    )
    assert level_notice("cab", [senior[0], *low]).startswith("2 of 3 members whose level is known are managers or users")
    assert level_notice("cab", [*senior, member(9, level="manager", status="alumni"), member(8, level="manager", side="host")]) == ""
    assert level_notice("usergroup", low) == ""
    assert level_notice("usergroup", [senior[0], *low]) == (
        "1 of 3 members whose level is known is an executive: an advisory board suits them better than a user group."
    )
    assert level_notice("council", [*senior, *low]) == ""
    assert level_notice("cab", [member(1, level="")]) == ""


def test_attendance_is_said_with_its_share():
    assert (rate_words(7, 9), rate_words(0, 0)) == ("7 of 9 (78%)", "")


@pytest.mark.parametrize(
    ("status", "start", "end", "field"), [("active", "2027-01-13", "", "start"), ("nominated", "2027-02-01", "2027-01-31", "end")]
)
def test_a_term_that_cannot_be_is_refused_at_its_field(status, start, end, field):
    with pytest.raises(RuleBroken) as refused:
        check_term(status, start, end, TODAY)
    assert refused.value.field == field
    check_term("nominated", "2027-02-01", "2027-02-01", TODAY)


def test_what_no_programme_and_no_membership_has_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="no field 'colour'"):
        checked({"colour": "red"})
    with pytest.raises(TypeError, match="no field 'rank'"):
        checked_member({"rank": 1})


@pytest.mark.parametrize(
    ("kind", "waiting", "words"),
    [
        ("cab", 0, "nobody could follow: a weak bench"),
        ("cab", 3, "3 could follow: a good bench"),
        ("council", 4, "4 could follow: an excellent bench"),
        ("meetup", 0, ""),
    ],
)
def test_the_bench_is_rated_by_how_many_could_follow(kind: str, waiting: int, words: str) -> None:
    rows = [ANA, *(member(n, status="approached" if n % 2 else "nominated") for n in range(waiting))]
    assert bench_words(kind, rows) == words
