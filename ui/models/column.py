"""One column of a table, as data: every page's list of columns is made of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from advoplanner.core.records import dataclass

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Column:
    """Every callable receives the row.

    `value` gives what is shown (text, number, None for nothing; a tuple or list of texts is drawn as chips);
    `sort` a key where the shown text sorts badly (None sorts last); `state` a state word ("good", "warn", "bad",
    "accent", "quiet") for a dot before the word; `icon` an icon's name; `edit(row, text)` saves an edit in place, and
    the table shows what comes back through `update_rows`. Widths are in px; columns that `stretch` share what is left.
    A `sentence` too long for its cell loses its end, other texts their middle.
    """

    title: str
    value: Callable[[Any], Any]
    width: int = 140
    align: Align = "left"
    sort: Callable[[Any], Any] | None = None
    state: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    edit: Callable[[Any, str], object] | None = None
    tooltip: Callable[[Any], str] | None = None
    search: bool = True
    quiet: bool = False
    stretch: bool = False
    sentence: bool = False


def written(column: Column, row: Any) -> str:
    """A cell's text as a person reads it."""
    return in_words(column.value(row))


def in_words(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
