"""People and companies as rows: the directory, one person's details, and what matching needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from advoplanner.domain.motives import UNKNOWN, Motives
from advoplanner.domain.organisations import OrganisationRow
from advoplanner.domain.people import ContactDraft, KnownPerson, PersonRow
from advoplanner.domain.person_details import PersonDetails, PersonEvent, RelationRow
from advoplanner.domain.restrictions import Restriction as RestrictionFacts
from advoplanner.store.models import (
    EmailAddress,
    Employment,
    Event,
    Guest,
    LedgerEntry,
    Membership,
    MotiveProfile,
    Organisation,
    Person,
    Photo,
    Relation,
    Restriction,
)
from advoplanner.store.prepared import Query, rows_of, several
from advoplanner.store.queries.shared_addresses import borrowed, shared

_PRIMARY = aliased(EmailAddress)

PORTION = 1000
"""People read at once for the directory."""


def rows(session: Session, ids: Iterable[str] | None = None) -> list[PersonRow]:
    """People as the directory lists them, by sort name; all of them, or those of `ids`."""
    query = _directory()
    if ids is not None:
        query = query.where(Person.id.in_(list(ids)))
    # Jobs, companies and cities come again and again: one text for all who share it, since ten thousand rows stay in memory.
    known: dict[Any, Any] = {}
    same, words = known.setdefault, _Words().__getitem__
    # Columns without the ORM, in portions: what was read of them is let go while rows are made.
    found = session.connection().execute(query.order_by(Person.sort_name, Person.id), execution_options={"yield_per": PORTION})
    return [_person_row(r, same, words) for r in found]


def tags(session: Session) -> list[str]:
    """Every tag that somebody has, in order of the alphabet."""
    return sorted({tag for found in session.scalars(select(Person.tags).distinct()) for tag in found}, key=str.casefold)


def details(session: Session, person_id: str) -> PersonDetails | None:
    """Everything known of one person, or None."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    addresses = session.scalars(
        select(EmailAddress).where(EmailAddress.person_id == person_id).order_by(EmailAddress.primary.desc(), EmailAddress.address)
    ).all()
    company = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    return PersonDetails(
        row=rows(session, [person_id])[0],
        prefix=person.prefix, suffix=person.suffix, nickname=person.nickname, preferred_name=person.preferred_name,
        pronouns=person.pronouns, say_it=person.say_it, language=person.language, zone=person.zone, region=person.region,
        department=person.department, function=person.function, level_band=person.level_band, website=person.website,
        emails=tuple(a.address for a in addresses), email_problems=tuple(a.problem for a in addresses if a.problem),
        phones=tuple(person.phones), background=person.background, notes=person.notes, diet=person.diet, access_needs=person.access_needs,
        do_not_contact=person.do_not_contact, do_not_contact_why=person.do_not_contact_why, rock_star=person.rock_star, weary=person.weary,
        tier=person.tier, company_tier=company.tier if company else 0,
        company_public=bool(company and company.public_sector), company_stage=company.stage if company else "",
        extra=tuple((str(k), str(v)) for k, v in person.extra.items()),
        employments=tuple(employments(session, person_id)),
        motives=motives(session, [person_id]).get(person_id, UNKNOWN),
        restrictions=tuple(restrictions(session, [person_id]).get(person_id, ())),
        relations=tuple(_relations(session, person_id)),
        events=tuple(events(session, person_id)),
        photo=session.scalar(select(Photo.data).where(Photo.id == person.photo_id)) if person.photo_id else None,
        member_since=person.member_since, term_end=person.term_end,
        shared_addresses=tuple(shared(session, a) for a in addresses if a.shared),
        assistant=_named(session, Person.id == person.assistant_id)[0] if person.assistant_id else None,
        assists=tuple(_named(session, Person.assistant_id == person_id)),
    )  # fmt: skip


def search_texts(session: Session, ids: Iterable[str] | None = None) -> dict[str, str]:
    """What is known of people beside their rows in the directory, as one text each where there is any; of all, or of those of `ids`."""
    wanted = Person.id.in_(list(ids)) if ids is not None else true()
    texts = (Person.nickname, Person.preferred_name, Person.say_it, Person.department, Person.region, Person.notes, Person.background)
    connection, found = session.connection(), {}
    query = select(Person.id, cast(Person.phones, Text), cast(Person.extra, Text), *texts).where(wanted)
    for person_id, phones, extra, *said in connection.execute(query, execution_options={"yield_per": PORTION}):
        parts = [*filter(None, said), *(json.loads(phones) if phones != "[]" else ())]
        if extra != "{}":
            parts += map(str, json.loads(extra).values())
        if parts:
            found[person_id] = " ".join(parts)
    others = select(EmailAddress.person_id, EmailAddress.address).join(Person, Person.id == EmailAddress.person_id)
    for person_id, address in connection.execute(others.where(EmailAddress.primary.is_(False), wanted)):
        found[person_id] = f"{found.get(person_id, '')} {address}"
    return found


