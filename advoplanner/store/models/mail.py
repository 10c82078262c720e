"""Mail accounts without their secrets, what became of each handing over to a server, and how far a mailbox was read."""

from datetime import datetime

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, mapped_column


class MailAccountRow(Journaled, Base):
    """How the mail of one address is sent and read. Passwords and tokens are never in the workspace."""

    __tablename__ = "mail_account"

    address: Mapped[str] = mapped_column(String(254), unique=True)
    user: Mapped[str] = mapped_column(String(254), default="")
    sign_in: Mapped[str] = mapped_column(String(12), default="password")
    client_id: Mapped[str] = mapped_column(String(200), default="")
    tenant: Mapped[str] = mapped_column(String(200), default="")
    sends: Mapped[bool] = mapped_column(default=False)
    smtp_host: Mapped[str] = mapped_column(String(253), default="")
    smtp_port: Mapped[int] = mapped_column(Integer, default=587)
    smtp_security: Mapped[str] = mapped_column(String(10), default="starttls")
    per_minute: Mapped[int] = mapped_column(Integer, default=30)
    reads: Mapped[bool] = mapped_column(default=False)
    imap_host: Mapped[str] = mapped_column(String(253), default="")
    imap_port: Mapped[int] = mapped_column(Integer, default=993)
    imap_security: Mapped[str] = mapped_column(String(10), default="tls")
    folder: Mapped[str] = mapped_column(String(300), default="INBOX")


class Delivery(Base):
    """The handing over of one message to a server: `state` is trying (written before) or sent (written after, with the answer).

    Outside the journal, because it is written twice for each message: a crash between the two leaves "trying" behind, and so
    the one message of which nobody can know whether it left.
    """

    __tablename__ = "delivery"

    message_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account: Mapped[str] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UTC_)
    answer: Mapped[str] = mapped_column(String(300), default="")


class MailboxMark(Base):
    """The last message read of a folder; it counts only as long as the server keeps its UIDVALIDITY. Never undone."""

    __tablename__ = "mailbox_mark"

    account_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    folder: Mapped[str] = mapped_column(String(300), primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UTC_)
