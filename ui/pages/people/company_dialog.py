"""What is kept of a company, for all its people at once."""

from __future__ import annotations

from advoplanner.domain.organisations import EARNINGS, SIZES
from advoplanner.services import companies
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import NarrowChoice
from ui.kit.form import Form
from ui.kit.suggest_field import Suggest
from ui.pages.people.people_fields import SIDES, LineList


class CompanyDialog(Dialog):
    """Saved as one step."""

    def __init__(self, ctx: Context, organisation_id: str) -> None:
        self.ctx, self._organisation_id = ctx, organisation_id
        found = companies.details(ctx.workspace, organisation_id)
        self.form = Form(columns=2)
        self.form.line("name", "&Name", wide=True)
        self.form.field("side", "&Side", NarrowChoice(SIDES))
        self.form.line("industry", "&Industry")
        self.form.field("size", "Si&ze", Suggest(SIZES, "A band in your own words"))
        self.form.field("earnings", "What it &earns", Suggest(EARNINGS, "A band in your own words"))
        self.form.line("country", "Countr&y")
        self.form.line("website", "&Web page")
        self.form.field("competitors", "&Competitors", LineList("One company a line", 2), help="Seating keeps their people apart.", wide=True)
        self.form.check("public", "It is of the &public sector")
        self.form.lines("notes", "N&otes", rows=2)
        self.form.load({name: getattr(found, name) for name in FIELDS})
        super().__init__("About the company", "Save", self.form, subtitle="What stands here holds for everybody who works there.", commit=self._save)
        self.resize(560, 560)

    def _save(self) -> bool:
        return self.ctx.act(companies.edit, self.ctx.workspace, self._organisation_id, **self.form.values(), form=self.form) is not None


FIELDS = ("name", "side", "industry", "size", "earnings", "country", "website", "competitors", "public", "notes")
