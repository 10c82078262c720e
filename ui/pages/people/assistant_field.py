"""Who assists a person, and whom they assist: found by searching, opened by a click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.person_details import PersonDetails
from advoplanner.services import assistants, people
from ui.kit.buttons import Button, IconButton
from ui.kit.clearing import clear
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import Field
from ui.kit.labels import quiet
from ui.pages.people.name_link import NameLink
from ui.pages.people.person_picker import PersonPicker


class AssistantField(Field):
    """Saves by itself when somebody is chosen; `open_person(id)` follows a click on a name."""

    def __init__(self, ctx: Context, open_person: Callable[[str], object]) -> None:
        self.ctx, self._open_person = ctx, open_person
        self._person_id = self._name = ""
        self.button = Button("Choose…", self.choose, icon="search")
        super().__init__(self.button, QWidget())
        self._names = QVBoxLayout()
        self._names.setSpacing(0)
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self._names, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_person(self, found: PersonDetails) -> None:
        """Draw the names anew; they are few."""
        self._person_id, self._name = found.row.id, found.row.name
        clear(self._names)
        self.button.setText("Change…" if found.assistant else "Choose…")
        if found.assistant:
            self._add(*found.assistant, found.assistant[1], IconButton("x", f"{found.assistant[1]} assists no longer", self.clear))
        for person_id, name in found.assists:
            self._add(person_id, name, f"Assists {name}")
        if not self._names.count():
            self._names.addWidget(quiet("Nobody is known."))

    def choose(self) -> None:
        AssistantDialog(self.ctx, self._person_id, self._name).ask(self.widget)

    def clear(self) -> None:
        self.ctx.act(assistants.choose, self.ctx.workspace, self._person_id, "")

    def _add(self, person_id: str, name: str, words: str, remove: QWidget | None = None) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(NameLink(words, partial(self._open_person, person_id), f"Show {name}"))
        if remove:
            row.addWidget(remove)
        row.addStretch(1)
        self._names.addWidget(box)


class AssistantDialog(Dialog):
    """Everybody can be looked for; who cannot assist is refused in words."""

    def __init__(self, ctx: Context, person_id: str, name: str) -> None:
        self.ctx, self._person_id = ctx, person_id
        self.picker = PersonPicker(people.rows(ctx.workspace))
        subtitle = f"Who answers for {name}, and whom to call about the diary."
        super().__init__("Choose an assistant", "Choose", self.picker, subtitle=subtitle, commit=self._choose)
        self.picker.opened.connect(self._go)
        self.resize(520, 480)

    def _choose(self) -> bool:
        chosen = self.picker.chosen()
        if not chosen:
            raise RuleBroken("people.nobody", "Choose somebody in the list.", "Search for a part of the name.", field="assistant")
        self.ctx.announce(assistants.choose(self.ctx.workspace, self._person_id, chosen))
        return True
