"""The weights of peer fit in the page's drawer: read, changed, set back, each as one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.kit.page import Page
from ui.pages.seating.desk import Desk
from ui.pages.seating.looks import Looks
from ui.pages.seating.weights_panel import WeightsPanel


class WeightsDesk:
    """Opens the drawer of `page` and fills it again after each change. `again()` seats anew, `why_not()` says why that cannot be now."""

    def __init__(self, page: Page, desk: Desk, looks: Looks, again: Callable[[], object], why_not: Callable[[], str]) -> None:
        self._page, self._desk, self._looks = page, desk, looks
        self._again, self._why_not = again, why_not
        self._weights, self._mix = desk.services.peer_weights, desk.services.table_mix
        self.panel: WeightsPanel | None = None
        page.drawer.closed.connect(self._closed)

    def open(self, subject: object = None) -> None:
        """The weights of the event that is shown."""
        self._page.drawer.close_drawer()
        self.panel = WeightsPanel(self._weights.of(self._desk.ctx.workspace, self._desk.event_id), self._change, self._change_hosts)
        self.panel.reset_wanted.connect(self._reset)
        self.panel.again_wanted.connect(self._again)
        self.panel.norms_wanted.connect(self._open_norms)
        self._page.open_drawer("What counts for the fit", self.panel, self._desk.plan.row.round_name)
        self.show()

    def show(self) -> None:
        """What holds now."""
        if self.panel is not None:
            ws, event = self._desk.ctx.workspace, self._desk.event_id
            outside = len({issue.places for issue in self._looks.mix(self._desk.plan)})
            limits, hosts = self._mix.limits(ws, event), self._mix.hosts(ws, event)
            self.panel.show(self._weights.of(ws, event), self._desk.plan, self._why_not(), limits, hosts, outside)

    def _change(self, code: str, points: Any) -> None:
        if self.panel is not None:
            self._desk.ctx.act(self._weights.change, self._desk.ctx.workspace, self._desk.event_id, code, points, form=self.panel.form)

    def _change_hosts(self, figure: str, hosts: int | None) -> None:
        if self.panel is not None:
            ws, event = self._desk.ctx.workspace, self._desk.event_id
            now = self._mix.hosts(ws, event)
            asked = {"least": now.least, "most": now.most, figure: hosts}
            self._desk.ctx.act(self._mix.set_hosts, ws, event, asked["least"], asked["most"], form=self.panel.hosts)

    def _reset(self) -> None:
        self._desk.ctx.act(self._weights.reset, self._desk.ctx.workspace, self._desk.event_id)

    def _open_norms(self) -> None:
        self._desk.ctx.navigate("norms", None, f"{self._desk.event_id}/hosts_at_table")

    def _closed(self) -> None:
        self.panel = None
