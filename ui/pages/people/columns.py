"""What the directory shows of each person, and the ways to narrow it down."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from advoplanner.core.records import dataclass
from advoplanner.core.text import fold, key, listed
from advoplanner.domain.guests import WORDS, Side
from advoplanner.domain.people import PersonRow
from advoplanner.domain.people_filters import FLAGS, PeopleFilter
from ui.models.column import Column

SIDE_STATES = {"customer": "accent", "advocate": "good", "prospect": "warn", "host": "ink", "partner": "quiet"}
FLAG_STATES = {"Do not contact": "bad", "Address needs checking": "warn", "No address": "warn"}


def columns(more: Callable[[str], str]) -> tuple[Column, ...]:
    """The table's columns; `more(person_id)` is text that is searched but not shown."""
    return (
        Column("Name", lambda row: row.name, width=180, sort=lambda row: fold(row.sort_name), stretch=True),
        Column("Job", lambda row: row.job_title, width=150, quiet=True, stretch=True),
        Column("Company", lambda row: row.organisation, width=140, stretch=True),
        Column("Side", side_words, width=100, state=lambda row: SIDE_STATES.get(row.side, "")),
        Column("E-mail", lambda row: row.email, width=190, stretch=True),
        Column("Topics and tags", lambda row: labels(row), width=170, stretch=True),
        Column("City", lambda row: row.city, width=100, quiet=True),
        Column("To look at", lambda row: row.flags, width=140, state=flag_state),
        Column("", lambda row: f"{row.country} {' '.join(row.groups)} {more(row.id)}", width=0),
    )


NARROW, NARROWER = 900, 640
"""Widths of the list in px below which columns are left to the drawer."""

SEARCHED = frozenset({8})
"""The column that is only searched."""

SPARE = ((1240, frozenset({6})), (1040, frozenset({4, 6})))
"""What gives way first where the list is narrower, in px, than all of it needs: cut, it would say nothing, and the drawer has it whole."""

BESIDE_DRAWER = SEARCHED | {4, 5, 6}
"""Hidden while a person is shown beside a narrow list: the drawer says the same."""

NARROWEST = BESIDE_DRAWER | {1}
"""Hidden in the narrowest window."""


def hidden(room: int, *, beside: bool) -> frozenset[int]:
    """Columns that a list `room` px wide leaves out; `beside` is whether the drawer is open."""
    if room < NARROWER:
        return NARROWEST
    if beside and room < NARROW:
        return BESIDE_DRAWER
    return SEARCHED.union(*(places for least, places in SPARE if room < least))


def side_words(row: PersonRow) -> str:
    return WORDS.get(row.side, "") if row.side else ""


def labels(row: PersonRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*row.tags, *row.topics)))


def flag_state(row: PersonRow) -> str:
    return FLAG_STATES.get(row.flags.split(", ", maxsplit=1)[0], "") if row.flags else ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the directory: `shows` says how, and is kept by a name where its id is not ""."""

    id: str
    words: str
    shows: PeopleFilter | None = None


EVERYBODY = Filter("", "Everybody")


def filters(rows: Iterable[PersonRow], kept: Iterable[PeopleFilter] = ()) -> list[Filter]:
    """Everybody, the filters of one's own, each side, each flag, and each tag that somebody has."""
    tags = sorted({key(tag): tag for tag in dict.fromkeys(tag for row in rows for tag in row.tags)}.values(), key=fold)
    own = [Filter(f"own.{each.id}", each.name, each) for each in kept]
    sides = [Filter(f"side.{side}", f"{WORDS[side]}s", PeopleFilter("", "", side=side)) for side in Side]
    flags = [Filter(f"flag.{flag}", flag, PeopleFilter("", "", flag=flag)) for flag in FLAGS]
    tagged = [Filter(f"tag.{key(tag)}", f"Tag: {tag}", PeopleFilter("", "", tag=tag)) for tag in tags]
    return [EVERYBODY, *own, *sides, *flags, *tagged]


def nobody_words(shown: Filter, searched: str) -> str:
    """What an empty list says: which filter is on, and what is searched for."""
    on = f"the filter “{shown.words}” is on" if shown.shows else ""
    found = f"“{searched}” is searched for" if searched else ""
    return f"Nobody is shown: {listed([part for part in (on, found) if part])}."
