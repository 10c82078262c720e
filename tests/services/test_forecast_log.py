"""The log of the forecast: a day stays as it stood, whoever answers otherwise later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from advoplanner.bootstrap import create_workspace
from advoplanner.services import checks, events, forecast_log, history
from advoplanner.store.models import Event, ForecastLog, Guest, Person

DAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    workspace.clock = lambda: DAY
    yield workspace
    workspace.close()


@pytest.fixture
def event_id(ws) -> str:
    start = datetime(2027, 3, 10, 18, 0)
    with ws.action("event") as work:
        event = Event(
            kind="council", title="Evening", uid="e", purpose="To learn", zone="UTC", start=start, end=start + timedelta(hours=4),
            start_utc=ws.clock(), end_utc=ws.clock(),
        )  # fmt: skip
        work.add(event)
        for name in ("Ana", "Ben", "Cleo", "Dan"):
            person = Person(display_name=name, sort_name=name)
            work.add(person)
            work.session.flush()
            work.add(Guest(event_id=event.id, person_id=person.id, side="customer", reply="accepted", invite_state="sent"))
    return event.id


def answer(ws, reply: str) -> None:
    with ws.action("Reply") as work:
        for guest in work.session.scalars(select(Guest)):
            guest.reply = reply


def note(ws, event_id) -> None:
    forecast_log.note(ws, event_id, checks.read(ws, event_id))


def rows(ws) -> list[tuple[str, int]]:
    with ws.reading() as session:
        return [(row.day, row.accepted) for row in session.scalars(select(ForecastLog).order_by(ForecastLog.day))]


def test_a_reply_changed_later_leaves_the_day_as_it_was(ws, event_id):
    note(ws, event_id)
    before = checks.outlook(checks.read(ws, event_id)).turnout.expected
    ws.clock = lambda: DAY + timedelta(days=2)
    answer(ws, "declined")
    answer(ws, "none")
    point = next(p for p in checks.outlook(checks.read(ws, event_id)).course.points if p.day == date(2027, 3, 1))
    assert point.expected == pytest.approx(before)
    assert checks.outlook(checks.read(ws, event_id)).turnout.expected < before


def test_one_row_a_day_and_the_last_wins(ws, event_id):
    note(ws, event_id)
    answer(ws, "none")
    note(ws, event_id)
    ws.clock = lambda: DAY + timedelta(days=1)
    note(ws, event_id)
    assert rows(ws) == [("2027-03-01", 0), ("2027-03-02", 0)]


def test_it_is_no_step_and_undo_leaves_it(ws, event_id):
    answer(ws, "none")
    answer(ws, "accepted")
    note(ws, event_id)
    assert history.undo(ws).label == "Reply"
    assert rows(ws) == [("2027-03-01", 4)]


def test_a_read_only_workspace_stays_as_it_is(ws, event_id, monkeypatch):
    monkeypatch.setattr(type(ws), "read_only", True)
    note(ws, event_id)
    assert rows(ws) == []


def test_an_event_that_is_past_is_not_noted(ws, event_id):
    ws.clock = lambda: DAY + timedelta(days=30)
    note(ws, event_id)
    assert rows(ws) == []


def test_an_event_that_is_removed_and_comes_back_by_undo_has_its_log_again(ws, event_id):
    with ws.action("Not sent") as work:
        for guest in work.session.scalars(select(Guest)):
            guest.invite_state = "in_outbox"
    note(ws, event_id)
    events.remove(ws, [event_id])
    history.undo(ws)
    assert [point.expected for point in checks.read(ws, event_id).logged] == [pytest.approx(3.2)]


def test_it_is_due_once_a_day_and_when_it_became_another(ws, event_id):
    def due() -> bool:
        return forecast_log.is_due(ws, event_id, checks.read(ws, event_id))

    assert due()
    note(ws, event_id)
    assert not due()
    answer(ws, "none")
    assert due()
    note(ws, event_id)
    ws.clock = lambda: DAY + timedelta(days=1)
    assert due()
