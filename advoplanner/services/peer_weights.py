"""How much each reason for a seat counts at one event: plain names, points that may be changed, one undoable step each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.peer_fit import NAMES, WEIGHTS
from advoplanner.services.context import Workspace
from advoplanner.services.seating_score import rescore
from advoplanner.store.models import Event, NormOverride, SeatingRound
from advoplanner.store.queries import seating as queries
from advoplanner.store.session import UnitOfWork

MOST = 20
"""The largest weight either way: more would drown all other reasons together."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One reason: its code, its plain name, its points at this event, and the usual ones."""

    code: str
    name: str
    points: int
    usual: int


def of(ws: Workspace, event_id: str) -> list[Weight]:
    """Every weight of an event, in the order in which people think of them."""
    with ws.reading() as session:
        now = queries.peer_weights(session, event_id)
    return [Weight(code, NAMES[code], now[code], usual) for code, usual in WEIGHTS.items()]


def change(ws: Workspace, event_id: str, code: str, points: int) -> ChangeSet:
    """Let a reason count otherwise at one event, from −20 to 20 points; 0 leaves it out. Scores and reasons of its rounds follow.

    Raises RuleBroken `weights.unknown`, `weights.range` at the field, or `weights.no_event`.
    """
    if code not in WEIGHTS:
        raise RuleBroken("weights.unknown", f"There is no weight “{code}”.", f"Choose one of {', '.join(WEIGHTS)}.", field="code")
    if isinstance(points, bool) or not isinstance(points, int) or not -MOST <= points <= MOST:
        raise RuleBroken("weights.range", f"A weight is a whole number from −{MOST} to {MOST}.", "0 leaves the reason out.", field=code)
    with ws.action(f"{NAMES[code]} counts {points:+d}".replace("-", "−"), merge_key=f"weights.{event_id}.{code}") as work:
        _check_event(work.session, event_id)
        found = work.session.scalars(_kept(event_id, code)).first()
        if points == WEIGHTS[code]:
            work.delete_all([found] if found else [])
        elif found:
            found.value = float(points)
        else:
            work.add(NormOverride(event_id=event_id, norm=queries.WEIGHTS_KEY, figure=code, value=float(points)))
        _rescore(work, event_id)
    return work.changes


def reset(ws: Workspace, event_id: str) -> ChangeSet:
    """Give every reason its usual weight again."""
    with ws.action("Usual weights of peer fit") as work:
        _check_event(work.session, event_id)
        work.delete_all(list(work.session.scalars(_kept(event_id))))
        _rescore(work, event_id)
    return work.changes


def _check_event(session: Session, event_id: str) -> None:
    if session.get(Event, event_id) is None:
        raise RuleBroken("weights.no_event", "This event is no longer in the workspace.", "Undo brings it back.")


def _kept(event_id: str, code: str = "") -> Select[NormOverride]:
    query = select(NormOverride).where(NormOverride.event_id == event_id, NormOverride.norm == queries.WEIGHTS_KEY)
    return query.where(NormOverride.figure == code) if code else query


def _rescore(work: UnitOfWork, event_id: str) -> None:
    """Scores and reasons say what holds now; a ceiling that was worked out with other weights holds no more."""
    for row in work.session.scalars(select(SeatingRound).where(SeatingRound.event_id == event_id)).all():
        if row.score is not None:
            row.ceiling = None
            rescore(work.session, row.id)
