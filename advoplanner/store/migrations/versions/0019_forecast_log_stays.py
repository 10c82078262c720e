"""The log of the forecast outlives a removed event: undo brings the event back, and its log with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("fk_forecast_log_event_id"), "forecast_log", type_="foreignkey")
        return
    # SQLite takes no constraint off a table: the rows move to one that has none.
    op.rename_table("forecast_log", "forecast_log_before")
    op.create_table(
        "forecast_log",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "day", name=op.f("pk_forecast_log")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO forecast_log SELECT event_id, day, expected, low, high, accepted FROM forecast_log_before")
    op.drop_table("forecast_log_before")
