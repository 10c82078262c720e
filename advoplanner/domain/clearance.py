"""Whether people can move in a room: tables in each other's way, narrow passages, blocked doors, tables on the stage."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from advoplanner.domain.fixtures import FixtureKind, FixtureRow, Point, corners
from advoplanner.domain.lengths import length_words
from advoplanner.domain.room_layouts import TableShape
from advoplanner.domain.rooms import RoomSize, TableRow, TableSpec, meet, outline

PASSAGE = 45.0
"""The least between the chairs of two tables, or chairs and a wall, that one person passes sideways [assumption]."""
WHEELCHAIR = 36 * 2.54
"""The least for a wheelchair: 36 inches (ADA 403.5.1), also kept free before every door."""


@dataclass(frozen=True, slots=True)
class RoomIssue:
    """One sentence, and the ids of the tables and fixtures it speaks of; `severe` where people cannot sit or leave."""

    sentence: str
    ids: tuple[str, ...]
    severe: bool = False


@dataclass(frozen=True, slots=True)
class _Thing:
    id: str
    words: str
    shape: list[Point]
    left: float
    right: float
    row: bool
    wheelchair: bool


def room_issues(
    room: RoomSize, tables: Iterable[TableRow], fixtures: Sequence[FixtureRow] = (), accessible: Collection[str] = (), *, imperial: bool = False
) -> list[RoomIssue]:
    """What does not fit, the severe first; `accessible` are the ids of tables with a seat for a wheelchair."""
    things = [_thing(t, t.id in accessible) for t in tables]
    found = [
        RoomIssue(f"{thing.words} does not fit inside the room.", (thing.id,), True)
        for thing in things
        if any(not (-1 <= x <= room.width + 1 and -1 <= y <= room.length + 1) for x, y in thing.shape)
    ]
    found += _between(things, imperial)
    for fixture in fixtures:
        found += _with_fixture(things, fixture, room, imperial)
    return sorted(found, key=lambda issue: not issue.severe)


def _thing(table: TableRow | TableSpec, wheelchair: bool) -> _Thing:
    shape = outline(table)
    across = [x for x, _ in shape]
    words = f"Table {table.number}"
    return _Thing(getattr(table, "id", words), words, shape, min(across), max(across), table.shape == TableShape.THEATRE, wheelchair)


def _between(things: list[_Thing], imperial: bool) -> list[RoomIssue]:
    found = []
    order = sorted(things, key=lambda thing: thing.left)
    for i, one in enumerate(order):
        for other in order[i + 1 :]:
            if other.left - one.right > WHEELCHAIR:
                break
            found += _pair(one, other, imperial)
    return found


def _pair(one: _Thing, other: _Thing, imperial: bool) -> list[RoomIssue]:
    first, second = sorted((one, other), key=lambda thing: (len(thing.words), thing.words))
    both = f"Tables {first.words.removeprefix('Table ')} and {second.words.removeprefix('Table ')}"
    ids = (first.id, second.id)
    if meet(one.shape, other.shape):
        return [RoomIssue(f"{both} stand in each other's way.", ids, True)]
    needed = WHEELCHAIR if one.wheelchair or other.wheelchair else 0.0 if one.row and other.row else PASSAGE
    gap = distance(one.shape, other.shape)
    if gap >= needed - 0.5:
        return []
    whom = "no wheelchair passes" if needed == WHEELCHAIR and gap >= PASSAGE else "nobody passes"
    return [RoomIssue(f"{both} leave {length_words(gap, imperial=imperial)} between their chairs: {whom}.", ids)]


def _with_fixture(things: list[_Thing], fixture: FixtureRow, room: RoomSize, imperial: bool) -> list[RoomIssue]:
    """A door keeps the width of a wheelchair free before it; nothing else may be stood on."""
    door = fixture.kind == FixtureKind.DOOR
    shape = corners(fixture.x, fixture.y, fixture.width, fixture.length, fixture.angle)
    free = length_words(WHEELCHAIR, imperial=imperial)
    called = fixture.words[0].lower() + fixture.words[1:] if not fixture.name else fixture.name
    found = []
    for thing in things:
        if meet(thing.shape, shape):
            found.append(RoomIssue(f"{thing.words} stands in the way of the {called}.", (thing.id, fixture.id), True))
        elif door and distance(thing.shape, shape) < WHEELCHAIR - 0.5:
            found.append(RoomIssue(f"{thing.words} stands too near the {called}: {free} stay free before a door.", (thing.id, fixture.id), True))
    if any(not (-1 <= x <= room.width + 1 and -1 <= y <= room.length + 1) for x, y in shape):
        found.append(RoomIssue(f"The {called} does not fit inside the room.", (fixture.id,)))
    return found


def distance(one: Sequence[Point], other: Sequence[Point]) -> float:
    """The least distance between two convex outlines that do not meet, in cm."""
    return min(min(_from_sides(p, other) for p in one), min(_from_sides(p, one) for p in other))


def _from_sides(point: Point, shape: Sequence[Point]) -> float:
    return min(_from_side(point, a, b) for a, b in zip(shape, [*shape[1:], shape[0]], strict=True))


def _from_side(point: Point, a: Point, b: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    long = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / long)) if long else 0.0
    return math.hypot(px - ax - share * dx, py - ay - share * dy)
