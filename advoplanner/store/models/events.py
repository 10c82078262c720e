"""Venues, events, guests, sessions and what is left to do afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, JsonText, Wall, WrittenOnce, mapped_column


class Venue(Journaled, Base):
    """A place; `hours` maps "mon" to "sun" to ["09:00", "21:00"], a missing day is closed, an empty mapping not known.

    `exceptions` maps days ("2027-12-24") to hours of their own, [] for shut; `off_hours` holds the fields of `domain.slots.OffHours`.
    """

    __tablename__ = "venue"

    name: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    zone: Mapped[str] = mapped_column(String(64), default="")
    capacity: Mapped[int] = mapped_column(Integer, default=0)
    contact: Mapped[str] = mapped_column(String(300), default="")
    access_notes: Mapped[str] = mapped_column(Text, default="")
    hours: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    exceptions: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    off_hours: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    notes: Mapped[str] = mapped_column(Text, default="")


class Event(Journaled, Base):
    """`start` and `end` are wall time in `zone`; `start_utc` is derived, for sorting and for checking new zone rules."""

    __tablename__ = "event"

    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(160))
    uid: Mapped[str] = mapped_column(String(255), unique=True)
    purpose: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(300), default="")
    learn_goal: Mapped[str] = mapped_column(String(300), default="")
    objectives: Mapped[list[str]] = mapped_column(JsonText, default=list)
    status: Mapped[str] = mapped_column(String(20), default="planned")
    zone: Mapped[str] = mapped_column(String(64))
    start: Mapped[datetime] = mapped_column(Wall)
    end: Mapped[datetime] = mapped_column(Wall)
    start_utc: Mapped[datetime] = mapped_column(UTC_, index=True)
    end_utc: Mapped[datetime] = mapped_column(UTC_)
    tzdata: Mapped[str] = mapped_column(String(20), default="")
    venue_id: Mapped[str | None] = mapped_column(ForeignKey("venue.id"), index=True)
    room: Mapped[str] = mapped_column(String(160), default="")
    room_width: Mapped[int] = mapped_column(Integer, default=0)
    room_length: Mapped[int] = mapped_column(Integer, default=0)
    capacity: Mapped[int] = mapped_column(Integer, default=0)
    quorum: Mapped[int] = mapped_column(Integer, default=0)
    host_company: Mapped[str] = mapped_column(String(160), default="")
    sponsor: Mapped[str] = mapped_column(String(160), default="")
    organiser_name: Mapped[str] = mapped_column(String(160), default="")
    organiser_email: Mapped[str] = mapped_column(String(254), default="")
    day_contact: Mapped[str] = mapped_column(String(200), default="")
    join_link: Mapped[str] = mapped_column(String(500), default="")
    logistics: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    calendar_form: Mapped[str] = mapped_column(String(12), default="block")
    ownership: Mapped[str] = mapped_column(String(10), default="")
    text_mark: Mapped[str] = mapped_column(String(60), default="")
    logo_id: Mapped[str | None] = mapped_column(String(64))
    stages: Mapped[list[str]] = mapped_column(JsonText, default=list)
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"), index=True)


class Guest(Journaled, Base):
    __tablename__ = "guest"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20), default="participant")
    counts: Mapped[bool] = mapped_column(default=True)
    decision: Mapped[str] = mapped_column(String(20), default="approved")
    invite_state: Mapped[str] = mapped_column(String(20), default="not_sent")
    reply: Mapped[str] = mapped_column(String(20), default="none")
    reply_at: Mapped[datetime | None] = mapped_column(UTC_)
    reply_channel: Mapped[str] = mapped_column(String(20), default="")
    reply_comment: Mapped[str] = mapped_column(Text, default="")
    reply_sequence: Mapped[int] = mapped_column(Integer, default=-1)
    reply_dtstamp: Mapped[str] = mapped_column(String(32), default="")
    decline_reason: Mapped[str] = mapped_column(String(200), default="")
    attendance: Mapped[str] = mapped_column(String(20), default="expected")
    arrived_at: Mapped[datetime | None] = mapped_column(UTC_)
    here_from: Mapped[datetime | None] = mapped_column(Wall)
    here_until: Mapped[datetime | None] = mapped_column(Wall)
    companion_of: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)
    brought_by: Mapped[str] = mapped_column(String(160), default="")
    delegate_of: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)
    value_sentence: Mapped[str] = mapped_column(Text, default="")
    talking_points: Mapped[list[str]] = mapped_column(JsonText, default=list)
    ask_them: Mapped[list[str]] = mapped_column(JsonText, default=list)
    do_not_say: Mapped[list[str]] = mapped_column(JsonText, default=list)
    diet: Mapped[str] = mapped_column(String(200), default="")
    access_needs: Mapped[str] = mapped_column(String(200), default="")
    travel: Mapped[str] = mapped_column(String(300), default="")
    hotel: Mapped[str] = mapped_column(String(300), default="")
    bench_rank: Mapped[int] = mapped_column(Integer, default=0)
    notes: Mapped[str] = mapped_column(Text, default="")
    sequence_sent: Mapped[int] = mapped_column(Integer, default=-1)
    dtstamp_sent: Mapped[datetime | None] = mapped_column(UTC_)
    part_replies: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    greeter: Mapped[str] = mapped_column(String(160), default="")
    greeted_at: Mapped[datetime | None] = mapped_column(UTC_)


class Session(Journaled, Base):
    """One item of the agenda; `start` is wall time in the event's zone, None while it lies in the tray.

    What is `fixed` never ripples. `visibility` says who reads of it: members, only hosts, or (a blocker) nobody.
    `kept_seats` are outside its normal capacity; `release_minutes` before its start those that nobody took go to who stands by.
    """

    __tablename__ = "session"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    start: Mapped[datetime | None] = mapped_column(Wall)
    minutes: Mapped[int] = mapped_column(Integer, default=30)
    type: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(160))
    room: Mapped[str] = mapped_column(String(160), default="")
    member_benefit: Mapped[str] = mapped_column(String(300), default="")
    input_sought: Mapped[str] = mapped_column(String(300), default="")
    decision_owner: Mapped[str] = mapped_column(String(160), default="")
    decision_due: Mapped[str] = mapped_column(String(10), default="")
    skill: Mapped[str] = mapped_column(String(300), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    materials: Mapped[str] = mapped_column(Text, default="")
    private_notes: Mapped[str] = mapped_column(Text, default="")
    fixed: Mapped[bool] = mapped_column(default=False)
    visibility: Mapped[str] = mapped_column(String(10), default="member")
    kept_seats: Mapped[int] = mapped_column(Integer, default=2)
    release_minutes: Mapped[int] = mapped_column(Integer, default=10)


class SessionRole(Journaled, Base):
    __tablename__ = "session_role"
    __table_args__ = (UniqueConstraint("session_id", "guest_id"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="presenter")


class AgendaVersion(WrittenOnce, Journaled, Base):
    """An agenda as it was released: `sessions` holds every session that had a time, with the people on it, as JSON.

    `waiver` is the reason that opened the gate where a check stood against it, "" where none did.
    """

    __tablename__ = "agenda_version"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text, default="")
    waiver: Mapped[str] = mapped_column(Text, default="")
    released_at: Mapped[datetime] = mapped_column(UTC_)
    sessions: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)


class Action(Journaled, Base):
    """Something promised at an event: what, who, until when, who said so (`source`), which member hears of the result, and that (`outcome`)."""

    __tablename__ = "action"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(160), default="")
    due: Mapped[str] = mapped_column(String(10), default="")
    tell_guest_id: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)
    done: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")
