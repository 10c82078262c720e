"""Figures of norms that differ for a kind or an event, waivers of checks, tasks, and words that the pitch guard passes over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("workspace_info", sa.Column("ignored_words", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False))
    _journaled(
        "norm_override",
        sa.Column("event_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=20), server_default=sa.text("''"), nullable=False),
        sa.Column("norm", sa.String(length=80), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
    )
    _journaled(
        "waiver",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.String(length=80), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.String(length=10), server_default=sa.text("'waived'"), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("by", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("ended_at", sa.String(32), nullable=True),
    )
    _journaled(
        "task",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("norm_key", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=True),
        sa.Column("due", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("owner", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(length=10), server_default=sa.text("'open'"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
    )


def _journaled(name: str, *columns: sa.Column[object]) -> None:
    """A table of rows that belong to an event and that a person can edit."""
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f(f"fk_{name}_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )
    op.create_index(op.f(f"ix_{name}_event_id"), name, ["event_id"], unique=False)
