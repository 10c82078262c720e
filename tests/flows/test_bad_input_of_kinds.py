"""What bad input gets in the window, one feature after another: a sentence where it happened, nothing lost, and Undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from advoplanner import bootstrap
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, events, followup, guests, history, introductions, people, sign_ups, venues, workspace
from ui.assembly import Parts
from ui.pages.events.slot_dialog import SlotDialog
from ui.pages.followup.columns import state, state_words
from ui.pages.introductions.pair import PlanDialog
from ui.pages.people.tie_dialogs import RelationDialog
from ui.pages.sign_ups.page import SignUpDialog

LONG = 60_000
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture
def window(program: Parts, tmp_path: Path, clock: Any, qtbot: QtBot) -> Iterator[Any]:
    path = tmp_path / "bad.advo"
    ws = bootstrap.create_workspace(path, clock=clock)
    workspace.edit(ws, sender_name="Mira Rossi", sender_email="mira@firm.example", default_zone="Europe/Berlin", host_company="Firm")
    for n in range(3):
        people.add(ws, ContactDraft(display_name=f"Guest {n}", organisation=f"Works {n}", emails=(f"g{n}@x.example",), side="customer"))
    ws.close()
    program.desk.open(path)
    qtbot.waitUntil(lambda: program.window.is_open, timeout=LONG)
    yield program.window
    qtbot.waitUntil(lambda: not program.desk.ctx.jobs.running, timeout=LONG)


@pytest.fixture
def make(window: Any, clock: Any) -> Callable[..., str]:
    """An event of a kind in four weeks, everybody on its list and coming."""

    def made(kind: str, **fields: Any) -> str:
        ws, start = window.ctx.workspace, (clock.now + timedelta(days=28)).replace(tzinfo=None, hour=18, minute=0)
        new = NewEvent(kind, "Evening", "Listen", start, start + timedelta(hours=3), "Europe/Berlin", template=False, **fields)
        event = events.new(ws, new).created("event")[0]
        guests.add(ws, event, [row.id for row in people.rows(ws)])
        guests.set_reply(ws, [row.id for row in guests.rows(ws, event)], "accepted")
        return event

    return made


def names(window: Any, event: str) -> dict[str, str]:
    return {row.name: row.id for row in guests.rows(window.ctx.workspace, event)}


def test_f21_a_venue_that_never_closes_or_tells_no_hours_is_asked_about_and_another_is_still_found(window: Any, qtbot: QtBot) -> None:
    ws = window.ctx.workspace
    for name, hours in (("Always", ["00:00", "24:00"]), ("Silent", None), ("Shop", ["09:00", "18:00"])):
        venue = venues.add(ws, name, zone="Europe/Berlin").created("venue")[0]
        if hours:
            venues.edit(ws, venue, hours=dict.fromkeys(DAYS, hours))
    dialog = SlotDialog(window.ctx, venues.rows(ws), date(2027, 3, 1))
    qtbot.addWidget(dialog)
    told = dialog.told.text()
    assert "The opening hours of Silent are not known yet." in told
    assert "round the clock" in told
    assert {slot.venue for _, slot in dialog.model.rows()} == {"Shop"}


def test_f25_a_pair_kept_apart_is_refused_at_its_field_and_one_kept_apart_later_goes_with_notice(window: Any, make: Any, qtbot: QtBot) -> None:
    ws, event = window.ctx.workspace, make("cab")
    there = names(window, event)
    person = {row.name: row.person_id for row in guests.rows(ws, event)}
    introductions.plan(ws, event, there["Guest 0"], there["Guest 1"], "Both asked")
    relation = RelationDialog(window.ctx, person["Guest 0"], "Guest 0")
    qtbot.addWidget(relation)
    relation.form["kind"].show_value("keep_apart")
    relation.picker.table.select_ids([person["Guest 1"]])
    assert relation._add() is True
    assert history.steps(ws)[0].label == "Guest 0: keep apart from Guest 1, 1 introduction off"
    assert introductions.rows(ws, event) == []
    dialog = PlanDialog(window.ctx, event, introductions.guests(ws, event), ["Ann"])
    qtbot.addWidget(dialog)
    dialog.form.load({"a_id": there["Guest 0"], "b_id": there["Guest 1"], "reason": "Both sail"})
    assert dialog._plan() is False
    assert dialog.form.error("b_id").startswith("Guest 0 and Guest 1 are to be kept apart.")
    assert dialog.form["reason"].value() == "Both sail"
    window.history.undo()
    assert [row.reason for row in introductions.rows(ws, event)] == ["Both asked"]


def test_f25_who_declines_is_taken_off_with_notice(window: Any, make: Any) -> None:
    ws, event = window.ctx.workspace, make("cab")
    there = names(window, event)
    introductions.plan(ws, event, there["Guest 0"], there["Guest 1"])
    guests.set_reply(ws, [there["Guest 1"]], "declined")
    assert history.steps(ws)[0].label == "Mark Guest 1 declined, 1 introduction off"
    assert introductions.rows(ws, event) == []


def test_f27_an_action_without_owner_and_date_is_kept_and_red(window: Any, make: Any) -> None:
    event = make("cab")
    window.navigate("followup", event)
    page = window.stack.page()
    page.new["text"].editor.setText("Send the film")
    page.add_action()
    [row] = followup.actions(window.ctx.workspace, event)
    assert (state_words(row), state(row)) == ("No owner and no date", "bad")
    assert page.subtitle.text().startswith("0 of 1 action done, 1 without owner or date")


def test_f35_a_presenter_who_withdraws_leaves_the_session_in_the_tray_with_its_notes(window: Any, make: Any) -> None:
    ws, event = window.ctx.workspace, make("rockstar")
    there = names(window, event)
    start = events.details(ws, event).start
    session = agenda.add(ws, event, type="peer_story", title="Story", start=start, minutes=30, private_notes="Ask for the map").created("session")[0]
    agenda.set_person(ws, session, there["Guest 0"])
    guests.set_reply(ws, [there["Guest 0"]], "declined")
    window.navigate("agenda", event)
    [waiting] = window.stack.page().desk.plan.tray
    assert (waiting.title, waiting.private_notes) == ("Story", "Ask for the map")
    assert "off “Story”" in history.steps(ws)[0].label


def test_f50_who_signs_up_twice_is_one_and_who_comes_too_late_waits_and_is_to_be_told(window: Any, make: Any, qtbot: QtBot) -> None:
    ws, event = window.ctx.workspace, make("rockstar", capacity=4)
    for name, email in (("Ria Poe", "ria@x.example"), ("Ria  Poe", "RIA@x.example"), ("Tom Ode", "tom@x.example")):
        dialog = SignUpDialog(window.ctx, event, "Evening")
        qtbot.addWidget(dialog)
        dialog.form.load({"name": name, "email": email})
        dialog.go.click()
    assert [(row.name, str(row.place), row.to_tell) for row in sign_ups.rows(ws, event)] == [("Ria Poe", "in", True), ("Tom Ode", "waiting", True)]
    window.navigate("sign_ups", event)
    assert window.stack.page().told.text() == "2 people do not know yet where they stand."
