"""Released versions of the agenda; sessions that stay where they are or that not everybody reads; from when to when a guest is there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("session", sa.Column("fixed", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("session", sa.Column("visibility", sa.String(length=10), server_default=sa.text("'member'"), nullable=False))
    op.add_column("guest", sa.Column("here_from", sa.String(19), nullable=True))
    op.add_column("guest", sa.Column("here_until", sa.String(19), nullable=True))
    op.create_table(
        "agenda_version",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("waiver", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("released_at", sa.String(32), nullable=False),
        sa.Column("sessions", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_agenda_version_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_version")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_agenda_version_event_id")),
        sqlite_strict=True,
    )
