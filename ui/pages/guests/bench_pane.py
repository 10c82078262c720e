"""The bench below the guest list: who is to be invited next, in order; folded away until somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.domain.guests import WORDS, Decision, GuestRow
from advoplanner.services import bench
from ui.kit import icons
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.labels import tip
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

WAITING = frozenset({Decision.HOLD, Decision.SUGGESTED})
HEIGHT = 184


class BenchPane(QWidget):
    """`open_guest(id)` follows Enter."""

    def __init__(self, ctx: Context, open_guest: Callable[[str], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self.rows: list[GuestRow] = []
        self.model = RowTableModel(
            (
                Column("Place", lambda row: self._place(row), width=64, align="right"),
                Column("Name", lambda row: row.name, width=180, stretch=True),
                Column("Company", lambda row: row.organisation, width=160, stretch=True),
                Column("Job", lambda row: row.job_title, width=160, quiet=True, stretch=True),
                Column(
                    "Decision", lambda row: WORDS[row.decision], width=120, state=lambda row: "warn" if row.decision == Decision.HOLD else "quiet"
                ),
            )
        )
        specs = (
            ActionSpec("bench.promote", "&Promote: approve and invite", self.promote, "P", "check"),
            ActionSpec("bench.up", "Move &up", lambda ids: self.shift(ids, -1), "Alt+Up", "chevron-up"),
            ActionSpec("bench.down", "Move &down", lambda ids: self.shift(ids, 1), "Alt+Down", "chevron-down"),
        )
        self.table = DataTable(self.model, "Bench", specs)
        self.table.opened.connect(open_guest)
        self.table.setFixedHeight(HEIGHT)
        self.head = Button("Bench", self.fold, kind="quiet")
        self.next = Button("Promote the next", lambda: self.promote([self.rows[0].id]), icon="check", tip="Approve whoever is first on the bench")
        self.head.setToolTip("Alt+Up and Alt+Down change the order, P promotes")
        self._lay_out()
        self.fold()

    def show_rows(self, rows: Sequence[GuestRow]) -> None:
        """Take those who wait from all guests; hidden where nobody does."""
        self.rows = sorted(
            (row for row in rows if row.decision in WAITING), key=lambda row: (row.bench_rank or 10_000, row.decision != Decision.HOLD, row.sort_name)
        )
        self.model.set_rows(self.rows)
        self.head.setText(f"Bench · {len(self.rows):,}")
        self.next.setToolTip(tip(f"Approve {self.rows[0].name}") if self.rows else "")
        self.setVisible(bool(self.rows))

    def fold(self) -> None:
        """Show the list, or put it away."""
        unfolded = self.table.isHidden()
        self.table.setVisible(unfolded)
        icons.put(self.head, "chevron-down" if unfolded else "chevron-right", "quiet", 4)
        self.head.setAccessibleDescription("unfolded" if unfolded else "folded")

    def promote(self, ids: list[str]) -> None:
        self._ctx.act(bench.promote, self._ctx.workspace, ids)

    def shift(self, ids: list[str], step: int) -> None:
        """Change places with the neighbour above or below; everybody keeps a place from then on."""
        order = [row.id for row in self.rows]
        moving = [i for i in order if i in set(ids)]
        for guest_id in moving if step < 0 else reversed(moving):
            at = order.index(guest_id)
            to = at + step
            if 0 <= to < len(order) and order[to] not in moving:
                order[at], order[to] = order[to], order[at]
        self._ctx.act(bench.order, self._ctx.workspace, order, quiet=True)

    def _place(self, row: GuestRow) -> int:
        return next((place for place, each in enumerate(self.rows, 1) if each.id == row.id), 0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.head)
        head.addWidget(self.next)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table)
