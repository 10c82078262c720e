"""The agenda of three days and 80 sessions: read and drawn, drawn alone, dragged, moved by key and compared with what was released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from measured import Ledger, cpu, run, workspace

DAYS, ROOMS = 3, 3
START = datetime(2027, 3, 9, 8)
FRAME = 1000 / 60
"""Milliseconds for one picture at 60 a second."""


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    with workspace(16) as ws:
        event = _agenda(ws, 8 if ledger.smoke else 80)
        page = _page(ws, event)
        view = page.board.viewport()
        ledger.note("agenda read, laid out and drawn", cpu(lambda: (page.refresh(None), view.repaint()), times=20), 50)
        ledger.note("   of which drawn", cpu(view.repaint, times=20), 12)
        _drag(page, ledger)
        _key(page, ledger)
        _compare(ws, event, ledger)
    return ledger.status()


def _agenda(ws: Any, count: int) -> str:
    """A board with parallel rooms, each session with two people."""
    from advoplanner.services import agenda, events, guests, people

    new = events.NewEvent("cab", "Board", "Listen", START, START + timedelta(days=DAYS - 1, hours=12), "Europe/Lisbon", template=False)
    event = events.new(ws, new).created("event")[0]
    guests.add(ws, event, [row.id for row in people.rows(ws)])
    who = [g.id for g in guests.rows(ws, event)]
    guests.set_reply(ws, who, "accepted")
    each = -(-count // (DAYS * ROOMS))
    for number in range(count):
        day, rest = divmod(number, each * ROOMS)
        room, place = divmod(rest, each)
        start = START + timedelta(days=min(day, DAYS - 1), minutes=70 * place)
        kind = ("framed_discussion", "panel", "break")[place % 3]
        made = agenda.add(ws, event, type=kind, title=f"Session {number} of the board", start=start, minutes=60, room=f"Room {room}")
        for step in range(2):
            agenda.set_person(ws, made.created("session")[0], who[(number * 2 + step) % len(who)])
    return event


def _page(ws: Any, event: str) -> Any:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication

    from advoplanner.core.settings import SettingsFile
    from ui.kit.change_signal import ChangeSignal
    from ui.kit.context import Context
    from ui.kit.dialogs import QtDialogs
    from ui.kit.jobs import Jobs
    from ui.kit.messages import Messages
    from ui.kit.theme import THEME
    from ui.pages.agenda.page import AgendaPage

    app = QApplication.instance() or QApplication([])
    THEME.apply("light")
    messages = Messages()
    page = AgendaPage(Context(ws, ChangeSignal(app), Jobs(app, messages), messages, QtDialogs(), SettingsFile()))
    page.event_id = event
    page.setGeometry(QRect(0, 0, 1366, 768))
    page.show_view(0)
    page.show()
    page.refresh(None)
    app.processEvents()
    return page


def _drag(page: Any, ledger: Ledger) -> None:
    """The pointer moves with a card in the hand: aimed and drawn."""
    from PySide6.QtCore import QPoint

    board = page.board
    block = board.plan.blocks[0]
    at = (board.grid.rect(block).center() - board.offset).toPoint()
    board.gestures.press(at, block.row.id, False)
    places = iter(range(1, 10_000))

    def move() -> None:
        n = next(places)
        board.gestures.move(at + QPoint(n % 300, 20 + n * 3 % 200))
        board.viewport().repaint()

    move()
    ledger.note("a card dragged by one step, drawn", cpu(move, times=60), FRAME)
    board.gestures.give_up()


def _key(page: Any, ledger: Ledger) -> None:
    """An arrow key: saved, what it changed read again and drawn, as the page hears of it in the window."""
    chosen = page.desk.plan.blocks[0].row
    turns, heard = iter(range(1, 10_000)), []
    page.ctx.workspace.subscribe(heard.append)

    def nudge() -> None:
        minutes = 5 if next(turns) % 2 else -5
        row = page.desk.plan.row(chosen.id)
        page.desk.move(row.id, row.start + timedelta(minutes=minutes), by_key=True)
        page.refresh(heard.pop())
        page.board.viewport().repaint()

    ledger.note("a session moved by key: saved, read and drawn", cpu(nudge, times=20), 30)


def _compare(ws: Any, event: str, ledger: Ledger) -> None:
    from advoplanner.services import agenda, agenda_versions

    agenda_versions.release(ws, event, waiver="Set up to be measured and for nothing else.")
    for row in agenda.rows(ws, event)[::2]:
        agenda.edit(ws, row.id, minutes=55)
    ledger.note("the board compared with what was released", cpu(lambda: agenda_versions.standing(ws, event), times=20), 20)


if __name__ == "__main__":
    run(main)
