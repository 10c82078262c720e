"""How many will come: a forecast from replies, each with its own likelihood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, sqrt

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, rule, unknown, warning

EIGHT_OF_TEN = 1.2816
"""Standard deviations on either side that hold the result in 8 of 10 cases (normal approximation)."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Members expected, with the range that holds in 8 of 10 cases."""

    expected: float
    low: float
    high: float


def forecast(case: CheckCase, norm: Norm) -> Turnout | None:
    """The forecast for members, or None where nobody is on the list or the event has begun.

    Raises RuleBroken `checks.weight` where the norm lacks a reply's likelihood or gives one outside 0 to 1.
    """
    if not case.members or case.now >= case.frame.start:
        return None
    likely = [_likelihood(norm, guest.reply) for guest in case.members]
    expected = round(sum(likely), 6)
    spread = EIGHT_OF_TEN * sqrt(sum(p * (1 - p) for p in likely))
    return Turnout(expected, max(expected - spread, 0.0), min(expected + spread, len(likely)))


def enough_will_come(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """The forecast reaches the quorum; where it does not, as many more invitations are advised as would close the gap."""
    code, turnout = "guests.forecast", forecast(case, norm)
    if case.quorum <= 0 or case.now >= case.frame.start:
        return
    if turnout is None:
        yield unknown(code, "How many will come is", "nobody is on the list yet", case.quorum)
    elif turnout.expected < case.quorum:
        more = ceil((case.quorum - turnout.expected) / norm["none"]) if norm["none"] else case.quorum
        sentence = f"About {turnout.expected:.0f} will come ({turnout.low:.0f} to {turnout.high:.0f}), fewer than the quorum of {case.quorum}"
        yield warning(code, f"{sentence}: invite {plural(more, 'more guest')} now.", turnout.expected, case.quorum)


def _likelihood(norm: Norm, reply: str) -> float:
    value = norm.get(reply)
    if value is None or value > 1:
        sentence = f"The norm “{norm.key}” gives no likelihood from 0 to 1 for the reply “{reply}”."
        raise RuleBroken("checks.weight", sentence, "Write one such as 0.5.", field=reply)
    return value


RULES: tuple[Rule, ...] = (rule("guests.forecast", "turnout.{kind}", enough_will_come),)
