"""Agendas where clocks are awkward: nights on which they change, a show past midnight, zones of odd minutes, a laptop elsewhere."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.dates import to_utc, to_wall
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda_time import agenda_day
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, day_changes, events, guests, people

NIGHTS = [
    ("Europe/Berlin", datetime(2027, 3, 28), 2), ("America/New_York", datetime(2027, 3, 14), 2),
]  # fmt: skip
"""Zone, the day on which clocks go forward, and the hour that they skip."""


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def laptop(request, monkeypatch) -> Iterator[str]:
    """A computer that stands in another zone."""
    monkeypatch.setenv("TZ", request.param)
    _read_zone()
    yield request.param
    monkeypatch.undo()
    _read_zone()


def _read_zone() -> None:
    """Windows has no way to change the zone of a running program; there the laptop stands where it stands."""
    getattr(time, "tzset", lambda: None)()


def make(ws, zone: str, start: datetime, hours: float, kind: str = "meetup") -> str:
    new = NewEvent(kind, "Evening", "Meet.", start, start + timedelta(hours=hours), zone, room="Hall", template=False)
    return events.new(ws, new).created("event")[0]


def put(ws, event: str, title: str, start: datetime, minutes: int = 60, **more) -> str:
    return agenda.add(ws, event, type="networking", title=title, start=start, minutes=minutes, **more).created("session")[0]


@pytest.mark.parametrize(("zone", "day", "hour"), NIGHTS)
def test_nothing_is_moved_into_the_hour_that_is_skipped_by_hand_by_ripple_or_by_delay(ws, zone, day, hour):
    event = make(ws, zone, day - timedelta(hours=2), 10)
    first = put(ws, event, "Late talk", day, 60)
    put(ws, event, "Later talk", day + timedelta(hours=1), 60)
    gap = day + timedelta(hours=hour, minutes=30)
    for attempt in (
        lambda: put(ws, event, "In the gap", gap),
        lambda: agenda.move(ws, first, gap),
        lambda: agenda.edit(ws, first, ripple=True, minutes=150),
        lambda: agenda.delay(ws, first, 90),
    ):
        with pytest.raises(RuleBroken) as raised:
            attempt()
        assert raised.value.code == "time.gap"
    assert [(r.title, r.start) for r in agenda.rows(ws, event)] == [("Late talk", day), ("Later talk", day + timedelta(hours=1))]


@pytest.mark.parametrize(("zone", "day"), [("Europe/Berlin", datetime(2027, 10, 31)), ("America/New_York", datetime(2027, 11, 7))])
def test_the_day_on_which_clocks_go_back_holds_its_agenda_as_written(ws, zone, day):
    event = make(ws, zone, day + timedelta(hours=9), 8)
    put(ws, event, "Talk", day + timedelta(hours=9), 60)
    agenda.delay(ws, agenda.rows(ws, event)[0].id, 30)
    (row,) = agenda.rows(ws, event)
    assert (row.start, row.end) == (day + timedelta(hours=9, minutes=30), day + timedelta(hours=10, minutes=30))
    assert to_utc(row.end, zone) - to_utc(row.start, zone) == timedelta(hours=1)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata", "Pacific/Chatham"])
def test_a_show_past_midnight_is_one_evening_and_ripples_through_it(ws, zone):
    event = make(ws, zone, datetime(2027, 3, 10, 21), 3.5)
    doors = put(ws, event, "Doors", datetime(2027, 3, 10, 21), 60)
    show = put(ws, event, "Show", datetime(2027, 3, 10, 23), 45)
    last = put(ws, event, "Last orders", datetime(2027, 3, 10, 23, 50), 20)
    agenda.edit(ws, doors, ripple=True, minutes=80)
    rows = {r.id: r for r in agenda.rows(ws, event)}
    assert rows[show].start == datetime(2027, 3, 10, 23, 20)
    assert (rows[last].start, rows[last].end) == (datetime(2027, 3, 11, 0, 10), datetime(2027, 3, 11, 0, 30))
    assert {agenda_day(r.start) for r in rows.values()} == {datetime(2027, 3, 10).date()}
    assert agenda.conflicts(ws, event) == []
    with pytest.raises(RuleBroken) as raised:
        agenda.edit(ws, doors, ripple=True, minutes=85)
    assert raised.value.code == "agenda.past_end"


@pytest.mark.parametrize(("zone", "utc"), [("Asia/Kolkata", "02:30"), ("Pacific/Chatham", "18:15"), ("America/New_York", "12:00")])
def test_a_laptop_elsewhere_changes_nothing_about_the_agenda(tmp_path, laptop, zone, utc):
    """08:00 at the event, whatever the clock of the computer says; the morning begins at midnight where the event is."""
    eight = datetime(2027, 3, 16, 8)
    instant = to_utc(eight, zone)
    assert f"{instant:%H:%M}" == utc
    assert os.environ["TZ"] == laptop
    now = [instant - timedelta(days=1)]
    ws = create_workspace(tmp_path / "w.advo", clock=lambda: now[0])
    event = make(ws, zone, eight + timedelta(hours=1), 8)
    guests.add(ws, event, [people.add(ws, ContactDraft(display_name="Ana Lima")).created("person")[0]])
    (ana,) = guests.rows(ws, event)
    guests.set_reply(ws, [ana.id], "accepted")
    agenda.set_person(ws, put(ws, event, "Talk", eight + timedelta(hours=1)), ana.id)
    now[0] = instant.astimezone(UTC)
    assert not day_changes.aftermath(ws, event)
    day_changes.late(ws, ana.id, 40)
    assert agenda.rows(ws, event)[0].start == eight + timedelta(hours=1, minutes=40)
    assert [d.sentence for d in day_changes.aftermath(ws, event).differences] == ["“Talk”: 09:00 becomes 09:40"]
    assert to_wall(now[0], zone).replace(tzinfo=None) == eight
    ws.close()
