"""One-to-one slots from the workspace: matched in one step, given by hand with refusals at their field, gone with who declines."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, checks, events, guests, guru_slots, history, people, reserved_seats

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 9)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Two experts of the host and three customers who share a topic, all accepted; a panel from 10 to 11."""
    path = tmp_path_factory.mktemp("guru") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    event = events.new(ws, NewEvent("cab", "Board", "Listen", START, START.replace(hour=17), "UTC", template=False)).created("event")[0]
    for name, side in (("Eve", "host"), ("Finn", "host"), ("Ana", "customer"), ("Ben", "customer"), ("Cy", "customer")):
        guests.add(ws, event, people.add(ws, ContactDraft(display_name=name, topics=("Cloud",), side=side)).created("person"))
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    agenda.add(ws, event, type="panel", title="Panel", start=START.replace(hour=10), minutes=60)
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared, tmp_path):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"), clock=lambda: NOW)
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


def ids(ws, event) -> dict[str, str]:
    return {g.name: g.id for g in guests.rows(ws, event)}


def expert(ws, event, name="Eve", windows=((11, 12.5),), **fields) -> str:
    spans = [(_at(a), _at(b)) for a, b in windows]
    return guru_slots.add_expert(ws, event, ids(ws, event)[name], spans, **fields).created("expert")[0]


def _at(hours: float) -> datetime:
    return START.replace(hour=int(hours), minute=round(hours % 1 * 60))


def shown(ws, event) -> set[tuple[str, str, str]]:
    return {(r.guest, r.expert, f"{r.start:%H:%M}") for r in guru_slots.slots(ws, event)}


def test_matching_gives_everybody_a_slot_around_the_agenda_in_one_step(ws, event):
    expert(ws, event, windows=((9, 13),), room="Library")
    changes = guru_slots.match_all(ws, event)
    assert changes.label == "Give 3 one-to-one slots"
    found = guru_slots.slots(ws, event)
    assert {r.guest for r in found} == {"Ana", "Ben", "Cy"}
    assert all(r.end.hour < 10 or r.start >= _at(11.5) for r in found), "the panel and the way to it are in the way"
    assert {(r.room, r.why) for r in found} == {("Library", "Shares Cloud")}
    with pytest.raises(RuleBroken, match="No further slot"):
        guru_slots.match_all(ws, event)
    history.undo(ws)
    assert shown(ws, event) == set()


def test_seed_002_04_who_stands_by_is_told_why_and_takes_a_slot_given_back(ws, event):
    expert(ws, event, windows=((12, 13),))
    guru_slots.match_all(ws, event)
    ((waiting, name, why),) = guru_slots.standing_by(ws, event)
    assert why.startswith("All 2 slots of Eve are taken, by ")
    first = guru_slots.slots(ws, event)[0]
    guru_slots.release(ws, [first.id])
    guru_slots.give(ws, first.expert_id, waiting, first.start)
    assert name in {r.guest for r in guru_slots.slots(ws, event)}


@pytest.mark.parametrize(
    ("guest", "hour", "words", "field"),
    [
        ("Ben", 14, "Eve has no slot at Wed 14:00", "start"),
        ("Ben", 12, "Ana meets Eve at 12:00", "start"),
        ("Ana", 12.5, "Ana meets Eve already, at 12:00", "guest_id"),
        ("Ben", 11, "Ben is bound by “Panel”", "start"),
    ],
)
def test_a_slot_that_cannot_be_is_refused_at_its_field(ws, event, guest, hour, words, field):
    eve = expert(ws, event, windows=((11, 13),))
    guru_slots.give(ws, eve, ids(ws, event)["Ana"], _at(12))
    before = shown(ws, event)
    with pytest.raises(RuleBroken, match=words) as refused:
        guru_slots.give(ws, eve, ids(ws, event)[guest], _at(hour))
    assert refused.value.field == field
    assert shown(ws, event) == before


def test_the_same_expert_twice_is_refused(ws, event):
    expert(ws, event)
    with pytest.raises(RuleBroken, match="among the experts already"):
        expert(ws, event)


def test_times_outside_the_event_are_refused(ws, event):
    with pytest.raises(RuleBroken, match="outside the event") as refused:
        expert(ws, event, windows=((16, 18),))
    assert refused.value.field == "windows"


def test_fewer_free_times_give_slots_back_in_the_same_step(ws, event):
    eve = expert(ws, event, windows=((11.5, 13),))
    guru_slots.match_all(ws, event)
    changes = guru_slots.edit_expert(ws, eve, windows=[(_at(12), _at(13))])
    assert changes.label == "Edit an expert, 1 slot given back"
    assert len(shown(ws, event)) == 2
    history.undo(ws)
    assert len(shown(ws, event)) == 3


def test_who_declines_gives_the_slot_back_and_an_expert_all_of_them(ws, event):
    expert(ws, event, windows=((12, 13),))
    expert(ws, event, "Finn", windows=((12, 13),))
    guru_slots.match_all(ws, event)
    before = shown(ws, event)
    changes = guests.set_reply(ws, [ids(ws, event)["Ana"]], "declined")
    assert changes.label.endswith(", 1 one-to-one slot off")
    history.undo(ws)
    guests.set_reply(ws, [ids(ws, event)["Eve"]], "declined")
    assert {e.name for e in guru_slots.experts(ws, event)} == {"Finn"}
    assert all(name != "Eve" for _, name, _ in shown(ws, event))
    history.undo(ws)
    assert shown(ws, event) == before


def test_what_took_place_stays_on_record(ws, event):
    expert(ws, event, windows=((12, 13),))
    guru_slots.match_all(ws, event)
    done = guru_slots.slots(ws, event)[0]
    guru_slots.mark(ws, [done.id], "done")
    guests.set_reply(ws, [done.guest_id], "declined")
    assert [r.state for r in guru_slots.slots(ws, event) if r.id == done.id] == ["done"]
    with pytest.raises(RuleBroken, match="says nothing of a slot"):
        guru_slots.mark(ws, [done.id], "maybe")


def test_an_event_goes_with_its_slots_and_comes_back_with_them(ws, event):
    expert(ws, event, windows=((12, 13),))
    guru_slots.match_all(ws, event)
    before = shown(ws, event)
    events.remove(ws, [event])
    history.undo(ws)
    assert shown(ws, event) == before


def test_a_session_moved_onto_a_slot_is_found_by_the_checks(ws, event):
    eve = expert(ws, event)
    guru_slots.give(ws, eve, ids(ws, event)["Ana"], _at(11.5))
    [panel] = [row.id for row in agenda.rows(ws, event)]

    def found() -> dict[str, str]:
        return {f.code: f.message for f in checks.run(ws, event).findings if f.code in ("agenda.one_to_one", "agenda.kept_seat")}

    assert found() == {}
    agenda.move(ws, panel, _at(11.5))
    assert found() == {
        "agenda.one_to_one": "Ana has time with Eve on Wed 11:30, and “Panel” at that time. Give the slot back and give another, or move the session."
    }
    reserved_seats.hold(ws, panel, ids(ws, event)["Ana"])
    assert found()["agenda.kept_seat"] == "Ana has a seat kept in “Panel”, and time with Eve at that time. Give one back, or move a session."
    guru_slots.mark(ws, [row.id for row in guru_slots.slots(ws, event)], "done")
    assert found() == {}, "what took place clashes with nothing"
