"""Tasks planned back from an event's day: which there are, when they are due, what shifts, and what a calendar gets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.services import agenda, events, history, norms, tasks
from advoplanner.services.norms import Scope
from advoplanner.store.models import Event, Guest, Person

START = datetime(2027, 6, 9, 9)


@pytest.fixture
def now():
    return [datetime(2027, 3, 1, 12, tzinfo=UTC)]


@pytest.fixture
def ws(tmp_path, now):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: now[0])
    yield opened
    opened.close()


def make(ws, kind="cab", start=START, hours=8, title="Board") -> str:
    end = start + timedelta(hours=hours)
    with ws.action("event") as work:
        event = Event(
            kind=kind, title=title, uid=title + kind, purpose="To learn", zone="UTC", start=start, end=end, created_at=ws.clock(),
            start_utc=start.replace(tzinfo=UTC), end_utc=end.replace(tzinfo=UTC),
        )  # fmt: skip
        work.add(event)
        work.session.flush()
    return event.id


def by_key(ws, event):
    return {row.key: row for row in tasks.rows(ws, event)}


def test_tasks_are_planned_back_from_the_day(ws):
    found = by_key(ws, make(ws))
    assert found["task.save_the_date"].due == date(2027, 3, 10)
    assert found["task.confirm"].due == date(2027, 6, 7)
    assert found["task.thanks"].due == date(2027, 6, 10)
    assert found["task.save_the_date"].group == "later"
    assert all(row.source for row in found.values())
    assert "task.early.keys" not in found
    assert "task.invite.open" not in found


def test_days_that_had_passed_when_the_event_was_made_are_to_be_done_now(ws, now):
    event = make(ws)
    assert by_key(ws, event)["task.plan"].group == "now"
    assert tasks.rows(ws, event)[0].group == "now"
    now[0] += timedelta(days=8)
    assert by_key(ws, event)["task.save_the_date"].group == "week"
    now[0] += timedelta(days=30)
    late = by_key(ws, event)["task.save_the_date"]
    assert (late.group, late.late) == ("late", True)


def test_tasks_shift_with_the_event(ws):
    event = make(ws)
    own = tasks.add(ws, event, "Order flowers", date(2027, 6, 1), "Jo").created("task")[0]
    tasks.edit(ws, event, "task.confirm", due=date(2027, 6, 4))
    events.edit(ws, event, start=START + timedelta(days=14))
    found = by_key(ws, event)
    assert found[own].due == date(2027, 6, 15)
    assert (found["task.confirm"].due, found["task.confirm"].moved) == (date(2027, 6, 18), True)
    assert found["task.save_the_date"].due == date(2027, 3, 24)
    tasks.edit(ws, event, "task.confirm", due=None)
    assert (by_key(ws, event)["task.confirm"].due, by_key(ws, event)["task.confirm"].moved) == (date(2027, 6, 21), False)


def test_what_comes_after_counts_from_the_last_day(ws):
    event = make(ws, hours=50)
    assert by_key(ws, event)["task.thanks"].due == date(2027, 6, 12)
    tasks.edit(ws, event, "task.thanks", due=date(2027, 6, 14))
    assert by_key(ws, event)["task.thanks"].due == date(2027, 6, 14)


def test_owners_and_states_are_steps_that_can_be_undone(ws):
    event = make(ws)
    tasks.edit(ws, event, "task.plan", owner="Jo", note="With Ana")
    tasks.set_state(ws, event, ["task.plan", "task.calls"], "done")
    row = by_key(ws, event)["task.plan"]
    assert (row.owner, row.note, row.state, row.group) == ("Jo", "With Ana", "done", "settled")
    history.undo(ws)
    assert by_key(ws, event)["task.plan"].state == "open"
    assert by_key(ws, event)["task.plan"].owner == "Jo"


def test_own_tasks_are_removed_and_those_of_the_norms_are_not_needed(ws):
    event = make(ws)
    own = tasks.add(ws, event, "Order flowers").created("task")[0]
    tasks.remove(ws, event, [own, "task.calls"])
    found = by_key(ws, event)
    assert own not in found
    assert found["task.calls"].state == "dropped"


def test_norms_of_tasks_can_be_changed(ws):
    event = make(ws)
    norms.change(ws, Scope("cab"), "task.confirm", "before", 5)
    assert by_key(ws, event)["task.confirm"].due == date(2027, 6, 4)


def test_every_speaker_is_prepared(ws):
    event = make(ws)
    with ws.action("guest") as work:
        person = Person(display_name="Ana Costa", sort_name="Costa")
        work.add(person)
        work.session.flush()
        guest = Guest(event_id=event, person_id=person.id, side="customer", reply="accepted")
        work.add(guest)
        work.session.flush()
    for n in (0, 1):
        made = agenda.add(ws, event, type="peer_story", title=f"Story {n}", start=START + timedelta(hours=n), minutes=30)
        agenda.set_person(ws, made.created("session")[0], guest.id)
    found = by_key(ws, event)
    assert found[f"task.speaker.coaching:{guest.id}"].title == "Coach Ana Costa for “Story 0”"
    assert found[f"task.speaker.rehearsal:{guest.id}"].due == date(2027, 6, 2)
    tasks.set_state(ws, event, [f"task.speaker.rehearsal:{guest.id}"], "done")
    assert by_key(ws, event)[f"task.speaker.rehearsal:{guest.id}"].settled


@pytest.mark.parametrize(
    ("hour", "hours", "early", "late"), [(7, 1, True, False), (12, 1, False, False), (21, 1, False, True), (21, 3.5, False, True)]
)
def test_quiet_hours_bring_their_own_tasks(ws, hour, hours, early, late):
    found = by_key(ws, make(ws, "rockstar", datetime(2027, 6, 9, hour), hours))
    assert ("task.early.keys" in found, "task.late.security" in found) == (early, late)


def test_all_events_together_without_those_that_are_over(ws):
    one, other = make(ws), make(ws, "meetup", START + timedelta(days=40), title="Evening")
    assert {row.event_id for row in tasks.rows(ws)} == {one, other}
    events.edit(ws, other, status="cancelled")
    assert {row.event_id for row in tasks.rows(ws)} == {one}
    assert tasks.rows(ws, other)


def test_open_tasks_as_a_calendar(ws, tmp_path):
    event = make(ws)
    tasks.add(ws, event, 'Say: "hello; world"\nBEGIN:VALARM', date(2027, 6, 1))
    tasks.set_state(ws, event, ["task.plan"], "done")
    parsed = icalendar.Calendar.from_ical(tasks.export_calendar(ws, tmp_path / "tasks.ics", event).read_bytes())
    entries = {str(e["SUMMARY"]): e for e in parsed.walk("VEVENT")}
    assert len(entries) == len(tasks.rows(ws, event)) - 1
    assert entries["Send the save-the-date"]["DTSTART"].dt == date(2027, 3, 10)
    assert entries["Send the save-the-date"]["TRANSP"] == "TRANSPARENT"
    assert 'Say: "hello; world" BEGIN:VALARM' in entries
    assert not parsed.walk("VALARM")


@pytest.mark.parametrize(
    ("call", "code", "field"),
    [
        (lambda ws, e: tasks.add(ws, e, "  "), "tasks.no_title", "title"),
        (lambda ws, e: tasks.add(ws, e, "x" * 301), "text.too_long", "title"),
        (lambda ws, e: tasks.add(ws, "gone", "x"), "tasks.no_event", ""),
        (lambda ws, e: tasks.edit(ws, e, "task.plan", title="Mine"), "tasks.norm_title", "title"),
        (lambda ws, e: tasks.edit(ws, e, "task.gone", owner="x"), "tasks.unknown", ""),
        (lambda ws, e: tasks.edit(ws, e, "task.plan", state="lost"), "tasks.state", "state"),
    ],
)
def test_what_is_refused(ws, call, code, field):
    event = make(ws)
    with pytest.raises(RuleBroken) as raised:
        call(ws, event)
    assert (raised.value.code, raised.value.field or "") == (code, field)


def test_nothing_open_is_said(ws, tmp_path):
    with pytest.raises(RuleBroken) as raised:
        tasks.export_calendar(ws, tmp_path / "t.ics")
    assert raised.value.code == "tasks.none"
    assert not (tmp_path / "t.ics").exists()


def test_what_presses_is_the_same_however_far_other_events_lie_ahead(ws, now):
    near = make(ws, title="Near")
    far = make(ws, start=START + timedelta(days=900), title="Far")
    tasks.add(ws, far, "Book the hall", date(2027, 3, 4))
    now[0] += timedelta(days=20)
    pressing = [row for row in tasks.rows(ws) if row.group in ("now", "late", "week")]
    assert tasks.pressing(ws) == pressing
    assert {row.event_id for row in pressing} == {near, far}
