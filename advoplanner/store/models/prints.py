"""What was exported last of each document: marks alone, no text; printing is never undone, so it is outside the journal."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, JsonText, mapped_column


class Printed(Base):
    """One document of an event for its readers on a paper; `cards` are marks by guest id, `pages` marks in order."""

    __tablename__ = "printed"

    event_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    document: Mapped[str] = mapped_column(String(30), primary_key=True)
    audience: Mapped[str] = mapped_column(String(20), primary_key=True)
    paper: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTC_)
    mark: Mapped[str] = mapped_column(String(64))
    cards: Mapped[dict[str, str]] = mapped_column(JsonText, default=dict)
    pages: Mapped[list[str]] = mapped_column(JsonText, default=list)
