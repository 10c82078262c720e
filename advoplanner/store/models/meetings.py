"""Who is to meet whom at an event: planned introductions and what became of them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advoplanner.store.base import Base, Journaled


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
