"""The log of an event's forecast: what was expected on a day stays as it was, whoever answers otherwise later."""

from __future__ import annotations

from contextlib import suppress

from advoplanner.core.errors import KnownProblem
from advoplanner.domain.checks import forecast
from advoplanner.domain.guests import Reply
from advoplanner.services.checks import Reading
from advoplanner.services.context import Workspace
from advoplanner.store.models import Event, ForecastLog


def is_due(ws: Workspace, event_id: str, reading: Reading) -> bool:
    """Whether `note` would write something: the event is ahead, somebody was invited, and today's forecast is not kept like this yet."""
    return bool(_figures(ws, event_id, reading))


def note(ws: Workspace, event_id: str, reading: Reading) -> None:
    """Keep today's forecast of an event that is ahead and has guests; the last of a day wins. Does nothing in a read-only workspace."""
    figures = _figures(ws, event_id, reading)
    if not figures:
        return
    # Outside the journal: it follows from what was known and nobody did it, so there is no step to undo.
    # A full disk must not keep anybody from reading the overview, and tomorrow notes again.
    with suppress(KnownProblem), ws.action("Note the forecast") as work:
        if work.session.get(Event, event_id) is not None:
            work.session.merge(ForecastLog(event_id=event_id, day=_day(reading), **figures))


def _figures(ws: Workspace, event_id: str, reading: Reading) -> dict[str, float]:
    """What is to be kept for today; empty where nothing is, or where it is kept already."""
    case = reading.case
    turnout = forecast(case, reading.norms[f"turnout.{case.kind}"])
    if ws.read_only or turnout is None or not any(guest.invited for guest in case.members):
        return {}
    accepted = sum(guest.reply == Reply.ACCEPTED for guest in case.members)
    figures = {"expected": turnout.expected, "low": turnout.low, "high": turnout.high, "accepted": accepted}
    with ws.reading() as session:
        known = session.get(ForecastLog, (event_id, _day(reading)))
    return {} if known is not None and all(getattr(known, name) == value for name, value in figures.items()) else figures


def _day(reading: Reading) -> str:
    return reading.case.now.date().isoformat()
