"""Whom a wave addresses, calendar entries in parts, details that guests send back, and the ledger of what is asked and given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")
_EMPTY = sa.text("''")
_NOTHING = sa.text("'{}'")


def upgrade() -> None:
    op.add_column("wave", sa.Column("audience", JSON_TEXT, server_default=_NOTHING, nullable=False))
    op.add_column("wave", sa.Column("mode", sa.String(length=12), server_default=sa.text("'template'"), nullable=False))
    # Waves made before audiences existed addressed everybody.
    op.execute("""UPDATE wave SET audience = '{"who":"everybody"}'""")
    op.add_column("message", sa.Column("part", sa.String(length=64), server_default=_EMPTY, nullable=False))
    op.add_column("event", sa.Column("calendar_form", sa.String(length=12), server_default=sa.text("'block'"), nullable=False))
    op.add_column("guest", sa.Column("part_replies", JSON_TEXT, server_default=_NOTHING, nullable=False))
    op.add_column("person", sa.Column("weary", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("reply_record", sa.Column("part", sa.String(length=64), server_default=_EMPTY, nullable=False))
    op.add_column("reply_record", sa.Column("words", sa.Text(), server_default=_EMPTY, nullable=False))
    op.add_column("reply_record", sa.Column("details", JSON_TEXT, server_default=_NOTHING, nullable=False))
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("message", "method", type_=sa.String(length=20))
    _ledger()


def _ledger() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("activity", sa.String(length=160), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_ledger_entry_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ledger_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ledger_entry_event_id"), "ledger_entry", ["event_id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_person_id"), "ledger_entry", ["person_id"], unique=False)
