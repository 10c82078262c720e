"""The journal: every action's rows before and after, written in the action's own transaction.

Undo replays the inverse, redo replays the step; both first compare the rows as they are with the rows as they
were recorded and raise Conflict rather than overwrite what somebody changed in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, select, update
from sqlalchemy import inspect as sa_inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstanceState, PassiveFlag

from advoplanner.core.changes import Change, Op
from advoplanner.core.errors import Conflict
from advoplanner.store.base import BOOKKEEPING, UTC_, Base, Journaled, Wall
from advoplanner.store.bulk import insert_many

Values = dict[str, Any]
Row = tuple[str, Values | None, Values | None]
"""Id, the changed columns before (None: the row did not exist) and after (None: it no longer exists)."""

CHUNK = 500
"""Ids in one IN list: well under every engine's limit of parameters."""


class Recorder:
    """Collects what one transaction changes, a row once, however often it is touched."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[Values | None]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def record(self, table: str, row_id: str, before: Values | None, after: Values | None) -> None:
        """Note one change; a second change of the same row keeps the first "before" and the last "after"."""
        known = self._rows.get((table, row_id))
        if known is None:
            self._rows[table, row_id] = [before, after]
            return
        if known[0] is None and after is None:
            del self._rows[table, row_id]
            return
        known[0] = known[0] if known[0] is None or before is None else {**before, **known[0]}
        known[1] = after if after is None else {**(known[1] or {}), **after}

    def record_instance(self, instance: Journaled, op: Op) -> None:
        """Note what a flush is about to write for one mapped object."""
        state: InstanceState[Any] = sa_inspect(instance)
        table: Table = state.mapper.local_table  # type: ignore[assignment]
        if op == "create":
            self.record(table.name, instance.id, None, _stored(table, {c.name: getattr(instance, c.key) for c in table.columns}))
        elif op == "delete":
            self.record(table.name, instance.id, _stored(table, _old_values(state)), None)
        else:
            before, after = _difference(state)
            if after:
                self.record(table.name, instance.id, before, after)

    def changes(self) -> tuple[Change, ...]:
        return tuple(Change(table, row_id, _op(before, after)) for (table, row_id), (before, after) in self._rows.items())

    def payload(self) -> list[Any]:
        """`[[table, op, [[id, before, after], …]], …]` in the order of the changes."""
        groups: list[Any] = []
        for (table, row_id), (before, after) in self._rows.items():
            op = _op(before, after)
            if not groups or groups[-1][0] != table or groups[-1][1] != op:
                groups.append([table, op, []])
            groups[-1][2].append([row_id, before, after])
        return groups

    def load(self, payload: Iterable[Any]) -> None:
        """Begin with an earlier step's rows: typing that continues it."""
        for table, _op_word, rows in payload:
            for row_id, before, after in rows:
                self.record(table, row_id, before, after)


def replay(connection: Connection, payload: Sequence[Any], now: datetime, *, backwards: bool) -> tuple[Change, ...]:
    """Apply a step again, or its inverse where `backwards`; raises Conflict and writes nothing of the step then."""
    changes: list[Change] = []
    groups: list[tuple[str, Table, Op, list[Row]]] = []
    for name, op, rows in reversed(payload) if backwards else payload:
        ordered = [(r[0], r[2], r[1]) if backwards else (r[0], r[1], r[2]) for r in (reversed(rows) if backwards else rows)]
        done: Op = {"create": "delete", "delete": "create"}.get(op, "update") if backwards else op  # type: ignore[assignment]
        groups.append((name, Base.metadata.tables[name], done, ordered))
    _clear_the_way(connection, [(table, rows) for _, table, done, rows in groups if done == "update"])
    for name, table, done, ordered in groups:
        try:
            _APPLY[done](connection, table, ordered, now)
        except IntegrityError as error:
            raise Conflict("history.depends", "Something newer depends on this change.", "Undo or remove that first.") from error
        changes += [Change(name, row_id, done) for row_id, _, _ in ordered]
    return tuple(changes)


def decode(column: Column[Any], value: Any) -> Any:
    """A journalled value as the column takes it."""
    return datetime.fromisoformat(value) if isinstance(value, str) and isinstance(column.type, (UTC_, Wall)) else value


def encode(value: Any) -> Any:
    """A column's value as the journal keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


@cache
def moments_of(table: Table) -> frozenset[str]:
    """Columns that hold times, which the journal keeps as text."""
    return frozenset(c.name for c in table.columns if isinstance(c.type, (UTC_, Wall)))


@cache
def default_of(column: Column[Any]) -> Any:
    """The value of a column that nobody gave, or None where it is made afresh for each row; not to be changed."""
    default = column.default
    if default is None:
        return None
    if default.is_scalar:
        return default.arg  # type: ignore[attr-defined]
    made = default.arg(None) if default.is_callable else None  # type: ignore[attr-defined]
    return made if isinstance(made, (list, dict)) else None


def _stored(table: Table, values: Values) -> Values:
    """`values` ready for the journal, without bookkeeping and without what equals the column's default."""
    kept: Values = {}
    for column in table.columns:
        if column.name in BOOKKEEPING or column.name not in values:
            continue
        value = values[column.name]
        if value is not None and value != default_of(column):
            kept[column.name] = encode(value)
    return kept


