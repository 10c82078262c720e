"""Requests of hosts, money and cards of a meetup, briefs of speakers, and who signed up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "host_request",
        _text("host", 160, needed=True),
        _long("purpose"),
        _text("venue", 160),
        _text("city", 120),
        _text("zone", 64),
        sa.Column("start", sa.String(19), nullable=True),
        _number("minutes", 180),
        _number("places"),
        _number("budget"),
        _text("currency", 3, "EUR"),
        _list("names"),
        _text("profile", 10, "bar"),
        _text("state", 10, "asked"),
        _text("reason", 300),
        sa.Column("decided_at", sa.String(32), nullable=True),
        sa.Column("event_id", sa.String(length=36), nullable=True),
        *_kept(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_host_request_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_request")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_host_request_event_id"), "host_request", ["event_id"], unique=False)
    op.create_table(
        "event_kit",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        _text("series", 36),
        _text("currency", 3, "EUR"),
        _number("budget"),
        _number("per_head"),
        _number("planned"),
        _number("spent"),
        _list("questions"),
        _text("form_link", 500),
        *_kept(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_kit_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_kit")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_kit_event_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_event_kit_series"), "event_kit", ["series"], unique=False)
    op.create_table(
        "talk",
        _guest(),
        _long("context"),
        _long("went_wrong"),
        _long("not_for"),
        sa.Column("draw", sa.Integer(), nullable=True),
        _number("own_guests"),
        *_kept(),
        *_of_guest("talk"),
        sqlite_strict=True,
    )
    op.create_table(
        "sign_up",
        _guest(),
        _text("source", 10, needed=True),
        sa.Column("at", sa.String(32), nullable=False),
        _text("told", 10),
        *_kept(),
        *_of_guest("sign_up"),
        sqlite_strict=True,
    )


def _text(name: str, length: int, value: str = "", *, needed: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), server_default=None if needed else sa.text(f"'{value}'"), nullable=False)


def _long(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _number(name: str, value: int = 0) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(value)), nullable=False)


def _list(name: str) -> sa.Column[object]:
    return sa.Column(name, JSON_TEXT, server_default=sa.text("'[]'"), nullable=False)


def _guest() -> sa.Column[object]:
    return sa.Column("guest_id", sa.String(length=36), nullable=False)


def _of_guest(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f(f"fk_{table}_guest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("guest_id", name=op.f(f"uq_{table}_guest_id")),
    ]


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    ]
