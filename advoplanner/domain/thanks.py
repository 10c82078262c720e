"""What a letter of thanks says to one guest: the same words on paper and in a mail."""

from __future__ import annotations

from collections.abc import Iterable

from advoplanner.core.text import listed

GAVE = {"chair": "for chairing", "presenter": "for presenting", "panellist": "for your part in", "facilitator": "for leading the talk in",
        "table_host": "for hosting a table in", "scribe": "for taking notes in"}  # fmt: skip
CLOSING = "We look forward to seeing you again."
PROMISED = "You will hear from us about what we promised you:"
FEW = 5
"""Promises that a letter names."""


def gave(parts: Iterable[tuple[str, str]]) -> list[str]:
    """What a guest did, from (part, session's title): "for presenting “Costs”"."""
    return [f"{GAVE.get(part, 'for your part in')} “{title}”" for part, title in parts]


def paragraphs(title: str, when: str, where: str, topic: str, done: list[str]) -> list[str]:
    """Two or three paragraphs; `done` is what the guest did, `topic` is "" where an event has more than one question."""
    at = f" at {where}" if where else ""
    first = f"Thank you for being with us on {when}{at}, for “{title}”."
    second = f"Thank you in particular {listed(done[:3])}." if done else "What you said at the table is what the others took home, and so did we."
    return [first, second, *([f"The evening was about one question: {topic.rstrip('.?!')}."] if topic else [])]


def mail(name: str, words: list[str], promises: list[str], sender: str) -> str:
    """The whole text of a mail to somebody called `name`."""
    promised = [PROMISED + "\n" + "\n".join(f"- {promise}" for promise in promises[:FEW])] if promises else []
    return "\n\n".join((f"Dear {name},", *words, *promised, CLOSING, sender))
