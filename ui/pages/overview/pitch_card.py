"""The pitch guard: how much the vendor speaks, and what would change it, each suggestion one click and one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.agenda import WORDS, SessionRow
from advoplanner.domain.checks.suggestions import Suggestion
from advoplanner.services.pitch import PitchGuard
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, quiet, section
from ui.kit.meter import Meter
from ui.kit.row_menu import plain_tip
from ui.pages.overview.cards import FORMULA, Refilled, share_words

SHOWN = 6
"""Sessions whose suggestions are shown; the others follow as these are dealt with."""


class PitchCard(Card):
    """`follow(suggestion id)` does one suggestion, `follow_all()` those that lead under the limit."""

    def __init__(self, follow: Callable[[str], object], follow_all: Callable[[], object]) -> None:
        super().__init__(margin=12, spacing=4)
        self._follow = follow
        self.meter = Meter()
        self.words = PlainText(role="quiet")
        self.all = Button("", follow_all, icon="sparkles")
        self.rows = Refilled()
        for widget in (inset(section("Pitch guard"), 8), inset(self.meter), inset(self.words), self.rows):
            self.column.addWidget(widget)
        self.column.insertWidget(3, inset(self.all, 4), 0, Qt.AlignmentFlag.AlignLeft)

    def show_guard(self, guard: PitchGuard) -> None:
        self.meter.setVisible(guard.share is not None)
        if guard.share is not None:
            good = guard.limit is None or guard.share <= guard.limit
            self.meter.set_share(guard.share, f"{guard.share:.0%}", limit=guard.limit, state="good" if good else "bad")
        self.words.setText(share_words(guard))
        for widget in (self.meter, self.words):
            widget.setToolTip(plain_tip(FORMULA))
        self.all.parentWidget().setVisible(len(guard.way) > 1)
        if guard.way:
            self.all.setText(f"Follow {plural(len(guard.way), 'suggestion')}: {guard.way[-1].share or 0:.0%}")
            self.all.setToolTip(plain_tip("\n".join(f"“{_titled(guard, each)}”: {each.verb}" for each in guard.way)))
        self.rows.fill(self._rows(guard))

    def _rows(self, guard: PitchGuard) -> Iterator[QWidget]:
        by_session: dict[str, list[Suggestion]] = {}
        for each in guard.suggestions:
            by_session.setdefault(each.session_id, []).append(each)
        rows = {row.id: row for row in guard.sessions}
        for session_id, found in list(by_session.items())[:SHOWN]:
            yield _session_line(rows[session_id])
            for each in found:
                yield self._row(each, guard)
        if len(by_session) > SHOWN:
            yield inset(quiet(f"{plural(len(by_session) - SHOWN, 'more session')} with suggestions once these are dealt with."), 6)
        if not by_session and guard.share is not None:
            yield inset(PlainText("Nothing to suggest: members have the floor.", role="good"), 6)

    def _row(self, each: Suggestion, guard: PitchGuard) -> JumpRow:
        now, then = guard.share or 0, each.share
        change = f" Then the vendor speaks {then:.0%}." if then is not None and abs(then - now) > 0.004 else ""
        row = JumpRow(each.verb, partial(self._follow, each.id), why=f"{each.why}{change}", state="accent", state_word="Suggestion")
        row.setToolTip(plain_tip("Click to do it; Ctrl+Z takes it back."))
        return row


def _session_line(row: SessionRow) -> QWidget:
    title = PlainText(row.title, weight=QFont.Weight.Medium)
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(8, 12, 8, 0)
    column.setSpacing(2)
    column.addWidget(title)
    column.addWidget(quiet(f"{WORDS[row.type]}, {plural(row.minutes, 'minute')}"))
    return box


def _titled(guard: PitchGuard, each: Suggestion) -> str:
    return next((row.title for row in guard.sessions if row.id == each.session_id), "")
