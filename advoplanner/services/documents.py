"""One event's documents: what each may say to its readers is decided here, once, before anything is drawn."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.text import listed, plural
from advoplanner.domain.documents import (
    Counts,
    FollowUpFacts,
    GuestFacts,
    IntroductionFacts,
    Meeting,
    Pack,
    PlanFacts,
    SeatFacts,
    TableFacts,
)
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.guests import HOST_ROLES, Decision, GuestRow, Reply, Side
from advoplanner.domain.introductions import State, introduced_by
from advoplanner.domain.motives import NEEDS, STYLES, UNKNOWN, Motives
from advoplanner.domain.peer_fit import Peer, fit, terms
from advoplanner.domain.redaction import leave_sentences, redacted, sentences
from advoplanner.domain.restrictions import Audience, LeftOut, Restriction, camera_words
from advoplanner.services import document_agenda, document_checks, document_events, document_kits, document_past, event_kits, events, followup, guests
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, Person, Photo, SessionRole
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import introductions, people, seating
from advoplanner.store.queries.leaves import leaves as leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOULD_MEET = 3
"""Meetings named on a guest's page (norms 3.5)."""

SPEAKING = ("chair", "presenter", "panellist", "facilitator")
"""Parts in a session that put somebody before the room."""

INVITED = (Audience.HOST, Audience.MEMBER, Audience.PROSPECT)
"""Readers who come: they may read at what time somebody has a one-to-one."""

RESERVED = "Reserved"
"""What a seat says whose guest this audience does not read of: it is not free."""


@dataclass(slots=True)
class _Seen:
    """An event's guests as one audience may see them; `reduced` are those to be named nowhere (None) or without their company."""

    guests: dict[str, GuestFacts] = field(default_factory=dict)
    reduced: dict[str, GuestFacts | None] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    by_leave: list[LeftOut] = field(default_factory=list)


def pack(ws: Workspace, event_id: str, audience: str, *, everybody: bool = False, version_id: str = "") -> Pack:
    """Everything the event's documents are drawn from, filtered for one audience; the agenda as it was released where `version_id` names one.

    The guests are those expected: who accepted or may still come; with `everybody` the whole list, as guest lists and reports need it.
    """
    event = events.details(ws, event_id)
    rows = guests.rows(ws, event_id)
    programme = document_agenda.read(ws, event_id, version_id, {r.id for r in rows})
    kit, conscience = event_kits.read(ws, event_id), document_checks.read(ws, event, programme.rows, audience)
    with ws.reading() as session:
        seen = _guests(ws, session, event, rows, rows if everybody else expected(rows), audience)
        plan = _plan(session, event, seen, rows)
        internal, inside = audience == Audience.HOST, audience in (Audience.HOST, Audience.VENUE)
        past = document_past.read(session, event, seen.guests) if internal else document_past.Past()
        seen.guests = past.guests or seen.guests
        earlier, slots = past.promises, document_past.slots(session, event_id, seen.guests) if audience in INVITED else []
        kept = document_kits.kept_seats(session, event_id, seen.guests) if audience in INVITED else {}
        skills = document_past.skills(session, event) if audience in INVITED else ()
        wishes = _introductions(session, event, seen.guests, seating.peers(session, event_id, list(seen.guests))) if internal else []
    sessions = document_agenda.shown(programme.rows, seen.reduced, audience)
    return Pack(
        event=replace(document_events.facts(ws, event, audience), version_label=programme.label, form_link=kit.form_link),
        audience=audience,
        sessions=document_kits.with_trails(ws, event_id, document_kits.with_kept(sessions, kept)),
        guests=tuple(seen.guests.values()),
        plan=plan,
        introductions=tuple(wishes),
        follow_ups=tuple(_follow_ups(ws, event_id)) if audience in (Audience.HOST, Audience.MEMBER) else (),
        earlier=tuple(earlier),
        slots=tuple(slots),
        talks=document_kits.talks_of(ws, event_id, seen.guests, audience),
        slot=document_kits.slot(ws, event_id) if inside or audience == Audience.MEMBER else (),
        questions=kit.questions,
        skills=skills,
        answers=document_kits.answers_of(ws, event_id) if internal else (),
        stays=document_kits.stays_of(ws, event_id, seen.reduced) if inside else (),
        counts=_counts(rows),
        vendor_share=conscience.share,
        vendor_share_limit=conscience.limit,
        waived=conscience.waived,
        hidden=(*sentences(seen.left_out), *leave_sentences(seen.by_leave, audience)),
        left_out=tuple(seen.left_out),
        by_leave=tuple(seen.by_leave),
        changes=document_agenda.changes(programme, sessions, seen.reduced, audience),
    )


