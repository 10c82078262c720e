"""What can be done with the filter that is on: kept by a name, changed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advoplanner.core.text import key
from advoplanner.domain.people_filters import PeopleFilter
from advoplanner.services import people_filters
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.models.row_table_model import RowTableModel
from ui.pages.people.filter_box import FilterBox

NOT_OWN = "Choose a filter of your own first."


class FilterCommands:
    """`searched()` is what stands in the search, `clear()` empties it; `over` is where the dialog stands."""

    def __init__(
        self, ctx: Context, over: Any, box: FilterBox, model: RowTableModel, searched: Callable[[], str], clear: Callable[[], object]
    ) -> None:
        self.ctx, self._over, self._box, self._model = ctx, over, box, model
        self._searched, self._clear = searched, clear

    def specs(self) -> tuple[ActionSpec, ...]:
        return (
            ActionSpec("people.filter_keep", "Keep a filter…", lambda page: self.keep(), icon="save", separator=True),
            ActionSpec("people.filter_change", "Change the filter…", lambda page: self.change(), why_not=lambda page: self._not_own()),
            ActionSpec("people.filter_delete", "Delete the filter", lambda page: self.delete(), why_not=lambda page: self._not_own()),
        )

    def keep(self) -> None:
        """Keep what the list shows now: the filter that is on, with the words that are searched for."""
        on = self._box.shown.shows or PeopleFilter("", "")
        words = " ".join(filter(None, (on.words, self._searched())))
        self._ask(PeopleFilter("", "", words, on.side, on.flag, on.tag))

    def change(self) -> None:
        if self._box.shown.shows:
            self._ask(self._box.shown.shows)

    def delete(self) -> None:
        if self._box.shown.shows:
            self.ctx.act(people_filters.remove, self.ctx.workspace, self._box.shown.shows.id)

    def _ask(self, start: PeopleFilter) -> None:
        from ui.pages.people.filter_dialog import FilterDialog

        tags = sorted({key(tag): tag for row in self._model.rows() for tag in row.tags}.values(), key=key)
        dialog = FilterDialog(self.ctx, start, tags)
        if dialog.ask(self._over):
            # The words are the filter's now, and would hide the others of another filter.
            self._clear()
            self._box.choose_own(dialog.kept_id)

    def _not_own(self) -> str:
        on = self._box.shown.shows
        return "" if on and on.id else NOT_OWN
