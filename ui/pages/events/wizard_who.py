"""Third page of a new event: who to begin with, and who organises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed, plural
from advoplanner.domain.event_details import MAX_NUMBER, check_number, check_text
from advoplanner.domain.events import EventKind, EventRow
from advoplanner.domain.guests import WORDS
from advoplanner.domain.invitations import check_address
from advoplanner.domain.people import PersonRow
from advoplanner.domain.programmes import ProgrammeRow
from advoplanner.domain.workspace import WorkspaceInfoRow
from ui.kit.form import Form
from ui.kit.labels import PlainText, section

NOBODY, LABEL, ROSTER, MEMBERS = "nobody", "label", "roster", "members"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who stands on the list from the start, and that in words."""

    people: tuple[str, ...] = ()
    roster_of: str = ""
    members: bool = False
    words: str = "Nobody yet; add guests when the event is there."


class WhoPage(QWidget):
    """`chosen` is who to begin with; `read` gives the organiser's fields and raises RuleBroken with the field."""

    FIELDS = ("source", "label", "roster", "organiser_name", "organiser_email", "host_company", "sponsor", "capacity")

    def __init__(self, people: Sequence[PersonRow], events: Sequence[EventRow], info: WorkspaceInfoRow) -> None:
        super().__init__()
        self._people = people
        self._labels = _labels(people)
        self._programme: ProgrammeRow | None = None
        self._active = 0
        self._events = {row.id: row for row in reversed(events) if row.guests}
        self.form = Form(columns=2)
        self._add_sources()
        self.count = PlainText(role="quiet")
        self.organiser, self._host_company = self._organiser_form(info), info.host_company
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (section("Who comes, and who organises?"), self.form, self.count, section("Organiser"), self.organiser):
            column.addWidget(widget)
        column.addStretch(1)
        self.setFocusProxy(self.form["source"].editor)
        self.form.changed.connect(lambda name: self._show())
        self._show()

    def chosen(self) -> Chosen:
        """The people with the tag or group, the guests of the earlier event, or the members of the programme."""
        source = self.form["source"].value()
        if source == MEMBERS and self._programme:
            words = f"{plural(self._active, 'active member')} of “{self._programme.name}”, each in their part."
            return Chosen(members=True, words=words)
        if source == ROSTER and self.form["roster"].value():
            row = self._events[self.form["roster"].value()]
            return Chosen(roster_of=row.id, words=f"The guests of “{row.title}”, without their replies; those decided against stay behind.")
        if source == LABEL and self.form["label"].value():
            return self._labelled(self.form["label"].value())
        return Chosen()

    def suggest_host(self, kind: str) -> None:
        """We host, but for a council, which a member's company hosts; what somebody typed stays."""
        ours, field = self._host_company, self.organiser["host_company"]
        if kind == EventKind.COUNCIL and field.value() == ours:
            self.organiser.load({"host_company": ""})
        elif kind != EventKind.COUNCIL and not field.value():
            self.organiser.load({"host_company": ours})

    def take_programme(self, row: ProgrammeRow | None, active: int = 0, sponsor: str = "") -> None:
        """Offer the `active` members of this programme, its sponsor where none was typed; None for no programme."""
        before, self._programme, self._active = self._programme, row, active
        field: Any = self.form["source"]
        source = field.value()
        field.set_options(self._sources())
        members = active > 0
        if source == MEMBERS or (source == NOBODY and before is None):
            source = MEMBERS if members else NOBODY
        self.form.load({"source": source})
        self.organiser.load({"sponsor": sponsor})
        self._show()

    def read(self) -> dict[str, Any]:
        """Who organises, and how many there is room for."""
        values = self.organiser.values()
        for name in ("organiser_name", "host_company", "sponsor"):
            values[name] = check_text(name, values[name])
        values["capacity"] = check_number("capacity", values["capacity"])
        try:
            values["organiser_email"] = check_address(values["organiser_email"]) if values["organiser_email"] else ""
        except RuleBroken as broken:
            raise RuleBroken(broken.code, broken.sentence, broken.hint, field="organiser_email") from broken
        return values

    def _labelled(self, label: tuple[str, str]) -> Chosen:
        kind, word = label
        every = [p for p in self._people if word in (p.tags if kind == "tag" else p.groups)]
        wanted = [p for p in every if "contact" not in p.flags.casefold()]
        sides = Counter(WORDS[p.side].lower() for p in wanted if p.side in WORDS)
        mix = f": {listed([plural(n, side) for side, n in sides.most_common()])}" if sides else ""
        words = f"{plural(len(wanted), 'person', 'people')}{mix}."
        if len(every) > len(wanted):
            words += f" {len(every) - len(wanted)} who must not be contacted stay out."
        return Chosen(tuple(p.id for p in wanted), words=words)

    def _show(self) -> None:
        source = self.form["source"].value()
        for name in (LABEL, ROSTER):
            self.form[name].widget.parentWidget().setVisible(source == name)
        self.count.setText(self.chosen().words)

    def _add_sources(self) -> None:
        labels = self._labels
        self.form.choice("source", "&Begin with", self._sources())
        self.form.choice(LABEL, "Tag or &group", labels)
        self.form.choice(ROSTER, "&Event", [(row.id, f"{row.title}, {short_date(row.start.date())}") for row in self._events.values()])
        self.form.load({"source": NOBODY, LABEL: labels[0][0] if labels else None, ROSTER: next(iter(self._events), None)})

    def _sources(self) -> list[tuple[str, str]]:
        """Where guests can come from."""
        sources = [(NOBODY, "Nobody yet")]
        sources += [(MEMBERS, "The members of the programme")] if self._active else []
        sources += [(LABEL, "People with a tag or in a group")] if self._labels else []
        sources += [(ROSTER, "The guests of an earlier event")] if self._events else []
        return sources

    @staticmethod
    def _organiser_form(info: WorkspaceInfoRow) -> Form:
        form = Form(columns=2)
        form.line("organiser_name", "&Name")
        form.line("organiser_email", "&E-mail", help="Invitations come from here, and replies go there.")
        form.line("host_company", "&Host company")
        form.line("sponsor", "&Sponsor")
        form.number("capacity", "&Room for", low=0, high=MAX_NUMBER, unit="people")
        known = {"organiser_name": info.sender_name, "organiser_email": info.sender_email, "host_company": info.host_company}
        form.load(known)
        return form


def _labels(people: Sequence[PersonRow]) -> list[tuple[tuple[str, str], str]]:
    """Every tag and group with how many people have it, the largest first."""
    counted = Counter(("tag", tag) for p in people for tag in p.tags) + Counter(("group", group) for p in people for group in p.groups)
    return [(label, f"{label[1]} ({n:,})" if label[0] == "tag" else f"Group {label[1]} ({n:,})") for label, n in counted.most_common()]
