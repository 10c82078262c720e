"""Two evenings in the real window, each from its first idea to what came of it a month later: a Rock Star after closing, and a meetup of a host.

The clock is the test's: weeks pass between the chapters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from advoplanner import bootstrap
from advoplanner.core.dates import to_utc
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.sign_ups import figure_words
from advoplanner.services import (
    checks,
    event_kits,
    events,
    followup,
    guests,
    history,
    host_requests,
    introductions,
    outbox,
    outcomes,
    people,
    presenters,
    printing,
    series,
    sign_ups,
    talks,
    tasks,
    venues,
    workspace,
)
from advoplanner.services.context import Workspace
from ui.assembly import Parts
from ui.pages.followup.page import VIEWS

InDialog = Callable[[Callable[[], object], Callable[[Any], object]], None]
LONG = 60_000
PROSPECTS, ADVOCATES = 6, 3
FORM = "Name,E-mail,Company\nRia Poe,ria@x.example,Ria's\nTom Ode,tom@x.example,Ode\nUwe Kay,uwe@x.example,Kay\nVal Sax,val@x.example,Sax\n"


@pytest.fixture
def prepared(tmp_path: Path, clock: Any) -> Path:
    """A shop with its hours, a baker who likes a stage, an advocate more, prospects, and somebody who sells."""
    path = tmp_path / "evenings.advo"
    ws = bootstrap.create_workspace(path, clock=clock)
    workspace.edit(ws, sender_name="Mira Rossi", sender_email="mira@firm.example", default_zone="Europe/Berlin", host_company="Firm")
    shop = venues.add(ws, "Shop at the bridge", city="Berlin").created("venue")[0]
    hours = {day: ["09:00", "21:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    venues.edit(ws, shop, zone="Europe/Berlin", hours=hours, off_hours={"last_transport": "23:10", "quiet_from": "22:00"})
    baker = ContactDraft(display_name="Ines Alba", organisation="Bakery", city="Potsdam", topics=("Forecasts",), emails=("ines@b.example",))
    people.edit(ws, people.add(ws, baker).created("person")[0], rock_star=True)
    for n in range(ADVOCATES):
        people.add(ws, ContactDraft(display_name=f"Advocate {n}", organisation=f"Old {n}", emails=(f"a{n}@x.example",), side="advocate"))
    for n in range(PROSPECTS):
        people.add(ws, ContactDraft(display_name=f"Prospect {n}", organisation=f"New {n}", emails=(f"p{n}@x.example",), side="prospect"))
    people.add(ws, ContactDraft(display_name="Sam Sales", emails=("sam@firm.example",), side="host"))
    ws.close()
    return path


@pytest.fixture
def window(program: Parts, prepared: Path, clock: Any, qtbot: QtBot) -> Iterator[Any]:
    program.desk.open(prepared)
    qtbot.waitUntil(lambda: program.window.is_open, timeout=LONG)
    yield program.window
    qtbot.waitUntil(lambda: not program.desk.ctx.jobs.running, timeout=LONG)


def page_of(window: Any, page: str, event: str | None = None) -> Any:
    window.navigate(page, event)
    return window.stack.page()


def chosen(page: Any, spec_id: str, ids: list[str]) -> None:
    """A command of the page's list on these rows."""
    page.table.select_ids(ids)
    next(spec for spec in page.commands() if spec.id == spec_id).run(page)


def test_a_rock_star_after_closing_from_new_event_to_a_month_later(window: Any, clock: Any, person: Any, in_dialog: InDialog, tmp_path: Path) -> None:
    ws: Workspace = window.ctx.workspace
    event = new_event_in_a_slot(window, in_dialog)
    slot = event_kits.around(ws, event)
    assert slot is not None
    assert (f"{slot.doors:%H:%M}", f"{slot.start:%H:%M}", f"{slot.done:%H:%M}") == ("20:30", "21:00", "22:15")
    assert slot.notes == ("Somebody who locks up from 20:30 to 22:15.", "Last transport at 23:10.")
    baker = find_the_baker(window, event, in_dialog)
    brief_her(window, event, baker, clock)
    signed_up(window, event, person, tmp_path)
    documents(ws, event, tmp_path)
    the_night(window, event, clock)
    the_next_dates(window, event, in_dialog)
    a_month_later(window, event, clock)


