"""Figures of norms that differ for the events of one programme."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    with op.batch_alter_table("norm_override") as override:
        override.add_column(sa.Column("programme_id", sa.String(length=36), nullable=True))
        override.create_foreign_key(op.f("fk_norm_override_programme_id"), "programme", ["programme_id"], ["id"])
        override.create_index(op.f("ix_norm_override_programme_id"), ["programme_id"], unique=False)
