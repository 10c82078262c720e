"""The Today page: the next events and everything that waits, across events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.services import followup, host_requests, today
from advoplanner.store.models import Assignment, Event, Guest, Message, Person, ReplyRecord, Seat, SeatingRound, SeatTable, Wave

NOW = datetime(2027, 3, 1, 22, tzinfo=UTC)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    yield opened
    opened.close()


def build(ws, *rows) -> list[str]:
    with ws.action("rows") as work:
        for row in rows:
            work.add(row)
            work.session.flush()
    return [row.id for row in rows]


def make_event(ws, title, days, kind="council", status="planned", purpose="To learn", zone="UTC") -> str:
    start = (NOW + timedelta(days=days)).replace(tzinfo=None)
    end = start + timedelta(hours=1)
    instants = {"start_utc": start.replace(tzinfo=UTC), "end_utc": end.replace(tzinfo=UTC)}
    return build(ws, Event(kind=kind, title=title, uid=title, purpose=purpose, zone=zone, start=start, end=end, status=status, **instants))[0]


def make_guest(ws, event_id, name, reply="accepted", decision="approved") -> str:
    person = build(ws, Person(display_name=name, sort_name=name))[0]
    return build(ws, Guest(event_id=event_id, person_id=person, side="customer", reply=reply, decision=decision))[0]


def test_an_empty_workspace_has_nothing_due(ws):
    page = today.page(ws)
    assert page.events == ()
    assert page.nothing_due


def test_the_next_three_events_soonest_first(ws):
    for title, days in (("Fourth", 40), ("Second", 9), ("Third", 30), ("First", 2), ("Over", -3)):
        make_event(ws, title, days)
    make_event(ws, "Called off", 1, status="cancelled")
    page = today.page(ws)
    assert [(e.title, e.days_left) for e in page.events] == [("First", 2), ("Second", 9), ("Third", 30)]
    assert {t.event for t in page.tasks} >= {"First", "Second"}
    assert "Called off" not in {t.event for t in page.tasks}


def test_an_event_that_runs_now_is_still_ahead_and_days_are_those_at_the_event(ws):
    make_event(ws, "Running", -0.02)
    # 22:00 UTC is 07:00 of the next day in Tokyo, so an event at wall time 22:00 there is on the same day as now.
    event = make_event(ws, "Tokyo", 1, zone="Asia/Tokyo")
    page = today.page(ws)
    assert [(e.title, e.days_left) for e in page.events] == [("Running", 0), ("Tokyo", 0)]
    assert page.events[1].id == event


def test_an_event_shows_replies_and_findings(ws):
    event = make_event(ws, "Council", 5, purpose="")
    for n, (reply, decision) in enumerate([("accepted", "approved"), ("none", "approved"), ("declined", "approved"), ("accepted", "hold")]):
        make_guest(ws, event, f"G{n}", reply, decision)
    (row,) = today.page(ws).events
    assert (row.invited, row.accepted, row.page) == (3, 1, "overview")
    assert row.errors >= 2
    assert 0 < row.readiness < 1


def test_replies_that_need_you_come_oldest_first(ws):
    event = make_event(ws, "Council", 5)
    for n, (outcome, name) in enumerate([("need_you", "Ben"), ("applied", "Cy"), ("need_you", "")]):
        build(
            ws,
            ReplyRecord(
                digest=str(n), file_name=f"{n}.eml", read_at=NOW - timedelta(hours=n), kind="reply", event_id=event if n == 0 else None,
                attendee="x@example.com" if n == 2 else "", attendee_name=name, outcome=outcome, why="Not on the list",
            ),
        )  # fmt: skip
    replies = today.page(ws).replies
    assert [(r.who, r.event, r.why, r.page) for r in replies] == [
        ("x@example.com", "", "Not on the list", "replies"),
        ("Ben", "Council", "Not on the list", "replies"),
    ]


def test_messages_that_wait_are_counted_by_event(ws):
    event, other = make_event(ws, "Council", 5), make_event(ws, "Sent already", 3)
    for target, states in ((event, ["draft", "draft", "held", "stale", "exported"]), (other, ["exported", "sent"])):
        wave = build(ws, Wave(event_id=target, name="Main", subject="s", body="b"))[0]
        for n, state in enumerate(states):
            guest = make_guest(ws, target, f"{state} {n}")
            build(ws, Message(wave_id=wave, guest_id=guest, event_id=target, method="request", to_name="G", subject="s", body="b", state=state))
    (waiting,) = today.page(ws).messages
    assert (waiting.event, waiting.ready, waiting.held, waiting.stale, waiting.page) == ("Council", 2, 1, 1, "outbox")


def test_accepted_guests_without_a_seat_are_counted_once_there_are_tables(ws):
    event = make_event(ws, "Council", 5)
    sits, _stands, _asked = make_guest(ws, event, "A"), make_guest(ws, event, "B"), make_guest(ws, event, "C", "none")
    assert today.page(ws).unseated == ()
    table = build(ws, SeatTable(event_id=event, number=1, shape="round", seats=1, x=0, y=0, width=150, length=150))[0]
    assert [u.count for u in today.page(ws).unseated] == [2]
    seat, first, second = build(
        ws, Seat(table_id=table, number=1), SeatingRound(event_id=event, number=1, name="1"), SeatingRound(event_id=event, number=2, name="2")
    )
    build(ws, Assignment(round_id=first, seat_id=seat, guest_id=sits))
    assert [u.count for u in today.page(ws).unseated] == [2]
    build(ws, Assignment(round_id=second, seat_id=seat, guest_id=sits))
    assert [(u.count, u.page) for u in today.page(ws).unseated] == [(1, "seating")]


def test_actions_that_are_late_soon_due_or_nobodys(ws):
    event, ahead = make_event(ws, "Over", -3), make_event(ws, "Ahead", 30)
    followup.add_action(ws, event, "Late", "Jo", "2027-02-20")
    followup.add_action(ws, event, "This week", "Jo", "2027-03-08")
    followup.add_action(ws, event, "Next month", "Jo", "2027-03-09")
    followup.add_action(ws, event, "Nobody's")
    followup.add_action(ws, ahead, "Not yet")
    done = followup.add_action(ws, event, "Done", "Jo", "2027-02-20").created("action")
    followup.set_done(ws, done)
    due = today.page(ws).actions
    assert [(d.action.text, d.action.overdue, d.page) for d in due] == [
        ("Late", True, "followup"),
        ("This week", False, "followup"),
        ("Nobody's", False, "followup"),
    ]
    assert not today.page(ws).nothing_due


def test_tasks_waves_forecasts_and_terms_wait_too(ws):
    event = make_event(ws, "Board", 30, kind="cab")
    with ws.action("quorum") as work:
        work.session.get(Event, event).quorum = 5
    make_guest(ws, event, "Ana")
    build(
        ws, Guest(event_id=event, person_id=build(ws, Person(display_name="Ben", sort_name="Ben"))[0], side="customer", decision="hold", bench_rank=1)
    )
    wave = build(ws, Wave(event_id=event, name="Main", subject="S", body="B", planned="2027-03-05"))[0]
    build(ws, Wave(event_id=event, name="Later", subject="S", body="B", planned="2027-03-20"))
    build(ws, Person(display_name="Cy", sort_name="Cy", term_end="2027-05-01"), Person(display_name="Dee", sort_name="Dee", term_end="2027-07-01"))
    page = today.page(ws)
    assert [w.id for w in page.waves] == [wave]
    assert [(s.quorum, s.next_names) for s in page.short] == [(5, ("Ben",))]
    assert page.short[0].more > 10
    assert [t.name for t in page.terms] == ["Cy"]
    assert {"now", "late", "week"} >= {t.group for t in page.tasks} != set()
    sent = Message(
        wave_id=wave, guest_id=make_guest(ws, event, "Eve"), event_id=event, method="REQUEST", to_name="Eve", subject="S", body="B", state="exported"
    )
    build(ws, sent)
    assert today.page(ws).waves == ()


def test_a_host_who_asks_waits_until_there_is_an_answer(ws):
    request = host_requests.add(ws, "Sam Sales", places=12).created("host_request")[0]
    [waiting] = today.page(ws).requests
    assert (waiting.id, waiting.host, waiting.places, waiting.page) == (request, "Sam Sales", 12, "host_requests")
    assert not today.page(ws).nothing_due
    host_requests.decline(ws, request, "Not this quarter.")
    assert today.page(ws).requests == ()
