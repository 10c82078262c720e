"""Members of programmes: nominated, seated for a term, renewed, and let go with thanks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.text import plural
from advoplanner.domain.guests import Role
from advoplanner.domain.people import PersonRow
from advoplanner.domain.programmes import (
    GUEST_ROLES,
    STATUS_WORDS,
    MemberRole,
    MemberRow,
    MemberStatus,
    Thanks,
    check_part,
    check_term,
    checked_member,
    extended,
    judged,
    usual_role,
)
from advoplanner.services import norms
from advoplanner.services.context import Workspace
from advoplanner.services.norms import Scope
from advoplanner.services.programmes import known_programme
from advoplanner.store.models import Guest, Membership, Person, Programme
from advoplanner.store.queries import people as people_queries
from advoplanner.store.queries import programmes as queries
from advoplanner.store.queries.programmes import Known
from advoplanner.store.session import remove_where


@dataclass(frozen=True, slots=True)
class MembersAdded:
    """How many people joined the roster, and the terms of those who stood on it already."""

    added: int
    already: tuple[str, ...]
    changes: ChangeSet


def roster(ws: Workspace, programme_id: str) -> list[MemberRow]:
    """The members of a programme with what is worth a warning; who sits now first, then by name."""
    with ws.reading() as session:
        programme = session.get(Programme, programme_id)
        rows = queries.members(session, ws.clock(), programme_id=programme_id)
    return judged(programme.kind if programme else "", rows, ws.clock().date())


def of_person(ws: Workspace, person_id: str) -> list[tuple[MemberRow, str]]:
    """The terms of one person, each with the programme's name."""
    with ws.reading() as session:
        names = {r[0]: r[1] for r in session.execute(select(Programme.id, Programme.name))}
        return [(row, names[row.programme_id]) for row in queries.members(session, ws.clock(), person_id=person_id)]


def candidates(ws: Workspace, programme_id: str) -> list[PersonRow]:
    """Everybody of the directory who has no term in a programme that goes on."""
    with ws.reading() as session:
        taken = select(Membership.person_id).where(Membership.programme_id == programme_id, Membership.status != MemberStatus.ALUMNI)
        there = set(session.scalars(taken))
        return [row for row in people_queries.rows(session) if row.id not in there]


def tenure(ws: Workspace, programme_id: str) -> int:
    """Months for which a term runs: the charter's, or where it does not say the norm's."""
    with ws.reading() as session:
        return _tenure(session, known_programme(session, programme_id))


def add(ws: Workspace, programme_id: str, person_ids: Iterable[str], *, from_facts: bool = False, **fields: Any) -> MembersAdded:
    """Put people on the roster, nominated unless `status` says otherwise; `fields` are those of a membership.

    With `from_facts` the term is what is known of each person (member since, term ends), and who has not begun yet is approached. Who
    is on the roster and not alumni stays as they are. Raises RuleBroken at the field.
    """
    wanted, values = list(dict.fromkeys(person_ids)), checked_member(fields)
    today = ws.clock().date()
    with ws.action("") as work:
        programme = known_programme(work.session, programme_id)
        there = _held(work.session, programme_id)
        people = queries.known(work.session, [each for each in wanted if each not in there])
        new = [_new(programme, each, people[each], values, today, from_facts=from_facts) for each in wanted if each in people]
        work.insert_rows(Membership, new)
        who = people[new[0]["person_id"]].name if len(new) == 1 else plural(len(new), "person", "people")
        work.label = f"Add {who} to {programme.name}"
    return MembersAdded(len(new), tuple(there[each] for each in wanted if each in there), work.changes)


def add_guests_of(ws: Workspace, programme_id: str, event_id: str) -> MembersAdded:
    """The approved guests of an event as members, the vendor's people and companions left out; chairs stay chairs."""
    with ws.action("") as work:
        query = select(Guest.person_id, Guest.role).where(
            Guest.event_id == event_id, Guest.side != "host", Guest.decision == "approved", Guest.companion_of.is_(None)
        )
        found = work.session.execute(query).all()
        chairs = [r.person_id for r in found if r.role == Role.CHAIR]
        first = add(ws, programme_id, chairs, from_facts=True, status=MemberStatus.ACTIVE, role=MemberRole.CHAIR)
        others = add(ws, programme_id, [r.person_id for r in found if r.person_id not in chairs], from_facts=True, status=MemberStatus.ACTIVE)
        work.label = f"Add {plural(first.added + others.added, 'guest')} to {known_programme(work.session, programme_id).name}"
    return MembersAdded(first.added + others.added, first.already + others.already, work.changes)


