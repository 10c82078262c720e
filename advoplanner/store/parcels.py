"""One event with everything that hangs on it and the people it names, taken out of one workspace and put into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, select

from advoplanner.core.text import key
from advoplanner.store import schema
from advoplanner.store.base import BOOKKEEPING, Base, Journaled
from advoplanner.store.engine import reader
from advoplanner.store.journal import CHUNK, Values
from advoplanner.store.models import Photo
from advoplanner.store.session import UnitOfWork
from advoplanner.store.snapshots import as_today

Parcel = dict[str, dict[str, Values]]
"""Table → rows by id; parents stand before children."""

NAMED = ("programme", "venue", "organisation", "person")
"""What an event names and other events name too: taken along once, and not made twice where it is known."""

PICTURES = ("photo_id", "logo_id")

ON_ITS_WAY = "It was on its way when the event was taken out of its workspace."
"""Why nobody can know here whether a message left: the octets and the server's answer stay where it was handed over."""


def gather(connection: Connection, event_id: str) -> Parcel:
    """All rows of an event, and of the people, companies, venue and programme that it names."""
    tables = schema.content_tables()
    own = _own(tables)
    found: Parcel = {"event": _rows(connection, schema.metadata().tables["event"], {"id": {event_id}})}
    for table in tables:
        if table.name in own - {"event"}:
            found[table.name] = _of_event(connection, table, own, found)
    _complete(found, lambda name, ids: _rows(connection, schema.metadata().tables[name], {"id": ids}))
    norms = schema.metadata().tables["norm_override"]
    found["norm_override"] |= _rows(connection, norms, {"programme_id": set(found["programme"])})
    for table in tables:
        parents = _parents(table)
        if table.name not in own and table.name not in NAMED and parents and {t for _, t in parents} <= set(NAMED):
            found[table.name] = _of_named(connection, table, found)
    return {t.name: found[t.name] for t in tables if found.get(t.name)}


def pictures(connection: Connection, parcel: Parcel) -> dict[str, Values]:
    """The pictures that a parcel's rows show."""
    return _rows(connection, schema.metadata().tables[Photo.__tablename__], {"id": _pictures(parcel)})


def gather_from(path: Path, event_id: str) -> tuple[Parcel, dict[str, Values]]:
    """A parcel and its pictures out of a file that is not open here; an older one is read as today's. Raises KnownProblem."""
    with as_today(path) as readable:
        engine = reader(readable, immutable=True)
        try:
            with engine.connect() as connection:
                parcel = gather(connection, event_id)
                return parcel, pictures(connection, parcel)
        finally:
            engine.dispose()


def events_of(path: Path) -> list[tuple[str, str]]:
    """(id, title) of each event in a file that is not open here, in the order of their starts. Raises KnownProblem."""
    event = schema.metadata().tables["event"]
    with as_today(path) as readable:
        engine = reader(readable, immutable=True)
        try:
            with engine.connect() as connection:
                return [(r.id, r.title) for r in connection.execute(select(event.c.id, event.c.title).order_by(event.c.start_utc))]
        finally:
            engine.dispose()


def deliver(work: UnitOfWork, parcel: Parcel, shown: Mapping[str, Values]) -> int:
    """Write a parcel as part of one action; returns the number of rows. Who is known here already stays as they are here."""
    connection = work.session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    known = _known(connection, parcel)
    new = _new(parcel, known)
    models = {model.__tablename__: model for model in Base.__subclasses__()}
    for picture in (shown[i] for i in _pictures(new) if i in shown):
        if work.session.get(Photo, picture["id"]) is None:
            work.session.add(Photo(**picture))
    written = 0
    for name, rows in new.items():
        table = schema.metadata().tables[name]
        here = _rows(connection, table, {"id": set(rows)})
        _hang_again(work, models[name], rows, here)
        fresh = _not_twice(connection, table, [_as_here(name, row, known) for row_id, row in rows.items() if row_id not in here])
        work.insert_rows(models[name], fresh)
        written += len(fresh)
    return written


