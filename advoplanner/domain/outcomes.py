"""What came of an event: answers of guests, peers first; and how many prospects became customers, told only where there are enough to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural

QUESTIONS: dict[str, str] = {
    "peers": "Did you meet peers worth meeting?",
    "needs_met": "Was what you need met?",
    "input": "Was your advice heard?",
    "host": "Were we good hosts?",
}
"""Asked in this order: what members name first is other members (seeds 001-20, 004-18)."""

SHORT = {"peers": "Peers", "needs_met": "Needs met", "input": "Advice heard", "host": "Hosts"}
LOW, HIGH = 1, 5

AFTER_DAYS = (30, 90, 180)
PUBLISHED = 0.80
"""Prospects at live events who became customers, as one firm published it (norms 3.5); a reference, no forecast."""

FEWEST = 5
"""Prospects below which a rate says nothing (features F22)."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One guest who came, with what they said and what became of them; `converted` is None while they are no customer."""

    guest_id: str
    event_id: str
    name: str
    organisation: str
    side: str
    scores: Mapping[str, int]
    quote: str
    quote_allowed: bool
    next_step: str
    converted: date | None

    @property
    def id(self) -> str:
        return self.guest_id


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many of `total` prospects became customers within `days`; `rate` is None while the days are not over or there are too few."""

    days: int
    converted: int
    total: int
    over: bool

    @property
    def rate(self) -> float | None:
        return self.converted / self.total if self.over and self.total >= FEWEST else None


def check_scores(scores: Mapping[str, int | None]) -> dict[str, int]:
    """Answers as they are stored, unanswered questions left out; raises RuleBroken at the question."""
    for name, score in scores.items():
        if name not in QUESTIONS:
            raise RuleBroken("outcomes.question", f"“{name}” is not asked.", f"Questions: {', '.join(QUESTIONS)}.", field=name)
        if score is not None and not LOW <= score <= HIGH:
            raise RuleBroken("outcomes.score", f"An answer is a number from {LOW} to {HIGH}.", field=name)
    return {name: scores[name] or 0 for name in QUESTIONS if scores.get(name)}


def check_converted(text: str, event_day: date) -> str:
    """The day on which a prospect became a customer, "" for not yet; raises RuleBroken at `converted` for one that cannot be."""
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken("outcomes.day", f"“{text}” is not a date.", "Write it as 2027-06-30.", field="converted") from error
    if day < event_day:
        raise RuleBroken("outcomes.before", "That was before the event, which had no part in it then.", "Choose a later day.", field="converted")
    return day.isoformat()


def means(rows: Iterable[OutcomeRow]) -> dict[str, tuple[float, int]]:
    """The mean answer and how many answered, by question, in the order of QUESTIONS; a question nobody answered is left out."""
    rows = list(rows)
    given = {name: [row.scores[name] for row in rows if name in row.scores] for name in QUESTIONS}
    return {name: (sum(scores) / len(scores), len(scores)) for name, scores in given.items() if scores}


def conversions(rows: Iterable[OutcomeRow], event_day: date, today: date) -> list[Conversion]:
    """For each of AFTER_DAYS how many of the prospects who came became customers by then."""
    prospects = [row for row in rows if row.side == "prospect"]
    found = []
    for days in AFTER_DAYS:
        until = event_day + timedelta(days=days)
        won = sum(row.converted is not None and row.converted <= until for row in prospects)
        found.append(Conversion(days, won, len(prospects), today >= until))
    return found


def conversion_words(found: Sequence[Conversion]) -> str:
    """One sentence: "4 of 12 prospects became customers within 30 days (33%), 6 within 90 (50%); published elsewhere: 80%"."""
    total = found[0].total if found else 0
    if not total:
        return "No prospect came."
    over = [each for each in found if each.over]
    if not over:
        return f"{plural(total, 'prospect')} came; the first count is after {found[0].days} days."
    last = over[-1]
    if last.rate is None:
        return f"{last.converted} of {plural(total, 'prospect')} became customers within {last.days} days: too few to compare."
    first = f"{over[0].converted} of {plural(total, 'prospect')} became customers within {over[0].days} days ({over[0].rate:.0%})"
    later = "".join(f", {each.converted} within {each.days} ({each.rate:.0%})" for each in over[1:])
    return f"{first}{later}; published elsewhere: {PUBLISHED:.0%}."
