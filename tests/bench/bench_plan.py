"""The plan of 500 seats while it is panned and zoomed: 60 frames a second are 16.7 ms of CPU a frame, whatever is shown on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

from bench_seats import shown_page
from measured import Ledger, cpu, evening, run, workspace

FRAME = 16.7
PATH = cycle([(9, 4)] * 40 + [(-9, -4)] * 40)
"""A hand that pans there and back, in px a frame."""

STEPS = cycle([1.15, 1 / 1.15])


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    with workspace(16 if ledger.smoke else 500) as ws:
        view = _view(ws)
        for words, zoom in (("a hall seen from far", 0.3), ("with names", 0.6), ("at 100 %", 1.0), ("with companies", 1.5)):
            _frames(view, words, zoom, ledger)
        board = view.parent().parent()
        board.ties.setChecked(True)
        board.heat.setChecked(True)
        _frames(view, "with lines and heat", 0.6, ledger)
        ledger.note("zoomed by a step, names placed anew", cpu(lambda: _zoomed(view), times=10), 100)
    return ledger.status()


def _view(ws: Any) -> Any:
    """Everybody seated at round tables of ten, in a window of 1366 by 768."""
    from advoplanner.services import auto_seat, guests, people, tables

    event = evening(ws)
    everybody = [row.id for row in people.rows(ws)]
    guests.add(ws, event, everybody)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(-(-len(everybody) // 10), 10)])
    auto_seat.seat_all(ws, event, iterations=2_000)
    return shown_page(ws, event).board.view


def _frames(view: Any, words: str, zoom: float, ledger: Ledger) -> None:
    """A frame of panning, where only what comes into view is drawn, and one of the whole view, as at a broken scale factor."""
    from PySide6.QtWidgets import QApplication

    from ui.pages.seating.style import NORMAL

    view.zoom_by(zoom * NORMAL / view.transform().m11())
    QApplication.processEvents()
    view.viewport().repaint()

    def pan() -> None:
        view.scroll_by(*next(PATH))
        QApplication.processEvents()

    ledger.note(f"panned by a frame, {words}", cpu(pan, times=80), FRAME)
    ledger.note("   the whole view drawn", cpu(view.viewport().repaint, times=30), FRAME)


def _zoomed(view: Any) -> None:
    view.zoom_by(next(STEPS))
    view.viewport().repaint()


if __name__ == "__main__":
    run(main)
