"""The agenda of an event: sessions placed in its wall time, the people on them, shares of time, conflicts and templates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_utc
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, key, plural
from advoplanner.domain import agenda as rules
from advoplanner.domain import agenda_ripple, agenda_templates, agenda_time
from advoplanner.domain.agenda import AgendaConflict, AgendaShares, SessionRow, SessionType, Visibility
from advoplanner.domain.agenda_time import AgendaFrame
from advoplanner.domain.councils import check_leads
from advoplanner.domain.formalities import check_day
from advoplanner.services import drafts, events
from advoplanner.services.context import Workspace
from advoplanner.services.invitations import mark_agenda_changed
from advoplanner.store.models import Event, Guest, Person, ReservedSeat, Session, SessionRole, Topic
from advoplanner.store.queries import agenda as queries
from advoplanner.store.session import UnitOfWork, remove_where

LIMITS = {
    "title": 160, "room": 160, "member_benefit": 300, "skill": 300, "input_sought": 300, "decision_owner": 160,
    "purpose": 4000, "materials": 4000, "private_notes": 20000,
}  # fmt: skip
"""Texts of a session with the most characters that each may have; those of 4,000 and more may have several lines."""


SHOWN_TO_SPEAKERS = frozenset({"title", "start", "minutes", "room", "member_benefit", "skill", "input_sought"})
"""What an invitation to a session says; a change of anything else leaves its drafts as they are."""


def rows(ws: Workspace, event_id: str) -> list[SessionRow]:
    """All sessions in the order of time, those in the tray last."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def shares(rows: Iterable[SessionRow]) -> AgendaShares:
    """Minutes of content, networking, meals, breaks and free time, and the vendor's share of the content."""
    return rules.shares(rows)


def conflicts(ws: Workspace, event_id: str) -> list[AgendaConflict]:
    """Everything that does not fit, errors first; raises RuleBroken `agenda.no_event`."""
    return board(ws, event_id)[1]


def board(
    ws: Workspace, event_id: str, known: Sequence[SessionRow] = (), changed: Collection[str] = ()
) -> tuple[list[SessionRow], list[AgendaConflict]]:
    """Sessions and what does not fit, of one moment; with rows that are `known` only sessions that `changed` are read anew.

    Raises RuleBroken `agenda.no_event`.
    """
    with ws.reading() as session:
        found = queries.rows(session, event_id, known, changed)
        return found, agenda_time.conflicts(found, _frame(ws, event_id))


def add(ws: Workspace, event_id: str, *, type: str, title: str, start: datetime | None = None, minutes: int = 30, **fields: Any) -> ChangeSet:
    """A new session at wall time `start`, or in the tray without one; its id is `created("session")[0]`.

    `fields` are texts named in LIMITS, `fixed`, `visibility` and `decision_due` (a day). Raises RuleBroken where it does not fit the event.
    """
    values = _values({**fields, "type": type, "title": title, "minutes": minutes, "start": start})
    with ws.action(f"Add “{values['title']}” to the agenda") as work:
        frame = _frame(ws, event_id)
        if values["start"] is not None:
            _check_place(values["title"], values["start"], minutes, frame)
            mark_agenda_changed(work, event_id)
        work.add(Session(event_id=event_id, **values))
    return work.changes


def edit(
    ws: Workspace, session_id: str, ripple: bool = False, *, merge_key: str = "", event_ends: datetime | None = None, **fields: Any
) -> ChangeSet:
    """Change a session's type, start, minutes, texts, whether it is fixed or who reads of it; with `ripple` all that follows on its day moves along.

    `start=None` puts it in the tray. `merge_key` names a field while somebody types in it. With `event_ends` the event ends at that
    wall time from now on, in the same step. Raises RuleBroken where something would leave the event's time, and then changes nothing.
    """
    values = _values(fields)
    with ws.action(_edit_label(fields), merge_key=merge_key) as work:
        row = _session(work, session_id)
        if event_ends is not None:
            events.edit(ws, row.event_id, end=event_ends)
            work.label = f"{_edit_label(fields)}, the event ends at {event_ends:%H:%M}"
        title = values.get("title", row.title)
        start, minutes = values.get("start", row.start), values.get("minutes", row.minutes)
        told = [row.id] if any(values.get(name, getattr(row, name)) != getattr(row, name) for name in SHOWN_TO_SPEAKERS) else []
        if start is not None and (start, minutes) != (row.start, row.minutes):
            frame = _frame(ws, row.event_id)
            _check_place(title, start, minutes, frame)
            if ripple:
                told += _ripple(work, row, start, minutes, frame)
        for name, value in values.items():
            setattr(row, name, value)
        if told:
            mark_agenda_changed(work, row.event_id, told)
    return work.changes


def move(ws: Workspace, session_id: str, start: datetime | None, *, ripple: bool = False) -> ChangeSet:
    """Put a session at another wall time, or in the tray (None)."""
    return edit(ws, session_id, ripple, start=start)


