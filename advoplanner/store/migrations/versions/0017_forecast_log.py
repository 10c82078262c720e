"""What was expected of an event, day by day, as it stood then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "forecast_log",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_forecast_log_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "day", name=op.f("pk_forecast_log")),
        sqlite_strict=True,
    )
