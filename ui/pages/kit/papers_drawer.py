"""The papers of one member beside the cards, and the day on which their company's contract is renewed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.formalities import PAPERS, STATE_WORDS, FormalityRow, renewal_words
from advoplanner.services import formalities
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet

OWN_WORDS = "The texts are your own; here stands who signed them, when, and where the copy lies."


class PapersDrawer(QWidget):
    """`show_row` shows a member, or shows them again after a change; every field saves itself."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.row_id = self._event_id = self._person_id = self._company_id = ""
        self.form = Form(self._save, columns=2)
        for kind, title in PAPERS.items():
            self.form.heading(title)
            self.form.choice(f"{kind}.state", "State", list(STATE_WORDS.items()))
            self.form.line(f"{kind}.file_name", "File of the copy", hint="nda-lima.pdf")
            self.form.field(f"{kind}.signed", "Signed on", DayField(), wide=True)
            self.form.field(f"{kind}.expires", "Ends on", DayField(), wide=True)
        self.form.heading("The company")
        self.form.field("renewal", "Contract renewed on", DayField(), help="An ask close to it looks like a part of the deal.", wide=True)
        self.near = PlainText(role="warn")
        self.guest = Button("Open as a guest", lambda: ctx.navigate("guests", self._event_id, self.row_id), icon="user")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(12)
        for widget in (quiet(OWN_WORDS), self.form, self.near):
            column.addWidget(widget)
        column.addWidget(self.guest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_row(self, row: FormalityRow) -> None:
        """Show this member."""
        values: dict[str, Any] = {"renewal": row.renewal}
        for kind in PAPERS:
            paper = row.paper(kind)
            values |= {f"{kind}.{name}": getattr(paper, name) for name in ("state", "signed", "expires", "file_name")}
        if row.guest_id == self.row_id:
            self.form.load(values)
        else:
            self.form.flush()
            self.row_id, self._event_id, self._person_id, self._company_id = row.guest_id, row.event_id, row.person_id, row.organisation_id
            self.form.clear(values)
        words = renewal_words(row.organisation, row.renewal, row.day)
        self.near.setText(words)
        self.near.setVisible(bool(words))

    def flush(self) -> None:
        """Save what is still being typed."""
        self.form.flush()

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        ws = self.ctx.workspace
        if field == "renewal":
            formalities.set_renewal(ws, self._company_id, value)
            return
        kind, _, name = field.partition(".")
        formalities.record(ws, self._person_id, kind, merge_key=f"paper.{self._person_id}.{field}", **{name: value})
