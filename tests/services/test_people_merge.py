"""Two records of one person: found with a reason, merged without losing anything, undone in one step."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, motives, people, people_merge


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


def add(ws, **fields) -> str:
    return people.add(ws, ContactDraft(**fields)).created("person")[0]


def new_event(ws) -> str:
    start = datetime(2027, 3, 10, 18)
    new = NewEvent(kind="meetup", title="Council", purpose="Meet", start=start, end=start.replace(hour=21), zone="Europe/Berlin", topic="Data")
    return events.new(ws, new).created("event")[0]


def pairs(ws):
    return {(*sorted((a.name, b.name)), why) for a, b, why in people_merge.duplicates(ws)}


def test_pairs_are_found_once_with_their_reason(ws):
    add(ws, given="Ana", family="Ruiz", organisation="Acme", emails=("ana@acme.example",))
    add(ws, given="Ana", family="Ruiz", organisation="Acme", emails=("ANA@acme.example",))
    assert pairs(ws) == {("Ana Ruiz", "Ana Ruiz", "Both have the address ana@acme.example.")}


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        ("Acme", "Acme", "The same name at the same company."),
        ("Acme", "", "The same name, and one of them without a company."),
        ("", "", "The same name, and no company is known."),
        ("Acme", "Borealis", None),
    ],
)
def test_namesakes(ws, mine, theirs, why):
    add(ws, given="John", family="Smith", organisation=mine)
    add(ws, display_name="Smith, John", organisation=theirs)
    assert [found[2] for found in people_merge.duplicates(ws)] == ([why] if why else [])


def test_a_placeholder_name_does_not_flood_the_list(ws):
    with ws.action("many"):
        for _ in range(200):
            add(ws, given="Guest")
    assert len(people_merge.duplicates(ws)) == 190


def test_the_one_who_stays_takes_what_it_lacks(ws):
    keep = add(ws, given="Ana", family="Ruiz", notes="Sails", tags=("VIP",), extra=(("Shoe", "42"),))
    gone = add(
        ws, given="Ana", family="Ruiz", notes="Plays chess", tags=("Speaker",), phones=("+49 1",), city="Berlin", organisation="Acme",
        job_title="CIO", emails=("ana@acme.example",), extra=(("Shoe", "43"), ("Car", "none")),
    )  # fmt: skip
    people_merge.merge(ws, keep, gone)
    found = people.details(ws, keep)
    assert (found.row.city, found.row.organisation, found.row.job_title, found.row.email) == ("Berlin", "Acme", "CIO", "ana@acme.example")
    assert (found.notes, found.row.tags, found.phones) == ("Sails\nPlays chess", ("VIP", "Speaker"), ("+49 1",))
    assert dict(found.extra) == {"Shoe": "42", "Car": "none"}
    assert len(people.rows(ws)) == 1


def test_fields_chosen_by_a_person_come_from_the_one_who_goes(ws):
    keep = add(ws, given="Ana", family="Ruiz", city="Ulm", organisation="Acme", job_title="CIO", diet="vegan")
    gone = add(ws, given="Anne", family="Ruiz", city="Berlin", organisation="Borealis", job_title="CTO", diet="none")
    people_merge.merge(ws, keep, gone, take=["city", "organisation", "display_name", "given"])
    found = people.details(ws, keep)
    assert (found.row.name, found.row.city, found.row.organisation, found.row.job_title, found.diet) == (
        "Anne Ruiz",
        "Berlin",
        "Borealis",
        "CIO",
        "vegan",
    )
    assert [job[0] for job in found.employments] == ["Acme"]


def test_a_second_company_becomes_a_former_job(ws):
    keep, gone = add(ws, given="Ana", organisation="Acme"), add(ws, given="Ana", organisation="Borealis", job_title="CTO")
    people_merge.merge(ws, keep, gone)
    assert [job[:2] for job in people.details(ws, keep).employments] == [("Borealis", "CTO")]


def test_a_name_wins_over_an_address(ws):
    keep = add(ws, display_name="ana@acme.example", emails=("ana@acme.example",))
    gone = add(ws, given="Ana", family="Ruiz")
    people_merge.merge(ws, keep, gone)
    assert [(row.name, row.sort_name) for row in people.rows(ws)] == [("Ana Ruiz", "Ruiz, Ana")]


def test_everything_that_points_at_the_one_who_goes_moves(ws):
    keep, gone, bo = add(ws, given="Ana", emails=("a@x.example",)), add(ws, given="Ana", emails=("b@x.example",)), add(ws, given="Bo")
    event = new_event(ws)
    guests.add(ws, event, [gone])
    motives.add_restriction(ws, person_id=gone, kind="no_photo")
    motives.add_restriction(ws, person_id=keep, kind="no_photo")
    motives.add_restriction(ws, person_id=gone, kind="no_logo")
    motives.relate(ws, bo, gone, "wants_to_meet")
    motives.relate(ws, keep, gone, "knows")
    motives.set_motives(ws, keep, Motives({"network": 2}, style=""))
    motives.set_motives(ws, gone, Motives({"network": 1, "say": 3}, style="analyst", likes=("chess",)))
    people_merge.merge(ws, keep, gone)
    found = people.details(ws, keep)
    assert found.emails == ("a@x.example", "b@x.example")
    assert sorted(r.kind for r in found.restrictions) == ["no_logo", "no_photo"]
    assert [(r.kind, r.other_name) for r in found.relations] == [("wants_to_meet", "Bo")]
    assert (found.motives.needs, found.motives.style, found.motives.likes) == ({"network": 2, "say": 3}, "analyst", ("chess",))
    assert [g.person_id for g in guests.rows(ws, event)] == [keep]


def test_who_shares_a_mailbox_is_told_from_who_is_one(ws):
    ana, bo = add(ws, given="Ana", emails=("desk@acme.example",)), add(ws, given="Bo", emails=("desk@acme.example",))
    add(ws, given="Cy", family="Orr")
    add(ws, given="Cy", family="Orr")
    assert [why for _, _, why in people_merge.duplicates(ws)] == [
        "The same name, and no company is known.", "Both have the address desk@acme.example. Ana owns it.",
    ]  # fmt: skip
    third = add(ws, given="Anne", emails=("desk@acme.example",))
    people_merge.merge(ws, third, ana)
    assert [(each.others(bo), each.owner_id) for each in people.details(ws, bo).shared_addresses] == [(["Anne"], third)]
    people_merge.merge(ws, third, bo)
    assert people.details(ws, third).shared_addresses == ()


def test_one_undo_brings_both_back(ws):
    keep, gone = add(ws, given="Ana", city="Ulm"), add(ws, given="Ana", phones=("1",), emails=("a@x.example",))
    before = people.details(ws, keep), people.details(ws, gone)
    people_merge.merge(ws, keep, gone)
    history.undo(ws)
    after = people.details(ws, keep), people.details(ws, gone)
    assert [(d.row.name, d.row.city, d.phones, d.emails) for d in after] == [(d.row.name, d.row.city, d.phones, d.emails) for d in before]


def test_refusals(ws):
    ana, bo = add(ws, given="Ana"), add(ws, given="Bo")
    guests.add(ws, new_event(ws), [ana, bo])
    for arguments, code in (((ana, ana), "people.merge_self"), ((ana, "x"), "people.unknown"), ((ana, bo), "people.merge_guests")):
        with pytest.raises(RuleBroken) as raised:
            people_merge.merge(ws, *arguments)
        assert raised.value.code == code
    with pytest.raises(RuleBroken) as raised:
        people_merge.merge(ws, ana, bo, take=["colour"])
    assert raised.value.field == "colour"
    assert len(people.rows(ws)) == 2
