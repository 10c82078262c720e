"""What an event was worth to each guest: what they said of it, and what became of prospects."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from advoplanner.store.base import Base, Journaled, JsonText


class Outcome(Journaled, Base):
    """One guest's answers (`scores` from 1 to 5 by question), words that may be quoted or not, next step, and the day they became a customer."""

    __tablename__ = "outcome"

    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), unique=True)
    scores: Mapped[dict[str, int]] = mapped_column(JsonText, default=dict)
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_allowed: Mapped[bool] = mapped_column(default=False)
    next_step: Mapped[str] = mapped_column(String(300), default="")
    converted: Mapped[str] = mapped_column(String(10), default="")
