"""The day as it was this morning against the day as it is: who comes, who sits elsewhere, what is printed anew and who is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from advoplanner.core.dates import short_date
from advoplanner.core.text import listed
from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_versions import Difference, compare, concerned, in_lines
from advoplanner.domain.guests import Decision, Reply


@dataclass(frozen=True, slots=True)
class GuestThen:
    """One guest at one moment; `seats` maps a round's id to (table, seat number)."""

    id: str
    name: str
    decision: str
    reply: str
    seats: Mapping[str, tuple[str, int]]

    @property
    def comes(self) -> bool:
        return self.decision == Decision.APPROVED and self.reply == Reply.ACCEPTED


@dataclass(frozen=True, slots=True)
class DayThen:
    """An event at one moment: its sessions, and its guests by id."""

    sessions: Sequence[SessionRow]
    guests: Mapping[str, GuestThen]


@dataclass(frozen=True, slots=True)
class ToPrint:
    """One thing to print again, and why: `what` is "card" or "page"; `document` is the key of the document that holds it.

    `guest` is the name on a card.
    """

    what: str
    document: str
    words: str
    why: str
    guest: str = ""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a morning's changes lead to. `to_seat` come and have no seat; `to_tell` are guest ids of those whom it concerns."""

    differences: tuple[Difference, ...] = ()
    moves: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    to_seat: tuple[str, ...] = ()
    to_print: tuple[ToPrint, ...] = ()
    to_tell: tuple[str, ...] = ()
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each guest who sits elsewhere or comes new: where, in words to them."""

    def __bool__(self) -> bool:
        return bool(self.differences or self.moves or self.gone or self.new or self.to_seat)

    @property
    def cards(self) -> tuple[ToPrint, ...]:
        return tuple(each for each in self.to_print if each.what == "card")

    @property
    def pages(self) -> tuple[ToPrint, ...]:
        return tuple(each for each in self.to_print if each.what == "page")


def aftermath(
    before: DayThen, after: DayThen, rounds: Sequence[tuple[str, str]], away: Mapping[str, Collection[str]] = MappingProxyType({})
) -> Aftermath:
    """What changed between two moments and what follows from it; `rounds` are (id, name) of the seatings in their order, `away` says for
    a round's id which guests are not there then, and so need no seat.
    """
    differences = compare(before.sessions, after.sessions)
    by_name = sorted(after.guests.values(), key=lambda g: (g.name, g.id))
    gone = [g for g in by_name if not g.comes and _came(before, g.id)]
    new = [g for g in by_name if g.comes and not _came(before, g.id)]
    moved = {g.id: _moves(before.guests[g.id], g, rounds) for g in by_name if g.comes and _came(before, g.id)}
    moved = {key: words for key, words in moved.items() if words}
    seated = any(g.seats for g in after.guests.values())
    told = {g for g in concerned(differences) if g in after.guests and after.guests[g].comes} | {g.id for g in new} | set(moved)
    return Aftermath(
        differences,
        tuple(words for g in by_name for words in moved.get(g.id, ())),
        tuple(g.name for g in gone),
        tuple(g.name for g in new),
        tuple(g.id for g in by_name if seated and g.comes and any(r not in g.seats and g.id not in away.get(r, ()) for r, _ in rounds)),
        (*_cards(new, [g for g in by_name if g.id in moved]), *_pages(differences, after.sessions, gone, new, moved, before, after)),
        tuple(g.id for g in by_name if g.id in told),
        {g.id: _own_seats(before, g, rounds) for g in by_name if g.id in told},
    )


def own_lines(found: Aftermath, guest_id: str) -> str:
    """What changed for one guest: their seat and the sessions in which they have a part, then the rest of the agenda. Lines for a message."""
    mine = [d for d in found.differences if d.for_members and guest_id in d.guest_ids]
    rest = in_lines([d for d in found.differences if d not in mine])
    own = "\n".join([*(f"- {words}" for words in found.seats.get(guest_id, ())), *filter(None, [in_lines(mine)])])
    if not own or not rest:
        return own or rest
    return f"For you:\n{own}\n\nElsewhere on the agenda:\n{rest}"


def _came(before: DayThen, guest_id: str) -> bool:
    return guest_id in before.guests and before.guests[guest_id].comes


def _moves(old: GuestThen, new: GuestThen, rounds: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """ "Ana Lima: Table 2, seat 3 becomes Table 4, seat 1", with the round's name where there are several."""
    said = []
    for key, name in rounds:
        was, now = old.seats.get(key), new.seats.get(key)
        if now is not None and was != now:
            where = f"{name}, " if len(rounds) > 1 else ""
            from_where = f"{_seat(was)} becomes " if was else "now "
            said.append(f"{new.name}: {where}{from_where}{_seat(now)}")
    return tuple(said)


def _own_seats(before: DayThen, new: GuestThen, rounds: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """ "Your seat: Table 4, seat 1 instead of Table 2, seat 3", for each round in which it is another one."""
    old = before.guests[new.id].seats if _came(before, new.id) else {}
    said = []
    for key, name in rounds:
        was, now = old.get(key), new.seats.get(key)
        if now is not None and was != now:
            what = f"Your seat for “{name}”" if len(rounds) > 1 else "Your seat"
            said.append(f"{what}: {_seat(now)}{f' instead of {_seat(was)}' if was else ''}")
    return tuple(said)


def _seat(seat: tuple[str, int]) -> str:
    return f"{seat[0]}, seat {seat[1]}"


def _cards(new: Iterable[GuestThen], moved: Iterable[GuestThen]) -> list[ToPrint]:
    """A badge and a tent card for each who is new, and for each who sits elsewhere: both show the table."""
    whys = [*((g, "comes since this morning") for g in new), *((g, "sits elsewhere") for g in moved)]
    kinds = (("badges", "Badge"), ("tents", "Tent card"))
    return [ToPrint("card", document, f"{word} of {guest.name}", why, guest.name) for guest, why in whys for document, word in kinds]


def _pages(
    differences: Sequence[Difference],
    sessions: Sequence[SessionRow],
    gone: Sequence[GuestThen],
    new: Sequence[GuestThen],
    moved: Mapping[str, tuple[str, ...]],
    before: DayThen,
    after: DayThen,
) -> list[ToPrint]:
    """Pages of the agenda for each day that changed, of each new guest, and of each table whose people changed."""
    starts = {s.id: s.start for s in (*before.sessions, *sessions) if s.start}
    days = sorted({starts[d.session_id].date() for d in differences if d.session_id in starts})
    pages = [ToPrint("page", "agenda", f"Agenda of {short_date(day)}", "sessions changed") for day in days]
    pages += [ToPrint("page", "runofshow", f"Run of show of {short_date(day)}", "sessions changed") for day in days]
    pages += [ToPrint("page", "briefing", f"Page of {guest.name}", "comes since this morning") for guest in new]
    tables = sorted({table for g in (*gone, *new, *(after.guests[key] for key in moved)) for table in _tables(g.id, before, after)})
    if tables:
        pages.append(ToPrint("page", "tables", f"Table pages: {listed(tables)}", "other people sit there"))
    if gone or new:
        pages.append(ToPrint("page", "signin", "Sign-in sheet", "the list of those who come changed"))
    return pages


def _tables(guest_id: str, before: DayThen, after: DayThen) -> set[str]:
    """The tables that a guest left or came to."""
    old, new = (set(day.guests[guest_id].seats.values()) if guest_id in day.guests else set() for day in (before, after))
    return {table for table, _ in old ^ new}
