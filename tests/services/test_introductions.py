"""Introductions: everybody a first before anybody a second, reasons in words, nobody who is kept apart, gone with who declines."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import UTC, datetime

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.introductions import PER_GUEST, State, coverage
from advoplanner.domain.peer_fit import terms
from advoplanner.domain.people import ContactDraft
from advoplanner.services import documents, events, guests, history, introductions, motives, people
from advoplanner.store.queries import seating

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Eight customers in pairs of topics, one host, all accepted; the file and the event."""
    path = tmp_path_factory.mktemp("introductions") / "w.advo"
    ws = create_workspace(path, clock=lambda: NOW)
    start = datetime(2027, 3, 10, 18)
    event = events.new(ws, NewEvent("cab", "Board", "Listen", start, start.replace(hour=22), "UTC", template=False)).created("event")[0]
    for n in range(8):
        draft = ContactDraft(display_name=f"Guest {n}", family=str(n), organisation=f"Company {n}", topics=("Cloud",), side="customer")
        guests.add(ws, event, people.add(ws, draft).created("person"))
    guests.add(ws, event, people.add(ws, ContactDraft(display_name="Hanna Host", side="host")).created("person"))
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    ws.close()
    return path, event


@pytest.fixture
def ws(prepared, tmp_path):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"), clock=lambda: NOW)
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


def ids(ws, event) -> dict[str, str]:
    return {g.name: g.id for g in guests.rows(ws, event)}


def person(ws, name) -> str:
    return next(p.id for p in people.rows(ws) if p.name == name)


def pairs(ws, event) -> set[tuple[str, str]]:
    return {tuple(sorted((r.a, r.b))) for r in introductions.rows(ws, event)}


def test_seed_002_14_every_guest_gets_three_introductions_and_the_hosts_make_them(ws, event):
    introductions.fill(ws, event)
    rows = introductions.rows(ws, event)
    count = Counter(name for r in rows for name in (r.a, r.b))
    assert count == {f"Guest {n}": PER_GUEST for n in range(8)}
    assert {r.introducer for r in rows} == {"Hanna Host"}
    assert {r.reason for r in rows} == {"Shares Cloud"}
    assert coverage(rows, ids(ws, event).values()) == (8, 8)


def test_suggesting_is_one_step_and_adds_only_what_is_missing(ws, event):
    introductions.fill(ws, event, wanted=1)
    assert len(introductions.rows(ws, event)) == 4
    introductions.fill(ws, event, wanted=2)
    assert len(introductions.rows(ws, event)) == 8
    history.undo(ws)
    assert len(introductions.rows(ws, event)) == 4


def test_seed_001_16_a_wish_to_meet_comes_first_and_says_whose_it_is(ws, event):
    motives.relate(ws, person(ws, "Guest 6"), person(ws, "Guest 1"), "wants_to_meet")
    introductions.fill(ws, event, wanted=1)
    (row,) = [r for r in introductions.rows(ws, event) if {r.a, r.b} == {"Guest 1", "Guest 6"}]
    assert row.reason.startswith("Guest 6 wants to meet Guest 1")


def test_seed_003_58_a_mentor_meets_whom_they_mentor(ws, event):
    motives.relate(ws, person(ws, "Guest 2"), person(ws, "Guest 5"), "mentor_of")
    introductions.fill(ws, event, wanted=1)
    (row,) = [r for r in introductions.rows(ws, event) if {r.a, r.b} == {"Guest 2", "Guest 5"}]
    assert row.reason.startswith("Guest 2 mentors Guest 5")


def test_nobody_is_introduced_to_whom_they_are_kept_apart_from(ws, event):
    motives.relate(ws, person(ws, "Guest 0"), person(ws, "Guest 1"), "keep_apart")
    introductions.fill(ws, event, wanted=7)
    assert ("Guest 0", "Guest 1") not in pairs(ws, event)
    with pytest.raises(RuleBroken, match="kept apart") as refused:
        introductions.plan(ws, event, ids(ws, event)["Guest 0"], ids(ws, event)["Guest 1"])
    assert refused.value.field == "b_id"


def test_a_pair_is_planned_by_hand_once_in_whatever_order(ws, event):
    one, two = ids(ws, event)["Guest 3"], ids(ws, event)["Guest 4"]
    changes = introductions.plan(ws, event, two, one, "Both moved to the cloud", "Ann")
    assert changes.label == "Introduce Guest 4 to Guest 3"
    with pytest.raises(RuleBroken, match="planned already"):
        introductions.plan(ws, event, one, two)
    with pytest.raises(RuleBroken, match="Two different guests"):
        introductions.plan(ws, event, one, one)
    with pytest.raises(RuleBroken, match="Choose a guest"):
        introductions.plan(ws, event, one, "")


def test_seed_004_19_what_became_of_it_is_kept_and_counted(ws, event):
    introductions.fill(ws, event, wanted=1)
    first = introductions.rows(ws, event)[0]
    introductions.mark(ws, [first.id], State.MET)
    introductions.edit(ws, first.id, note="Talked for an hour")
    again = introductions.rows(ws, event)[0]
    assert (again.state, again.note) == ("met", "Talked for an hour")
    with pytest.raises(RuleBroken, match="says nothing of a meeting"):
        introductions.mark(ws, [first.id], "perhaps")


