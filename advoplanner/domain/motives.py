"""What moves a person: five needs of social capital, six kinds of value, a style, jobs to be done, and what they will not do."""

from __future__ import annotations

from advoplanner.core.records import dataclass

NEEDS = {"network": "Network", "learning": "Learning", "reputation": "Reputation", "status": "Status", "say": "A say"}
"""Five kinds of social capital, each 0 to 3."""

VALUES = {
    "spotlight": "Spotlight", "network": "Network", "learning": "Learning", "purpose": "Purpose", "say": "A say", "access": "Access to people",
}  # fmt: skip

STYLES = {
    "": "Not known",
    "performer": "Performer",
    "socialiser": "Socialiser",
    "competitor": "Competitor",
    "analyst": "Analyst",
    "explorer": "Explorer",
}


@dataclass(frozen=True, slots=True)
class Motives:
    """One person's motives; empty where nothing is known."""

    needs: dict[str, int]
    values: tuple[str, ...] = ()
    style: str = ""
    jobs: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    wont_do: tuple[str, ...] = ()
    source: str = ""
    dated: str = ""


UNKNOWN = Motives(needs={})


def strongest_need(motives: Motives) -> str:
    """The need with the highest figure above 0, or "" where nothing is known; ties go to the order of NEEDS."""
    ranked = sorted(((-motives.needs.get(n, 0), i, n) for i, n in enumerate(NEEDS)))
    return ranked[0][2] if ranked[0][0] < 0 else ""
