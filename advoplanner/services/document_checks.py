"""What documents say of an event's checks: the vendor's share by the event's own norms, and what was waived and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advoplanner.core.dates import to_wall
from advoplanner.domain.agenda import SessionRow, vendor_share
from advoplanner.domain.checks import RULES, Norm, Waiver
from advoplanner.domain.documents import WaivedFacts
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import PROFILES
from advoplanner.domain.restrictions import Audience
from advoplanner.services import checks
from advoplanner.services.context import Workspace


@dataclass(frozen=True, slots=True)
class Conscience:
    """`share` is None without content; `limit` is the event's own where somebody changed the norm."""

    share: float | None
    limit: float
    waived: tuple[WaivedFacts, ...] = ()


def read(ws: Workspace, event: EventDetails, sessions: Sequence[SessionRow], audience: str) -> Conscience:
    """For one event; waivers are the host team's alone."""
    norms = checks.norms_of(ws, event.id)
    norm = norms.get(f"vendor_share.{event.kind}")
    waived = checks.waivers(ws, event.id) if audience == Audience.HOST else []
    return Conscience(
        vendor_share(sessions, norms["vendor_weight"].figures),
        norm["warn"] if norm else PROFILES[event.kind].vendor_share,
        tuple(_waived(w, event, norms) for w in waived if w.kind == "waived"),
    )


def _waived(waiver: Waiver, event: EventDetails, norms: dict[str, Norm]) -> WaivedFacts:
    key = next((rule.norm.format(kind=event.kind) for rule in RULES if rule.code == waiver.code), "")
    what = norms[key].title if key in norms else waiver.code
    ended = to_wall(waiver.ended_at, event.zone).date() if waiver.ended_at else None
    return WaivedFacts(what, waiver.subject_id, waiver.reason, waiver.by, to_wall(waiver.at, event.zone).date(), ended)
