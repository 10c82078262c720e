"""What a venue allows outside its opening hours, and days with hours of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    for name in ("exceptions", "off_hours"):
        op.add_column("venue", sa.Column(name, JSON_TEXT, server_default=sa.text("'{}'"), nullable=False))
