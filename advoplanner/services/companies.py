"""What is kept of a company: what it is, with whom it competes, how personally its people are treated, and where it stands on its journey."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain import people as rules
from advoplanner.domain.guests import Side
from advoplanner.domain.journey import check_stage
from advoplanner.domain.organisations import CompanyDetails
from advoplanner.domain.people_limits import LIMIT
from advoplanner.services import motives, people
from advoplanner.services.context import Workspace
from advoplanner.store.models import Competition, Organisation
from advoplanner.store.session import UnitOfWork


def set_tier(ws: Workspace, organisation_id: str, tier: int) -> ChangeSet:
    """How personally everybody of a company is treated who has no tier of their own, 0 for no tier; raises RuleBroken at `company_tier`."""
    return _set(ws, organisation_id, "company_tier", "Tier", tier=rules.check_tier(tier, "company_tier"))


def set_public_sector(ws: Workspace, organisation_id: str, public: bool) -> ChangeSet:
    """Whether a company is of the public sector, whose people may accept little; raises RuleBroken at `company_public`."""
    return _set(ws, organisation_id, "company_public", "Sector", public_sector=public)


def set_stage(ws: Workspace, organisation_id: str, stage: str) -> ChangeSet:
    """At which stage of the journey (journey.STAGES) a company stands, "" for not known; raises RuleBroken at `company_stage`."""
    return _set(ws, organisation_id, "company_stage", "Stage", stage=check_stage(stage, "company_stage"))


def details(ws: Workspace, organisation_id: str) -> CompanyDetails:
    """What is kept of a company; raises RuleBroken `people.no_company`."""
    with ws.reading() as session:
        row = _company(session, organisation_id, "organisation")
        return CompanyDetails(
            row.id, row.name, row.side, row.industry, row.size_band, row.profitability, row.country, row.website, row.notes, row.public_sector,
            tuple(_competitors(session, row.id).values()),
        )  # fmt: skip


def edit(ws: Workspace, organisation_id: str, *, competitors: Iterable[str] | None = None, **fields: Any) -> ChangeSet:
    """Change what is kept of a company, in one step: name, side, industry, size, earnings, country, website, notes, public.

    `competitors` are names, known or new; those that are left out compete no longer. Raises RuleBroken at the field: no name, a name
    that another company has, a side that does not exist, text that is too long, the company among its own competitors.
    """
    with ws.action("") as work:
        row = _company(work.session, organisation_id, "name")
        if "name" in fields:
            row.name = _free_name(work.session, row.id, fields.pop("name"))
            row.name_key = people.company_key(row.name)
        if "public" in fields:
            row.public_sector = bool(fields.pop("public"))
        for name, value in fields.items():
            column, limit = _TEXTS[name]
            text = whole(value, limit, name, lines=name == "notes")
            if name == "side" and text not in ("", *Side):
                raise RuleBroken("people.side", f"There is no side “{text}”.", f"Choose one of: {', '.join(Side)}.", field="side")
            setattr(row, column, text)
        work.session.flush()
        if competitors is not None:
            _compete(ws, work, row, competitors)
        work.label = f"Change {row.name}"
    return work.changes


def _compete(ws: Workspace, work: UnitOfWork, row: Organisation, names: Iterable[str]) -> None:
    """Make these companies, and no others, the competitors of one."""
    before = set(_competitors(work.session, row.id))
    wanted: set[str] = set()
    for name in names:
        if people.company_key(whole(name, LIMIT, "competitors")) == row.name_key:
            raise RuleBroken("competitors.self", f"{row.name} does not compete with itself.", "Take its name out of the list.", field="competitors")
        other = people.organisation_id(work, name)
        wanted |= {other} if other else set()
    for other in sorted(wanted ^ before):
        motives.set_competitors(ws, row.id, other, other in wanted)


def _competitors(session: Session, organisation_id: str) -> dict[str, str]:
    """Id → name of those with whom a company competes, by name."""
    pair = Competition
    other = or_(and_(pair.a_id == organisation_id, pair.b_id == Organisation.id), and_(pair.b_id == organisation_id, pair.a_id == Organisation.id))
    found = session.scalars(select(Organisation).join(pair, other).order_by(Organisation.name_key))
    return {each.id: each.name for each in found}


def _free_name(session: Session, organisation_id: str, typed: str) -> str:
    name = whole(typed, LIMIT, "name")
    if not name:
        raise RuleBroken("companies.nameless", "A company needs a name.", "Write the one that stands on badges and lists.", field="name")
    key = people.company_key(name)
    if session.scalar(select(Organisation.id).where(Organisation.name_key == key, Organisation.id != organisation_id)):
        raise RuleBroken("companies.taken", f"There is a company {name} already.", "Let its people work there instead.", field="name")
    return name


_TEXTS = {
    "side": ("side", 20), "industry": ("industry", 120), "size": ("size_band", 20), "earnings": ("profitability", 20), "country": ("country", 80),
    "website": ("website", 300), "notes": ("notes", 4000),
}  # fmt: skip
"""The fields that hold a text: column and length."""


def _company(session: Session, organisation_id: str, field: str) -> Organisation:
    row = session.get(Organisation, organisation_id) if organisation_id else None
    if row is None:
        raise RuleBroken("people.no_company", "This person has no company yet.", "Write one above first.", field=field)
    return row


def _set(ws: Workspace, organisation_id: str, field: str, word: str, **values: Any) -> ChangeSet:
    with ws.action("") as work:
        company = _company(work.session, organisation_id, field)
        work.label = f"{word} of {company.name}"
        for name, value in values.items():
            setattr(company, name, value)
    return work.changes
