"""Requests of hosts: approved into a meetup with its host, guests and budget as one step, declined with a reason, refused at the field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.people import ContactDraft
from advoplanner.services import checks, event_kits, events, guests, history, host_requests, people

START = datetime(2027, 5, 12, 18, 30)
READY = {
    "purpose": "Prospects hear from those who did it", "venue": "Café Wolke", "city": "Berlin", "zone": "Europe/Berlin", "start": START,
    "minutes": 180, "places": 12, "budget": 300, "currency": "EUR", "profile": "bar",
}  # fmt: skip


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 4, 1, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


def asked(ws, **fields) -> str:
    return host_requests.add(ws, "Sam Sales", **{**READY, **fields}).created("host_request")[0]


def test_seed_003_11_a_request_becomes_a_meetup_with_host_cap_and_names(ws):
    known = people.add(ws, ContactDraft(given="Ana", family="Lima", emails=("ana@orbit.example",), side="advocate")).created("person")[0]
    request = asked(ws, names=["Ana Lima, Orbit <ana@orbit.example>", "Bo Berg, Kanal", "Cy <cy@new.example>", "Bo Berg, Kanal"])
    changes = host_requests.approve(ws, request)
    event = events.details(ws, changes.created("event")[0])
    assert (event.kind, event.title, event.capacity, event.start, event.venue) == ("meetup", "Meetup in Berlin", 12, START, "Café Wolke")
    found = {row.name: (row.side, row.role, row.decision) for row in guests.rows(ws, event.id)}
    assert found["Sam Sales"] == ("host", "host", "approved")
    assert found["Ana Lima"] == ("advocate", "participant", "approved")
    assert found["Bo Berg"] == ("prospect", "participant", "approved")
    assert len(found) == 4
    assert [row.person_id for row in guests.rows(ws, event.id) if row.name == "Ana Lima"] == [known]
    row = host_requests.row(ws, request)
    assert (row.state, row.event_id, row.event) == ("approved", event.id, "Meetup in Berlin")


def test_of_a_shared_address_the_person_of_that_name_is_meant(ws):
    for name in ("Office", "Bo Berg"):
        people.add(ws, ContactDraft(display_name=name, emails=("office@kanal.example",), side="prospect"))
    event = host_requests.approve(ws, asked(ws, names=["Bo Berg <office@kanal.example>"])).created("event")[0]
    assert {row.name for row in guests.rows(ws, event)} == {"Sam Sales", "Bo Berg"}
    assert len(people.rows(ws)) == 3


def test_seed_003_12_the_budget_goes_along_and_is_watched_for_each_head(ws):
    event = host_requests.approve(ws, asked(ws)).created("event")[0]
    money = event_kits.read(ws, event).money
    assert (money.budget, money.per_head, money.currency) == (300, 25, "EUR")
    assert "event.over_budget" not in {f.code for f in checks.run(ws, event).findings}
    event_kits.edit(ws, event, planned=420)
    finding = next(f for f in checks.run(ws, event).findings if f.code == "event.over_budget")
    assert (finding.severity, finding.value, finding.threshold) == ("W", 420, 300)
    assert "420 EUR; 300 EUR are allowed" in finding.message


def test_approving_is_one_step_that_undo_takes_back_whole(ws):
    request = asked(ws, names=["Bo Berg"])
    before = [row.name for row in people.rows(ws)]
    host_requests.approve(ws, request)
    assert history.undo(ws).label.endswith("Approve the request of Sam Sales")
    assert events.rows(ws) == []
    assert [row.name for row in people.rows(ws)] == before
    assert host_requests.row(ws, request).state == "asked"


def test_declined_with_a_reason_and_opened_again(ws):
    request = asked(ws)
    with pytest.raises(RuleBroken) as refused:
        host_requests.decline(ws, request, " ")
    assert refused.value.field == "reason"
    host_requests.decline(ws, request, "The quarter's budget is spent.")
    assert host_requests.row(ws, request).reason == "The quarter's budget is spent."
    with pytest.raises(RuleBroken, match="declined already"):
        host_requests.approve(ws, request)
    with pytest.raises(RuleBroken, match="declined already"):
        host_requests.edit(ws, request, places=20)
    host_requests.ask_again(ws, request)
    assert host_requests.row(ws, request).state == "asked"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"purpose": ""}, "purpose"), ({"venue": "", "city": ""}, "venue"), ({"places": 0}, "places"), ({"start": None}, "start"),
     ({"places": 1, "names": ["Ana", "Bo"]}, "places")],
)  # fmt: skip
def test_what_is_missing_is_named_at_its_field_and_nothing_is_made(ws, fields, field):
    request = asked(ws, **fields)
    with pytest.raises(RuleBroken) as refused:
        host_requests.approve(ws, request)
    assert refused.value.field == field
    assert events.rows(ws) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"places": -1}, "places"), ({"places": 9999}, "places"), ({"budget": -5}, "budget"), ({"currency": "€"}, "currency"),
     ({"profile": "party"}, "profile"), ({"minutes": 5}, "minutes"), ({"zone": "Mars/Base"}, "zone"), ({"host": " "}, "host"),
     ({"start": datetime(2027, 3, 28, 2, 30), "zone": "Europe/Berlin"}, "start")],
)  # fmt: skip
def test_bad_input_is_refused_at_the_field(ws, fields, field):
    request = asked(ws)
    with pytest.raises(RuleBroken) as refused:
        host_requests.edit(ws, request, **fields)
    assert refused.value.field in (field, "")
    assert host_requests.row(ws, request).places == 12


def test_an_event_that_is_removed_leaves_its_request(ws):
    request = asked(ws)
    event = host_requests.approve(ws, request).created("event")[0]
    with pytest.raises(RuleBroken, match="An event came of this"):
        host_requests.ask_again(ws, request)
    events.remove(ws, [event])
    assert host_requests.row(ws, request).event_id == ""
    host_requests.ask_again(ws, request)
    host_requests.remove(ws, [request])
    assert host_requests.rows(ws) == []
