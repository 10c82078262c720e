"""What is kept of a company: how personally its people are treated, its sector, and where it stands on its journey."""

from __future__ import annotations

from typing import Any

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain import people as rules
from advoplanner.domain.journey import check_stage
from advoplanner.services.context import Workspace
from advoplanner.store.models import Organisation


def set_tier(ws: Workspace, organisation_id: str, tier: int) -> ChangeSet:
    """How personally everybody of a company is treated who has no tier of their own, 0 for no tier; raises RuleBroken at `company_tier`."""
    return _set(ws, organisation_id, "company_tier", "Tier", tier=rules.check_tier(tier, "company_tier"))


def set_public_sector(ws: Workspace, organisation_id: str, public: bool) -> ChangeSet:
    """Whether a company is of the public sector, whose people may accept little; raises RuleBroken at `company_public`."""
    return _set(ws, organisation_id, "company_public", "Sector", public_sector=public)


def set_stage(ws: Workspace, organisation_id: str, stage: str) -> ChangeSet:
    """At which stage of the journey (journey.STAGES) a company stands, "" for not known; raises RuleBroken at `company_stage`."""
    return _set(ws, organisation_id, "company_stage", "Stage", stage=check_stage(stage, "company_stage"))


def _set(ws: Workspace, organisation_id: str, field: str, word: str, **values: Any) -> ChangeSet:
    with ws.action("") as work:
        company = work.session.get(Organisation, organisation_id) if organisation_id else None
        if company is None:
            raise RuleBroken("people.no_company", "This person has no company yet.", "Write one above first.", field=field)
        work.label = f"{word} of {company.name}"
        for name, value in values.items():
            setattr(company, name, value)
    return work.changes
