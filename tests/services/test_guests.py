"""The guest list: three states and the rules between them, what follows whom, and every action as one step."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.guests import Attendance, Decision, Reply
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, bench, events, guests, history, motives, people, seating, tables
from advoplanner.store.models import Message, Person, Wave

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
NAMES = ("Ana Lima", "Ben Okoro", "Chen Wei", "Dara Singh", "Eva Novak", "Finn Berg")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=10)
        return self.now


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A workspace file with one event, made once and copied, and the event's id."""
    path = tmp_path_factory.mktemp("guests") / "prepared.advo"
    workspace = create_workspace(path, clock=Clock())
    new = NewEvent("council", "Council", "Listen", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
    event_id = events.new(workspace, new).created("event")[0]
    workspace.close()
    return path, event_id


@pytest.fixture
def ws(tmp_path, prepared):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path / "w.advo"), clock=Clock())
    yield workspace
    workspace.close()


@pytest.fixture
def event(prepared) -> str:
    return prepared[1]


@pytest.fixture
def listed(ws, event) -> list[str]:
    """Six people on the list, by family name: Berg, Lima, Novak, Okoro, Singh, Wei."""
    guests.add(ws, event, known(ws), side="customer")
    return [row.id for row in guests.rows(ws, event)]


def known(ws) -> list[str]:
    return [people.add(ws, ContactDraft(display_name=name, emails=(f"{name.split()[0].lower()}@x.example",))).created("person")[0] for name in NAMES]


def row(ws, guest_id: str):
    return guests.rows_of(ws, [guest_id])[0]


def seated(ws, event, ids) -> str:
    """Everybody accepts and sits at one table; the round."""
    guests.set_reply(ws, ids, "accepted")
    tables.make_layout(ws, event, "round", [(1, len(ids))])
    plan = seating.plan(ws, event)
    for guest_id, seat in zip(ids, plan.seats, strict=True):
        seating.seat_guest(ws, plan.round_id, guest_id, seat.id)
    return plan.round_id


def speaking(ws, event, guest_id) -> None:
    session_id = agenda.add(ws, event, type="peer_story", title="What we learned").created("session")[0]
    agenda.set_person(ws, session_id, guest_id)


def invited(ws, event, guest_id) -> None:
    with ws.action("invite") as work:
        wave = Wave(event_id=event, name="Invitation", subject="s", body="b")
        work.add(wave)
        work.session.flush()
        work.add(
            Message(wave_id=wave.id, guest_id=guest_id, event_id=event, method="REQUEST", to_name="Ana Lima", subject="s", body="b", state="exported")
        )


# Joining


def test_the_same_person_twice_is_the_guest_who_stands_there_already(ws, event, listed):
    person = row(ws, listed[0]).person_id
    again = guests.add(ws, event, [person, person])
    assert (again.added, again.already, bool(again.changes)) == (0, (listed[0],), False)
    assert guests.counts(ws, event).total == 6


def test_the_side_comes_from_the_person_or_the_company(ws, event):
    host = people.add(ws, ContactDraft(display_name="Hal Host", side="host")).created("person")[0]
    other = people.add(ws, ContactDraft(display_name="Ivy New")).created("person")[0]
    guests.add(ws, event, [host, other])
    assert {g.name: g.side for g in guests.rows(ws, event)} == {"Hal Host": "host", "Ivy New": "customer"}


@pytest.mark.parametrize(("field", "value"), [("decision", "maybe"), ("side", "friend"), ("role", "king")])
def test_a_word_that_is_no_state_is_refused_with_those_allowed(ws, event, field, value):
    with pytest.raises(RuleBroken) as refused:
        guests.add(ws, event, known(ws), **{field: value})
    assert refused.value.field == field
    assert "Choose one of" in refused.value.hint


def test_those_beyond_the_capacity_wait_on_the_bench_in_order(ws, event):
    events.edit(ws, event, capacity=4)
    added = guests.add(ws, event, known(ws), within_capacity=True)
    rows = {g.name: g for g in guests.rows(ws, event)}
    assert (added.added, added.benched) == (6, 2)
    assert [(rows[n].decision, rows[n].bench_rank) for n in NAMES] == [("approved", 0)] * 4 + [("hold", 1), ("hold", 2)]
    history.undo(ws)
    assert guests.counts(ws, event).total == 0


def test_without_that_wish_the_capacity_holds_nobody_back(ws, event):
    events.edit(ws, event, capacity=2)
    assert guests.add(ws, event, known(ws)).benched == 0
    assert guests.counts(ws, event).decisions == {"approved": 6}


