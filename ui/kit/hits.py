"""What the palette finds. Apart from the palette itself, so that the window can show before anybody has looked for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from advoplanner.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, a quiet second line, and what happens when it is chosen."""

    title: str
    subtitle: str
    run: Callable[[], object]
    icon: str = "arrow-right"
    shortcut: str = ""


Provider = Callable[[str], Iterable[Hit]]
