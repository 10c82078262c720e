"""Who should be at each table: somebody to lead it, not too many hosts, an advocate for prospects."""

from __future__ import annotations

import pytest

from advoplanner.domain.rooms import SeatGuest
from advoplanner.domain.table_mix import MixLimits, mix_issues


def people(*sides: str) -> list[SeatGuest]:
    """Guests of these sides; "chair" is a customer who chairs."""
    return [_guest(f"{at}", side) for at, side in enumerate(sides)]


def _guest(guest_id: str, side: str) -> SeatGuest:
    role = side if side == "chair" else "participant"
    return SeatGuest(guest_id, "Ann", "Ann", "", "customer" if side == "chair" else side, role, "accepted", "approved")


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (("host", "customer", "customer", "customer"), []),
        (("chair", "customer", "customer"), []),
        (("host", "host", *["customer"] * 6), []),
        (("host", "host", *["customer"] * 5), ["Table 7: 2 of the host team among 7 people, more than one in 4."]),
        (("host", "prospect"), ["Table 7: 1 prospect with no advocate."]),
        (("host", "advocate", *["prospect"] * 3), []),
        (("host", "advocate", *["prospect"] * 4), ["Table 7: 4 prospects with 1 advocate."]),
        ((), []),
    ],
)
def test_a_table_is_judged_by_who_sits_there(sides: tuple[str, ...], said: list[str]) -> None:
    found = mix_issues({"t": people(*sides)}, {"t": 7}, MixLimits())
    assert [issue.sentence for issue in found] == said
    assert all(issue.places == ("t",) and not issue.severe for issue in found)


def test_a_table_without_a_host_is_named_only_where_there_are_enough() -> None:
    two = {"a": people("host", "host", *["customer"] * 6), "b": people("customer")}
    numbers = {"a": 1, "b": 2}
    assert [i.sentence for i in mix_issues(two, numbers, MixLimits())] == [
        "Table 2: no host or chair sits here, though there are enough for every table."
    ]
    few = {"a": people("host", "customer"), "b": people("customer")}
    assert mix_issues(few, numbers, MixLimits()) == []


def test_the_limits_are_said_in_words() -> None:
    assert MixLimits(5, 2).words()[1:] == ["At most one of the host team for every 5 people.", "An advocate for every 2 prospects, and at least one."]
