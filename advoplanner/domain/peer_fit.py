"""How well two guests suit each other at one table: whole-number terms with names, so that every seat can say why.

First peers, then variety: level and shared topics before a different industry (features F13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advoplanner.core.text import listed
from advoplanner.domain.guests import Side
from advoplanner.domain.people import LEVELS

WEIGHTS: dict[str, int] = {
    "same_level": 3, "near_level": 1, "far_level": -2, "topic": 1, "topics_most": 3, "wants_to_meet": 4, "met_before": -3,
    "same_company": -4, "prospect_and_advocate": 4, "other_industry": 1, "mentor": 4, "hosts_together": -3,
}  # fmt: skip
"""Points of each term (features F13)."""

_LEVEL_ORDER = {level: i for i, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Peer:
    """What seating knows of a guest; `topics` in the spelling that reasons show, `wants` and `mentors` are person ids."""

    guest_id: str
    person_id: str
    name: str
    organisation_id: str
    side: str
    level: str
    industry: str
    topics: frozenset[str]
    wants: frozenset[str] = frozenset()
    mentors: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()

    @property
    def little_known(self) -> bool:
        """Whether there is next to nothing to seat this guest by."""
        return not (self.level or self.topics or self.industry or self.wants)


@dataclass(frozen=True, slots=True)
class Term:
    """One named reason for or against a pair; `words` complete "… with Ana"."""

    code: str
    points: int
    words: str


def terms(a: Peer, b: Peer) -> list[Term]:
    """Every term between two guests, the same whichever comes first. What is not known of either adds nothing."""
    found = [*_levels(a, b), *_topics(a, b), *_acquaintance(a, b), *_sides(a, b)]
    return [t for t in found if t.points]


def fit(a: Peer, b: Peer) -> int:
    """The sum of the terms between two guests."""
    return sum(t.points for t in terms(a, b))


def reasons(guest: Peer, mates: Sequence[Peer], most: int = 3) -> list[str]:
    """Why a guest sits with these mates: at most `most` best reasons and the greatest cost, as sentences."""
    pairs = [(term, mate) for mate in mates for term in terms(guest, mate)]
    good = _grouped([(t, m) for t, m in pairs if t.points > 0])
    bad = _grouped([(t, m) for t, m in pairs if t.points < 0])
    lines = [f"{words} {_with(people)}" for words, people, _ in good[:most]]
    if bad:
        words, people, points = bad[0]
        lines.append(f"Cost: {words[0].lower()}{words[1:]} {_with(people)} ({points})")
    if not lines:
        lines.append("Little is known of this guest yet" if guest.little_known else "No ties to this table in what is known")
    return lines


def _grouped(pairs: Iterable[tuple[Term, Peer]]) -> list[tuple[str, list[str], int]]:
    """Equal words together: (words, names, points), the weightiest first."""
    groups: dict[str, tuple[list[str], int]] = {}
    for term, mate in pairs:
        names, points = groups.get(term.words, ([], 0))
        groups[term.words] = ([*names, mate.name], points + term.points)
    return sorted(((words, names, points) for words, (names, points) in groups.items()), key=lambda g: (-abs(g[2]), g[0]))


def _with(names: list[str]) -> str:
    return f"with {listed(names)}" if len(names) <= 2 else f"with {names[0]} and {len(names) - 1} others"


def _levels(a: Peer, b: Peer) -> list[Term]:
    if not a.level or not b.level or Side.HOST in (a.side, b.side):
        return []
    apart = abs(_LEVEL_ORDER[a.level] - _LEVEL_ORDER[b.level])
    if apart == 0:
        return [Term("same_level", WEIGHTS["same_level"], "Same level")]
    if apart == 1:
        return [Term("near_level", WEIGHTS["near_level"], "One level apart")]
    return [Term("far_level", WEIGHTS["far_level"], "Levels far apart")]


def _topics(a: Peer, b: Peer) -> list[Term]:
    shared = sorted(a.topics & b.topics)
    if not shared:
        return []
    points = min(len(shared) * WEIGHTS["topic"], WEIGHTS["topics_most"])
    return [Term("topics", points, f"Shares {listed(shared[:2])}")]


def _acquaintance(a: Peer, b: Peer) -> list[Term]:
    found = []
    wishes = (b.person_id in a.wants) + (a.person_id in b.wants)
    if wishes:
        found.append(Term("wants_to_meet", wishes * WEIGHTS["wants_to_meet"], "Both want to meet:" if wishes == 2 else "A wish to meet"))
    if b.person_id in a.mentors or a.person_id in b.mentors:
        found.append(Term("mentor", WEIGHTS["mentor"], "Mentor and mentee"))
    if b.person_id in a.met or a.person_id in b.met:
        found.append(Term("met_before", WEIGHTS["met_before"], "Sat together before"))
    return found


def _sides(a: Peer, b: Peer) -> list[Term]:
    found = []
    if a.organisation_id and a.organisation_id == b.organisation_id:
        found.append(Term("same_company", WEIGHTS["same_company"], "Same company"))
    elif a.industry and b.industry and a.industry != b.industry and a.level and a.level == b.level:
        found.append(Term("other_industry", WEIGHTS["other_industry"], "Another industry at the same level"))
    if {a.side, b.side} == {Side.PROSPECT.value, Side.ADVOCATE.value}:
        found.append(Term("prospect_and_advocate", WEIGHTS["prospect_and_advocate"], "Prospect and advocate"))
    if a.side == b.side == Side.HOST:
        found.append(Term("hosts_together", WEIGHTS["hosts_together"], "Two of the host team"))
    return found
