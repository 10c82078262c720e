"""Sign-ups to an open event: by hand, from the file of a web form or from mail; each person once, beyond the places on a waiting list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.core.text import clean, fold, plural, whole
from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import Channel, Decision, Reply
from advoplanner.domain.people import ContactDraft, email_problem, split_name
from advoplanner.domain.people_limits import LIMIT
from advoplanner.domain.replies import MessageKind, ReadMessage
from advoplanner.domain.sign_ups import SUBJECT, AudienceFigures, Place, SignUpReport, SignUpRow, Source
from advoplanner.imports.matching import match
from advoplanner.imports.sign_ups import ENDINGS, read_file
from advoplanner.services import bench, guest_ties, guests, people
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, Guest, SignUp
from advoplanner.store.queries import kits as queries
from advoplanner.store.queries import people as people_queries
from advoplanner.store.session import UnitOfWork

MOST_BYTES = 20_000_000
NAME_LIMIT = 120


@dataclass(slots=True)
class Taken:
    """What was read, and the step that wrote it."""

    report: SignUpReport
    changes: ChangeSet = NOTHING
    guest_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class _Counting:
    added: int = 0
    merged: int = 0
    waiting: list[Guest] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)


def rows(ws: Workspace, event_id: str) -> list[SignUpRow]:
    """Those who signed up, in the order in which they did."""
    with ws.reading() as session:
        return queries.sign_ups(session, event_id)


def figures(ws: Workspace, event_id: str) -> AudienceFigures:
    """The audience in numbers, as of now."""
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        return queries.audience(session, event_id, over=event.end <= to_wall(ws.clock(), event.zone))


def add(ws: Workspace, event_id: str, name: str, *, email: str = "", organisation: str = "") -> Taken:
    """Sign somebody up by hand; raises RuleBroken at `name`, `email` or `organisation`."""
    words, company = whole(name, NAME_LIMIT, "name"), whole(organisation, LIMIT, "organisation")
    if not words:
        raise RuleBroken("sign_ups.name", "Say who signs up.", field="name")
    if email and (problem := email_problem(clean(email))):
        raise RuleBroken("sign_ups.email", problem, field="email")
    return _take(ws, event_id, [(_draft(words, clean(email), company), Source.HAND)], 1, [])


def take_files(ws: Workspace, event_id: str, paths: Sequence[Path]) -> Taken:
    """Read sign-ups from the lists of a web form (.csv, .xlsx …) and from mail (.eml), as one step.

    The same person twice is merged. A file that cannot be read is named in the report while the others are taken; raises
    RuleBroken where nothing at all could be read.
    """
    found: list[tuple[ContactDraft, str]] = []
    problems: list[tuple[str, str]] = []
    for path in paths:
        try:
            if path.suffix.lower() not in ENDINGS:
                raise RuleBroken("sign_ups.kind", "Sign-ups are read from lists and from mail.", f"Known are {', '.join(ENDINGS)}.")
            if path.stat().st_size > MOST_BYTES:
                raise RuleBroken("sign_ups.large", f"It is larger than {MOST_BYTES // 1_000_000} MB.", "Split it.")
            read = read_file(path.read_bytes(), path.name)
        except AdvoError as refused:
            problems.append((path.name, str(refused)))
            continue
        except OSError as error:
            problems.append((path.name, error.strerror or "It cannot be opened."))
            continue
        found += [(draft, read.source) for draft in read.drafts]
        problems += [(f"{path.name}, line {row}" if row else path.name, why) for row, why in read.problems]
    if not found:
        name, why = problems[0] if problems else ("", "No file was chosen.")
        raise RuleBroken("sign_ups.nothing", f"{name}: {why}" if name else why, "Nobody was signed up.")
    return _take(ws, event_id, found, len(found), problems)


def by_mail(ws: Workspace, session: Session, message: ReadMessage) -> tuple[str, str, str] | None:
    """Sign up who wrote a mail with the flyer's subject: (event, guest, where they stand in words); None for any other mail.

    The flyer's code writes the event's title as the subject. Of two events with that title nobody can say which is meant.
    """
    if message.kind != MessageKind.NONE or message.automatic or message.references or email_problem(message.from_address):
        return None
    open_to = select(Event).where(Event.end_utc > ws.clock(), Event.kind != EventKind.CAB, Event.status.not_in(("cancelled", "closed")))
    meant = [event for event in session.scalars(open_to) if fold(event.title[:SUBJECT]) == fold(message.subject)]
    if len(meant) != 1:
        return None
    name = message.from_name or message.from_address.partition("@")[0]
    (guest_id,) = _take(ws, meant[0].id, [(_draft(name, message.from_address), Source.MAIL)], 1, []).guest_ids
    rows = queries.sign_ups(session, meant[0].id)
    waits = next((row.number for row in rows if row.guest_id == guest_id and row.place == Place.WAITING), 0)
    return meant[0].id, guest_id, f"number {waits} on the waiting list" if waits else "has a place"


def withdraw(ws: Workspace, guest_ids: Iterable[str]) -> ChangeSet:
    """Give places back; whoever waits moves up in the same step."""
    return guests.set_reply(ws, guest_ids, Reply.DECLINED, channel=Channel.MAIL)


def mark_told(ws: Workspace, guest_ids: Iterable[str]) -> ChangeSet:
    """Note that these people have heard where they stand: in, or waiting."""
    ids = set(guest_ids)
    with ws.action(f"Mark {plural(len(ids), 'person', 'people')} as told") as work:
        by_guest = {row.guest_id: row for row in work.session.scalars(select(SignUp).where(SignUp.guest_id.in_(ids)))}
        for guest in work.session.scalars(select(Guest).where(Guest.id.in_(ids))).all():
            if guest.id in by_guest:
                by_guest[guest.id].told = "in" if guest.decision == Decision.APPROVED else "waiting"
    return work.changes


def _draft(name: str, email: str, organisation: str = "") -> ContactDraft:
    parts = split_name(name)
    return ContactDraft(
        given=parts.given, family=parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname,
        display_name=name, organisation=clean(organisation, limit=160), emails=(email,) if email else (),
    )  # fmt: skip


def _take(ws: Workspace, event_id: str, found: Sequence[tuple[ContactDraft, str]], read: int, problems: list[tuple[str, str]]) -> Taken:
    drafts = [draft for draft, _ in found]
    counted = _Counting()
    with ws.action("") as work:
        if work.session.get(Event, event_id) is None:
            raise RuleBroken("events.unknown", "This event is no longer in the workspace.", "Undo brings it back.")
        matches = match(drafts, people_queries.known(work.session))
        person_of: dict[int, str] = {}
        for at, (each, (draft, source)) in enumerate(zip(matches, found, strict=True)):
            # Among several people who could be meant nobody is guessed: a new row can be merged later, a wrong one hardly.
            known = each.person_id if each.kind == "update" else person_of.get(each.same_as, "") if each.kind == "duplicate" else ""
            person_of[at] = known or people.add(ws, draft).created("person")[-1]
            _sign_up(ws, work, event_id, person_of[at], source, counted)
        who = clean(drafts[0].display_name, limit=60) if len(drafts) == 1 else plural(counted.added + counted.merged, "person", "people")
        work.label = f"Sign up {who}{f', {len(counted.waiting)} on the waiting list' if counted.waiting else ''}"
        waiting = tuple(guest_ties.names_of(work.session, counted.waiting))
        taken = tuple(guest.id for guest in counted.guests)
    return Taken(SignUpReport(read, counted.added, counted.merged, waiting, tuple(problems)), work.changes, taken)


def _sign_up(ws: Workspace, work: UnitOfWork, event_id: str, person_id: str, source: str, counted: _Counting) -> None:
    """Put one person on the list, or let them come after all; without a free place they wait at the end."""
    session = work.session
    guest = session.scalar(select(Guest).where(Guest.event_id == event_id, Guest.person_id == person_id))
    if guest is not None and guest.reply == Reply.ACCEPTED and guest.decision in (Decision.APPROVED, Decision.HOLD):
        counted.merged += 1
        counted.guests.append(guest)
        return
    full = _is_full(work, event_id)
    if guest is None:
        guests.add(ws, event_id, [person_id], decision=Decision.HOLD)
        session.flush()
        guest = session.scalars(select(Guest).where(Guest.event_id == event_id, Guest.person_id == person_id)).one()
        counted.added += 1
    else:
        counted.merged += 1
        # Whoever was invited holds a place of their own; whoever gave it back stands in line again.
        full = full and not (guest.decision == Decision.APPROVED and guest.reply in (Reply.NONE, Reply.TENTATIVE))
    counted.guests.append(guest)
    last = session.scalar(select(func.max(Guest.bench_rank)).where(Guest.event_id == event_id)) or 0
    guest.decision, guest.bench_rank = (Decision.HOLD.value, last + 1) if full else (Decision.APPROVED.value, 0)
    guest_ties.note_reply(guest, Reply.ACCEPTED.value, Channel.MAIL.value, "", ws.clock())
    if session.scalar(select(SignUp.id).where(SignUp.guest_id == guest.id)) is None:
        work.add(SignUp(guest_id=guest.id, source=str(source), at=ws.clock()))
    if full:
        counted.waiting.append(guest)
    session.flush()


def _is_full(work: UnitOfWork, event_id: str) -> bool:
    """Whether nobody gets a place now: all are taken, or somebody waits already and comes first."""
    work.session.flush()
    event = work.session.get_one(Event, event_id)
    return bool(event.capacity) and (bench.expected(work.session, event_id) >= event.capacity or bool(queries.waiting(work.session, event_id)))
