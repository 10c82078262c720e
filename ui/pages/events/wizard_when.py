"""Second page of a new event: when and where, with what is worth knowing about that day said while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.dates import to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import check_text, check_times, gap_choices
from advoplanner.domain.events import PROFILES
from advoplanner.domain.slots import Slot
from advoplanner.domain.venues import VenueRow
from ui.kit.buttons import Button
from ui.kit.clearing import clear
from ui.kit.form import Form
from ui.kit.labels import PlainText, section
from ui.kit.laptop_zone import laptop_zone
from ui.kit.suggest_field import Suggest, ZoneField
from ui.kit.when import write_wall

AHEAD = timedelta(weeks=8)
"""How far ahead the first suggestion lies: invitations leave six weeks before."""

WEDNESDAY = 2


class WhenPage(QWidget):
    """`read` raises RuleBroken with the field; `look(notices)` shows what `notices(values)` says, or why it cannot."""

    FIELDS = ("start", "end", "zone", "venue", "city", "address", "room")

    def __init__(self, default_zone: str, venues: Sequence[VenueRow], now: datetime) -> None:
        super().__init__()
        self._now, self._venues = now, {row.name: row for row in venues}
        self._touched: set[str] = set()
        self._lasts = timedelta(hours=3)
        self.form = self._made_form()
        self.form.load({"zone": default_zone or laptop_zone()})
        self.form.changed.connect(self._follow)
        self.length = PlainText(role="quiet")
        self.notices = PlainText()
        self.choices = QWidget()
        self._choice_row = QHBoxLayout(self.choices)
        self._choice_row.setContentsMargins(0, 0, 0, 0)
        self._choice_row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.slot_button = Button("&Find a slot outside opening hours…", icon="clock")
        for widget in (section("When and where?"), self.form, self.choices, self.length, self.notices):
            column.addWidget(widget)
        column.addWidget(self.slot_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setFocusProxy(self.form["start"].editor)

    def suggest_times(self, kind: str) -> None:
        """A Wednesday some weeks ahead at the hours usual for this kind, unless times were typed."""
        opens, closes = (time.fromisoformat(text) for text in PROFILES[kind].default_hours)
        self._lasts = datetime.combine(datetime.min, closes) - datetime.combine(datetime.min, opens)
        if self._lasts <= timedelta():
            self._lasts += timedelta(days=1)
        if not self._touched & {"start", "end"}:
            day = to_wall(self._now, self._zone()).date() + AHEAD
            start = datetime.combine(day + timedelta(days=(WEDNESDAY - day.weekday()) % 7), opens)
            self.form.load({"start": start, "end": start + self._lasts})

    def take_slot(self, slot: Slot) -> None:
        """Put a slot's times and place into the fields."""
        self._touched |= {"start", "end", "zone", "venue"}
        self._touched -= {"city", "address"}
        self.form.load({"start": slot.start, "end": slot.end, "zone": slot.zone, "venue": slot.venue})
        self._fill_place(self._venues.get(slot.venue))
        self.form.changed.emit("start")

    def read(self) -> dict[str, Any]:
        """Times, zone and place."""
        values = self.form.values()
        for name, word in (("start", "starts"), ("end", "ends")):
            if values[name] is None:
                raise RuleBroken(f"events.{name}", f"Say when it {word}.", "Write it as 2027-03-10 18:00.", field=name)
        check_times(values["start"], values["end"], values["zone"])
        if (values["city"] or values["address"]) and not values["venue"]:
            raise RuleBroken("events.venue", "City and address belong to a venue.", "Say what the place is called.", field="venue")
        return values | {"room": check_text("room", values["room"])}

    def look(self, notices: Callable[[dict[str, Any]], list[str]]) -> None:
        """Show length and notices, or what is wrong with the times; half-typed text is left in peace."""
        self._offer([])
        self.length.setText("")
        self.notices.setText("")
        found = self._times()
        if found is None:
            return
        start, end, zone = found
        for name in ("start", "end"):
            self.form.clear_error(name)
        try:
            check_times(start, end, zone)
        except RuleBroken as broken:
            self.form.show_error(broken.field, str(broken))
            self._offer(_ways_out(broken, start, end, zone))
            return
        self.length.setText(_length(start, end))
        self.notices.setText("\n".join(notices({"start": start, "end": end, "zone": zone})))

    def _times(self) -> tuple[datetime, datetime, str] | None:
        try:
            start, end, zone = (self.form[name].value() for name in ("start", "end", "zone"))
        except RuleBroken:
            return None
        return (start, end, zone) if start and end and zone else None

    def _offer(self, ways: Sequence[tuple[str, datetime]]) -> None:
        """Buttons that put another time into a field."""
        clear(self._choice_row)
        for name, wall in ways:
            words = f"{'Start' if name == 'start' else 'End'} {write_wall(wall)}"
            self._choice_row.addWidget(Button(words, partial(self._take, name, wall)))
        self.choices.setVisible(bool(ways))

    def _take(self, name: str, wall: datetime) -> None:
        self.form.clear_error(name)
        self.form[name].show_value(wall)
        self.form.changed.emit(name)

    def _follow(self, name: str) -> None:
        """The end keeps its distance from the start until it was typed; a known venue brings city, address and zone."""
        self._touched.add(name)
        if name == "start" and "end" not in self._touched:
            try:
                start = self.form["start"].value()
            except RuleBroken:
                return
            if start:
                self.form["end"].show_value(start + self._lasts)
        elif name == "venue":
            self._fill_place(self._venues.get(self.form["venue"].value()))

    def _fill_place(self, row: VenueRow | None) -> None:
        if row is None:
            return
        known = {"city": row.city, "address": row.address, "zone": row.zone}
        for name, value in known.items():
            if value and name not in self._touched:
                self.form[name].show_value(value)

    def _zone(self) -> str:
        try:
            return str(self.form["zone"].value())
        except RuleBroken:
            return laptop_zone()

    def _made_form(self) -> Form:
        form = Form(columns=2)
        form.wall("start", "&Starts")
        form.wall("end", "&Ends")
        form.field("zone", "Time &zone of the place", ZoneField(), wide=True)
        form.field("venue", "&Venue, known or new", Suggest(list(self._venues), "Name of the place"))
        form.line("city", "&City")
        form.line("address", "&Address")
        form.line("room", "&Room")
        return form


def _ways_out(broken: RuleBroken, start: datetime, end: datetime, zone: str) -> list[tuple[str, datetime]]:
    """Times that would do instead: before and after a gap, or the same hour of the next day."""
    if broken.code == "time.gap":
        wall = start if broken.field == "start" else end
        return [(broken.field, choice) for choice in gap_choices(wall, zone) or ()]
    if broken.code == "events.end":
        days = (start.date() - end.date()).days + (end.time() <= start.time())
        later = end + timedelta(days=days)
        return [("end", later)] if later > start else []
    return []


def _length(start: datetime, end: datetime) -> str:
    """ "Lasts 7 hours 30 minutes, until the next day"."""
    hours, minutes = divmod(int((end - start).total_seconds()) // 60, 60)
    words = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    words += [f"{minutes} {'minute' if minutes == 1 else 'minutes'}"] if minutes else []
    days = (end.date() - start.date()).days
    until = "" if not days else ", until the next day" if days == 1 else f", over {days + 1} days"
    return f"Lasts {' '.join(words)}{until}."
