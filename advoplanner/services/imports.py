"""People from files into the directory, and onto an event's guest list: looked at first, written as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id, new_ids
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, plural
from advoplanner.domain.guests import Reply, Role, counts_by_default
from advoplanner.domain.people import ContactDraft, differences, display_name, fill_blanks
from advoplanner.domain.people_limits import fitted
from advoplanner.imports.contacts import ContactFile, read_contacts
from advoplanner.imports.headers import Mapping
from advoplanner.imports.matching import Match, match
from advoplanner.services import addresses, guests, history, people
from advoplanner.services.context import Workspace
from advoplanner.store.models import EmailAddress, Event, Guest, Organisation, Person
from advoplanner.store.queries import people as queries
from advoplanner.store.session import UnitOfWork

MAX_BYTES = 200_000_000


@dataclass(frozen=True)
class ImportPreview:
    """What a file holds and what importing it would do; `matches` are in the order of the file's rows."""

    file: ContactFile
    matches: list[Match]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, update, duplicate and problem."""
        return dict(Counter(m.kind for m in self.matches))


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `problems` are (row, why); `updated` counts people of whom something changed, `left_out` rows not wanted."""

    read: int
    created: int
    updated: int
    duplicates: int
    problems: list[tuple[int, str]]
    added_to_event: int = 0
    changes: ChangeSet = NOTHING
    left_out: int = 0


@dataclass
class _Run:
    """One import under way; `person_of` maps the index of a row to its person, `problems` are those met while writing."""

    work: UnitOfWork
    file: ContactFile
    progress: Progress
    companies: dict[str, str]
    problems: list[tuple[int, str]] = field(default_factory=list)
    person_of: dict[int, str] = field(default_factory=dict)
    created: int = 0
    updated: int = 0


def preview(
    ws: Workspace, data: bytes, file_name: str, mapping: Mapping | None = None, *, encoding: str | None = None, delimiter: str | None = None,
    date_order: str | None = None, progress: Progress = QUIET,
) -> ImportPreview:  # fmt: skip
    """Read a file and compare it with the directory; writes nothing. Raises RuleBroken where the file cannot be read."""
    if len(data) > MAX_BYTES:
        raise RuleBroken("import.too_large", f"The file is larger than {MAX_BYTES // 1_000_000} MB.", "Split it and import the parts one by one.")
    found = read_contacts(data, file_name, mapping, encoding=encoding, delimiter=delimiter, date_order=date_order, progress=progress)
    found = _fitted(found, ws.clock().date())
    with ws.reading() as session:
        known = queries.known(session)
    return ImportPreview(found, match(found.drafts, known, progress))


def foreseen(seen: ImportPreview) -> ImportResult:
    """What importing would do, without doing it."""
    wanted = _settled(seen.matches, frozenset())
    updated = len({m.person_id for _, m in wanted if m.kind == "update" and m.fills})
    created, duplicates = (sum(m.kind == kind for _, m in wanted) for kind in ("new", "duplicate"))
    return ImportResult(_read_rows(seen), created, updated, duplicates, _problems(seen, wanted, ()))


def run(
    ws: Workspace, seen: ImportPreview, *, fill_blanks_only: bool = True, take: frozenset[str] = frozenset(), skip_rows: frozenset[int] = frozenset(),
    owners: frozenset[int] = frozenset(), event_id: str | None = None, progress: Progress = QUIET,
) -> ImportResult:  # fmt: skip
    """Write what was previewed, as one action; rows in `skip_rows` (numbers in the file) are left out, and the people of the rows
    in `owners` own the address that they share with somebody.

    Known people get their blanks filled. Where both speak and differ the known value stands, but in the fields of `take`, or in
    all where `fill_blanks_only` is off. With `event_id` everybody read also joins that event's guest list, with side, role, reply,
    diet and companion. A workspace that knows people already is kept as the snapshot “before an import” first. Raises Cancelled.
    """
    wanted = _settled(seen.matches, skip_rows)
    _keep_before(ws)
    with ws.action("Import people") as work:
        companies = dict(work.session.execute(select(Organisation.name_key, Organisation.id)).all())
        running = _Run(work, seen.file, progress, companies)
        _create(running, [(i, m) for i, m in wanted if m.kind == "new"])
        _update(running, [(i, m) for i, m in wanted if m.kind == "update"], None if not fill_blanks_only else take)
        addresses.settle(work)
        for index, m in wanted:
            if m.kind == "duplicate":
                running.person_of[index] = running.person_of[m.same_as]
            if m.draft.row in owners and index in running.person_of:
                addresses.make_owner(work, running.person_of[index], m.shares)
        added = _join_event(ws, running, event_id, wanted) if event_id else 0
        total = running.created + running.updated
        work.label = f"Import {plural(total, 'person', 'people')}" if total or not added else f"Add {plural(added, 'guest')} from a file"
        progress.step(1.0, "Saving")
    duplicates = sum(m.kind == "duplicate" for _, m in wanted)
    left_out = len(seen.matches) - len(wanted)
    problems = _problems(seen, wanted, running.problems, owners)
    return ImportResult(_read_rows(seen), running.created, running.updated, duplicates, problems, added, work.changes, left_out)


