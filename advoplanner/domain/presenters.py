"""Who could present at a place: customers and advocates who know the topic, the nearest and best suited first (features F21)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advoplanner.core.text import fold, listed, plural

SPEAKING_STYLE, REPUTATION, TOPIC, KNOWN = 2, 1, 3, 4
"""Points of a performer, of who looks for reputation (at most three times), of each topic and of who is marked as a Rock Star."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer or advocate as the finder needs them; `km` is None where the city is not known."""

    person_id: str
    name: str
    organisation: str
    city: str
    km: float | None
    topics: tuple[str, ...]
    rock_star: bool
    style: str
    reputation: int
    brought: int


@dataclass(frozen=True, slots=True)
class PresenterRow:
    """One who could present, with the reasons; `brought` counts the guests who came because of them so far."""

    id: str
    name: str
    organisation: str
    city: str
    km: float | None
    why: str
    points: int
    brought: int


def ranked(candidates: Iterable[Candidate], topics: Sequence[str], within_km: int = 0) -> list[PresenterRow]:
    """Those who know one of `topics` (everybody where none is given) and live within `within_km` (0 for anywhere), the best first.

    Whoever lives in a city that is not known comes last and is never left out, for nobody can say how far it is.
    """
    wanted = {fold(topic) for topic in topics if fold(topic)}
    rows = []
    for each in candidates:
        shared = [topic for topic in each.topics if any(word in fold(topic) for word in wanted)]
        if (wanted and not shared) or (within_km and each.km is not None and each.km > within_km):
            continue
        points = TOPIC * len(shared) + KNOWN * each.rock_star + SPEAKING_STYLE * (each.style == "performer") + REPUTATION * each.reputation
        rows.append(PresenterRow(each.person_id, each.name, each.organisation, each.city, each.km, _why(each, shared), points, each.brought))
    return sorted(rows, key=lambda r: (r.km is None, -r.points, r.km or 0.0, fold(r.name)))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One who could come to hear a peer: `segments` are their topics, industry and job title; `km` is None where the city is not known."""

    person_id: str
    name: str
    organisation: str
    city: str
    km: float | None
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One who could come, with what of `segments` was looked for."""

    id: str
    name: str
    organisation: str
    city: str
    km: float | None
    why: str


def neighbours(people: Iterable[Neighbour], words: Sequence[str], within_km: int = 0) -> list[NeighbourRow]:
    """Those of a segment (everybody where none is named) who live within `within_km` (0 for anywhere), the nearest first.

    Local people come to hear a local peer (seed 003-38). Whoever lives in a city that is not known comes last and is never left out.
    """
    wanted = {fold(word) for word in words if fold(word)}
    rows = []
    for each in people:
        shared = [segment for segment in each.segments if any(word in fold(segment) for word in wanted)]
        if (wanted and not shared) or (within_km and each.km is not None and each.km > within_km):
            continue
        rows.append(
            NeighbourRow(each.person_id, each.name, each.organisation, each.city, each.km, listed(list(dict.fromkeys(shared or each.segments))[:3]))
        )
    return sorted(rows, key=lambda r: (r.km is None, r.km or 0.0, fold(r.name)))


def _why(each: Candidate, shared: Sequence[str]) -> str:
    reasons = [f"Knows {listed(list(shared[:3]))}"] if shared else []
    reasons += ["Rock Star"] * each.rock_star + ["Likes to be on stage"] * (each.style == "performer")
    reasons += ["Looks for reputation"] * (each.reputation >= 2)
    reasons += [f"Brought {plural(each.brought, 'guest')} so far"] * bool(each.brought)
    return "; ".join(reasons) or "Little is known yet"
