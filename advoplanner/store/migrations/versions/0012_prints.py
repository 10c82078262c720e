"""What was exported last of each document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "printed",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("document", sa.String(length=30), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("paper", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("cards", JSON_TEXT, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("pages", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "document", "audience", "paper", name=op.f("pk_printed")),
        sqlite_strict=True,
    )