def _fitted(found: ContactFile, today: date) -> ContactFile:
    """The file with every row as it can be stored; what had to be changed is among the problems of its row."""
    pairs = [fitted(draft, today) for draft in found.drafts]
    told = [(kept.row, why) for kept, sentences in pairs for why in sentences]
    return replace(found, drafts=[kept for kept, _ in pairs], problems=sorted([*found.problems, *told])) if told else found


def _read_rows(seen: ImportPreview) -> int:
    return len(seen.matches) + len(seen.file.rejected)


def _settled(matches: Sequence[Match], skip_rows: frozenset[int]) -> list[tuple[int, Match]]:
    """The rows that are wanted. What a duplicate says more goes to its first row; where that is left out, the duplicate takes its place."""
    kept: dict[int, Match] = {}
    stands_for: dict[int, int] = {}
    for index, m in enumerate(matches):
        if m.draft.row in skip_rows:
            continue
        if m.kind != "duplicate":
            kept[index] = m
        elif (first := stands_for.get(m.same_as, m.same_as)) in kept:
            kept[first] = replace(kept[first], draft=fill_blanks(kept[first].draft, m.draft))
            kept[index] = replace(m, same_as=first)
        else:
            stands_for[m.same_as] = index
            kept[index] = replace(m, kind="new", same_as=-1)
    return list(kept.items())


def _problems(
    seen: ImportPreview, wanted: Sequence[tuple[int, Match]], met: Sequence[tuple[int, str]], owners: frozenset[int] = frozenset()
) -> list[tuple[int, str]]:
    """(row, why) of the rows that were wanted or could not be read, each once; an address that was settled by hand is no problem."""
    left_out = {m.draft.row for m in seen.matches} - {m.draft.row for _, m in wanted}
    told = [(row, why) for row, why in seen.file.problems if row not in left_out]
    chosen = [(m.draft.row, m.why) for _, m in wanted if m.kind == "problem" or (m.shares and m.draft.row not in owners)]
    return sorted(dict.fromkeys([*told, *chosen, *met]))


def _keep_before(ws: Workspace) -> None:
    with ws.reading() as session:
        known = session.scalar(select(Person.id).limit(1))
    if known:
        history.keep_before(ws, "an import")


def _create(running: _Run, matches: Sequence[tuple[int, Match]]) -> None:
    _make_companies(running, [m.draft for _, m in matches])
    persons, mailboxes = [], []
    for count, ((index, m), person_id) in enumerate(zip(matches, new_ids(len(matches)), strict=True)):
        if not count & 255:
            running.progress.step(0.5 * count / len(matches), "Adding people")
        values = people.person_values(m.draft, running.companies.get(people.company_key(m.draft.organisation)))
        values["id"] = running.person_of[index] = person_id
        if photo := _photo(running, m.draft.row):
            values["photo_id"] = photo
        persons.append(values)
        mailboxes += addresses.address_rows(person_id, m.draft.emails)
    running.work.insert_rows(Person, persons)
    running.work.insert_rows(EmailAddress, mailboxes)
    running.created = len(persons)


def _photo(running: _Run, row: int) -> str | None:
    """The picture of a card, made safe and stored; a picture that cannot be used is a problem of its row, not of the import."""
    raw = running.file.photos.get(row)
    if raw is None:
        return None
    from advoplanner.imports.photos import normalise

    running.progress.step(0.5, "Reading pictures")
    try:
        return people.keep_photo(running.work, normalise(raw))
    except RuleBroken as refused:
        running.problems.append((row, f"The picture was left out. {refused.sentence}"))
        return None


def _make_companies(running: _Run, drafts: Sequence[ContactDraft]) -> None:
    rows: dict[str, dict[str, Any]] = {}
    for draft in drafts:
        name, as_key = clean(draft.organisation, limit=160), people.company_key(draft.organisation)
        if name and as_key not in running.companies and as_key not in rows:
            rows[as_key] = {"id": new_id(), "name": name, "name_key": as_key, "industry": clean(draft.industry, limit=120)}
    running.work.insert_rows(Organisation, list(rows.values()))
    running.companies |= {as_key: row["id"] for as_key, row in rows.items()}


