"""Experts who give time, and their one-to-one slots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "expert",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("guest_id", sa.String(length=36), nullable=False),
        sa.Column("topics", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("windows", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("minutes", sa.Integer(), server_default=sa.text("30"), nullable=False),
        sa.Column("room", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        *_kept(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_expert_event_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_expert_guest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
        sa.UniqueConstraint("event_id", "guest_id", name=op.f("uq_expert_event_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_expert_guest_id"), "expert", ["guest_id"], unique=False)
    op.create_table(
        "guru_slot",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("expert_id", sa.String(length=36), nullable=False),
        sa.Column("guest_id", sa.String(length=36), nullable=False),
        sa.Column("start", sa.String(length=19), nullable=False),
        sa.Column("why", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(length=10), server_default=sa.text("'planned'"), nullable=False),
        *_kept(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_guru_slot_event_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_guru_slot_expert_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_guru_slot_guest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guru_slot")),
        sa.UniqueConstraint("expert_id", "start", name=op.f("uq_guru_slot_expert_id")),
        sqlite_strict=True,
    )
    for column in ("event_id", "guest_id"):
        op.create_index(op.f(f"ix_guru_slot_{column}"), "guru_slot", [column], unique=False)


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    ]
