"""How well two guests suit each other at one table: whole-number terms with names, so that every seat can say why.

First peers, then variety: level and shared topics before a different industry (features F13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from advoplanner.core.text import listed, plural
from advoplanner.domain.guests import Side
from advoplanner.domain.meetings import Meeting
from advoplanner.domain.people import LEVELS

WEIGHTS: dict[str, int] = {
    "same_level": 3, "near_level": 1, "far_level": -2, "topic": 1, "topics_most": 3, "wants_to_meet": 4, "met_before": -3,
    "same_company": -4, "prospect_and_advocate": 4, "other_industry": 1, "mentor": 4, "hosts_together": -3, "rivals": -4,
    "prospects_together": -2,
    "talkers": -2, "between_hosts": -3,
}  # fmt: skip
"""Usual points of each term (features F13); an event may weigh them otherwise. The last two count between neighbours only."""

NAMES: dict[str, str] = {
    "same_level": "Same level",
    "near_level": "One level apart",
    "far_level": "Two or more levels apart",
    "topic": "Each topic both care about",
    "topics_most": "Most that shared topics count",
    "wants_to_meet": "Wants to meet the other",
    "met_before": "Met at one of the last two events; at the three before, less",
    "same_company": "Same company",
    "prospect_and_advocate": "A prospect with an advocate",
    "other_industry": "Another industry at the same level",
    "mentor": "Mentor and mentee",
    "hosts_together": "Two of the host team",
    "prospects_together": "Two prospects, who share the advocates of the table",
    "rivals": "Companies that compete",
    "talkers": "Side by side: two who like to perform",
    "between_hosts": "A guest with the host team on both sides",
}
"""What each weight counts, in plain words."""

_LEVEL_ORDER = {level: i for i, level in enumerate(LEVELS)}
_LEVEL_TERMS = ("same_level", "near_level", "far_level")
_HOST, _PROSPECT, _ADVOCATE = Side.HOST.value, Side.PROSPECT.value, Side.ADVOCATE.value
_PHRASES: dict[str, tuple[str, str]] = {
    "same_level": ("Same level", "Same level as"),
    "near_level": ("One level apart", "One level apart from"),
    "far_level": ("Levels far apart", "Two or more levels apart from"),
    "wants_to_meet": ("Both want to meet", "Has a mutual wish to meet with"),
    "same_company": ("Same company", "Same company as"),
    "other_industry": ("Another industry at the same level", "From another industry, at the level of"),
    "hosts_together": ("Two of the host team", "Of the same host team as"),
    "prospects_together": ("Two prospects", "A prospect like"),
    "rivals": ("Companies that compete", "Works for a competitor of"),
}


@dataclass(frozen=True, slots=True)
class Peer:
    """What seating knows of a guest; `topics` in the spelling that reasons show, `wants` and `mentors` are person ids.

    `met` and `missed` are what lies behind the guest (`domain.meetings.Past`), `rivals` the companies that compete with the
    guest's, `talker` says that the guest likes to perform; `weights` are the points that hold for the event, the same for all guests.
    """

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
    met: Mapping[str, Meeting] = field(default_factory=dict, hash=False)
    missed: Mapping[str, str] = field(default_factory=dict, hash=False)
    rivals: frozenset[str] = frozenset()
    talker: bool = False
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS, compare=False, repr=False)

    @property
    def little_known(self) -> bool:
        """Whether there is next to nothing to seat this guest by."""
        return not (self.level or self.topics or self.industry or self.wants)


@dataclass(frozen=True, slots=True)
class Term:
    """One named reason for or against a pair: `words` stand alone ("Same level"), `lead` goes before names ("Same level as")."""

    code: str
    points: int
    words: str
    lead: str


def terms(a: Peer, b: Peer) -> list[Term]:
    """Every term between two guests in words from `a`'s side; the points are the same from either. What is not known adds nothing."""
    return [Term(code, points, *_words(code, a, b)) for code, points in _scored(a, b)]


def fit(a: Peer, b: Peer) -> int:
    """The sum of the terms between two guests."""
    return sum([points for _, points in _scored(a, b)])


def beside(a: Peer, b: Peer) -> int:
    """What it is worth that two guests sit side by side: how they fit, less the price of two who like to perform."""
    return fit(a, b) + (a.weights["talkers"] if a.talker and b.talker else 0)


def reasons(guest: Peer, mates: Sequence[Peer], most: int = 3) -> list[str]:
    """Why a guest sits with these mates: at most `most` best reasons and the greatest cost, as sentences."""
    return _said(guest, [(code, points, mate) for mate in mates for code, points in _scored(guest, mate)], most)


def table_reasons(people: Sequence[Peer]) -> list[list[str]]:
    """The `reasons` of everybody at one table, in their order: each pair is compared once for both."""
    scored: list[list[tuple[str, int, Peer]]] = [[] for _ in people]
    for (i, one), (j, other) in combinations(enumerate(people), 2):
        for code, points in _scored(one, other):
            scored[i].append((code, points, other))
            scored[j].append((code, points, one))
    return [_said(guest, found) for guest, found in zip(people, scored, strict=True)]


