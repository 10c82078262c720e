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
from advoplanner.store.models import Event, NormOverride, Programme
from advoplanner.store.queries import checks as queries
from advoplanner.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class Scope:
    """For what a figure holds: every event of a kind, those of one programme of that kind, or one event."""

    kind: str
    event_id: str = ""
    programme_id: str = ""


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
    return adapted(shipped(), queries.overrides(session, scope.kind, scope.event_id, scope.programme_id))


def ask_cap(norms: Mapping[str, Norm]) -> AskCap:
    """How often these norms let one person be asked."""
    asks = norms["asks"]
    return AskCap(int(asks["most"]), int(asks["days"]))


def of_each(ws: Workspace, scopes: Iterable[Scope]) -> dict[Scope, dict[str, Norm]]:
    """As `of`, for many kinds and events at once: what was changed is read once for all of them."""
    with ws.reading() as session:
        changed = queries.all_overrides(session)
        of = queries.programmes_of_events(session) if any(one.programme_id for one in changed) else {}
    return {scope: adapted(shipped(), [one for one in changed if _holds(one, scope, of)]) if changed else shipped() for scope in scopes}


def _holds(override: Override, scope: Scope, programmes: Mapping[str, str]) -> bool:
    """`programmes` are those of events, by event."""
    if override.event_id:
        return override.event_id == scope.event_id
    if override.programme_id:
        return override.programme_id == (programmes.get(scope.event_id) if scope.event_id else scope.programme_id)
    return override.kind == scope.kind


def scope_of(ws: Workspace, event_id: str) -> Scope:
    """The scope of one event; raises RuleBroken `norms.no_event`."""
    with ws.reading() as session:
        kind = session.scalar(select(Event.kind).where(Event.id == event_id))
    if kind is None:
        raise RuleBroken("norms.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
    return Scope(kind, event_id)


def change(ws: Workspace, scope: Scope, key: str, figure: str, value: float) -> ChangeSet:
    """Let a figure be another one here. What holds above it (its programme's, its kind's, or the shipped value) leads back to that.

    Raises RuleBroken `norms.unknown`, or `norms.range` at the field.
    """
    norm = _norm(key, figure)
    checked = check_figure(norm, figure, value)
    with ws.action(f"Set “{norm.title}” to {spoken(checked, norm.unit_of(figure))}") as work:
        _check_scope(work, scope)
        above = _above(work.session, scope)[key]
        found = _override(work, scope, key, figure)
        if checked == above[figure]:
            work.delete_all([found] if found else [])
        elif found:
            found.value = checked
        else:
            work.add(NormOverride(norm=key, figure=figure, value=checked, **_place(scope)))
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
        found = queries.overrides(session, scope.kind, scope.event_id, scope.programme_id)
    return {(o.norm, o.figure) for o in found if (o.event_id, "" if o.event_id else o.programme_id) == (scope.event_id, scope.programme_id)}


def _above(session: Session, scope: Scope) -> dict[str, Norm]:
    """What would hold for a scope if nothing were changed there."""
    if scope.event_id:
        return within(session, Scope(scope.kind, programme_id=session.get_one(Event, scope.event_id).programme_id or ""))
    return within(session, Scope(scope.kind)) if scope.programme_id else shipped()


def _place(scope: Scope) -> dict[str, str]:
    """The columns that say where a figure is changed."""
    if scope.event_id:
        return {"event_id": scope.event_id}
    return {"programme_id": scope.programme_id} if scope.programme_id else {"kind": scope.kind}


def _norm(key: str, figure: str) -> Norm:
    norm = shipped().get(key)
    if norm is None or (figure and figure not in norm.figures):
        raise RuleBroken("norms.unknown", f"There is no figure “{figure}” of a norm “{key}”.", "Choose one from the list.")
    return norm


def _check_scope(work: UnitOfWork, scope: Scope) -> None:
    if scope.kind not in set(EventKind):
        raise RuleBroken("norms.kind", f"There is no kind of event “{scope.kind}”.", f"Choose one of {', '.join(EventKind)}.")
    if scope.programme_id and work.session.get(Programme, scope.programme_id) is None:
        raise RuleBroken("programmes.unknown", "This programme is no longer in the workspace.", "Undo brings it back.")
    if scope.event_id and work.session.get(Event, scope.event_id) is None:
        raise RuleBroken("norms.no_event", "This event is no longer in the workspace.", "Undo brings it back.")


def _override(work: UnitOfWork, scope: Scope, key: str, figure: str) -> NormOverride | None:
    work.session.flush()
    place: dict[str, str | None] = {"event_id": None, "programme_id": None, **_place(scope)}
    return work.session.scalars(select(NormOverride).filter_by(norm=key, figure=figure, **place)).first()
