"""Programmes with their charters and members, and the programme that an event belongs to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "programme",
        _text("kind", 20, needed=True),
        _text("name", 160, needed=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        _text("ownership", 10),
        _text("sponsor", 160),
        _text("text_mark", 60),
        *(sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False) for name in ("mission", "scope")),
        _number("tenure_months"),
        _number("meetings_per_year"),
        *(sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False) for name in ("duties", "benefits", "confidentiality")),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sqlite_strict=True,
    )
    op.create_table(
        "membership",
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        _text("role", 20, "member"),
        _text("status", 12, "nominated"),
        _text("seat_no", 20),
        _text("start", 10),
        _text("end", 10),
        _number("renewals"),
        _text("nominated_by", 160),
        _text("reason_left", 300),
        _text("thanks", 4),
        *_kept(),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_membership_programme_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_membership_programme_id"), "membership", ["programme_id"], unique=False)
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("programme_id", sa.String(length=36), nullable=True))
        event.create_foreign_key(op.f("fk_event_programme_id"), "programme", ["programme_id"], ["id"])
        event.create_index(op.f("ix_event_programme_id"), ["programme_id"], unique=False)


def _text(name: str, length: int, value: str = "", *, needed: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), server_default=None if needed else sa.text(f"'{value}'"), nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    ]
