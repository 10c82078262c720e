"""The weights of peer fit belong to one event, change its scores and reasons at once, and are undone like anything else."""

from __future__ import annotations

from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.peer_fit import NAMES, WEIGHTS
from advoplanner.domain.people import ContactDraft
from advoplanner.services import auto_seat, events, guests, history, peer_weights, people, seating, tables


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    """Four of one level at one table."""
    new = NewEvent("meetup", "Evening", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "UTC", template=False)
    event_id = events.new(ws, new).created("event")[0]
    ids = []
    for n in range(4):
        ids += people.add(ws, ContactDraft(display_name=f"Guest {n}", family=str(n), emails=(f"g{n}@x.example",))).created("person")
        people.edit(ws, ids[-1], level_band="vp")
    guests.add(ws, event_id, ids, side="customer")
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event_id)], "accepted")
    tables.make_layout(ws, event_id, "round", [(1, 4)])
    auto_seat.seat_all(ws, event_id, iterations=500)
    return event_id


def points(ws, event) -> dict[str, int]:
    return {w.code: w.points for w in peer_weights.of(ws, event)}


def test_every_weight_has_a_plain_name(ws, event):
    assert points(ws, event) == WEIGHTS
    assert set(NAMES) == set(WEIGHTS)


def test_a_weight_changes_score_and_reasons_and_is_undone(ws, event):
    assert seating.plan(ws, event).score == 18
    peer_weights.change(ws, event, "same_level", 5)
    assert points(ws, event)["same_level"] == 5
    assert seating.plan(ws, event).score == 30
    peer_weights.change(ws, event, "same_level", 0)
    assert seating.plan(ws, event).score == 0
    assert not any("level" in line for g in guests.rows(ws, event) for line in g.why)
    peer_weights.reset(ws, event)
    assert (points(ws, event), seating.plan(ws, event).score) == (WEIGHTS, 18)
    history.undo(ws)
    assert points(ws, event)["same_level"] == 0


@pytest.mark.parametrize(
    ("code", "value", "error"), [("luck", 1, "weights.unknown"), ("topic", 21, "weights.range"), ("topic", True, "weights.range")]
)
def test_a_wrong_weight_is_refused(ws, event, code, value, error):
    with pytest.raises(RuleBroken) as caught:
        peer_weights.change(ws, event, code, value)
    assert caught.value.code == error
    assert points(ws, event) == WEIGHTS


def test_an_event_that_is_gone_is_refused(ws):
    with pytest.raises(RuleBroken, match="no longer"):
        peer_weights.change(ws, "nothing", "topic", 2)
