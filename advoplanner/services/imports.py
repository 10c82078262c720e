"""People from files into the directory, and onto an event's guest list: looked at first, written as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, key, plural
from advoplanner.domain.guests import Decision, Reply, Role, counts_by_default
from advoplanner.domain.people import ContactDraft, fill_blanks
from advoplanner.imports.contacts import ContactFile, read_contacts
from advoplanner.imports.headers import Mapping
from advoplanner.imports.matching import Match, match
from advoplanner.services import guests, people
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
    """What an import did. `problems` are (row, why); `updated` counts people of whom something changed."""

    read: int
    created: int
    updated: int
    duplicates: int
    problems: list[tuple[int, str]]
    added_to_event: int = 0
    changes: ChangeSet = NOTHING


@dataclass
class _Run:
    """One import under way; `person_of` maps the index of a draft to its person."""

    work: UnitOfWork
    companies: dict[str, str]
    person_of: dict[int, str] = field(default_factory=dict)
    created: int = 0
    updated: int = 0
    duplicates: int = 0


def preview(
    ws: Workspace, data: bytes, file_name: str, mapping: Mapping | None = None, *, encoding: str | None = None, delimiter: str | None = None,
    date_order: str | None = None, progress: Progress = QUIET,
) -> ImportPreview:  # fmt: skip
    """Read a file and compare it with the directory; writes nothing. Raises RuleBroken where the file cannot be read."""
    found = read_contacts(data, file_name, mapping, encoding=encoding, delimiter=delimiter, date_order=date_order, progress=progress)
    with ws.reading() as session:
        known = queries.known(session)
    return ImportPreview(found, match(found.drafts, known, progress))


def foreseen(seen: ImportPreview) -> ImportResult:
    """What importing would do, without doing it."""
    counts = seen.counts
    updated = sum(1 for m in seen.matches if m.kind == "update" and m.fills)
    problems = [*seen.file.problems, *((m.draft.row, m.why) for m in seen.matches if m.kind == "problem")]
    return ImportResult(_read_rows(seen), counts.get("new", 0), updated, counts.get("duplicate", 0), sorted(dict.fromkeys(problems)))


def run(
    ws: Workspace, seen: ImportPreview, *, fill_blanks_only: bool = True, skip_rows: frozenset[int] = frozenset(), event_id: str | None = None,
    progress: Progress = QUIET,
) -> ImportResult:  # fmt: skip
    """Write what was previewed, as one action; rows in `skip_rows` (numbers in the file) are left out.

    Known people get their blanks filled; where both speak and differ the known value stands unless `fill_blanks_only` is off.
    With `event_id` everybody read also joins that event's guest list, with side, role, reply, diet and companion.
    """
    wanted = [(i, m) for i, m in enumerate(seen.matches) if m.draft.row not in skip_rows]
    problems = [*seen.file.problems, *((m.draft.row, m.why) for _, m in wanted if m.kind == "problem")]
    with ws.action(f"Import {plural(len(wanted), 'person', 'people')}") as work:
        running = _Run(work, dict(work.session.execute(select(Organisation.name_key, Organisation.id)).tuples().all()))
        _create(running, [(i, m) for i, m in wanted if m.kind == "new"], progress)
        _update(running, [(i, m) for i, m in wanted if m.kind == "update"], fill_blanks_only, progress)
        for index, m in wanted:
            if m.kind == "duplicate":
                running.duplicates += 1
                running.person_of[index] = running.person_of.get(m.same_as, "")
        added = _join_event(ws, running, event_id, wanted) if event_id else 0
    return ImportResult(_read_rows(seen), running.created, running.updated, running.duplicates, sorted(dict.fromkeys(problems)), added, work.changes)


def _read_rows(seen: ImportPreview) -> int:
    return len(seen.matches) + len(seen.file.rejected)


def _create(running: _Run, matches: Sequence[tuple[int, Match]], progress: Progress) -> None:
    _make_companies(running, [m.draft for _, m in matches])
    persons, addresses = [], []
    for count, (index, m) in enumerate(matches):
        if not count & 511:
            progress.step(count / len(matches), "Adding people")
        values = people.person_values(m.draft, running.companies.get(key(m.draft.organisation)) if m.draft.organisation else None)
        values["id"] = running.person_of[index] = new_id()
        persons.append(values)
        addresses += people.address_rows(values["id"], m.draft.emails)
    running.work.insert_rows(Person, persons)
    running.work.insert_rows(EmailAddress, addresses)
    running.created = len(persons)


def _make_companies(running: _Run, drafts: Sequence[ContactDraft]) -> None:
    rows: dict[str, dict[str, Any]] = {}
    for draft in drafts:
        name = clean(draft.organisation, limit=160)
        if name and key(name) not in running.companies and key(name) not in rows:
            rows[key(name)] = {"id": new_id(), "name": name, "name_key": key(name), "industry": clean(draft.industry, limit=120)}
    running.work.insert_rows(Organisation, list(rows.values()))
    running.companies |= {name: row["id"] for name, row in rows.items()}


def _update(running: _Run, matches: Sequence[tuple[int, Match]], fill_blanks_only: bool, progress: Progress) -> None:
    changing = [(i, m) for i, m in matches if m.fills or (m.conflicts and not fill_blanks_only)]
    _make_companies(running, [m.draft for _, m in changing])
    present = {k.id: k.present for k in queries.known(running.work.session)} if changing else {}
    for index, m in matches:
        running.person_of[index] = m.person_id
    for count, (_, m) in enumerate(changing):
        progress.step(count / len(changing), "Updating people")
        merged = fill_blanks(present[m.person_id], m.draft, () if fill_blanks_only else m.conflicts)
        _write_person(running, m.person_id, merged)
        present[m.person_id] = merged
        running.updated += 1


def _write_person(running: _Run, person_id: str, merged: ContactDraft) -> None:
    person = running.work.session.get_one(Person, person_id)
    company = running.companies.get(key(merged.organisation)) if merged.organisation else None
    for name, value in people.person_values(merged, company).items():
        if getattr(person, name) != value:
            setattr(person, name, value)
    people.set_addresses(running.work, person_id, merged.emails)


def _join_event(ws: Workspace, running: _Run, event_id: str, wanted: Sequence[tuple[int, Match]]) -> int:
    """Put everybody read on the guest list with what the file says of their part in it; returns how many joined."""
    session = running.work.session
    if session.get(Event, event_id) is None:
        raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
    before = set(session.scalars(select(Guest.person_id).where(Guest.event_id == event_id)))
    drafts = {running.person_of[i]: m.draft for i, m in wanted if running.person_of.get(i)}
    guests.add(ws, event_id, list(drafts))
    session.flush()
    for guest in session.scalars(select(Guest).where(Guest.event_id == event_id, Guest.person_id.in_(list(drafts)))).all():
        _set_part(running.work, guest, drafts[guest.person_id])
    session.flush()
    for person_id, draft in drafts.items():
        if draft.companion and person_id not in before:
            main = session.scalars(select(Guest.id).where(Guest.event_id == event_id, Guest.person_id == person_id)).one()
            guests.add_companion(ws, main, draft.companion)
    return len(drafts.keys() - before)


def _set_part(work: UnitOfWork, guest: Guest, draft: ContactDraft) -> None:
    guest.side = draft.side or guest.side
    if draft.role:
        guest.role, guest.counts = draft.role, counts_by_default(Role(draft.role))
    guest.decision = draft.decision or guest.decision or Decision.APPROVED
    if draft.reply and draft.reply != Reply.NONE:
        guest.reply, guest.reply_channel, guest.reply_at = draft.reply, "mail", work.session.info["clock"]()
    guest.diet = draft.diet or guest.diet
    guest.access_needs = draft.access_needs or guest.access_needs
    guest.brought_by = draft.brought_by or guest.brought_by
