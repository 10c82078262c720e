"""Two records of one person: found, and merged field by field in one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold
from advoplanner.domain.formalities import PaperState
from advoplanner.domain.people import PersonRow, email_key
from advoplanner.domain.programmes import SITTING, MemberStatus
from advoplanner.services import addresses
from advoplanner.services.context import Workspace
from advoplanner.store.models import (
    Agreement,
    EmailAddress,
    Employment,
    Guest,
    LedgerEntry,
    Membership,
    MotiveProfile,
    Organisation,
    Person,
    Relation,
    Restriction,
    Story,
)
from advoplanner.store.queries import people as queries
from advoplanner.store.queries.shared_addresses import owners
from advoplanner.store.session import UnitOfWork

MOST_NAMESAKES = 20
"""People of one name, or of one address, who are compared with each other; beyond that it is no name but a placeholder."""

_LISTS = ("phones", "tags", "topics", "groups")
_LONG = ("notes", "background")
_KEPT = frozenset({"id", "version", "created_at", "changed_at", "sort_name", "display_name", "organisation_id", "assistant_id"})
TAKEABLE = frozenset(
    {
        "display_name", "given", "family", "prefix", "suffix", "nickname", "preferred_name", "pronouns", "say_it", "language", "zone", "city",
        "region", "country", "organisation", "job_title", "department", "level_band", "function", "side", "website", "diet", "access_needs",
        "background", "notes", "member_since", "term_end", "photo",
    }
)  # fmt: skip
"""Fields of which a person may choose the value of the record that goes."""


def duplicates(ws: Workspace) -> list[tuple[PersonRow, PersonRow, str]]:
    """Pairs that may be one person, with the reason: the same address, or the same name at the same or an unknown company."""
    with ws.reading() as session:
        rows = {row.id: row for row in queries.rows(session)}
        mailboxes = queries.all_addresses(session)
        owner_of = owners(session)
    by_address: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for row in rows.values():
        by_name.setdefault(same_name(row), []).append(row.id)
        for address in mailboxes.get(row.id, ()):
            by_address.setdefault(email_key(address), []).append(row.id)
    found: dict[tuple[str, str], str] = {}
    for address, holders in by_address.items():
        for pair in combinations(holders[:MOST_NAMESAKES], 2):
            one, other = (same_name(rows[each]) for each in pair)
            owner = f" {owner_of[address]} owns it." if one != other and address in owner_of else ""
            found.setdefault(pair, f"Both have the address {address}.{owner}")
    for namesakes in by_name.values():
        for one, other in combinations(namesakes[:MOST_NAMESAKES], 2):
            why = _why_one(rows[one].organisation, rows[other].organisation)
            if why and (other, one) not in found:
                found.setdefault((one, other), why)
    pairs = [(rows[one], rows[other], why) for (one, other), why in found.items()]
    # Two names at one mailbox are mostly two people who share it: who bears one name is looked at first.
    return sorted(pairs, key=lambda pair: same_name(pair[0]) != same_name(pair[1]))


def same_name(row: PersonRow) -> str:
    """What two rows of one person have in common: the folded name, in either order."""
    return " ".join(sorted(fold(row.name.replace(",", " ")).split()))


def merge(ws: Workspace, keep_id: str, gone_id: str, *, take: Iterable[str] = ()) -> ChangeSet:
    """Make two people one: `keep_id` stays and takes from `gone_id` what it lacks, with all guest lists, addresses and notes.

    Fields in `take` (words of TAKEABLE) get the value of the one who goes. Raises RuleBroken where both are guests of the same
    event, because one of the two seats would be lost silently.
    """
    if keep_id == gone_id:
        raise RuleBroken("people.merge_self", "These are the same person already.", "Choose two people.")
    wanted = frozenset(take)
    if unknown := sorted(wanted - TAKEABLE):
        raise RuleBroken("people.field", f"A person has no field “{unknown[0]}”.", field=unknown[0])
    with ws.action("") as work:
        keep, gone = work.session.get(Person, keep_id), work.session.get(Person, gone_id)
        if keep is None or gone is None:
            raise RuleBroken("people.unknown", "One of these two is no longer in the workspace.", "Undo brings them back.")
        work.label = f"Merge {gone.display_name} into {keep.display_name}"
        _refuse_same_event(work, keep, gone)
        _fill_blanks(keep, gone, wanted)
        _settle_job(work, keep, gone, wanted)
        _hand_over(work, keep, gone_id)
        if keep.assistant_id and work.session.get_one(Person, keep.assistant_id).assistant_id == keep.id:
            # Nobody assists who assists them.
            keep.assistant_id = None
        work.session.flush()
        remove_people(work, [gone_id])
    return work.changes


def remove_people(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Delete people and all that only belongs to them."""
    wanted = list(ids)
    shared = set(work.session.scalars(select(EmailAddress.address_key).where(EmailAddress.person_id.in_(wanted), EmailAddress.shared)))
    for model in (Agreement, EmailAddress, Employment, LedgerEntry, Membership, MotiveProfile, Restriction, Story):
        work.delete_all(work.session.scalars(select(model).where(model.person_id.in_(wanted))).all())
    work.delete_all(work.session.scalars(select(Relation).where(or_(Relation.a_id.in_(wanted), Relation.b_id.in_(wanted)))).all())
    for assisted in work.session.scalars(select(Person).where(Person.assistant_id.in_(wanted))):
        assisted.assistant_id = None
    work.session.flush()
    addresses.settle(work, shared)
    work.delete_all(work.session.scalars(select(Person).where(Person.id.in_(wanted))).all())


