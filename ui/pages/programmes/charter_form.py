"""What a programme is: its purpose and the facts of its charter, each saved when its field is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from advoplanner.domain.event_details import OWNERSHIP
from advoplanner.domain.events import PROFILES
from advoplanner.domain.programmes import MOST, ProgrammeDetails
from ui.kit.card import Card
from ui.kit.form import Form, Save

KINDS = [(profile.kind.value, profile.name) for profile in PROFILES.values()]
OWNERS = list(OWNERSHIP.items())
TENURE: dict[str, Any] = {"high": MOST["tenure_months"], "unit": "months", "help": "Renewing a term adds as much."}
PURPOSE_HINT = "One sentence: what do members gain, larger than any product?"
FIELDS = (
    "name", "purpose", "kind", "ownership", "sponsor", "tenure_months", "meetings_per_year", "text_mark", "mission", "scope", "duties", "benefits",
    "confidentiality",
)  # fmt: skip


class CharterForm(QScrollArea):
    """`save(field, value)` is called with one changed field at a time."""

    def __init__(self, save: Save) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = Form(save, columns=2)
        self._fill()
        card = Card(margin=20)
        card.column.addWidget(self.form)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFocusProxy(self.form["name"].editor)

    def show_programme(self, found: ProgrammeDetails, *, anew: bool) -> None:
        """Show what is stored; `anew` for another programme than before, else a field somebody types in keeps its text."""
        values: dict[str, Any] = {name: getattr(found, name) for name in FIELDS}
        for name in ("tenure_months", "meetings_per_year"):
            values[name] = values[name] or None
        (self.form.clear if anew else self.form.load)(values)

    def _fill(self) -> None:
        form = self.form
        form.line("name", "&Name", wide=True)
        form.lines("purpose", "&Purpose", hint=PURPOSE_HINT, rows=2)
        form.choice("kind", "&Kind", KINDS)
        form.choice("ownership", "Who &runs it", OWNERS)
        form.line("sponsor", "Spo&nsor")
        form.number("tenure_months", "A &term lasts", **TENURE)
        form.number("meetings_per_year", "&Meetings a year", high=MOST["meetings_per_year"])
        form.line("text_mark", "Its o&wn mark", hint="Letters on a council's papers")
        form.lines("mission", "M&ission", rows=2)
        form.lines("scope", "Sc&ope", hint="What is talked about here, and what is not", rows=2)
        form.lines("duties", "&Duties of members", rows=3)
        form.lines("benefits", "&Benefits of members", rows=3)
        form.lines("confidentiality", "Con&fidentiality", rows=2)
