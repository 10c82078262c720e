"""What can be done with a session: the same commands on the board, in the list, by key and by menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from advoplanner.core.text import plural
from advoplanner.domain.agenda import MAX_MINUTES, MIN_MINUTES, SessionRow
from ui.kit.action import ActionSpec
from ui.pages.agenda.desk import AgendaDesk
from ui.pages.agenda.plan import STEP

Ids = list[str]


class SessionCommands:
    """The subject of each is a list of session ids. `open(id)` shows the drawer, `add()` adds beside what is chosen."""

    def __init__(self, desk: AgendaDesk, open: Callable[[str], object], add: Callable[[], object]) -> None:
        self._desk = desk
        self._open, self._add = open, add

    def specs(self) -> list[ActionSpec]:
        """In the order of the menu."""
        free = self._why_not_move
        return [
            ActionSpec("session.open", "Open", lambda ids: self._open(ids[0]), "Return", "pencil", why_not=_one),
            ActionSpec("session.add", "Add a session after this", lambda ids: self._add(), "N", "plus"),
            ActionSpec("session.earlier", "5 minutes earlier", lambda ids: self.nudge(ids, -STEP), "Alt+Up", "chevron-up", "", free, separator=True),
            ActionSpec("session.later", "5 minutes later", lambda ids: self.nudge(ids, STEP), "Alt+Down", "chevron-down", "", free),
            ActionSpec("session.much_earlier", "30 minutes earlier", lambda ids: self.nudge(ids, -30), "Alt+Shift+Up", "", "", free),
            ActionSpec("session.much_later", "30 minutes later", lambda ids: self.nudge(ids, 30), "Alt+Shift+Down", "", "", free),
            ActionSpec("session.day_before", "To the day before", lambda ids: self.to_day(ids, -1), "Ctrl+Left", "chevron-left", "", self._first_day),
            ActionSpec("session.day_after", "To the day after", lambda ids: self.to_day(ids, 1), "Ctrl+Right", "chevron-right", "", self._last_day),
            ActionSpec("session.longer", "5 minutes longer", lambda ids: self.stretch(ids, STEP), "+", "", "", self._longest, separator=True),
            ActionSpec("session.shorter", "5 minutes shorter", lambda ids: self.stretch(ids, -STEP), "-", "", "", self._shortest),
            ActionSpec("session.fix", "Keep where it is", self.fix, "F", "lock", "", self._why_not_move, self._fix_words, separator=True),
            ActionSpec("session.rooms", "Copy to rooms…", self.copy_to_rooms, "Ctrl+D", "copy", "", _one),
            ActionSpec("session.tray", "Take its time away", self.to_tray, "T", "inbox", "", self._in_tray),
            ActionSpec("session.remove", "Remove", self._desk.remove, "Del", "trash-2", words=_remove_words),
        ]

    def nudge(self, ids: Ids, minutes: int) -> None:
        """Move one session earlier or later; one in the tray stays there."""
        row = self._row(ids)
        if row and row.start:
            self._desk.move(row.id, row.start + timedelta(minutes=minutes), by_key=True)

    def to_day(self, ids: Ids, days: int) -> None:
        """The same time on another day."""
        self.nudge(ids, days * 24 * 60)

    def stretch(self, ids: Ids, minutes: int) -> None:
        row = self._row(ids)
        if row:
            self._desk.resize(row.id, min(max(row.minutes + minutes, MIN_MINUTES), MAX_MINUTES), by_key=True)

    def to_tray(self, ids: Ids) -> None:
        self._desk.to_tray(ids[0])

    def fix(self, ids: Ids) -> None:
        """Let it stay when others ripple, or move along again."""
        row = self._row(ids)
        if row:
            self._desk.change(row.id, fixed=not row.fixed)

    def copy_to_rooms(self, ids: Ids) -> None:
        """Ask for rooms, and put the same session into each."""
        row = self._row(ids)
        if row:
            self._desk.copy(row.id)

    def _fix_words(self, ids: Ids) -> str:
        row = self._row(ids)
        return "Let it move along" if row and row.fixed else "Keep where it is"

    def _row(self, ids: Ids) -> SessionRow | None:
        return self._desk.plan.row(ids[0]) if len(ids) == 1 else None

    def _why_not_move(self, ids: Ids) -> str:
        row = self._row(ids)
        if row is None:
            return _one(ids)
        return "" if row.start else "It has no time yet: drag it onto a day, or open it and type a start."

    def _first_day(self, ids: Ids) -> str:
        return self._why_not_move(ids) or self._beyond(ids, 0, "This is the first day.")

    def _last_day(self, ids: Ids) -> str:
        return self._why_not_move(ids) or self._beyond(ids, len(self._desk.plan.days) - 1, "This is the last day.")

    def _beyond(self, ids: Ids, day: int, sentence: str) -> str:
        block = self._desk.plan.block(ids[0])
        return sentence if block and block.day == day else ""

    def _longest(self, ids: Ids) -> str:
        row = self._row(ids)
        return _one(ids) if row is None else "" if row.minutes < MAX_MINUTES else "A session lasts 24 hours at most."

    def _shortest(self, ids: Ids) -> str:
        row = self._row(ids)
        return _one(ids) if row is None else "" if row.minutes > MIN_MINUTES else f"A session lasts {MIN_MINUTES} minutes at least."

    def _in_tray(self, ids: Ids) -> str:
        row = self._row(ids)
        return _one(ids) if row is None else "" if row.start else "It has no time already."


def _one(ids: Ids) -> str:
    return "" if len(ids) == 1 else "Choose one session."


def _remove_words(ids: Ids) -> str:
    return f"Remove {plural(len(ids), 'session')}" if len(ids) > 1 else "Remove"
