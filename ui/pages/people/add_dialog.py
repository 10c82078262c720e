"""A new person from the little one knows at first: a name, perhaps a company and an address."""

from __future__ import annotations

from advoplanner.core.text import listed
from advoplanner.domain.people import ContactDraft, email_problem, split_name
from advoplanner.services import addresses, people
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.kit.tick_box import TickBox
from ui.pages.people.people_fields import Company

_TYPED_AS = dict.fromkeys(("given", "family", "prefix", "suffix", "nickname", "display_name"), "name") | {"emails": "email"}
"""A person's fields by the field of this dialog in which they are typed."""


class AddDialog(Dialog):
    """`person_id` is the new person's once it was accepted."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.person_id = ""
        self.form = Form()
        self.form.line("name", "&Name", hint="Ana Ruiz, or Ruiz, Ana")
        self.form.line("job_title", "&Job")
        company = Company()
        company.set_known([row.name for row in people.organisations(ctx.workspace)])
        self.form.field("organisation", "&Company", company)
        self.form.line("email", "&E-mail", hint="name@company.com")
        self.owns = TickBox("")
        self.owns.hide()
        self.note = quiet()
        self.note.hide()
        super().__init__("Add a person", "Add person", self.form, subtitle="Everything else can follow later.", commit=self._add)
        for widget in (self.note, self.owns):
            self.layout().insertWidget(self.layout().count() - 2, widget)
        self.form["email"].committed.connect(self._look)

    def _add(self) -> bool:
        values = self.form.values()
        if not values["name"]:
            self.form.show_error("name", "A person needs a name.")
            return False
        parts = split_name(values["name"])
        draft = ContactDraft(
            given=parts.given, family=parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname,
            job_title=values["job_title"], organisation=values["organisation"], emails=(values["email"],) if values["email"] else (),
        )  # fmt: skip
        changes = self.ctx.act(people.add, self.ctx.workspace, draft, owns=not self.owns.isHidden() and self.owns.isChecked(), form=self)
        if changes is None:
            return False
        self.person_id = changes.created("person")[0]
        return True

    def show_error(self, field: str, sentence: str) -> bool:
        """What is said of a part of the name stands below the name."""
        return self.form.show_error(_TYPED_AS.get(field, field), sentence)

    def _look(self) -> None:
        """Say at once what is odd about the address; it is kept all the same."""
        address = self.form["email"].value()
        names = addresses.sharing(self.ctx.workspace, address) if address else []
        words = email_problem(address) if address else ""
        if words:
            words += " It is kept, but nothing is sent there."
        elif names:
            words = f"{listed(names[:3])} {'has' if len(names) == 1 else 'have'} this address too, and {names[0]} owns it. Is it the same person?"
            name = self.form.values()["name"] or "The new person"
            self.owns.setText(f"{name.replace('&', '&&')} owns it")
        self.note.setText(words)
        self.note.setVisible(bool(words))
        may_own = bool(names) and not email_problem(address)
        self.owns.setVisible(may_own)
        self.owns.setChecked(may_own and self.owns.isChecked())
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))
