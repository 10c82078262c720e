"""Restrictions bind the seating as they bind paper: by hand and by itself."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import auto_seat, events, guests, motives, people, seating, tables

START = datetime(2031, 3, 10, 18, 0)


@pytest.fixture
def world(tmp_path):
    """A meetup of an advocate, a prospect and two others at two tables of two."""
    ws = create_workspace(tmp_path / "w.advo")
    sides = {"Ada": "advocate", "Pia": "prospect", "Cai": "customer", "Dan": "customer"}
    ids = {
        name: people.add(ws, ContactDraft(given=name, family="Moe", organisation=f"{name} Works", side=side)).created("person")[0]
        for name, side in sides.items()
    }
    new = NewEvent("meetup", "Evening", "So that they meet", START, START.replace(hour=22), "Europe/Berlin")
    event_id = events.new(ws, new).created("event")[0]
    guests.add(ws, event_id, ids.values())
    on_list = {g.name.split()[0]: g.id for g in guests.rows(ws, event_id)}
    guests.set_reply(ws, list(on_list.values()), "accepted")
    tables.make_layout(ws, event_id, "round", [(2, 2)])
    yield ws, event_id, ids, on_list
    ws.close()


def _mates(ws, event_id):
    by_table = {}
    for row in guests.rows(ws, event_id):
        by_table.setdefault(row.table, set()).add(row.name.split()[0])
    return {frozenset(pair) for names in by_table.values() for pair in combinations(sorted(names), 2)}


@pytest.mark.parametrize("kind", ["no_prospect_contact", "peers_only"])
def test_whoever_may_not_meet_prospects_sits_with_none(world, kind):
    ws, event_id, ids, _ = world
    motives.add_restriction(ws, person_id=ids["Ada"], kind=kind)
    auto_seat.seat_all(ws, event_id, iterations=500)
    assert frozenset({"Ada", "Pia"}) not in _mates(ws, event_id)


def test_a_restriction_that_ended_before_the_event_binds_nobody(world):
    ws, event_id, ids, on_list = world
    motives.add_restriction(ws, person_id=ids["Ada"], kind="no_prospect_contact", until="2031-03-09")
    _sit_together(ws, event_id, on_list, "Ada", "Pia")
    assert frozenset({"Ada", "Pia"}) in _mates(ws, event_id)


def test_not_with_a_competitor_holds_in_every_kind_of_event(world):
    ws, event_id, ids, on_list = world
    one, other = (people.details(ws, ids[name]).row.organisation_id for name in ("Cai", "Dan"))
    motives.set_competitors(ws, one, other, True)
    motives.add_restriction(ws, person_id=ids["Dan"], kind="not_with_competitor")
    with pytest.raises(RuleBroken, match="may not sit with a competitor"):
        _sit_together(ws, event_id, on_list, "Cai", "Dan")


def _sit_together(ws, event_id, on_list, *names):
    plan = seating.plan(ws, event_id)
    table, (round_id, _) = plan.tables[0].id, seating.rounds(ws, event_id)[0]
    seats = [s.id for s in plan.seats if s.table_id == table]
    for name, seat_id in zip(names, seats, strict=True):
        seating.seat_guest(ws, round_id, on_list[name], seat_id)
