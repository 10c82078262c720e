"""Two records of one person: found, and merged field by field in one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.people import PersonRow
from advoplanner.services.context import Workspace
from advoplanner.services.people import same_name
from advoplanner.store.models import EmailAddress, Employment, Guest, MotiveProfile, Person, Relation, Restriction
from advoplanner.store.queries import people as queries
from advoplanner.store.session import UnitOfWork

_LISTS = ("phones", "tags", "topics", "groups")
_KEPT = frozenset({"id", "version", "created_at", "changed_at", "sort_name", "display_name"})


def duplicates(ws: Workspace) -> list[tuple[PersonRow, PersonRow, str]]:
    """Pairs that may be one person, with the reason: the same address, or the same name at the same or an unknown company."""
    with ws.reading() as session:
        rows = {row.id: row for row in queries.rows(session)}
        addresses = queries.addresses(session, rows)
    by_address: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    found: list[tuple[PersonRow, PersonRow, str]] = []
    for row in rows.values():
        for address in addresses.get(row.id, ()):
            other = by_address.setdefault(address.casefold(), row.id)
            if other != row.id:
                found.append((rows[other], row, f"Both have the address {address}."))
        for other in by_name.get(same_name(row), ()):
            if rows[other].organisation == row.organisation or not (rows[other].organisation and row.organisation):
                found.append((rows[other], row, "The same name at the same company."))
        by_name.setdefault(same_name(row), []).append(row.id)
    return found


def merge(ws: Workspace, keep_id: str, gone_id: str) -> ChangeSet:
    """Make two people one: `keep_id` stays and takes from `gone_id` what it lacks, with all guest lists, addresses and notes.

    Raises RuleBroken where both are guests of the same event, because one of the two seats would be lost silently.
    """
    if keep_id == gone_id:
        raise RuleBroken("people.merge_self", "These are the same person already.", "Choose two people.")
    with ws.action("") as work:
        keep, gone = work.session.get_one(Person, keep_id), work.session.get_one(Person, gone_id)
        work.label = f"Merge {gone.display_name} into {keep.display_name}"
        _refuse_same_event(work, keep, gone)
        _fill_blanks(keep, gone)
        _hand_over(work, keep_id, gone_id)
        work.session.flush()
        remove_people(work, [gone_id])
    return work.changes


def remove_people(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Delete people and all that only belongs to them."""
    wanted = list(ids)
    for model in (EmailAddress, Employment, MotiveProfile, Restriction):
        work.delete_all(work.session.scalars(select(model).where(model.person_id.in_(wanted))).all())
    work.delete_all(work.session.scalars(select(Relation).where(or_(Relation.a_id.in_(wanted), Relation.b_id.in_(wanted)))).all())
    for assisted in work.session.scalars(select(Person).where(Person.assistant_id.in_(wanted))):
        assisted.assistant_id = None
    work.session.flush()
    work.delete_all(work.session.scalars(select(Person).where(Person.id.in_(wanted))).all())


def _refuse_same_event(work: UnitOfWork, keep: Person, gone: Person) -> None:
    theirs = select(Guest.event_id).where(Guest.person_id == gone.id)
    if work.session.scalar(select(Guest.id).where(Guest.person_id == keep.id, Guest.event_id.in_(theirs)).limit(1)):
        raise RuleBroken(
            "people.merge_guests",
            f"{keep.display_name} and {gone.display_name} are both guests of one event.",
            "Remove one of the two guests there first.",
        )


def _fill_blanks(keep: Person, gone: Person) -> None:
    for column in Person.__table__.columns:
        name = column.name
        if name in _KEPT:
            continue
        mine, theirs = getattr(keep, name), getattr(gone, name)
        if name in _LISTS:
            setattr(keep, name, list(dict.fromkeys([*mine, *theirs])))
        elif name == "extra":
            keep.extra = {**theirs, **mine}
        elif name == "notes" and theirs and mine and theirs not in mine:
            keep.notes = f"{mine}\n{theirs}"
        elif not mine and theirs:
            setattr(keep, name, theirs)


def _hand_over(work: UnitOfWork, keep_id: str, gone_id: str) -> None:
    """Move what points at the person who goes, unless the person who stays has it already."""
    session = work.session
    own = set(session.scalars(select(EmailAddress.address_key).where(EmailAddress.person_id == keep_id)))
    for address in session.scalars(select(EmailAddress).where(EmailAddress.person_id == gone_id)).all():
        if address.address_key not in own:
            address.person_id, address.primary = keep_id, not own and address.primary
    for guest in session.scalars(select(Guest).where(Guest.person_id == gone_id)):
        guest.person_id = keep_id
    for job in session.scalars(select(Employment).where(Employment.person_id == gone_id)):
        job.person_id = keep_id
    for restriction in session.scalars(select(Restriction).where(Restriction.person_id == gone_id)):
        restriction.person_id = keep_id
    if session.scalar(select(MotiveProfile.id).where(MotiveProfile.person_id == keep_id)) is None:
        for profile in session.scalars(select(MotiveProfile).where(MotiveProfile.person_id == gone_id)):
            profile.person_id = keep_id
    pairs = {(r.a_id, r.b_id, r.kind) for r in session.scalars(select(Relation).where(or_(Relation.a_id == keep_id, Relation.b_id == keep_id)))}
    for relation in session.scalars(select(Relation).where(or_(Relation.a_id == gone_id, Relation.b_id == gone_id))).all():
        a = keep_id if relation.a_id == gone_id else relation.a_id
        b = keep_id if relation.b_id == gone_id else relation.b_id
        if a != b and (a, b, relation.kind) not in pairs:
            relation.a_id, relation.b_id = a, b
