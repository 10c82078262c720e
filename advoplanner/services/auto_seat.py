"""Seating by peer fit: the workspace as a problem for the engine, and the engine's plan as seats with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural
from advoplanner.services import history
from advoplanner.services import seating_rounds as rounds
from advoplanner.services.context import Workspace
from advoplanner.services.seating_room import Room, check_unchanged, problem_of, room_of, solved, write_plan
from advoplanner.store.models import Guest, SeatingRound
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

ITERATIONS = 400_000
"""Steps of search where no time is given: the same plan on every machine, within a second or two for 100 guests."""


@dataclass(frozen=True, slots=True)
class SeatingResult:
    """What seating came to; `unseated` are (e-mail or name, why)."""

    score: int
    ceiling: int | None
    proven: bool
    seated: int
    unseated: tuple[tuple[str, str], ...]
    violations: tuple[str, ...]
    seconds: float
    repeats: int
    changes: ChangeSet = NOTHING


def seat_all(
    ws: Workspace, event_id: str, round_id: str | None = None, *, include: Iterable[str] = ("accepted",), seconds: float | None = None,
    iterations: int | None = None, seed: int = 1, rotations: int = 1, only_unlocked: bool = True, fill_gaps: bool = False, progress: Progress = QUIET,
) -> SeatingResult:  # fmt: skip
    """Seat the guests whose reply or decision is in `include` by peer fit, in one round or `rotations` rounds with few repeats.

    Rounds follow each other through the event in equal parts: of several somebody who comes late or leaves early has no seat in those
    they miss most of. One of several is planned with the others in mind: who shares a table there is parted where that costs little,
    and who has least of all rounds is lifted. Locked seats stay (`only_unlocked`), of several rounds in each; with `fill_gaps` everybody who sits
    does. Guests for whom there is no seat are listed. While it runs, `progress.best` of a Stoppable is the score of the best plan so
    far, less what repeats cost; after `progress.enough()` that plan is written, after `progress.cancel()` none is.

    Raises RuleBroken where there are no tables, nobody to seat, nobody who may move, or rules that contradict each other, Cancelled,
    and Conflict where guests or tables changed while the search ran.
    """
    with ws.reading() as session:
        room = room_of(session, event_id, round_id, set(include), rotations, only_unlocked, fill_gaps)
        _something_to_do(room, rotations, fill_gaps)
        peers = {p.guest_id: p for p in queries.peers(session, event_id, [g.id for g in room.chosen])}
        problem = problem_of(session, event_id, room, peers, rotations)
        away = [(g, rounds.away_words(session, g, room.missing[g.id])) for g in room.chosen if g.id in room.missing]
    budget = iterations if iterations or seconds else ITERATIONS
    solution = solved(problem, room.wishes, seconds=seconds, iterations=budget, seed=seed, progress=progress)
    history.keep_before(ws, "seating", len(room.chosen))
    with ws.action(f"Seat {plural(len(room.chosen), 'guest')}") as work:
        check_unchanged(work.session, room)
        for number, tables in enumerate(solution.rounds):
            target = _round(work, event_id, round_id if rotations == 1 else None, number)
            write_plan(work, target, room, peers, tables, solution)
    return SeatingResult(
        score=round(solution.objective),
        ceiling=None if solution.ceiling is None else int(solution.ceiling),
        proven=solution.proven,
        seated=len(room.chosen),
        unseated=_addressed(ws, [*room.left_out, *away]),
        violations=tuple(solution.violations),
        seconds=solution.seconds,
        repeats=solution.repeats,
        changes=work.changes,
    )


def _round(work: UnitOfWork, event_id: str, round_id: str | None, number: int) -> SeatingRound:
    if round_id is not None:
        return work.session.get_one(SeatingRound, round_id)
    query = select(SeatingRound).where(SeatingRound.event_id == event_id).order_by(SeatingRound.number)
    found = list(work.session.scalars(query))
    if number < len(found):
        return found[number]
    row = SeatingRound(id=new_id(), event_id=event_id, number=number + 1, name=f"Round {number + 1}" if number else "Seating")
    work.add(row)
    work.session.flush()
    return row


def _something_to_do(room: Room, rotations: int, fill_gaps: bool) -> None:
    """Raise RuleBroken where everybody keeps their seat."""
    if rotations > 1 or any(guest.id not in room.pinned for guest in room.chosen):
        return
    if fill_gaps:
        raise RuleBroken("seating.no_gaps", "Everybody who is to be seated has a seat, so there is nothing to do.", "Seat everybody anew instead.")
    raise RuleBroken("seating.all_locked", "Everybody who is to be seated is locked to a seat, so there is nothing to do.", "Unlock somebody first.")


def _addressed(ws: Workspace, left_out: Sequence[tuple[Guest, str]]) -> tuple[tuple[str, str], ...]:
    """(e-mail or name, why) of each."""
    from advoplanner.services.guests import rows_of

    rows = {r.id: r for r in rows_of(ws, [g.id for g, _ in left_out])} if left_out else {}
    return tuple((rows[g.id].email or rows[g.id].name, why) for g, why in left_out)
