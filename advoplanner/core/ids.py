"""Row ids: UUID text made in Python, so that files and servers can be merged."""

from __future__ import annotations

from uuid import uuid4


def new_id() -> str:
    return str(uuid4())
