"""The base of every table's class, the column types that behave alike on SQLite and PostgreSQL, and the mix-in of every editable row."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from inspect import get_annotations
from types import NoneType
from typing import Any, ClassVar, get_args, get_origin

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Float, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, registry
from sqlalchemy.types import TypeEngine

from advoplanner.core.dates import utc_now
from advoplanner.core.ids import new_id

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


# Made once: json.dumps makes an encoder for every call, and most lists of most rows are empty.
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_read = json.JSONDecoder().decode


class UTC_(TypeDecorator[datetime]):
    """An instant: refuses naive values, stores ISO text in UTC, returns aware values."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time was given where an instant is needed")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


class Wall(TypeDecorator[datetime]):
    """Wall time without a zone (the row's own zone column governs): stored as "2027-03-10T18:00"."""

    impl = String(19)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is not None:
            raise ValueError("wall time carries no zone")
        return value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


class JsonText(TypeDecorator[Any]):
    """A small list or mapping as JSON; JSONB on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return dialect.type_descriptor(Text())
        # Read where it is needed: its thousand names cost a file on this computer a fiftieth of its opening.
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return "[]" if value == [] else _write(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if value == "[]":
            return []
        return _read(value) if isinstance(value, str) else value


def mapped_column(*parts: Any, **words: Any) -> Any:
    """A column as SQLAlchemy's function of that name declares it, type and foreign key in `parts`; "| None" in its annotation lets NULL in."""
    return partial(Column, *parts, **words)


class Base:
    """Parent of every table's class: makes the table from the class's annotated columns, and maps it.

    SQLAlchemy's own declarative base reads far more into a class than is used here, which took a twentieth of a start. Each class has
    a registry of its own, so that the first query of one makes that one ready and not all sixty: as much again.
    """

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    __tablename__: ClassVar[str]
    __table__: ClassVar[Table]
    __table_args__: ClassVar[tuple[Any, ...]] = ()
    __parking__: ClassVar[tuple[str, ...]] = ()
    """Columns under a unique constraint that are set to NULL first when several rows change places."""

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no “{name}”")
            setattr(self, name, value)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        columns = list(_columns(cls))
        own = [name for name, value in vars(cls).items() if isinstance(value, partial)]
        for name in set(own) - {column.name for column in columns}:
            raise TypeError(f"{cls.__name__}.{name} needs an annotation Mapped[…]")
        table = Table(cls.__tablename__, cls.metadata, *columns, *cls.__table_args__)
        cls.__table__ = table
        # A mapper leaves alone what it finds under a column's name.
        for name in own:
            delattr(cls, name)
        # Every editable row has a version, and is written only where that is still the one that was read.
        registry(metadata=cls.metadata).map_imperatively(cls, table, version_id_col=table.c.get("version"))


def _columns(model: type[Base]) -> Iterator[Column[Any]]:
    """New columns of a class and its mix-ins, in the order in which they are written."""
    for each in model.__mro__:
        for name, annotation in get_annotations(each, eval_str=True).items():
            origin: Any = get_origin(annotation)
            if origin is Mapped:
                declared = vars(each)[name]
                if not isinstance(declared, partial):
                    raise TypeError(f"{each.__name__}.{name} needs the mapped_column of store.base, not SQLAlchemy's")
                (kind,) = get_args(annotation)
                yield declared(*((Boolean(),) if kind is bool else ()), name=name, nullable=NoneType in get_args(kind))


class Journaled:
    """Mix-in of every row that a person can edit: id, version for optimistic locking, and when it was last touched."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(UTC_, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(UTC_, default=utc_now)


class WrittenOnce:
    """Mix-in of rows that nobody may change: they are made, and go only with what they belong to or by undo."""


BOOKKEEPING = frozenset({"version", "changed_at"})
"""Columns that change with every write: never compared, never undone to their old value."""


@compiles(String, "sqlite")
@compiles(Text, "sqlite")
def _text(_type: Any, _compiler: Any, **_: Any) -> str:
    # STRICT tables take five type names only.
    return "TEXT"


@compiles(Boolean, "sqlite")
@compiles(Integer, "sqlite")
@compiles(BigInteger, "sqlite")
def _integer(_type: Any, _compiler: Any, **_: Any) -> str:
    return "INTEGER"


@compiles(Float, "sqlite")
def _real(_type: Any, _compiler: Any, **_: Any) -> str:
    return "REAL"
