"""What boards and councils keep besides: signed papers, approvals of the agenda, topics with votes, how members travel, ranks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, Wall, mapped_column


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


class Topic(Journaled, Base):
    """What a member wants on the agenda; `session_id` is the session that came of it."""

    __tablename__ = "topic"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(ForeignKey("session.id"), index=True)


class TopicVote(Journaled, Base):
    """One guest who wants a topic on the agenda."""

    __tablename__ = "topic_vote"
    __table_args__ = (UniqueConstraint("topic_id", "guest_id"),)

    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"))
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)


class Stay(Journaled, Base):
    """How a guest travels: arrival and departure in wall time of the event, nights as days ("2027-03-10"), and who shares the room."""

    __tablename__ = "stay"

    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), unique=True)
    arrives: Mapped[datetime | None] = mapped_column(Wall)
    leaves: Mapped[datetime | None] = mapped_column(Wall)
    check_in: Mapped[str] = mapped_column(String(10), default="")
    check_out: Mapped[str] = mapped_column(String(10), default="")
    shares_with: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)


class MemberRank(Journaled, Base):
    """How a member takes part, from 0 to 5, as the host team judged it after an event; None for not judged."""

    __tablename__ = "member_rank"

    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), unique=True)
    attendance: Mapped[int | None] = mapped_column(Integer)
    input: Mapped[int | None] = mapped_column(Integer)
    advocacy: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text, default="")
