"""What moves somebody: five needs as bars, what they value, their style, jobs, likes, and what they will not do."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.dates import long_date
from advoplanner.domain.motives import NEEDS, STYLES, VALUES, Motives
from advoplanner.domain.person_details import PersonDetails
from advoplanner.services import motives
from ui.kit.context import Context
from ui.kit.fields import NarrowChoice
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.pages.people.people_fields import LineList

EMPTY = "Nothing is known yet. Ask, or note what you see at the next event."


class MotivesTab(QWidget):
    """Any change saves the whole profile with today's date."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.person_id = ""
        self._age = quiet(EMPTY)
        self.form = Form(self._save, columns=2)
        self._fill_form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._age)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_person(self, found: PersonDetails) -> None:
        """Another person, or the same one after a change."""
        if found.row.id == self.person_id:
            self.form.load(values_of(found.motives))
        else:
            self.flush()
            self.person_id = found.row.id
            self.form.clear(values_of(found.motives))
        self._age.setText(f"Last looked at on {long_date(date.fromisoformat(found.motives.dated))}." if found.motives.dated else EMPTY)

    def flush(self) -> None:
        """Save what is still being typed."""
        if self.person_id:
            self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        motives.set_motives(self.ctx.workspace, self.person_id, motives_of(self.form.values()))

    def _fill_form(self) -> None:
        form = self.form
        for need, words in NEEDS.items():
            form.level(f"need_{need}", words)
        form.field("style", "Style", NarrowChoice(list(STYLES.items())))
        form.heading("Values most")
        for value, words in VALUES.items():
            form.check(f"value_{value}", words, wide=False)
        form.heading("In their words")
        form.field("jobs", "&Jobs to get done", LineList("Cut the cost of reporting", 3), help="One a line, the most important first.", wide=True)
        form.field("likes", "&Likes", LineList("", 2), wide=True)
        form.field("wont_do", "&Will not do", LineList("", 2), wide=True)
        form.line("source", "&How we know", hint="Interview in May", wide=True)


def values_of(known: Motives) -> dict[str, Any]:
    """The form's values from a profile."""
    needs = {f"need_{need}": known.needs.get(need, 0) for need in NEEDS}
    values = {f"value_{value}": value in known.values for value in VALUES}
    return {**needs, **values, "style": known.style, "jobs": known.jobs, "likes": known.likes, "wont_do": known.wont_do, "source": known.source}


def motives_of(values: dict[str, Any]) -> Motives:
    """A profile from the form's values."""
    return Motives(
        needs={need: values[f"need_{need}"] for need in NEEDS},
        values=tuple(value for value in VALUES if values[f"value_{value}"]),
        style=values["style"] or "",
        jobs=values["jobs"],
        likes=values["likes"],
        wont_do=values["wont_do"],
        source=values["source"],
    )