def delay(ws: Workspace, session_id: str, minutes: int, *, shorter: int = 0) -> ChangeSet:
    """Let a session begin later, for `shorter` minutes less; what follows makes room as `agenda_ripple.delayed` says.

    Raises RuleBroken `agenda.no_room` where even so a fixed session or the event's end would be overrun, and then changes nothing.
    """
    with ws.action("") as work:
        row = _session(work, session_id)
        work.label = f"Delay “{row.title}” by {plural(minutes, 'minute')}"
        _make_room(ws, work, row, minutes, shorter)
    return work.changes


def overrun(ws: Workspace, session_id: str, minutes: int) -> ChangeSet:
    """Let a session that runs take longer; what follows makes room as after a delay, and what it refuses is refused."""
    with ws.action("") as work:
        row = _session(work, session_id)
        work.label = f"“{row.title}” takes {plural(minutes, 'minute')} more"
        _make_room(ws, work, row, 0, -minutes)
    return work.changes


def copy(ws: Workspace, session_id: str, rooms: Iterable[str]) -> ChangeSet:
    """The same session at the same time in further rooms, each without its people: nobody can be in two."""
    names = [name for name in dict.fromkeys(_text("room", room) for room in rooms) if name]
    with ws.action("") as work:
        row = _session(work, session_id)
        taken = key(row.room)
        wanted = [name for name in names if key(name) != taken]
        if not wanted:
            raise RuleBroken("agenda.rooms", "Name another room than the session's own.", "Several are divided by commas.", field="room")
        values = {c.name: getattr(row, c.name) for c in Session.__table__.columns if c.name not in ("id", "version", "created_at", "changed_at")}
        work.label = f"Copy “{row.title}” to {plural(len(wanted), 'room')}"
        work.insert_rows(Session, [{**values, "room": name} for name in wanted])
    return work.changes


def remove(ws: Workspace, ids: Iterable[str]) -> ChangeSet:
    """Take sessions off the agenda, with the parts that people had in them."""
    wanted = list(ids)
    with ws.action(f"Remove {plural(len(wanted), 'session')}") as work:
        for event_id in work.session.scalars(select(Session.event_id).where(Session.id.in_(wanted)).distinct()).all():
            mark_agenda_changed(work, event_id, wanted)
        roles = work.session.scalars(select(SessionRole.id).where(SessionRole.session_id.in_(wanted))).all()
        remove_where(work, SessionRole, roles)
        for topic in work.session.scalars(select(Topic).where(Topic.session_id.in_(wanted))):
            topic.session_id = None
        work.session.flush()
        remove_where(work, ReservedSeat, work.session.scalars(select(ReservedSeat.id).where(ReservedSeat.session_id.in_(wanted))).all())
        remove_where(work, Session, wanted)
    return work.changes


def set_person(ws: Workspace, session_id: str, guest_id: str, role: str = "presenter") -> ChangeSet:
    """Give a guest of the same event a part in a session, or another part than before."""
    if role not in set(rules.SessionRole):
        raise RuleBroken("agenda.role", f"“{role}” is not a part in a session.", f"Choose one of {', '.join(rules.SessionRole)}.", field="role")
    with ws.action("Put a speaker on a session") as work:
        row = _session(work, session_id)
        guest = work.session.get(Guest, guest_id)
        if guest is None or guest.event_id != row.event_id:
            raise RuleBroken("agenda.not_a_guest", "This person is not on the event's guest list.", "Add them as a guest first.", field="guest")
        event, name = work.session.get_one(Event, row.event_id), work.session.get_one(Person, guest.person_id).display_name
        check_leads(event.kind, guest.side, role, name, "role")
        part = _part(work, session_id, guest_id)
        if part is None:
            work.add(SessionRole(session_id=session_id, guest_id=guest_id, role=role))
            drafts.set_own_stale(work, [guest_id])
        elif part.role != role:
            part.role = role
            drafts.set_own_stale(work, [guest_id])
    return work.changes


def drop_person(ws: Workspace, session_id: str, guest_id: str) -> ChangeSet:
    """Take a guest off a session; nothing happens where they had no part."""
    with ws.action("Take a speaker off a session") as work:
        part = _part(work, session_id, guest_id)
        if part is not None:
            work.delete_all([part])
            drafts.set_own_stale(work, [guest_id])
    return work.changes


