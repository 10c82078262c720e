"""One member beside the roster: role, seat, term and status, edited in place, and what is to be minded in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.programmes import ROLE_WORDS, STATUS_WORDS, MemberRow, MemberStatus, Thanks
from advoplanner.services import memberships
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.facts import Facts
from ui.kit.form import Form
from ui.kit.labels import PlainText
from ui.pages.programmes.member_commands import MemberCommands

FIELDS = ("role", "seat_no", "start", "end", "status", "nominated_by", "reason_left")


class MemberDrawer(QWidget):
    """What the buttons do is done by `acts`, as from the table."""

    def __init__(self, ctx: Context, acts: MemberCommands) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = self.person_id = ""
        self.mind = PlainText(role="warn")
        self.facts = Facts()
        self.form = Form(self._save, columns=2)
        self._fill()
        self.renew = Button("Re&new", lambda: acts.renew([self.row_id]), icon="refresh-cw")
        self.thank = Button("Alumni with than&ks", lambda: acts.thank([self.row_id]), icon="handshake")
        self.thanked = Button("Note as than&ked", lambda: acts.thanked([self.row_id]), icon="check")
        self.person = Button("Show under People", lambda: ctx.navigate("people", None, self.person_id), icon="user")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.renew, self.thank, self.thanked):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (self.mind, self.form, self.facts):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.person, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_row(self, row: MemberRow) -> None:
        """Show this member, or show them again after a change; a field somebody types in keeps its text."""
        values: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
        if row.id == self.row_id:
            self.form.load(values)
        else:
            self.form.flush()
            self.row_id, self.person_id = row.id, row.person_id
            self.form.clear(values)
        self.mind.setText("\n".join(row.warnings))
        self.mind.setVisible(bool(row.warnings))
        self.thank.setVisible(row.status != MemberStatus.ALUMNI)
        self.thanked.setVisible(row.thanks == Thanks.DUE)
        self.facts.show_facts(
            (
                ("Came to", f"{row.present} of {plural(row.counted, 'meeting')}" if row.counted else ""),
                ("Renewed", plural(row.renewals, "time") if row.renewals else ""),
            )
        )

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _fill(self) -> None:
        form = self.form
        form.choice("role", "&Role", list(ROLE_WORDS.items()))
        form.line("seat_no", "&Seat")
        form.field("start", "Term &begins", DayField(), wide=True)
        form.field("end", "Term en&ds", DayField(), wide=True)
        form.choice("status", "S&tatus", list(STATUS_WORDS.items()), wide=True)
        form.line("nominated_by", "N&ominated by", wide=True)
        form.line("reason_left", "Why they &left", wide=True)

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        memberships.edit(self.ctx.workspace, self.row_id, merge_key=f"member.{self.row_id}.{field}", **{field: value})