def expected(rows: Iterable[GuestRow]) -> list[GuestRow]:
    """Guests who come or may still come: those who accepted or are tentative; before anybody has, all who are approved."""
    live = [r for r in rows if r.decision == Decision.APPROVED and r.reply not in (Reply.DECLINED, Reply.DELEGATED)]
    coming = [r for r in live if r.reply in (Reply.ACCEPTED, Reply.TENTATIVE)]
    return coming or live


def _guests(ws: Workspace, session: Session, event: EventDetails, rows: list[GuestRow], chosen: list[GuestRow], audience: str) -> _Seen:
    """The chosen guests as this audience may see them; of the others only whether they may be named at all."""
    ids = [r.person_id for r in rows]
    persons = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    stored = {g.id: g for g in session.scalars(select(Guest).where(Guest.event_id == event.id))}
    photos = {p.id: p.data for p in session.scalars(select(Photo).where(Photo.id.in_([p.photo_id for p in persons.values() if p.photo_id])))}
    motives, restrictions = people.motives(session, ids), people.restrictions(session, ids)
    parts, leaves = _speakers(session, event.id), leaves_of(session, event.id)
    wanted = {r.id for r in chosen}
    # Paper is read from the day it is printed, so what ends before the event still holds today.
    day = min(ws.clock().date(), event.start.date())
    seen = _Seen()
    for row in rows:
        person, limits = persons[row.person_id], restrictions.get(row.person_id, [])
        facts = _facts(row, person, stored[row.id], motives.get(person.id, UNKNOWN), photos.get(person.photo_id or ""))
        reading = redacted(facts, limits, audience, day, leaves=leaves.get(person.id, ()))
        shown = reading.facts
        if shown is None or not shown.organisation:
            seen.reduced[row.id] = shown
        if row.id in wanted or (row.id in parts and shown is None):
            seen.left_out += reading.left_out
            seen.by_leave += reading.shown_by_leave
        if shown is not None and row.id in wanted:
            words = (
                tuple(_limit_words(r) for r in limits if not r.allows and (r.until is None or day <= r.until)) if audience == Audience.HOST else ()
            )
            # On the night a camera asks nobody: whoever forbade it is marked for every reader.
            seen.guests[row.id] = replace(shown, restrictions=words, camera=camera_words(limits, event.start.date()))
    if audience == Audience.HOST:
        _add_meetings(seen.guests, seating.peers(session, event.id, list(seen.guests)))
    return seen


def _speakers(session: Session, event_id: str) -> set[str]:
    """Guests whom the agenda names as speaking."""
    query = select(SessionRole.guest_id).join(AgendaSession, AgendaSession.id == SessionRole.session_id)
    return set(session.scalars(query.where(AgendaSession.event_id == event_id, SessionRole.role.in_(SPEAKING))))


def _limit_words(limit: Restriction) -> str:
    return f"{limit.words}{': ' + limit.note if limit.note else ''}"


