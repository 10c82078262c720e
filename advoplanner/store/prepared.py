"""Queries that are built once and asked often: of a small query most of the time goes into building it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam
from sqlalchemy.orm import Session

Query = Select[*tuple[Any, ...]]
"""A query of columns, with parameters."""

Found = Row[*tuple[Any, ...]]
"""One of its rows."""


def rows_of(session: Session, query: Query, **given: Any) -> Sequence[Found]:
    """The rows of a query of columns, with a value for each of its parameters."""
    return session.connection().execute(query, given).all()


def several(name: str) -> BindParameter[Any]:
    """A parameter that stands for a list of values, to be used with `in_`."""
    return bindparam(name, expanding=True)
