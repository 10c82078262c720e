"""What can be done with guests: the same commands in the list, on the plan, by key and by menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.seat_marks import SEAT_MARKS
from ui.kit.action import ActionSpec
from ui.kit.labels import tip
from ui.kit.row_menu import plain_tip
from ui.pages.seating.desk import Desk

Ids = list[str]


class GuestCommands:
    """The subject of each is a list of guest ids. `explain(guest_id)` shows the reasons, `find(item_id)` a guest's seat or a
    table, `what_if(guest_ids)` the plans without these guests."""

    def __init__(self, desk: Desk, explain: Callable[[str], object], find: Callable[[str], object], what_if: Callable[[Ids], object]) -> None:
        self._desk = desk
        self._what_if = what_if
        self._explain, self._find = explain, find

    def specs(self) -> list[ActionSpec]:
        """In the order of the menu."""
        return [
            ActionSpec("seating.seat", "Seat at…", self.seat_at, "S", "armchair", why_not=self._no_free_seat),
            ActionSpec("seating.swap", "Swap with…", self.swap_with, "X", "shuffle", why_not=self._cannot_swap),
            ActionSpec("seating.lock", "Lock", self.toggle_lock, "L", "lock", why_not=self._nobody_seated, words=self._lock_words),
            ActionSpec("seating.unseat", "Unseat", self.unseat, "Del", "x", why_not=self._nobody_seated, words=self._unseat_words),
            ActionSpec("seating.why", "Why here", lambda ids: self._explain(ids[0]), "W", "info", why_not=self._nobody_seated, separator=True),
            ActionSpec(
                "seating.what_if",
                "What if they decline…",
                lambda ids: self._what_if(self._seated(ids)),
                "D",
                "circle-help",
                why_not=self._nobody_seated,
            ),
            ActionSpec("seating.mark", "Mark the seat…", self.mark, "M", "tag", why_not=self._nobody_seated),
            ActionSpec("seating.table", "Name, topic, host of the table…", self._open_table, "T", "table-2", why_not=self._nobody_seated),
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

    def mark(self, ids: Ids) -> None:
        mark_seat(self._desk, self._desk.plan.seat_of[self._seated(ids)[0]].id)

    def all_locked(self, ids: Ids) -> bool:
        seats = self._desk.plan.seat_of
        return bool(ids) and all(guest_id in seats and seats[guest_id].locked for guest_id in ids)

    def _open_table(self, ids: Ids) -> None:
        self._find(self._desk.plan.seat_of[self._seated(ids)[0]].table_id)

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


def mark_seat(desk: Desk, seat_id: str) -> None:
    """Ask what is to be said of a seat; what holds already is taken back."""
    seat = desk.plan.seats[seat_id]
    marks = list(SEAT_MARKS)
    words = [f"{'No longer ' if mark in seat.marks else ''}{SEAT_MARKS[mark]}" for mark in marks]
    table = desk.plan.tables[seat.table_id]
    title = f"Mark table {table.number}, seat {seat.number}"
    place = desk.ctx.dialogs.choose(title, "This seat is", [text[0].upper() + text[1:] for text in words], verb="Mark")
    if place is not None:
        desk.tables.mark([seat_id], marks[place], marks[place] not in seat.marks)


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


def give_keys(widget: QWidget, specs: list[ActionSpec], chosen: Callable[[], Ids]) -> list[QAction]:
    """The commands' keys, alive while `widget` has the focus; a key that cannot act now says why. Returns them, to be switched off."""

    def run(spec: ActionSpec) -> None:
        ids = chosen()
        reason = spec.reason(ids) if ids else ""
        if reason:
            QToolTip.showText(widget.mapToGlobal(QPoint(24, 24)), plain_tip(reason), widget)
        elif ids:
            spec.run(ids)

    made = []
    for spec in specs:
        action = QAction(spec.text, widget)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False, spec=spec: run(spec))
        widget.addAction(action)
        made.append(action)
    return made
