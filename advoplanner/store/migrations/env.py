"""Alembic's entry: uses the connection that `run.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from advoplanner.store import schema

context.configure(
    connection=context.config.attributes["connection"], target_metadata=schema.metadata(), render_as_batch=True, transactional_ddl=False
)
context.run_migrations()
