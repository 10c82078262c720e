"""Who is to meet whom at an event: planned introductions, one-to-one slots with experts, and seats kept in sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import Base, Journaled, JsonText, Wall, mapped_column


class Introduction(Journaled, Base):
    """Two guests to be introduced; `a_id` is the smaller id, so that a pair stands once. `state`: planned, met, not_met."""

    __tablename__ = "introduction"
    __table_args__ = (UniqueConstraint("event_id", "a_id", "b_id"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    a_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    b_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    introducer: Mapped[str] = mapped_column(String(160), default="")
    state: Mapped[str] = mapped_column(String(10), default="planned")
    note: Mapped[str] = mapped_column(String(300), default="")


class Expert(Journaled, Base):
    """A guest who gives time for one-to-one slots; `windows` are pairs of wall times ("2027-03-10T14:00") in the event's zone."""

    __tablename__ = "expert"
    __table_args__ = (UniqueConstraint("event_id", "guest_id"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    topics: Mapped[list[str]] = mapped_column(JsonText, default=list)
    windows: Mapped[list[list[str]]] = mapped_column(JsonText, default=list)
    minutes: Mapped[int] = mapped_column(Integer, default=30)
    room: Mapped[str] = mapped_column(String(160), default="")


class GuruSlot(Journaled, Base):
    """One half hour of an expert for one guest; `why` is the reason in words, `state` planned, done or missed."""

    __tablename__ = "guru_slot"
    __table_args__ = (UniqueConstraint("expert_id", "start"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    expert_id: Mapped[str] = mapped_column(ForeignKey("expert.id"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    start: Mapped[datetime] = mapped_column(Wall)
    why: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(10), default="planned")


class ReservedSeat(Journaled, Base):
    """A seat of a session kept for a guest, or the wait for one; `place` is the order, `state` held, taken, standby, released or passed.

    `told` is the state of which the guest heard last from us, "" for none yet.
    """

    __tablename__ = "reserved_seat"
    __table_args__ = (UniqueConstraint("session_id", "guest_id"),)

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    place: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10), default="standby")
    told: Mapped[str] = mapped_column(String(10), default="")
