"""What an event was worth: what guests said of it, what became of prospects and of accounts, and stories that may be told."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import Base, Journaled, JsonText, mapped_column


class Outcome(Journaled, Base):
    """One guest's answers (`scores` from 1 to 5 by question), words that may be quoted or not, next step, and the day they became a customer."""

    __tablename__ = "outcome"

    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), unique=True)
    scores: Mapped[dict[str, int]] = mapped_column(JsonText, default=dict)
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_allowed: Mapped[bool] = mapped_column(default=False)
    next_step: Mapped[str] = mapped_column(String(300), default="")
    converted: Mapped[str] = mapped_column(String(10), default="")


class AccountOutcome(Journaled, Base):
    """What an event did for a company: its stage before and after as words, and what moved it."""

    __tablename__ = "account_outcome"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    before: Mapped[str] = mapped_column(String(80), default="")
    after: Mapped[str] = mapped_column(String(80), default="")
    day: Mapped[str] = mapped_column(String(10), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Story(Journaled, Base):
    """What a person said, and whether it may be told: `permission` asked, given or refused, for `uses`, until `until` ("" for no end)."""

    __tablename__ = "story"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)
    quote: Mapped[str] = mapped_column(Text)
    permission: Mapped[str] = mapped_column(String(10), default="")
    evidence: Mapped[str] = mapped_column(String(300), default="")
    uses: Mapped[list[str]] = mapped_column(JsonText, default=list)
    until: Mapped[str] = mapped_column(String(10), default="")
