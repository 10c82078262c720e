"""Rules that cannot hold together are named before anybody is seated, as the smallest set, with the guests in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, motives, people, seating, tables
from advoplanner.services.context import Workspace
from advoplanner.services.seating_conflicts import conflicts


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "w.advo")
    yield made
    made.close()


@pytest.fixture
def event(ws: Workspace) -> str:
    start, end = datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22)
    event_id = events.new(ws, events.NewEvent("council", "Council", "Listen", start, end, "Europe/Berlin", template=False)).created("event")[0]
    ids = [people.add(ws, ContactDraft(display_name=f"Guest {n}")).created("person")[0] for n in range(1, 13)]
    guests.add(ws, event_id, ids, side="customer")
    guests.set_reply(ws, [row.id for row in guests.rows(ws, event_id)], "accepted")
    tables.make_layout(ws, event_id, "round", [(3, 4)])
    return event_id


def relate(ws: Workspace, event: str, kind: str, *pairs: tuple[int, int]) -> None:
    of = {row.name: row.person_id for row in guests.rows(ws, event)}
    for one, other in pairs:
        motives.relate(ws, of[f"Guest {one}"], of[f"Guest {other}"], kind)


def found(ws: Workspace, event: str) -> list[tuple[str, list[str]]]:
    names = {row.id: row.name for row in guests.rows(ws, event)}
    round_id = seating.plan(ws, event).round_id
    return [(issue.sentence, sorted(names[g] for g in issue.guests)) for issue in conflicts(ws, event, round_id)]


def test_without_rules_or_tables_there_is_no_conflict(ws: Workspace, event: str) -> None:
    assert found(ws, event) == []
    relate(ws, event, "must_sit_with", (1, 2))
    relate(ws, event, "keep_apart", (1, 3))
    assert found(ws, event) == []
    tables.remove_tables(ws, [table.id for table in seating.plan(ws, event).tables])
    assert found(ws, event) == []


def test_a_chain_against_a_pair_names_those_rules_alone(ws: Workspace, event: str) -> None:
    relate(ws, event, "must_sit_with", (1, 10), (10, 11), (4, 5))
    relate(ws, event, "keep_apart", (1, 11), (4, 6))
    [(sentence, named)] = found(ws, event)
    assert "must be kept apart, but must also sit together (" in sentence
    assert named == ["Guest 1", "Guest 10", "Guest 11"]


def test_locked_seats_against_a_rule_say_which_tables(ws: Workspace, event: str) -> None:
    plan, of = seating.plan(ws, event), {row.name: row.id for row in guests.rows(ws, event)}
    for name, place in (("Guest 1", 0), ("Guest 2", 4)):
        seating.seat_guest(ws, plan.round_id, of[name], plan.seats[place].id)
    relate(ws, event, "must_sit_with", (1, 2))
    assert found(ws, event) == []
    seating.lock(ws, plan.round_id, [of["Guest 1"], of["Guest 2"]], True)
    [(sentence, named)] = found(ws, event)
    assert "Guest 1 is bound to table 1" in sentence
    assert "Guest 2 to table 2" in sentence or "Guest 2 is bound to table 2" in sentence
    assert named == ["Guest 1", "Guest 2"]


def test_too_many_who_must_keep_apart_are_all_named(ws: Workspace, event: str) -> None:
    relate(ws, event, "keep_apart", (1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4), (5, 6))
    [(sentence, named)] = found(ws, event)
    assert sentence.endswith(" must all be kept apart from each other, but there are only 3 tables.")
    assert named == ["Guest 1", "Guest 2", "Guest 3", "Guest 4"]
