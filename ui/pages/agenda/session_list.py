"""The agenda as a table: the equal twin of the board, with the same commands, for narrow windows and screen readers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from advoplanner.core.text import clean
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_time import agenda_day
from ui.kit.action import ActionSpec
from ui.kit.data_table import DataTable
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel
from ui.pages.agenda.desk import AgendaDesk
from ui.pages.agenda.plan import AgendaPlan, people_of, times, type_words

WORDS_OF = {"E": "Error", "W": "Warning"}
STATES = {"E": "bad", "W": "warn"}


class SessionList(DataTable):
    """Title, minutes and room are edited in place with F2."""

    def __init__(self, desk: AgendaDesk, actions: Sequence[ActionSpec]) -> None:
        self._desk = desk
        self.model_rows = RowTableModel(self._columns())
        super().__init__(self.model_rows, "Agenda as a list", actions)

    def show_plan(self, plan: AgendaPlan) -> None:
        """Columns that say nothing of any session leave their room to the titles."""
        self.model_rows.set_rows(plan.rows)
        told = {"Room": any(row.room for row in plan.rows), "People": any(row.people for row in plan.rows), "Check": bool(plan.levels)}
        self.hide_columns([place for place, column in enumerate(self.model_rows.columns) if not told.get(column.title, True)])

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Day", _day, width=96, sort=_moment),
            Column("Time", lambda row: times(row) or None, width=108, align="right", sort=_clock),
            Column("Minutes", lambda row: row.minutes, width=72, align="right", edit=self._saver("minutes", int)),
            Column("Title", lambda row: row.title, width=184, edit=self._saver("title", clean), stretch=True),
            Column("Type", type_words, width=168),
            Column("Room", lambda row: row.room, width=84, edit=self._saver("room", clean), quiet=True),
            Column("People", people_of, width=108, quiet=True),
            Column("Check", self._check, width=88, state=self._state, tooltip=self._tip),
        )

    def _check(self, row: SessionRow) -> str | None:
        return WORDS_OF.get(self._desk.plan.levels.get(row.id, ""))

    def _state(self, row: SessionRow) -> str:
        return STATES.get(self._desk.plan.levels.get(row.id, ""), "")

    def _tip(self, row: SessionRow) -> str:
        return " ".join(self._desk.plan.sentences(row.id))

    def _saver(self, name: str, read: Callable[[str], object]) -> Callable[[SessionRow, str], object]:
        """Save an edit in place; what cannot be read or is refused is said, and the old value stays."""

        def save(row: SessionRow, text: str) -> None:
            try:
                value = read(text.strip())
            except ValueError:
                self._desk.ctx.messages.warning(f"“{text}” is not a whole number of minutes.")
            else:
                self._desk.ctx.act(self._desk.save, row.id, name, value, quiet=True)

        return save


def _day(row: SessionRow) -> str:
    day = agenda_day(row.start) if row.start else None
    return f"{day:%a} {day.day} {day:%b}" if day else "No time yet"


def _moment(row: SessionRow) -> datetime | None:
    return row.start


def _clock(row: SessionRow) -> tuple[str, str] | None:
    return (f"{row.start:%H:%M}", f"{row.start:%Y-%m-%d}") if row.start else None