def _old_values(state: InstanceState[Any]) -> Values:
    values: Values = {}
    for attribute in state.mapper.column_attrs:
        history = state.get_history(attribute.key, PassiveFlag.PASSIVE_NO_INITIALIZE)
        values[attribute.columns[0].name] = history.deleted[0] if history.deleted else state.dict.get(attribute.key)
    return values


def _difference(state: InstanceState[Any]) -> tuple[Values, Values]:
    before: Values = {}
    after: Values = {}
    untouched = state.unmodified
    for attribute in state.mapper.column_attrs:
        # Of forty columns two or three change; to ask each for its history is what costs.
        if attribute.key in untouched:
            continue
        name = attribute.columns[0].name
        history = state.get_history(attribute.key, PassiveFlag.PASSIVE_NO_INITIALIZE)
        if name in BOOKKEEPING or not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        new = history.added[0] if history.added else None
        if old != new:
            before[name], after[name] = encode(old), encode(new)
    return before, after


def _op(before: Values | None, after: Values | None) -> Op:
    if before is None:
        return "create"
    return "delete" if after is None else "update"


def _create(connection: Connection, table: Table, rows: list[Row], now: datetime) -> None:
    moments = moments_of(table)
    values = []
    for row_id, _, after in rows:
        made = {**(after or {}), "id": row_id}
        for name in moments & made.keys():
            made[name] = decode(table.c[name], made[name])
        values.append(made)
    insert_many(connection, table, values, {c.name: default_of(c) for c in table.columns}, {"version": 1, "changed_at": now})


def _delete(connection: Connection, table: Table, rows: list[Row], _now: datetime) -> None:
    _compare(connection, table, rows)
    for chunk in _chunks([row[0] for row in rows]):
        connection.execute(delete(table).where(table.c.id.in_(chunk)))


def _clear_the_way(connection: Connection, updates: Sequence[tuple[Table, list[Row]]]) -> None:
    """Before anything is written: whoever changes place leaves it, so that others can take it whatever order they come in."""
    for table, rows in updates:
        _compare(connection, table, rows)
    for table, rows in updates:
        _park(connection, table, rows)


def _update(connection: Connection, table: Table, rows: list[Row], now: datetime) -> None:
    by_columns: dict[tuple[str, ...], list[Values]] = {}
    for row_id, _, after in rows:
        values = {name: decode(table.c[name], value) for name, value in (after or {}).items()}
        by_columns.setdefault(tuple(values), []).append({**values, "row_id": row_id, "now": now})
    for names, values_list in by_columns.items():
        statement = update(table).where(table.c.id == bindparam("row_id"))
        fixed = {"version": table.c.version + 1, "changed_at": bindparam("now")}
        connection.execute(statement.values({**{n: bindparam(n) for n in names}, **fixed}), values_list)


def _park(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Free the places of a unique constraint before people swap them."""
    parking = _PARKING.get(table.name)
    if parking is None:
        _PARKING.update({model.__tablename__: model.__parking__ for model in Base.__subclasses__()})
        parking = _PARKING[table.name]
    ids = [row_id for row_id, _, after in rows if after and any(name in after for name in parking)]
    for chunk in _chunks(ids):
        connection.execute(update(table).where(table.c.id.in_(chunk)).values(dict.fromkeys(parking)))


def _compare(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Raise Conflict unless every row still stands as the journal recorded it."""
    columns = ("id", *sorted({name for _, expected, _ in rows for name in (expected or {})} - {"id"}))
    moments = moments_of(table) & set(columns)
    query = select(*(table.c[n] for n in columns)).where(table.c.id.in_(bindparam("ids", expanding=True)))
    found: dict[str, Values] = {}
    for chunk in _chunks([row[0] for row in rows]):
        for row in connection.execute(query, {"ids": chunk}).all():
            found[row[0]] = current = dict(zip(columns, row, strict=True))
            for name in moments:
                current[name] = encode(current[name])
    for row_id, expected, _ in rows:
        now = found.get(row_id)
        if now is None or not (expected or {}).items() <= now.items():
            raise Conflict("history.changed", "This was changed again in the meantime, so it was left as it is.", "Change it by hand.")


def _chunks(ids: list[str]) -> Iterable[list[str]]:
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))


_PARKING: dict[str, tuple[str, ...]] = {}
_APPLY: dict[Op, Callable[[Connection, Table, list[Row], datetime], None]] = {"create": _create, "delete": _delete, "update": _update}
