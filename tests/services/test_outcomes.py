"""What came of an event: answers by question, prospects who became customers, silent where there are too few."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.outcomes import conversion_words, means
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, outcomes, people

EVENT_DAY = datetime(2027, 3, 10, 18)


class Clock:
    now = datetime(2027, 3, 11, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(tmp_path, clock):
    workspace = create_workspace(tmp_path / "w.advo", clock=clock)
    yield workspace
    workspace.close()


def evening(ws, prospects=6, *, title="Evening", host="Hanna") -> str:
    end = EVENT_DAY.replace(hour=22)
    event = events.new(ws, NewEvent("meetup", title, "Talk", EVENT_DAY, end, "UTC", template=False)).created("event")[0]
    known = {row.name: row.id for row in people.rows(ws)}
    for name, side, role in (
        (host, "host", "host"),
        ("Ada", "advocate", "participant"),
        *((f"P{n}", "prospect", "participant") for n in range(prospects)),
    ):
        person = known.get(name) or people.add(ws, ContactDraft(display_name=name)).created("person")[0]
        guests.add(ws, event, [person], side=side, role=role)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    return event


def ids(ws, event) -> dict[str, str]:
    return {g.name: g.id for g in guests.rows(ws, event)}


def test_seed_003_10_conversion_stands_beside_the_published_figure_once_the_days_are_over(ws, clock):
    event = evening(ws)
    for name, day in (("P0", "2027-03-20"), ("P1", "2027-04-09"), ("P2", "2027-06-01")):
        outcomes.record(ws, ids(ws, event)[name], converted=day)
    assert conversion_words(outcomes.conversion(ws, event)) == "6 prospects came; the first count is after 30 days."
    clock.now = datetime(2027, 4, 9, 9, tzinfo=UTC)
    assert [(c.days, c.converted, c.over) for c in outcomes.conversion(ws, event)] == [(30, 2, True), (90, 3, False), (180, 3, False)]
    words = "2 of 6 prospects became customers within 30 days (33%); published elsewhere: 80%."
    assert conversion_words(outcomes.conversion(ws, event)) == words
    clock.now = datetime(2027, 12, 1, 9, tzinfo=UTC)
    assert [(c.days, c.converted, c.rate) for c in outcomes.conversion(ws, event)] == [(30, 2, 1 / 3), (90, 3, 0.5), (180, 3, 0.5)]
    words = "2 of 6 prospects became customers within 30 days (33%), 3 within 90 (50%), 3 within 180 (50%); published elsewhere: 80%."
    assert conversion_words(outcomes.conversion(ws, event)) == words


def test_below_five_prospects_no_rate_is_told(ws, clock):
    event = evening(ws, prospects=4)
    outcomes.record(ws, ids(ws, event)["P0"], converted="2027-03-20")
    clock.now = datetime(2027, 12, 1, 9, tzinfo=UTC)
    assert conversion_words(outcomes.conversion(ws, event)) == "1 of 4 prospects became customers within 180 days: too few to compare."
    assert all(c.rate is None for c in outcomes.conversion(ws, event))


def test_every_host_is_counted_over_all_their_events(ws, clock):
    for title, host in (("One", "Hanna"), ("Two", "Hanna"), ("Three", "Otto")):
        event = evening(ws, 3, title=title, host=host)
        outcomes.record(ws, ids(ws, event)["P0"], converted="2027-03-20")
    clock.now = datetime(2027, 12, 1, 9, tzinfo=UTC)
    assert [(name, c.converted, c.total, c.rate) for name, c in outcomes.by_host(ws)] == [("Hanna", 2, 6, 1 / 3), ("Otto", 1, 3, None)]


def test_only_those_who_came_are_counted(ws):
    event = evening(ws)
    who = ids(ws, event)
    assert len(outcomes.rows(ws, event)) == 8
    guests.set_attendance(ws, [who["P0"]], "no_show")
    assert "P0" not in {row.name for row in outcomes.rows(ws, event)}
    guests.set_attendance(ws, [who["P1"], who["Ada"]], "arrived")
    assert [row.name for row in outcomes.rows(ws, event)] == ["Ada", "P1"]


def test_seed_001_20_and_004_18_answers_put_peers_first_and_ask_for_needs(ws):
    event = evening(ws)
    who = ids(ws, event)
    outcomes.record(ws, who["P0"], scores={"peers": 5, "needs_met": 3, "host": None})
    outcomes.record(ws, who["P1"], scores={"peers": 4}, quote="Two hours\nwell spent", quote_allowed=True)
    found = means(outcomes.rows(ws, event))
    assert list(found.items()) == [("peers", (4.5, 2)), ("needs_met", (3.0, 1))]
    row = next(r for r in outcomes.rows(ws, event) if r.name == "P1")
    assert (row.quote, row.quote_allowed, row.scores) == ("Two hours\nwell spent", True, {"peers": 4})
    history.undo(ws)
    assert means(outcomes.rows(ws, event))["peers"] == (5.0, 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"converted": "soon"}, "converted"),
        ({"converted": date(2027, 3, 9)}, "converted"),
        ({"scores": {"peers": 6}}, "peers"),
        ({"scores": {"food": 3}}, "food"),
        ({"next_step": "x" * 301}, "next_step"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(ws, fields, field):
    event = evening(ws, prospects=1)
    with pytest.raises(RuleBroken) as refused:
        outcomes.record(ws, ids(ws, event)["P0"], **fields)
    assert refused.value.field == field
    assert all(not row.scores and row.converted is None for row in outcomes.rows(ws, event))


def test_outcomes_go_with_their_guest_and_come_back(ws):
    event = evening(ws)
    outcomes.record(ws, ids(ws, event)["P0"], next_step="Call in May")
    guests.remove(ws, [ids(ws, event)["P0"]])
    history.undo(ws)
    assert next(r for r in outcomes.rows(ws, event) if r.name == "P0").next_step == "Call in May"
