"""What the page of events shows one of at a time: the list, the month, that nothing fits, or the kinds to begin with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.context import Context
from ui.kit.empty_state import EmptyState

if TYPE_CHECKING:
    from ui.pages.events.kind_cards import FirstEvents
    from ui.pages.events.month import MonthView


class EventViews(QStackedWidget):
    """The list is there from the first; the others are made when they are asked for, so that the list shows sooner."""

    def __init__(
        self, ctx: Context, table: QWidget, opened: Callable[[str], object], make_new: Callable[[str], object], show_all: Callable[[], object]
    ) -> None:
        super().__init__()
        self._ctx, self._opened, self._make_new, self._show_all = ctx, opened, make_new, show_all
        self.addWidget(table)

    @cached_property
    def first(self) -> FirstEvents:
        """The kinds of event, where there is no event yet."""
        from ui.pages.events.kind_cards import FirstEvents

        made = FirstEvents()
        made.chosen.connect(self._make_new)
        self.addWidget(made)
        return made

    @cached_property
    def month(self) -> MonthView:
        """A month with its events."""
        from ui.pages.events.month import MonthView

        made = MonthView(self._ctx.clock().astimezone().date())
        made.grid.opened.connect(self._opened)
        self.addWidget(made)
        return made

    @cached_property
    def nothing(self) -> EmptyState:
        """Search and filters left nothing over."""
        made = EmptyState("No event fits the search and the filters.", "Show all events", self._show_all, icon="search")
        self.addWidget(made)
        return made
