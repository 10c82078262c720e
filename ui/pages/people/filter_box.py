"""The box that narrows the directory: everybody, a filter of one's own, a side, something to look at, a tag."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal

from advoplanner.domain.people import PersonRow
from advoplanner.domain.people_filters import PeopleFilter
from ui.kit.combo import Combo
from ui.kit.labels import tip
from ui.pages.people.columns import EVERYBODY, Filter, filters


class FilterBox(Combo):
    """`chosen(filter)` follows a choice, with a Filter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__([EVERYBODY.words], "Show")
        self._filters: list[Filter] = [EVERYBODY]
        self.setMinimumContentsLength(11)
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self.choose)

    @property
    def shown(self) -> Filter:
        """The filter that is on."""
        return self._filters[max(self.currentIndex(), 0)]

    def choose(self, place: int) -> None:
        """Take the filter at `place`."""
        self.setCurrentIndex(place)
        self.setToolTip(tip(self.currentText()))
        self.chosen.emit(self._filters[place])

    def choose_own(self, kept_id: str) -> None:
        """Take a filter of one's own; everybody where it is not there."""
        self.choose(next((place for place, each in enumerate(self._filters) if each.id == f"own.{kept_id}"), 0))

    def renew(self, rows: Iterable[PersonRow], kept: Iterable[PeopleFilter]) -> None:
        """Offer the filters and tags there are now; the choice stays where it still exists."""
        wanted = filters(rows, kept)
        if wanted == self._filters:
            return
        before = self.shown.id
        self._filters = wanted
        self.clear()
        self.addItems([each.words for each in wanted])
        self.choose(next((place for place, each in enumerate(wanted) if each.id == before), 0))
