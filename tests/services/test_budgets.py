"""Costs line by line: planned and actual, each currency by itself, and below zero only for what comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import budgets, event_kits, events, history

START = datetime(2027, 3, 10, 18)


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 2, 1, 9, tzinfo=UTC))
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("meetup", "Evening", "Learn", START, START + timedelta(hours=3), "UTC", capacity=10, template=False)
    made = events.new(ws, new).created("event")[0]
    event_kits.edit(ws, made, currency="EUR", budget=900, per_head=90)
    return made


def line(ws, event, words, **fields) -> str:
    return budgets.add(ws, event, words, **{"currency": "EUR", **fields}).created("budget_line")[0]


def test_lines_make_up_the_sums_and_what_was_spent_counts_before_what_is_planned(ws, event):
    line(ws, event, "Room", planned=400, actual=450)
    line(ws, event, "Dinner", planned=500)
    money = event_kits.read(ws, event).money
    assert (money.planned, money.spent, money.cost, money.for_each) == (900, 450, 950, 95.0)
    assert money.over() == ["It comes to 950 EUR; 900 EUR are allowed.", "It comes to 95 EUR for each of 10; 90 EUR are allowed."]
    line(ws, event, "Room came cheaper", actual=-60, refund=True)
    assert event_kits.read(ws, event).money.over() == []


def test_two_currencies_are_never_summed(ws, event):
    line(ws, event, "Dinner", planned=500)
    line(ws, event, "Speaker's flight", planned=400, currency="usd")
    line(ws, event, "Taxi", planned=50, actual=40, currency="USD")
    money = event_kits.read(ws, event).money
    assert (money.planned, money.cost, money.apart()) == (500, 500, ["Besides 440 USD, not in the sum."])


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"planned": -5}, "planned", "Only a refund is below zero."),
        ({"actual": -5}, "actual", "Only a refund is below zero."),
        ({"actual": 5, "refund": True}, "actual", "A refund is below zero: it makes the event cheaper."),
        ({"planned": 10_000_001}, "planned", "An amount is a whole number up to 10,000,000."),
        ({"currency": "€"}, "currency", "“€” is no currency."),
        ({"words": "  "}, "words", "Say in at most 160 characters what it is for."),
    ],
)
def test_what_no_cost_can_be_is_refused_at_its_field(ws, event, fields, field, sentence):
    made = line(ws, event, "Room", planned=400)
    for attempt in (lambda: line(ws, event, **{"words": "Room", **fields}), lambda: budgets.edit(ws, made, **fields)):
        with pytest.raises(RuleBroken) as refused:
            attempt()
        assert (refused.value.field, refused.value.sentence) == (field, sentence)
    assert [(row.words, row.planned) for row in event_kits.read(ws, event).money.lines] == [("Room", 400)]


def test_each_change_is_a_step_and_a_line_that_comes_back_changes_its_sign(ws, event):
    made = line(ws, event, "Deposit", planned=400)
    budgets.edit(ws, made, refund=True)
    assert [(row.planned, row.refund) for row in event_kits.read(ws, event).money.lines] == [(-400, True)]
    history.undo(ws)
    budgets.remove(ws, [made])
    assert history.steps(ws)[0].label == "Remove 1 cost"
    assert event_kits.read(ws, event).money.lines == ()
    history.undo(ws)
    events.remove(ws, [event])
    history.undo(ws)
    assert [row.words for row in event_kits.read(ws, event).money.lines] == ["Deposit"]
