"""The three kinds of failure that are not bugs, each with a stable code and one clear sentence.

Anything else that is raised is a bug: it is logged and shown once, with details to copy.
"""

from __future__ import annotations


class AdvoError(Exception):
    """A failure with words for a person: what happened, and what can be done about it.

    `code` is stable and reads `area.reason` ("guests.already"); scripts and tests use it, never the sentence.
    """

    def __init__(self, code: str, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


class RuleBroken(AdvoError):
    """The person can put it right: shown inline at `field`, nothing was written."""

    def __init__(self, code: str, sentence: str, hint: str = "", *, field: str = "") -> None:
        super().__init__(code, sentence, hint)
        self.field = field


class KnownProblem(AdvoError):
    """The environment said no (locked, full, damaged, newer version): a banner with what can be done."""


class Conflict(RuleBroken):
    """Somebody or something changed the same value in between: both are kept, a person chooses."""


class Cancelled(Exception):
    """The person pressed Cancel: nothing to say, nothing half-done stays."""


class Enough(Cancelled):
    """The person takes what there is so far. Work that gets better and better returns its best; any other ends as cancelled."""
