"""Rooms of a venue: kept to scale with what stands in them, used for an event whose plan stays as it is."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events, history, rooms, seating, tables, venue_rooms, venues


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def venue(ws) -> str:
    return venues.add(ws, "Palácio").created("venue")[0]


@pytest.fixture
def event(ws, venue) -> str:
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    events.edit(ws, event, venue_id=venue)
    tables.make_layout(ws, event, "round", [(2, 8)])
    return event


def test_a_room_is_kept_and_used_for_another_event_without_touching_its_tables(ws, venue, event):
    rooms.add_fixture(ws, event, "stage")
    rooms.resize_room(ws, event, width=1400, length=1000)
    venue_rooms.keep(ws, event, "Garden room")
    (kept,) = venue_rooms.rows(ws, venue)
    assert (kept.name, kept.width, kept.length, kept.fixtures) == ("Garden room", 1400, 1000, 1)
    rooms.resize_room(ws, event, width=900)
    rooms.add_fixture(ws, event, "door")
    before = seating.plan(ws, event)
    venue_rooms.use(ws, event, kept.id)
    after = seating.plan(ws, event)
    assert (after.room_width, [f.kind for f in after.fixtures]) == (1400, ["stage"])
    assert (after.tables, after.seats) == (before.tables, before.seats)
    history.undo(ws)
    assert seating.plan(ws, event).room_width == 900
    assert venue_rooms.of_event(ws, event) == [kept]


@pytest.mark.parametrize(
    ("fields", "field"), [({"name": " "}, "name"), ({"width": 0}, "width"), ({"length": 1e9}, "length"), ({"width": float("inf")}, "width")]
)
def test_a_room_that_cannot_be_is_refused_at_its_field(ws, venue, fields, field):
    with pytest.raises(RuleBroken) as refused:
        venue_rooms.add(ws, venue, **{"name": "Hall", "width": 1000, "length": 800, **fields})
    assert refused.value.field == field
    assert venue_rooms.rows(ws, venue) == []


def test_rooms_are_edited_removed_and_leave_with_their_venue(ws, venue):
    room = venue_rooms.add(ws, venue, "Hall", 1000, 800).created("venue_room")[0]
    venue_rooms.edit(ws, room, width=1200.4, equipment="Beamer")
    (row,) = venue_rooms.rows(ws, venue)
    assert (row.width, row.equipment) == (1200, "Beamer")
    venues.remove(ws, [venue])
    assert venue_rooms.rows(ws, venue) == []
    history.undo(ws)
    assert venue_rooms.rows(ws, venue) == [row]
    venue_rooms.remove(ws, [room])
    with pytest.raises(RuleBroken, match="no longer there"):
        venue_rooms.edit(ws, room, width=900)


def test_an_event_without_a_venue_says_so(ws, event):
    events.edit(ws, event, venue_id=None)
    assert venue_rooms.of_event(ws, event) == []
    with pytest.raises(RuleBroken, match="no venue"):
        venue_rooms.keep(ws, event, "Hall")
