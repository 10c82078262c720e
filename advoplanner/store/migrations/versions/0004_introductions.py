"""Planned introductions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "introduction",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("a_id", sa.String(length=36), nullable=False),
        sa.Column("b_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("introducer", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(length=10), server_default=sa.text("'planned'"), nullable=False),
        sa.Column("note", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_introduction_event_id")),
        sa.ForeignKeyConstraint(["a_id"], ["guest.id"], name=op.f("fk_introduction_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["guest.id"], name=op.f("fk_introduction_b_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
        sa.UniqueConstraint("event_id", "a_id", "b_id", name=op.f("uq_introduction_event_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_introduction_a_id"), "introduction", ["a_id"], unique=False)
    op.create_index(op.f("ix_introduction_b_id"), "introduction", ["b_id"], unique=False)
