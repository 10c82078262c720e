"""The box that narrows the directory: everybody, a side, something to look at, a tag."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from advoplanner.domain.people import PersonRow
from ui.kit.combo import Combo
from ui.pages.people.columns import EVERYBODY, Filter, filters


class FilterBox(Combo):
    """`chosen(keeps)` follows a choice: a function of a row, or None for everybody."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__([EVERYBODY.words], "Show")
        self._filters: list[Filter] = [EVERYBODY]
        self.setMinimumContentsLength(11)
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self.choose)

    def choose(self, place: int) -> None:
        """Take the filter at `place`."""
        self.setCurrentIndex(place)
        self.chosen.emit(self._filters[place].keeps)

    def renew(self, rows: Iterable[PersonRow]) -> None:
        """Offer the tags there are now; the choice stays where it still exists."""
        wanted = filters(rows)
        if [each.id for each in wanted] == [each.id for each in self._filters]:
            return
        before = self._filters[max(self.currentIndex(), 0)].id
        self._filters = wanted
        self.clear()
        self.addItems([each.words for each in wanted])
        self.choose(next((place for place, each in enumerate(wanted) if each.id == before), 0))
