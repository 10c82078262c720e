"""A series of dates: made as one step, each an event of its own; months keep their weekday; what cannot be is refused whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.series import Date, spread
from advoplanner.services import event_kits, events, guests, history, people, series, sign_ups, venues

START = datetime(2027, 3, 9, 21)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("rockstar", "Late show 1", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", venue="Shop", capacity=30)
    return events.new(ws, new).created("event")[0]


def test_one_step_makes_dates_at_several_places_and_undo_takes_them_all(ws, event):
    event_kits.edit(ws, event, per_head=5, planned=90)
    sign_ups.add(ws, event, "Ana")
    dates = [Date(START + timedelta(weeks=2), "Other shop"), Date(START + timedelta(weeks=1))]
    changes = series.repeat(ws, event, dates, pattern="Late show {n}")
    assert changes.label == "Repeat Late show 1 on 2 dates"
    assert [title for _, title in series.dates(ws, event)] == ["Late show 1", "Late show 2", "Late show 3"]
    rows = {row.title: (row.start, row.venue, row.guests) for row in events.rows(ws)}
    assert rows["Late show 2"] == (START + timedelta(weeks=1), "Shop", 0)
    assert rows["Late show 3"] == (START + timedelta(weeks=2), "Other shop", 0)
    third = series.dates(ws, event)[2][0]
    assert (event_kits.read(ws, third).money.per_head, event_kits.read(ws, third).money.planned) == (5, 0)
    history.undo(ws)
    assert [row.title for row in events.rows(ws)] == ["Late show 1"]
    assert series.dates(ws, event) == []


def test_each_date_is_changed_by_itself_and_more_can_follow(ws, event):
    series.repeat(ws, event, [Date(START + timedelta(weeks=1))], pattern="Late show {n}")
    second = series.dates(ws, event)[1][0]
    events.edit(ws, second, title="Special", start=START + timedelta(days=8))
    assert events.details(ws, event).title == "Late show 1"
    series.repeat(ws, second, [Date(START + timedelta(weeks=3))], pattern="Late show {n}")
    assert [title for _, title in series.dates(ws, event)] == ["Late show 1", "Special", "Late show 3"]
    series.leave(ws, second)
    assert [title for _, title in series.dates(ws, event)] == ["Late show 1", "Late show 3"]
    assert series.dates(ws, second) == []


def test_the_roster_comes_along_where_it_is_wanted(ws, event):
    sign_ups.add(ws, event, "Ana")
    made = series.repeat(ws, event, [Date(START + timedelta(weeks=1))], roster=True).created("event")[0]
    assert [(row.name, row.reply) for row in guests.rows(ws, made)] == [("Ana", "none")]
    assert len(people.rows(ws)) == 1


def test_months_keep_the_weekday():
    third_tuesday = datetime(2027, 3, 16, 19)
    assert spread(third_tuesday, "month", 3) == [datetime(2027, 4, 20, 19), datetime(2027, 5, 18, 19), datetime(2027, 6, 15, 19)]
    fifth = datetime(2027, 3, 30, 19)
    assert spread(fifth, "month", 1) == [datetime(2027, 4, 27, 19)]
    assert spread(datetime(2027, 11, 9, 19), "month", 2) == [datetime(2027, 12, 14, 19), datetime(2028, 1, 11, 19)]
    assert spread(START, "fortnight", 2) == [START + timedelta(weeks=2), START + timedelta(weeks=4)]


@pytest.mark.parametrize(
    "dates",
    [[], [Date(START)], [Date(START + timedelta(weeks=1))] * 2, [Date(datetime(2027, 3, 28, 2, 30))],
     [Date(START + timedelta(days=n)) for n in range(1, 62)], [Date(datetime(2999, 1, 1, 21))]],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_made(ws, event, dates):
    with pytest.raises(RuleBroken):
        series.repeat(ws, event, dates)
    assert len(events.rows(ws)) == 1


def test_a_name_for_the_dates_that_is_too_long_is_refused_at_its_field(ws, event):
    with pytest.raises(RuleBroken) as refused:
        series.repeat(ws, event, [Date(START + timedelta(weeks=1))], pattern="x" * 161)
    assert refused.value.field == "pattern"
    assert len(events.rows(ws)) == 1


def test_what_is_worth_knowing_of_a_date_is_said_before(ws, event):
    venues.edit(ws, events.details(ws, event).venue_id, zone="Europe/Berlin")
    series.repeat(ws, event, [Date(START + timedelta(weeks=1))])
    wanted = [
        Date(START + timedelta(weeks=1)),
        Date(datetime(2027, 12, 25, 21)),
        Date(datetime(2027, 3, 28, 2, 30)),
        Date(START + timedelta(weeks=3)),
    ]
    said = series.notices(ws, event, wanted)
    by_date = {at: [n.words for n in said if n.at == at] for at in range(4)}
    assert "Shop has “Late show 1” at that time." in by_date[0]
    assert any("holiday" in words for words in by_date[1])
    assert any("does not exist" in words for words in by_date[2])
    assert by_date[3] == []
    elsewhere = series.notices(ws, event, [Date(START + timedelta(weeks=1), "Other shop")])
    assert elsewhere == []
