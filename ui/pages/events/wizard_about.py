"""First page of a new event: its kind with the rules in words, title, purpose and the issue it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import check_text
from advoplanner.domain.events import EventKind
from advoplanner.domain.programmes import ProgrammeDetails, ProgrammeRow
from ui.kit.form import Form
from ui.kit.labels import PlainText, section
from ui.pages.events.kind_cards import KindChoice, rules_in_words

REQUIRED = {
    "title": "An event needs a title.",
    "topic": "An event needs a topic: the issue that keeps its guests awake.",
    "purpose": "An event needs a purpose: one sentence that says what guests gain.",
}


class AboutPage(QWidget):
    """`kind_chosen` follows another kind, `programme_chosen` a programme's id, "" for none; `read` raises RuleBroken with the field."""

    kind_chosen = Signal(str)
    programme_chosen = Signal(str)
    FIELDS = ("title", "topic", "purpose", "learn_goal", "programme_id")

    def __init__(self, kind: str = "", programmes: Sequence[ProgrammeRow] = ()) -> None:
        super().__init__()
        self._kind_of = {row.id: row.kind for row in programmes}
        self.part = Form()
        self.part.choice("programme_id", "Meeting &of", [("", "No programme"), *((row.id, row.name) for row in programmes)])
        self.part.load({"programme_id": ""})
        self.part.setVisible(bool(programmes))
        self.part.changed.connect(lambda _: self.programme_chosen.emit(self.programme_id))
        self.kinds = KindChoice(kind or EventKind.CAB)
        self.kinds.chosen.connect(self._choose)
        self._rules = PlainText(role="quiet")
        self.form = Form(columns=2)
        self.form.line("title", "&Title")
        self.form.line("topic", "Topic or &issue", hint="What keeps them awake, never the product")
        self.form.lines("purpose", "&Purpose", hint="One sentence: what do guests gain by coming?", rows=2)
        self.form.line("learn_goal", "What will guests lea&rn?", hint="As the flyer promises it", wide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(section("What kind of event, and what for?"))
        column.addWidget(self.part)
        column.addWidget(self.kinds)
        column.addWidget(self._rules)
        column.addWidget(self.form)
        column.addStretch(1)
        self.setFocusProxy(self.form["title"].editor)
        self._choose(self.kind)

    @property
    def kind(self) -> str:
        return self.kinds.kind

    @property
    def programme_id(self) -> str:
        return str(self.part["programme_id"].value() or "")

    def take_programme(self, found: ProgrammeDetails | None) -> None:
        """Its kind, and its purpose where none was typed; with None the purpose of the one before goes."""
        if found is not None:
            self.part["programme_id"].show_value(found.id)
            self.kinds.cards[EventKind(found.kind)].setChecked(True)
        self.form.load({"purpose": found.purpose if found else ""})

    def read(self) -> dict[str, Any]:
        """Kind, programme, title, purpose, topic and learning goal."""
        values = self.form.values()
        for name, sentence in REQUIRED.items():
            if not values[name]:
                raise RuleBroken(f"events.{name}", sentence, field=name)
        return {name: check_text(name, text) for name, text in values.items()} | {"kind": self.kind, "programme_id": self.programme_id}

    def _choose(self, kind: str) -> None:
        """A programme holds meetings of its own kind: with another kind the event leaves it."""
        self._rules.setText(rules_in_words(kind))
        if self._kind_of.get(self.programme_id, kind) != kind:
            self.part["programme_id"].show_value("")
            self.programme_chosen.emit("")
        self.kind_chosen.emit(kind)
