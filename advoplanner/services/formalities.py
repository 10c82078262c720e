"""A board's formalities: papers that members sign, and renewals of contracts that an ask should not stand beside."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain import formalities as rules
from advoplanner.domain.formalities import FormalityRow, Paper, PaperState
from advoplanner.services.context import Workspace
from advoplanner.store.models import Agreement, Organisation, Person
from advoplanner.store.queries import boards as queries

FIELDS = {
    "state": lambda value: rules.check_state(str(value or "")),
    "signed": lambda value: rules.check_day("signed", value),
    "expires": lambda value: rules.check_day("expires", value),
    "file_name": lambda value: whole(value, rules.FILE_LIMIT, "file_name"),
}


def rows(ws: Workspace, event_id: str) -> list[FormalityRow]:
    """Members of an event who may come, with papers and renewals."""
    with ws.reading() as session:
        return queries.formalities(session, event_id)


def record(ws: Workspace, person_id: str, kind: str, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Write down `state` (sent, signed, refused, "" for not sent), `signed`, `expires` (dates or "2027-03-31") or `file_name` of a paper.

    Signed without a day means today by the person's zone. Raises RuleBroken at the field.
    """
    rules.check_kind(kind)
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"a paper has no field {sorted(unknown)[0]!r}")
    values = {name: FIELDS[name](value) for name, value in fields.items()}
    with ws.action("", merge_key=merge_key) as work:
        person = work.session.get(Person, person_id)
        if person is None:
            raise RuleBroken("formalities.unknown", "This person is no longer in the workspace.", "Undo brings them back.")
        work.label = f"{rules.PAPERS[Paper(kind)]} of {person.display_name}"
        row = work.session.scalar(select(Agreement).where(Agreement.person_id == person_id, Agreement.kind == kind))
        if row is None:
            row = Agreement(person_id=person_id, kind=kind, state="", signed="", expires="", file_name="")
            work.add(row)
        today = to_wall(ws.clock(), person.zone or "UTC").date()
        rules.check_order(values.get("signed", row.signed), values.get("expires", row.expires), today)
        for name, value in values.items():
            setattr(row, name, value)
        if values.get("state") == PaperState.SIGNED and not row.signed:
            row.signed = today.isoformat()
    return work.changes


def set_renewal(ws: Workspace, organisation_id: str, day: str | date | None) -> ChangeSet:
    """Keep the day on which a company's contract is renewed, "" or None to forget it; raises RuleBroken at `renewal`."""
    value = rules.check_day("renewal", day)
    with ws.action("") as work:
        company = work.session.get(Organisation, organisation_id)
        if company is None:
            raise RuleBroken("formalities.no_company", "This guest has no company yet.", "Give them one on their page.", field="renewal")
        work.label = f"Renewal of {company.name}"
        company.renewal = value
    return work.changes
