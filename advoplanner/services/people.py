"""The directory: people and companies, what moves them, what may not be done, and merging two records of one person."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core import dates
from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import all_clean, clean, key, plural, whole
from advoplanner.domain import people as rules
from advoplanner.domain.guests import Side
from advoplanner.domain.organisations import OrganisationRow
from advoplanner.domain.people import ContactDraft, PersonRow
from advoplanner.domain.people_limits import LIMIT, LIMITS, TAG_LIMIT
from advoplanner.domain.person_details import PersonDetails
from advoplanner.services import addresses, history
from advoplanner.services.context import Workspace
from advoplanner.store.models import EmailAddress, Employment, Guest, Organisation, Person, Photo
from advoplanner.store.queries import people as queries
from advoplanner.store.session import UnitOfWork

TEXT_FIELDS = frozenset(
    {
        "given", "family", "prefix", "suffix", "nickname", "preferred_name", "pronouns", "say_it", "language", "zone", "city", "region", "country",
        "job_title", "department", "function", "level_band", "side", "website", "background", "notes", "diet", "access_needs", "do_not_contact_why",
        "display_name", "member_since", "term_end",
    }
)  # fmt: skip
"""Fields of a person that hold one text each; `edit` takes these and those named in its docstring."""

NAME_FIELDS = frozenset({"given", "family", "prefix", "suffix", "nickname", "preferred_name", "display_name"})


def rows(ws: Workspace) -> list[PersonRow]:
    """Everybody, by family name."""
    with ws.reading() as session:
        return queries.rows(session)


def tags(ws: Workspace) -> list[str]:
    """Every tag that somebody has, in order of the alphabet."""
    with ws.reading() as session:
        return queries.tags(session)


def rows_of(ws: Workspace, ids: Iterable[str]) -> list[PersonRow]:
    """Some people, by family name; unknown ids are passed over."""
    with ws.reading() as session:
        return queries.rows(session, ids)


def ids_by_address(ws: Workspace, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the people who have each address, by the folded address, its owner first."""
    with ws.reading() as session:
        return queries.by_address(session, [rules.email_key(a) for a in wanted])


def details(ws: Workspace, person_id: str) -> PersonDetails:
    """Everything known of one person; raises RuleBroken `people.unknown`."""
    with ws.reading() as session:
        found = queries.details(session, person_id)
    if found is None:
        raise RuleBroken("people.unknown", "This person is no longer in the workspace.", "Undo brings them back.")
    return found


def organisations(ws: Workspace) -> list[OrganisationRow]:
    """All companies by name."""
    with ws.reading() as session:
        return queries.organisations(session)


def search_texts(ws: Workspace, ids: Iterable[str] | None = None) -> dict[str, str]:
    """What a search finds beside the columns of the directory, by person: further addresses, phones, notes, extra columns."""
    with ws.reading() as session:
        return queries.search_texts(session, ids)


def add(ws: Workspace, draft: ContactDraft, *, owns: bool = False) -> ChangeSet:
    """A new person from what is known; `owns` makes them the owner of their first address where others have it too.

    Raises RuleBroken where there is no name at all.
    """
    name = draft.display_name or rules.display_name(
        draft.given, draft.family, prefix=draft.prefix, suffix=draft.suffix, nickname=draft.nickname, preferred=draft.preferred_name
    )
    if not clean(name):
        raise RuleBroken("people.nameless", "A person needs a name.", "Write at least a given or a family name.", field="given")
    for field in (*_PLAIN, "display_name", "organisation"):
        whole(getattr(draft, field), LIMITS.get(field, LIMIT), field, lines=field in LIMITS)
    with ws.action(f"Add {clean(name, limit=80)}") as work:
        company = organisation_id(work, draft.organisation, industry=draft.industry)
        row = person_values(draft, company)
        work.insert_rows(Person, [row])
        mailboxes = addresses.address_rows(row["id"], draft.emails)
        work.insert_rows(EmailAddress, mailboxes)
        addresses.settle(work, [each["address_key"] for each in mailboxes])
        if owns:
            addresses.make_owner(work, row["id"], next(iter(draft.emails), ""))
    return work.changes


def edit(ws: Workspace, person_id: str, **fields: Any) -> ChangeSet:
    """Change fields of one person: any of TEXT_FIELDS, and organisation (a name), emails, phones, tags, topics, groups,
    rock_star, weary, do_not_contact, tier (0 to 3).

    The display name follows the parts of the name unless it was written by hand. Raises RuleBroken with the field.
    """
    with ws.action("", merge_key=f"person.{person_id}.{'.'.join(sorted(fields))}") as work:
        person = _person(work.session, person_id)
        work.label = f"Change {person.display_name}"
        if "organisation" in fields:
            name = whole(fields.pop("organisation"), LIMIT, "organisation")
            change_company(work, person, name, organisation_id(work, name))
        if "emails" in fields:
            addresses.settle(work, addresses.set_addresses(work, person_id, fields.pop("emails")))
        _set_fields(person, fields, ws.clock().date())
    return work.changes