def _why_one(mine: str, theirs: str) -> str:
    if mine == theirs:
        return "The same name at the same company." if mine else "The same name, and no company is known."
    return "" if mine and theirs else "The same name, and one of them without a company."


def _refuse_same_event(work: UnitOfWork, keep: Person, gone: Person) -> None:
    theirs = select(Guest.event_id).where(Guest.person_id == gone.id)
    if work.session.scalar(select(Guest.id).where(Guest.person_id == keep.id, Guest.event_id.in_(theirs)).limit(1)):
        raise RuleBroken(
            "people.merge_guests",
            f"{keep.display_name} and {gone.display_name} are both guests of one event.",
            "Remove one of the two guests there first.",
        )


def _fill_blanks(keep: Person, gone: Person, take: frozenset[str]) -> None:
    if "display_name" in take or ("@" in keep.display_name and "@" not in gone.display_name):
        keep.display_name, keep.sort_name = gone.display_name, gone.sort_name
    if "photo" in take:
        keep.photo_id = gone.photo_id
    for column in Person.__table__.columns:
        name = column.name
        if name in _KEPT:
            continue
        mine, theirs = getattr(keep, name), getattr(gone, name)
        if name in _LISTS:
            setattr(keep, name, list(dict.fromkeys([*mine, *theirs])))
        elif name == "extra":
            keep.extra = {**theirs, **mine}
        elif name in take or (not mine and theirs):
            setattr(keep, name, theirs)
        elif name in _LONG and theirs and theirs not in mine:
            setattr(keep, name, f"{mine}\n{theirs}")


def _settle_job(work: UnitOfWork, keep: Person, gone: Person, take: frozenset[str]) -> None:
    """Of two companies one stays; the other becomes a former job, so that nothing is lost."""
    mine, theirs = keep.organisation_id, gone.organisation_id
    if mine and theirs and mine != theirs:
        lost = mine if "organisation" in take else theirs
        company = work.session.get_one(Organisation, lost)
        work.add(Employment(person_id=keep.id, organisation=company.name, job_title="" if lost == mine else gone.job_title))
    keep.organisation_id = theirs if theirs and ("organisation" in take or not mine) else mine
    if keep.assistant_id in (None, gone.id):
        keep.assistant_id = gone.assistant_id if gone.assistant_id != keep.id else None


