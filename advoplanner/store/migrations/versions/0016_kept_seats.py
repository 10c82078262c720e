"""Seats kept in sessions, with who holds one and who stands by; costs of an event line by line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "reserved_seat",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("guest_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default=sa.text("'standby'"), nullable=False),
        sa.Column("told", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        *_kept(),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_reserved_seat_session_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_reserved_seat_guest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserved_seat")),
        sa.UniqueConstraint("session_id", "guest_id", name=op.f("uq_reserved_seat_session_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reserved_seat_guest_id"), "reserved_seat", ["guest_id"], unique=False)
    op.create_table(
        "budget_line",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("words", sa.String(length=160), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("planned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("actual", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("refund", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        *_kept(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_budget_line_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_budget_line_event_id"), "budget_line", ["event_id"], unique=False)
    op.add_column("session", sa.Column("kept_seats", sa.Integer(), server_default=sa.text("2"), nullable=False))
    op.add_column("session", sa.Column("release_minutes", sa.Integer(), server_default=sa.text("10"), nullable=False))


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    ]
