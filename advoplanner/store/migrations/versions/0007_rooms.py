"""Rooms of venues and what stands in them; marks of seats; plans kept to compare; breakouts in small groups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    for mark in ("near_screen", "near_door", "mic"):
        op.add_column("seat", sa.Column(mark, sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.create_table(
        "venue_room",
        sa.Column("venue_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=4), server_default=sa.text("'m'"), nullable=False),
        sa.Column("equipment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fixtures", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        *_own(),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_venue_room_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_room")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_venue_room_venue_id"), "venue_room", ["venue_id"])
    op.create_table(
        "fixture",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.Column("angle", sa.Float(), server_default=sa.text("0.0"), nullable=False),
        sa.Column("width", sa.Float(), nullable=False),
        sa.Column("length", sa.Float(), nullable=False),
        *_own(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_fixture_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixture")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_fixture_event_id"), "fixture", ["event_id"])
    op.create_table(
        "kept_plan",
        sa.Column("round_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("score", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seats", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        *_own(),
        sa.ForeignKeyConstraint(["round_id"], ["seating_round.id"], name=op.f("fk_kept_plan_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_plan")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_kept_plan_round_id"), "kept_plan", ["round_id"])
    op.create_table(
        "breakout",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("by_topic", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("groups", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("rounds", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("sessions", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False),
        *_own(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_breakout_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breakout")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_breakout_event_id"), "breakout", ["event_id"])


def _own() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    )