def _facts(row: GuestRow, person: Person, guest: Guest, motives: Motives, photo: bytes | None) -> GuestFacts:
    stay = tuple((label, value) for label, value in (("Travel", guest.travel), ("Hotel", guest.hotel)) if value)
    return GuestFacts(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        given=person.given,
        family=person.family,
        preferred_name=person.preferred_name,
        say_it=person.say_it,
        pronouns=person.pronouns,
        email=row.email,
        job_title=person.job_title,
        organisation=row.organisation,
        city=person.city,
        country=person.country,
        side=row.side,
        role=row.role,
        decision=row.decision,
        reply=row.reply,
        attendance=row.attendance,
        table=_table_word(row.table),
        seat=row.seat,
        photo=photo,
        background=person.background,
        moves_them=moves(motives),
        gains=guest.value_sentence,
        talking_points=tuple(guest.talking_points),
        ask_them=tuple(guest.ask_them),
        do_not_say=(*guest.do_not_say, *(f"Will not do: {w}" for w in motives.wont_do)),
        languages=person.language,
        diet=row.diet,
        access_needs=row.access_needs,
        stay=stay,
        companion_of=row.companion_of,
        why_seat=row.why,
        topics=tuple(person.topics),
        contact=tuple((k, v) for k, v in (("E-mail", row.email), ("Telephone", next(iter(person.phones), ""))) if v),
    )


def moves(motives: Motives) -> str:
    """A person's motives as two sentences at most, "" where nothing is known."""
    strong = [NEEDS[n].lower() for n in NEEDS if motives.needs.get(n, 0) >= 2]
    parts = []
    if strong:
        parts.append(f"Looks for {', '.join(strong)}.")
    if motives.style:
        parts.append(f"{STYLES[motives.style]}.")
    if motives.jobs:
        parts.append(f"Working on: {'; '.join(motives.jobs)}.")
    if motives.likes:
        parts.append(f"Likes {', '.join(motives.likes)}.")
    return " ".join(parts)


def _introductions(session: Session, event: EventDetails, shown: dict[str, GuestFacts], peers: list[Peer]) -> list[IntroductionFacts]:
    """The introductions planned among those who come; where none is planned who wished to meet whom, which the organiser sees to."""
    planned = [r for r in introductions.rows(session, event.id) if r.a_id in shown and r.b_id in shown]
    known = [(g.id, g.name, g.organisation) for g in shown.values()]
    who = {words: introduced_by(words, known) for words in {event.organiser_name, *(r.introducer for r in planned)}}
    if planned:
        return [
            IntroductionFacts(
                shown[r.a_id].name, shown[r.b_id].name, r.reason, r.introducer, r.state == State.MET, r.a_id, r.b_id, who[r.introducer]
            )
            for r in planned
        ]  # fmt: skip
    by_person = {p.person_id: p for p in peers}
    found: dict[frozenset[str], IntroductionFacts] = {}
    for peer in peers:
        for other in (by_person[p] for p in sorted(peer.wants) if p in by_person):
            mutual = peer.person_id in other.wants
            reason = "Both wish to meet" if mutual else f"{shown[peer.guest_id].name} wishes to meet"
            one, two = shown[peer.guest_id], shown[other.guest_id]
            wish = IntroductionFacts(one.name, two.name, reason, event.organiser_name, False, one.id, two.id, who[event.organiser_name])
            found.setdefault(frozenset((one.id, two.id)), wish)
    return list(found.values())


def _add_meetings(shown: dict[str, GuestFacts], peers: list[Peer]) -> None:
    """For each guest the others who suit them best, with the weightiest reason."""
    # Points are the same from either side, so each pair is weighed once; words are looked for only where they are printed.
    points = [array("l", bytes(len(peers) * array("l").itemsize)) for _ in peers]
    for (i, peer), (j, other) in combinations(enumerate(peers), 2):
        points[i][j] = points[j][i] = fit(peer, other)
    for peer, row in zip(peers, points, strict=True):
        suits = [(-score, other.name, other) for score, other in zip(row, peers, strict=True) if score > 0 and other.side != Side.HOST]
        best = nsmallest(SHOULD_MEET, suits, key=lambda each: each[:2])
        meetings = tuple(Meeting(other.name, _reason(peer, other), other.guest_id) for _, _, other in best)
        shown[peer.guest_id] = replace(shown[peer.guest_id], should_meet=meetings)


def _reason(peer: Peer, other: Peer) -> str:
    return max(terms(peer, other), key=lambda t: t.points).words.rstrip(":")


