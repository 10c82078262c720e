"""How many will come: the exact distribution over replies, each with its own likelihood, and what to do where it falls short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from math import ceil

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed, plural
from advoplanner.domain.checks.case import CheckCase, CheckGuest, PastTurnout
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, note, rule, unknown, warning
from advoplanner.domain.guests import Reply

TAIL = 0.10
"""What lies outside the range on either side: it holds in 8 of 10 cases."""

DEFAULTS = {Reply.ACCEPTED: 0.8, Reply.TENTATIVE: 0.5, Reply.NONE: 0.1}
"""Likelihoods for a reply of which norm and history say nothing (assumption)."""

ENOUGH_EVENTS, ENOUGH_CASES = 3, 10
"""Past events, and guests with a reply, from which one's own history counts."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How likely somebody with a reply comes, and from where that is known: norm, history or default; `cases` are past guests."""

    value: float
    origin: str
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Turnout:
    """Members expected, with the range that holds in 8 of 10 cases; `chance` is that of reaching the quorum (None without one)."""

    expected: float
    low: int
    high: int
    chance: float | None = None
    weights: Mapping[str, Weight] | None = None


def weights(norm: Norm, history: Sequence[PastTurnout] = ()) -> dict[str, Weight]:
    """The likelihood for each reply: one's own history from three events on, else the norm's, else the program's, marked as such.

    Raises RuleBroken `checks.weight` where a norm gives one outside 0 to 1.
    """
    found = {}
    for reply, default in DEFAULTS.items():
        value = norm.get(reply)
        if value is not None and value > 1:
            sentence = f"The norm “{norm.key}” gives no likelihood from 0 to 1 for the reply “{reply}”."
            raise RuleBroken("checks.weight", sentence, "Write one such as 0.5.", field=str(reply))
        came = sum(past.came.get(reply, (0, 0))[0] for past in history)
        of = sum(past.came.get(reply, (0, 0))[1] for past in history)
        if len(history) >= ENOUGH_EVENTS and of >= ENOUGH_CASES:
            found[str(reply)] = Weight(came / of, "history", of)
        else:
            found[str(reply)] = Weight(default, "default") if value is None else Weight(value, "norm")
    return found


def forecast(case: CheckCase, norm: Norm) -> Turnout | None:
    """The forecast for members, or None where nobody is on the list or the event has begun. Raises as `weights` does."""
    if not case.members or case.now >= case.frame.start:
        return None
    likely = weights(norm, case.history)
    return turnout_of([likely[g.reply].value for g in case.members], case.quorum, likely)


def turnout_of(chances: Sequence[float], quorum: int = 0, weights: Mapping[str, Weight] | None = None) -> Turnout:
    """Expectation, range and chance of the quorum for independent guests with these chances of coming."""
    odds = distribution(chances)
    below = list(accumulate(odds))
    low = next((n for n, share in enumerate(below) if share > TAIL), len(odds) - 1)
    high = next((n for n, share in enumerate(below) if share >= 1 - TAIL - 1e-12), len(odds) - 1)
    chance = min(max(sum(odds[quorum:]), 0.0), 1.0) if quorum > 0 else None
    return Turnout(round(sum(chances), 6), low, high, chance, weights)


def distribution(chances: Sequence[float]) -> list[float]:
    """The chance that exactly 0, 1, 2, … come (Poisson binomial); guests with the same chance are taken together."""
    return list(_distribution(tuple(sorted(Counter(chances).items()))))


def actual(case: CheckCase) -> int | None:
    """Members who came, once the event has begun and somebody was marked as there."""
    if case.now < case.frame.start:
        return None
    came = sum(g.came for g in case.guests if g.is_member)
    return came or None


def quorum_is_named(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A board knows how many must come for it to go ahead; where it does not, a number is advised."""
    if case.quorum <= 0 and case.members:
        advised = max(int(norm["least"]), ceil(len(case.members) * norm["share"]))
        sentence = f"The event has no quorum, so nothing says when too few come: {advised} would suit its {plural(len(case.members), 'member')}."
        yield note("guests.no_quorum", sentence, 0, advised, page="overview")


def enough_will_come(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """The forecast reaches the quorum; where it does not, those on the bench are advised whose coming would close the gap."""
    code, turnout = "guests.forecast", forecast(case, norm)
    if case.quorum <= 0 or case.now >= case.frame.start:
        return
    if turnout is None:
        yield unknown(code, "How many will come is", "nobody is on the list yet", case.quorum)
    elif turnout.expected < case.quorum:
        more, next_ones = to_invite(case, turnout)
        sentence = f"About {turnout.expected:.0f} will come ({turnout.low} to {turnout.high}), fewer than the quorum of {case.quorum}"
        names = f", {listed([g.name for g in next_ones[:3]])} first" if next_ones else ""
        say = error if case.days_left <= norm["days"] else warning
        yield say(
            code,
            f"{sentence}: invite {plural(more, 'more guest')} now{names}.",
            turnout.expected,
            case.quorum,
            [g.id for g in next_ones],
            unit="people",
        )


def no_more_than_fit(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Not more will come than there is room for."""
    turnout = forecast(case, norm)
    if case.capacity and turnout is not None and turnout.high > case.capacity >= sum(g.accepted for g in case.guests):
        sentence = f"Up to {turnout.high} members may come, and there is room for {case.capacity}: invite nobody else for now."
        yield warning("guests.overflow", sentence, turnout.high, case.capacity, unit="people")


def to_invite(case: CheckCase, turnout: Turnout) -> tuple[int, list[CheckGuest]]:
    """How many more invitations would close the gap to the quorum, and who on the bench is next, as many of them as there are."""
    gap = case.quorum - turnout.expected
    if gap <= 0:
        return 0, []
    silent = (turnout.weights or {}).get(Reply.NONE)
    more = ceil(gap / silent.value - 1e-9) if silent and silent.value else case.quorum
    return more, case.bench[:more]


@lru_cache(maxsize=64)
def _distribution(groups: tuple[tuple[float, int], ...]) -> tuple[float, ...]:
    """Kept, since several rules and each day of the course ask for the same."""
    odds = [1.0]
    for chance, count in groups:
        odds = _convolved(odds, _binomial(count, chance))
    return tuple(odds)


def _binomial(count: int, chance: float) -> list[float]:
    """The chance that 0 to `count` of so many come, each with the same chance; by recurrence from the likeliest number."""
    if chance <= 0:
        return [1.0] + [0.0] * count
    if chance >= 1:
        return [0.0] * count + [1.0]
    odds, ratio, mode = [0.0] * (count + 1), chance / (1 - chance), int((count + 1) * chance)
    mode = min(mode, count)
    odds[mode] = 1.0
    for n in range(mode, count):
        odds[n + 1] = odds[n] * ratio * (count - n) / (n + 1)
    for n in range(mode, 0, -1):
        odds[n - 1] = odds[n] / ratio * n / (count - n + 1)
    whole = sum(odds)
    return [each / whole for each in odds]


def _convolved(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The distribution of the sum; what is less likely than 1e-15 is left out of the work."""
    made = [0.0] * (len(one) + len(other) - 1)
    likely = [(m, rest) for m, rest in enumerate(other) if rest > 1e-15]
    for n, share in enumerate(one):
        if share > 1e-15:
            for m, rest in likely:
                made[n + m] += share * rest
    return made


RULES: tuple[Rule, ...] = (
    rule("guests.no_quorum", "quorum_advice", quorum_is_named, "cab", "council"),
    rule("guests.forecast", "turnout.{kind}", enough_will_come),
    rule("guests.overflow", "turnout.{kind}", no_more_than_fit),
)
