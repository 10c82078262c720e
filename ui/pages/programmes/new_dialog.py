"""A new programme: what kind, what it is called, and in one sentence what its members gain."""

from __future__ import annotations

from typing import Any

from advoplanner.domain.events import EventKind
from advoplanner.services import programmes
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.pages.programmes.charter_form import KINDS, OWNERS, PURPOSE_HINT, TENURE


class NewDialog(Dialog):
    """`made` is the new programme's id once it is there."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.made = ctx, ""
        self.form = Form(columns=2)
        self.form.lines("purpose", "&Purpose", hint=PURPOSE_HINT, rows=2)
        self.form.line("name", "&Name", hint="Retail advisory board", wide=True)
        self.form.choice("kind", "&Kind", KINDS)
        self.form.choice("ownership", "Who &runs it", OWNERS)
        self.form.line("sponsor", "&Sponsor")
        self.form.number("tenure_months", "A &term lasts", **TENURE)
        self.form.load({"kind": KINDS[0][0]})
        self.form.changed.connect(self._follow)
        self._follow("kind")
        super().__init__(
            "New programme",
            "&Make programme",
            self.form,
            subtitle="Begin with what it is for; its charter and its members follow.",
            commit=self._make,
        )
        self.resize(600, 420)
        self.form["purpose"].editor.setFocus()

    def _follow(self, name: str) -> None:
        """Members power a council, we run the others; what somebody chose stays."""
        if name == "kind":
            self.form.load({"ownership": "customer" if self.form["kind"].value() == EventKind.COUNCIL else "host"})

    def _make(self) -> bool:
        values = self.form.values()
        values["tenure_months"] = values["tenure_months"] or 0
        kind, name, purpose = (values.pop(field) for field in ("kind", "name", "purpose"))
        changes: Any = self.ctx.act(programmes.create, self.ctx.workspace, kind, name, purpose, form=self.form, **values)
        if changes is None:
            wrong = self.form.first_wrong()
            if wrong:
                wrong.editor.setFocus()
            return False
        self.made = changes.created("programme")[0]
        return True
