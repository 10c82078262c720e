"""All facts of one event in the drawer, each saved when its field is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.calendar_blocks import FORM_WORDS
from advoplanner.domain.event_details import MAX_NUMBER, OWNERSHIP, EventDetails
from advoplanner.domain.journey import STAGES
from ui.kit.event_words import STATES
from ui.kit.fields import Field, Lines, NarrowChoice
from ui.kit.form import Form, Save
from ui.kit.suggest_field import Suggest, ZoneField
from ui.kit.tick_box import TickBox

FIELDS = (
    "title", "purpose", "topic", "learn_goal", "objectives", "stages", "status", "start", "end", "calendar_form", "zone", "venue", "room",
    "capacity", "quorum",
    "organiser_name", "organiser_email", "host_company", "programme_id", "ownership", "sponsor", "day_contact", "join_link", "logistics",
)  # fmt: skip


class EachLine(Lines):
    """Several lines as a tuple of texts."""

    def value(self) -> Any:
        return tuple(line.strip() for line in super().value().splitlines() if line.strip())

    def _write(self, value: Any) -> None:
        super()._write("\n".join(value or ()))


class Ticks(Field):
    """Some of a few choices, each with a box to tick; the value is a tuple of their keys."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__(QWidget())
        self._boxes = {key: TickBox(words) for key, words in choices.items()}
        column = QVBoxLayout(self.editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for box in self._boxes.values():
            column.addWidget(box)
            box.clicked.connect(self._settle)
        self.editor.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> Any:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def _write(self, value: Any) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in (value or ()))


class DetailsForm(QWidget):
    """`save(field, value)` is called with one changed field at a time; `programmes` are those it can be a meeting of, id → name."""

    def __init__(self, save: Save, venues: Sequence[str], programmes: Mapping[str, str]) -> None:
        super().__init__()
        self.form = Form(save)
        self._programmes = [("", "No programme"), *programmes.items()]
        self._add_meaning()
        self._add_time_and_place(venues)
        self._add_people()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_event(self, event: EventDetails) -> None:
        """Show what is stored; a field somebody types in keeps its text."""
        values = {name: getattr(event, name) for name in FIELDS}
        for name in ("capacity", "quorum"):
            values[name] = values[name] or None
        self.form.load(values)

    def _add_meaning(self) -> None:
        form = self.form
        form.line("title", "&Title")
        form.lines("purpose", "&Purpose", hint="One sentence: what do guests gain by coming?", rows=4)
        form.lines("topic", "Topic or &issue", rows=2)
        form.lines("learn_goal", "What &guests will learn", rows=2)
        form.field("objectives", "&Objectives, one on each line", EachLine(rows=4))
        form.field("stages", "For which stages of the guests' &journey", Ticks(STAGES))
        form.choice("status", "Stat&us", [(status, words) for status, (words, _) in STATES.items() if status != "cancelled"])

    def _add_time_and_place(self, venues: Sequence[str]) -> None:
        form = self.form
        form.heading("When and where")
        form.wall("start", "&Starts", help="The end and the agenda move along.")
        form.wall("end", "&Ends")
        form.choice("calendar_form", "In &calendars", [(str(form), words) for form, words in FORM_WORDS.items()])
        form.field("zone", "Time &zone of the place", ZoneField())
        form.field("venue", "&Venue, known or new", Suggest(venues, "Name of the place"))
        form.line("room", "&Room")
        form.number("capacity", "Room &for", high=MAX_NUMBER, unit="people")
        form.line("join_link", "&Join link", hint="https://…")

    def _add_people(self) -> None:
        form = self.form
        form.heading("Who is behind it")
        form.number("quorum", "&Quorum", high=MAX_NUMBER, unit="members")
        form.line("organiser_name", "Organiser's &name")
        form.line("organiser_email", "Organiser's e-&mail", help="Invitations come from here, and replies go there.")
        form.line("host_company", "&Host company")
        form.field("programme_id", "Meeting of the pro&gramme", NarrowChoice(self._programmes))
        form.choice("ownership", "Who &runs it", list(OWNERSHIP.items()))
        form.line("sponsor", "Spo&nsor")
        form.line("day_contact", "Contact on the &day", hint="Name and telephone")
        form.lines("logistics", "&Logistics", hint="Arrival, parking, transport home", rows=4)
