"""Waves, messages in the outbox, what was sent to the byte, and the replies that came back."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, JsonText, mapped_column


class Wave(Journaled, Base):
    """A batch of messages of one event; `gives` says whether it offers something or asks for it.

    `audience` says whom it addresses (domain/audiences.py); `mode` is template, personal or tier: who gets a draft of their own.
    """

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20), default="invitation")
    gives: Mapped[bool] = mapped_column(default=True)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    planned: Mapped[str] = mapped_column(String(10), default="")
    audience: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    mode: Mapped[str] = mapped_column(String(12), default="template")


class Message(Journaled, Base):
    """One message to one guest. `edited` keeps a text that a person changed by hand; `state` is a key of STATE_WORDS.

    `part` is "" for the event's own calendar entry, "d02" for its second day, "s:" and a session's id for one session.

    While it is exporting its octets are kept already, so a run that was cut off writes the same file again, never a second one.
    """

    __tablename__ = "message"

    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), index=True)
    guest_id: Mapped[str] = mapped_column(ForeignKey("guest.id"), index=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    part: Mapped[str] = mapped_column(String(64), default="")
    to_name: Mapped[str] = mapped_column(String(160))
    to_address: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    edited: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    calendar: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(12), default="draft")
    reason: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[int] = mapped_column(Integer, default=0)
    exported_at: Mapped[datetime | None] = mapped_column(UTC_)


class SentMail(Base):
    """The exact octets that left; written once, so outside the journal."""

    __tablename__ = "sent_mail"

    message_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ReplyRecord(Journaled, Base):
    """A reply as it was read, what was made of it, and why.

    `part` is the entry it answers, as in Message; `words` what the guest wrote; `details` the fields of a filled-in details form.
    """

    __tablename__ = "reply_record"

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str] = mapped_column(String(255), default="", index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    read_at: Mapped[datetime] = mapped_column(UTC_)
    kind: Mapped[str] = mapped_column(String(12))
    uid: Mapped[str] = mapped_column(String(255), default="")
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True)
    guest_id: Mapped[str | None] = mapped_column(ForeignKey("guest.id"), index=True)
    attendee: Mapped[str] = mapped_column(String(254), default="")
    attendee_name: Mapped[str] = mapped_column(String(160), default="")
    answer: Mapped[str] = mapped_column(String(20), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(Integer, default=-1)
    dtstamp: Mapped[str] = mapped_column(String(32), default="")
    proposed: Mapped[list[str]] = mapped_column(JsonText, default=list)
    part: Mapped[str] = mapped_column(String(64), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    outcome: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(300), default="")
