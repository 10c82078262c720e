from __future__ import annotations

from datetime import date, datetime

import pytest

from advoplanner.domain.documents import GuestFacts, PlanFacts, SeatFacts, SessionFacts, TableFacts, agenda_days


@pytest.mark.parametrize(
    ("guest", "called", "surname"),
    [
        (GuestFacts("1", "Ana Sofia Ferreira", given="Ana Sofia", family="Ferreira"), "Ana Sofia", "Ferreira"),
        (GuestFacts("1", "William Gates", given="William", family="Gates", preferred_name="Bill"), "Bill", "Gates"),
        (GuestFacts("1", "Ana Sofia Ferreira"), "Ana", "Sofia Ferreira"),
        (GuestFacts("1", "Prince", given="Prince"), "Prince", ""),
        (GuestFacts("1", "王小明"), "王小明", ""),
    ],
)
def test_a_badge_knows_first_and_last_name(guest: GuestFacts, called: str, surname: str) -> None:
    assert (guest.called, guest.surname) == (called, surname)


def test_days_come_in_order_whatever_the_order_of_sessions() -> None:
    late = SessionFacts(datetime(2027, 3, 11, 9), 30, "Late")
    early = SessionFacts(datetime(2027, 3, 10, 18), 60, "Early")
    days = agenda_days((late, early))
    assert [(d, [s.title for s in rows]) for d, rows in days] == [(date(2027, 3, 10), ["Early"]), (date(2027, 3, 11), ["Late"])]


def test_a_session_past_midnight_ends_on_the_next_day() -> None:
    session = SessionFacts(datetime(2027, 3, 10, 23, 30), 60, "Night")
    assert session.end == datetime(2027, 3, 11, 0, 30)
    assert session.day == date(2027, 3, 10)


def test_a_plan_counts_seats_and_a_table_its_guests() -> None:
    table = TableFacts(1, "1", 0, 0, seats=(SeatFacts(1, 0, 0, "Ana"), SeatFacts(2, 0, 0)))
    assert table.taken == 1
    assert PlanFacts("Room", 900, 600, (table, table)).seats == 4