def _new(parcel: Parcel, known: Mapping[str, str]) -> Parcel:
    """What of a parcel is to be written: the event's own, whom that or somebody new names, and what is said of them.

    What is said about those alone who are known here stays as it is said here.
    """
    own = _own(schema.content_tables())
    found: Parcel = {name: rows for name, rows in parcel.items() if name in own}
    _complete(found, lambda name, ids: {i: row for i, row in parcel.get(name, {}).items() if i in ids and i not in known})
    for name in parcel.keys() - set(NAMED):
        parents = _parents(schema.metadata().tables[name])
        found[name] = {}
        for row_id, row in parcel[name].items():
            about = [(row[column], parent) for column, parent in parents if row[column]]
            arrives = all(each in known or each in found[parent] for each, parent in about if parent in NAMED)
            said_here = name != "event" and about and all(each in known for each, _ in about)
            if arrives and not said_here:
                found[name][row_id] = row
    return {name: found[name] for name in parcel if found.get(name)}


def _hang_again(work: UnitOfWork, model: type[Base], rows: Mapping[str, Values], here: Mapping[str, Values]) -> None:
    """What outlived the event when it was removed here names it again."""
    let_go = {i for i, row in here.items() if row.get("event_id", "") is None and rows[i]["event_id"]}
    if issubclass(model, Journaled):
        work.update_rows(model, {i: ({"event_id": None}, {"event_id": rows[i]["event_id"]}) for i in let_go})


def _not_twice(connection: Connection, table: Table, rows: list[Values]) -> list[Values]:
    """Rows without those that say what may be said once and is said here."""
    for unique in (each for each in table.constraints if isinstance(each, UniqueConstraint) and rows):
        said = {tuple(row) for row in connection.execute(select(*unique.columns))}
        rows = [row for row in rows if tuple(row[c.name] for c in unique.columns) not in said]
    return rows


def _as_here(name: str, row: Values, known: Mapping[str, str]) -> Values:
    """A row as it is written here: with the ids that are known here, and without what only its own workspace can finish."""
    row = {column: _translated(value, known) for column, value in row.items()}
    if name == "competition":
        row["a_id"], row["b_id"] = sorted((row["a_id"], row["b_id"]))
    if name == "message" and row["state"] in ("sending", "exporting"):
        row["state"], row["reason"] = "unsure", ON_ITS_WAY
    return row


def _pictures(parcel: Parcel) -> set[str]:
    return {row[c] for rows in parcel.values() for row in rows.values() for c in PICTURES if row.get(c)}


def _own(tables: Iterable[Table]) -> set[str]:
    """Tables whose rows belong to an event, directly or through what does."""
    own = {"event"}
    for table in tables:
        if any(parent in own for _, parent in _parents(table)):
            own.add(table.name)
    return own


def _parents(table: Table) -> list[tuple[str, str]]:
    """(column, table it names), the owner first."""
    return [(c.name, fk.column.table.name) for c in table.columns for fk in c.foreign_keys]


def _rows(connection: Connection, table: Table, wanted: Mapping[str, set[Any]]) -> dict[str, Values]:
    """Rows by id whose column holds one of the wanted values."""
    [(column, values)] = wanted.items()
    columns = [c for c in table.columns if c.name not in BOOKKEEPING and c.name != "created_at"]
    query, asked = select(*columns).order_by(table.c.id), sorted(values)
    found: dict[str, Values] = {}
    for start in range(0, len(asked), CHUNK):
        part = connection.execute(query.where(table.c[column].in_(asked[start : start + CHUNK])))
        found |= {r.id: dict(r._mapping) for r in part}
    return found