def new_event_in_a_slot(window: Any, in_dialog: InDialog) -> str:
    """The wizard with the finder of slots: the first evening after closing."""
    events_page = page_of(window, "events")

    def fill(wizard: Any) -> None:
        wizard.about.form.load({
            "title": "Flour after nine", "purpose": "A baker tells how she saved her shops.", "topic": "Ordering for tomorrow",
            "learn_goal": "To forecast a day with what you have",
        })  # fmt: skip
        wizard.go.click()
        in_slots(wizard, in_dialog)
        assert wizard.when.form["venue"].value() == "Shop at the bridge"
        for _ in range(3):
            wizard.go.click()

    in_dialog(lambda: events_page.make_new("rockstar"), fill)
    [row] = events.rows(window.ctx.workspace)
    assert (row.kind, row.venue, f"{row.start:%H:%M}") == ("rockstar", "Shop at the bridge", "21:00")
    events.edit(window.ctx.workspace, row.id, capacity=4)
    return row.id


def in_slots(wizard: Any, in_dialog: InDialog) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    taken: list[Any] = []

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.form["kind"].show_value("late")
        dialog.look()
        taken.append(dialog.model.rowCount())
        dialog.go.click()

    QTimer.singleShot(0, take)
    wizard.find_slot()
    assert taken
    assert taken[0] > 5


def find_the_baker(window: Any, event: str, in_dialog: InDialog) -> str:
    """From the kit to the finder of presenters: she knows the topic and lives near."""
    kit = page_of(window, "kit", event)
    assert kit.speakers.nothing.isVisible()
    guest_page = page_of(window, "guests", event)

    def choose(dialog: Any) -> None:
        dialog.form.load({"topics": ("forecast",)})
        dialog.look()
        assert [row.name for row in dialog.model.rows()] == ["Ines Alba"]
        dialog.go.click()

    in_dialog(guest_page.find_people, choose)
    [baker] = talks.rows(window.ctx.workspace, event)
    assert presenters.find(window.ctx.workspace, event, ["forecast"]) == []
    guests.set_reply(window.ctx.workspace, [baker.guest_id], "accepted", channel="phone")
    return baker.guest_id


def brief_her(window: Any, event: str, baker: str, clock: Any) -> None:
    """Tasks are planned back, an empty brief warns two weeks before, and her own words end that."""
    ws = window.ctx.workspace
    day = events.details(ws, event).start.date()
    due = {row.key.partition(":")[0]: (day - row.due).days for row in tasks.rows(ws, event) if ":" in row.key}
    assert due == {"task.speaker.coaching": 28, "task.speaker.brief": 21, "task.speaker.consent": 14, "task.speaker.rehearsal": 7}
    clock.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) - timedelta(days=10)
    assert "event.speaker_brief" in {f.code for f in checks.run(ws, event).findings}
    kit = page_of(window, "kit", event)
    kit.select(baker)
    form = kit._drawn.form
    for name, words in (("context", "Seven shops"), ("went_wrong", "A feast forgotten"), ("not_for", "Shops that bake by the hour")):
        form[name].area.setPlainText(words)
    form["draw"].line.setText("6")
    form["own_guests"].line.setText("1")
    for name in ("draw", "own_guests"):
        form[name]._touch()
    form["recording"].combo.setCurrentIndex(1)
    form["recording"]._settle()
    kit._drawn.flush()
    [row] = talks.rows(ws, event)
    assert (row.missing, row.draw, row.own_guests, row.recording) == ((), 6, 1, "yes")
    assert "event.speaker_brief" not in {f.code for f in checks.run(ws, event).findings}
    assert "6 listeners are expected, and there are 4 places" in kit.audience.words.text()


def signed_up(window: Any, event: str, person: Any, folder: Path) -> None:
    """Three places are left beside the baker's; the fourth waits, moves up when one is given back, and is told."""
    ws = window.ctx.workspace
    path = folder / "form.csv"
    path.write_text(FORM, encoding="utf-8")
    page = page_of(window, "sign_ups", event)
    person.will("open_files", [path])
    page.read_files()
    assert [(row.name, str(row.place)) for row in page.model.rows()] == [
        ("Ria Poe", "in"), ("Tom Ode", "in"), ("Uwe Kay", "in"), ("Val Sax", "waiting"),
    ]  # fmt: skip
    chosen(page, "sign_ups.out", [page.model.rows()[1].id])
    assert history.steps(ws)[0].label == "Mark Tom Ode declined; Val Sax moves up from the waiting list"
    chosen(page, "sign_ups.told", [row.id for row in page.model.rows() if row.to_tell])
    assert not any(row.to_tell for row in sign_ups.rows(ws, event))
    guests.edit(ws, [row.id for row in sign_ups.rows(ws, event) if row.name == "Ria Poe"], brought_by="Ines Alba")
    assert talks.rows(ws, event)[0].brought == 1


