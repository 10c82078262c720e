"""Programmes that events belong to, and who is a member of them for how long."""

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped

from advoplanner.store.base import Base, Journaled, mapped_column


class Programme(Journaled, Base):
    """A board, council, group or series that meets again and again; `kind` is that of its events, the texts from `mission` on its charter."""

    __tablename__ = "programme"

    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(Text)
    ownership: Mapped[str] = mapped_column(String(10), default="")
    sponsor: Mapped[str] = mapped_column(String(160), default="")
    text_mark: Mapped[str] = mapped_column(String(60), default="")
    mission: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str] = mapped_column(Text, default="")
    tenure_months: Mapped[int] = mapped_column(Integer, default=0)
    meetings_per_year: Mapped[int] = mapped_column(Integer, default=0)
    duties: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    confidentiality: Mapped[str] = mapped_column(Text, default="")
    archived: Mapped[bool] = mapped_column(default=False)


class Membership(Journaled, Base):
    """One term of one person in a programme; days as "2027-03-10", "" where not said.

    `thanks` is "" where none are due, "due" from the day they leave, "done" once they were thanked.
    """

    __tablename__ = "membership"

    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="member")
    status: Mapped[str] = mapped_column(String(12), default="nominated")
    seat_no: Mapped[str] = mapped_column(String(20), default="")
    start: Mapped[str] = mapped_column(String(10), default="")
    end: Mapped[str] = mapped_column(String(10), default="")
    renewals: Mapped[int] = mapped_column(Integer, default=0)
    nominated_by: Mapped[str] = mapped_column(String(160), default="")
    reason_left: Mapped[str] = mapped_column(String(300), default="")
    thanks: Mapped[str] = mapped_column(String(4), default="")
