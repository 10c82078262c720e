"""Seats by hand: a guest dropped on another seat, saved and drawn; and 1,200 seats taken back in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from measured import Ledger, cpu, evening, run, workspace


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    with workspace(16 if ledger.smoke else 1_200) as ws:
        event = evening(ws)
        _drops(ws, event, ledger)
        _undo(ws, event, ledger)
    return ledger.status()


def _drops(ws: Any, event: str, ledger: Ledger) -> None:
    """88 guests at 11 tables, as most evenings have."""
    from advoplanner.services import auto_seat, guests, people, seating, tables

    count = min(88, len(people.rows(ws)))
    guests.add(ws, event, [row.id for row in people.rows(ws)][:count])
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(count // 8, 8)])
    auto_seat.seat_all(ws, event, iterations=2_000)
    page = shown_page(ws, event)
    plan = seating.plan(ws, event)
    seats = [seat.id for seat in plan.seats if seat.guest_id]
    holders = [seat.guest_id for seat in plan.seats if seat.guest_id]
    turns = iter(range(1, 10_000))

    def pair(step: int) -> tuple[str, str]:
        """A guest and the seat that somebody else holds now."""
        n = next(turns)
        while n % len(seats) == n * step % len(seats):
            n = next(turns)
        here, there = n % len(seats), n * step % len(seats)
        holders[here], holders[there] = holders[there], holders[here]
        return holders[there], seats[there]

    def drop() -> None:
        """What the hand does: the page hears of the commit, moves both, and says so with Undo; what does not hold is looked for later."""
        page.desk.seat(*pair(37))
        drawn()

    drop()
    ledger.note("guest dropped on a seat: saved and drawn", cpu(drop, times=30), 10, 2)
    page.ctx.changes.blockSignals(True)
    ledger.note("   of which saved", cpu(lambda: seating.seat_guest(ws, plan.round_id, *pair(41)), times=30), 10)
    page.ctx.changes.blockSignals(False)
    ledger.note("   beside it, a moment after the last of them: issues, reasons", cpu(lambda: _looked(page), times=5), 100)


def _looked(page: Any) -> None:
    page.look_round()
    drawn()


def drawn() -> None:
    """Draw all that waits to be drawn; what waits for a timer does not come into it."""
    from PySide6.QtCore import QCoreApplication

    for _ in range(3):
        # The plan tells the view by an event, the view the window by another, and that one draws.
        QCoreApplication.sendPostedEvents()


def shown_page(ws: Any, event: str) -> Any:
    """The seating page of an event, read and drawn off screen."""
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication

    from advoplanner.core.settings import SettingsFile
    from ui.kit.change_signal import ChangeSignal
    from ui.kit.context import Context
    from ui.kit.dialogs import QtDialogs
    from ui.kit.jobs import Jobs
    from ui.kit.messages import Messages
    from ui.kit.theme import THEME
    from ui.pages.seating.page import SeatingPage

    app = QApplication.instance() or QApplication([])
    THEME.apply("light")
    messages = Messages()
    ctx = Context(ws, ChangeSignal(app), Jobs(app, messages), messages, QtDialogs(), SettingsFile())
    ws.subscribe(ctx.changes.emit)
    page = SeatingPage(ctx)
    page.event_id = event
    page.setGeometry(QRect(0, 0, 1366, 768))
    page.show()
    page.refresh(None)
    app.processEvents()
    return page


def _undo(ws: Any, event: str, ledger: Ledger) -> None:
    from advoplanner.services import auto_seat, guests, history, people, tables

    everybody = [row.id for row in people.rows(ws)]
    guests.add(ws, event, everybody)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(len(everybody) // 8, 8)])
    spent = cpu(lambda: auto_seat.seat_all(ws, event, iterations=2_000))
    ledger.note("1,200 guests seated (search of 2,000 steps)", spent / 1000, 20, unit="s")
    ledger.note("undo of 1,200 seats", cpu(lambda: history.undo(ws)), 150, 108)
    ledger.note("redo of 1,200 seats", cpu(lambda: history.redo(ws)), 300)


if __name__ == "__main__":
    run(main)
