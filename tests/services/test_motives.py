"""What moves people, what may not be done, and how they stand to each other."""

from __future__ import annotations

from datetime import date

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.motives import NEEDS, Motives
from advoplanner.domain.people import ContactDraft
from advoplanner.services import history, motives, people


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def ana(ws) -> str:
    return people.add(ws, ContactDraft(given="Ana", organisation="Acme")).created("person")[0]


@pytest.fixture
def bo(ws) -> str:
    return people.add(ws, ContactDraft(given="Bo", organisation="Borealis")).created("person")[0]


def code_of(call, *arguments, **fields) -> tuple[str, str]:
    with pytest.raises(RuleBroken) as raised:
        call(*arguments, **fields)
    return raised.value.code, raised.value.field


def test_motives_are_kept_dated_and_undone(ws, ana):
    wanted = Motives(dict.fromkeys(NEEDS, 3), ("say", "spotlight"), "analyst", ("Cut costs", " "), ("Chess",), ("No webinars",), "Interview")
    motives.set_motives(ws, ana, wanted)
    found = people.details(ws, ana).motives
    assert (found.needs, found.values, found.jobs, found.wont_do) == (wanted.needs, ("spotlight", "say"), ("Cut costs",), ("No webinars",))
    assert found.dated == ws.clock().date().isoformat()
    history.undo(ws)
    assert people.details(ws, ana).motives.needs == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Motives({"network": 4}), "needs"),
        (Motives({"network": -1}), "needs"),
        (Motives({"money": 1}), "needs"),
        (Motives({}, style="bully"), "style"),
        (Motives({}, values=("money",)), "values"),
        (Motives({}, dated="yesterday"), "dated"),
    ],
)
def test_motives_that_cannot_be(ws, ana, wrong, field):
    assert code_of(motives.set_motives, ws, ana, wrong)[1] == field
    assert people.details(ws, ana).motives.needs == {}


def test_a_restriction_is_added_inherited_and_lifted(ws, ana):
    company = people.details(ws, ana).row.organisation_id
    motives.add_restriction(ws, person_id=ana, kind="no_photo", audiences=("public",), note="Contract", until="2027-03-10")
    motives.add_restriction(ws, organisation_id=company, kind="no_logo")
    logo, photo = people.details(ws, ana).restrictions
    assert (photo.kind, photo.audiences, photo.note, photo.until, photo.inherited_from) == (
        "no_photo",
        ("public",),
        "Contract",
        date(2027, 3, 10),
        "",
    )
    assert logo.inherited_from == "Acme"
    motives.remove_restriction(ws, photo.id)
    assert [r.kind for r in people.details(ws, ana).restrictions] == ["no_logo"]
    assert code_of(motives.remove_restriction, ws, photo.id)[0] == "people.unknown"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"kind": "no_fun"}, "kind"), ({"kind": "no_photo", "audiences": ("everybody",)}, "kind"), ({"kind": "no_photo", "until": "later"}, "until")],
)
def test_restrictions_that_cannot_be(ws, ana, fields, field):
    assert code_of(motives.add_restriction, ws, person_id=ana, **fields)[1] == field
    assert people.details(ws, ana).restrictions == ()


def test_a_restriction_is_about_exactly_one(ws, ana):
    assert code_of(motives.add_restriction, ws, kind="no_photo")[0] == "restrictions.subject"


def test_relations_read_from_either_side(ws, ana, bo):
    motives.relate(ws, ana, bo, "mentor_of", note="Since 2020")
    assert [(r.words, r.other_name, r.note) for r in people.details(ws, ana).relations] == [("Mentors", "Bo", "Since 2020")]
    assert [r.words for r in people.details(ws, bo).relations] == ["Is mentored by"]
    changes = motives.unrelate(ws, people.details(ws, bo).relations[0].id)
    assert changes.label == "No longer: Ana mentors Bo"
    assert people.details(ws, ana).relations == ()


def test_mutual_relations_stand_once_and_one_way_ones_twice(ws, ana, bo):
    motives.relate(ws, ana, bo, "keep_apart")
    assert code_of(motives.relate, ws, bo, ana, "keep_apart") == ("relations.known", "other")
    motives.relate(ws, ana, bo, "wants_to_meet")
    motives.relate(ws, bo, ana, "wants_to_meet")
    assert len(people.details(ws, ana).relations) == 3


def test_contradictions_and_oneself_are_refused(ws, ana, bo):
    motives.relate(ws, ana, bo, "must_sit_with")
    assert code_of(motives.relate, ws, bo, ana, "keep_apart") == ("relations.contradiction", "kind")
    assert code_of(motives.relate, ws, ana, ana, "knows") == ("relations.self", "other")
    assert code_of(motives.relate, ws, ana, bo, "envies") == ("relations.kind", "kind")
    assert code_of(motives.relate, ws, ana, "gone", "knows")[0] == "people.unknown"


def test_competitors_are_a_pair_of_two(ws, ana, bo):
    acme, borealis = people.details(ws, ana).row.organisation_id, people.details(ws, bo).row.organisation_id
    assert code_of(motives.set_competitors, ws, acme, acme, True) == ("competitors.self", "other")
    assert motives.set_competitors(ws, acme, borealis, True).label == "Acme and Borealis compete"
    assert not motives.set_competitors(ws, borealis, acme, True)
    assert motives.set_competitors(ws, borealis, acme, False)