def _of_event(connection: Connection, table: Table, own: set[str], found: Parcel) -> dict[str, Values]:
    """Rows that hang on what was found of the event; a row that names an event hangs on that one alone."""
    parents = [(column, name) for column, name in _parents(table) if name in own and name != table.name]
    column, name = next((p for p in parents if p[1] == "event"), parents[0])
    return _rows(connection, table, {column: set(found.get(name, ()))})


def _of_named(connection: Connection, table: Table, found: Parcel) -> dict[str, Values]:
    """Rows about people, companies and places of whom every one was found."""
    parents = _parents(table)
    rows: dict[str, Values] = {}
    for column, name in parents:
        rows |= _rows(connection, table, {column: set(found[name])})
    return {key: row for key, row in rows.items() if all(row[column] is None or row[column] in found[name] for column, name in parents)}


def _complete(found: Parcel, read: Callable[[str, set[str]], dict[str, Values]]) -> None:
    """Add whom rows found so far name, and whom those name in turn (an assistant's assistant), until nobody is new; `read` gives rows by id."""
    before, now = -1, 0
    while now != before:
        before = now
        for name in reversed(NAMED):
            found[name] = read(name, _wanted(found, name))
        now = sum(len(found[name]) for name in NAMED)


def _wanted(found: Parcel, name: str) -> set[str]:
    """Ids of a table that rows found so far name."""
    ids: set[str] = set(found.get(name, ()))
    for table_name, rows in found.items():
        for column, parent in _parents(schema.metadata().tables[table_name]):
            if parent == name:
                ids |= {row[column] for row in rows.values() if row[column]}
    return ids


def _known(connection: Connection, parcel: Parcel) -> dict[str, str]:
    """Ids of a parcel that stand for somebody or something here already → the id here; no two for the same."""
    known: dict[str, str] = {}
    tables = schema.metadata().tables
    for name in NAMED:
        ids = set(connection.scalars(select(tables[name].c.id)))
        known |= {i: i for i in parcel.get(name, {}) if i in ids}
    for name, marks in (("organisation", _named(connection, "organisation", "name")), ("venue", _named(connection, "venue", "name", "city")),
                        ("programme", _named(connection, "programme", "name", "kind")), ("person", _addresses(connection))):  # fmt: skip
        taken = set(known.values())
        for row_id, row in parcel.get(name, {}).items():
            mine = _marks_of(parcel, name, row_id, row)
            match = next((marks[m] for m in mine if m in marks), "")
            if row_id not in known and match and match not in taken:
                known[row_id] = match
                taken.add(match)
    return known


def _marks_of(parcel: Parcel, name: str, row_id: str, row: Values) -> list[tuple[str, ...]]:
    if name == "person":
        return [(a["address_key"],) for a in parcel.get("email_address", {}).values() if a["person_id"] == row_id and not a["shared"]]
    return [tuple(key(str(row[c])) for c in {"venue": ("name", "city"), "programme": ("name", "kind")}.get(name, ("name",)))]


def _named(connection: Connection, name: str, *columns: str) -> dict[tuple[str, ...], str]:
    table = schema.metadata().tables[name]
    found = connection.execute(select(table.c.id, *(table.c[c] for c in columns)))
    return {tuple(key(str(value)) for value in row[1:]): row[0] for row in found}


def _addresses(connection: Connection) -> dict[tuple[str, ...], str]:
    """Addresses of one person alone; a mailbox of several tells nobody apart."""
    table = schema.metadata().tables["email_address"]
    people: dict[str, set[str]] = defaultdict(set)
    for address, person in connection.execute(select(table.c.address_key, table.c.person_id).where(~table.c.shared)):
        people[address].add(person)
    return {(address,): next(iter(ids)) for address, ids in people.items() if len(ids) == 1}


def _translated(value: Any, ids: Mapping[str, str]) -> Any:
    """A value with each id of somebody known put in its place, in lists and mappings too."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_translated(each, ids) for each in value]
    if isinstance(value, dict):
        return {ids.get(name, name): _translated(each, ids) for name, each in value.items()}
    return value
