"""What came of events: answers of guests, and what became of prospects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "outcome",
        sa.Column("guest_id", sa.String(length=36), nullable=False),
        sa.Column("scores", JSON_TEXT, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("quote", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("quote_allowed", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_step", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("converted", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_outcome_guest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("guest_id", name=op.f("uq_outcome_guest_id")),
        sqlite_strict=True,
    )
