"""After a change the seats are worked out again in three ways; few moves are few, and what is taken is one undoable step."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import Conflict, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import auto_seat, events, guests, history, motives, people, replan, seating, tables


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    yield workspace
    workspace.close()


@pytest.fixture
def council(ws):
    """Eighty-eight who share committees at eleven tables of eight, eleven of them named hosts; the event and its round."""
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "UTC", template=False)
    event = events.new(ws, new).created("event")[0]
    ids = []
    for n in range(88):
        draft = ContactDraft(display_name=f"Member {n:02}", family=f"{n:02}", organisation=f"State {n // 2}", emails=(f"m{n}@x.example",))
        ids += people.add(ws, draft).created("person")
        people.edit(ws, ids[-1], topics=[f"Committee {n % 7}", f"Committee {7 + n % 5}"])
    guests.add(ws, event, ids[:77])
    guests.add(ws, event, ids[77:], role="host")
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(11, 8)])
    auto_seat.seat_all(ws, event, iterations=30_000)
    return event, seating.rounds(ws, event)[0][0]


def at_tables(ws, event) -> dict[str, str]:
    return {s.guest_id: s.table_id for s in seating.plan(ws, event).seats if s.guest_id}


def test_a_council_is_seated_again_after_one_declines(ws, council):
    event, round_id = council
    before = at_tables(ws, event)
    hosts = {g.id for g in guests.rows(ws, event) if g.role == "host"}
    assert set(Counter(before[h] for h in hosts).values()) == {1}
    gone = next(g for g in sorted(before) if g not in hosts)
    guests.set_reply(ws, [gone], "declined")
    stay, few, best = replan.options(ws, event, round_id)
    assert [a.code for a in (stay, few, best)] == ["stay", "few", "best"]
    assert stay.moved == 0
    assert few.moved <= 3
    assert stay.score <= few.score
    assert few.score <= best.score
    changes = replan.take(ws, few)
    after = at_tables(ws, event)
    assert len(after) == 87
    assert sum(before[g] != table for g, table in after.items()) == few.moved
    assert set(Counter(after[h] for h in hosts).values()) == {1}
    assert seating.plan(ws, event).score == few.score
    assert changes.label.startswith("Few moves")
    history.undo(ws)
    assert {g: t for g, t in at_tables(ws, event).items() if g != gone} == {g: t for g, t in before.items() if g != gone}


def test_who_stays_keeps_the_seat_and_its_lock(ws, council):
    event, round_id = council
    seats = {s.guest_id: s.id for s in seating.plan(ws, event).seats if s.guest_id}
    some = sorted(seats)[0]
    seating.lock(ws, round_id, [some], True)
    guests.set_reply(ws, [sorted(seats)[1]], "declined")
    best = replan.options(ws, event, round_id)[2]
    replan.take(ws, best)
    plan = seating.plan(ws, event)
    assert next(s for s in plan.seats if s.guest_id == some).id == seats[some]
    assert next(s for s in plan.seats if s.guest_id == some).locked


def test_a_plan_that_is_out_of_date_is_refused(ws, council):
    event, round_id = council
    few = replan.options(ws, event, round_id)[1]
    guests.set_reply(ws, [sorted(at_tables(ws, event))[0]], "declined")
    with pytest.raises(Conflict, match="changed"):
        replan.take(ws, few)


def test_what_cannot_be_is_said_and_not_taken(ws, council):
    event, round_id = council
    rows = guests.rows(ws, event)
    sitting = at_tables(ws, event)
    one = rows[0]
    mate = next(g for g in rows if g.id != one.id and sitting[g.id] == sitting[one.id])
    motives.relate(ws, one.person_id, mate.person_id, "keep_apart")
    stay, few, _ = replan.options(ws, event, round_id)
    assert one.name in stay.impossible
    assert few.moved <= 3
    with pytest.raises(RuleBroken, match="apart"):
        replan.take(ws, stay)
