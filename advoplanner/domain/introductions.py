"""Who should be introduced to whom at an event, and why: a few pairs for every guest, the best reasons first (features F25)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations

from advoplanner.core.records import dataclass
from advoplanner.core.text import key
from advoplanner.domain.guests import Side
from advoplanner.domain.peer_fit import Peer, terms

PER_GUEST = 3
"""Introductions planned for each guest (norms 3.5)."""

STRONG = frozenset({"wants_to_meet", "still_to_meet", "mentor", "prospect_and_advocate", "topics"})
"""Terms of peer fit that give two people something to talk about; a level alone does not."""


class State(StrEnum):
    """What became of an introduction."""

    PLANNED = "planned"
    MET = "met"
    NOT_MET = "not_met"


STATE_WORDS: dict[str, str] = {State.PLANNED: "Planned", State.MET: "Met", State.NOT_MET: "Did not meet"}


@dataclass(frozen=True, slots=True)
class IntroductionRow:
    """One pair; `a` and `b` are names, with the company of each."""

    id: str
    event_id: str
    a_id: str
    a: str
    a_company: str
    b_id: str
    b: str
    b_company: str
    reason: str
    introducer: str
    state: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair of guests worth introducing: their ids, why, and how much speaks for it in points of peer fit."""

    a_id: str
    b_id: str
    reason: str
    points: int


def pair_of(a: str, b: str) -> tuple[str, str]:
    """Two ids in the order in which a pair is kept."""
    return (a, b) if a < b else (b, a)


def suggest(
    peers: Sequence[Peer], *, planned: Iterable[tuple[str, str]] = (), never: Iterable[tuple[str, str]] = (), wanted: int = PER_GUEST
) -> list[Suggestion]:
    """Pairs that bring every guest towards `wanted` introductions beside those `planned` (pairs of guest ids).

    The first introduction of everybody comes before the second of anybody; within that the best pairs come first. Hosts introduce and are
    not introduced; who met before is left out unless one of them wishes to meet the other; pairs in `never` do not come up.
    """
    taken = {pair_of(a, b) for a, b in planned}
    count: Counter[str] = Counter(guest for pair in taken for guest in pair)
    left = sorted(_worth(peers, taken | {pair_of(a, b) for a, b in never}), key=lambda s: (-s.points, s.a_id, s.b_id))
    chosen: list[Suggestion] = []
    for most in range(1, wanted + 1):
        later = []
        for each in left:
            fewest, other = sorted((count[each.a_id], count[each.b_id]))
            if fewest < most and other < wanted:
                chosen.append(each)
                count[each.a_id] += 1
                count[each.b_id] += 1
            else:
                later.append(each)
        left = later
    return chosen


def coverage(rows: Iterable[IntroductionRow], guest_ids: Iterable[str], wanted: int = PER_GUEST) -> tuple[int, int]:
    """How many of these guests have an introduction at all, and how many have `wanted`."""
    count = Counter(guest for row in rows for guest in (row.a_id, row.b_id))
    ids = list(guest_ids)
    return sum(count[g] > 0 for g in ids), sum(count[g] >= wanted for g in ids)


def introducer_names(team: Iterable[tuple[str, str]]) -> list[str]:
    """What those who introduce, given as (name, company), are called: by name, namesakes with their company."""
    known = sorted(set(team))
    often = Counter(key(name) for name, _ in known)
    return list(dict.fromkeys(_with_company(*each) if often[key(each[0])] > 1 else each[0] for each in known))


def introduced_by(words: str, people: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """The ids of those of `people` (id, name, company) whom `words` name as the one who introduces, all namesakes where no company tells."""
    wanted, known = key(words), list(people)
    exact = tuple(id_ for id_, name, company in known if company and key(_with_company(name, company)) == wanted)
    return exact or tuple(id_ for id_, name, _ in known if wanted and key(name) == wanted)


def shared_out(count: int, introducers: Sequence[str], busy: Mapping[str, int]) -> list[str]:
    """Who introduces each of `count` further pairs: always who has fewest so far; "" where there is nobody."""
    load = {name: busy.get(name, 0) for name in introducers}
    found = []
    for _ in range(count):
        name = min(load, key=lambda n: (load[n], n), default="")
        if name:
            load[name] += 1
        found.append(name)
    return found


def _with_company(name: str, company: str) -> str:
    return f"{name} ({company})" if company else name


def _worth(peers: Sequence[Peer], out: set[tuple[str, str]]) -> Iterable[Suggestion]:
    met = {peer.person_id: peer.met for peer in peers}
    for a, b in combinations([p for p in peers if p.side != Side.HOST], 2):
        pair = pair_of(a.guest_id, b.guest_id)
        if pair in out or (a.organisation_id and a.organisation_id == b.organisation_id):
            continue
        first, second = (a, b) if a.guest_id == pair[0] else (b, a)
        found = [t for t in terms(first, second) if t.code != "met_before"]
        strong = [t for t in found if t.code in STRONG]
        knows = second.person_id in met[first.person_id] or first.person_id in met[second.person_id]
        points = sum(t.points for t in found)
        if strong and points > 0 and not (knows and all(t.code != "wants_to_meet" for t in strong)):
            best = sorted(strong, key=lambda t: -t.points)[:2]
            yield Suggestion(first.guest_id, second.guest_id, "; ".join(_sentence(t.code, t.words, first, second) for t in best), points)


def _sentence(code: str, words: str, first: Peer, second: Peer) -> str:
    """A term as a reason that says who wishes, or who mentors."""
    if code == "wants_to_meet" and not (second.person_id in first.wants and first.person_id in second.wants):
        one, other = (first, second) if second.person_id in first.wants else (second, first)
        return f"{one.name} wants to meet {other.name}"
    if code == "mentor":
        one, other = (first, second) if second.person_id in first.mentors else (second, first)
        return f"{one.name} mentors {other.name}"
    return words
