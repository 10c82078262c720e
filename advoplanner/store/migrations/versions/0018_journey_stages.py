"""For which stages of the journey an event is, and at which one a company stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("event", sa.Column("stages", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False))
    op.add_column("organisation", sa.Column("stage", sa.String(length=12), server_default=sa.text("''"), nullable=False))
