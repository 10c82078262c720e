"""Beside the list at the door: how many are here, who came last and where they sit, and what is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import to_wall
from advoplanner.domain.guests import Attendance, GuestRow
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.labels import Elided, PlainText, figure, quiet, section
from ui.kit.meter import Meter
from ui.kit.tokens import FIGURE, SECTION
from ui.pages.day.agenda_now import NowAndNext
from ui.pages.day.hours import ArrivalBars

WIDTH = 320
LATEST = 6
MORE = (5, 15)
"""Minutes by which what is on can take longer at a press."""
OVERRUN_TIP = "What follows makes room: free time and breaks give way first, what is fixed stays"
HERE = (Attendance.ARRIVED, Attendance.LEFT_EARLY)


class Side(QWidget):
    """`undo(guest_id)` takes the last arrival back, `overrun(session_id, minutes)` lets what is on take longer."""

    def __init__(self, undo: Callable[[str], object], overrun: Callable[[str, int], object]) -> None:
        super().__init__()
        self.now_id = ""
        self.bars = ArrivalBars()
        self.longer = {minutes: Button(f"{minutes} min more", partial(self._overrun, minutes), tip=OVERRUN_TIP) for minutes in MORE}
        self.more = QWidget()
        self._wanted = overrun
        self.setFixedWidth(WIDTH)
        self.last_id = ""
        self.here, self.bar, self.rest, self.greeters = figure(), Meter(), quiet(), quiet()
        self.last_name = PlainText(size=SECTION, weight=QFont.Weight.DemiBold)
        self.last_company, self.last_table, self.last_seat = (
            quiet(),
            PlainText(size=FIGURE, weight=QFont.Weight.DemiBold, role="ink"),
            PlainText(role="quiet"),
        )
        self.undo = Button("Not here after all", lambda: undo(self.last_id), icon="undo-2")
        self.latest = [_line() for _ in range(LATEST)]
        self.now, self.until, self.next, self.at = PlainText(weight=QFont.Weight.DemiBold), quiet(), PlainText(), quiet()
        self._lay_out()

    def show_guests(self, rows: Sequence[GuestRow], zone: str) -> None:
        """Counts, and the arrivals, the last one first; times are those of the event's zone."""
        here = [row for row in rows if row.attendance in HERE]
        gone = sum(row.attendance == Attendance.NO_SHOW for row in rows)
        self.here.setText(f"{len(here):,} of {len(rows):,} here")
        self.bar.set_share(len(here) / len(rows) if rows else 0.0, "")
        self.bars.show_arrivals([_wall(row, zone) for row in here if row.arrived_at], len(rows))
        still = len(rows) - len(here) - gone
        self.rest.setText(", ".join(filter(None, (f"{still:,} still expected", f"{gone:,} not coming" if gone else ""))))
        recent = sorted((row for row in here if row.arrived_at), key=lambda row: row.arrived_at, reverse=True)
        self._show_last(recent[0] if recent else None)
        for place, (line, name, when) in enumerate(self.latest):
            row = recent[place] if place < len(recent) else None
            line.setVisible(row is not None)
            if row is not None:
                name.set_whole(f"{row.name}, {row.organisation}" if row.organisation else row.name)
                when.setText(f"{_wall(row, zone):%H:%M}")

    def show_greeters(self, words: str) -> None:
        """Who waits to be greeted, and whom each greeter expects."""
        self.greeters.setText(words)
        self.greeters.setVisible(bool(words))

    def show_agenda(self, found: NowAndNext) -> None:
        self.now_id = found.now_id
        self.now.setText(found.now or "Nothing is on now")
        self.more.setVisible(bool(found.now_id))
        self.next.setText(found.next or "Nothing follows")
        for label, words in ((self.until, found.now_until), (self.at, found.next_at)):
            label.setText(words)
            label.setVisible(bool(words))

    def _show_last(self, row: GuestRow | None) -> None:
        self.last_id = row.id if row else ""
        self.last_name.setText(row.name if row else "Nobody has arrived yet")
        self.last_company.setText(row.organisation if row else "Type a name and press Enter.")
        self.last_table.setText((row.table or "No seat yet") if row else "")
        self.last_seat.setText(f"Seat {row.seat}" if row and row.seat else "")
        for label in (self.last_company, self.last_table, self.last_seat):
            label.setVisible(bool(label.text()))
        self.undo.setVisible(row is not None)

    def _overrun(self, minutes: int) -> None:
        if self.now_id:
            self._wanted(self.now_id, minutes)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self.more)
        row.setContentsMargins(0, 4, 0, 8)
        row.setSpacing(8)
        for button in self.longer.values():
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(_card("", self.here, self.bar, self.rest, self.greeters, self.bars))
        column.addWidget(_card("Just arrived", self.last_name, self.last_company, self.last_table, self.last_seat, self.undo))
        column.addWidget(_card("On the agenda", self.now, self.until, self.more, self.next, self.at))
        self.recent = _card("Latest arrivals", *(line for line, _, _ in self.latest))
        column.addWidget(self.recent)
        column.addStretch(1)


def _wall(row: GuestRow, zone: str) -> datetime:
    """When somebody arrived, by the event's clock."""
    return to_wall(datetime.fromisoformat(row.arrived_at), zone).replace(tzinfo=None)


def _card(title: str, *parts: QWidget) -> Card:
    card = Card(spacing=4)
    if title:
        card.column.addWidget(section(title))
        card.column.addSpacing(4)
    for part in parts:
        card.column.addWidget(part)
    return card


def _line() -> tuple[QWidget, Elided, PlainText]:
    line = QWidget()
    name, when = Elided(), PlainText(role="quiet", wrap=False, figures=True)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(name, 1)
    row.addWidget(when)
    return line, name, when
