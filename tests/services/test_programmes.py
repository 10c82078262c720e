"""Programmes: made and put away, rosters with terms that are kept, renewed and ended with thanks, and events that belong to them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event as sa_event

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import checks, councils, events, guests, history, memberships, norms, people, people_merge, programmes, today

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 9)


@pytest.fixture
def ws(tmp_path):
    made = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    yield made
    made.close()


def person(ws, name, **facts) -> str:
    return people.add(ws, ContactDraft(display_name=name, **facts)).created("person")[0]


def board(ws, kind="cab", name="Advisory board", **fields) -> str:
    return programmes.create(ws, kind, name, "Members shape what comes next", **fields).created("programme")[0]


def meeting(ws, programme="", start=START, kind="cab", **words) -> str:
    new = NewEvent(kind, "Spring board", "Learn", start, start + timedelta(hours=7), "Europe/Berlin", template=False, programme_id=programme)
    return events.new(ws, new, **words).created("event")[0]


def seat(ws, programme, name, **fields) -> str:
    return memberships.add(ws, programme, [person(ws, name)], **({"status": "active"} | fields)).changes.created("membership")[0]


@contextmanager
def queries_of(ws):
    """Collects what is read meanwhile."""
    asked = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith("SELECT"):
            asked.append(statement)

    engines = (ws.store._reading, ws.store._writing)
    for engine in engines:
        sa_event.listen(engine, "before_cursor_execute", note)
    yield asked
    for engine in engines:
        sa_event.remove(engine, "before_cursor_execute", note)


def warnings(ws, programme) -> dict[str, tuple[str, ...]]:
    return {row.name: row.warnings for row in memberships.roster(ws, programme)}


def test_a_programme_is_made_chartered_and_put_away_step_by_step(ws):
    kept = board(ws, sponsor="Ingrid Vale", tenure_months=24)
    programmes.edit(ws, kept, mission="What members need\nfrom each other", meetings_per_year=2)
    found = programmes.read(ws, kept)
    assert (found.sponsor, found.tenure_months, found.mission, found.ownership) == ("Ingrid Vale", 24, "What members need\nfrom each other", "host")
    programmes.archive(ws, [kept])
    assert programmes.rows(ws) == []
    assert [row.name for row in programmes.rows(ws, archived=True)] == ["Advisory board"]
    history.undo(ws)
    history.undo(ws)
    assert (programmes.read(ws, kept).mission, programmes.rows(ws)[0].archived) == ("", False)
    history.undo(ws)
    with pytest.raises(RuleBroken, match="no longer in the workspace"):
        programmes.read(ws, kept)
    history.redo(ws)
    assert programmes.read(ws, kept).sponsor == "Ingrid Vale"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("name", {"name": " "}), ("purpose", {"purpose": ""}), ("kind", {"kind": "party"}), ("tenure_months", {"tenure_months": 121}),
        ("tenure_months", {"tenure_months": -1}), ("meetings_per_year", {"meetings_per_year": 53}), ("ownership", {"ownership": "nobody"}),
        ("name", {"name": "advisory  BOARD"}), ("mission", {"mission": "x" * 4001}),
    ],
)  # fmt: skip
def test_what_a_programme_cannot_be_is_refused_at_its_field(ws, field, fields):
    board(ws)
    with pytest.raises(RuleBroken) as refused:
        programmes.create(ws, **{"kind": "cab", "name": "Another", "purpose": "Learn", **fields})
    assert refused.value.field == field
    assert len(programmes.rows(ws)) == 1


def test_a_programme_with_events_is_archived_instead_of_removed_and_one_without_goes_with_its_roster(ws):
    used, idle = board(ws), board(ws, name="Idle board")
    meeting(ws, used)
    seat(ws, used, "Ana")
    seat(ws, idle, "Ben")
    changes, told = programmes.remove(ws, [used, idle])
    assert told == "Advisory board: archived instead of removed, because it has events. Members and meetings are kept."
    assert (len(changes.ids("membership")), programmes.rows(ws)) == (1, [])
    assert [row.name for row in memberships.roster(ws, used)] == ["Ana"]
    history.undo(ws)
    assert [(row.name, row.members, row.events) for row in programmes.rows(ws)] == [("Advisory board", 1, 1), ("Idle board", 1, 0)]


def test_terms_that_overlap_on_one_seat_lack_an_end_or_end_soon_are_warned_about(ws):
    kept = board(ws)
    seat(ws, kept, "Ana", seat_no="3", start="2025-01-01", end="2027-03-31")
    seat(ws, kept, "Ben", seat_no="3", start="2027-01-01", end="2029-01-01")
    seat(ws, kept, "Cleo", seat_no="4", start="2026-01-01")
    seat(ws, kept, "Dee", seat_no="5", start="2024-01-01", end="2026-12-31")
    seat(ws, kept, "Eli", seat_no="5", start="2026-12-31", end="2028-12-31")
    found = warnings(ws, kept)
    assert found["Ana"] == (
        "Seat 3 is held by Ben in a part of this term (1 January 2027 to 1 January 2029).",
        "The term ends in 78 days, on 31 March 2027.",
    )
    assert found["Ben"] == ("Seat 3 is held by Ana in a part of this term (1 January 2025 to 31 March 2027).",)
    assert found["Cleo"] == ("No term yet: members of a board serve for an agreed time.",)
    assert found["Dee"] == ("The term ended on 31 December 2026: renew it, or thank them as alumni.",)
    assert found["Eli"] == (), "a seat handed over on one day is no overlap"
    [row] = programmes.rows(ws)
    assert (row.members, row.ending) == (5, 2)


def test_a_council_needs_no_term_and_lets_the_vendor_only_advise(ws):
    council = board(ws, "council", "Peers of finance")
    seat(ws, council, "Ana")
    assert warnings(ws, council) == {"Ana": ()}
    hanna = person(ws, "Hanna", side="host")
    memberships.add(ws, council, [hanna], status="active")
    assert [(row.name, row.role) for row in memberships.roster(ws, council)] == [("Ana", "member"), ("Hanna", "adviser")]
    held = memberships.roster(ws, council)[1].id
    with pytest.raises(RuleBroken, match="only advises a council") as refused:
        memberships.edit(ws, held, role="chair")
    assert refused.value.field == "role"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("end", {"start": "2026-01-01", "end": "2025-01-01"}), ("start", {"start": "2027-02-01"}), ("start", {"start": "soon"}),
        ("role", {"role": "king"}), ("status", {"status": "gone"}), ("seat_no", {"seat_no": "x" * 21}),
    ],
)  # fmt: skip
def test_what_a_term_cannot_be_is_refused_at_its_field_and_nothing_is_written(ws, field, fields):
    kept = board(ws)
    held = seat(ws, kept, "Ana", start="2026-01-01")
    before = memberships.roster(ws, kept)
    with pytest.raises(RuleBroken) as refused:
        memberships.edit(ws, held, **fields)
    assert refused.value.field == field
    with pytest.raises(RuleBroken):
        memberships.add(ws, kept, [person(ws, "Ben")], **({"status": "active"} | fields))
    assert memberships.roster(ws, kept) == before


def test_who_is_on_the_roster_is_not_doubled_and_comes_again_after_their_term(ws):
    kept = board(ws)
    ana = person(ws, "Ana")
    first = memberships.add(ws, kept, [ana], status="active").changes.created("membership")[0]
    again = memberships.add(ws, kept, [ana, ana])
    assert (again.added, again.already) == (0, (first,))
    assert ana not in [row.id for row in memberships.candidates(ws, kept)]
    memberships.edit(ws, first, status="alumni")
    assert memberships.roster(ws, kept)[0].end == NOW.date()
    assert memberships.add(ws, kept, [ana]).added == 1
    assert [row.status for row in memberships.roster(ws, kept)] == ["nominated", "alumni"]


def test_terms_are_renewed_for_the_charters_tenure_and_counted(ws):
    kept = board(ws, tenure_months=12)
    held = seat(ws, kept, "Ana", start="2025-03-01", end="2027-02-28")
    memberships.renew(ws, [held])
    [row] = memberships.roster(ws, kept)
    assert (row.end, row.renewals, row.warnings) == (date(2028, 2, 29), 1, ())
    with pytest.raises(RuleBroken) as refused:
        memberships.renew(ws, [held], "2028-01-01")
    assert refused.value.field == "end"
    history.undo(ws)
    assert (memberships.roster(ws, kept)[0].end, memberships.roster(ws, kept)[0].renewals) == (date(2027, 2, 28), 0)


def test_where_the_charter_says_no_tenure_terms_are_renewed_for_that_of_the_norms(ws):
    kept = board(ws)
    held = seat(ws, kept, "Ana", start="2025-03-01", end="2027-03-10")
    memberships.renew(ws, [held])
    assert memberships.roster(ws, kept)[0].end == date(2028, 9, 10)
    history.undo(ws)
    norms.change(ws, norms.Scope("cab", programme_id=kept), "tenure", "most", 12)
    memberships.renew(ws, [held])
    assert memberships.roster(ws, kept)[0].end == date(2028, 3, 10)


def test_alumni_are_thanked_and_today_says_so_until_it_is_done(ws):
    kept = board(ws)
    held = seat(ws, kept, "Ana", start="2025-03-01", end="2027-02-28")
    assert [(t.name, t.ends, t.programme, t.page) for t in today.page(ws).terms] == [("Ana", date(2027, 2, 28), "Advisory board", "programme")]
    memberships.alumni_with_thanks(ws, [held], reason="Moved on")
    [row] = memberships.roster(ws, kept)
    assert (row.status, row.end, row.thanks, row.reason_left) == ("alumni", NOW.date(), "due", "Moved on")
    page = today.page(ws)
    assert [(t.name, t.programme) for t in page.thanks] == [("Ana", "Advisory board")]
    assert page.terms == ()
    assert not page.nothing_due
    memberships.thanked(ws, [held])
    assert today.page(ws).thanks == ()
    history.undo(ws)
    history.undo(ws)
    assert memberships.roster(ws, kept)[0].status == "active"


def test_attendance_counts_the_meetings_of_ones_own_term(ws):
    kept = board(ws)
    ana = person(ws, "Ana")
    memberships.add(ws, kept, [ana], status="active", start="2026-06-01")
    for month, attendance in ((5, "arrived"), (7, "arrived"), (8, "no_show"), (9, "")):
        event = meeting(ws, kept, datetime(2026, month, 10, 9), members=True)
        if attendance:
            guests.set_attendance(ws, [guests.rows(ws, event)[0].id], attendance)
            other = guests.add(ws, event, [person(ws, f"Visitor {month}")]).changes.created("guest")
            guests.set_attendance(ws, other, "arrived")
    [row] = memberships.roster(ws, kept)
    assert (row.present, row.counted, row.attendance_words) == (1, 2, "1 of 2 (50%)")
    [programme] = programmes.rows(ws)
    assert (programme.present, programme.counted) == (2, 3)


def test_a_meeting_of_a_programme_has_its_members_in_their_parts_and_keeps_it_when_copied(ws):
    kept = board(ws, sponsor="Ingrid Vale", ownership="customer")
    seat(ws, kept, "Ana", role="chair")
    seat(ws, kept, "Ben")
    seat(ws, kept, "Cleo", status="paused")
    event = meeting(ws, kept, members=True)
    assert {row.name: row.role for row in guests.rows(ws, event)} == {"Ana": "chair", "Ben": "participant"}
    found = events.details(ws, event)
    assert (found.programme_id, found.programme, found.sponsor, found.ownership) == (kept, "Advisory board", "Ingrid Vale", "customer")
    events.clone(ws, event, START + timedelta(days=90))
    assert [row.programme for row in events.rows(ws)] == ["Advisory board"] * 2
    assert [events.details(ws, each).title for each in programmes.meetings(ws, kept)] == ["Spring board (copy)", "Spring board"]
    assert programmes.rows(ws)[0].next_start == START


def test_an_event_takes_only_a_programme_of_its_kind_and_leaves_it_by_undo(ws):
    kept, council = board(ws), board(ws, "council", "Peers")
    event = meeting(ws)
    for wrong in (council, "gone"):
        with pytest.raises(RuleBroken) as refused:
            events.edit(ws, event, programme_id=wrong)
        assert refused.value.field == "programme_id"
    events.edit(ws, event, programme_id=kept)
    with pytest.raises(RuleBroken) as refused:
        programmes.edit(ws, kept, kind="council")
    assert refused.value.field == "kind"
    history.undo(ws)
    assert events.details(ws, event).programme_id == ""


def test_the_roster_is_filled_from_what_is_known_of_people_and_from_a_guest_list(ws):
    kept = board(ws)
    ana = person(ws, "Ana", member_since=date(2024, 5, 1), term_end=date(2028, 5, 1))
    event = meeting(ws)
    guests.add(ws, event, [ana], role="chair")
    guests.add(ws, event, [person(ws, "Ben")])
    guests.add(ws, event, [person(ws, "Hanna", side="host")], side="host")
    assert memberships.add_guests_of(ws, kept, event).added == 2
    assert [(row.name, row.role, row.status, row.term_words) for row in memberships.roster(ws, kept)] == [
        ("Ana", "chair", "active", "1 May 2024 to 1 May 2028"), ("Ben", "member", "active", ""),
    ]  # fmt: skip
    history.undo(ws)
    assert memberships.roster(ws, kept) == []


def test_memberships_go_along_when_people_are_merged_and_go_with_people_who_are_removed(ws):
    kept = board(ws)
    ana, twin = person(ws, "Ana"), person(ws, "Ana Ruiz")
    memberships.add(ws, kept, [twin], status="active")
    people_merge.merge(ws, ana, twin)
    assert [row.person_id for row in memberships.roster(ws, kept)] == [ana]
    assert [name for _, name in memberships.of_person(ws, ana)] == ["Advisory board"]
    assert "1 membership" in people.effects_of_removal(ws, [ana])
    people.remove(ws, [ana])
    assert memberships.roster(ws, kept) == []
    history.undo(ws)
    assert [row.name for row in memberships.roster(ws, kept)] == ["Ana"]


def test_two_records_of_one_member_become_one_term_that_lacks_nothing(ws):
    kept = board(ws)
    ana, twin = person(ws, "Ana"), person(ws, "Ana Ruiz")
    memberships.add(ws, kept, [ana], seat_no="3", nominated_by="Ben")
    memberships.add(ws, kept, [twin], status="active", start="2026-01-01", end="2028-01-01")
    people_merge.merge(ws, ana, twin)
    [row] = memberships.roster(ws, kept)
    assert (row.person_id, row.status, row.seat_no, row.nominated_by) == (ana, "active", "3", "Ben")
    assert row.term_words == "1 January 2026 to 1 January 2028"
    history.undo(ws)
    assert [(row.name, row.status, row.seat_no) for row in memberships.roster(ws, kept)] == [("Ana Ruiz", "active", ""), ("Ana", "nominated", "3")]


def test_an_old_term_does_not_go_on_beside_a_new_one(ws):
    kept = board(ws)
    old = seat(ws, kept, "Ana", start="2024-01-01")
    memberships.edit(ws, old, status="alumni")
    new = memberships.add(ws, kept, [row.person_id for row in memberships.roster(ws, kept)]).changes.created("membership")[0]
    for again in (lambda: memberships.edit(ws, old, status="active"), lambda: memberships.renew(ws, [old])):
        with pytest.raises(RuleBroken, match="Ana is on this roster in another term already") as refused:
            again()
        assert refused.value.field == "status"
    memberships.remove(ws, [new])
    memberships.renew(ws, [old])
    assert [row.status for row in memberships.roster(ws, kept)] == ["active"]


def test_the_term_that_is_known_of_somebody_comes_before_the_one_that_is_given(ws):
    kept = board(ws)
    given = {"status": "active", "start": "2027-01-12", "end": "2029-01-12"}
    known = [person(ws, "Ana", member_since=date(2024, 5, 1), term_end=date(2028, 5, 1)), person(ws, "Ben", member_since=date(2025, 1, 3))]
    ended = person(ws, "Cleo", term_end=date(2026, 5, 1))
    memberships.add(ws, kept, [*known, ended, person(ws, "Dee")], from_facts=True, **given)
    assert {row.name: row.term_words for row in memberships.roster(ws, kept)} == {
        "Ana": "1 May 2024 to 1 May 2028",
        "Ben": "3 January 2025 to 12 January 2029",
        "Cleo": "until 1 May 2026",
        "Dee": "12 January 2027 to 12 January 2029",
    }


@pytest.mark.parametrize("many", [3, 30])
def test_a_roster_is_filled_and_changed_without_a_query_for_each_member(ws, many):
    kept = board(ws)
    ids = [person(ws, f"Person {n}", organisation=f"Company {n}") for n in range(many)]
    with queries_of(ws) as asked:
        memberships.add(ws, kept, ids, status="active", from_facts=True)
        held = [row.id for row in memberships.roster(ws, kept)]
        memberships.edit(ws, held, role="chair")
        memberships.renew(ws, held)
        memberships.candidates(ws, kept)
        programmes.rows(ws)
    assert len(asked) < 30


def test_names_and_texts_are_kept_as_they_are_typed(ws):
    hostile = "<b>=1+1</b>; DROP TABLE programme; «李小龙»"
    kept = board(ws, name=hostile, mission=hostile)
    found = programmes.read(ws, kept)
    assert (found.name, found.mission) == (hostile, hostile)


def test_who_runs_programmes_is_one_line(ws):
    assert programmes.ownership_share(ws) == ""
    board(ws)
    board(ws, "council", "Peers")
    assert programmes.ownership_share(ws) == "1 run by us, 1 powered by customers (50%)"


def test_checks_know_the_terms_of_the_events_programme(ws):
    kept = board(ws)
    seat(ws, kept, "Ana", start="2025-03-01", end="2027-02-28")
    event = meeting(ws, kept, members=True)
    [said] = [f for f in checks.run(ws, event).findings if f.code == "guests.terms"]
    assert "Ana (until" in said.message
    memberships.renew(ws, [row.id for row in memberships.roster(ws, kept)])
    assert [f for f in checks.run(ws, event).findings if f.code == "guests.terms"] == []


def test_a_meeting_follows_those_of_its_own_programme(ws):
    first, second = board(ws), board(ws, name="Board of the north")
    meeting(ws, second, START - timedelta(days=60))
    before = meeting(ws, first, START - timedelta(days=90))
    event = meeting(ws, first)
    assert [row.event_id for row in councils.read(ws, event).growth] == [before, event]


def test_a_figure_of_a_programme_holds_for_its_meetings_under_one_of_an_event_and_goes_with_it(ws):
    kept, other = board(ws), board(ws, name="Board of the north")
    mine, theirs = meeting(ws, kept), meeting(ws, other)
    figure = ("vendor_share.cab", "stop")
    norms.change(ws, norms.Scope("cab"), *figure, 0.3)
    norms.change(ws, norms.Scope("cab", programme_id=kept), *figure, 0.25)

    def held(scope) -> float:
        assert norms.of_each(ws, [scope])[scope][figure[0]][figure[1]] == norms.of(ws, scope)[figure[0]][figure[1]]
        return norms.of(ws, scope)[figure[0]][figure[1]]

    assert [held(norms.Scope("cab", each)) for each in (mine, theirs)] == [0.25, 0.3]
    assert held(norms.Scope("cab", programme_id=kept)) == 0.25
    norms.change(ws, norms.Scope("cab", mine), *figure, 0.1)
    assert held(norms.Scope("cab", mine)) == 0.1
    norms.change(ws, norms.Scope("cab", mine), *figure, 0.25)
    assert norms.changed(ws, norms.Scope("cab", mine)) == set(), "as its programme says"
    assert norms.changed(ws, norms.Scope("cab", programme_id=kept)) == {figure}
    norms.back_to_the_norm(ws, norms.Scope("cab", programme_id=kept), figure[0])
    assert held(norms.Scope("cab", mine)) == 0.3
    history.undo(ws)
    idle = board(ws, name="Idle")
    norms.change(ws, norms.Scope("cab", programme_id=idle), *figure, 0.15)
    programmes.remove(ws, [idle])
    history.undo(ws)
    assert held(norms.Scope("cab", programme_id=idle)) == 0.15


def test_a_roster_keeps_its_programme_from_a_kind_in_which_its_members_have_no_part(ws):
    kept = board(ws)
    held = memberships.add(ws, kept, [person(ws, "Hanna", side="host")], role="chair", status="active").changes.created("membership")[0]
    with pytest.raises(RuleBroken, match="Hanna is of the vendor") as refused:
        programmes.edit(ws, kept, kind="council")
    assert (refused.value.field, programmes.read(ws, kept).kind) == ("kind", "cab")
    memberships.edit(ws, held, status="alumni")
    programmes.edit(ws, kept, kind="council")
    assert programmes.read(ws, kept).kind == "council"


def test_who_comes_back_is_no_longer_to_be_thanked_and_who_left_is_thanked_once(ws):
    kept = board(ws)
    ana, ben = seat(ws, kept, "Ana"), seat(ws, kept, "Ben")
    memberships.alumni_with_thanks(ws, [ana], reason="Moved on")
    memberships.thanked(ws, [ana])
    memberships.alumni_with_thanks(ws, [ana, ben])
    assert [(row.name, row.thanks, row.reason_left) for row in memberships.roster(ws, kept)] == [("Ana", "done", "Moved on"), ("Ben", "due", "")]
    with pytest.raises(RuleBroken, match="alumni already"):
        memberships.alumni_with_thanks(ws, [ana, ben])
    memberships.edit(ws, [ana, ben], status="approached")
    assert {(row.status, row.thanks, row.reason_left) for row in memberships.roster(ws, kept)} == {("approached", "", "")}
    assert today.page(ws).thanks == ()


def test_a_known_term_that_cannot_be_says_whose_it_is(ws):
    kept = board(ws)
    ana, ben = person(ws, "Ana"), person(ws, "Ben", member_since=date(2029, 1, 1))
    with pytest.raises(RuleBroken, match="Ben: The term ends before it starts") as refused:
        memberships.add(ws, kept, [ana, ben], from_facts=True, start="2027-01-01", end="2028-01-01")
    assert (refused.value.field, memberships.roster(ws, kept)) == ("end", [])


def test_only_a_term_that_had_begun_is_counted_as_renewed(ws):
    kept = board(ws)
    nominee, former = seat(ws, kept, "Ana", status="nominated"), seat(ws, kept, "Ben", status="alumni", end="2026-12-31")
    memberships.renew(ws, [nominee, former])
    assert [(row.name, row.status, row.renewals) for row in memberships.roster(ws, kept)] == [("Ana", "active", 0), ("Ben", "active", 1)]


def test_a_persons_own_end_of_term_is_shown_unless_a_programme_in_use_knows_one(ws):
    kept = board(ws)
    ids = [person(ws, name, term_end=date(2027, 2, 1)) for name in ("Ana", "Ben", "Cleo")]
    memberships.add(ws, kept, ids[:1], status="nominated")
    memberships.add(ws, kept, ids[1:2], status="active", end="2029-01-01")
    assert [(t.name, t.programme) for t in today.page(ws).terms] == [("Ana", ""), ("Cleo", "")]
    programmes.archive(ws, [kept])
    assert [t.name for t in today.page(ws).terms] == ["Ana", "Ben", "Cleo"]


def test_an_event_of_no_programme_does_not_follow_the_meetings_of_programmes(ws):
    meeting(ws, board(ws), START - timedelta(days=90))
    before = meeting(ws, start=START - timedelta(days=60))
    event = meeting(ws)
    assert [row.event_id for row in councils.read(ws, event).growth] == [before, event]


def test_the_terms_of_one_person_tell_how_often_they_came_and_nobody_elses(ws):
    kept = board(ws)
    ana, ben = seat(ws, kept, "Ana", start="2026-01-01"), seat(ws, kept, "Ben", start="2026-01-01")
    event = meeting(ws, kept, datetime(2026, 5, 10, 9), members=True)
    for row in guests.rows(ws, event):
        guests.set_attendance(ws, [row.id], "arrived" if row.name == "Ana" else "no_show")
    people_of = {row.id: row.person_id for row in memberships.roster(ws, kept)}
    assert [[row.attendance_words for row, _ in memberships.of_person(ws, people_of[each])] for each in (ana, ben)] == [
        ["1 of 1 (100%)"],
        ["0 of 1 (0%)"],
    ]
