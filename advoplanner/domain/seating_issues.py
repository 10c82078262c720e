"""What does not hold in a seating plan, with the people and places it is about, so that one can go there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanIssue:
    """One sentence about a plan. `guests` and `places` (tables, fixtures) are ids; `severe` breaks a rule, all else warns.

    `offer` says in words what opening the issue offers to do about it; "" where it only leads to the place.
    """

    sentence: str
    guests: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    severe: bool = True
    offer: str = ""
