"""Breakouts: small groups by size or by topic, each with a host, over one to four rotations in which people meet anew."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold, listed

MOST_ROTATIONS = 4
LEAST, MOST = 2, 50
"""The smallest and the largest group."""
MINUTES_EACH = 5
"""Minutes of the report-back for each group [assumption]."""

Rounds = tuple[tuple[tuple[str, ...], ...], ...]
"""Rotation → group → guest ids."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group through all rotations; `host` is a guest's id, "" while it has none."""

    name: str
    topic: str = ""
    host: str = ""

    @property
    def words(self) -> str:
        """What it is called, with its topic."""
        return f"{self.name}: {self.topic}" if self.topic else self.name


@dataclass(frozen=True, slots=True)
class BreakoutRow:
    """A breakout as it is shown. `names` are of everybody who may come; `gone` sat in a group and no longer come; `missing` accepted
    and are in none. `sessions` are its items in the agenda."""

    id: str
    name: str
    by_topic: bool
    groups: tuple[Group, ...]
    rounds: Rounds
    sessions: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def group_of(self, guest_id: str) -> tuple[int, ...]:
        """The places of a guest's groups, one for each rotation; −1 for none."""
        return tuple(next((n for n, people in enumerate(groups) if guest_id in people), -1) for groups in self.rounds)

    @property
    def repeats(self) -> int:
        """How often two people meet again in a later rotation."""
        met = Counter(pair for groups in self.rounds for people in groups for pair in combinations(sorted(people), 2))
        return sum(count - 1 for count in met.values())

    def issues(self) -> list[str]:
        """What does not hold, one sentence each."""
        bare = [group.name for group in self.groups if not group.host]
        found = [f"{listed(bare)} {'has' if len(bare) == 1 else 'have'} no host."] if bare else []
        alone = [group.name for n, group in enumerate(self.groups) if any(len(groups[n]) == 1 for groups in self.rounds)]
        found += [f"Somebody sits alone in {listed(alone)}."] if alone else []
        if self.gone:
            found.append(f"{_some(self.gone)} no longer {'comes' if len(self.gone) == 1 else 'come'}.")
        if self.missing:
            found.append(f"{_some([self.names[g] for g in self.missing])} accepted, but {'is' if len(self.missing) == 1 else 'are'} in no group.")
        return found


def _some(names: Sequence[str]) -> str:
    """The first three names, and how many more."""
    return listed([*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])])


def group_sizes(people: int, size: int) -> tuple[list[int], str]:
    """Sizes as even as can be, none above `size` where that leaves nobody alone; and a sentence where it would have.

    Raises RuleBroken `breakouts.size` or `breakouts.few`.
    """
    if not LEAST <= size <= MOST:
        raise RuleBroken("breakouts.size", f"A group has {LEAST} to {MOST} people, not {size:,}.", field="size")
    if people < LEAST:
        raise RuleBroken("breakouts.few", "A breakout needs at least two guests.", "Mark who accepted first.", field="size")
    count = math.ceil(people / size)
    if people // count < LEAST:
        count -= 1
    sizes = [people // count + (n < people % count) for n in range(count)]
    if people % size != 1 or people < size:
        return sizes, ""
    found = listed([str(n) for n in sorted(set(sizes), reverse=True)])
    return sizes, f"{people} guests in groups of {size} would leave one alone, so the groups have {found}."


def check_rotations(rotations: int) -> None:
    """Raises RuleBroken `breakouts.rotations`."""
    if not 1 <= rotations <= MOST_ROTATIONS:
        raise RuleBroken("breakouts.rotations", f"A breakout has one to {MOST_ROTATIONS} rotations, not {rotations:,}.", field="rotations")


def by_topics(topics: Sequence[str], wishes: Mapping[str, Iterable[str]], rotations: int) -> tuple[Rounds, list[str]]:
    """Groups by topic: each guest goes where one of their topics is, to another in each rotation; and who got none of theirs.

    No group grows beyond its even share by more than half; who has no topic fills the small groups.
    """
    words = [fold(topic) for topic in topics]
    wanted = {guest: {n for n, word in enumerate(words) if word in {fold(w) for w in theirs}} for guest, theirs in wishes.items()}
    most = math.ceil(len(wanted) / len(topics) * 1.5)
    been: dict[str, set[int]] = {guest: set() for guest in wanted}
    unlucky: set[str] = set()
    rounds = []
    for _ in range(rotations):
        groups: list[list[str]] = [[] for _ in topics]
        for guest in sorted(wanted, key=lambda g: (len(wanted[g] - been[g]) or len(topics), g)):
            fresh = [n for n in range(len(topics)) if n not in been[guest]] or list(range(len(topics)))
            liked = [n for n in fresh if n in wanted[guest] and len(groups[n]) < most]
            if wanted[guest] and not liked and not been[guest]:
                unlucky.add(guest)
            place = min(liked or fresh, key=lambda n: (len(groups[n]), n))
            groups[place].append(guest)
            been[guest].add(place)
        rounds.append(tuple(tuple(sorted(people)) for people in groups))
    return tuple(rounds), sorted(unlucky)


def with_host(rounds: Rounds, guest_id: str, place: int) -> Rounds:
    """The rotations with a guest in group `place` in each; whoever makes room takes the guest's former place."""
    found = []
    for groups in rounds:
        before = next((n for n, people in enumerate(groups) if guest_id in people), None)
        lists = [list(people) for people in groups]
        if before is not None and before != place:
            lists[before].remove(guest_id)
            if len(lists[place]) > len(lists[before]):
                lists[before].append(lists[place].pop())
        if before != place:
            lists[place].append(guest_id)
        found.append(tuple(tuple(sorted(people)) for people in lists))
    return tuple(found)


def moved(rounds: Rounds, rotation: int, guest_id: str, place: int) -> Rounds:
    """One guest in another group of one rotation; everybody else stays."""
    groups = tuple(
        tuple(sorted([*(g for g in people if g != guest_id), *([guest_id] if n == place else [])])) for n, people in enumerate(rounds[rotation])
    )
    return (*rounds[:rotation], groups, *rounds[rotation + 1 :])
