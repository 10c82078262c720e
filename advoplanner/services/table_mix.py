"""The norms for hosts and prospects at each table, as they hold for one event."""

from __future__ import annotations

from advoplanner.domain.table_mix import MixLimits
from advoplanner.services import norms
from advoplanner.services.context import Workspace


def limits(ws: Workspace, event_id: str) -> MixLimits:
    """How many of the host team and how many prospects a table may have; raises RuleBroken `norms.no_event`."""
    figures = norms.of(ws, norms.scope_of(ws, event_id))
    return MixLimits(figures["hosts_at_table"]["least"], figures["prospects_at_table"]["most"])
