"""Mail accounts without their secrets, what became of each handing over, and how far a mailbox was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "mail_account",
        sa.Column("address", sa.String(length=254), nullable=False),
        *(_text(name, length, usual) for name, length, usual in _TEXTS),
        sa.Column("sends", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("smtp_port", sa.Integer(), server_default=sa.text("587"), nullable=False),
        sa.Column("per_minute", sa.Integer(), server_default=sa.text("30"), nullable=False),
        sa.Column("reads", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("imap_port", sa.Integer(), server_default=sa.text("993"), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_account")),
        sa.UniqueConstraint("address", name=op.f("uq_mail_account_address")),
        sqlite_strict=True,
    )
    op.create_table(
        "delivery",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        _text("answer", 300, ""),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_delivery")),
        sqlite_strict=True,
    )
    op.create_table(
        "mailbox_mark",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("folder", sa.String(length=300), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "folder", name=op.f("pk_mailbox_mark")),
        sqlite_strict=True,
    )


_TEXTS = (
    ("user", 254, ""),
    ("sign_in", 12, "password"),
    ("client_id", 200, ""),
    ("tenant", 200, ""),
    ("smtp_host", 253, ""),
    ("smtp_security", 10, "starttls"),
    ("imap_host", 253, ""),
    ("imap_security", 10, "tls"),
    ("folder", 300, "INBOX"),
)


def _text(name: str, length: int, usual: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), server_default=sa.text(f"'{usual}'"), nullable=False)
