"""Calendar files of events without their guests: to save, to print a code for, to put on a website."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import write_bytes
from advoplanner.domain.calendar_blocks import FORM_WORDS, WHOLE, CalendarForm, blocks, session_part, uid_of
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.invitations import CalendarFacts, Standing
from advoplanner.domain.redaction import sentences
from advoplanner.domain.restrictions import LeftOut
from advoplanner.domain.typed_names import Closed, without_names
from advoplanner.exports import calendar
from advoplanner.services import agenda, events, public_names
from advoplanner.services.context import Workspace
from advoplanner.store.queries import invitations as queries

SESSIONS = "sessions"
PUBLISHED_WORDS: dict[str, str] = {**{str(form): words for form, words in FORM_WORDS.items()}, SESSIONS: "An entry for each session"}
"""How events can stand in a calendar file, in words."""


@dataclass(frozen=True, slots=True)
class Published:
    """The file, and in sentences who is not named in it although titles or texts named them, and why."""

    path: Path
    unnamed: tuple[str, ...] = ()


def publish(ws: Workspace, event_ids: Iterable[str], path: Path, form: str = "") -> Published:
    """Write a PUBLISH calendar of some events to `path`, in one of PUBLISHED_WORDS, or each as its invitations do.

    It is for everybody: of sessions those that all may read, with what they are about, without their speakers; and where words that
    somebody typed name a guest who may not be named in public, "a guest" stands there. Raises RuleBroken or KnownProblem.
    """
    if form and form not in PUBLISHED_WORDS:
        raise RuleBroken("calendar.form", f"A calendar file has no form “{form}”.", f"Choose one of: {', '.join(PUBLISHED_WORDS)}.", field="form")
    entries: list[CalendarFacts] = []
    left_out: list[LeftOut] = []
    for event in [events.details(ws, event_id) for event_id in event_ids]:
        closed = public_names.closed(ws, event.id)
        for entry in _sessions(ws, event) if form == SESSIONS else _days(ws, event, form):
            shown, named = _for_everybody(entry, closed)
            entries.append(shown)
            left_out += named
    return Published(write_bytes(path, calendar.publish(entries)), tuple(sentences(dict.fromkeys(left_out))))


def _for_everybody(entry: CalendarFacts, closed: Sequence[Closed]) -> tuple[CalendarFacts, list[LeftOut]]:
    """An entry without the names of those who may not be named in public, and whom it named."""
    words, left_out = {}, []
    for field in ("title", "description", "location"):
        words[field], named = without_names(getattr(entry, field), closed)
        left_out += named
    return replace(entry, **words), left_out  # type: ignore[arg-type]


def _days(ws: Workspace, event: EventDetails, form: str) -> list[CalendarFacts]:
    """The event's own entry, or one for each day, with the identities that its invitations have."""
    with ws.reading() as session:
        hours = queries.hours(session, event.id)
    whole, made = _facts(event, ws.clock()), []
    for day in blocks(form or event.calendar_form or CalendarForm.BLOCK, event.start, event.end, hours):
        title = f"{event.title}, {day.label.lower()}" if day.label else event.title
        uid, sequence = uid_of(event.uid, day.part), event.sequence if day.part == WHOLE else 0
        made.append(replace(whole, uid=uid, title=title, start=day.start, end=day.end, all_day=day.all_day, sequence=sequence))
    return made


def _sessions(ws: Workspace, event: EventDetails) -> list[CalendarFacts]:
    whole = _facts(event, ws.clock())
    made = []
    for row in agenda.rows(ws, event.id):
        if row.start is None or not row.for_members:
            continue
        text = "\n\n".join(t for t in (f"Part of {event.title}.", row.member_benefit) if t)
        where = ", ".join(dict.fromkeys(t for t in (row.room, whole.location) if t))
        end, uid = row.start + timedelta(minutes=row.minutes), uid_of(event.uid, session_part(row.id))
        made.append(replace(whole, uid=uid, title=row.title, start=row.start, end=end, description=text, location=where, sequence=0))
    if not made:
        raise RuleBroken("calendar.no_sessions", f"“{event.title}” has no session with a time that everybody may read.", "Choose another form.")
    return made


def _facts(event: EventDetails, now: datetime) -> CalendarFacts:
    standing = Standing.CANCELLED if event.status == "cancelled" else Standing.CONFIRMED
    facts = CalendarFacts(
        uid=event.uid,
        title=event.title,
        start=event.start,
        end=event.end,
        zone=event.zone,
        organiser_name=event.organiser_name or event.host_company,
        organiser_email=event.organiser_email,
        dtstamp=now.replace(microsecond=0),
        sequence=event.sequence,
        description="\n\n".join(t for t in (event.purpose, event.topic) if t),
        location=event.where,
        status=standing,
    )
    return replace(facts, url=event.join_link)
