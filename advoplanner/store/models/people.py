"""People, their companies, addresses, former jobs, motives, relations, restrictions and photos."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, JsonText, mapped_column


class Organisation(Journaled, Base):
    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(160))
    name_key: Mapped[str] = mapped_column(String(160), index=True)
    side: Mapped[str] = mapped_column(String(20), default="")
    industry: Mapped[str] = mapped_column(String(120), default="")
    size_band: Mapped[str] = mapped_column(String(20), default="")
    profitability: Mapped[str] = mapped_column(String(20), default="")
    country: Mapped[str] = mapped_column(String(80), default="")
    public_sector: Mapped[bool] = mapped_column(default=False)
    tier: Mapped[int] = mapped_column(Integer, default=0)
    website: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    renewal: Mapped[str] = mapped_column(String(10), default="")
    stage: Mapped[str] = mapped_column(String(12), default="")


class Competition(Journaled, Base):
    """Two companies that compete; `a_id` is the smaller id, so that a pair stands once."""

    __tablename__ = "competition"
    __table_args__ = (UniqueConstraint("a_id", "b_id"),)

    a_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    b_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)


class Person(Journaled, Base):
    __tablename__ = "person"

    given: Mapped[str] = mapped_column(String(120), default="")
    family: Mapped[str] = mapped_column(String(120), default="")
    prefix: Mapped[str] = mapped_column(String(40), default="")
    suffix: Mapped[str] = mapped_column(String(40), default="")
    nickname: Mapped[str] = mapped_column(String(120), default="")
    display_name: Mapped[str] = mapped_column(String(160))
    preferred_name: Mapped[str] = mapped_column(String(120), default="")
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    say_it: Mapped[str] = mapped_column(String(160), default="")
    language: Mapped[str] = mapped_column(String(80), default="")
    zone: Mapped[str] = mapped_column(String(64), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    country: Mapped[str] = mapped_column(String(80), default="")
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    job_title: Mapped[str] = mapped_column(String(160), default="")
    function: Mapped[str] = mapped_column(String(80), default="")
    department: Mapped[str] = mapped_column(String(120), default="")
    level_band: Mapped[str] = mapped_column(String(20), default="")
    side: Mapped[str] = mapped_column(String(20), default="")
    phones: Mapped[list[str]] = mapped_column(JsonText, default=list)
    tags: Mapped[list[str]] = mapped_column(JsonText, default=list)
    topics: Mapped[list[str]] = mapped_column(JsonText, default=list)
    groups: Mapped[list[str]] = mapped_column(JsonText, default=list)
    website: Mapped[str] = mapped_column(String(300), default="")
    assistant_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    tier: Mapped[int] = mapped_column(Integer, default=0)
    rock_star: Mapped[bool] = mapped_column(default=False)
    background: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    diet: Mapped[str] = mapped_column(String(200), default="")
    access_needs: Mapped[str] = mapped_column(String(200), default="")
    member_since: Mapped[str] = mapped_column(String(10), default="")
    term_end: Mapped[str] = mapped_column(String(10), default="")
    do_not_contact: Mapped[bool] = mapped_column(default=False)
    do_not_contact_why: Mapped[str] = mapped_column(String(200), default="")
    weary: Mapped[bool] = mapped_column(default=False)
    extra: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    photo_id: Mapped[str | None] = mapped_column(String(64))


class EmailAddress(Journaled, Base):
    """One address of one person; `shared` where others have it too, and then one of them is its `owner`."""

    __tablename__ = "email_address"
    __table_args__ = (UniqueConstraint("person_id", "address_key"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    address: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(254), index=True)
    primary: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str] = mapped_column(String(200), default="")
    shared: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[bool] = mapped_column(default=False)


class Employment(Journaled, Base):
    """A former job; the present one stands on the person."""

    __tablename__ = "employment"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(160), default="")
    job_title: Mapped[str] = mapped_column(String(160), default="")
    until: Mapped[str] = mapped_column(String(10), default="")


class MotiveProfile(Journaled, Base):
    __tablename__ = "motive_profile"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), unique=True)
    needs: Mapped[dict[str, int]] = mapped_column(JsonText, default=dict)
    values: Mapped[list[str]] = mapped_column(JsonText, default=list)
    style: Mapped[str] = mapped_column(String(20), default="")
    jobs: Mapped[list[str]] = mapped_column(JsonText, default=list)
    likes: Mapped[list[str]] = mapped_column(JsonText, default=list)
    wont_do: Mapped[list[str]] = mapped_column(JsonText, default=list)
    source: Mapped[str] = mapped_column(String(200), default="")
    dated: Mapped[str] = mapped_column(String(10), default="")


class Relation(Journaled, Base):
    """How two people stand to each other: knows, wants_to_meet, keep_apart, mentor_of, must_sit_with, partner_of."""

    __tablename__ = "relation"
    __table_args__ = (UniqueConstraint("a_id", "b_id", "kind"),)

    a_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    b_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(String(300), default="")


class Restriction(Journaled, Base):
    """What may not be done or printed about a person or a company, or where `allows` what they consented to (one of the two ids is set)."""

    __tablename__ = "restriction"

    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    audiences: Mapped[list[str]] = mapped_column(JsonText, default=list)
    note: Mapped[str] = mapped_column(String(300), default="")
    until: Mapped[str] = mapped_column(String(10), default="")
    allows: Mapped[bool] = mapped_column(default=False)


class LedgerEntry(Journaled, Base):
    """Something asked of a person, given to them, a thank-you or a plain contact; `day` as 2027-03-10."""

    __tablename__ = "ledger_entry"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    activity: Mapped[str] = mapped_column(String(160))
    day: Mapped[str] = mapped_column(String(10))


class KeptFilter(Journaled, Base):
    """A way to narrow the directory that somebody keeps by a name; `wanted` is what domain.people_filters.PeopleFilter says."""

    __tablename__ = "kept_filter"

    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(60), unique=True)
    wanted: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)


class Photo(Base):
    """A normalised picture under the hash of its bytes: written once, never changed, so outside the journal."""

    __tablename__ = "photo"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime] = mapped_column(UTC_)


Index("ix_person_names", Person.family, Person.given)
