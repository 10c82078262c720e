"""What a coordinator decided about checks: other figures, waivers with their reasons, and tasks with their owners."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, mapped_column


class NormOverride(Journaled, Base):
    """A figure of a norm that differs here: for one event, for the events of one programme, or else for every event of `kind`."""

    __tablename__ = "norm_override"

    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="")
    norm: Mapped[str] = mapped_column(String(80))
    figure: Mapped[str] = mapped_column(String(40))
    value: Mapped[float] = mapped_column(Float)


class Waiver(Journaled, Base):
    """A check that stands aside for one event: waived with a reason, hidden, or ignored at one session (`subject_id`).

    `value` is what was measured then; `ended_at` is set where it was taken back, so that the history stays.
    """

    __tablename__ = "waiver"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str] = mapped_column(String(10), default="waived")
    reason: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(160), default="")
    at: Mapped[datetime] = mapped_column(UTC_)
    value: Mapped[float | None] = mapped_column(Float)
    ended_at: Mapped[datetime | None] = mapped_column(UTC_)


class Task(Journaled, Base):
    """Something to do for an event. A task of the norms has a row only once somebody touched it; `norm_key` is "" for one's own.

    Due `offset_days` after the event's first day (negative before it), so that it shifts along, or on the day `due` where that is given.
    """

    __tablename__ = "task"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    norm_key: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    offset_days: Mapped[int | None] = mapped_column(Integer)
    due: Mapped[str] = mapped_column(String(10), default="")
    owner: Mapped[str] = mapped_column(String(160), default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    note: Mapped[str] = mapped_column(Text, default="")


class ForecastLog(Base):
    """What was expected of an event on one of its local days, as it stood then: members, the range of 8 in 10 cases, and who had accepted.

    Outside the journal, because it follows from the guest list and nobody wrote it. It outlives a removed event, so that undo finds it again;
    without the event nothing reads it, and it names nobody.
    """

    __tablename__ = "forecast_log"

    event_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    expected: Mapped[float] = mapped_column(Float)
    low: Mapped[int] = mapped_column(Integer)
    high: Mapped[int] = mapped_column(Integer)
    accepted: Mapped[int] = mapped_column(Integer)