def _update(running: _Run, matches: Sequence[tuple[int, Match]], take: frozenset[str] | None) -> None:
    """Fill blanks of known people; `take` names the fields in which the file wins, None for all."""
    photos = running.file.photos
    said = {m.person_id for _, m in matches if m.changes or m.draft.row in photos}
    # Most rows of a list that is read again say nothing new: of those people it is enough that they are still there.
    there = queries.all_ids(running.work.session) if matches else frozenset()
    present = {k.id: k.present for k in queries.known(running.work.session) if k.id in said} if said else {}
    changed: set[str] = set()
    for count, (index, m) in enumerate(matches):
        if not count & 63:
            running.progress.step(0.5 + 0.4 * count / len(matches), "Updating people")
        running.person_of[index] = m.person_id
        if m.person_id not in there:
            raise RuleBroken("people.unknown", f"{m.draft.display_name} was removed since this file was read.", "Read the file again.")
        if m.person_id not in said:
            continue
        fills, conflicts = differences(present[m.person_id], m.draft)
        taken = frozenset(conflicts) if take is None else take & frozenset(conflicts)
        if not fills and not taken and m.draft.row not in photos:
            continue
        merged = fill_blanks(present[m.person_id], m.draft, taken)
        if _write_person(running, m, merged, frozenset(fills) | taken):
            changed.add(m.person_id)
        present[m.person_id] = merged
    running.updated = len(changed)


def _write_person(running: _Run, m: Match, merged: ContactDraft, fields: frozenset[str]) -> bool:
    """Write those fields of a known person, and what follows from them; whether anything changed."""
    person = running.work.session.get_one(Person, m.person_id)
    if "organisation" in fields:
        _make_companies(running, [merged])
        people.change_company(running.work, person, merged.organisation, running.companies[people.company_key(merged.organisation)])
    values = people.person_values(merged, person.organisation_id)
    for name in fields & values.keys():
        setattr(person, name, values[name])
    if "job_title" in fields:
        person.level_band, person.function = values.get("level_band", ""), values.get("function", "")
    if fields & people.NAME_FIELDS:
        if "@" in person.display_name and (merged.given or merged.family):
            person.display_name = display_name(merged.given, merged.family, prefix=merged.prefix, suffix=merged.suffix, nickname=merged.nickname)
        people.set_sort_name(person)
    if "emails" in fields:
        addresses.set_addresses(running.work, person.id, merged.emails)
    if "industry" in fields and person.organisation_id:
        company = running.work.session.get_one(Organisation, person.organisation_id)
        company.industry = clean(merged.industry, limit=120)
    if person.photo_id is None and (photo := _photo(running, m.draft.row)):
        person.photo_id = photo
        return True
    return bool(fields)


def _join_event(ws: Workspace, running: _Run, event_id: str, wanted: Sequence[tuple[int, Match]]) -> int:
    """Put everybody read on the guest list with what the file says of their part in it; returns how many joined."""
    session = running.work.session
    if session.get(Event, event_id) is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    running.progress.step(0.9, "Adding guests")
    before = set(session.scalars(select(Guest.person_id).where(Guest.event_id == event_id)))
    drafts: dict[str, ContactDraft] = {}
    for index, m in wanted:
        if person_id := running.person_of.get(index):
            drafts[person_id] = _joined(drafts[person_id], m.draft) if person_id in drafts else m.draft
    guests.add(ws, event_id, list(drafts))
    session.flush()
    found = session.scalars(select(Guest).where(Guest.event_id == event_id, Guest.person_id.in_(list(drafts)))).all()
    for guest in found:
        _set_part(guest, drafts[guest.person_id])
    session.flush()
    _set_states(ws, found, drafts)
    for guest in found:
        companion = drafts[guest.person_id].companion
        if companion and guest.person_id not in before:
            guests.add_companion(ws, guest.id, companion)
    return len(drafts.keys() - before)


def _joined(first: ContactDraft, later: ContactDraft) -> ContactDraft:
    """What two rows say of one guest: the later word counts where there is one."""
    names = ("side", "role", "reply", "decision", "diet", "access_needs", "companion", "brought_by")
    return replace(first, **{name: getattr(later, name) or getattr(first, name) for name in names})


def _set_part(guest: Guest, draft: ContactDraft) -> None:
    guest.side = draft.side or guest.side
    if draft.role:
        guest.role, guest.counts = draft.role, counts_by_default(Role(draft.role))
    guest.diet = draft.diet or guest.diet
    guest.access_needs = draft.access_needs or guest.access_needs
    guest.brought_by = draft.brought_by or guest.brought_by


def _set_states(ws: Workspace, found: Sequence[Guest], drafts: dict[str, ContactDraft]) -> None:
    """Decisions and replies, group by group, through the guest list's own rules: who declines gives up the seat."""
    decisions: dict[str, list[str]] = {}
    replies: dict[str, list[str]] = {}
    for guest in found:
        draft = drafts[guest.person_id]
        if draft.decision and draft.decision != guest.decision:
            decisions.setdefault(draft.decision, []).append(guest.id)
        if draft.reply not in ("", Reply.NONE, guest.reply):
            replies.setdefault(draft.reply, []).append(guest.id)
    for decision, ids in decisions.items():
        guests.edit(ws, ids, decision=decision)
    for reply, ids in replies.items():
        guests.set_reply(ws, ids, reply, channel="mail")
