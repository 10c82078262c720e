"""Presenters: customers who know the topic, nearest and best suited first; hosts, guests and who must not be contacted left out."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, motives, people, presenters


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    start = datetime(2027, 3, 10, 7)
    new = NewEvent("rockstar", "Morning", "Learn", start, start.replace(hour=8), "Europe/Berlin", venue="Shop", city="Berlin", template=False)
    return events.new(ws, new).created("event")[0]


def add(ws, name, city, *topics, side="customer", **edits) -> str:
    person = people.add(ws, ContactDraft(display_name=name, city=city, topics=topics, side=side)).created("person")[0]
    if edits:
        people.edit(ws, person, **edits)
    return person


def names(rows) -> list[str]:
    return [row.name for row in rows]


def test_seed_003_29_by_topic_and_distance_from_the_venue(ws, event):
    add(ws, "Near", "Potsdam", "Film making")
    add(ws, "Far", "München", "Film")
    add(ws, "Other topic", "Berlin", "Games")
    add(ws, "Somewhere", "Kleinkleckersdorf", "Film")
    assert presenters.near(ws, event) == "Berlin"
    rows = presenters.find(ws, event, ["film"], city="Berlin", within_km=100)
    assert names(rows) == ["Near", "Somewhere"]
    assert rows[0].km == pytest.approx(27, abs=5)
    assert rows[1].km is None
    assert names(presenters.find(ws, event, ["film"], city="Berlin")) == ["Near", "Far", "Somewhere"]


def test_seed_003_37_only_customers_and_advocates_who_may_be_asked(ws, event):
    add(ws, "Host", "Berlin", "Film", side="host")
    add(ws, "Prospect", "Berlin", "Film", side="prospect")
    add(ws, "Silent", "Berlin", "Film", do_not_contact=True)
    add(ws, "Advocate", "Berlin", "Film", side="advocate")
    invited = add(ws, "Guest", "Berlin", "Film")
    guests.add(ws, event, [invited])
    assert names(presenters.find(ws, event, ["film"], city="Berlin")) == ["Advocate"]


def test_seed_003_24_who_looks_for_a_stage_comes_first_and_it_is_said_why(ws, event):
    add(ws, "Anna", "Berlin", "Film")
    star = add(ws, "Zoe", "Berlin", "Film", rock_star=True)
    motives.set_motives(ws, star, Motives(style="performer", needs={"reputation": 3}))
    rows = presenters.find(ws, event, ["film"], city="Berlin")
    assert names(rows) == ["Zoe", "Anna"]
    assert rows[0].why == "Knows Film; Rock Star; Likes to be on stage; Looks for reputation"


def test_seed_003_33_the_guests_they_brought_are_counted(ws, event):
    add(ws, "Anna", "Berlin", "Film")
    friend = add(ws, "Friend", "Berlin")
    guests.add(ws, event, [friend])
    guests.edit(ws, [guests.rows(ws, event)[0].id], brought_by="Anna")
    (row,) = presenters.find(ws, event, ["film"])
    assert (row.brought, row.why) == (1, "Knows Film; Brought 1 guest so far")


def test_whoever_is_chosen_becomes_presenter(ws, event):
    person = add(ws, "Anna", "Berlin", "Film")
    presenters.ask(ws, event, person)
    assert [(g.name, g.role) for g in guests.rows(ws, event)] == [("Anna", "presenter")]
    assert presenters.find(ws, event, ["film"]) == []


@pytest.mark.parametrize(
    ("city", "km", "field"), [("Nowhere-upon-Nothing", 50, "city"), ("", 50, "city"), ("Berlin", -1, "within_km"), ("Berlin", 30_000, "within_km")]
)
def test_what_cannot_be_searched_is_said_at_its_field(ws, event, city, km, field):
    with pytest.raises(RuleBroken) as refused:
        presenters.find(ws, event, city=city, within_km=km)
    assert refused.value.field == field


def test_seed_003_38_an_audience_of_a_segment_near_the_venue(ws, event):
    people.add(ws, ContactDraft(display_name="Baker", city="Potsdam", industry="Bakeries", organisation="Brot AG", side="customer"))
    add(ws, "Owner", "Berlin", job_title="Owner of a bakery", side="prospect")
    add(ws, "Far baker", "München", "Bakery")
    add(ws, "Smith", "Berlin", "Iron")
    add(ws, "Our baker", "Berlin", "Bakery", side="host")
    add(ws, "Somewhere", "Kleinkleckersdorf", "Bakery")
    rows = presenters.audience(ws, event, ["baker"], city="Berlin", within_km=100)
    assert names(rows) == ["Owner", "Baker", "Somewhere"]
    assert rows[0].why == "Owner of a bakery"
    assert len(presenters.audience(ws, event, city="Berlin", within_km=100)) == 4
    events.edit(ws, event, capacity=1)
    added = presenters.invite(ws, event, [row.id for row in rows[:2]])
    assert (added.added, added.benched) == (2, 1)
    assert names(presenters.audience(ws, event, ["baker"], city="Berlin", within_km=100)) == ["Somewhere"]
    with pytest.raises(RuleBroken) as refused:
        presenters.audience(ws, event, city="Nowhere-upon-Nothing", within_km=10)
    assert refused.value.field == "city"
