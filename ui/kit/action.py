"""Commands as data: one description serves the menu, the context menu, the shortcut and the palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from advoplanner.core.records import dataclass


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


def on_selected(specs: Iterable[ActionSpec], selected: Callable[[], list[str]], nothing: str) -> list[ActionSpec]:
    """A list's commands for the palette: each on the rows that are selected then; `nothing` says why it cannot be done while none is."""

    def of_page(spec: ActionSpec) -> ActionSpec:
        def why_not(_page: Any) -> str:
            ids = selected()
            return spec.reason(ids) if ids else nothing

        return ActionSpec(spec.id, spec.text.replace("&", ""), lambda _page: spec.run(selected()), spec.shortcut, why_not=why_not)

    return [of_page(spec) for spec in specs]