def documents(ws: Workspace, event: str, folder: Path) -> None:
    """Flyer, talk card and a calendar that names no guest."""
    made = printing.export(ws, event, folder / "out", only=["flyer", "talkcards"])
    assert [(file.document, file.pages) for file in made.files] == [("flyer", 1), ("talkcards", 1)]
    assert all(file.path.read_bytes().startswith(b"%PDF") for file in made.files)


def the_night(window: Any, event: str, clock: Any) -> None:
    """Two of three who signed up come, and two more from the street."""
    ws = window.ctx.workspace
    own = events.details(ws, event)
    clock.now = to_utc(own.start, own.zone)
    page = page_of(window, "day", event)
    for name in ("Ines Alba", "Ria Poe", "Val Sax"):
        page.arrive(next(row.id for row in guests.rows(ws, event) if row.name == name))
    for name in ("Wim Roy", "Xia Tam"):
        guests.walk_in(ws, event, name)
    found = sign_ups.figures(ws, event)
    assert (found.came, found.walked_in, found.walk_in_share) == (5, 2, 0.4)


def the_next_dates(window: Any, event: str, in_dialog: InDialog) -> None:
    """Two further dates as one step."""
    ws = window.ctx.workspace
    kit = page_of(window, "kit", event)

    def two(dialog: Any) -> None:
        dialog.form["count"].show_value(2)
        dialog.form.changed.emit("count")
        dialog.go.click()

    in_dialog(kit.repeat, two)
    assert [title for _, title in series.dates(ws, event)] == ["Flour after nine", "Flour after nine 2", "Flour after nine 3"]
    assert kit.series.words.text() == "A series of 3 dates; each is changed by itself."


def a_month_later(window: Any, event: str, clock: Any) -> None:
    """What guests said, what was promised, and how many of those who signed up came."""
    ws = window.ctx.workspace
    own = events.details(ws, event)
    clock.now = own.end.replace(tzinfo=UTC) + timedelta(days=31)
    followup.add_action(ws, event, "Send Ines the film", "Mira Rossi", (clock.now + timedelta(days=7)).date().isoformat())
    ria = next(row.id for row in guests.rows(ws, event) if row.name == "Ria Poe")
    outcomes.record(ws, ria, scores={"peers": 5, "needs_met": 4}, quote="I will try that on Monday.", quote_allowed=True)
    page = page_of(window, "followup", event)
    page.show_view(VIEWS.index("Answers"))
    assert page.answers.summary.text() == "Peers 5.0 of 5 (1) · Needs met 4.0 of 5 (1)"
    assert figure_words(sign_ups.figures(ws, event))[-1] == "2 of 3 who signed up came, too few to compare"


def test_a_meetup_from_a_hosts_request_to_who_became_a_customer(window: Any, clock: Any, in_dialog: InDialog, tmp_path: Path) -> None:
    ws: Workspace = window.ctx.workspace
    event = request_and_approve(window, in_dialog)
    mix_until_it_fits(window, event)
    invited(ws, event, tmp_path)
    made = printing.export(ws, event, tmp_path / "out", only=["questioncards", "guests"])
    assert {file.document: file.pages for file in made.files if file.path.suffix == ".pdf"} == {"questioncards": 2, "guests": 1}
    met_that_evening(window, event, clock)
    what_became_of_them(window, event, clock, in_dialog)


