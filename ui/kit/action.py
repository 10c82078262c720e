"""Commands as data: one description serves the menu, the context menu, the shortcut and the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command on a subject: the window for the menu bar, a list of row ids for a table's context menu.

    `run(subject)` does it. `why_not(subject)` returns the reason in words why it cannot be done now, or "".
    `words(subject)`, where given, replaces `text` each time the command is shown ("Undo Seat 14 guests").
    """

    id: str
    text: str
    run: Callable[[Any], object]
    shortcut: str = ""
    icon: str = ""
    menu: str = ""
    why_not: Callable[[Any], str] | None = None
    words: Callable[[Any], str] | None = None
    checked: Callable[[Any], bool] | None = None
    separator: bool = False

    def reason(self, subject: Any) -> str:
        """Why the command cannot run on `subject` now; "" where it can."""
        return self.why_not(subject) if self.why_not else ""

    def label(self, subject: Any) -> str:
        """The words shown for `subject`."""
        return self.words(subject) if self.words else self.text
