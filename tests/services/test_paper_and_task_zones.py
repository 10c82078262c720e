"""Tasks and paper where clocks are awkward: nights on which they change, a show past midnight, zones of odd minutes, a laptop elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pypdfium2
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.dates import to_utc
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.exports.page_marks import PDFIUM
from advoplanner.services import agenda, events, guests, people, printing, tasks

SHORT_NIGHTS = [
    ("Europe/Berlin", date(2027, 3, 28), "CEST"), ("America/New_York", date(2027, 3, 14), "EDT"), ("Pacific/Chatham", date(2027, 9, 26), "+1345"),
]  # fmt: skip
LONG_NIGHTS = [
    ("Europe/Berlin", date(2027, 10, 31), "CET"), ("America/New_York", date(2027, 11, 7), "EST"), ("Pacific/Chatham", date(2027, 4, 4), "+1245"),
]  # fmt: skip
"""Zone, the day on which clocks change, and what the paper of that afternoon calls its time."""


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def laptop(request, monkeypatch) -> Iterator[None]:
    """A computer that stands in another zone; where its zone cannot be changed it stands where it stands."""
    monkeypatch.setenv("TZ", request.param)
    getattr(time, "tzset", lambda: None)()
    yield
    monkeypatch.undo()
    getattr(time, "tzset", lambda: None)()


class Planned:
    """One event in a zone, with a clock that is set by hand."""

    def __init__(self, folder: Path, zone: str, start: datetime, hours: float, kind: str = "rockstar") -> None:
        self.folder, self.zone, self.start = folder, zone, start
        self.now = to_utc(start, zone) - timedelta(days=200)
        self.ws = create_workspace(folder / "w.advo", clock=lambda: self.now)
        new = NewEvent(kind, "Late show", "Learn", start, start + timedelta(hours=hours), zone, venue="Shop", template=False)
        self.event = events.new(self.ws, new).created("event")[0]

    def due(self, key: str) -> date:
        return next(row.due for row in tasks.rows(self.ws, self.event) if row.key == key)

    def group(self, key: str) -> str:
        return next(row.group for row in tasks.rows(self.ws, self.event) if row.key == key)

    def put(self, title: str, start: datetime, minutes: int) -> None:
        agenda.add(self.ws, self.event, type="panel", title=title, start=start, minutes=minutes)

    def paper(self, document: str, audience: str | None = None) -> str:
        """The words of a document."""
        [made] = printing.export(self.ws, self.event, self.folder, only=[document], audience=audience).files
        with PDFIUM, pypdfium2.PdfDocument(made.path) as pdf:
            return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[type[Planned]]:
    made: list[Planned] = []

    class Kept(Planned):
        def __init__(self, zone: str, start: datetime, hours: float, kind: str = "rockstar") -> None:
            super().__init__(tmp_path, zone, start, hours, kind)
            made.append(self)

    yield Kept
    for each in made:
        each.ws.close()


@pytest.mark.parametrize(("zone", "day"), [night[:2] for night in (*SHORT_NIGHTS, *LONG_NIGHTS)])
def test_tasks_count_days_and_not_hours_over_a_night_on_which_clocks_change(plan, zone, day):
    """Two days before Monday is Saturday, though the Sunday between them has 23 hours or 25."""
    monday = datetime.combine(day + timedelta(days=1), datetime.min.time()) + timedelta(hours=9)
    event = plan(zone, monday, 4, "cab")
    assert event.due("task.confirm") == day - timedelta(days=1)
    assert event.due("task.thanks") == day + timedelta(days=2)


@pytest.mark.parametrize(("zone", "day", "name"), [*SHORT_NIGHTS, *LONG_NIGHTS])
def test_paper_of_the_day_says_the_time_that_holds_after_the_change(plan, zone, day, name):
    nine = datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
    event = plan(zone, nine, 8, "cab")
    event.put("Morning", nine, 60)
    event.put("Afternoon", nine + timedelta(hours=5), 60)
    words = event.paper("agenda")
    assert "09:00" in words
    assert "14:00" in words
    assert "60 min" in words
    assert f"Times are local ({name})" in words


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Chatham"])
def test_a_show_past_midnight_is_one_evening_on_paper_and_in_tasks(plan, zone):
    event = plan(zone, datetime(2027, 3, 10, 21), 3.5)
    event.put("Doors", datetime(2027, 3, 10, 21), 60)
    event.put("Show", datetime(2027, 3, 10, 23, 30), 60)
    words = event.paper("agenda")
    assert "Wednesday 10 March" in words
    assert "Thursday 11 March" not in words
    assert words.index("21:00") < words.index("23:30")
    assert "23:30–00:30" in event.paper("runofshow")
    assert event.due("task.late.transport") == date(2027, 3, 7)
    assert event.due("task.thanks") in (date(2027, 3, 11), date(2027, 3, 12))


@pytest.mark.usefixtures("laptop")
@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Pacific/Chatham", "America/New_York"])
def test_a_task_is_due_on_the_events_day_wherever_the_laptop_stands(plan, zone):
    """At a quarter to midnight before the day the task is ahead, at a quarter past it is due: there, not here."""
    event = plan(zone, datetime(2027, 6, 9, 9), 8, "cab")
    day = datetime.combine(event.due("task.confirm"), datetime.min.time())
    event.now = to_utc(day - timedelta(minutes=15), zone)
    before = event.group("task.confirm")
    event.now = to_utc(day + timedelta(days=1, minutes=15), zone)
    after = event.group("task.confirm")
    assert before != after
    assert after in ("late", "now")


@pytest.mark.usefixtures("laptop")
@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Pacific/Chatham", "Europe/Berlin"])
def test_paper_and_the_tasks_calendar_say_the_same_wherever_the_laptop_stands(plan, zone, tmp_path):
    start = datetime(2027, 6, 9, 21)
    event = plan(zone, start, 3.5, "cab")
    event.put("Show", start, 45)
    guests.add(event.ws, event.event, [people.add(event.ws, ContactDraft(display_name="Ana Lima")).created("person")[0]])
    words = event.paper("agenda")
    assert "Wednesday 9 June" in words
    assert "21:00" in words
    assert "21:00–21:45" in event.paper("runofshow")
    entry = icalendar.Calendar.from_ical(tasks.export_calendar(event.ws, tmp_path / "t.ics", event.event).read_bytes())
    days = {str(each["SUMMARY"]): each["DTSTART"].dt for each in entry.walk("VEVENT")}
    assert days["Send the final confirmation: map, parking, changes"] == date(2027, 6, 7)