def test_of_two_hosts_of_one_name_each_reads_only_whom_they_introduce(ws, event):
    for company in ("North AG", "South AG"):
        draft = ContactDraft(display_name="Jan Novak", organisation=company, side="host")
        added = guests.add(ws, event, people.add(ws, draft).created("person")).changes
        guests.set_reply(ws, added.created("guest"), "accepted")
    named = introductions.introducers(ws, event)
    assert named == ["Hanna Host", "Jan Novak (North AG)", "Jan Novak (South AG)"]
    known = ids(ws, event)
    one, two, *_ = sorted(g for name, g in known.items() if name.startswith("Guest"))
    introductions.plan(ws, event, one, two, "Both moved", "jan  novak (south ag)")
    (planned,) = documents.pack(ws, event, "host").introductions
    assert [g.organisation for g in guests.rows(ws, event) if g.id in planned.by_ids] == ["South AG"]
    introductions.edit(ws, introductions.rows(ws, event)[0].id, introducer="Jan Novak")
    assert len(documents.pack(ws, event, "host").introductions[0].by_ids) == 2, "where the words do not tell, none of them misses it"


def test_who_declines_leaves_the_introductions_to_come_in_the_same_step(ws, event):
    introductions.fill(ws, event)
    gone = ids(ws, event)["Guest 0"]
    (met, *_) = [r for r in introductions.rows(ws, event) if gone in (r.a_id, r.b_id)]
    introductions.mark(ws, [met.id], State.MET)
    before = introductions.rows(ws, event)
    changes = guests.set_reply(ws, [gone], "declined")
    assert changes.label.endswith(", 2 introductions off")
    assert [r.id for r in introductions.rows(ws, event) if gone in (r.a_id, r.b_id)] == [met.id]
    history.undo(ws)
    assert introductions.rows(ws, event) == before


def test_an_event_goes_with_its_introductions_and_comes_back_with_them(ws, event):
    introductions.fill(ws, event)
    before = introductions.rows(ws, event)
    events.remove(ws, [event])
    history.undo(ws)
    assert introductions.rows(ws, event) == before


def test_without_a_reason_nothing_is_suggested_and_it_is_said_why(ws, event):
    for row in people.rows(ws):
        people.edit(ws, row.id, topics=())
    with pytest.raises(RuleBroken, match="no further pair") as refused:
        introductions.fill(ws, event)
    assert "Topics" in refused.value.hint


def test_who_met_before_is_introduced_again_only_on_a_wish(ws, event):
    start = datetime(2027, 6, 10, 18)
    later = events.new(ws, NewEvent("cab", "Next board", "Listen", start, start.replace(hour=22), "UTC", template=False)).created("event")[0]
    introductions.fill(ws, event, wanted=1)
    introductions.mark(ws, [r.id for r in introductions.rows(ws, event)], State.MET)
    met = pairs(ws, event)
    guests.add(ws, later, [p.id for p in people.rows(ws)])
    guests.set_reply(ws, [g.id for g in guests.rows(ws, later)], "accepted")
    introductions.fill(ws, later, wanted=5)
    assert met.isdisjoint(pairs(ws, later))
    one, other = sorted(met)[0]
    motives.relate(ws, person(ws, one), person(ws, other), "wants_to_meet")
    introductions.fill(ws, later, wanted=7)
    assert (one, other) in pairs(ws, later)


def test_seed_004_06_a_mentor_is_introduced_to_a_new_customer_and_seated_beside_them(ws, event):
    motives.relate(ws, person(ws, "Guest 0"), person(ws, "Guest 5"), "mentor_of")
    introductions.fill(ws, event, wanted=1)
    reasons = {tuple(sorted((row.a, row.b))): row.reason for row in introductions.rows(ws, event)}
    assert reasons["Guest 0", "Guest 5"].startswith("Guest 0 mentors Guest 5")
    with ws.reading() as session:
        peers = {peer.name: peer for peer in seating.peers(session, event)}
    with_mentor = {term.code: term.points for term in terms(peers["Guest 0"], peers["Guest 5"])}
    assert with_mentor["mentor"] > 0
    assert "mentor" not in {term.code for term in terms(peers["Guest 0"], peers["Guest 4"])}


def test_who_is_to_be_kept_apart_afterwards_is_not_introduced_any_more_in_the_same_step(ws, event):
    there = ids(ws, event)
    introductions.plan(ws, event, there["Guest 0"], there["Guest 1"], "Both asked")
    introductions.plan(ws, event, there["Guest 0"], there["Guest 2"])
    motives.relate(ws, person(ws, "Guest 1"), person(ws, "Guest 0"), "keep_apart")
    assert history.steps(ws)[0].label == "Guest 1: keep apart from Guest 0, 1 introduction off"
    assert pairs(ws, event) == {("Guest 0", "Guest 2")}
    history.undo(ws)
    assert pairs(ws, event) == {("Guest 0", "Guest 1"), ("Guest 0", "Guest 2")}
    assert {row.reason for row in introductions.rows(ws, event)} == {"Both asked", ""}


def test_an_introduction_that_took_place_stays_on_record_when_two_are_kept_apart_afterwards(ws, event):
    there = ids(ws, event)
    introductions.plan(ws, event, there["Guest 0"], there["Guest 1"])
    introductions.mark(ws, [row.id for row in introductions.rows(ws, event)], State.MET)
    motives.relate(ws, person(ws, "Guest 0"), person(ws, "Guest 1"), "keep_apart")
    assert history.steps(ws)[0].label == "Guest 0: keep apart from Guest 1"
    assert pairs(ws, event) == {("Guest 0", "Guest 1")}


def test_another_relation_leaves_introductions_as_they_are(ws, event):
    there = ids(ws, event)
    introductions.plan(ws, event, there["Guest 0"], there["Guest 1"])
    motives.relate(ws, person(ws, "Guest 0"), person(ws, "Guest 1"), "knows")
    assert pairs(ws, event) == {("Guest 0", "Guest 1")}
