"""Many rows into one table at once: made ready column by column, since to make each value ready by itself costs a quarter of an import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, column, insert, literal_column, update
from sqlalchemy import table as clause

_Made = Callable[[Any], Any] | None
"""How a value of a column is made ready for the database; None where it is as it is."""


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


def update_many(connection: Connection, table: Table, names: tuple[str, ...], rows: Mapping[str, Mapping[str, Any]]) -> int:
    """Write these columns of rows by id, and count their versions up; how many rows there were."""
    statement, kinds = _update(table, names, connection.dialect)
    found = [(*(made(row[name]) if made else row[name] for name, made in kinds), key) for key, row in rows.items()]
    parameters = found if connection.dialect.positional else [_named([*(name for name, _ in kinds), "row_id"], row) for row in found]
    return connection.exec_driver_sql(statement, parameters).rowcount


@lru_cache(maxsize=256)
def _update(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, list[tuple[str, _Made]]]:
    """The statement, made once, and how each column's values are made ready: to build it takes longer than to execute it."""
    # Whatever the order of the names, columns are set in the order of the table.
    ordered = sorted(names, key=list(table.c.keys()).index)
    written: dict[str, Any] = {name: bindparam(name) for name in ordered}
    query = update(table).where(table.c.id == bindparam("row_id")).values({**written, "version": table.c.version + literal_column("1")})
    kinds: list[tuple[str, _Made]] = [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in ordered]
    return str(query.compile(dialect=dialect)), kinds


def _named(names: Iterable[str], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))
