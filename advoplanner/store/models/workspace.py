"""The workspace itself and its journal: the steps that undo, redo and history are made of."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped

from advoplanner.store.base import UTC_, Base, Journaled, JsonText, mapped_column

WORKSPACE_ID = "workspace"


class WorkspaceInfo(Journaled, Base):
    """One row: who sends, in which zone and on which paper."""

    __tablename__ = "workspace_info"

    name: Mapped[str] = mapped_column(String(160))
    default_zone: Mapped[str] = mapped_column(String(64), default="")
    paper: Mapped[str] = mapped_column(String(10), default="a4")
    host_company: Mapped[str] = mapped_column(String(160), default="")
    sender_name: Mapped[str] = mapped_column(String(160), default="")
    sender_email: Mapped[str] = mapped_column(String(254), default="")
    sender_address: Mapped[str] = mapped_column(String(300), default="")
    product_names: Mapped[list[str]] = mapped_column(JsonText, default=list)
    ignored_words: Mapped[list[str]] = mapped_column(JsonText, default=list)


class Counter(Base):
    """Numbers that only rise, such as that of exported messages: never undone, so outside the journal."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(Integer, default=0)


class JournalStep(Base):
    """One action: its words, when, by whom, and the rows before and after it.

    `state` is done, undone, or final (recorded, but nothing can take it back: a message that left).
    `payload` is a list of [table, op, [[id, before, after], …]], before and after holding only the columns that changed.
    """

    __tablename__ = "journal_step"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    label: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UTC_)
    by: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(8), default="done", index=True)
    merge_key: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[int] = mapped_column(Integer, default=0)
    payload: Mapped[list[Any]] = mapped_column(JsonText)
