"""The row of buttons above the plan."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from advoplanner.core.text import plural
from ui.kit.labels import tip
from ui.kit.toolbar import Toolbar
from ui.pages.seating.desk import Desk
from ui.pages.seating.plan_commands import PlanCommands


class Tools:
    """Fills a page's toolbar; `show()` after every change of plan or choice."""

    def __init__(self, toolbar: Toolbar, desk: Desk, commands: PlanCommands) -> None:
        self._toolbar, self._desk, self._commands = toolbar, desk, commands
        self.seat = toolbar.primary("Seat accepted guests", commands.seat_all, icon="armchair")
        self.generate = toolbar.button("Generate tables…", commands.generate, icon="table-2")
        self.improve = toolbar.button("Improve unlocked", commands.improve, icon="sparkles", tip="Seat everybody anew; locked seats stay")
        self.lock = toolbar.button("Lock", commands.toggle_lock, icon="lock", tip="The chosen guests, or everybody where nobody is chosen")
        toolbar.add_menu(self._fill_menu)

    def show(self) -> None:
        plan, waiting = self._desk.plan, len(self._desk.waiting())
        self._toolbar.setVisible(bool(plan.tables))
        self.seat.setText(f"Seat {plural(waiting, 'accepted guest')}" if waiting else "All accepted are seated")
        self.seat.allow(self._commands.why_not_seat())
        self.improve.allow(self._commands.why_not_improve())
        self.lock.setText("Unlock" if self._commands.all_locked() else "Lock")
        self.lock.allow("" if plan.seat_of else "Nobody is seated yet.")

    def _fill_menu(self, menu: QMenu) -> None:
        for spec in self._commands.specs()[3:]:
            action = menu.addAction(spec.text)
            action.setEnabled(not spec.reason(None))
            action.setToolTip(tip(spec.reason(None)))
            action.triggered.connect(lambda _=False, spec=spec: spec.run(None))