def _hand_over(work: UnitOfWork, keep: Person, gone_id: str) -> None:
    """Move what points at the person who goes, unless the person who stays has it already."""
    session = work.session
    own = {row.address_key: row for row in session.scalars(select(EmailAddress).where(EmailAddress.person_id == keep.id))}
    for address in session.scalars(select(EmailAddress).where(EmailAddress.person_id == gone_id)).all():
        if address.address_key not in own:
            address.person_id, address.primary = keep.id, not own and address.primary
        elif address.owner:
            address.owner, own[address.address_key].owner = False, True
    for guest in session.scalars(select(Guest).where(Guest.person_id == gone_id)):
        guest.person_id = keep.id
    for job in session.scalars(select(Employment).where(Employment.person_id == gone_id)):
        job.person_id = keep.id
    for entry in session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == gone_id)):
        entry.person_id = keep.id
    for story in session.scalars(select(Story).where(Story.person_id == gone_id)):
        story.person_id = keep.id
    for assisted in session.scalars(select(Person).where(Person.assistant_id == gone_id, Person.id != keep.id)):
        assisted.assistant_id = keep.id
    _move_terms(work, keep.id, gone_id)
    _move_papers(work, keep.id, gone_id)
    _move_restrictions(session, keep.id, gone_id)
    _move_motives(session, keep.id, gone_id)
    _move_relations(session, keep.id, gone_id)


def _move_terms(work: UnitOfWork, keep_id: str, gone_id: str) -> None:
    """Terms of the one who goes; where both are on a roster, the term of whoever sits stays and takes what it lacks from the other."""
    going_on = select(Membership).where(Membership.status != MemberStatus.ALUMNI)
    mine = {term.programme_id: term for term in work.session.scalars(going_on.where(Membership.person_id == keep_id))}
    for term in work.session.scalars(select(Membership).where(Membership.person_id == gone_id)).all():
        own = mine.get(term.programme_id) if term.status != MemberStatus.ALUMNI else None
        if own is None:
            term.person_id = keep_id
            continue
        stays, goes = (term, own) if term.status in SITTING and own.status not in SITTING else (own, term)
        lacking = ["seat_no", "renewals", "nominated_by", *(("start", "end") if not stays.start and not stays.end else ())]
        for name in lacking:
            setattr(stays, name, getattr(stays, name) or getattr(goes, name))
        work.delete_all([goes])
        stays.person_id = keep_id


def _move_papers(work: UnitOfWork, keep_id: str, gone_id: str) -> None:
    """Papers of the one who goes, unless the one who stays has signed the same."""
    mine = {paper.kind: paper for paper in work.session.scalars(select(Agreement).where(Agreement.person_id == keep_id))}
    for paper in work.session.scalars(select(Agreement).where(Agreement.person_id == gone_id)).all():
        own = mine.get(paper.kind)
        if own is not None and (own.state == PaperState.SIGNED or paper.state != PaperState.SIGNED):
            continue
        if own is not None:
            work.delete_all([own])
            work.session.flush()
        paper.person_id = keep_id


def _move_restrictions(session: Session, keep_id: str, gone_id: str) -> None:
    own = {(r.kind, tuple(r.audiences), r.until, r.allows) for r in session.scalars(select(Restriction).where(Restriction.person_id == keep_id))}
    for restriction in session.scalars(select(Restriction).where(Restriction.person_id == gone_id)).all():
        if (restriction.kind, tuple(restriction.audiences), restriction.until, restriction.allows) not in own:
            restriction.person_id = keep_id


def _move_motives(session: Session, keep_id: str, gone_id: str) -> None:
    """The motives of the one who stays, with what only the other one's say."""
    theirs = session.scalar(select(MotiveProfile).where(MotiveProfile.person_id == gone_id))
    mine = session.scalar(select(MotiveProfile).where(MotiveProfile.person_id == keep_id))
    if theirs is None:
        return
    if mine is None:
        theirs.person_id = keep_id
        return
    mine.needs = {**theirs.needs, **{need: strength for need, strength in mine.needs.items() if strength}}
    for name in ("values", "jobs", "likes", "wont_do"):
        setattr(mine, name, list(dict.fromkeys([*getattr(mine, name), *getattr(theirs, name)])))
    mine.style, mine.source = mine.style or theirs.style, mine.source or theirs.source


def _move_relations(session: Session, keep_id: str, gone_id: str) -> None:
    own = select(Relation).where(or_(Relation.a_id == keep_id, Relation.b_id == keep_id))
    pairs = {(r.a_id, r.b_id, r.kind) for r in session.scalars(own)}
    for relation in session.scalars(select(Relation).where(or_(Relation.a_id == gone_id, Relation.b_id == gone_id))).all():
        a = keep_id if relation.a_id == gone_id else relation.a_id
        b = keep_id if relation.b_id == gone_id else relation.b_id
        if a != b and (a, b, relation.kind) not in pairs:
            relation.a_id, relation.b_id = a, b
