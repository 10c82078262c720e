"""Ten thousand people in the window: what a keystroke in the search costs, and an edit that is saved and shown."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from measured import Ledger, cpu, run, workspace

WORDS = ("a", "ad", "ada", "ada c", "ada co", "fischer", "director li", "zzz", "comp 12", "")


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    with workspace(100 if ledger.smoke else 10_000) as ws:
        page = _page(ws)
        # Every word follows another one, as in typing: the same word twice would find its answer ready.
        passes = [[cpu(lambda w=word: _type(page, w)) for word in WORDS] for _ in range(7)]
        worst = max(median(times) for times in zip(*passes, strict=True))
        ledger.note("worst keystroke in 10,000 people", worst, 20, 11)
        _save(ws, ledger)
    return ledger.status()


def _page(ws: Any) -> Any:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication

    from advoplanner.core.settings import SettingsFile
    from ui.kit.change_signal import ChangeSignal
    from ui.kit.context import Context
    from ui.kit.dialogs import QtDialogs
    from ui.kit.jobs import Jobs
    from ui.kit.messages import Messages
    from ui.kit.theme import THEME
    from ui.pages.people.page import PeoplePage

    app = QApplication.instance() or QApplication([])
    THEME.apply("light")
    messages = Messages()
    ctx = Context(ws, ChangeSignal(app), Jobs(app, messages), messages, QtDialogs(), SettingsFile())
    page = PeoplePage(ctx)
    page.setGeometry(QRect(0, 0, 1366, 768))
    page.show()
    page.refresh(None)
    app.processEvents()
    return page


def _type(page: Any, text: str) -> None:
    page.model.search(text)
    page.table.repaint()


def _save(ws: Any, ledger: Ledger) -> None:
    from advoplanner.services import people

    ids = [row.id for row in people.rows(ws)[:40]]
    people.edit(ws, ids[0], city="Porto")
    turns = iter(ids[1:])
    ledger.note("edit of one person saved", cpu(lambda: people.edit(ws, next(turns), city="Porto"), times=30), 5, 1.6)


if __name__ == "__main__":
    run(main)
