"""Topics with votes, how guests travel, ranks of members, outcomes of accounts, stories; whose programme it is and its mark."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    for column in (_text("ownership", 10), _text("text_mark", 60), sa.Column("logo_id", sa.String(length=64), nullable=True)):
        op.add_column("event", column)
    op.add_column("session", _text("decision_due", 10))
    op.add_column("session", _text("skill", 300))
    op.add_column("action", _text("next_step", 300))
    _table("topic", _link("event_id"), sa.Column("text", sa.String(length=300), nullable=False), _link("proposed_by", True),
           _link("session_id", True),
           points={"event_id": "event", "proposed_by": "guest", "session_id": "session"},
           indexed=("event_id", "proposed_by", "session_id"))  # fmt: skip
    _table("topic_vote", _link("topic_id"), _link("guest_id"), points={"topic_id": "topic", "guest_id": "guest"}, indexed=("guest_id",),
           unique=("topic_id", "guest_id"))  # fmt: skip
    _table("stay", _link("guest_id"), sa.Column("arrives", sa.String(19), nullable=True), sa.Column("leaves", sa.String(19), nullable=True),
           _text("check_in", 10), _text("check_out", 10), _link("shares_with", True),
           points={"guest_id": "guest", "shares_with": "guest"}, indexed=("shares_with",), unique=("guest_id",))  # fmt: skip
    ranks = [sa.Column(name, sa.Integer(), nullable=True) for name in ("attendance", "input", "advocacy")]
    _table("member_rank", _link("guest_id"), *ranks, _long("note"), points={"guest_id": "guest"}, unique=("guest_id",))
    _table("account_outcome", _link("event_id"), _link("organisation_id"), _text("before", 80), _text("after", 80), _text("day", 10), _long("note"),
           points={"event_id": "event", "organisation_id": "organisation"}, indexed=("organisation_id",),
           unique=("event_id", "organisation_id"))  # fmt: skip
    uses = sa.Column("uses", JSON_TEXT, server_default=sa.text("'[]'"), nullable=False)
    _table("story", _link("person_id"), _link("event_id", True), sa.Column("quote", sa.Text(), nullable=False), _text("permission", 10),
           _text("evidence", 300), uses, _text("until", 10),
           points={"person_id": "person", "event_id": "event"}, indexed=("person_id", "event_id"))  # fmt: skip


def _table(name: str, *columns: sa.Column[Any], points: dict[str, str], indexed: tuple[str, ...] = (), unique: tuple[str, ...] = ()) -> None:
    """A table with its keys; `points` are columns with the table whose rows they name."""
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        *(sa.ForeignKeyConstraint([own], [f"{other}.id"], name=op.f(f"fk_{name}_{own}")) for own, other in points.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *([sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{unique[0]}"))] if unique else []),
        sqlite_strict=True,
    )
    for column in indexed:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)


def _link(name: str, may_miss: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=36), nullable=may_miss)


def _text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), server_default=sa.text("''"), nullable=False)


def _long(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)
