"""Whoever presents: the brief of a balanced story, the audience they draw, their own guests, and whether they may be recorded (features F35)."""

from __future__ import annotations

from collections.abc import Iterable

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean, listed, plural

PARTS: dict[str, str] = {"context": "the context", "went_wrong": "what went wrong", "not_for": "where it would not fit"}
"""A story that buyers believe has all three (seed 003-02); what stands in them is the speaker's own, and nobody approves it."""

PROMPTS: dict[str, str] = {
    "context": "Where did you start: who, how many, under which pressure?",
    "went_wrong": "What went wrong, what did it cost, what would you do otherwise?",
    "not_for": "For whom is this not the right way, and why?",
}
"""Questions that help to begin; no script (seed 003-54)."""

TEXT_LIMIT = 2000
MOST = 100_000
FIELDS = (*PARTS, "draw", "own_guests")


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One who presents, with the brief; `draw` is None while nobody said, `brought` counts guests who come because of them.

    `recording` is "yes", "no" or "" where they were not asked; `why` says whose word that is.
    """

    guest_id: str
    event_id: str
    person_id: str
    name: str
    organisation: str
    reply: str
    sessions: tuple[str, ...]
    context: str
    went_wrong: str
    not_for: str
    draw: int | None
    own_guests: int
    brought: int
    recording: str
    why: str

    @property
    def id(self) -> str:
        return self.guest_id

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts of the brief that nobody has written yet, in words."""
        return missing_parts(self.context, self.went_wrong, self.not_for)


def missing_parts(context: str, went_wrong: str, not_for: str) -> tuple[str, ...]:
    """Which of PARTS are empty, in words."""
    return tuple(words for words, text in zip(PARTS.values(), (context, went_wrong, not_for), strict=True) if not clean(text))


def brief_words(row: TalkRow) -> str:
    """ "complete", or what is missing."""
    return f"missing: {listed(list(row.missing))}" if row.missing else "complete"


def guests_words(row: TalkRow) -> str:
    """How many of their own guests a presenter has named, of how many they may bring."""
    if not row.own_guests:
        return f"{plural(row.brought, 'guest')} of their own" if row.brought else ""
    over = ", more than agreed" if row.brought > row.own_guests else ""
    return f"{row.brought} of {row.own_guests}{over}"


def check_count(name: str, value: int | None) -> int | None:
    """How many people; raises RuleBroken at the field."""
    if value is not None and (not isinstance(value, int) or not 0 <= value <= MOST):
        raise RuleBroken("talks.count", f"This takes a whole number up to {MOST:,}.", "Leave it empty where nobody knows.", field=name)
    return value


def draw_words(rows: Iterable[TalkRow], capacity: int) -> str:
    """What the presenters draw together, held against the places: "" where nobody said."""
    known = [row.draw for row in rows if row.draw is not None]
    if not known:
        return ""
    total = sum(known)
    if capacity and total > capacity:
        return f"{plural(total, 'listener')} are expected, and there are {plural(capacity, 'place')}: a waiting list will be needed."
    places = f" for {plural(capacity, 'place')}" if capacity else ""
    return f"{plural(total, 'listener')} expected{places}."
