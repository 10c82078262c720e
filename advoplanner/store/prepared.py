"""Queries that are built once and asked often: of a small query most of the time goes into building it, and into making it ready anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Dialect, Select, bindparam
from sqlalchemy.orm import Session

from advoplanner.core.records import dataclass

Query = Select[*tuple[Any, ...]]
"""A query of columns, with parameters."""

MOST = 64
"""Lists of up to so many values are made ready once for each length; longer ones are rare, and each would be remembered for nothing."""


class Found(tuple[Any, ...]):
    """One of a query's rows, its columns by place and by name."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A query in the words of one database: `order` says which given value stands where, `kinds` how columns are read, `row` what they become."""

    sql: str
    order: tuple[tuple[str, int] | _Constant, ...]
    kinds: tuple[tuple[int, Callable[[Any], Any]], ...]
    row: type[Found]


@dataclass(frozen=True, slots=True)
class _Constant:
    """A value that stands in the query itself."""

    value: Any


def rows_of(session: Session, query: Query, **given: Any) -> Sequence[Found]:
    """The rows of a query of columns, with a value for each of its parameters."""
    connection = session.connection()
    lengths = tuple((name, len(value)) for name, value in given.items() if isinstance(value, list))
    if connection.dialect.name != "sqlite" or any(not 0 < length <= MOST for _, length in lengths):
        made = _row(tuple(query.selected_columns.keys()))
        return [made(row) for row in connection.execute(query, given)]
    ready = _ready(query, connection.dialect, tuple(given), lengths)
    values = tuple(_value(slot, given) for slot in ready.order)
    try:
        found = connection.connection.cursor().execute(ready.sql, values).fetchall()
    except connection.dialect.loaded_dbapi.Error:
        # Asked once more in the usual way, which is slower by ten times and says in its own words what is wrong.
        found = connection.exec_driver_sql(ready.sql, values).all()
    if not ready.kinds:
        return [ready.row(row) for row in found]
    rows = []
    for row in found:
        read = list(row)
        for place, kind in ready.kinds:
            read[place] = kind(read[place])
        rows.append(ready.row(read))
    return rows


def several(name: str) -> BindParameter[Any]:
    """A parameter that stands for a list of values, to be used with `in_`."""
    return bindparam(name, expanding=True)


def _value(slot: tuple[str, int] | _Constant, given: dict[str, Any]) -> Any:
    if isinstance(slot, _Constant):
        return slot.value
    name, place = slot
    return given[name] if place < 0 else given[name][place]


@lru_cache(maxsize=512)
def _ready(query: Query, dialect: Dialect, names: tuple[str, ...], lengths: tuple[tuple[str, int], ...]) -> _Ready:
    lists = dict(lengths)
    # The places of the values are found by giving each its own name instead of a value.
    marks = {name: [(name, place) for place in range(lists[name])] if name in lists else (name, -1) for name in names}
    compiled = query.compile(dialect=dialect)
    state = compiled.construct_expanded_state(marks)
    order = tuple(mark if isinstance(mark, tuple) else _Constant(mark) for mark in state.positional_parameters)
    columns = query.selected_columns
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    kinds = tuple((place, reader) for place, reader in enumerate(readers) if reader is not None)
    return _Ready(state.statement, order, kinds, _row(tuple(columns.keys())))


@lru_cache(maxsize=512)
def _row(names: tuple[str, ...]) -> type[Found]:
    """Rows whose columns have these names."""
    return type("Found", (Found,), {"__slots__": (), **{name: property(itemgetter(place)) for place, name in enumerate(names)}})