def belongings(session: Session, person_ids: list[str]) -> list[tuple[tuple[str, str], int]]:
    """How many rows of each kind belong to these people alone: (one, many) and their number."""

    def counted(model: type[EmailAddress | Employment | LedgerEntry | Membership | MotiveProfile | Restriction]) -> int:
        return session.scalar(select(func.count()).select_from(model).where(model.person_id.in_(person_ids))) or 0

    pairs = select(func.count()).select_from(Relation).where(or_(Relation.a_id.in_(person_ids), Relation.b_id.in_(person_ids)))
    return [
        (("address", "addresses"), counted(EmailAddress)),
        (("former job", "former jobs"), counted(Employment)),
        (("profile of motives", "profiles of motives"), counted(MotiveProfile)),
        (("restriction", "restrictions"), counted(Restriction)),
        (("entry in the ledger", "entries in the ledger"), counted(LedgerEntry)),
        (("membership", "memberships"), counted(Membership)),
        (("relation", "relations"), session.scalar(pairs) or 0),
    ]


def _named(session: Session, wanted: ColumnElement[bool]) -> list[tuple[str, str]]:
    query = select(Person.id, Person.display_name).where(wanted).order_by(Person.sort_name, Person.id)
    return [(person_id, name) for person_id, name in session.execute(query)]


def motives(session: Session, person_ids: Iterable[str]) -> dict[str, Motives]:
    """The motives of those people of whom any are known."""
    found = session.scalars(select(MotiveProfile).where(MotiveProfile.person_id.in_(list(person_ids))))
    return {
        m.person_id: Motives(m.needs, tuple(m.values), m.style, tuple(m.jobs), tuple(m.likes), tuple(m.wont_do), m.source, m.dated) for m in found
    }


def restrictions(session: Session, person_ids: Iterable[str]) -> dict[str, list[RestrictionFacts]]:
    """Each person's restrictions, those of their company included."""
    found: dict[str, list[RestrictionFacts]] = {}
    for row in rows_of(session, _restrictions(), people=list(person_ids)):
        until = date.fromisoformat(row.until) if row.until else None
        found.setdefault(row.person, []).append(RestrictionFacts(row.id, row.kind, tuple(row.audiences), row.note, until, row.name or "", row.allows))
    return found


@cache
def _restrictions() -> Query:
    of = Restriction
    return (
        select(Person.id.label("person"), of.id, of.kind, of.audiences, of.note, of.until, of.allows, Organisation.name)
        .join(of, or_(of.person_id == Person.id, of.organisation_id == Person.organisation_id))
        .outerjoin(Organisation, Organisation.id == of.organisation_id)
        .where(Person.id.in_(several("people")))
        .order_by(of.kind, of.id)
    )


def known(session: Session) -> list[KnownPerson]:
    """Everybody, in the shape in which files are matched against them."""
    addresses = {person_id: tuple(found) for person_id, found in all_addresses(session).items()}
    texts = [Person.__table__.c[n] for n in _DRAFT_TEXTS]
    lists = [cast(Person.__table__.c[n], Text) for n in _DRAFT_LISTS]
    query = select(
        Person.id, Person.member_since, Person.term_end, cast(Person.extra, Text), Organisation.name, Organisation.industry, *lists, *texts
    ).outerjoin(Organisation, Organisation.id == Person.organisation_id)
    words, others = _Words().__getitem__, borrowed(session)
    found = session.connection().execute(query)
    return [KnownPerson(row[0], _draft(row, addresses.get(row[0], ()), words), others.get(row[0], frozenset())) for row in found]


def all_ids(session: Session) -> frozenset[str]:
    """Who is in the workspace."""
    return frozenset(session.connection().execute(select(Person.id)).scalars())


def organisations(session: Session) -> list[OrganisationRow]:
    """All companies by name, with the number of their people."""
    query = (
        select(Organisation, func.count(Person.id))
        .outerjoin(Person, Person.organisation_id == Organisation.id)
        .group_by(Organisation.id)
        .order_by(Organisation.name_key, Organisation.id)
    )
    return [
        OrganisationRow(o.id, o.name, o.side, o.industry, o.size_band, o.country, o.public_sector, o.tier, people, o.version)
        for o, people in session.execute(query)
    ]


def addresses(session: Session, person_ids: Iterable[str]) -> dict[str, list[str]]:
    """Every address of each person, the primary one first."""
    found: dict[str, list[str]] = {}
    query = select(EmailAddress).where(EmailAddress.person_id.in_(list(person_ids))).order_by(EmailAddress.primary.desc(), EmailAddress.address)
    for row in session.scalars(query):
        found.setdefault(row.person_id, []).append(row.address)
    return found


def all_addresses(session: Session) -> dict[str, list[str]]:
    """Every address of everybody, each person's primary one first."""
    found: dict[str, list[str]] = {}
    query = select(EmailAddress.person_id, EmailAddress.address).order_by(EmailAddress.primary.desc(), EmailAddress.address)
    for person_id, address in session.connection().execute(query):
        found.setdefault(person_id, []).append(address)
    return found


