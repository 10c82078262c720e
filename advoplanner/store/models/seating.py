"""Rooms, what stands in them, tables, seats, rounds of seating, who sits where, plans kept to compare, and breakouts."""

from typing import Any

from sqlalchemy import Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import Base, Journaled, JsonText, mapped_column


class SeatTable(Journaled, Base):
    """A table in the event's room: centre, width and length in cm, angle in degrees."""

    __tablename__ = "seat_table"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(120), default="")
    shape: Mapped[str] = mapped_column(String(20))
    seats: Mapped[int] = mapped_column(Integer)
    x: Mapped[float] = mapped_column(Float)
    y: Mapped[float] = mapped_column(Float)
    angle: Mapped[float] = mapped_column(Float, default=0.0)
    width: Mapped[float] = mapped_column(Float)
    length: Mapped[float] = mapped_column(Float)
    topic: Mapped[str] = mapped_column(String(200), default="")
    host_guest_id: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)


class Seat(Journaled, Base):
    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("table_id", "number"),)

    table_id: Mapped[str] = mapped_column(ForeignKey("seat_table.id"))
    number: Mapped[int] = mapped_column(Integer)
    accessible: Mapped[bool] = mapped_column(default=False)
    near_screen: Mapped[bool] = mapped_column(default=False)
    near_door: Mapped[bool] = mapped_column(default=False)
    mic: Mapped[bool] = mapped_column(default=False)
    blocked: Mapped[bool] = mapped_column(default=False)


class SeatingRound(Journaled, Base):
    """One seating within an event: a dinner, a rotation."""

    __tablename__ = "seating_round"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(120))
    score: Mapped[int | None] = mapped_column(Integer)
    ceiling: Mapped[int | None] = mapped_column(Integer)
    proven: Mapped[bool] = mapped_column(default=False)


class Assignment(Journaled, Base):
    """Who sits where in a round; `seat_id` is NULL only inside a transaction, while people change places."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("round_id", "seat_id"), UniqueConstraint("round_id", "guest_id"))
    __parking__ = ("seat_id",)

    round_id: Mapped[str] = mapped_column(ForeignKey("seating_round.id"))
    seat_id: Mapped[str | None] = mapped_column(ForeignKey("seat.id"), index=True)
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    locked: Mapped[bool] = mapped_column(default=False)
    why: Mapped[list[str]] = mapped_column(JsonText, default=list)


class VenueRoom(Journaled, Base):
    """A room of a venue to scale: sides in cm, `unit` is what its owner measures in, `fixtures` as in `domain.fixtures.as_document`."""

    __tablename__ = "venue_room"

    venue_id: Mapped[str] = mapped_column(ForeignKey("venue.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    width: Mapped[int] = mapped_column(Integer)
    length: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(4), default="m")
    equipment: Mapped[str] = mapped_column(Text, default="")
    fixtures: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)


class Fixture(Journaled, Base):
    """What stands in an event's room besides tables: stage, screen, door, obstacle; centre and sides in cm, angle in degrees."""

    __tablename__ = "fixture"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120), default="")
    x: Mapped[float] = mapped_column(Float)
    y: Mapped[float] = mapped_column(Float)
    angle: Mapped[float] = mapped_column(Float, default=0.0)
    width: Mapped[float] = mapped_column(Float)
    length: Mapped[float] = mapped_column(Float)


class KeptPlan(Journaled, Base):
    """A round's seats as they were once, kept under a name; `seats` holds [guest id, table number, seat number, locked]."""

    __tablename__ = "kept_plan"

    round_id: Mapped[str] = mapped_column(ForeignKey("seating_round.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    score: Mapped[int] = mapped_column(Integer, default=0)
    seats: Mapped[list[list[Any]]] = mapped_column(JsonText, default=list)


class Breakout(Journaled, Base):
    """Small groups within an event: `groups` and `rounds` as in `domain.breakouts.Breakout`, `sessions` the report-back slots."""

    __tablename__ = "breakout"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    by_topic: Mapped[bool] = mapped_column(default=False)
    groups: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)
    rounds: Mapped[list[list[list[str]]]] = mapped_column(JsonText, default=list)
    sessions: Mapped[list[str]] = mapped_column(JsonText, default=list)