def _plan(session: Session, event: EventDetails, seen: _Seen, rows: list[GuestRow]) -> PlanFacts | None:
    plan = seating.plan(session, event.id, None)
    if not plan.tables:
        return None
    seats: dict[str, list[SeatFacts]] = {}
    roles = {r.id: r for r in rows}
    for seat in plan.seats:
        guest = seen.guests.get(seat.guest_id)
        host = seat.guest_id in roles and (roles[seat.guest_id].role in HOST_ROLES or roles[seat.guest_id].side == Side.HOST)
        taken = RESERVED if seen.reduced.get(seat.guest_id, True) is None else ""
        fact = SeatFacts(
            seat.number, seat.x, seat.y, guest.name if guest else taken, _short(guest) if guest else taken, seat.guest_id if guest else "", host
        )
        seats.setdefault(seat.table_id, []).append(fact)
    names = {g.id: g.name for g in seen.guests.values()}
    tables = tuple(
        TableFacts(
            t.number,
            t.name or str(t.number),
            t.x,
            t.y,
            t.shape,
            t.angle,
            t.width,
            t.length,
            t.topic,
            names.get(t.host_guest_id, "") or listed([s.name for s in seats.get(t.id, []) if s.is_host and s.guest_id]),
            tuple(seats.get(t.id, ())),
        )
        for t in plan.tables
    )
    seated = {s.guest_id for s in plan.seats}
    waiting = tuple(g.name for g in seen.guests.values() if g.reply == Reply.ACCEPTED and g.id not in seated) if seated - {""} else ()
    room, notes = event.room or event.venue or "Room", _why_so(tables, seen.guests)
    return PlanFacts(room, plan.room_width, plan.room_length, tables, (), notes, title=plan.round_name, unseated=waiting)


def _why_so(tables: tuple[TableFacts, ...], shown: dict[str, GuestFacts]) -> tuple[str, ...]:
    """What the plan does for those who come, for readers who may know whom somebody should meet."""
    beside = {seat.guest_id: {s.guest_id for s in t.seats} for t in tables for seat in t.seats if seat.guest_id}
    wishes = {key: {m.guest_id for m in guest.should_meet} for key, guest in shown.items() if guest.should_meet and guest.side != Side.HOST}
    seated = [key for key in wishes if key in beside]
    if not seated:
        return ()
    met = sum(1 for key in seated if wishes[key] & beside[key])
    taken = [t for t in tables if t.taken]
    hosted = sum(1 for t in taken if t.host)
    notes = [f"{met} of {plural(len(seated), 'guest')} share a table with somebody they should meet."]
    return (*notes, "A host sits at every table." if hosted == len(taken) else f"A host sits at {hosted} of {len(taken)} tables." if hosted else "")


def _short(guest: GuestFacts) -> str:
    first = guest.preferred_name or guest.given
    return f"{first[0]}. {guest.family}" if first and guest.family and first[0].isalpha() and guest.name.isascii() else guest.name


def _table_word(table: str) -> str:
    return table.removeprefix("Table ")


def _follow_ups(ws: Workspace, event_id: str) -> list[FollowUpFacts]:
    return [
        FollowUpFacts(
            a.text,
            a.owner,
            date.fromisoformat(a.due) if isinstance(a.due, str) and a.due else a.due or None,
            a.tell,
            "Done" if a.done else "Open",
            a.next_step,
        )
        for a in followup.actions(ws, event_id)
    ]


def _counts(rows: list[GuestRow]) -> Counts:
    replies = Counter(r.reply for r in rows)
    attendance = Counter(r.attendance for r in rows)
    silent = sum(1 for r in rows if r.reply == Reply.NONE and r.decision == Decision.APPROVED)
    arrived = attendance["arrived"] + attendance["left_early"]
    return Counts(
        sum(1 for r in rows if r.decision == Decision.APPROVED), replies["accepted"], replies["declined"], replies["tentative"], silent,
        arrived, attendance["no_show"],
    )  # fmt: skip
