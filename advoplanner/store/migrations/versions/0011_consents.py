"""A restriction can also be a consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("restriction", sa.Column("allows", sa.Boolean(), server_default=sa.text("0"), nullable=False))
