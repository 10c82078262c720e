"""The panel under the list: why a guest sits here, or the name, topic, size and host of a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.domain.rooms import MOST_SEATS_EACH, SeatGuest, TableRow, length_words, size_words
from ui.kit import icons
from ui.kit.clearing import clear
from ui.kit.fields import Choice
from ui.kit.form import Form
from ui.kit.labels import Elided, PlainText, quiet
from ui.kit.meter import Meter
from ui.kit.tokens import SECTION
from ui.kit.units import imperial
from ui.pages.seating.desk import Desk
from ui.pages.seating.plan import Plan, about

NOTHING = "Choose a guest to see why they sit where they do, or a table to name it."


class Details(QStackedWidget):
    """Shows one guest, one table, or a hint."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.guest = GuestDetails()
        self.table = TableDetails(desk)
        hint = quiet(NOTHING)
        hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        for page in (hint, self.guest, self.table):
            self.addWidget(scrolling(page))
        self.setAccessibleName("Details")

    @property
    def shows_form(self) -> bool:
        """Whether the fields of a table are shown."""
        return self.currentIndex() == 2

    def show_guest(self, plan: Plan, guest: SeatGuest, reason: str = "", notes: Sequence[str] = ()) -> None:
        self.guest.show_guest(plan, guest, reason, notes)
        self.setCurrentIndex(1)

    def show_table(self, plan: Plan, table: TableRow) -> None:
        self.table.show_table(plan, table)
        self.setCurrentIndex(2)

    def show_nothing(self) -> None:
        self.setCurrentIndex(0)


class GuestDetails(QWidget):
    """Name, what they are, seat and fit, and the reasons: an icon for what speaks for the seat, others for its cost and for what is to be known."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Elided(size=SECTION, weight=QFont.Weight.DemiBold)
        self.about = quiet()
        self.place = PlainText(weight=QFont.Weight.Medium)
        self.reasons = QGridLayout()
        self.reasons.setHorizontalSpacing(8)
        self.reasons.setVerticalSpacing(6)
        self.reasons.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for widget in (self.name, self.about, self.place):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(self.reasons)
        column.addStretch(1)

    def show_guest(self, plan: Plan, guest: SeatGuest, reason: str, notes: Sequence[str]) -> None:
        self.name.set_whole(guest.name)
        self.about.setText(" · ".join(filter(None, [guest.organisation, about(guest)])))
        seat = plan.seat_of.get(guest.guest_id)
        if seat is None:
            self.place.setText("Not there in this round" if guest.guest_id in plan.away else "No seat yet")
            self._list([], [reason] if reason else [])
            return
        held = ", locked" if seat.locked else ""
        fit = f". Fit {plan.guest_fit(guest.guest_id):+.0f}".replace("-", "−") if plan.compared else ""
        self.place.setText(f"{plan.place(guest.guest_id)}{held}{fit}")
        known = ["Little is known about this guest, so the seat was chosen without preference."] if guest.little_known else []
        self._list(list(guest.why) + known or ["Placed by hand: no reasons were worked out."], notes)

    def _list(self, reasons: Sequence[str], notes: Sequence[str]) -> None:
        clear(self.reasons)
        for row, text in enumerate([*reasons, *notes]):
            word, icon, tone = (
                ("Note", "info", "quiet")
                if row >= len(reasons)
                else ("Cost", "circle-alert", "warn")
                if text.lower().startswith("cost")
                else ("Reason", "check", "good")
            )
            mark = PlainText(wrap=False)
            mark.setPixmap(icons.pixmap(icon, 16, tone))
            mark.setAccessibleName(word)
            self.reasons.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self.reasons.addWidget(PlainText(text), row, 1)


class TableDetails(QWidget):
    """A form that saves itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table_id = ""
        self.title = Elided(size=SECTION, weight=QFont.Weight.DemiBold)
        self.size_line = quiet()
        self.fit = Meter()
        self.form = Form(self._save, columns=2)
        self.form.line("name", "Name")
        self.form.line("topic", "Topic")
        self.form.number("seats", "Seats", low=1, high=MOST_SEATS_EACH)
        self.form.choice("host", "Host", [("", "Nobody")])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for widget in (self.title, self.size_line, self.fit, self.form):
            column.addWidget(widget)
        column.addStretch(1)

    def show_table(self, plan: Plan, table: TableRow) -> None:
        fit, people = plan.table_fit(table.id), plan.sitters(table.id)
        self.title.set_whole(f"Table {table.number}" + (f", {table.name}" if table.name else ""))
        size = length_words(table.width, imperial=imperial())
        if table.width != table.length:
            size = size_words(table.width, table.length, imperial=imperial())
        self.size_line.setText(f"{len(people)} of {table.seats} seats taken · {size}")
        self.fit.set_share(fit.share, fit.words())
        hosts = [("", "Nobody"), *((guest_id, plan.guests[guest_id].name) for guest_id in people if guest_id in plan.guests)]
        choice = self.form["host"]
        fresh = table.id != self._table_id
        self._table_id = table.id
        if isinstance(choice, Choice):
            choice.set_options(hosts)
        values = {"name": table.name, "topic": table.topic, "seats": table.seats, "host": table.host_guest_id}
        for field, value in values.items():
            if fresh or not self.form[field].unsaved:
                self.form.clear_error(field)
                self.form[field].show_value(value)

    def _save(self, field: str, value: object) -> None:
        table = self._desk.plan.tables.get(self._table_id)
        if table is None:
            return
        if field == "seats" and isinstance(value, int) and value != table.seats:
            self._desk.tables.resize(table.id, value)
        elif field == "host" and value != table.host_guest_id:
            self._desk.tables.set_host(table.id, str(value or ""))
        elif field in ("name", "topic") and value != getattr(table, field):
            self._desk.tables.rename(table.id, **{"name": table.name, "topic": table.topic, field: str(value)})


def scrolling(content: QWidget) -> QScrollArea:
    """`content` where there may be too little room for it."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
