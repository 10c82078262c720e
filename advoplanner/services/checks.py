"""Readiness and pitch guard of one event: reads it at one moment and lets every rule judge."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.checks import RULES, CheckCase, CheckReport, Norm, Turnout, forecast, judge, read_norms
from advoplanner.services.context import Workspace
from advoplanner.store.queries import checks as queries


def run(ws: Workspace, event_id: str) -> CheckReport:
    """All findings of an event, errors first, with the vendor's share; raises RuleBroken `checks.no_event`.

    What cannot be judged is a finding too (I, `unknown`), never a pass.
    """
    return judge(RULES, _case(ws, event_id), norms())


def turnout(ws: Workspace, event_id: str) -> Turnout | None:
    """How many members will come; None where nobody is on the list or the event has begun. Raises RuleBroken `checks.no_event`."""
    case = _case(ws, event_id)
    return forecast(case, norms()[f"turnout.{case.kind}"])


@cache
def norms() -> dict[str, Norm]:
    """The figures that rules compare with, as they come with the program."""
    return read_norms(files("resources").joinpath("norms", "norms.toml").read_text(encoding="utf-8"))


def _case(ws: Workspace, event_id: str) -> CheckCase:
    with ws.reading() as session:
        case = queries.case(session, event_id, ws.clock())
    if case is None:
        raise RuleBroken("checks.no_event", "This event is no longer in the workspace.", "Undo brings it back.")
    return case
