"""The workspace's own row."""

from __future__ import annotations

from sqlalchemy.orm import Session

from advoplanner.domain.workspace import WorkspaceInfoRow
from advoplanner.store.models import WORKSPACE_ID, WorkspaceInfo


def stored(session: Session) -> WorkspaceInfo:
    """The one row that every workspace has from its making."""
    return session.get_one(WorkspaceInfo, WORKSPACE_ID)


def info(session: Session) -> WorkspaceInfoRow:
    """The workspace's settings."""
    row = stored(session)
    return WorkspaceInfoRow(
        row.name, row.default_zone, row.paper, row.host_company, row.sender_name, row.sender_email, row.sender_address,
        tuple(row.product_names), tuple(row.ignored_words), row.version,
    )  # fmt: skip
