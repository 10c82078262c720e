"""What if somebody declines, in the drawer: up to three plans with their moves, each taken with one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import AdvoError
from advoplanner.core.text import plural
from advoplanner.domain.kept_plans import seat_words
from advoplanner.domain.what_if import NAMES, WhatIf
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.clearing import clear
from ui.kit.jobs import Job
from ui.kit.jump_row import JumpRow
from ui.kit.labels import PlainText, quiet
from ui.kit.page import Page
from ui.pages.seating.desk import Desk

MOST_SHOWN = 12


class WhatIfPanel(QWidget):
    """`taken(plan)` follows the button of a plan, `jumped(guest id)` one of its moves."""

    taken = Signal(object)
    jumped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PlanCard] = []
        self.words = quiet("The plans are being worked out.")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addLayout(self._list)
        column.addStretch(1)

    def show_plans(self, found: Sequence[WhatIf], score: int) -> None:
        """These plans, each against the score as it is now."""
        clear(self._list)
        fewer = "" if len(found) == len(NAMES) else " Plans that gain nothing by more moves are left out."
        self.words.setText(f"Nothing is changed until you take one; it is one step, and Undo takes it back.{fewer}")
        self.cards = [PlanCard(plan, score, partial(self.taken.emit, plan), self.jumped.emit) for plan in found]
        for card in self.cards:
            self._list.addWidget(card)


class PlanCard(Card):
    """One plan: its name, what it comes to, its moves, and the button that takes it."""

    def __init__(self, plan: WhatIf, score: int, take: Callable[[], object], jump: Callable[[str], object]) -> None:
        super().__init__(spacing=6)
        self.column.addWidget(PlainText(NAMES[plan.key], weight=QFont.Weight.DemiBold))
        if plan.impossible:
            self.column.addWidget(quiet(plan.impossible))
            return
        gained = f"{plan.score - score:+,}".replace("-", "−")
        moved = f"{plural(plan.tables_changed, 'guest')} at another table" if plan.tables_changed else "nobody changes the table"
        self.figures = quiet(f"Fit {plan.score:,} ({gained}), {moved}")
        self.column.addWidget(self.figures)
        if plan.lacks:
            self.column.addWidget(PlainText(plan.lacks, role="bad"))
        self.take = Button("Mark as declined and seat so", take)
        self.take.setAccessibleName(f"{NAMES[plan.key]}: mark as declined and seat so")
        self.column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        for move in plan.moves[:MOST_SHOWN]:
            words = f"{seat_words(move.before)} → {seat_words(move.after)}"
            self.column.addWidget(JumpRow(move.name, partial(jump, move.id), why=words[0].upper() + words[1:]))
        if len(plan.moves) > MOST_SHOWN:
            self.column.addWidget(quiet(f"and {plural(len(plan.moves) - MOST_SHOWN, 'more move')}"))


class WhatIfDesk:
    """Works the plans out in the background and shows them in the page's drawer."""

    def __init__(self, page: Page, desk: Desk, what_if: Any) -> None:
        self._page, self._desk, self._what_if = page, desk, what_if
        self.panel: WhatIfPanel | None = None
        self._job: Job | None = None
        page.drawer.closed.connect(self._closed)

    def open(self, guest_ids: list[str]) -> None:
        """What the round would be without these guests."""
        names = [self._desk.plan.guests[guest_id].name for guest_id in guest_ids]
        title = f"What if {names[0]} declines?" if len(names) == 1 else f"What if {len(names)} guests decline?"
        self._page.drawer.close_drawer()
        panel = self.panel = WhatIfPanel()
        panel.jumped.connect(self._page.select)
        panel.taken.connect(lambda plan: self._take(guest_ids, plan))
        self._page.open_drawer(title, panel, self._desk.plan.row.round_name)
        ws, round_id, score = self._desk.ctx.workspace, self._desk.round, self._desk.plan.row.score

        def done(found: Sequence[WhatIf]) -> None:
            if self.panel is panel:
                panel.show_plans(found, score)

        def failed(error: BaseException) -> None:
            if not isinstance(error, AdvoError):
                raise error
            panel.words.setText(str(error))

        self._job = self._desk.ctx.jobs.run(
            lambda progress: self._what_if.plans(ws, round_id, guest_ids, progress=progress), title=title, done=done, failed=failed, owner=panel
        )

    def _take(self, guest_ids: list[str], plan: WhatIf) -> None:
        if self._desk.ctx.act(self._what_if.take, self._desk.ctx.workspace, self._desk.round, guest_ids, plan) is not None:
            self._page.drawer.close_drawer()

    def _closed(self) -> None:
        self.panel = None
        if self._job is not None:
            self._job.cancel()
