"""Who somebody is: names, job, ways to reach them, and what to mind; every field saves itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import zone_names
from advoplanner.core.text import listed
from advoplanner.domain.journey import STAGES
from advoplanner.domain.people import LEVELS, TIERS
from advoplanner.domain.person_details import PersonDetails
from advoplanner.services import addresses, companies, people
from ui.kit.context import Context
from ui.kit.fields import NarrowChoice
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet
from ui.pages.people.assistant_field import AssistantField
from ui.pages.people.people_fields import SIDES, Company, LineList, Mailboxes
from ui.pages.people.photo import Photo

LEVEL_WORDS = [("", "Not known"), *LEVELS.items()]
TIER_CHOICES = list(TIERS.items())
STAGE_CHOICES = [("", "Not known"), *STAGES.items()]
OF_COMPANY: dict[str, Callable[..., ChangeSet]] = {
    "company_tier": companies.set_tier, "company_stage": companies.set_stage, "company_public": companies.set_public_sector,
}  # fmt: skip
"""Fields that say something of the company, and what saves each."""

PICTURES = "Pictures (*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff)"


class ProfileTab(QWidget):
    """`show_person` fills it; what is still being typed is saved first."""

    def __init__(self, ctx: Context, open_person: Callable[[str], object]) -> None:
        super().__init__()
        self.ctx = ctx
        self.assistant = AssistantField(ctx, open_person)
        self.person_id = self._company_id = ""
        self.photo = Photo(self.choose_photo, lambda: self._set_photo(None), self.use_photo)
        self._flags = PlainText(role="bad")
        self._hint = quiet("Changes are saved as you make them.")
        self.company = Company(self.about_company)
        self.mailboxes = Mailboxes(lambda owner_id, address: ctx.act(addresses.own, ctx.workspace, owner_id, address))
        self.form = Form(self._save, columns=2)
        self._fill_form()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.photo)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(self._flags)
        words.addWidget(self._hint)
        words.addStretch(1)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_person(self, found: PersonDetails, known: list[str]) -> None:
        """Another person, or the same one after a change: then text that is still being typed stays."""
        self.company.set_known(known)
        if found.row.id == self.person_id:
            self.form.load(values_of(found))
        else:
            self.form.flush()
            self.person_id = found.row.id
            self.form.clear(values_of(found))
        self._company_id = found.row.organisation_id
        self.company.about.allow("" if self._company_id else "Write a company first.")
        self.photo.show_person(found.row.name, found.photo)
        self._flags.setText(found.row.flags)
        self._flags.setVisible(bool(found.row.flags))
        self.assistant.show_person(found)
        self.mailboxes.show_shared(found.shared_addresses)
        self._warn("emails", address_warning(found))

    def flush(self) -> None:
        """Save what is still being typed."""
        if self.person_id:
            self.form.flush()

    def about_company(self) -> None:
        """What is kept of this person's company."""
        from ui.pages.people.company_dialog import CompanyDialog

        self.flush()
        CompanyDialog(self.ctx, self._company_id).ask(self)

    def choose_photo(self) -> None:
        path = self.ctx.dialogs.open_file("Choose a picture", PICTURES)
        if path:
            self.use_photo(path)

    def use_photo(self, path: Path) -> None:
        """Make the picture in a file safe and small, and keep it."""
        from advoplanner.imports.photos import read_photo

        data = self.ctx.act(read_photo, path, quiet=True)
        if data:
            self._set_photo(data)

    def _set_photo(self, data: bytes | None) -> None:
        self.ctx.act(people.set_photo, self.ctx.workspace, self.person_id, data)

    def _save(self, name: str, value: Any) -> None:
        of_company = OF_COMPANY.get(name)
        if of_company:
            of_company(self.ctx.workspace, self._company_id, value)
            return
        people.edit(self.ctx.workspace, self.person_id, **{name: value})

    def _warn(self, name: str, sentence: str) -> None:
        """Words at a field whose value is kept all the same."""
        if self.form[name].unsaved:
            return
        if sentence:
            self.form.show_error(name, sentence)
            self.form[name].unsaved = False
        elif self.form.error(name):
            self.form.clear_error(name)

    def _fill_form(self) -> None:
        form = self.form
        form.line("given", "&Given name")
        form.line("family", "&Family name")
        form.line("preferred_name", "Preferred name", hint="What to call them")
        form.line("pronouns", "Pronouns")
        form.line("say_it", "How to say it", hint="SHIV-awn oh-BRY-en", wide=True)
        form.line("job_title", "&Job", wide=True)
        form.field("organisation", "&Company", self.company, wide=True)
        form.field("emails", "&E-mail", self.mailboxes, help="One address a line; the first one is written to.", wide=True)
        form.field("phones", "&Phone", LineList("+49 30 5550100", 2), wide=True)
        form.field("assistant", "Assistant", self.assistant, wide=True)
        form.line("city", "Cit&y")
        form.line("country", "Country")
        form.field("side", "&Side", NarrowChoice(SIDES))
        form.field("level_band", "Level", NarrowChoice(LEVEL_WORDS))
        form.tags("tags", "&Tags")
        form.tags("topics", "T&opics")
        form.field("tier", "Tier", NarrowChoice(TIER_CHOICES), help="The first gets drafts of their own.")
        form.field("company_tier", "Tier of the company", NarrowChoice(TIER_CHOICES), help="For everybody there without an own one.")
        form.field("company_stage", "Where the company stands", NarrowChoice(STAGE_CHOICES), help="On its way to what we offer, and with it.")
        form.check("company_public", "The company is of the public sector", help="Its people may accept little: the checks watch it.")
        form.heading("To mind")
        form.check("do_not_contact", "&Do not contact")
        form.line("do_not_contact_why", "Reason", hint="Asked us not to write", wide=True)
        form.check("weary", "Tired of being as&ked", help="Waves that ask something pass over them; those that give recommend them.")
        form.line("diet", "Diet", wide=True)
        form.line("access_needs", "Access needs", wide=True)
        form.heading("Background")
        form.lines("background", "Background", rows=4)
        form.lines("notes", "&Notes, only for the host team", rows=4)
        form.heading("More")
        form.line("display_name", "Name on lists and in print", help="Clear it, and it follows the parts of the name.", wide=True)
        form.line("prefix", "Title before the name")
        form.line("suffix", "Suffix")
        form.line("nickname", "Nickname")
        form.line("department", "Department")
        form.line("language", "Language")
        form.field("zone", "Time zone", NarrowChoice([("", "Not known"), *((name, name) for name in zone_names())]))
        form.line("member_since", "Member since", hint="2026-01-01")
        form.line("term_end", "Term ends", hint="2027-12-31")
        form.line("website", "Web page", wide=True)


