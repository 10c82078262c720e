"""Whoever must not be phoned: no task suggests to call them, and an answer by telephone is noted with the warning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.restrictions import Restriction, no_calls, why_no_call
from advoplanner.services import calls, day_changes, events, guests, history, motives, people, tasks

START = datetime(2027, 3, 10, 18)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 12, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture
def event(ws):
    new = NewEvent("council", "Council", "Listen.", START, START + timedelta(hours=3), "Europe/Berlin", organiser_email="host@firm.example",
                   template=False)  # fmt: skip
    made = events.new(ws, new).created("event")[0]
    for name in ("Ana Lima", "Ben Ode", "Cleo Ray"):
        given, family = name.split()
        draft = ContactDraft(given=given, family=family, organisation=f"{family} AG", emails=(f"{given}@g.example",), phones=("+49 30 1",))
        guests.add(ws, made, people.add(ws, draft).created("person"))
    return made


def of(ws, event, name):
    return next(row for row in guests.rows(ws, event) if row.name == name)


def forbid(ws, event, name, **more):
    motives.add_restriction(ws, kind="no_phone", person_id=of(ws, event, name).person_id, **more)


def call_tasks(ws, event):
    return {row.key: row.beware for row in tasks.rows(ws, event) if row.beware}


def test_one_rule_decides_whether_somebody_may_be_phoned():
    limit = Restriction("r", "no_phone", until=date(2027, 3, 1))
    assert why_no_call((limit,), date(2027, 3, 1)) == "not by phone"
    assert why_no_call((limit,), date(2027, 3, 2)) == ""
    assert why_no_call((Restriction("r", "no_email"),), date(2027, 3, 1)) == ""
    assert no_calls([]) == ""
    assert no_calls(["Ana"]) == "Ana must not be phoned"
    assert no_calls(list("ABCDE")) == "A, B, C, D and E must not be phoned"
    assert no_calls(list("ABCDEF")) == "A, B, C, D and 2 more must not be phoned"


def test_tasks_to_call_name_whom_not_to_call(ws, event):
    assert call_tasks(ws, event) == {}
    forbid(ws, event, "Ana Lima")
    people.edit(ws, of(ws, event, "Ben Ode").person_id, do_not_contact=True)
    assert call_tasks(ws, event) == dict.fromkeys(("task.calls", "task.reminder_calls"), "Ana Lima and Ben Ode must not be phoned")
    guests.set_reply(ws, [of(ws, event, "Ben Ode").id], "declined")
    tasks.set_state(ws, event, ["task.reminder_calls"], "done")
    assert call_tasks(ws, event) == {"task.calls": "Ana Lima must not be phoned"}


def test_the_calendar_of_tasks_says_it_too(ws, event, tmp_path):
    forbid(ws, event, "Ana Lima")
    written = tasks.export_calendar(ws, tmp_path / "t.ics", event).read_text(encoding="utf-8").replace("\r\n ", "")
    assert written.count("Ana Lima must not be phoned.") == 2


def test_an_answer_by_telephone_is_kept_and_the_step_warns(ws, event):
    company = people.details(ws, of(ws, event, "Ana Lima").person_id).row.organisation_id
    motives.add_restriction(ws, kind="no_phone", organisation_id=company)
    listed = [row.id for row in guests.rows(ws, event)]
    assert guests.set_reply(ws, listed, "accepted", channel="phone").label == "Mark 3 guests accepted; Ana Lima must not be phoned"
    assert guests.set_reply(ws, listed, "tentative", channel="mail").label == "Mark 3 guests tentative"
    assert day_changes.cannot_come(ws, [of(ws, event, "Ana Lima").id], "Ill").label.endswith("; Ana Lima must not be phoned")
    assert of(ws, event, "Ana Lima").reply == "declined"
    history.undo(ws)
    sent = day_changes.send_delegate(ws, of(ws, event, "Ana Lima").id, "Dora Ude")
    assert sent.label == "Dora Ude comes instead of Ana Lima; Ana Lima must not be phoned"


def test_the_reason_is_told_where_somebody_is_about_to_call(ws, event):
    ana = of(ws, event, "Ana Lima")
    assert calls.why_not(ws, ana.person_id) == calls.why_not_guest(ws, ana.id) == calls.why_not_guest(ws, "gone") == ""
    motives.add_restriction(ws, kind="no_phone", organisation_id=ana.organisation_id)
    assert calls.why_not_guest(ws, ana.id) == "Ana Lima must not be phoned, as for everybody at Lima AG."
    forbid(ws, event, "Ben Ode")
    assert calls.why_not_guest(ws, of(ws, event, "Ben Ode").id) == "Ben Ode must not be phoned."
    people.edit(ws, of(ws, event, "Cleo Ray").person_id, do_not_contact=True)
    assert calls.why_not_guest(ws, of(ws, event, "Cleo Ray").id) == "Cleo Ray must not be phoned: do not contact."
    assert guests.details(ws, ana.id).phones == ("+49 30 1",)
