"""Rules of the room: how many sit at a table, how much space they have, who sees whom, and where chairs and important guests sit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import hypot

from advoplanner.core.text import plural
from advoplanner.domain.agenda import WORKING
from advoplanner.domain.checks.case import CheckCase, CheckTable, seat_of, table_of
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.mix import ids_of, names_of
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, note, rule, warning
from advoplanner.domain.guests import Role
from advoplanner.domain.room_layouts import SHAPE_WORDS, TableShape, chairs

BOARD_LIKE = frozenset({TableShape.BOARDROOM, TableShape.U, TableShape.E, TableShape.HOLLOW_SQUARE})


def tables_are_not_crowded(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A round or rectangular table has no more seats than its size takes in comfort."""
    across, along = _limits(norm, "cm"), _limits(norm, "long")
    crowded = []
    for table in case.layout:
        if table.shape == TableShape.ROUND:
            most = _comfortable(table.width, across)
        elif table.shape == TableShape.RECTANGLE:
            most = _comfortable(max(table.width, table.length), along)
        else:
            continue
        if most and table.seats > most:
            crowded.append((table, most))
    if crowded:
        table, most = crowded[0]
        size = table.width if table.shape == TableShape.ROUND else max(table.width, table.length)
        more = f" {plural(len(crowded) - 1, 'more table')} like this." if len(crowded) > 1 else ""
        sentence = f"Table {table.name} has {table.seats} seats at {size:.0f} cm; {most:.0f} sit there in comfort.{more}"
        yield warning("seating.table_size", sentence, table.seats, most)


def everybody_faces_the_stage(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Where there is a stage, a round table is not so full that some sit with their backs to it."""
    full = [t for t in case.layout if t.shape == TableShape.ROUND and t.seats > norm["stage"]]
    if case.front is not None and full:
        tables = f"{plural(len(full), 'round table has', 'round tables have')} more than {norm['stage']:.0f} seats"
        sentence = f"{tables} and there is a stage or a screen: some sit with their backs to it."
        yield note("seating.facing", sentence, max(t.seats for t in full), norm["stage"])


def room_is_large_enough(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """The room has space enough for all who sit in it, or stand where it has no tables."""
    width, length = case.room
    if not width or not length:
        return
    seats = sum(t.seats for t in case.layout)
    people = seats or sum(g.accepted for g in case.guests)
    figure = _arrangement(case.layout)
    if people and width * length / 10_000 / people < norm[figure]:
        space = width * length / 10_000 / people
        who = "seat" if seats else "person"
        sentence = f"The room gives each {who} {space:.1f} m²; {norm[figure]:g} m² let people {'reach their chairs' if seats else 'move'}."
        yield warning("seating.room_area", sentence, round(space, 2), norm[figure])


def members_see_one_another(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A board that discusses sits so that everybody sees everybody."""
    talks = [s for s in case.content if s.type in WORKING]
    rows = [t for t in case.layout if t.shape == TableShape.THEATRE]
    if talks and rows and len(rows) == len(case.layout):
        where = SHAPE_WORDS[TableShape.THEATRE].lower()
        sentence = f"Members are to discuss in {where}, where they see only backs: choose a U, a hollow square or round tables."
        yield note("seating.discussion", sentence, len(rows), 0)


def leaders_sit_in_the_middle(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Whoever leads at a U sits in the middle of its base, where all see them; one leader there is enough."""
    middles = {t.id: _middle(t) for t in case.layout if t.shape == TableShape.U}
    leaders = [g for g in case.guests if g.role in (Role.CHAIR, Role.FACILITATOR)]
    placed = [(g, seat_of(place) in middles[table_of(place)]) for g in leaders for place in g.tables if table_of(place) in middles]
    if placed and not any(middle for _, middle in placed):
        aside = list({g.id: g for g, _ in placed}.values())
        leads = "leads" if len(aside) == 1 else "lead"
        sentence = f"{names_of(aside)} {leads} from the side of the U: in the middle of its base everybody sees who leads."
        yield note("seating.leader", sentence, len(aside), 0, ids_of(aside), unit="people")


def the_first_sit_in_front(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """At round tables the most important guests sit in the half that is nearer to stage or screen."""
    rounds = [t for t in case.layout if t.shape == TableShape.ROUND]
    if case.front is None or len(rounds) < 3:
        return
    across, along = case.front
    order = sorted(rounds, key=lambda t: (hypot(t.x - across, t.y - along), t.name))
    behind = {t.id for t in order[(len(order) + 1) // 2 :]}
    first = [g for g in case.guests if g.tier == 1 and any(table_of(place) in behind for place in g.tables)]
    if first:
        sentence = f"{names_of(first)} of the first tier {'sits' if len(first) == 1 else 'sit'} far from the stage: seat them in the nearer half."
        yield note("seating.first_tier", sentence, len(first), 0, ids_of(first), unit="people")


def _middle(table: CheckTable) -> set[int]:
    """Numbers of the seats in the middle of a U's base: one, or two side by side."""
    places = list(enumerate(chairs(table.shape, table.seats, table.width, table.length), 1))
    base = max(chair.y for _, chair in places)
    on_base = [(abs(chair.x), number) for number, chair in places if chair.y >= base - 1]
    nearest = min(on_base)[0]
    return {number for off, number in on_base if off <= nearest + 1}


def _arrangement(layout: Sequence[CheckTable]) -> str:
    """The figure for the space that a room needs for the tables most of its seats stand at."""
    seats: dict[str, int] = defaultdict(int)
    for table in layout:
        shape = table.shape
        seats["theatre" if shape == TableShape.THEATRE else "board" if shape in BOARD_LIKE else "least"] += table.seats
    return max(seats, key=lambda name: seats[name]) if seats else "standing"


def _limits(norm: Norm, prefix: str) -> list[tuple[int, float]]:
    return sorted((int(name.removeprefix(prefix)), most) for name, most in norm.figures.items() if name.startswith(prefix))


def _comfortable(size: float, limits: Sequence[tuple[int, float]]) -> float:
    """The most seats at a table of this size in cm, or 0 where it is too small to be known."""
    return max((most for least, most in limits if size >= least - 1), default=0.0)


RULES: tuple[Rule, ...] = (
    rule("seating.table_size", "table_size", tables_are_not_crowded),
    rule("seating.facing", "facing", everybody_faces_the_stage),
    rule("seating.room_area", "room_area", room_is_large_enough),
    rule("seating.discussion", "discussion", members_see_one_another, "cab", "council"),
    rule("seating.leader", "leader_seat", leaders_sit_in_the_middle, "cab", "council"),
    rule("seating.first_tier", "first_tier", the_first_sit_in_front),
)
