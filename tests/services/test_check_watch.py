"""Checks that follow edits say the same as checks that begin anew, and judge only what the edit touched."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import (
    agenda,
    asks,
    budgets,
    check_watch,
    checks,
    event_kits,
    events,
    guests,
    history,
    introductions,
    norms,
    people,
    pitch,
    sample,
    seating,
    talks,
    workspace,
)
from advoplanner.services.check_watch import Watch


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    opened = create_workspace(tmp_path_factory.mktemp("w") / "w.advo")
    sample.make(opened)
    yield opened
    opened.close()


@pytest.fixture
def event(ws):
    return next(row.id for row in events.rows(ws) if row.kind == "cab")


def test_every_edit_leads_to_the_same_report_as_a_fresh_look(ws, event):
    listed = guests.rows(ws, event)
    speaker = listed[2].id
    agenda.set_person(ws, agenda.rows(ws, event)[4].id, speaker)
    rows = agenda.rows(ws, event)
    event_kits.edit(ws, event, per_head=10, planned=400)
    watch = Watch(ws, event)
    assert watch.report() == checks.run(ws, event)
    everything = watch.judged
    round_id = seating.rounds(ws, event)[0][0]
    sits = next(g.id for g in guests.rows(ws, event) if g.table)
    edits = [
        lambda: seating.unseat(ws, round_id, [sits]),
        lambda: history.undo(ws),
        lambda: guests.set_reply(ws, [listed[0].id], "declined"),
        lambda: guests.set_reply(ws, [speaker], "tentative"),
        lambda: agenda.edit(ws, rows[1].id, minutes=rows[1].minutes + 5),
        lambda: agenda.edit(ws, rows[2].id, title="Buy now"),
        lambda: event_kits.edit(ws, event, spent=900),
        lambda: budgets.add(ws, event, "Dinner", currency="EUR", planned=90_000, actual=90_000),
        lambda: talks.edit(ws, speaker, context="What we tried"),
        lambda: agenda.drop_person(ws, next(r.id for r in rows if r.people), speaker),
        lambda: history.undo(ws),
        lambda: introductions.remove(ws, [row.id for row in introductions.rows(ws, event)[:2]]),
        lambda: asks.log(ws, listed[4].person_id, "ask", "Reference call", "2026-01-10"),
        lambda: guests.set_reply(ws, [listed[4].id], "declined"),
        lambda: events.edit(ws, event, quorum=99),
        lambda: workspace.edit(ws, product_names=["Story"]),
        lambda: norms.change(ws, norms.scope_of(ws, event), "vendor_share.cab", "warn", 0.01),
        lambda: checks.hide(ws, event, "agenda.decision_owner"),
        lambda: guests.remove(ws, [listed[1].id]),
        lambda: guests.add(ws, event, [row.id for row in people.rows(ws)]).changes,
        lambda: agenda.remove(ws, [rows[3].id]),
    ]
    for edit in edits:
        changes = edit()
        assert watch.report(changes) == checks.run(ws, event)
        assert pitch.guard_of(watch.reading) == pitch.guard(ws, event)
        assert watch.judged <= everything + 1


def test_who_comes_after_all_is_asked_for_papers_and_renewals(ws):
    board = next(row.id for row in events.rows(ws) if row.kind == "cab" and row.status != "closed")
    members = [row.id for row in guests.rows(ws, board) if row.role != "host"]
    guests.set_reply(ws, members, "declined")
    watch = Watch(ws, board)
    assert "guests.renewal" not in {found.code for found in watch.report().findings}
    report = watch.report(guests.set_reply(ws, members, "accepted"))
    assert "guests.renewal" in {found.code for found in report.findings}
    assert report == checks.run(ws, board)


def test_what_an_edit_does_not_touch_is_not_judged_again(ws, event):
    watch = Watch(ws, event)
    watch.report()
    everything = watch.judged
    row = agenda.rows(ws, event)[0]
    watch.report(agenda.edit(ws, row.id, materials="Paper"))
    assert 0 < watch.judged < everything / 2
    silent = next(g.id for g in guests.rows(ws, event) if g.reply == "none")
    watch.report(guests.set_reply(ws, [silent], "tentative"))
    assert 0 < watch.judged < everything


def test_an_event_of_another_workspace_day_is_judged_anew(tmp_path):
    now = [datetime.fromisoformat("2027-03-01T12:00+00:00")]
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: now[0])
    start = datetime(2027, 3, 20, 9)
    new = NewEvent("cab", "Board", "To learn", start, start + timedelta(hours=8), "UTC", organiser_email="a@example.org")
    event = events.new(opened, new).created("event")[0]
    watch = Watch(opened, event)
    watch.report()
    row = agenda.add(opened, event, type="panel", title="Panel", start=start, minutes=30)
    now[0] += timedelta(days=7)
    watch.report(row)
    assert watch.report(agenda.edit(opened, row.created("session")[0], minutes=35)) == checks.run(opened, event)
    opened.close()


def test_a_cost_is_an_edit_that_the_checks_have_to_follow(ws, event):
    assert budgets.add(ws, event, "Dinner", currency="EUR", planned=90).tables & check_watch.READ