def request_and_approve(window: Any, in_dialog: InDialog) -> str:
    """Sam asks with six names and 200 EUR; what is missing is said at its field, then it becomes an event."""
    ws = window.ctx.workspace
    page = page_of(window, "host_requests")
    names = "\n".join(f"Prospect {n}, New {n} <p{n}@x.example>" for n in range(PROSPECTS))

    def fill(dialog: Any) -> None:
        dialog.form.load({
            "host": "Sam Sales", "purpose": "They meet who did it", "venue": "Bar", "city": "Berlin", "start": datetime(2027, 3, 10, 18, 30),
            "budget": 200, "names": names,
        })  # fmt: skip
        dialog.go.click()

    in_dialog(page.add_request, fill)
    [row] = host_requests.rows(ws)
    page.approve([row.id])
    assert page._drawn.form.error("places") == "Before it is approved, say for how many."
    page._drawn.form["places"].line.setText("12")
    page._drawn.form["places"]._touch()
    page.approve([row.id])
    [made] = events.rows(ws)
    assert (made.kind, made.title, made.guests) == ("meetup", "Meetup in Berlin", PROSPECTS + 1)
    assert host_requests.rows(ws)[0].state == "approved"
    return made.id


def mix_until_it_fits(window: Any, event: str) -> None:
    """Without an advocate it is an error; three who accept make two prospects for each."""
    ws = window.ctx.workspace
    page = page_of(window, "guests", event)
    chosen(page, "guests.accepted", [row.id for row in guests.rows(ws, event) if row.side == "prospect"])
    kit = page_of(window, "kit", event)
    assert kit.mix.words.text().startswith("No advocate has accepted")
    assert {f.code: f.severity for f in checks.run(ws, event).findings}["guests.no_advocate"] == "E"
    guests.add(ws, event, [row.id for row in people.rows(ws) if row.side == "advocate"])
    page = page_of(window, "guests", event)
    chosen(page, "guests.accepted", [row.id for row in guests.rows(ws, event) if row.side == "advocate"])
    kit = page_of(window, "kit", event)
    assert kit.mix.words.text() == "6 prospects to 3 advocates: a good mix."
    assert kit.money.words.text() == "Nothing is planned yet."
    event_kits.edit(ws, event, planned=190, questions=["What failed?", "Who helped?", "What next?", "Why so?", "For whom not?"])
    # Sam was approved without having to answer; nine accepted.
    assert kit.money.over.text() == "It comes to 21.11 EUR for each of 9; 16 EUR are allowed."


def invited(ws: Workspace, event: str, folder: Path) -> None:
    """Everybody approved gets an invitation as a file."""
    left = outbox.invite(ws, event, folder / "mail")
    assert len([path for path in left.written if path.suffix == ".eml"]) == PROSPECTS + ADVOCATES + 1
    introductions.fill(ws, event, 2)
    assert all("prospect" in row.reason.lower() or row.reason for row in introductions.rows(ws, event))


def met_that_evening(window: Any, event: str, clock: Any) -> None:
    """All come; introductions are ticked off."""
    ws = window.ctx.workspace
    clock.now = datetime(2027, 3, 10, 17, tzinfo=UTC)
    page = page_of(window, "day", event)
    for row in guests.rows(ws, event):
        page.arrive(row.id)
    planned = introductions.rows(ws, event)
    assert planned
    introductions.mark(ws, [row.id for row in planned], "met")
    assert all(row.attendance == "arrived" for row in guests.rows(ws, event))


def what_became_of_them(window: Any, event: str, clock: Any, in_dialog: InDialog) -> None:
    """A next step for each prospect; a month later, with the size of the sample, beside what was published elsewhere."""
    ws = window.ctx.workspace
    clock.now = datetime(2027, 3, 11, 9, tzinfo=UTC)
    page = page_of(window, "followup", event)
    page.show_view(VIEWS.index("Prospects"))
    rows = page.prospects.model.rows()
    assert len(rows) == PROSPECTS
    assert "the first count is after 30 days" in page.prospects.summary.text()

    def note(dialog: Any) -> None:
        dialog.form["next_step"].line.setText("A visit to the plant in April, Sam")
        dialog.go.click()

    in_dialog(lambda: page.prospects.ask(rows[0].guest_id), note)
    assert page.prospects.model.row(rows[0].guest_id).next_step == "A visit to the plant in April, Sam"
    for row in rows[:3]:
        outcomes.record(ws, row.guest_id, converted="2027-04-02")
    clock.now = datetime(2027, 4, 12, 9, tzinfo=UTC)
    page.ask_refresh()
    said = page.prospects.summary.text().splitlines()
    assert said == [
        "3 of 6 prospects became customers within 30 days (50%); published elsewhere: 80%.",
        "Sam Sales, over all events: 3 of 6 (50%)",
    ]
