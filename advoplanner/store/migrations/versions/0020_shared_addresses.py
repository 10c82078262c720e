"""Addresses that several people share, with one owner each; filters of the directory kept by name; how well a company earns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"

JSON_TEXT = sa.Text().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    for name in ("shared", "owner"):
        op.add_column("email_address", sa.Column(name, sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("organisation", sa.Column("profitability", sa.String(length=20), server_default=sa.text("''"), nullable=False))
    op.create_table(
        "kept_filter",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=60), nullable=False),
        sa.Column("wanted", JSON_TEXT, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_filter")),
        sa.UniqueConstraint("name_key", name=op.f("uq_kept_filter_name_key")),
        sqlite_strict=True,
    )
    _mark_shared()


def _mark_shared() -> None:
    """Addresses that several people have already: the one who has had it longest owns it."""
    address = sa.table("email_address", *(sa.column(n) for n in ("id", "address_key", "created_at", "shared", "owner")))
    several = sa.select(address.c.address_key).group_by(address.c.address_key).having(sa.func.count() > 1)
    found = sa.select(address.c.id, address.c.address_key).where(address.c.address_key.in_(several))
    first: dict[str, str] = {}
    connection = op.get_bind()
    for row_id, key in connection.execute(found.order_by(address.c.created_at, address.c.id)).all():
        connection.execute(sa.update(address).where(address.c.id == row_id).values(shared=sa.true(), owner=first.setdefault(key, row_id) == row_id))
