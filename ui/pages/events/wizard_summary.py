"""Last page of a new event: which agenda it begins with, and everything once more in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import span
from advoplanner.domain.agenda_templates import templates_for
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.events import PROFILES
from ui.kit.card import Card
from ui.kit.event_words import zone_city
from ui.kit.fields import Choice
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet, section


class SummaryPage(QWidget):
    """`agenda` says which agenda is wanted: the usual one, another template of the kind, or an empty one."""

    FIELDS = ("template",)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._choice = Choice(_agendas(""))
        self.form.field("template", "Begin &with", self._choice, wide=True)
        self.form.load({"template": True})
        self._kind = ""
        self._card = Card()
        self.notes = PlainText()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (section("Agenda, and a last look"), self.form, self._card, self.notes):
            column.addWidget(widget)
        column.addStretch(1)
        self.setFocusProxy(self.form["template"].editor)
        self._rows: QWidget | None = None

    @property
    def agenda(self) -> dict[str, Any]:
        """Fields of NewEvent."""
        wanted = self.form["template"].value()
        return {"template": bool(wanted), "agenda": wanted if isinstance(wanted, str) else ""}

    def show_event(self, event: NewEvent, who: str, notices: Sequence[str]) -> None:
        """Everything that will be made, and what is worth knowing about it."""
        if event.kind != self._kind:
            self._kind = event.kind
            self._choice.set_options(_agendas(event.kind))
            self.form.load({"template": True})
        place = ", ".join(part for part in (event.room, event.venue, event.city) if part)
        organiser = " · ".join(part for part in (event.organiser_name, event.organiser_email, event.host_company) if part)
        lines = {
            "Event": f"{event.title} ({PROFILES[event.kind].name})",
            "Purpose": event.purpose,
            "When": f"{span(event.start, event.end)}, {zone_city(event.zone)} time",
            "Where": place or "Not decided yet",
            "Guests": who,
            "Organiser": organiser or "Not named yet",
        }
        self._replace_rows(_grid(lines))
        missing = [] if event.organiser_email else ["Invitations can leave only once the organiser has an e-mail address."]
        self.notes.setText("\n".join([*notices, *missing]))

    def _replace_rows(self, rows: QWidget) -> None:
        if self._rows is not None:
            self._rows.deleteLater()
            self._card.column.removeWidget(self._rows)
        self._rows = rows
        self._card.column.addWidget(rows)


def _agendas(kind: str) -> list[tuple[bool | str, str]]:
    """What an agenda can begin with, as (value, words)."""
    named: list[tuple[bool | str, str]] = [(template.name, template.words) for template in templates_for(kind)]
    return [(True, "The usual agenda for this kind and time, to change as you like"), *named, (False, "An empty agenda")]


def _grid(lines: dict[str, str]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for place, (label, words) in enumerate(lines.items()):
        grid.addWidget(quiet(label), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainText(words), place, 1)
    return box
