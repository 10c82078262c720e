"""A restriction can also be a consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("restriction", sa.Column("allows", sa.Boolean(), server_default=sa.text("0"), nullable=False))
