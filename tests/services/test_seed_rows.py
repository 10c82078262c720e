"""Facts from the source articles that presentations, meetups and their outcomes carry: one test each, named after its row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.outcomes import QUESTIONS
from advoplanner.domain.people import ContactDraft
from advoplanner.services import (
    agenda,
    calendar,
    checks,
    documents,
    event_kits,
    events,
    guests,
    guru_slots,
    invitations,
    motives,
    outcomes,
    people,
    printing,
    reserved_seats,
    slots,
    venues,
)
from advoplanner.store.models import Venue

START = datetime(2027, 3, 10, 21)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


def make(ws: Any, kind: str = "rockstar") -> str:
    new = NewEvent(kind, "Late show", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", venue="Shop", organiser_email="mira@firm.example")
    return events.new(ws, new).created("event")[0]


def put(ws: Any, event: str, name: str, **words: str) -> str:
    person = people.add(ws, ContactDraft(display_name=name, emails=(f"{name[:3].lower()}@x.example",))).created("person")[0]
    return guests.add(ws, event, [person], **words).changes.created("guest")[0]


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_seed_000_01_the_purpose_is_printed_on_invitation_agenda_and_pack(ws, tmp_path):
    event = make(ws)
    events.edit(ws, event, purpose="Learn from bakers who moved first")
    guest = put(ws, event, "Ana Lima")
    agenda.add(ws, event, type="peer_story", title="Story", start=START, minutes=30)
    wave = invitations.new_wave(ws, event, name="Main", audience=EVERYBODY).created("wave")[0]
    invitations.draft(ws, wave, [guest])
    assert "Learn from bakers who moved first" in invitations.message(ws, invitations.messages(ws, event)[0].id).body
    made = printing.export(ws, event, tmp_path, only=["agenda", "briefing"])
    assert {file.document for file in made.files if "Learn from bakers who moved first" in text_of(file.path)} == {"agenda", "briefing"}


def test_seed_000_02_what_members_get_and_what_we_want_stand_each_in_its_own_document(ws, tmp_path):
    event = make(ws, "cab")
    put(ws, event, "Ana Lima")
    session = agenda.add(ws, event, type="panel", title="Prices", start=START, member_benefit="A price list read aright").created("session")[0]
    agenda.edit(ws, session, purpose="We want to know which price hurts")
    made = printing.export(ws, event, tmp_path, only=["agenda", "runofshow"]).files
    words = {file.document: " ".join(text_of(file.path).split()) for file in made}
    assert "A price list read aright" in words["agenda"]
    assert "We want to know which price hurts" not in words["agenda"]
    assert "We want to know which price hurts" in words["runofshow"]


def test_seed_003_09_who_makes_an_event_makes_one_in_person(ws):
    event = make(ws, "cab")
    assert events.details(ws, event).join_link == ""
    assert not checks.read(ws, event).case.virtual
    events.edit(ws, event, join_link="https://meet.example/board")
    assert not checks.read(ws, event).case.virtual, "A link beside a place lets single guests join from afar"
    events.edit(ws, event, venue="")
    assert checks.read(ws, event).case.virtual


def test_seed_003_17_what_a_rock_star_gains_stands_in_the_invitation_and_in_the_host_brief(ws, tmp_path):
    event = make(ws)
    guest = put(ws, event, "Ana Lima", role="presenter")
    guests.edit(ws, [guest], value_sentence="Forty bakers will know your name.", talking_points=["Her seven shops"])
    [made] = printing.export(ws, event, tmp_path, only=["briefing"]).files
    words = " ".join(text_of(made.path).split())
    assert "Her seven shops" in words
    assert "Forty bakers will know your name." in words
    assert [row.gains for row in documents.pack(ws, event, "member").guests] == [""], "what hosts say to each other is theirs"
    invitations.draft(ws, invitations.new_wave(ws, event, audience=EVERYBODY).created("wave")[-1])
    [letter] = invitations.messages(ws, event)
    assert "Forty bakers will know your name." in invitations.message(ws, letter.id).body


def test_seed_003_40_who_wants_no_camera_wears_it_on_the_badge_and_the_hosts_list_says_it(ws, tmp_path):
    event = make(ws)
    for name in ("Ana Lima", "Bo Berg"):
        guests.set_reply(ws, [put(ws, event, name)], "accepted")
    person = next(row.person_id for row in guests.rows(ws, event) if row.name == "Ana Lima")
    for kind in ("no_photo", "no_recording"):
        motives.add_restriction(ws, person_id=person, kind=kind, note="Said so at the door")
    for audience in ("host", "member"):
        marks = {row.name: row.camera for row in documents.pack(ws, event, audience).guests}
        assert marks == {"Ana Lima": "No camera", "Bo Berg": ""}
    texts = {
        file.document: text_of(file.path)
        for file in printing.export(ws, event, tmp_path, only=["badges", "guests"]).files
        if file.path.suffix == ".pdf"
    }
    assert texts["badges"].count("NO CAMERA") == 1
    assert texts["guests"].count("No camera") == 1


def test_seed_002_04_expert_time_a_plus_one_and_a_kept_seat_are_given_together_and_nothing_clashes(ws):
    event = make(ws)
    for row in agenda.rows(ws, event):
        agenda.remove(ws, [row.id])
    ana, eve = put(ws, event, "Ana Lima", side="advocate"), put(ws, event, "Eve Host", side="host")
    guests.set_reply(ws, [ana, eve], "accepted")
    guests.add_companion(ws, ana, "Bo Lima")
    session = agenda.add(ws, event, type="peer_story", title="Story", start=START, minutes=20).created("session")[0]
    reserved_seats.hold(ws, session, ana)
    half_past = START + timedelta(minutes=30)
    expert = guru_slots.add_expert(ws, event, eve, [(half_past, half_past + timedelta(minutes=30))], ["Cloud"]).created("expert")[0]
    guru_slots.give(ws, expert, ana, half_past)
    assert [row.state for row in reserved_seats.rows(ws, event)] == ["held"]
    assert [(row.guest, row.expert) for row in guru_slots.slots(ws, event)] == [("Ana Lima", "Eve Host")]
    assert [row.companion_of for row in guests.rows(ws, event) if row.name == "Bo Lima"] == ["Ana Lima"]
    assert {f.code for f in checks.run(ws, event).findings} & {"agenda.kept_seat", "agenda.one_to_one"} == set()


def test_seed_003_28_hundreds_of_branches_are_searched_for_a_free_evening(ws):
    hours = {day: ["09:00", "21:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    with ws.action("Branches") as work:
        rows = [{"id": f"v{n:03}", "name": f"Branch {n:03}", "city": f"City {n % 50}", "zone": "Europe/Berlin", "hours": hours} for n in range(400)]
        work.insert_rows(Venue, rows)
    assert len(venues.rows(ws)) == 400
    found = slots.find(ws, date(2027, 3, 10), date(2027, 3, 10), kinds=["late"])
    assert len(found.slots) == 400
    assert {slot.city for slot in found.slots} == {f"City {n}" for n in range(50)}
    assert {f"{slot.start:%H:%M}" for slot in found.slots} == {"21:00"}


def test_seed_003_39_what_friends_pass_on_names_no_guest(ws, tmp_path):
    event = make(ws)
    guest = put(ws, event, "Ana Lima", role="presenter")
    person = guests.details(ws, guest).row.person_id
    motives.add_restriction(ws, person_id=person, kind="no_name_in_print", allows=True, note="Said so")
    put(ws, event, "Bo Berg")
    event_kits.edit(ws, event, form_link="https://firm.example/late-show")
    [flyer] = printing.export(ws, event, tmp_path, only=["flyer"]).files
    words = text_of(flyer.path)
    assert "Ana Lima" in words
    assert "Scan to sign up" in words
    assert "Bo Berg" not in words
    entry = calendar.publish(ws, [event], tmp_path / "show.ics").path.read_text(encoding="utf-8")
    assert "METHOD:PUBLISH" in entry
    assert not {"ATTENDEE", "Bo Berg", "bo@x.example"} & set(entry.replace(":", "\n").split("\n"))


def test_seed_004_18_prospects_are_asked_whether_their_needs_were_met(ws):
    assert "needs_met" in QUESTIONS
    event = make(ws, "meetup")
    guest = put(ws, event, "Ana Lima", side="prospect")
    guests.set_reply(ws, [guest], "accepted")
    outcomes.record(ws, guest, scores={"needs_met": 4})
    [row] = outcomes.rows(ws, event)
    assert (row.side, row.scores) == ("prospect", {"needs_met": 4})


def test_a_talk_card_shows_the_slot_to_the_presenter_and_nobody_else_reads_the_brief(ws):
    event = make(ws)
    put(ws, event, "Ana Lima", role="presenter")
    week = {day: ["09:00", "21:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    venues.edit(ws, events.details(ws, event).venue_id, hours=week, zone="Europe/Berlin", off_hours={"last_transport": "23:10"})
    pack = documents.pack(ws, event, "member")
    assert [talk.recording for talk in pack.talks] == [""]
    assert ("Set-up from", "20:30") in pack.slot
    assert ("To arrange", "Last transport at 23:10") in pack.slot
    assert documents.pack(ws, event, "public").talks == documents.pack(ws, event, "prospect").talks == ()


def test_seed_002_05_an_advocate_brings_a_companion_who_is_a_guest_of_their_own_and_is_kept_a_seat_too(ws):
    event = make(ws)
    ana = put(ws, event, "Ana Lima", side="advocate")
    bo = guests.add_companion(ws, ana, "Bo Lima").created("guest")[0]
    guests.edit(ws, [bo], diet="Vegan", access_needs="Step-free")
    row = next(each for each in guests.rows(ws, event) if each.id == bo)
    assert (row.name, row.companion_of, row.diet, row.access_needs) == ("Bo Lima", "Ana Lima", "Vegan", "Step-free")
    session = agenda.add(ws, event, type="peer_story", title="Story", start=START, minutes=30).created("session")[0]
    for guest in (ana, bo):
        reserved_seats.hold(ws, session, guest)
    assert [each.state for each in reserved_seats.rows(ws, event)] == ["held", "held"]
    guests.set_reply(ws, [ana], "declined")
    assert reserved_seats.rows(ws, event) == []
