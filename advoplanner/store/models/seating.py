"""Tables, seats, rounds of seating and who sits where."""

from __future__ import annotations

from sqlalchemy import Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advoplanner.store.base import Base, Journaled, JsonText


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
