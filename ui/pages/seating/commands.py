"""What can be done with guests, seats and tables: the same commands in the list, on the plan, by key and by menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.rooms import MOST_SEATS_EACH, SHAPE_WORDS, TableShape
from ui.kit.action import ActionSpec
from ui.kit.labels import tip
from ui.kit.row_menu import plain_tip
from ui.pages.seating.desk import Desk

Ids = list[str]
USUAL_SEATS = {TableShape.ROUND: 8, TableShape.RECTANGLE: 8, TableShape.CABARET: 6, TableShape.THEATRE: 12}
"""Seats that a new table begins with (norms 3.6)."""
WORKING = "The seating is being worked out. Cancel it in the bar below."


class GuestCommands:
    """The subject of each is a list of guest ids. `explain(guest_id)` shows the reasons, `find(guest_id)` the seat."""

    def __init__(self, desk: Desk, explain: Callable[[str], object], find: Callable[[str], object]) -> None:
        self._desk = desk
        self._explain, self._find = explain, find

    def specs(self) -> list[ActionSpec]:
        """In the order of the menu."""
        return [
            ActionSpec("seating.seat", "Seat at…", self.seat_at, "S", "armchair", why_not=self._no_free_seat),
            ActionSpec("seating.swap", "Swap with…", self.swap_with, "X", "shuffle", why_not=self._cannot_swap),
            ActionSpec("seating.lock", "Lock", self.toggle_lock, "L", "lock", why_not=self._nobody_seated, words=self._lock_words),
            ActionSpec("seating.unseat", "Unseat", self.unseat, "Del", "x", why_not=self._nobody_seated, words=self._unseat_words),
            ActionSpec("seating.why", "Why here", lambda ids: self._explain(ids[0]), "W", "info", why_not=self._nobody_seated, separator=True),
            ActionSpec("seating.find", "Show on the plan", lambda ids: self._find(ids[0]), "P", "eye", why_not=self._nobody_seated),
        ]

    def seat_at(self, ids: Ids) -> None:
        """Ask for a free seat and seat the guest there."""
        plan = self._desk.plan
        guest = plan.guests[ids[0]]
        seats = [seat for seat in plan.row.seats if not seat.guest_id]
        place = self._desk.ctx.dialogs.choose(f"Seat {guest.name}", "Free seat", [plan.seat_words(seat.id) for seat in seats], verb="Seat here")
        if place is not None:
            self._desk.seat(ids[0], seats[place].id)

    def swap_with(self, ids: Ids) -> None:
        """Ask for another seated guest; the two change places."""
        plan = self._desk.plan
        own = plan.seat_of[ids[0]]
        others = [other for other, seat in plan.seat_of.items() if seat.table_id != own.table_id]
        words = [f"{plan.guests[other].name}, {plan.place(other).lower()}" for other in others]
        place = self._desk.ctx.dialogs.choose(f"Swap {plan.guests[ids[0]].name}", "With", words, verb="Swap")
        if place is not None:
            self._desk.seat(ids[0], plan.seat_of[others[place]].id)

    def toggle_lock(self, ids: Ids) -> None:
        """Lock all; where all are locked already, unlock them."""
        seated = self._seated(ids)
        self._desk.lock(seated, not self.all_locked(seated))

    def unseat(self, ids: Ids) -> None:
        self._desk.unseat(self._seated(ids))

    def all_locked(self, ids: Ids) -> bool:
        seats = self._desk.plan.seat_of
        return bool(ids) and all(guest_id in seats and seats[guest_id].locked for guest_id in ids)

    def _seated(self, ids: Ids) -> Ids:
        return [guest_id for guest_id in ids if guest_id in self._desk.plan.seat_of]

    def _lock_words(self, ids: Ids) -> str:
        seated = self._seated(ids)
        verb = "Unlock" if self.all_locked(seated) else "Lock"
        return f"{verb} {plural(len(seated), 'seat')}" if len(seated) > 1 else f"{verb} the seat"

    def _unseat_words(self, ids: Ids) -> str:
        seated = len(self._seated(ids))
        return f"Unseat {plural(seated, 'guest')}" if seated > 1 else "Unseat"

    def _nobody_seated(self, ids: Ids) -> str:
        return "" if self._seated(ids) else "Nobody chosen has a seat yet."

    def _no_free_seat(self, ids: Ids) -> str:
        if len(ids) != 1:
            return "Choose one guest."
        return "" if self._desk.plan.free else "Every seat is taken. Swap, or add a table."

    def _cannot_swap(self, ids: Ids) -> str:
        if len(ids) != 1:
            return "Choose one guest."
        if not self._seated(ids):
            return "This guest has no seat to give in exchange."
        return "" if len({seat.table_id for seat in self._desk.plan.seat_of.values()}) > 1 else "Nobody sits at another table yet."


class TableCommands:
    """What can be done with one table. `edit(table_id)` opens its details."""

    def __init__(self, desk: Desk, edit: Callable[[str], object]) -> None:
        self._desk = desk
        self._edit = edit

    def specs(self) -> list[ActionSpec]:
        return [
            ActionSpec("table.edit", "Name, topic, host…", lambda ids: self._edit(ids[0]), "", "pencil"),
            ActionSpec("table.more", "One seat more", lambda ids: self._resize(ids[0], 1), "", "plus", why_not=self._full_size),
            ActionSpec("table.fewer", "One seat fewer", lambda ids: self._resize(ids[0], -1), "", "chevron-down", why_not=self._least_size),
            ActionSpec("table.lock", "Lock everybody here", self._lock, "", "lock", why_not=self._empty, separator=True),
            ActionSpec("table.unseat", "Unseat everybody here", self._unseat, "", "x", why_not=self._empty),
            ActionSpec("table.remove", "Remove the table", self._desk.tables.remove, "", "trash-2", separator=True),
        ]

    def _resize(self, table_id: str, by: int) -> None:
        self._desk.tables.resize(table_id, self._desk.plan.tables[table_id].seats + by)

    def _lock(self, ids: Ids) -> None:
        self._desk.lock(self._desk.plan.sitters(ids[0]), True)

    def _unseat(self, ids: Ids) -> None:
        self._desk.unseat(self._desk.plan.sitters(ids[0]))

    def _empty(self, ids: Ids) -> str:
        return "" if self._desk.plan.sitters(ids[0]) else "Nobody sits here yet."

    def _full_size(self, ids: Ids) -> str:
        return "" if self._desk.plan.tables[ids[0]].seats < MOST_SEATS_EACH else f"A table has at most {MOST_SEATS_EACH} seats."

    def _least_size(self, ids: Ids) -> str:
        return "" if self._desk.plan.tables[ids[0]].seats > 1 else "A table has at least one seat."


class SeatCommands:
    """What can be done with a free seat; `chosen()` are the guests chosen now."""

    def __init__(self, desk: Desk, chosen: Callable[[], Ids]) -> None:
        self._desk = desk
        self._chosen = chosen

    def specs(self) -> list[ActionSpec]:
        return [
            ActionSpec("seat.guest", "Seat a guest here…", self._seat, why_not=lambda ids: "" if self._candidates() else "Everybody has a seat."),
            ActionSpec("seat.accessible", "An accessible seat", self._mark, words=self._mark_words),
        ]

    def _candidates(self) -> Ids:
        """The one chosen, else all without a seat."""
        chosen, plan = self._chosen(), self._desk.plan
        return chosen if len(chosen) == 1 else [guest_id for guest_id in plan.guests if guest_id not in plan.seat_of]

    def _seat(self, ids: Ids) -> None:
        people = self._candidates()
        names = [self._desk.plan.guests[guest_id].name for guest_id in people]
        place = 0 if len(people) == 1 else self._desk.ctx.dialogs.choose("Seat here", "Guest", names, verb="Seat here")
        if place is not None:
            self._desk.seat(people[place], ids[0])

    def _mark(self, ids: Ids) -> None:
        self._desk.tables.set_accessible(ids[0], not self._desk.plan.seats[ids[0]].accessible)

    def _mark_words(self, ids: Ids) -> str:
        return "Not an accessible seat" if self._desk.plan.seats[ids[0]].accessible else "An accessible seat"


class PlanCommands:
    """What is done to the whole round; the subject is ignored. `chosen()` are the guests chosen now, `restarted()` shows
    the page anew when the search starts and ends."""

    def __init__(self, desk: Desk, chosen: Callable[[], Ids], restarted: Callable[[], object]) -> None:
        self._desk = desk
        self._chosen = chosen
        self._restarted = restarted
        self.working = False

    def specs(self) -> list[ActionSpec]:
        return [
            ActionSpec("seating.all", "Seat everybody who accepted", self.seat_all, why_not=self.why_not_seat),
            ActionSpec("seating.improve", "Improve the unlocked seats", self.improve, why_not=self.why_not_improve),
            ActionSpec("seating.layout", "Generate tables…", self.generate),
            ActionSpec("seating.table", "Add a table…", self.add_table),
            ActionSpec("seating.round", "Add a round of seating…", self.add_round),
            ActionSpec("seating.clear", "Clear the unlocked seats", self.clear, why_not=self.why_not_improve),
        ]

    def seat_all(self, subject: object = None) -> None:
        """Seat those who wait; where somebody sits already, they stay."""
        self._start(fill_gaps=bool(self._desk.plan.seat_of))

    def improve(self, subject: object = None) -> None:
        """Seat everybody anew but the locked."""
        self._start(fill_gaps=False)

    def clear(self, subject: object = None) -> None:
        self._desk.clear()

    def generate(self, subject: object = None) -> None:
        from ui.pages.seating.layout_dialog import LayoutDialog

        LayoutDialog(self._desk).ask(QApplication.activeWindow())

    def add_round(self, subject: object = None) -> None:
        usual = f"Round {len(self._desk.found.rounds) + 1}"
        name = self._desk.ctx.dialogs.ask_text("Add a round", "What is this seating called?", usual, verb="Add round")
        if name is not None:
            self._desk.add_round(name)
            self._restarted()

    def add_table(self, subject: object = None) -> None:
        kinds = list(USUAL_SEATS)
        options = [f"{SHAPE_WORDS[kind]}, {USUAL_SEATS[kind]} seats" for kind in kinds]
        place = self._desk.ctx.dialogs.choose("Add a table", "Kind", options, verb="Add table")
        if place is not None:
            self._desk.tables.add(str(kinds[place]), USUAL_SEATS[kinds[place]])

    def toggle_lock(self) -> None:
        """Lock or unlock the chosen guests, or everybody where nobody is chosen."""
        self._desk.lock(self.lockable(), not self.all_locked())

    def lockable(self) -> Ids:
        seats = self._desk.plan.seat_of
        return [guest_id for guest_id in self._chosen() if guest_id in seats] or list(seats)

    def all_locked(self) -> bool:
        ids = self.lockable()
        return bool(ids) and all(self._desk.plan.seat_of[guest_id].locked for guest_id in ids)

    def why_not_seat(self, subject: object = None) -> str:
        """Why nobody can be seated now, or ""."""
        if self.working:
            return WORKING
        if not self._desk.plan.tables:
            return "There are no tables yet."
        if not self._desk.waiting():
            return "Everybody who accepted has a seat."
        return "" if self._desk.plan.free else "Every seat is taken. Add a table, or enlarge one."

    def why_not_improve(self, subject: object = None) -> str:
        """Why nothing can be improved now, or ""."""
        if self.working:
            return WORKING
        seats = self._desk.plan.seat_of.values()
        if not seats:
            return "Nobody is seated yet."
        return "Every seat is locked, so there is nothing to improve." if all(seat.locked for seat in seats) else ""

    def _start(self, *, fill_gaps: bool) -> None:
        self.working = True
        self._restarted()
        self._desk.seat_all(fill_gaps=fill_gaps, done=self._ended)

    def _ended(self) -> None:
        self.working = False
        self._restarted()


def popup(over: QWidget, specs: list[ActionSpec], ids: Ids, at: QPoint) -> QMenu:
    """A menu of commands on `ids`, each with the reason where it cannot be done now."""
    menu = QMenu(over)
    menu.setToolTipsVisible(True)
    for spec in specs:
        if spec.separator:
            menu.addSeparator()
        action = menu.addAction(spec.label(ids))
        reason = spec.reason(ids)
        action.setEnabled(not reason)
        action.setToolTip(tip(reason))
        action.triggered.connect(lambda _=False, spec=spec: spec.run(ids))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def give_keys(widget: QWidget, specs: list[ActionSpec], chosen: Callable[[], Ids]) -> None:
    """The commands' keys, alive while `widget` has the focus; a key that cannot act now says why."""

    def run(spec: ActionSpec) -> None:
        ids = chosen()
        reason = spec.reason(ids) if ids else ""
        if reason:
            QToolTip.showText(widget.mapToGlobal(QPoint(24, 24)), plain_tip(reason), widget)
        elif ids:
            spec.run(ids)

    for spec in specs:
        action = QAction(spec.text, widget)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False, spec=spec: run(spec))
        widget.addAction(action)
