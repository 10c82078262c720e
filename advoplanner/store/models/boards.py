"""What boards and councils keep besides: signed papers of members, and which chairs approved which version of an agenda."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advoplanner.store.base import UTC_, Base, Journaled


class Agreement(Journaled, Base):
    """A paper of a person: `kind` nda or competition, `state` sent, signed or refused; days as 2027-03-10, "" where not said."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10))
    signed: Mapped[str] = mapped_column(String(10), default="")
    expires: Mapped[str] = mapped_column(String(10), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")


class AgendaApproval(Journaled, Base):
    """A chair who said yes to one released version of an agenda."""

    __tablename__ = "agenda_approval"
    __table_args__ = (UniqueConstraint("version_id", "guest_id"),)

    version_id: Mapped[str] = mapped_column(ForeignKey("agenda_version.id"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTC_)