def _said(guest: Peer, scored: list[tuple[str, int, Peer]], most: int = 3) -> list[str]:
    """What joins a guest to others, and what parts them, as sentences: at most `most` of the best, and the greatest cost."""
    good = _grouped(guest, [term for term in scored if term[1] > 0])
    bad = _grouped(guest, [term for term in scored if term[1] < 0])
    lines = [f"{lead} {_names(people)}" for lead, people, _ in good[:most]]
    if bad:
        lead, people, points = bad[0]
        lines.append(f"Cost: {lead[0].lower()}{lead[1:]} {_names(people)} (−{plural(-points, 'point')})")
    if not lines:
        lines.append("Little is known of this guest yet" if guest.little_known else "No ties to this table in what is known")
    return lines


def _scored(a: Peer, b: Peer) -> list[tuple[str, int]]:
    """(code, points) of every term that is not 0: the one place where the rules stand, called for every pair of a large event."""
    found = []
    weights = a.weights
    a_hosts, b_hosts = a.side == _HOST, b.side == _HOST
    if a.level and b.level and not (a_hosts or b_hosts):
        apart = abs(_LEVEL_ORDER[a.level] - _LEVEL_ORDER[b.level])
        code = _LEVEL_TERMS[min(apart, 2)]
        found.append((code, weights[code]))
    shared = len(a.topics & b.topics)
    if shared:
        found.append(("topics", min(shared * weights["topic"], weights["topics_most"])))
    wishes = (b.person_id in a.wants) + (a.person_id in b.wants)
    if wishes:
        found.append(("wants_to_meet", wishes * weights["wants_to_meet"]))
    elif b.person_id in a.missed or a.person_id in b.missed:
        found.append(("still_to_meet", weights["wants_to_meet"]))
    if b.person_id in a.mentors or a.person_id in b.mentors:
        found.append(("mentor", weights["mentor"]))
    if b.person_id in a.met or a.person_id in b.met:
        found.append(("met_before", _meeting(a, b).points(weights["met_before"])))
    if a.organisation_id and a.organisation_id == b.organisation_id:
        found.append(("same_company", weights["same_company"]))
    elif b.organisation_id in a.rivals:
        found.append(("rivals", weights["rivals"]))
    elif a.industry and b.industry and a.industry != b.industry and a.level and a.level == b.level:
        found.append(("other_industry", weights["other_industry"]))
    if a_hosts and b_hosts:
        found.append(("hosts_together", weights["hosts_together"]))
    elif a.side == b.side == _PROSPECT:
        found.append(("prospects_together", weights["prospects_together"]))
    elif (a.side == _PROSPECT and b.side == _ADVOCATE) or (a.side == _ADVOCATE and b.side == _PROSPECT):
        found.append(("prospect_and_advocate", weights["prospect_and_advocate"]))
    return [term for term in found if term[1]]


def _words(code: str, a: Peer, b: Peer) -> tuple[str, str]:
    """What a term says of the pair, alone and before names, from `a`'s side."""
    if code == "topics":
        topics = listed(sorted(a.topics & b.topics)[:2])
        return f"Shares {topics}", f"Shares {topics} with"
    if code == "wants_to_meet" and not (b.person_id in a.wants and a.person_id in b.wants):
        return "A wish to meet", "Wants to meet" if b.person_id in a.wants else "Is on the wish list of"
    if code == "met_before":
        return _meeting(a, b).words(), _meeting(a, b).lead()
    if code == "still_to_meet":
        event = a.missed.get(b.person_id) or b.missed[a.person_id]
        return f"Did not get to meet at {event}", f"Was to be introduced at {event}, to"
    if code == "mentor":
        return "Mentor and mentee", "Mentors" if b.person_id in a.mentors else "Is mentored by"
    if code == "prospect_and_advocate":
        return "Prospect and advocate", "As a prospect, can hear from" if a.side == _PROSPECT else "As an advocate, can speak to"
    return _PHRASES[code]


def _meeting(a: Peer, b: Peer) -> Meeting:
    """The last meeting that either knows of."""
    known = [meeting for meeting in (a.met.get(b.person_id), b.met.get(a.person_id)) if meeting]
    return min(known, key=lambda meeting: meeting.ago)


def _grouped(guest: Peer, scored: Iterable[tuple[str, int, Peer]]) -> list[tuple[str, list[str], int]]:
    """Equal words together, from the guest's side: (lead, names, points), the weightiest first."""
    names: dict[str, list[str]] = {}
    sums: dict[str, int] = {}
    for code, points, mate in scored:
        lead = _words(code, guest, mate)[1]
        names.setdefault(lead, []).append(mate.name)
        sums[lead] = sums.get(lead, 0) + points
    return sorted(((lead, people, sums[lead]) for lead, people in names.items()), key=lambda g: (-abs(g[2]), g[0]))


def _names(names: list[str]) -> str:
    return listed(names) if len(names) <= 2 else f"{names[0]} and {len(names) - 1} others"
