"""Greeters at the door: who greets whom, how long somebody waits, and what the door reads of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.greeting import cover_words
from advoplanner.domain.people import ContactDraft
from advoplanner.services import day_alerts, events, greeting, guests, history, people
from advoplanner.store.models import Person

NOW = datetime(2027, 3, 10, 16, tzinfo=UTC)
START = datetime(2027, 3, 10, 18)


def evening(ws) -> tuple[str, list[str]]:
    new = NewEvent("meetup", "Evening", "Learn", START, START + timedelta(hours=3), "Europe/Berlin", template=False)
    event = events.new(ws, new).created("event")[0]
    made = [people.add(ws, ContactDraft(display_name=name)).created("person")[0] for name in ("Ana", "Ben")]
    guests.add(ws, event, made)
    return event, [row.id for row in guests.rows(ws, event)]


def test_seed_003_27_nobody_who_arrives_waits_unseen(ws, clock):
    event, (ana, ben) = evening(ws)
    greeting.assign(ws, [ana, ben], "Mira")
    assert cover_words(greeting.rows(ws, event), clock.now) == "To greet: Mira 2"
    assert day_alerts.of(ws, event, greeting.rows(ws, event))[ana] == "Mira greets"
    guests.set_attendance(ws, [ana], "arrived")
    clock.now += timedelta(minutes=6)
    rows = greeting.rows(ws, event)
    assert day_alerts.of(ws, event, rows)[ana] == "Waits 6 min for Mira"
    assert cover_words(rows, clock.now) == "Ana waits to be greeted · To greet: Mira 2"
    greeting.greeted(ws, [ana])
    rows = greeting.rows(ws, event)
    assert ana not in day_alerts.of(ws, event, rows)
    assert cover_words(rows, clock.now) == "To greet: Mira 1 · Greeted within 6 minutes on average"
    history.undo(ws)
    assert greeting.rows(ws, event)[0].greeted_at is None


def test_who_is_expected_again_is_greeted_again(ws, clock):
    event, (ana, _) = evening(ws)
    with pytest.raises(RuleBroken, match="not arrived"):
        greeting.greeted(ws, [ana])
    greeting.assign(ws, [ana], "Mira")
    guests.set_attendance(ws, [ana], "arrived")
    greeting.greeted(ws, [ana])
    guests.set_attendance(ws, [ana], "expected")
    [row] = [row for row in greeting.rows(ws, event) if row.guest_id == ana]
    assert (row.arrived_at, row.greeted_at, row.greeter) == (None, None, "Mira")


def test_guests_of_the_first_tier_are_pointed_out(ws):
    event, (ana, _) = evening(ws)
    person = next(row.person_id for row in guests.rows(ws, event) if row.id == ana)
    with ws.action("First tier") as work:
        work.session.get_one(Person, person).tier = 1
    assert day_alerts.of(ws, event) == {ana: "First tier: tell the host"}
