"""A board and a council in the real window, each from “New event” to what came of it a month later; the clock is the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from advoplanner import bootstrap
from advoplanner.core.dates import to_utc
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    agenda_versions,
    checks,
    close_out,
    councils,
    events,
    followup,
    formalities,
    greeting,
    guests,
    outcomes,
    people,
    workspace,
)
from ui.assembly import Parts
from ui.pages.followup.page import CLOSE_OUT

InDialog = Callable[[Callable[[], object], Callable[[Any], object]], None]
LONG = 60_000
MEMBERS = 4


@pytest.fixture
def window(program: Parts, tmp_path: Path, clock: Any, qtbot: QtBot) -> Iterator[Any]:
    path = tmp_path / "boards.advo"
    ws = bootstrap.create_workspace(path, clock=clock)
    workspace.edit(ws, sender_name="Mira Rossi", sender_email="mira@firm.example", default_zone="Europe/Berlin", host_company="Firm")
    for n in range(MEMBERS):
        people.add(ws, ContactDraft(display_name=f"Member {n}", organisation=f"Works {n}", emails=(f"m{n}@x.example",), side="customer"))
    people.add(ws, ContactDraft(display_name="Hanna Host", emails=("hanna@firm.example",), side="host"))
    ws.close()
    program.desk.open(path)
    qtbot.waitUntil(lambda: program.window.is_open, timeout=LONG)
    yield program.window
    qtbot.waitUntil(lambda: not program.desk.ctx.jobs.running, timeout=LONG)


def page_of(window: Any, page: str, event: str) -> Any:
    window.navigate(page, event)
    return window.stack.page()


def new_event(window: Any, in_dialog: InDialog, kind: str, title: str) -> tuple[str, list[str]]:
    """The wizard, and then everybody on the list; returns the event and its members."""
    ws = window.ctx.workspace
    window.navigate("events", None)
    page = window.stack.page()

    def fill(wizard: Any) -> None:
        wizard.about.form.load({"title": title, "purpose": "Members decide what comes first.", "topic": "Keeping pace"})
        for _ in range(4):
            wizard.go.click()

    in_dialog(lambda: page.make_new(kind), fill)
    [row] = [row for row in events.rows(ws) if row.title == title]
    assert row.kind == kind
    guests.add(ws, row.id, [person.id for person in people.rows(ws)])
    members = [guest.id for guest in guests.rows(ws, row.id) if guest.side != "host"]
    guests.set_reply(ws, members, "accepted")
    return row.id, members


def test_a_board_from_new_event_to_a_month_later(window: Any, clock: Any, in_dialog: InDialog) -> None:
    ws = window.ctx.workspace
    event, members = new_event(window, in_dialog, "cab", "Spring board")
    own = events.details(ws, event)
    papers(window, event, members, clock)
    the_day(window, event, members, clock)
    clock.now = to_utc(own.end, own.zone) + timedelta(days=1)
    page = page_of(window, "followup", event)
    followup.add_action(ws, event, "Publish the map", "Hanna Host", "2027-12-01", members[0], source="Where does our data lie?")
    followup.add_action(ws, event, "Open the figures")
    clock.now += timedelta(days=30)
    first, bare = followup.actions(ws, event)
    assert bare.incomplete
    followup.edit_action(ws, bare.id, owner="Hanna Host", due="2028-01-10")
    followup.edit_action(ws, first.id, done=True, outcome="The map is public.")
    for guest in members[1:]:
        outcomes.record(ws, guest, scores={"peers": 5})
    page.show_view(CLOSE_OUT)
    page.closing.thanks.click()
    assert [line.title for line in close_out.lines(ws, event) if not line.done] == []
    clock.now += timedelta(days=100)
    following = events.clone(ws, event, own.start + timedelta(days=364), title="Next board").created("event")[0]
    page_of(window, "followup", following).closing.button.click()
    [said] = [row for row in agenda.rows(ws, following) if row.title == "You said, we did"]
    assert said.materials.startswith("You said: Where does our data lie? (Publish the map)\nWe did: The map is public.")


def papers(window: Any, event: str, members: list[str], clock: Any) -> None:
    """All but the first sign; the check and the door say who has not."""
    ws = window.ctx.workspace
    own = events.details(ws, event)
    kit = page_of(window, "kit", event)
    assert kit.board.members.words.text() == f"0 of {MEMBERS} members have signed both papers."
    clock.now = to_utc(own.start, own.zone) - timedelta(days=7)
    for row in formalities.rows(ws, event)[1:]:
        for kind in ("nda", "competition"):
            formalities.record(ws, row.person_id, kind, state="signed")
    assert kit.board.members.words.text() == f"{MEMBERS - 1} of {MEMBERS} members have signed both papers."
    [found] = [f for f in checks.run(ws, event).findings if f.code == "guests.papers"]
    assert found.subject_ids == (members[0],)
    formalities.set_renewal(ws, formalities.rows(ws, event)[0].organisation_id, own.start.date() + timedelta(days=20))
    assert "guests.renewal" in {f.code for f in checks.run(ws, event).findings}


def the_day(window: Any, event: str, members: list[str], clock: Any) -> None:
    """The door is told; three come and one does not."""
    ws = window.ctx.workspace
    own = events.details(ws, event)
    clock.now = to_utc(own.start, own.zone)
    door = page_of(window, "day", event)
    assert door.model.alerts[members[0]] == "No signed NDA"
    for guest in members[1:]:
        door.arrive(guest)
    greeting.assign(ws, members[1:], "Hanna Host")
    clock.now += timedelta(minutes=7)
    door._clock.timeout.emit()
    assert door.model.alerts[members[1]] == "Waits 7 min for Hanna Host", "it grows without anybody touching the page"
    greeting.greeted(ws, members[1:])
    assert door.side.greeters.text() == "Greeted within 7 minutes on average"
    guests.set_attendance(ws, members[:1], "no_show")
    guests.set_attendance(ws, [row.id for row in guests.rows(ws, event) if row.side == "host"], "arrived")


def test_a_council_approves_its_own_agenda_and_grows(window: Any, clock: Any, in_dialog: InDialog) -> None:
    ws = window.ctx.workspace
    event, members = new_event(window, in_dialog, "council", "Data council")
    events.edit(ws, event, host_company="Works 0", sponsor="Firm")
    guests.edit(ws, members[:2], role="chair")
    kit = page_of(window, "kit", event)
    agenda_versions.release(ws, event, waiver="The chairs asked for a first version")
    assert kit.board.council.words.text() == "Version 1 waits for Member 0 and Member 1."
    assert "Firm" in kit.board.brand.disclosure.text()
    for chair in members[:2]:
        kit.board.approve(chair, True)
    assert kit.board.council.words.text() == "Version 1 is approved by its chairs."
    own = events.details(ws, event)
    clock.now = to_utc(own.end, own.zone) + timedelta(days=30)
    following = events.clone(ws, event, own.start + timedelta(days=182), title="Data council, autumn", roster=True).created("event")[0]
    person = people.add(ws, ContactDraft(display_name="Newcomer", organisation="Works 9", side="customer")).created("person")[0]
    guests.add(ws, following, [person])
    read = councils.read(ws, following)
    assert [(row.members, row.new) for row in read.growth] == [(MEMBERS, MEMBERS), (MEMBERS + 1, 1)]
    assert "event.same_host" in {f.code for f in checks.run(ws, following).findings}
    assert all(chair.approved == 0 for chair in read.chairs), "what was approved belongs to the event before"