def primary_addresses(session: Session, person_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Each person's primary address and what is wrong with it ("" where nothing is)."""
    query = select(EmailAddress).where(EmailAddress.person_id.in_(list(person_ids)), EmailAddress.primary.is_(True))
    return {row.person_id: (row.address, row.problem) for row in session.scalars(query)}


def by_address(session: Session, keys: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the people who have each address (folded), its owner first."""
    found: dict[str, list[str]] = {}
    query = select(EmailAddress.address_key, EmailAddress.person_id).where(EmailAddress.address_key.in_(list(keys)))
    for key, person_id in session.execute(query.order_by(EmailAddress.owner.desc(), EmailAddress.created_at, EmailAddress.id)):
        found.setdefault(key, []).append(person_id)
    return found


_DRAFT_TEXTS = (
    "given", "family", "prefix", "suffix", "nickname", "display_name", "preferred_name", "pronouns", "job_title", "function", "department",
    "city", "region", "country", "zone", "language", "website", "notes", "background", "side", "diet", "access_needs", "say_it",
)  # fmt: skip
_DRAFT_LISTS = ("phones", "tags", "topics", "groups")


@cache
def _directory() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id, Person.display_name, Person.sort_name, Person.given, Person.family, Person.job_title,
            Organisation.name.label("organisation"), Person.organisation_id, Person.side, Organisation.side.label("company_side"),
            _PRIMARY.address, Person.city, Person.country, cast(Person.tags, Text), cast(Person.topics, Text),
            cast(Person.groups, Text), Person.do_not_contact,
            Person.member_since, Person.term_end, Person.version, _PRIMARY.problem,
        )
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(_PRIMARY, and_(_PRIMARY.person_id == Person.id, _PRIMARY.primary.is_(True)))
    )  # fmt: skip


class _Words(dict[str, tuple[str, ...]]):
    """Lists as they are stored, each read once: most people have the same few."""

    def __missing__(self, stored: str) -> tuple[str, ...]:
        self[stored] = found = tuple(json.loads(stored))
        return found


def _person_row(r: Any, same: Callable[[Any, Any], Any], words: Callable[[str], tuple[str, ...]]) -> PersonRow:
    # Taken apart by place: ten thousand rows read by name take twice as long.
    (
        person_id, name, sort_name, given, family, job_title, company, company_id, side, company_side, address, city, country, tags, topics, groups,
        do_not_contact, member_since, term_end, version, problem,
    ) = r  # fmt: skip
    flags = ""
    if do_not_contact or problem or not address:
        marks = (("Do not contact", do_not_contact), ("Address needs checking", problem), ("No address", not address))
        flags = ", ".join(words for words, holds in marks if holds)
    given, family, side, company_side = same(given, given), same(family, family), same(side, side), same(company_side, company_side)
    job_title, company, company_id = same(job_title, job_title), same(company, company), same(company_id, company_id)
    city, country = same(city, city), same(country, country)
    return PersonRow(
        person_id, name, sort_name, given, family, job_title, company or "", company_id or "", side or company_side or "", address or "",
        city, country, words(tags), words(topics), words(groups), flags, _day(member_since), _day(term_end), version,
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _draft(row: Any, emails: tuple[str, ...], words: Callable[[str], tuple[str, ...]]) -> ContactDraft:
    # Taken apart by place, as in the directory.
    _, since, end, extra, company, industry, phones, tags, topics, groups, *texts = row
    return ContactDraft(
        **dict(zip(_DRAFT_TEXTS, texts, strict=True)), organisation=company or "", industry=industry or "", emails=emails,
        phones=words(phones), tags=words(tags), topics=words(topics), groups=words(groups), member_since=_day(since), term_end=_day(end),
        extra=tuple((str(k), str(v)) for k, v in json.loads(extra).items()) if extra != "{}" else (),
    )  # fmt: skip


def _relations(session: Session, person_id: str) -> list[RelationRow]:
    other = aliased(Person)
    query = (
        select(Relation.id, Relation.kind, Relation.note, Relation.a_id, other.id, other.display_name)
        .join(other, or_(and_(Relation.a_id == person_id, other.id == Relation.b_id), and_(Relation.b_id == person_id, other.id == Relation.a_id)))
        .order_by(other.sort_name, Relation.id)
    )
    return [RelationRow(r[0], r[1], r[3] == person_id, r[4], r[5], r[2]) for r in session.execute(query)]


def employments(session: Session, person_id: str) -> list[tuple[str, str, str]]:
    """(company, job, until) of a person's former jobs, the latest first."""
    query = select(Employment.organisation, Employment.job_title, Employment.until).where(Employment.person_id == person_id)
    return [(company, job, until) for company, job, until in session.execute(query.order_by(Employment.until.desc(), Employment.id))]


def events(session: Session, person_id: str) -> list[PersonEvent]:
    """The events on whose guest lists a person is, the latest first."""
    query = (
        select(Event.id, Event.title, Event.start, Guest.role, Guest.reply, Guest.attendance)
        .join(Guest, Guest.event_id == Event.id)
        .where(Guest.person_id == person_id)
        .order_by(Event.start_utc.desc(), Event.id)
    )
    return [PersonEvent(*r) for r in session.execute(query)]
