"""What is kept of a company: written in one step, with competitors known and new, and refused in words at the field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.people import ContactDraft
from advoplanner.services import companies, history, people

NOW = datetime(2027, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def acme(ws) -> str:
    people.add(ws, ContactDraft(given="Ana", organisation="Acme, Inc."))
    people.add(ws, ContactDraft(given="Bo", organisation="Borealis"))
    return next(row.organisation_id for row in people.rows(ws) if row.given == "Ana")


def test_everything_of_a_company_is_one_step(ws, acme):
    before = companies.details(ws, acme)
    facts = {"name": "Acme", "side": "customer", "industry": "Steel", "size": "250 to 999 people", "earnings": "High", "country": "Spain",
             "website": "https://acme.example", "notes": "Two lines\nof text", "public": True}  # fmt: skip
    companies.edit(ws, acme, **facts, competitors=("borealis", "Cobalt", ""))
    found = companies.details(ws, acme)
    assert {name: getattr(found, name) for name in facts} == facts
    assert found.competitors == ("Borealis", "Cobalt")
    rival = next(row.organisation_id for row in people.rows(ws) if row.given == "Bo")
    assert companies.details(ws, rival).competitors == ("Acme",)
    assert {row.organisation: row.side for row in people.rows(ws)} == {"Acme": "customer", "Borealis": ""}
    companies.edit(ws, rival, competitors=())
    assert companies.details(ws, acme).competitors == ("Cobalt",)
    history.undo(ws)
    history.undo(ws)
    assert companies.details(ws, acme) == before


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"competitors": ["Cobalt", "ACME, inc."]}, "competitors.self", "competitors"),
        ({"name": " "}, "companies.nameless", "name"),
        ({"name": "BOREALIS"}, "companies.taken", "name"),
        ({"side": "enemy"}, "people.side", "side"),
        ({"size": "x" * 21}, "text.too_long", "size"),
        ({"competitors": ["x" * 161]}, "text.too_long", "competitors"),
    ],
)
def test_what_a_company_cannot_be_is_refused_at_its_field(ws, acme, fields, code, field):
    before = companies.details(ws, acme)
    with pytest.raises(RuleBroken) as refused:
        companies.edit(ws, acme, industry="Steel", **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert companies.details(ws, acme) == before
    assert len(people.organisations(ws)) == 2