def values_of(found: PersonDetails) -> dict[str, Any]:
    """The form's values from what is known."""
    row = found.row
    own = (
        "preferred_name", "pronouns", "say_it", "emails", "phones", "level_band", "do_not_contact", "do_not_contact_why", "diet", "access_needs",
        "weary", "tier", "company_tier", "company_public", "company_stage",
        "background", "notes", "prefix", "suffix", "nickname", "department", "language", "zone", "member_since", "term_end", "website",
    )  # fmt: skip
    rows = ("given", "family", "job_title", "organisation", "city", "country", "side", "tags", "topics")
    return {name: getattr(found, name) for name in own} | {name: getattr(row, name) for name in rows} | {"display_name": row.name}


def address_warning(found: PersonDetails) -> str:
    """What is to be said at the addresses: those that cannot be written to, those that others have too."""
    shared = []
    for each in found.shared_addresses:
        others = each.others(found.row.id)
        names = listed([*others[:3], *([f"{len(others) - 3} more"] if len(others) > 3 else [])])
        all_of_them = ("has", "both") if len(others) == 1 else ("have", "all of them")
        shared.append(f"{names} {all_of_them[0]} {each.address} too. Invitations to {all_of_them[1]} go to one place.")
    return "\n".join((*found.email_problems, *shared))