def remove(ws: Workspace, person_ids: Iterable[str]) -> ChangeSet:
    """Take people out of the directory; raises RuleBroken where somebody is on a guest list."""
    from advoplanner.services.people_merge import remove_people

    ids = list(person_ids)
    history.keep_before(ws, "a bulk edit", len(ids))
    with ws.action(f"Remove {plural(len(ids), 'person', 'people')}") as work:
        _refuse_guests(work.session, ids)
        remove_people(work, ids)
    return work.changes


def effects_of_removal(ws: Workspace, person_ids: Iterable[str]) -> list[str]:
    """What goes with people who are removed, one line each; raises RuleBroken where somebody is on a guest list."""
    ids = list(person_ids)
    with ws.reading() as session:
        _refuse_guests(session, ids)
        return [plural(count, *words) for words, count in queries.belongings(session, ids) if count]


def tag(ws: Workspace, person_ids: Iterable[str], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> ChangeSet:
    """Give tags to people and take tags from them."""
    ids, new, gone = list(person_ids), [whole(t, TAG_LIMIT, "tags") for t in add if clean(t)], {key(t) for t in remove}
    history.keep_before(ws, "a bulk edit", len(ids))
    with ws.action(f"Tag {plural(len(ids), 'person', 'people')}") as work:
        for person in work.session.scalars(select(Person).where(Person.id.in_(ids))):
            tags = [t for t in _once([*person.tags, *new]) if key(t) not in gone]
            if tags != person.tags:
                person.tags = tags
    return work.changes


def set_photo(ws: Workspace, person_id: str, data: bytes | None) -> ChangeSet:
    """Give a person a picture (already normalised JPEG bytes), or take it away."""
    with ws.action("Change picture") as work:
        person = _person(work.session, person_id)
        work.label = f"Change picture of {person.display_name}"
        person.photo_id = keep_photo(work, data) if data else None
    return work.changes


def keep_photo(work: UnitOfWork, data: bytes) -> str:
    """Store picture bytes under their hash, once; returns the hash."""
    digest = hashlib.sha256(data).hexdigest()
    if work.session.get(Photo, digest) is None:
        work.session.add(Photo(id=digest, data=data, added_at=work.session.info["clock"]()))
    return digest


def organisation_id(work: UnitOfWork, name: str, *, industry: str = "", side: str = "") -> str | None:
    """The company called `name` (compared without case), made where it is new; None for no name."""
    name = clean(name, limit=160)
    if not name:
        return None
    found = work.session.scalar(select(Organisation.id).where(Organisation.name_key == company_key(name)).limit(1))
    if found is None:
        row = {"name": name, "name_key": company_key(name), "industry": clean(industry, limit=120), "side": side}
        work.insert_rows(Organisation, [row])
        return str(row["id"])
    return found


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """A company's name as an identity, cut as it is stored; "" for no name."""
    return key(clean(name, limit=160))


def person_values(draft: ContactDraft, company: str | None) -> dict[str, Any]:
    """A draft as the columns of a new person; blank columns are left out."""
    texts = _plain_of(draft)
    said = zip(_PLAIN, texts, strict=True)
    if all_clean(texts, LIMIT):
        values: dict[str, Any] = defaultdict(str, {n: text for n, text in said if text})
    else:
        values = defaultdict(str, {n: clean(text, lines=n in LIMITS, limit=LIMITS.get(n, LIMIT)) for n, text in said if text})
    values |= {name: list(getattr(draft, name)) for name in ("phones", "tags", "topics", "groups")}
    values["display_name"] = clean(draft.display_name, limit=160) or rules.display_name(
        values["given"], values["family"], prefix=values["prefix"], suffix=values["suffix"], nickname=values["nickname"],
        preferred=values["preferred_name"],
    )  # fmt: skip
    values["sort_name"] = rules.sort_name(values["given"], values["family"], values["suffix"], values["display_name"])[:200]
    values["function"] = draft.function or rules.function_of(draft.job_title)
    values["level_band"] = rules.level_band(draft.job_title)
    values["member_since"] = draft.member_since.isoformat() if draft.member_since else ""
    values["term_end"] = draft.term_end.isoformat() if draft.term_end else ""
    values["extra"] = dict(draft.extra)
    kept = {name: value for name, value in values.items() if value}
    return {**kept, "organisation_id": company}


def change_company(work: UnitOfWork, person: Person, name: str, company_id: str | None) -> None:
    """Let a person work for another company; the job that ends stays in their history. Another spelling of the same company is none."""
    former = work.session.get(Organisation, person.organisation_id) if person.organisation_id else None
    if former is not None and company_key(name) != former.name_key:
        today = work.session.info["clock"]().date().isoformat()
        work.add(Employment(person_id=person.id, organisation=former.name, job_title=person.job_title, until=today))
    person.organisation_id = company_id


def set_sort_name(person: Person) -> None:
    """Bring the name by which a person is sorted in line with the parts of the name."""
    person.sort_name = rules.sort_name(person.given, person.family, person.suffix, person.display_name)[:200]


_PLAIN = (
    "given", "family", "prefix", "suffix", "nickname", "preferred_name", "pronouns", "job_title", "department", "city", "region", "country",
    "zone", "language", "website", "notes", "background", "side", "diet", "access_needs", "say_it",
)  # fmt: skip
_plain_of = attrgetter(*_PLAIN)


def _person(session: Session, person_id: str) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise RuleBroken("people.unknown", "This person is no longer in the workspace.", "Undo brings them back.")
    return person


def _set_fields(person: Person, fields: dict[str, Any], today: date) -> None:
    by_hand = person.display_name != _name(person) and "@" not in person.display_name
    for name, value in fields.items():
        if name in TEXT_FIELDS:
            setattr(person, name, _checked(name, whole(value, LIMITS.get(name, LIMIT), name, lines=name in LIMITS)))
        elif name in ("phones", "tags", "topics", "groups"):
            setattr(person, name, _once(whole(v, TAG_LIMIT, name) for v in value if clean(v)))
        elif name in ("rock_star", "do_not_contact", "weary"):
            setattr(person, name, bool(value))
        elif name == "tier":
            person.tier = rules.check_tier(value, name)
        else:
            raise RuleBroken("people.field", f"A person has no field “{name}”.", field=name)
    if NAME_FIELDS & fields.keys() and not fields.get("display_name") and (not by_hand or "display_name" in fields):
        person.display_name = _name(person)
    if not person.display_name:
        raise RuleBroken("people.nameless", "A person needs a name.", "Write at least a given or a family name.", field="given")
    if "member_since" in fields and person.member_since > today.isoformat():
        sentence = "A membership cannot begin in the future."
        raise RuleBroken("people.member_since", sentence, "Write the day on which it began, or leave it empty until then.", field="member_since")
    if person.member_since and person.term_end and person.term_end < person.member_since:
        field = "term_end" if "term_end" in fields else "member_since"
        raise RuleBroken("people.term", "The term ends before it begins.", "Choose a later end or an earlier beginning.", field=field)
    set_sort_name(person)
    if "job_title" in fields and "level_band" not in fields:
        person.level_band, person.function = rules.level_band(person.job_title), rules.function_of(person.job_title)


def _name(person: Person) -> str:
    return rules.display_name(
        person.given, person.family, prefix=person.prefix, suffix=person.suffix, nickname=person.nickname, preferred=person.preferred_name
    )[:160]


def _checked(name: str, text: str) -> str:
    """A text that passes for its field; raises RuleBroken with the field."""
    if name in ("member_since", "term_end") and text:
        return _day(name, text)
    if name == "side" and text not in ("", *Side):
        raise RuleBroken("people.side", f"There is no side “{text}”.", f"Choose one of: {', '.join(Side)}.", field="side")
    if name == "level_band" and text not in ("", *rules.LEVELS):
        raise RuleBroken("people.level", f"There is no level “{text}”.", f"Choose one of: {', '.join(rules.LEVELS)}.", field="level_band")
    if name == "zone" and text:
        dates.zone(text)
    return text


def _day(name: str, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise RuleBroken("people.day", f"“{text}” is not a day.", "Write it as 2027-03-10.", field=name) from error


def _once(words: Iterable[str]) -> list[str]:
    """Each word once, compared without case; the first spelling stays."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(key(word), word)
    return list(found.values())


def _refuse_guests(session: Session, person_ids: list[str]) -> None:
    names = session.scalars(select(Person.display_name).join(Guest, Guest.person_id == Person.id).where(Person.id.in_(person_ids)).distinct()).all()
    if len(names) == 1:
        raise RuleBroken("people.invited", f"{names[0]} is on a guest list.", "Remove the guest there first.")
    if names:
        raise RuleBroken("people.invited", f"{names[0]} and {len(names) - 1} more are on guest lists.", "Remove these guests there first.")