def use_template(ws: Workspace, event_id: str, name: str = "") -> ChangeSet:
    """Fill an empty agenda from a template, the one that suits the event's kind and time unless `name` says which.

    What does not fit the event's time waits in the tray. Raises RuleBroken `agenda.not_empty` where there are sessions already.
    """
    with ws.action("Fill the agenda from its template") as work:
        frame = _frame(ws, event_id)
        if queries.rows(work.session, event_id):
            raise RuleBroken("agenda.not_empty", "The agenda has sessions already.", "Remove them first, or add what is missing by hand.")
        chosen = name or agenda_templates.template_name(frame.kind, frame.start, frame.end)
        agenda_templates.check_template(chosen)
        text = files("resources").joinpath("templates", f"agenda_{chosen}.toml").read_text(encoding="utf-8")
        planned = agenda_templates.laid_out(text, frame.start, frame.end)
        usual: dict[str, Any] = {**dict.fromkeys(LIMITS, ""), "fixed": False}
        work.insert_rows(
            Session,
            [{**usual, **p.texts, "event_id": event_id, "start": p.start, "minutes": p.minutes, "type": p.type, "title": p.title} for p in planned],
        )
    return work.changes


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as they are stored; raises RuleBroken for what a session cannot be."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in LIMITS:
            values[name] = _text(name, value)
        elif name == "start":
            values[name] = value.replace(second=0, microsecond=0) if value is not None else None
        elif name == "decision_due":
            values[name] = check_day(name, value)
        elif name in ("type", "minutes", "visibility"):
            values[name] = value
        elif name == "fixed":
            values[name] = bool(value)
        else:
            raise TypeError(f"a session has no field {name!r}")
    if "minutes" in values:
        agenda_time.check_minutes(values["minutes"])
    if "type" in values and values["type"] not in set(SessionType):
        raise RuleBroken("agenda.type", f"“{values['type']}” is not a type of session.", f"Choose one of {', '.join(SessionType)}.", field="type")
    if "visibility" in values and values["visibility"] not in set(Visibility):
        allowed = f"Choose one of {', '.join(Visibility)}."
        raise RuleBroken("agenda.visibility", f"“{values['visibility']}” does not say who reads of it.", allowed, field="visibility")
    if values.get("title") == "":
        raise RuleBroken("agenda.title", "A session needs a title.", "Write what members will talk about.", field="title")
    return values


def _text(name: str, value: str) -> str:
    """A text as it is stored; raises RuleBroken `agenda.too_long` rather than cut off what somebody typed."""
    limit = LIMITS[name]
    text = clean(value, lines=limit >= 4000)
    if len(text) > limit:
        raise RuleBroken("agenda.too_long", f"This takes {limit:,} characters at most; it has {len(text):,}.", "Say it more briefly.", field=name)
    return text


def _check_place(title: str, start: datetime, minutes: int, frame: AgendaFrame) -> None:
    to_utc(start, frame.zone)
    agenda_time.check_span(title, start, minutes, frame)


def _make_room(ws: Workspace, work: UnitOfWork, row: Session, minutes: int, shorter: int) -> None:
    """Move `row` and what it pushes; raises RuleBroken where something that is fixed, or the event's end, stands in the way."""
    frame = _frame(ws, row.event_id)
    listed = {r.id: r for r in queries.rows(work.session, row.event_id)}
    if row.start is None:
        raise RuleBroken("agenda.no_time", f"“{row.title}” has no time, so it cannot be late.", "Put it on a day first.")
    found = agenda_ripple.delayed(listed.values(), listed[row.id], minutes, frame.end, shorter=shorter)
    if found.overrun:
        what = f"into “{found.stop.title}”, which stays at {found.stop.start:%H:%M}" if found.stop else "past the end of the event"
        hint = f"Shorten “{row.title}” by {plural(found.overrun, 'minute')}, or move something to the tray."
        raise RuleBroken("agenda.no_room", f"That would run {plural(found.overrun, 'minute')} {what}.", hint, field="minutes")
    for moved_id, (start, length) in found.places.items():
        moved = _session(work, moved_id)
        _check_place(moved.title, start, length, frame)
        moved.start, moved.minutes = start, length
    mark_agenda_changed(work, row.event_id, found.places)


def _ripple(work: UnitOfWork, row: Session, start: datetime, minutes: int, frame: AgendaFrame) -> list[str]:
    """Shift what comes after, and return what moved; a session that lay inside the event must stay inside."""
    listed = queries.rows(work.session, row.event_id)
    before = {r.id: r for r in listed}
    moved = agenda_ripple.rippled(listed, before[row.id], start, minutes)
    for moved_id, new_start in moved.items():
        later = _session(work, moved_id)
        if later.start and frame.start <= later.start and (before[moved_id].end or frame.end) <= frame.end:
            _check_place(later.title, new_start, later.minutes, frame)
        later.start = new_start
    return list(moved)


def _edit_label(fields: Mapping[str, Any]) -> str:
    if set(fields) == {"start"}:
        return "Move a session" if fields["start"] is not None else "Put a session in the tray"
    return "Change a session's length" if set(fields) == {"minutes"} else "Edit a session"


def _frame(ws: Workspace, event_id: str) -> AgendaFrame:
    with ws.reading() as session:
        frame = queries.frame(session, event_id)
    if frame is None:
        raise RuleBroken("agenda.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
    return frame


def _session(work: UnitOfWork, session_id: str) -> Session:
    work.session.flush()
    row = work.session.get(Session, session_id)
    if row is None:
        raise RuleBroken("agenda.unknown", "This session is no longer on the agenda.", "Undo brings it back.")
    return row


def _part(work: UnitOfWork, session_id: str, guest_id: str) -> SessionRole | None:
    work.session.flush()
    query = select(SessionRole).where(SessionRole.session_id == session_id, SessionRole.guest_id == guest_id)
    return work.session.scalars(query).one_or_none()
