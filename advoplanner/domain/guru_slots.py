"""One-to-one slots with experts: who gets which half hour, found all at once, and why a wish could not be met (features F23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed, plural

MINUTES = 30
"""A slot's usual length (norms 3.5)."""

WALK = timedelta(minutes=5)
"""The way between a session and the expert's room (features F23)."""

SHORTEST, LONGEST = 10, 180
WISH, TOPIC, TOPICS_MOST, ACCESS = 40, 10, 30, 5
"""Points of a wish to meet this expert, of each shared interest and of all of them, and of who looks for access or a say."""

Span = tuple[datetime, datetime]


class SlotState(StrEnum):
    """What became of a slot. A released one is free for whoever stands by."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"


STATE_WORDS: dict[str, str] = {SlotState.PLANNED: "Planned", SlotState.DONE: "Took place", SlotState.MISSED: "Did not take place"}


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who gives time: `windows` are wall times in the event's zone, `topics` in the spelling that reasons show."""

    id: str
    guest_id: str
    person_id: str
    name: str
    topics: frozenset[str]
    windows: tuple[Span, ...]
    minutes: int
    room: str


@dataclass(frozen=True, slots=True)
class Seeker:
    """A guest who could be given a slot; `wants` are person ids, `busy` names the sessions that bind the guest."""

    guest_id: str
    name: str
    topics: frozenset[str]
    wants: frozenset[str]
    access: bool
    busy: tuple[tuple[datetime, datetime, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One slot: which expert, which guest, when it starts, and why."""

    expert_id: str
    guest_id: str
    start: datetime
    why: str


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot as lists show it, with names; times are wall times in the event's zone."""

    id: str
    expert_id: str
    expert: str
    guest_id: str
    guest: str
    start: datetime
    end: datetime
    room: str
    why: str
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a matching found; `unmet` says of every guest without a slot why."""

    matches: tuple[Match, ...]
    unmet: tuple[tuple[str, str], ...]


def check_windows(windows: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """An expert's free times within the event, in order; raises RuleBroken at `windows` for one that is none or lies outside."""
    found = sorted(windows)
    for opens, closes in found:
        if closes <= opens:
            raise RuleBroken("guru.window", f"{opens:%H:%M} to {closes:%H:%M} is no time.", "Write the beginning first.", field="windows")
        if opens < start or closes > end:
            words = f"{opens:%a %H:%M} to {closes:%H:%M} lies outside the event."
            raise RuleBroken("guru.outside", words, f"It lasts from {start:%a %H:%M} to {end:%a %H:%M}.", field="windows")
    for (_, closes), (opens, _) in pairwise(found):
        if opens < closes:
            raise RuleBroken("guru.overlap", "Two of these times overlap.", "Write each part of the day once.", field="windows")
    return found


def check_minutes(minutes: int) -> int:
    """A slot's length; raises RuleBroken at `minutes`."""
    if not SHORTEST <= minutes <= LONGEST:
        raise RuleBroken("guru.minutes", f"A slot lasts from {SHORTEST} to {LONGEST} minutes.", "Half an hour is usual.", field="minutes")
    return minutes


def times(expert: Expert) -> list[datetime]:
    """When an expert's slots can start: one after another through each window."""
    length = timedelta(minutes=expert.minutes)
    return [opens + n * length for opens, closes in expert.windows for n in range(int((closes - opens) / length))]


def interest(seeker: Seeker, expert: Expert) -> tuple[int, str]:
    """How much a guest wants this expert, in points, and why; 0 where nothing is known that would bring them together."""
    if seeker.guest_id == expert.guest_id:
        return 0, ""
    shared = sorted(seeker.topics & expert.topics)
    wish = expert.person_id in seeker.wants
    points = WISH * wish + min(TOPIC * len(shared), TOPICS_MOST)
    if not points:
        return 0, ""
    reasons = [f"Wants to meet {expert.name}"] * wish + [f"Shares {listed(shared[:2])}"] * bool(shared)
    return points + ACCESS * seeker.access, "; ".join(reasons)


def clash(seeker: Seeker, start: datetime, minutes: int) -> str:
    """What the guest is at, so that a slot then is impossible; "" where nothing is in the way. Walking counts."""
    end = start + timedelta(minutes=minutes)
    return next((title for opens, closes, title in seeker.busy if opens < end + WALK and start - WALK < closes), "")


def match(experts: Sequence[Expert], seekers: Sequence[Seeker], kept: Iterable[Match] = (), wanted: int = 1) -> Outcome:
    """Slots for as many guests as can have one, with the most interest met in all: an assignment solved exactly, round by round.

    Everybody's first slot is found before anybody's second; `kept` slots stay. Among equal plans the earlier times are taken.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    found = list(kept)
    free = [(e, start) for e in experts for start in times(e) if not any(_takes(m, e, start, experts) for m in found)]
    for turn in range(1, wanted + 1):
        have = Counter(m.guest_id for m in found)
        asking = [s for s in seekers if have[s.guest_id] < turn]
        if not asking or not free:
            break
        gain = np.zeros((len(asking), len(free)))
        for i, seeker in enumerate(asking):
            own = [m for m in found if m.guest_id == seeker.guest_id]
            for j, (expert, start) in enumerate(free):
                points = _gain(seeker, expert, start, own, experts)
                gain[i, j] = points - j / (1000 * len(free)) if points else 0
        rows, columns = linear_sum_assignment(gain, maximize=True)
        new = [(asking[i], *free[j]) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]
        found += [Match(expert.id, seeker.guest_id, start, interest(seeker, expert)[1]) for seeker, expert, start in new]
        taken = {(expert.id, start) for _, expert, start in new}
        free = [(e, start) for e, start in free if (e.id, start) not in taken]
    return Outcome(tuple(sorted(found, key=lambda m: (m.start, m.expert_id))), _unmet(experts, seekers, found))


def _gain(seeker: Seeker, expert: Expert, start: datetime, own: Sequence[Match], experts: Sequence[Expert]) -> int:
    """What a slot would be worth; 0 where it cannot be: no interest, a session, another slot, or this expert already."""
    points, _ = interest(seeker, expert)
    if not points or clash(seeker, start, expert.minutes):
        return 0
    for each in own:
        length = next((e.minutes for e in experts if e.id == each.expert_id), MINUTES)
        apart = start >= each.start + timedelta(minutes=length) + WALK or each.start >= start + timedelta(minutes=expert.minutes) + WALK
        if each.expert_id == expert.id or not apart:
            return 0
    # A guest served counts more than any interest: nobody goes without so that another gets a better one.
    return points + 1000


def _takes(made: Match, expert: Expert, start: datetime, experts: Sequence[Expert]) -> bool:
    """Whether a slot that stays is in the way of another one of the same expert."""
    length = timedelta(minutes=next((e.minutes for e in experts if e.id == made.expert_id), MINUTES))
    return made.expert_id == expert.id and made.start < start + timedelta(minutes=expert.minutes) and start < made.start + length


def _unmet(experts: Sequence[Expert], seekers: Sequence[Seeker], found: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    served = {m.guest_id for m in found}
    names: Mapping[str, str] = {s.guest_id: s.name for s in seekers}
    return tuple((s.guest_id, _why_not(s, experts, found, names)) for s in seekers if s.guest_id not in served)


def _why_not(seeker: Seeker, experts: Sequence[Expert], found: Sequence[Match], names: Mapping[str, str]) -> str:
    """Why a guest got no slot, as one sentence that names what would have to change."""
    wished = sorted((e for e in experts if interest(seeker, e)[0]), key=lambda e: -interest(seeker, e)[0])
    if not wished:
        return "No expert shares an interest or is on the list of wishes."
    timely = [e for e in wished if times(e)]
    if not timely:
        return f"{listed([e.name for e in wished[:2]])} {'has' if len(wished) == 1 else 'have'} no free time yet."
    open_to = [e for e in timely if any(not clash(seeker, start, e.minutes) for start in times(e))]
    if not open_to:
        titles = sorted({clash(seeker, start, e.minutes) for e in timely for start in times(e)})
        names_of = listed([e.name for e in timely[:2]])
        return f"Is bound by {listed(titles[:2])} whenever {names_of} {'has' if len(timely) == 1 else 'have'} time."
    best = open_to[0]
    others = [names.get(m.guest_id, "another guest") for m in found if m.expert_id == best.id]
    return f"All {plural(len(times(best)), 'slot')} of {best.name} are taken, by {listed(others[:2])}{' and others' if len(others) > 2 else ''}."
