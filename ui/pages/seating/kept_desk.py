"""Keeping, comparing and bringing back plans, as the page's drawer does it."""

from __future__ import annotations

from functools import partial
from typing import Any

from ui.kit.page import Page
from ui.pages.seating.desk import Desk
from ui.pages.seating.kept_panel import KeptPanel


class KeptDesk:
    """Opens the drawer of `page` and fills it again after each change, as long as it shows these plans."""

    def __init__(self, page: Page, desk: Desk, kept_plans: Any) -> None:
        self._page, self._desk, self._kept = page, desk, kept_plans
        self.panel: KeptPanel | None = None
        page.drawer.closed.connect(self._closed)

    def open(self) -> None:
        """The kept plans of the round that is shown."""
        self._page.drawer.close_drawer()
        self.panel = KeptPanel(self._compare)
        self.panel.keep_wanted.connect(self.keep)
        self.panel.back_wanted.connect(self._bring_back)
        self.panel.remove_wanted.connect(self._remove)
        self.panel.jumped.connect(self._page.select)
        self._page.open_drawer("Kept plans", self.panel, self._desk.plan.row.round_name)
        self.show()

    def show(self) -> None:
        """What is kept now."""
        if self.panel is not None:
            why_not = "" if self._desk.plan.seat_of else "Nobody is seated yet."
            self.panel.show_plans(self._kept.rows(self._desk.ctx.workspace, self._desk.round), why_not)

    def keep(self) -> None:
        """Ask for a name and keep the plan as it is now."""
        keep = partial(self._kept.keep, self._desk.ctx.workspace, self._desk.round)
        self._desk.ctx.ask_and_act("Keep the plan", "What is this plan called?", keep, verb="Keep")

    def _compare(self, before: str, after: str) -> Any:
        return self._kept.compare(self._desk.ctx.workspace, self._desk.round, before, after)

    def _bring_back(self, kept_id: str) -> None:
        self._desk.ctx.act(self._kept.bring_back, self._desk.ctx.workspace, kept_id)

    def _remove(self, kept_id: str) -> None:
        self._desk.ctx.act(self._kept.remove, self._desk.ctx.workspace, [kept_id])

    def _closed(self) -> None:
        self.panel = None
