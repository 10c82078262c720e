"""What makes a meetup work: prospects for each advocate, and cards with questions that start a talk (features F22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, plural
from advoplanner.domain.guests import Decision, GuestRow, Reply, Side

TARGET, LEAST, MOST, TOO_MANY = 2, 1, 3, 4
"""Prospects for each advocate: the best, the range, and what is too many for one conversation (norms 3.5)."""

QUESTIONS = (5, 6)
MOST_QUESTIONS, QUESTION_LIMIT = 12, 200


@dataclass(frozen=True, slots=True)
class Mix:
    """How many advocates and prospects come, and may still come, to an event."""

    advocates: int
    prospects: int
    may_advocates: int
    may_prospects: int

    @property
    def ratio(self) -> float | None:
        """Prospects for each advocate among those who accepted; None while no advocate has."""
        return self.prospects / self.advocates if self.advocates else None

    def words(self) -> str:
        """What the meter says beside its bar."""
        if not self.advocates:
            waiting = f"; {plural(self.may_advocates, 'advocate')} may still" if self.may_advocates else ""
            return f"No advocate has accepted{waiting}. Without one it is a sales evening."
        said = f"{plural(self.prospects, 'prospect')} to {plural(self.advocates, 'advocate')}"
        ratio = self.prospects / self.advocates
        if ratio >= TOO_MANY:
            return f"{said}: too many for one conversation. {plural(self.wanted_advocates(), 'more advocate')} would do."
        if ratio > MOST:
            return f"{said}: more than {MOST} to one is a crowd."
        if ratio < LEAST:
            return f"{said}: there is room for {plural(self.free_prospects(), 'more prospect')}."
        return f"{said}: a good mix."

    def state(self) -> str:
        """A state word of the meter's colour."""
        ratio = self.ratio
        return "bad" if ratio is None or ratio >= TOO_MANY else "warn" if ratio > MOST or ratio < LEAST else "good"

    def wanted_advocates(self) -> int:
        """How many more advocates bring the mix to its best."""
        return max(-(-self.prospects // TARGET) - self.advocates, 0)

    def free_prospects(self) -> int:
        """How many more prospects the advocates who come can talk with."""
        return max(self.advocates * TARGET - self.prospects, 0)


def mix_of(rows: Iterable[GuestRow]) -> Mix:
    """The mix of a guest list; those decided against, and those who declined, are left out."""
    live = [r for r in rows if r.decision == Decision.APPROVED and r.reply not in (Reply.DECLINED, Reply.DELEGATED)]

    def count(side: Side, *, accepted: bool) -> int:
        return sum(r.side == side and (r.reply == Reply.ACCEPTED) == accepted for r in live)

    return Mix(*(count(side, accepted=accepted) for accepted in (True, False) for side in (Side.ADVOCATE, Side.PROSPECT)))


def check_questions(lines: Sequence[str]) -> list[str]:
    """Questions for cards as they are stored; raises RuleBroken at `questions`."""
    kept = [text for text in (clean(line) for line in lines) if text]
    if len(kept) > MOST_QUESTIONS or any(len(text) > QUESTION_LIMIT for text in kept):
        sentence = f"At most {MOST_QUESTIONS} questions of {QUESTION_LIMIT} characters each fit on cards."
        raise RuleBroken("meetups.questions", sentence, "Five or six are enough for an evening.", field="questions")
    return kept
