"""The figures that checks and tasks use: as they come with the program, and as they were changed for a kind of event or for one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.domain.asks import AskCap
from advoplanner.domain.checks import Norm, Override, adapted, read_norms
from advoplanner.domain.checks.norms import check_figure, spoken
from advoplanner.domain.events import EventKind
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, NormOverride
from advoplanner.store.queries import checks as queries
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Scope:
    """For what a figure holds: every event of a kind, or one event of that kind."""

    kind: str
    event_id: str = ""


@cache
def shipped() -> dict[str, Norm]:
    """The norms as they come with the program, by key."""
    return read_norms(files("resources").joinpath("norms", "norms.toml").read_text(encoding="utf-8"))


def of(ws: Workspace, scope: Scope) -> dict[str, Norm]:
    """The norms that hold for a kind of event, or for one event; a changed figure keeps its shipped value in `changed`."""
    with ws.reading() as session:
        return within(session, scope)


def within(session: Session, scope: Scope) -> dict[str, Norm]:
    """As `of`, inside a transaction that is open already."""
    return adapted(shipped(), queries.overrides(session, scope.kind, scope.event_id or None))


def ask_cap(norms: Mapping[str, Norm]) -> AskCap:
    """How often these norms let one person be asked."""
    asks = norms["asks"]
    return AskCap(int(asks["most"]), int(asks["days"]))


def of_each(ws: Workspace, scopes: Iterable[Scope]) -> dict[Scope, dict[str, Norm]]:
    """As `of`, for many kinds and events at once: what was changed is read once for all of them."""
    with ws.reading() as session:
        changed = queries.all_overrides(session)
    return {scope: adapted(shipped(), [one for one in changed if _holds(one, scope)]) if changed else shipped() for scope in scopes}


def _holds(override: Override, scope: Scope) -> bool:
    return override.event_id == scope.event_id if override.event_id else override.kind == scope.kind


def scope_of(ws: Workspace, event_id: str) -> Scope:
    """The scope of one event; raises RuleBroken `norms.no_event`."""
    with ws.reading() as session:
        kind = session.scalar(select(Event.kind).where(Event.id == event_id))
    if kind is None:
        raise RuleBroken("norms.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
    return Scope(kind, event_id)


def change(ws: Workspace, scope: Scope, key: str, figure: str, value: float) -> ChangeSet:
    """Let a figure be another one here. The shipped value, or the kind's for an event, leads back to the norm.

    Raises RuleBroken `norms.unknown`, or `norms.range` at the field.
    """
    norm = _norm(key, figure)
    checked = check_figure(norm, figure, value)
    with ws.action(f"Set “{norm.title}” to {spoken(checked, norm.unit_of(figure))}") as work:
        _check_scope(work, scope)
        above = of(ws, Scope(scope.kind))[key] if scope.event_id else norm
        found = _override(work, scope, key, figure)
        if checked == above[figure]:
            work.delete_all([found] if found else [])
        elif found:
            found.value = checked
        else:
            place = {"event_id": scope.event_id} if scope.event_id else {"kind": scope.kind}
            work.add(NormOverride(norm=key, figure=figure, value=checked, **place))
    return work.changes


def back_to_the_norm(ws: Workspace, scope: Scope, key: str, figure: str = "") -> ChangeSet:
    """Forget what was changed here: one figure of a norm, or all of them."""
    norm = _norm(key, figure)
    with ws.action(f"Set “{norm.title}” back to the norm") as work:
        for name in [figure] if figure else norm.figures:
            found = _override(work, scope, key, name)
            work.delete_all([found] if found else [])
    return work.changes


def changed(ws: Workspace, scope: Scope) -> set[tuple[str, str]]:
    """Norms and figures that were changed at exactly this scope."""
    with ws.reading() as session:
        found = queries.overrides(session, scope.kind, scope.event_id or None)
    return {(o.norm, o.figure) for o in found if o.event_id == scope.event_id}


def _norm(key: str, figure: str) -> Norm:
    norm = shipped().get(key)
    if norm is None or (figure and figure not in norm.figures):
        raise RuleBroken("norms.unknown", f"There is no figure “{figure}” of a norm “{key}”.", "Choose one from the list.")
    return norm


def _check_scope(work: UnitOfWork, scope: Scope) -> None:
    if scope.kind not in set(EventKind):
        raise RuleBroken("norms.kind", f"There is no kind of event “{scope.kind}”.", f"Choose one of {', '.join(EventKind)}.")
    if scope.event_id and work.session.get(Event, scope.event_id) is None:
        raise RuleBroken("norms.no_event", "This event is no longer in the workspace.", "Undo brings it back.")


def _override(work: UnitOfWork, scope: Scope, key: str, figure: str) -> NormOverride | None:
    work.session.flush()
    query = select(NormOverride).where(NormOverride.norm == key, NormOverride.figure == figure)
    if scope.event_id:
        query = query.where(NormOverride.event_id == scope.event_id)
    else:
        query = query.where(NormOverride.event_id.is_(None), NormOverride.kind == scope.kind)
    return work.session.scalars(query).first()
