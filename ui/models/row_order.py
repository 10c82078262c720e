"""Which rows are shown and in which order: search, filter and sort over plain lists, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from advoplanner.core.text import fold, fold_once
from ui.models.column import Column, written

EVERY = 1 << 31
"""More rows than there are."""


class RowOrder:
    """Rows found by id; `shown` holds the places of those that pass search and filter, in order."""

    def __init__(self, columns: Sequence[Column], row_id: Callable[[Any], str]) -> None:
        self.row_id = row_id
        self.rows: list[Any] = []
        self.shown: list[int] = []
        self.sorted_by: tuple[int, bool] | None = None
        self._columns = tuple(columns)
        self._searched = [column.value for column in columns if column.search]
        self._place: dict[str, int] = {}
        self._line: dict[int, int] = {}
        self._hay: list[str] = []
        """What each row is searched in, "" before it is looked up: to fold the words of ten thousand rows takes longer than to read them."""
        self._looked_up = 0
        self._order: list[int] = []
        self._words: list[str] = []
        self._kept_words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Take these rows; search, filter and order stay."""
        before, places, hays = self.rows, self._place, self._hay
        self.rows = list(rows)
        self._place = {self.row_id(row): place for place, row in enumerate(self.rows)}
        # A row that says what it said before is found by the same words: to fold them is what costs.
        known = ((row, places.get(self.row_id(row), -1)) for row in self.rows)
        self._hay = [hays[place] if place >= 0 and hays[place] and (before[place] is row or before[place] == row) else "" for row, place in known]
        self._looked_up = 0
        self._order = self._ordered()
        self.arrange()

    def forget(self) -> None:
        """What rows are searched for has changed beside the rows themselves: look it up again."""
        self._hay = [""] * len(self.rows)

    def prepare(self, most: int = EVERY) -> bool:
        """Look up what a search reads, of at most so many rows; whether some are left."""
        start, end = self._looked_up, min(self._looked_up + most, len(self.rows))
        for place in range(start, end):
            self._hay[place] = self._hay[place] or self._haystack(self.rows[place])
        self._looked_up = end
        return end < len(self.rows)

    def replace(self, changed: dict[str, Any]) -> list[int] | None:
        """Put changed rows in their places: the lines to draw again, or None where a row moved, came or went."""
        before = list(self.shown)
        for row_id, row in changed.items():
            place = self._place[row_id]
            self.rows[place] = row
            self._hay[place] = self._haystack(row)
        self._order = self._ordered()
        self.arrange()
        if before != self.shown:
            return None
        return sorted(line for line in map(self.line_of, changed) if line >= 0)

    def place_of(self, row_id: str) -> int | None:
        """Where the row stands among all rows."""
        return self._place.get(row_id)

    def line_of(self, row_id: str) -> int:
        """Where the row stands among those shown; -1 where it is not."""
        place = self._place.get(row_id)
        if place is None:
            return -1
        if not self._line:
            self._line = {shown: line for line, shown in enumerate(self.shown)}
        return self._line.get(place, -1)

    def search(self, text: str) -> bool:
        """Look for every word of `text`; False where it is the same search as before."""
        words = fold(text).split()
        same, self._words = words == self._words, words
        return not same

    def keep(self, wanted: Callable[[Any], bool] | None, words: str = "") -> None:
        """Let through only what `wanted` says (None for all) and what holds every one of `words`, whatever is searched for besides."""
        self._keep, self._kept_words = wanted, fold(words).split()

    def sort(self, column: int | None, *, backwards: bool = False) -> None:
        """Order by a column; None gives back the order in which the rows came."""
        self.sorted_by = None if column is None else (column, backwards)
        self._order = self._ordered()

    def arrange(self) -> None:
        """Apply search and filter to the order."""
        shown = self._order
        words = [*self._words, *self._kept_words]
        if words:
            self.prepare()
        for word in words:
            shown = [place for place in shown if word in self._hay[place]]
        if self._keep:
            shown = [place for place in shown if self._keep(self.rows[place])]
        self.shown = list(shown)
        self._line = {}

    def _haystack(self, row: Any) -> str:
        parts = (value(row) for value in self._searched)
        return fold_once(" ".join(" ".join(map(str, part)) if isinstance(part, tuple | list) else str(part) for part in parts if part is not None))

    def _ordered(self) -> list[int]:
        every = list(range(len(self.rows)))
        if self.sorted_by is None:
            return every
        column, backwards = self._columns[self.sorted_by[0]], self.sorted_by[1]
        keys = [_sort_key(column, row) for row in self.rows]
        known = sorted((place for place in every if keys[place] is not None), key=keys.__getitem__, reverse=backwards)
        return known + [place for place in every if keys[place] is None]


def _sort_key(column: Column, row: Any) -> Any:
    if column.sort:
        return column.sort(row)
    value = column.value(row)
    if value is None or value == "":
        return None
    return value if isinstance(value, int | float) else fold(written(column, row))
