"""What moves people, what may not be done about them, and how they stand to each other: edited from the first day."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from sqlalchemy import and_, or_, select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain.motives import NEEDS, STYLES, VALUES, Motives
from advoplanner.domain.person_details import RELATION_WORDS
from advoplanner.domain.restrictions import CONSENTS, KINDS, Audience
from advoplanner.services import guest_ties
from advoplanner.services.context import Workspace
from advoplanner.store.base import Journaled
from advoplanner.store.models import Competition, MotiveProfile, Organisation, Person, Relation, Restriction
from advoplanner.store.session import UnitOfWork

MUTUAL = frozenset({"knows", "keep_apart", "must_sit_with", "partner_of"})
"""Relations that say the same read from either side."""

CONTRADICTS = {"keep_apart": "must_sit_with", "must_sit_with": "keep_apart"}

NOTE = 300
"""The longest line of a note, or of what moves somebody."""

_Row = TypeVar("_Row", bound=Journaled)


def set_motives(ws: Workspace, person_id: str, motives: Motives) -> ChangeSet:
    """Keep a person's motives; each need is 0 to 3. Raises RuleBroken with the field."""
    for need, strength in motives.needs.items():
        if need not in NEEDS or strength not in (0, 1, 2, 3):
            raise RuleBroken("motives.need", f"“{need}” takes 0, 1, 2 or 3.", field="needs")
    if motives.style not in STYLES:
        raise RuleBroken("motives.style", f"There is no style “{motives.style}”.", field="style")
    for value in motives.values:
        if value not in VALUES:
            raise RuleBroken("motives.value", f"There is no value “{value}”.", field="values")
    with ws.action("", merge_key=f"motives.{person_id}") as work:
        person = _there(work, Person, person_id)
        work.label = f"Change what moves {person.display_name}"
        row = work.session.scalar(select(MotiveProfile).where(MotiveProfile.person_id == person_id))
        if row is None:
            row = MotiveProfile(person_id=person_id)
            work.add(row)
        row.needs, row.style, row.source = dict(motives.needs), motives.style, whole(motives.source, 200, "source")
        row.values = [value for value in VALUES if value in motives.values]
        row.jobs, row.likes, row.wont_do = _lines(motives, "jobs"), _lines(motives, "likes"), _lines(motives, "wont_do")
        row.dated = _day(motives.dated, "dated") or ws.clock().date().isoformat()
    return work.changes


def add_restriction(
    ws: Workspace,
    *,
    person_id: str | None = None,
    organisation_id: str | None = None,
    kind: str,
    audiences: tuple[str, ...] = (),
    note: str = "",
    until: str = "",
    allows: bool = False,
) -> ChangeSet:
    """Forbid something about a person or a company, towards `audiences` (none: everybody but the host team); or keep their consent to it."""
    if kind not in (CONSENTS if allows else KINDS) or any(a not in list(Audience) for a in audiences):
        raise RuleBroken("restrictions.kind", f"There is no restriction “{kind}”.", field="kind")
    if (person_id is None) == (organisation_id is None):
        raise RuleBroken("restrictions.subject", "A restriction is about one person or one company.", field="kind")
    with ws.action("") as work:
        name = _there(work, Person, person_id).display_name if person_id else _there(work, Organisation, organisation_id).name
        work.label = f"{name}: {CONSENTS[kind].lower()}" if allows else f"Restrict {name}: {KINDS[kind].lower()}"
        work.add(
            Restriction(
                person_id=person_id,
                organisation_id=organisation_id,
                kind=kind,
                audiences=list(audiences),
                note=whole(note, NOTE, "note"),
                until=_day(until, "until"),
                allows=allows,
            )
        )
    return work.changes


def remove_restriction(ws: Workspace, restriction_id: str) -> ChangeSet:
    """Lift a restriction, or forget a consent."""
    with ws.action("Lift a restriction") as work:
        row = _there(work, Restriction, restriction_id)
        work.label = f"Forget consent: {CONSENTS[row.kind].lower()}" if row.allows else f"Lift restriction: {KINDS[row.kind].lower()}"
        work.session.delete(row)
    return work.changes