def test_the_bench_has_an_order(ws, event, listed):
    guests.edit(ws, listed[:3], decision="hold")
    bench.order(ws, [listed[2], listed[0], listed[1]])
    assert [row(ws, g).bench_rank for g in listed[:3]] == [2, 3, 1]


def test_promoting_with_a_larger_event_is_one_step(ws, event):
    events.edit(ws, event, capacity=4)
    guests.add(ws, event, known(ws), within_capacity=True)
    waiting = [g.id for g in guests.rows(ws, event) if g.decision == "hold"]
    bench.promote(ws, waiting[:1])
    assert (events.details(ws, event).capacity, guests.counts(ws, event).decisions["hold"]) == (4, 1)
    bench.promote(ws, waiting, enlarge=True)
    assert (events.details(ws, event).capacity, guests.counts(ws, event).decisions) == (6, {"approved": 6})
    history.undo(ws)
    assert (events.details(ws, event).capacity, guests.counts(ws, event).decisions["hold"]) == (4, 1)


def test_restrictions_and_photos_are_those_of_the_people_on_the_list(ws, event, listed):
    person = row(ws, listed[0]).person_id
    motives.add_restriction(ws, person_id=person, kind="no_photo")
    assert {p: [r.kind for r in found] for p, found in guests.restrictions(ws, event).items()} == {person: ["no_photo"]}
    assert guests.photos(ws, listed) == {}


def test_candidates_are_those_not_on_the_list(ws, event, listed):
    more = people.add(ws, ContactDraft(display_name="Gus Gray")).created("person")[0]
    assert [p.id for p in guests.candidates(ws, event)] == [more]


# States


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([*Reply, *Decision, *Attendance])), max_size=8))
def test_every_group_of_counts_sums_to_the_whole(tmp_path_factory, prepared, moves):
    workspace = open_workspace(shutil.copy(prepared[0], tmp_path_factory.mktemp("counts") / "w.advo"), clock=Clock())
    event = prepared[1]
    guests.add(workspace, event, known(workspace))
    ids = [g.id for g in guests.rows(workspace, event)]
    for place, word in moves:
        if word in list(Reply):
            guests.set_reply(workspace, [ids[place]], word)
        elif word in list(Decision):
            guests.edit(workspace, [ids[place]], decision=word)
        else:
            guests.set_attendance(workspace, [ids[place]], word)
    counts = guests.counts(workspace, event)
    workspace.close()
    assert [sum(group.values()) for group in (counts.decisions, counts.replies, counts.attendances, counts.sides)] == [counts.total] * 4


def test_who_declines_gives_up_seat_and_part_and_table_in_one_step(ws, event, listed):
    round_id = seated(ws, event, listed)
    speaking(ws, event, listed[1])
    tables.set_host(ws, seating.plan(ws, event).tables[0].id, listed[1])
    changes = guests.set_reply(ws, [listed[1]], "declined", channel="phone", reason="Travelling")
    details = guests.details(ws, listed[1])
    assert changes.label == "Mark Ana Lima declined, off “What we learned”"
    assert (details.row.table, details.sessions, details.decline_reason, details.reply_channel) == ("", (), "Travelling", "phone")
    assert seating.plan(ws, event).tables[0].host_guest_id == ""
    assert seating.issues(ws, event, round_id) == []
    history.undo(ws)
    back = guests.details(ws, listed[1])
    assert (back.row.table, len(back.sessions), back.row.reply) == ("Table 1", 1, "accepted")


def test_who_is_put_off_gives_up_the_seat_too(ws, event, listed):
    seated(ws, event, listed)
    guests.edit(ws, listed[:2], decision="notnow")
    assert [row(ws, g).table for g in listed[:3]] == ["", "", "Table 1"]
    history.undo(ws)
    assert row(ws, listed[0]).table == "Table 1"


def test_the_reasons_of_those_who_stay_no_longer_name_who_went(ws, event, listed):
    for guest_id in listed:
        people.edit(ws, row(ws, guest_id).person_id, level_band="vp")
    seated(ws, event, listed[:3])
    assert "Ana Lima" in " ".join(row(ws, listed[0]).why)
    guests.set_reply(ws, [listed[1]], "declined")
    assert row(ws, listed[0]).why == ("Same level as Eva Novak",)


def test_an_edit_in_three_guests_is_never_merged_into_the_next(ws, event, listed):
    guests.edit(ws, listed[:4], side="advocate")
    guests.edit(ws, [*listed[:3], listed[4]], side="prospect")
    history.undo(ws)
    assert [row(ws, g).side for g in listed[:5]] == ["advocate"] * 4 + ["customer"]