def edit(ws: Workspace, membership_ids: str | Iterable[str], *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change fields of one or several terms; raises RuleBroken at the field. Who becomes alumni leaves today unless an end is known."""
    ids, values = [membership_ids] if isinstance(membership_ids, str) else list(membership_ids), checked_member(fields)
    today = ws.clock().date()
    with ws.action("", merge_key=merge_key) as work:
        found = _terms(work.session, ids)
        if "role" in values:
            _check_parts(work.session, found, values["role"])
        _refuse_second(work.session, found, values.get("status", MemberStatus.ALUMNI))
        work.label = f"Change the membership of {_who(work.session, found)}"
        if set(values) == {"status"}:
            work.label = f"{STATUS_WORDS[MemberStatus(values['status'])]}: {_who(work.session, found)}"
        for term in found:
            _set(term, values, today)
    return work.changes


def renew(ws: Workspace, membership_ids: Iterable[str], end: str | date = "") -> ChangeSet:
    """Let terms go on until `end`; by default for the charter's tenure, or the norm's, after the old end. They are active, and
    it is counted for those whose term had begun.

    Raises RuleBroken at `end` where that is not after the old end.
    """
    chosen = checked_member({"end": end})["end"]
    today = ws.clock().date()
    with ws.action("") as work:
        found = _terms(work.session, list(membership_ids))
        _refuse_second(work.session, found, MemberStatus.ACTIVE)
        months = {programme.id: _tenure(work.session, programme) for programme in _programmes_of(work.session, found).values()}
        for term in found:
            until = chosen or extended(date.fromisoformat(term.end) if term.end else None, months[term.programme_id], today).isoformat()
            begun = term.status not in queries.WAITING
            if until <= max(term.end, today.isoformat()):
                raise RuleBroken("programmes.renewal", "A renewed term ends later than the old one, and not before today.", field="end")
            _set(term, {"end": until, "status": MemberStatus.ACTIVE.value, "thanks": Thanks.NONE.value, "reason_left": ""}, today)
            term.renewals += begun
        work.label = f"Renew the term of {_who(work.session, found)}"
    return work.changes


def alumni_with_thanks(ws: Workspace, membership_ids: Iterable[str], *, reason: str = "") -> ChangeSet:
    """Let members go: alumni from today, with the task to thank them, which Today shows until `thanked`.

    Who is alumni already stays as they are; raises RuleBroken where all are.
    """
    with ws.action("") as work:
        found = _terms(work.session, list(membership_ids))
        values = checked_member({"status": MemberStatus.ALUMNI, "thanks": Thanks.DUE, **({"reason_left": reason} if reason else {})})
        found = [term for term in found if term.status != MemberStatus.ALUMNI]
        if not found:
            raise RuleBroken("programmes.alumni", "They are alumni already.", field="status")
        for term in found:
            _set(term, values, ws.clock().date())
        work.label = f"Alumni with thanks: {_who(work.session, found)}"
    return work.changes


def thanked(ws: Workspace, membership_ids: Iterable[str], done: bool = True) -> ChangeSet:
    """Note that they were thanked, or that they are to be thanked after all."""
    with ws.action("") as work:
        found = _terms(work.session, list(membership_ids))
        for term in found:
            term.thanks = (Thanks.DONE if done else Thanks.DUE).value
        work.label = f"{'Thanked' if done else 'To be thanked'}: {_who(work.session, found)}"
    return work.changes


def remove(ws: Workspace, membership_ids: Iterable[str]) -> ChangeSet:
    """Take terms off a roster; the people stay."""
    with ws.action("") as work:
        found = _terms(work.session, list(membership_ids))
        work.label = f"Remove {_who(work.session, found)} from the roster"
        remove_where(work, Membership, [term.id for term in found])
    return work.changes


def invite(ws: Workspace, programme_id: str, event_id: str) -> int:
    """Put the active members on an event's guest list, each in their part; returns how many were new."""
    from advoplanner.services import guests

    with ws.action("") as work:
        by_role: dict[str, list[str]] = {}
        for person_id, role in queries.sitting(work.session, programme_id):
            by_role.setdefault(GUEST_ROLES.get(MemberRole(role), Role.PARTICIPANT), []).append(person_id)
        added = sum(guests.add(ws, event_id, people, role=role).added for role, people in by_role.items())
        work.label = f"Add {plural(added, 'member')} of {known_programme(work.session, programme_id).name}"
    return added


def _new(programme: Programme, person_id: str, person: Known, values: dict[str, Any], today: date, *, from_facts: bool) -> dict[str, Any]:
    """The row of a new term."""
    row = {"role": MemberRole.MEMBER.value, "status": MemberStatus.NOMINATED.value, "start": "", "end": ""} | values
    if from_facts and (person.member_since or person.term_end):
        row["start"], row["end"] = person.member_since, person.term_end or row["end"]
        if row["start"] > today.isoformat():
            row["status"] = MemberStatus.APPROACHED.value
    row["role"] = usual_role(programme.kind, person.side, row["role"])
    check_part(programme.kind, person.side, row["role"], person.name)
    try:
        check_term(row["status"], row["start"], row["end"], today)
    except RuleBroken as broken:
        if not from_facts:
            raise
        raise RuleBroken(broken.code, f"{person.name}: {broken.sentence}", broken.hint, field=broken.field) from broken
    return {"id": new_id(), "programme_id": programme.id, "person_id": person_id, **row}


def _set(term: Membership, values: dict[str, Any], today: date) -> None:
    if values.get("status") == MemberStatus.ALUMNI and not values.get("end") and (not term.end or term.end > today.isoformat()):
        values = values | {"end": max(today.isoformat(), values.get("start", term.start))}
    if values.get("status", MemberStatus.ALUMNI) != MemberStatus.ALUMNI:
        values = {"thanks": Thanks.NONE.value, "reason_left": ""} | values
    status, start, end = (values.get(name, getattr(term, name)) for name in ("status", "start", "end"))
    check_term(status, start, end, today)
    for name, value in values.items():
        setattr(term, name, value)


def _held(session: Session, programme_id: str) -> dict[str, str]:
    """Person → term, of those who are on a roster and not alumni."""
    going_on = Membership.programme_id == programme_id, Membership.status != MemberStatus.ALUMNI
    return {r[0]: r[1] for r in session.execute(select(Membership.person_id, Membership.id).where(*going_on))}


def _refuse_second(session: Session, terms: Sequence[Membership], status: str) -> None:
    """Raises RuleBroken at `status` where alumni would go on in an old term beside the one in which they are on the roster again."""
    for programme_id in {t.programme_id for t in terms if t.status == MemberStatus.ALUMNI and status != MemberStatus.ALUMNI}:
        there = _held(session, programme_id)
        for term in [t for t in terms if t.programme_id == programme_id and there.setdefault(t.person_id, t.id) != t.id]:
            sentence = f"{_who(session, [term])} is on this roster in another term already."
            raise RuleBroken("programmes.second_term", sentence, "Change that term, or end it first.", field="status")


def _check_parts(session: Session, terms: Sequence[Membership], role: str) -> None:
    """Raises RuleBroken at `role` where somebody of the vendor would lead a council."""
    programmes, people = _programmes_of(session, terms), queries.known(session, {term.person_id for term in terms})
    for term in terms:
        person = people[term.person_id]
        check_part(programmes[term.programme_id].kind, person.side, role, person.name)


def _tenure(session: Session, programme: Programme) -> int:
    """Months of a term: the charter's, or where it does not say the norm's."""
    return programme.tenure_months or int(norms.within(session, Scope(programme.kind, programme_id=programme.id))["tenure"]["most"])


def _programmes_of(session: Session, terms: Sequence[Membership]) -> dict[str, Programme]:
    wanted = {term.programme_id for term in terms}
    return {programme.id: programme for programme in session.scalars(select(Programme).where(Programme.id.in_(wanted)))}


def _terms(session: Session, ids: Sequence[str]) -> list[Membership]:
    found = {term.id: term for term in session.scalars(select(Membership).where(Membership.id.in_(ids)))}
    if not ids or len(found) < len(set(ids)):
        raise RuleBroken("programmes.no_member", "This member is no longer on the roster.", "Undo brings them back.")
    return [found[each] for each in dict.fromkeys(ids)]


def _who(session: Session, terms: list[Membership]) -> str:
    return session.get_one(Person, terms[0].person_id).display_name if len(terms) == 1 else plural(len(terms), "member")
