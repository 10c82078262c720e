"""The two small questions of the drawer: what may and may not be done, and how two people stand to each other."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.person_details import RELATION_WORDS, PersonDetails
from advoplanner.domain.restrictions import AUDIENCE_WORDS, CONSENTS, KINDS, Audience
from advoplanner.services import motives, people
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.pages.people.person_picker import PersonPicker

TOWARDS = [audience for audience in Audience if audience is not Audience.HOST]


class RestrictionDialog(Dialog):
    """Forbids something about one person or everybody at their company, or keeps a consent to it."""

    def __init__(self, ctx: Context, found: PersonDetails) -> None:
        self.ctx, self._person = ctx, found.row
        self.form = Form(columns=2)
        choices = [(f"no.{kind}", words) for kind, words in KINDS.items()] + [
            (f"yes.{kind}", f"Consent: {words.lower()}") for kind, words in CONSENTS.items()
        ]
        self.form.choice("kind", "&What is known", choices, wide=True)
        whom = [("person", found.row.name)]
        if found.row.organisation_id:
            whom.append(("company", f"Everybody at {found.row.organisation}"))
        self.form.choice("whom", "&For whom", whom, wide=True)
        self.form.heading("Towards")
        for audience in TOWARDS:
            self.form.check(audience, AUDIENCE_WORDS[audience].removeprefix("For ").capitalize(), wide=False)
        self.form.line("until", "&Until", hint="2027-12-31", help="The last day on which it holds; empty for always.", wide=True)
        self.form.line("note", "&Evidence", hint="Who said so, how, and when", wide=True)
        self.form.load({"kind": "no.no_photo", "whom": "person"})
        super().__init__(
            "Add a restriction or a consent",
            "Add",
            self.form,
            subtitle="Without a tick a restriction holds towards everybody but the host team, a consent towards everybody. What forbids wins.",
            commit=self._add,
        )

    def _add(self) -> bool:
        values = self.form.values()
        audiences = tuple(str(audience) for audience in TOWARDS if values[audience])
        verb, _, kind = values["kind"].partition(".")
        company = values["whom"] == "company"
        added = self.ctx.act(
            motives.add_restriction, self.ctx.workspace, person_id=None if company else self._person.id,
            organisation_id=self._person.organisation_id if company else None, kind=kind, audiences=audiences,
            note=values["note"], until=values["until"], allows=verb == "yes", form=self.form,
        )  # fmt: skip
        return added is not None


class RelationDialog(Dialog):
    """Says how one person stands to another."""

    def __init__(self, ctx: Context, person_id: str, name: str) -> None:
        self.ctx, self._person_id = ctx, person_id
        self.form = Form()
        self.form.choice("kind", "&How", [(kind, words[0]) for kind, words in RELATION_WORDS.items()])
        self.form.load({"kind": "wants_to_meet"})
        self.picker = PersonPicker([row for row in people.rows(ctx.workspace) if row.id != person_id])
        self.note = Form()
        self.note.line("note", "&Note")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.picker, 1)
        column.addWidget(self.note)
        super().__init__("Add a relation", "Add relation", body, subtitle=f"How {name} stands to somebody else.", commit=self._add)
        self.picker.opened.connect(self._go)
        self.resize(520, 520)

    def _add(self) -> bool:
        other = self.picker.chosen()
        if not other:
            raise RuleBroken("relations.nobody", "Choose somebody in the list.", field="other")
        values = self.form.values()
        changes = motives.relate(self.ctx.workspace, self._person_id, other, values["kind"], self.note.values()["note"])
        self.ctx.announce(changes)
        return True
