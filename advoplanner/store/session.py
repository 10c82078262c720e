"""The store of one workspace: reading, and the unit of work in which every action writes row and journal together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, Select, Table, event, func, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.dates import Clock
from advoplanner.core.errors import Conflict, KnownProblem, RuleBroken
from advoplanner.core.ids import new_ids
from advoplanner.store.base import Base, Journaled, WrittenOnce
from advoplanner.store.bulk import insert_many, update_many
from advoplanner.store.engine import is_full
from advoplanner.store.journal import CHUNK, Recorder, Values, default_of, encode, moments_of, replay
from advoplanner.store.models.workspace import JournalStep

MERGE_WITHIN = timedelta(seconds=2)
"""Typing in the same place within this time is one step."""

KEPT_STEPS = 500
"""Steps whose rows are kept for undo; older ones stay in the history as words."""

Subscriber = Callable[[ChangeSet], None]


class UnitOfWork:
    """One action under way: its session, the recorder behind it, and after the block its ChangeSet."""

    def __init__(self, session: Session, label: str) -> None:
        self.session = session
        self.label = label
        self.final = False
        self.changes: ChangeSet = NOTHING
        self.recorder = Recorder()

    def add(self, row: Base) -> None:
        self.session.add(row)

    def insert_rows(self, model: type[Base], rows: list[Values]) -> None:
        """Create many rows at once (10,000 in a fifth of the time of single objects); ids are made where missing."""
        if not rows:
            return
        self.session.flush()
        now = self.session.info["clock"]()
        table = Base.metadata.tables[model.__tablename__]
        unnamed = [row for row in rows if "id" not in row]
        for row, row_id in zip(unnamed, new_ids(len(unnamed)), strict=True):
            row["id"] = row_id
        fill = {name: default_of(table.c[name]) for name in {name for row in rows for name in row}}
        created = encode(now)
        moments = moments_of(table) & fill.keys()
        for row in rows:
            after = {k: v for k, v in row.items() if v is not None and v != fill[k]}
            for name in moments & after.keys():
                after[name] = encode(after[name])
            after["created_at"] = created
            self.recorder.record(table.name, row["id"], None, after)
        insert_many(self.session.connection(), table, rows, fill, {"created_at": now, "changed_at": now, "version": 1})

    def update_rows(self, model: type[Journaled], changes: Mapping[str, tuple[Values, Values]]) -> None:
        """Change many rows in one statement: by id the values before and after, of the same columns for all of them.

        What the session holds of these rows is read again.
        """
        if not changes:
            return
        self.session.flush()
        table: Table = model.__table__  # type: ignore[attr-defined]
        for row_id, (before, after) in changes.items():
            self.recorder.record(table.name, row_id, *({k: encode(v) for k, v in values.items()} for values in (before, after)))
        names = tuple(next(iter(changes.values()))[1])
        if any(set(after) != set(names) for _, after in changes.values()):
            raise ValueError("rows with different columns cannot be changed in one statement")
        changed = update_many(self.session.connection(), table, names, {key: after for key, (_, after) in changes.items()})
        if changed != len(changes):
            raise StaleDataError("a row is gone that was to be changed")
        loaded = (self.session.identity_map.get(self.session.identity_key(model, key)) for key in changes)
        for row in [row for row in loaded if row is not None]:
            self.session.refresh(row)

    def delete_all(self, rows: Iterable[Base | Journaled]) -> None:
        for row in rows:
            self.session.delete(row)


class Store:
    """Reading and writing of one workspace; a second thread waits for the first one's action to end."""

    def __init__(self, writing: Engine | None, reading: Engine, clock: Clock, by: str) -> None:
        self._writing = writing
        self._reading = reading
        self._clock = clock
        self._by = by
        self._lock = threading.RLock()
        self._current = threading.local()
        self._subscribers: list[Subscriber] = []

    @property
    def read_only(self) -> bool:
        return self._writing is None

    @property
    def is_acting(self) -> bool:
        """Whether this thread is within an action."""
        return getattr(self._current, "work", None) is not None

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` after each commit, in the thread that committed; returns how to end it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def close(self) -> None:
        for engine in (self._writing, self._reading):
            if engine is not None:
                engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the workspace; inside an action it is the action's own."""
        work: UnitOfWork | None = getattr(self._current, "work", None)
        if work is not None:
            work.session.flush()
            yield work.session
            return
        with _translated(), Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def unit_of_work(self, label: str, *, merge_key: str = "", final: bool = False) -> Iterator[UnitOfWork]:
        """One action: everything inside is written together or not at all, and becomes one step of undo.

        Inside another action it joins that one. `merge_key` names a place of typing; `final` marks what cannot be taken back.
        """
        outer: UnitOfWork | None = getattr(self._current, "work", None)
        if outer is not None:
            named = outer.label
            outer.final = outer.final or final
            yield outer
            outer.session.flush()
            outer.label = named
            outer.changes = ChangeSet(outer.label, outer.recorder.changes())
            return
        with self._lock, _translated(), self._session() as session:
            work = UnitOfWork(session, label)
            work.final = final
            session.info["work"] = work
            self._current.work = work
            try:
                yield work
                session.flush()
                step = self._write_step(session, work, merge_key)
                session.commit()
            finally:
                self._current.work = None
        work.changes = ChangeSet(work.label, work.recorder.changes(), step) if step is not None else NOTHING
        self._tell(work.changes)

    def replay_step(self, *, backwards: bool) -> ChangeSet:
        """Undo the newest step that is done, or redo the oldest that is undone; NOTHING where there is none."""
        with self._lock, _translated(), self._session() as session:
            step = _next_step(session, backwards)
            if step is None:
                return NOTHING
            connection = session.connection()
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            changes = replay(connection, step.payload, self._clock(), backwards=backwards)
            step.state = "undone" if backwards else "done"
            # Typing that goes on after an undo or a redo is a step of its own.
            step.merge_key = ""
            number, label = step.number, step.label
            session.commit()
        result = ChangeSet(label, changes, number)
        self._tell(result)
        return result

    def _session(self) -> Session:
        if self._writing is None:
            raise KnownProblem("workspace.read_only", "This workspace is open for reading only.", "Save a copy to change it.")
        return _Recorded(self._writing, expire_on_commit=False, autoflush=False, info={"clock": self._clock})

    def _write_step(self, session: Session, work: UnitOfWork, merge_key: str) -> int | None:
        if not work.recorder:
            return None
        now = self._clock()
        last = _newest_step(session) if merge_key else None
        if last is not None and last.merge_key == merge_key and last.state == "done" and now - last.at < MERGE_WITHIN:
            merged = Recorder()
            merged.load(last.payload)
            merged.load(work.recorder.payload())
            last.payload, last.at, last.rows = merged.payload(), now, len(merged.changes())
            session.flush()
            return last.number
        connection = session.connection()
        connection.execute(_DROP_UNDONE)
        payload = work.recorder.payload()
        step = {
            "label": work.label[:200], "at": now, "by": self._by, "state": "final" if work.final else "done", "merge_key": merge_key,
            "rows": sum(len(g[2]) for g in payload), "payload": payload,
        }  # fmt: skip
        made = connection.execute(_INSERT_STEP, step).inserted_primary_key
        return int(made[0]) if made else None

    def forget_old_steps(self) -> None:
        """Drop the rows of steps older than the last KEPT_STEPS; their words stay in the history."""
        with self._lock, _translated(), self._session() as session:
            session.connection().execute(_FORGET)
            session.commit()

    def _tell(self, changes: ChangeSet) -> None:
        if changes:
            for subscriber in list(self._subscribers):
                subscriber(changes)


class _Recorded(Session):
    """A session that writes the journal; listened to once and for all, because to listen to each anew costs every action."""


event.listen(_Recorded, "after_flush", lambda session, context: _record_flush(session, context))
event.listen(_Recorded, "do_orm_execute", lambda state: _refuse_unrecorded(state))

_STEPS = JournalStep.__table__
_DROP_UNDONE = update(_STEPS).where(_STEPS.c.state == "undone").values(state="dropped")
_INSERT_STEP = insert(_STEPS)
_NEWEST = select(func.max(_STEPS.c.number)).scalar_subquery()
_FORGET = update(_STEPS).where(_STEPS.c.number <= _NEWEST - KEPT_STEPS, _STEPS.c.state != "old").values(state="old", payload=[])


def next_label(session: Session, *, backwards: bool) -> str | None:
    """The words of the step that undo (or redo) would take, or None."""
    label: str | None = session.scalar(_next_steps(JournalStep.label, backwards))
    return label


def remove_where(work: UnitOfWork, model: type[Journaled], ids: Iterable[str]) -> None:
    """Delete rows of `model` by id, journalled, without loading related rows."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        found = work.session.scalars(select(model).where(model.id.in_(wanted[start : start + CHUNK])))
        work.delete_all(found)
    work.session.flush()


def _newest_step(session: Session) -> JournalStep | None:
    return session.scalars(select(JournalStep).order_by(JournalStep.number.desc()).limit(1)).first()


def _next_step(session: Session, backwards: bool) -> JournalStep | None:
    step: JournalStep | None = session.scalar(_next_steps(JournalStep, backwards))
    return step


def _next_steps(wanted: Any, backwards: bool) -> Select[Any]:
    """Of the step that undo (or redo) would take, what is wanted: its rows may be thousands, and the window asks for its words alone."""
    query = select(wanted).where(JournalStep.state == ("done" if backwards else "undone"))
    return query.order_by(JournalStep.number.desc() if backwards else JournalStep.number.asc()).limit(1)


def _record_flush(session: Session, _context: Any) -> None:
    work: UnitOfWork | None = session.info.get("work")
    if work is None:
        return
    for op, instances in (("create", session.new), ("update", session.dirty), ("delete", session.deleted)):
        for instance in instances:
            if op == "update" and isinstance(instance, WrittenOnce) and session.is_modified(instance):
                raise RuleBroken("history.released", "What has been released stays as it is.", "Release a new version instead.")
            if isinstance(instance, Journaled):
                work.recorder.record_instance(instance, op)  # type: ignore[arg-type]


def _refuse_unrecorded(state: ORMExecuteState) -> None:
    if (state.is_update or state.is_delete or state.is_insert) and not state.execution_options.get("journaled"):
        raise AssertionError("a bulk write would bypass the journal: use UnitOfWork.insert_rows, or change the objects")


@contextmanager
def _translated() -> Iterator[None]:
    """The database's refusals as sentences."""
    try:
        yield
    except StaleDataError as error:
        raise Conflict("history.stale", "Somebody else changed this in the meantime.", "Look at it again and repeat your change.") from error
    except DBAPIError as error:
        raise _problem(error) from error


def _problem(error: DBAPIError) -> Exception:
    name = getattr(error.orig, "sqlite_errorname", "")
    if is_full(error.orig):
        return KnownProblem(
            "workspace.full",
            "The disk is full, so this change was not saved; everything before it is safe.",
            "Free some space, or save a copy on another disk and go on there.",
        )
    if name.startswith("SQLITE_READONLY"):
        return KnownProblem("workspace.denied", "The workspace may not be written where it lies.", "Save a copy in another folder.")
    if name.startswith("SQLITE_BUSY"):
        return KnownProblem("workspace.busy", "Another program holds the workspace.", "Close it there and try again.")
    if name == "SQLITE_NOTADB" or name.startswith("SQLITE_CORRUPT") or str(error.orig).startswith("no such table"):
        return KnownProblem("workspace.damaged", "The workspace file is damaged.", "Restore the newest snapshot, or run: repair.")
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")):
        return KnownProblem(
            "workspace.unreachable",
            "The workspace file cannot be reached; what was saved in it is not touched.",
            "See that its drive is connected, then try again.",
        )
    return error
