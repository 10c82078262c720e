"""A delay pushes only as far as it must; what is fixed stays, and stops every ripple."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.domain.agenda import SessionPerson, SessionRow, Visibility
from advoplanner.domain.agenda_ripple import Delay, delayed, rippled
from advoplanner.domain.agenda_time import AgendaFrame, conflicts


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-10T{clock}")


def session(title: str, start: str, minutes: int = 60, type: str = "panel", *, fixed: bool = False, **more) -> SessionRow:
    people, room, visibility = more.get("people", ()), more.get("room", ""), more.get("visibility", Visibility.MEMBER)
    return SessionRow(title, "e", at(start), minutes, type, title, room, "", "", "", "", "", "", people, 1, fixed, visibility)


DAY = [
    session("Talk", "09:00"), session("Break", "10:00", 30, "break"), session("Panel", "10:30"), session("Lunch", "11:30", 60, "meal"),
    session("Story", "12:30"), session("Free", "13:30", 60, "free"), session("Out", "14:30", 60, "networking"),
    session("Dinner", "15:30", 120, "meal", fixed=True), session("Late talk", "17:30", 30),
]  # fmt: skip


def places(found: Delay) -> dict[str, tuple[str, int]]:
    return {key: (f"{start:%H:%M}", minutes) for key, (start, minutes) in found.places.items()}


def test_free_time_gives_way_and_dinner_stays():
    found = delayed(DAY, DAY[0], 40, at("22:00"))
    assert places(found) == {
        "Talk": ("09:40", 60), "Break": ("10:40", 30), "Panel": ("11:10", 60), "Lunch": ("12:10", 60), "Story": ("13:10", 60), "Free": ("14:10", 20),
    }  # fmt: skip
    assert (found.overrun, found.stop.title) == (0, "Dinner")


def test_breaks_are_shortened_only_as_far_as_dinner_needs():
    found = places(delayed(DAY, DAY[0], 75, at("22:00")))
    assert found["Break"] == ("11:15", 10)
    assert found["Panel"] == ("11:25", 60)
    assert found["Free"] == ("14:25", 5)
    assert "Out" not in found
    assert "Dinner" not in found


def test_what_cannot_be_made_up_is_said_and_shortening_helps():
    found = delayed(DAY, DAY[0], 240, at("22:00"))
    assert found.overrun == 240 - 55 - 20 - 45 - 30
    assert delayed(DAY, DAY[0], 150, at("22:00"), shorter=30).overrun == 0


def test_without_anything_fixed_the_events_end_is_the_limit():
    rows = [session("Talk", "09:00"), session("Break", "10:00", 30, "break"), session("Panel", "10:30")]
    found = delayed(rows, rows[0], 30, at("11:50"))
    assert places(found)["Break"] == ("10:30", 20)
    assert (found.overrun, found.stop) == (0, None)
    assert delayed(rows, rows[0], 30, at("11:40")).overrun == 0
    assert delayed(rows, rows[0], 30, at("11:30")).overrun == 10


def test_a_gap_swallows_a_delay_and_parallel_sessions_stay():
    rows = [session("Talk", "09:00"), session("Beside", "09:30"), session("After a gap", "10:30"), session("Last", "11:30")]
    assert places(delayed(rows, rows[0], 45, at("22:00"))) == {"Talk": ("09:45", 60), "After a gap": ("10:45", 60), "Last": ("11:45", 60)}


@given(st.integers(0, 48), st.integers(0, 8))
def test_a_delay_never_moves_what_is_fixed_nor_brings_anything_forward(steps, which):
    late = DAY[which]
    found = delayed(DAY, late, steps * 5, at("22:00"))
    after = {r.id: r for r in found.applied(DAY)}
    assert all(after[r.id].start >= r.start for r in DAY)
    assert which == 7 or (after["Dinner"].start, after["Dinner"].minutes) == (at("15:30"), 120)
    assert all(r.minutes >= 5 for r in after.values())
    if found.overrun == 0 and which < 7:
        assert max(after[r.id].end for r in DAY[:7]) <= at("15:30")


def test_a_ripple_stops_at_what_is_fixed():
    starts = rippled(DAY, DAY[0], DAY[0].start + timedelta(minutes=20), 60)
    assert sorted(starts) == ["Break", "Free", "Lunch", "Out", "Panel", "Story"]


def frame() -> AgendaFrame:
    return AgendaFrame("cab", at("08:00"), at("22:00"), room="Hall")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"attendance": "no_show"}, "Ana has not come"),
        ({"here_from": at("10:40")}, "Ana is here from 10:40 only"),
        ({"here_until": at("10:55")}, "Ana leaves at 10:55"),
    ],
)
def test_somebody_who_is_not_there_has_no_part(state, words):
    ana = SessionPerson("g", "Ana", "", "customer", "panellist", "accepted", **state)
    (found,) = conflicts([session("Panel", "10:00", people=(ana,))], frame())
    assert (found.level, found.code) == ("E", "unavailable")
    assert found.sentence == f"{words}, but is on “Panel” (10:00–11:00)."


def test_somebody_who_is_there_in_time_is_available():
    ana = SessionPerson("g", "Ana", "", "customer", "panellist", "accepted", here_from=at("10:00"), here_until=at("11:00"))
    assert conflicts([session("Panel", "10:00", people=(ana,))], frame()) == []


def test_nothing_lies_in_time_that_is_kept_free_but_other_rooms_may():
    rows = [session("Panel", "10:00"), session("Fire drill", "10:30", 15, visibility=Visibility.BLOCKER)]
    assert [(c.level, c.code, c.session_id, c.other_ids) for c in conflicts(rows, frame())] == [("E", "blocked", "Panel", ("Fire drill",))]
    rows[1] = session("Hall is cleaned", "10:30", 15, visibility=Visibility.BLOCKER, room="hall")
    assert [c.code for c in conflicts(rows, frame())] == ["blocked"]
    rows[1] = session("Garden is cleaned", "10:30", 15, visibility=Visibility.BLOCKER, room="Garden")
    assert conflicts(rows, frame()) == []
