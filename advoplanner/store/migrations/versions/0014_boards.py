"""Signed papers of members, renewals of contracts, agendas approved by chairs, where an action comes from, and who greets whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        _text("signed", 10),
        _text("expires", 10),
        _text("file_name", 200),
        *_kept(),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_agreement_person_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "agenda_approval",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("guest_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        *_kept(),
        sa.ForeignKeyConstraint(["version_id"], ["agenda_version.id"], name=op.f("fk_agenda_approval_version_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest.id"], name=op.f("fk_agenda_approval_guest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_approval")),
        sa.UniqueConstraint("version_id", "guest_id", name=op.f("uq_agenda_approval_version_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agenda_approval_guest_id"), "agenda_approval", ["guest_id"], unique=False)
    op.add_column("organisation", _text("renewal", 10))
    op.add_column("action", sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("action", sa.Column("outcome", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("guest", _text("greeter", 160))
    op.add_column("guest", sa.Column("greeted_at", sa.String(32), nullable=True))


def _text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), server_default=sa.text("''"), nullable=False)


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    ]
