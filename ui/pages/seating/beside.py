"""What stands beside the plan: the guests with the details of one, or the room; it gives way where there is room for the plan alone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from ui.pages.seating.details import Details
from ui.pages.seating.room_panel import RoomPanel
from ui.pages.seating.seat_list import SeatList

WIDE, SLIM, NARROW = 340, 300, 900
CROWDED = 740
"""Narrower than this, as beside an open drawer, the plan has the place to itself: half of each would serve nobody."""
LOW, TABLE_FORM = 420, 256
"""Where there is more height than LOW, the form of a table is seen whole."""


class Beside(QStackedWidget):
    """`crowded` while there is no room for it, however much it is wanted."""

    def __init__(self, people: SeatList, details: Details, room: RoomPanel) -> None:
        super().__init__()
        self._wanted = True
        self.crowded = False
        self._details = details
        side = QSplitter(Qt.Orientation.Vertical)
        side.addWidget(people)
        side.addWidget(details)
        side.setSizes([360, 200])
        side.setChildrenCollapsible(False)
        side.setHandleWidth(16)
        self.addWidget(side)
        self.addWidget(room)

    def want(self, wanted: bool, place: QSize) -> None:
        """Show or hide it, as the person likes."""
        self._wanted = wanted
        self.share(place)

    def share(self, place: QSize) -> None:
        """Take of `place`, which is for the plan too, what can be spared."""
        self.crowded = place.width() < CROWDED
        self.setFixedWidth(WIDE if place.width() >= NARROW else SLIM)
        self.setVisible(self._wanted and not self.crowded)
        self._details.setMinimumHeight(TABLE_FORM if place.height() > LOW and self._details.shows_form else 0)
