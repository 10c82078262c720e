"""Many rows into one table at once: made ready column by column, since to make each value ready by itself costs a quarter of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, column, insert
from sqlalchemy import table as clause


def insert_many(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], fill: dict[str, Any], every: dict[str, Any]) -> None:
    """Insert `rows`, values by name of column as Python has them.

    `fill` names the columns that are written and what stands where a row says nothing; `every` holds what is the same in all rows.
    Other columns are left to the database's own defaults.
    """
    dialect = connection.dialect
    written: dict[str, list[Any]] = {}
    for name in {**fill, **every}:
        made = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if name in every:
            written[name] = [made(every[name]) if made else every[name]] * len(rows)
        else:
            default = fill[name]
            values = [row.get(name, default) for row in rows]
            written[name] = list(map(made, values)) if made else values
    statement = str(insert(clause(table.name, *map(column, written))).compile(dialect=dialect))
    found = zip(*written.values(), strict=True)
    connection.exec_driver_sql(statement, list(found) if dialect.positional else [_named(written, row) for row in found])


def _named(names: Mapping[str, Any], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))
