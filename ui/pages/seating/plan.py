"""The seating plan as the page shows it: rows by id, who sits where, and how well people fit; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from advoplanner.core.text import plural
from advoplanner.domain.fixtures import FixtureRow
from advoplanner.domain.guests import WORDS
from advoplanner.domain.rooms import PlanRow, SeatGuest, SeatRow, TableRow
from advoplanner.domain.seat_marks import SEAT_MARKS

GOOD_PAIR = 4.0
"""A pair of peers who share a topic scores about this: a table of such pairs closes its ring."""

MOST_HERE, MOST_APART = 6, 12
"""Pairs that are drawn at each table, and of all who sit at different ones: with more of them no line can be followed."""

Scores = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a table goes together: the sum over its pairs, their number, and the share of a full ring (0 to 1)."""

    total: float
    pairs: int

    @property
    def share(self) -> float:
        return max(0.0, min(1.0, self.total / self.pairs / GOOD_PAIR)) if self.pairs else 0.0

    def words(self) -> str:
        if not self.pairs:
            return "Nobody to compare yet"
        return f"Fit {self.total:+.0f} over {plural(self.pairs, 'pair')}, {self.total / self.pairs:+.1f} a pair"


class Plan:
    """One round, looked up by id. It is replaced as a whole after each change, never altered."""

    def __init__(self, row: PlanRow, guests: Iterable[SeatGuest], scores: Scores | None = None, away: Iterable[str] = ()) -> None:
        self.row = row
        self.away = frozenset(away)
        """Guests who come late or leave early and miss the round."""
        self.guests = {guest.guest_id: guest for guest in guests}
        self.tables = {table.id: table for table in row.tables}
        self.seats = {seat.id: seat for seat in (*row.seats, *row.blocked)}
        self.seat_of = {seat.guest_id: seat for seat in row.seats if seat.guest_id in self.guests}
        self.seats_at: dict[str, list[SeatRow]] = {table.id: [] for table in row.tables}
        for seat in row.seats:
            self.seats_at.setdefault(seat.table_id, []).append(seat)
        self.scores: Scores = {} if scores is None else scores
        self.compared = scores is not None
        """Whether it is known by now how the guests suit each other."""

    def moved_since(self, before: Plan) -> set[str] | None:
        """The tables at which somebody else sits, or on another chair, than in `before`; None where more than seats has changed."""
        row, known = self.row, before.row
        if row.tables is not known.tables or row.blocked is not known.blocked or self.scores is not before.scores:
            return None
        return {table_id for table_id, seats in self.seats_at.items() if seats != before.seats_at.get(table_id)}

    @property
    def things(self) -> list[TableRow | FixtureRow]:
        """Everything that stands in the room: the tables, then the rest."""
        return [*self.row.tables, *self.row.fixtures]

    @property
    def free(self) -> int:
        return len(self.row.seats) - len(self.seat_of)

    def blocked_at(self, table_id: str) -> list[SeatRow]:
        """The chairs of a table on which nobody may sit."""
        return [seat for seat in self.row.blocked if seat.table_id == table_id]

    def chairs_at(self, table_id: str) -> list[SeatRow]:
        """All chairs of a table in their order, blocked or not."""
        return sorted([*self.seats_at[table_id], *self.blocked_at(table_id)], key=lambda seat: seat.number)

    def pair(self, one: str, other: str) -> float:
        found = self.scores.get((one, other))
        return self.scores.get((other, one), 0.0) if found is None else found

    def sitters(self, table_id: str) -> list[str]:
        """The guests at a table in the order of their seats."""
        return [seat.guest_id for seat in self.seats_at.get(table_id, ()) if seat.guest_id in self.guests]

    def table_of(self, guest_id: str) -> str:
        """The table at which a guest sits, or ""."""
        seat = self.seat_of.get(guest_id)
        return seat.table_id if seat else ""

    def mates(self, guest_id: str) -> list[str]:
        """The others at the same table."""
        seat = self.seat_of.get(guest_id)
        return [other for other in self.sitters(seat.table_id) if other != guest_id] if seat else []

    def strong_ties(self) -> list[tuple[str, str, float]]:
        """(guest, guest, score) of what joins most and all that parts at each table, and of the strongest who sit apart."""
        at: dict[str, list[tuple[str, str, float]]] = {}
        apart = []
        for table_id in self.tables:
            pairs = ((one, other, self.pair(one, other)) for one, other in combinations(self.sitters(table_id), 2))
            at[table_id] = [tie for tie in pairs if tie[2]]
        for (one, other), score in self.scores.items():
            a, b = self.seat_of.get(one), self.seat_of.get(other)
            if score > GOOD_PAIR and a and b and a.table_id != b.table_id:
                apart.append((one, other, score))
        here = []
        for ties in at.values():
            joins = sorted((tie for tie in ties if tie[2] >= GOOD_PAIR), key=lambda tie: -tie[2])
            here += joins[:MOST_HERE] + [tie for tie in ties if tie[2] < 0]
        return here + sorted(apart, key=lambda tie: -tie[2])[:MOST_APART]

    def guest_fit(self, guest_id: str) -> float:
        """The sum of the pairs a guest forms at the table."""
        return sum([self.pair(guest_id, mate) for mate in self.mates(guest_id)])

    def table_fit(self, table_id: str) -> Fit:
        people = self.sitters(table_id)
        total = sum([self.pair(one, other) for i, one in enumerate(people) for other in people[i + 1 :]])
        return Fit(total, len(people) * (len(people) - 1) // 2)

    def place(self, guest_id: str) -> str:
        """ "Table 3, seat 2", or "" for a guest without a seat."""
        seat = self.seat_of.get(guest_id)
        return f"Table {self.tables[seat.table_id].number}, seat {seat.number}" if seat else ""

    def seat_words(self, seat_id: str) -> str:
        """A seat for a person who reads or hears it: "Table 3, seat 2: Ana Lima, Helio Energy; Customer, Accepted; locked"."""
        seat = self.seats[seat_id]
        guest = self.guests.get(seat.guest_id)
        who = f"{', '.join(filter(None, [guest.name, guest.organisation]))}; {about(guest)}" if guest else "free"
        marks = [*(["locked"] if seat.locked and guest is not None else []), *(SEAT_MARKS[mark] for mark in seat.marks)]
        return "; ".join([f"Table {self.tables[seat.table_id].number}, seat {seat.number}: {who}", *marks])

    def table_words(self, table_id: str) -> str:
        """ "Table 3, AI at work: 7 of 8 seats taken. Fit +24 over 21 pairs, +1.1 a pair"."""
        table = self.tables[table_id]
        called = ", ".join(filter(None, [f"Table {table.number}", table.name, table.topic]))
        return f"{called}: {len(self.sitters(table_id))} of {plural(table.seats, 'seat')} taken. {self.table_fit(table_id).words()}"


EMPTY = Plan(PlanRow("", "", 1000, 700, (), ()), ())
"""A room in which nothing stands yet."""


def about(guest: SeatGuest) -> str:
    """ "Customer, Chair, Tentative": what a guest is, in words."""
    words = [WORDS.get(guest.side, guest.side.capitalize())]
    if guest.role not in ("participant", guest.side):
        words.append(WORDS.get(guest.role, guest.role.capitalize()))
    words.append(WORDS.get(guest.reply, guest.reply.capitalize()))
    return ", ".join(words)