def relate(ws: Workspace, a_id: str, b_id: str, kind: str, note: str = "") -> ChangeSet:
    """Say how two people stand to each other; raises RuleBroken for oneself, for what is known already and for a contradiction.

    Introductions still to be made between two who are to be kept apart are taken off in the same step, which its name says.
    """
    if kind not in RELATION_WORDS:
        raise RuleBroken("relations.kind", f"There is no relation “{kind}”.", field="kind")
    if a_id == b_id:
        raise RuleBroken("relations.self", "A person cannot stand in a relation to themselves.", "Choose somebody else.", field="other")
    with ws.action("") as work:
        a, b = _there(work, Person, a_id), _there(work, Person, b_id)
        work.label = f"{a.display_name}: {RELATION_WORDS[kind][0].lower()} {b.display_name}"
        if _relation(work, a_id, b_id, kind):
            raise RuleBroken("relations.known", "This is known already.", field="other")
        against = CONTRADICTS.get(kind)
        if against and _relation(work, a_id, b_id, against):
            words = "must sit together" if against == "must_sit_with" else "are to be kept apart"
            raise RuleBroken("relations.contradiction", f"{a.display_name} and {b.display_name} {words}.", "Remove that first.", field="kind")
        work.add(Relation(a_id=a_id, b_id=b_id, kind=kind, note=whole(note, NOTE, "note")))
        if kind == "keep_apart":
            work.label += guest_ties.not_introduced(work, a_id, b_id, ws.clock())
    return work.changes


def unrelate(ws: Workspace, relation_id: str) -> ChangeSet:
    """Forget a relation."""
    with ws.action("Remove a relation") as work:
        row = _there(work, Relation, relation_id)
        names = _there(work, Person, row.a_id).display_name, _there(work, Person, row.b_id).display_name
        work.label = f"No longer: {names[0]} {RELATION_WORDS[row.kind][0].lower()} {names[1]}"
        work.session.delete(row)
    return work.changes


def set_competitors(ws: Workspace, a_id: str, b_id: str, compete: bool) -> ChangeSet:
    """Say whether two companies compete; raises RuleBroken for one company alone."""
    if a_id == b_id:
        raise RuleBroken("competitors.self", "A company does not compete with itself.", "Choose another company.", field="other")
    first, second = sorted((a_id, b_id))
    with ws.action("") as work:
        names = _there(work, Organisation, a_id).name, _there(work, Organisation, b_id).name
        work.label = f"{names[0]} and {names[1]} {'compete' if compete else 'do not compete'}"
        row = work.session.scalar(select(Competition).where(Competition.a_id == first, Competition.b_id == second))
        if compete and row is None:
            work.add(Competition(a_id=first, b_id=second))
        elif row is not None and not compete:
            work.session.delete(row)
    return work.changes


def _there(work: UnitOfWork, model: type[_Row], row_id: str | None) -> _Row:
    """A row that has to exist; raises RuleBroken where it was removed meanwhile."""
    row = work.session.get(model, row_id or "")
    if row is None:
        raise RuleBroken("people.unknown", "This is no longer in the workspace.", "Undo brings it back.")
    return row


def _relation(work: UnitOfWork, a_id: str, b_id: str, kind: str) -> str | None:
    """The relation of this kind from the first to the second, from either side where it is mutual."""
    pair = and_(Relation.a_id == a_id, Relation.b_id == b_id)
    if kind in MUTUAL:
        pair = or_(pair, and_(Relation.a_id == b_id, Relation.b_id == a_id))
    return work.session.scalar(select(Relation.id).where(pair, Relation.kind == kind).limit(1))


def _lines(motives: Motives, field: str) -> list[str]:
    return [line for line in (whole(text, NOTE, field) for text in getattr(motives, field)) if line]


def _day(text: str, field: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise RuleBroken(f"restrictions.{field}", f"“{text}” is not a day.", "Write it as 2027-03-10.", field=field) from error
