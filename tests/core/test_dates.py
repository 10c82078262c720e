"""Wall time, gaps and folds of the clocks, and the bundled zone rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.core import dates
from advoplanner.core.errors import RuleBroken
from ui.app import main


def test_a_time_that_the_clocks_skip_is_refused_with_both_ways_out() -> None:
    with pytest.raises(RuleBroken) as refused:
        dates.to_utc(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")
    assert refused.value.code == "time.gap"
    assert "01:30 or 03:30" in str(refused.value)
    with pytest.raises(RuleBroken):
        dates.to_utc(datetime(2027, 3, 14, 2, 30), "America/New_York")


def test_a_time_that_comes_twice_is_known() -> None:
    wall = datetime(2027, 10, 31, 2, 30)
    assert dates.in_fold(wall, "Europe/Berlin")
    assert (dates.to_utc(wall, "Europe/Berlin", fold=1) - dates.to_utc(wall, "Europe/Berlin")).total_seconds() == 3600


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Asia/Kolkata", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 12, 30, tzinfo=UTC)),
        ("Pacific/Chatham", datetime(2027, 1, 10, 18), datetime(2027, 1, 10, 4, 15, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 23, tzinfo=UTC)),
        ("America/Vancouver", datetime(2027, 1, 10, 18), datetime(2027, 1, 11, 1, tzinfo=UTC)),
    ],
)
def test_wall_time_and_instant_go_both_ways(zone: str, wall: datetime, utc: datetime) -> None:
    # Vancouver keeps summer time from 2026 on; only the bundled rules know it.
    assert dates.to_utc(wall, zone) == utc
    assert dates.to_wall(utc, zone) == wall


@pytest.mark.parametrize("text", ["tomorrow", "2027-13-01T10:00", "2027-03-10T18:00+01:00", ""])
def test_unreadable_times_are_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        dates.parse_wall(text)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "/etc/localtime"])
def test_unknown_zones_are_refused_at_their_field(name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        dates.zone(name)
    assert refused.value.field == "zone"


def test_spans_name_the_day_once_or_twice() -> None:
    start = datetime(2027, 3, 10, 21)
    assert dates.span(start, datetime(2027, 3, 10, 22)) == "Wed 10 Mar 2027, 21:00–22:00"
    assert dates.span(start, datetime(2027, 3, 11, 0, 30)) == "Wed 10 Mar 2027, 21:00 – Thu 11 Mar 2027, 00:30"


def test_the_program_believes_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(dates.TODAY, "2041-03-10")
    now = dates.utc_now()
    assert (now.date().isoformat(), now.tzinfo) in {("2041-03-10", UTC), ("2041-03-11", UTC)}
    assert dates.utc_now() >= now


def test_the_program_believes_another_moment_and_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(dates.TODAY, "2041-03-10T06:15")
    first = dates.utc_now()
    assert abs(first - datetime(2041, 3, 10, 6, 15, tzinfo=UTC)) < timedelta(hours=1)
    assert dates.utc_now() >= first


@pytest.mark.parametrize("day", ["tomorrow", "2041-02-30", "10.03.2041", "2041-03-10T25:00", "T"])
def test_a_day_that_is_none_is_refused_before_anything_opens(day: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(dates.TODAY, day)
    assert main(["event", "list", "--workspace", "nowhere.advo"]) == 1
    assert capsys.readouterr().err.startswith(f"ADVOPLANNER_TODAY is “{day}”, which is no day.")