def test_a_new_answer_does_not_keep_the_words_of_the_old(ws, listed):
    guests.set_reply(ws, [listed[0]], "tentative", comment="Waiting for a date")
    guests.set_reply(ws, [listed[0]], "tentative")
    assert row(ws, listed[0]).reply_comment == "Waiting for a date"
    guests.set_reply(ws, [listed[0]], "accepted")
    assert row(ws, listed[0]).reply_comment == ""


@pytest.mark.parametrize(("values", "field"), [({"reply": "yes"}, "reply"), ({"reply": "accepted", "channel": "owl"}, "channel")])
def test_a_reply_that_is_none_is_refused(ws, listed, values, field):
    with pytest.raises(RuleBroken) as refused:
        guests.set_reply(ws, [listed[0]], **values)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value_sentence", "x" * 401),
        ("talking_points", ["y" * 401]),
        ("bench_rank", "first"),
        ("bench_rank", 10**30),
        ("side", "friend"),
        ("shoe_size", "44"),
    ],
)
def test_a_field_that_does_not_fit_is_refused_and_nothing_is_cut(ws, listed, field, value):
    with pytest.raises(RuleBroken) as refused:
        guests.edit(ws, [listed[0]], **{field: value})
    assert refused.value.field == field
    assert guests.details(ws, listed[0]).value_sentence == ""


def test_the_role_decides_who_counts_unless_said(ws, listed):
    guests.edit(ws, [listed[0]], role="observer")
    guests.edit(ws, [listed[1]], role="observer", counts=True)
    assert [row(ws, g).counts for g in listed[:2]] == [False, True]


def test_an_unknown_guest_is_said_in_words(ws):
    with pytest.raises(RuleBroken, match="no longer on the list"):
        guests.set_reply(ws, ["nobody"], "accepted")


# Companions


def test_a_companion_comes_as_their_guest_does(ws, event, listed):
    guests.set_reply(ws, [listed[0]], "accepted")
    made = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    assert (row(ws, made).companion_of, row(ws, made).role, row(ws, made).counts, row(ws, made).reply) == (
        "Finn Berg",
        "companion",
        False,
        "accepted",
    )


def test_a_silent_companion_comes_along_and_one_who_answered_keeps_the_answer(ws, listed):
    silent = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    clear = guests.add_companion(ws, listed[1], "Al Lima").created("guest")[0]
    guests.set_reply(ws, [clear], "declined")
    changes = guests.set_reply(ws, [listed[0]], "accepted")
    assert changes.label == "Mark Finn Berg accepted, with Bo Berg"
    guests.set_reply(ws, [listed[1]], "accepted")
    assert (row(ws, silent).reply, row(ws, clear).reply) == ("accepted", "declined")


def test_a_companion_follows_who_declines_with_notice_in_the_same_step(ws, event, listed):
    companion = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    seated(ws, event, [listed[0], companion, listed[1]])
    changes = guests.set_reply(ws, [listed[0]], "declined")
    assert changes.label == "Mark Finn Berg declined, with Bo Berg"
    assert (row(ws, companion).reply, row(ws, companion).table) == ("declined", "")
    assert guests.details(ws, companion).decline_reason
    history.undo(ws)
    assert (row(ws, companion).reply, row(ws, companion).table) == ("accepted", "Table 1")


def test_a_companion_follows_who_is_put_off_and_who_sends_a_delegate(ws, listed):
    first = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    second = guests.add_companion(ws, listed[1], "Al Lima").created("guest")[0]
    guests.edit(ws, [listed[0]], decision="notnow")
    guests.set_reply(ws, [listed[1]], "delegated")
    assert (row(ws, first).decision, row(ws, second).reply) == ("notnow", "declined")


def test_a_companion_who_said_no_by_themselves_keeps_their_reason(ws, listed):
    companion = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    guests.set_reply(ws, [companion], "declined", reason="Ill")
    changes = guests.set_reply(ws, [listed[0]], "declined")
    assert changes.label == "Mark Finn Berg declined"
    assert guests.details(ws, companion).decline_reason == "Ill"


def test_a_companion_of_somebody_who_declined_is_written_down_as_not_coming(ws, listed):
    guests.set_reply(ws, [listed[0]], "declined")
    made = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    assert (row(ws, made).reply, row(ws, made).companion_of) == ("declined", "Finn Berg")


def test_a_companion_needs_a_name(ws, listed):
    with pytest.raises(RuleBroken) as refused:
        guests.add_companion(ws, listed[1], "  ")
    assert refused.value.field == "companion"


def test_nobody_is_their_own_companion(ws, listed):
    with pytest.raises(RuleBroken) as refused:
        guests.edit(ws, [listed[0]], companion_of=listed[0])
    assert refused.value.field == "companion_of"


