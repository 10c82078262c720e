"""What only some kinds of event need: requests of hosts, money and cards of a meetup, briefs of speakers, who signed up for an open audience."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, JsonText, Wall, mapped_column


class HostRequest(Journaled, Base):
    """Somebody asks to host a meetup: `names` are lines as they wrote them, `budget` whole units of `currency`, `state` asked, approved, declined.

    `start` is wall time in `zone`, None while only the rest is known; `event_id` is what came of it.
    """

    __tablename__ = "host_request"

    host: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(Text, default="")
    venue: Mapped[str] = mapped_column(String(160), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    zone: Mapped[str] = mapped_column(String(64), default="")
    start: Mapped[datetime | None] = mapped_column(Wall)
    minutes: Mapped[int] = mapped_column(Integer, default=180)
    places: Mapped[int] = mapped_column(Integer, default=0)
    budget: Mapped[int] = mapped_column(Integer, default=0)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    names: Mapped[list[str]] = mapped_column(JsonText, default=list)
    profile: Mapped[str] = mapped_column(String(10), default="bar")
    state: Mapped[str] = mapped_column(String(10), default="asked")
    reason: Mapped[str] = mapped_column(String(300), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UTC_)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)


class EventKit(Journaled, Base):
    """One event's money in whole units of `currency`, its cards with questions, its form to sign up, and the series it belongs to."""

    __tablename__ = "event_kit"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), unique=True)
    series: Mapped[str] = mapped_column(String(36), default="", index=True)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    budget: Mapped[int] = mapped_column(Integer, default=0)
    per_head: Mapped[int] = mapped_column(Integer, default=0)
    planned: Mapped[int] = mapped_column(Integer, default=0)
    spent: Mapped[int] = mapped_column(Integer, default=0)
    questions: Mapped[list[str]] = mapped_column(JsonText, default=list)
    form_link: Mapped[str] = mapped_column(String(500), default="")


class BudgetLine(Journaled, Base):
    """One cost of an event: `planned` and `actual` in whole units of its own currency, below zero only for a `refund`."""

    __tablename__ = "budget_line"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    words: Mapped[str] = mapped_column(String(160))
    currency: Mapped[str] = mapped_column(String(3))
    planned: Mapped[int] = mapped_column(Integer, default=0)
    actual: Mapped[int] = mapped_column(Integer, default=0)
    refund: Mapped[bool] = mapped_column(default=False)


class Talk(Journaled, Base):
    """The brief of one who presents: the three parts of a balanced story, how many they draw, and how many guests of their own they may bring."""

    __tablename__ = "talk"

    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), unique=True)
    context: Mapped[str] = mapped_column(Text, default="")
    went_wrong: Mapped[str] = mapped_column(Text, default="")
    not_for: Mapped[str] = mapped_column(Text, default="")
    draw: Mapped[int | None] = mapped_column(Integer)
    own_guests: Mapped[int] = mapped_column(Integer, default=0)


class SignUp(Journaled, Base):
    """A guest who came of their own accord: `source` form, mail, hand or door; `told` is the state they last heard of from us, "" for nothing yet."""

    __tablename__ = "sign_up"

    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), unique=True)
    source: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UTC_)
    told: Mapped[str] = mapped_column(String(10), default="")