def test_nobody_leaves_before_they_arrive(ws, listed):
    noon = datetime(2027, 3, 10, 12)
    guests.edit(ws, listed[:1], here_from=noon)
    with pytest.raises(RuleBroken, match="arrive on Wed 10 Mar 2027, 12:00, and leave on Wed 10 Mar 2027, 09:00") as refused:
        guests.edit(ws, listed[:1], here_until=noon.replace(hour=9))
    assert refused.value.field == "here_until"
    assert row(ws, listed[0]).here_until is None
    guests.edit(ws, listed[:1], here_until=noon.replace(hour=15))
    with pytest.raises(RuleBroken) as refused:
        guests.edit(ws, listed[:1], here_from=noon.replace(hour=16))
    assert refused.value.field == "here_from"


# Leaving


def test_removing_says_first_what_it_undoes_and_does_it_as_one_step(ws, event, listed):
    companion = guests.add_companion(ws, listed[0], "Bo Berg").created("guest")[0]
    seated(ws, event, [listed[0], companion])
    speaking(ws, event, listed[0])
    assert guests.effects_of_removal(ws, [listed[0]]) == ["Seat 1 at table 1", "The part in “What we learned”", "Companion Bo Berg"]
    changes = guests.remove(ws, [listed[0]])
    assert changes.label == "Remove Finn Berg, with Bo Berg"
    assert guests.counts(ws, event).total == 5
    assert agenda.rows(ws, event)[0].people == ()
    history.undo(ws)
    assert (row(ws, listed[0]).seat, row(ws, companion).companion_of) == (1, "Finn Berg")


def test_several_are_counted(ws, event, listed):
    seated(ws, event, listed[:3])
    assert guests.effects_of_removal(ws, listed[:3]) == ["3 seats"]


def test_who_holds_an_invitation_is_not_removed(ws, event, listed):
    invited(ws, event, listed[1])
    with pytest.raises(RuleBroken, match="Ana Lima holds an invitation"):
        guests.remove(ws, listed[:3])
    assert guests.counts(ws, event).total == 6


# The day itself


def test_the_first_mark_gives_the_time_of_arrival(ws, listed):
    guests.set_attendance(ws, [listed[0]], "arrived")
    first = row(ws, listed[0]).arrived_at
    guests.set_attendance(ws, [listed[0]], "arrived")
    guests.set_attendance(ws, [listed[0]], "left_early")
    assert row(ws, listed[0]).arrived_at == first != ""
    guests.set_attendance(ws, [listed[0]], "expected")
    assert row(ws, listed[0]).arrived_at == ""


def test_a_state_of_attendance_that_is_none_is_refused(ws, listed):
    with pytest.raises(RuleBroken, match="not a state of attendance"):
        guests.set_attendance(ws, listed, "asleep")


def test_somebody_new_at_the_door_has_arrived(ws, event):
    made = guests.walk_in(ws, event, "Gus Gray", organisation="Acme", email="gus@acme.example").created("guest")[0]
    assert (row(ws, made).name, row(ws, made).organisation, row(ws, made).email) == ("Gus Gray", "Acme", "gus@acme.example")
    assert (row(ws, made).attendance, row(ws, made).reply, row(ws, made).decision) == ("arrived", "accepted", "approved")
    history.undo(ws)
    assert guests.rows(ws, event) == []


def test_somebody_on_the_list_who_declined_and_comes_all_the_same_is_let_in_once(ws, event, listed):
    guests.set_reply(ws, [listed[1]], "declined", reason="Travelling", comment="Not in town")
    guests.walk_in(ws, event, "Ana Lima", email="ANA@x.example")
    assert row(ws, listed[1]).reply_comment == ""
    assert guests.counts(ws, event).total == 6
    assert (row(ws, listed[1]).attendance, row(ws, listed[1]).reply) == ("arrived", "accepted")


def test_a_shared_address_at_the_door_finds_the_person_of_that_name(ws, event):
    for name in ("Ana Lima", "Jo Lima"):
        people.add(ws, ContactDraft(display_name=name, emails=("office@x.example",)))
    guests.walk_in(ws, event, "jo lima", email="office@x.example")
    assert [g.name for g in guests.rows(ws, event)] == ["Jo Lima"]
    guests.walk_in(ws, event, "Kit Other", email="office@x.example")
    with ws.reading() as session:
        assert "Kit Other" in session.scalars(select(Person.display_name)).all()


def test_nobody_is_let_in_without_a_name(ws, event):
    with pytest.raises(RuleBroken) as refused:
        guests.walk_in(ws, event, "\n")
    assert refused.value.field == "name"
