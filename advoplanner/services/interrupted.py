"""What a sending that was cut off has left behind, sorted out when a workspace opens.

Apart from sending itself: every start asks, hardly any finds something, and the modules of mail take longer to read than the question.
"""

from __future__ import annotations

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.services.context import Workspace
from advoplanner.store.models import Delivery, Message


def note_interrupted(ws: Workspace) -> ChangeSet:
    """Sort out what a run that was cut off left behind: sent, ready again, or in doubt. Nothing where a run is under way."""
    if not ws.leaving.acquire(blocking=False):
        return NOTHING
    try:
        return sort_out(ws)
    finally:
        ws.leaving.release()


def sort_out(ws: Workspace) -> ChangeSet:
    """The same for whoever holds `ws.leaving` already."""
    with ws.reading() as session:
        left = list(session.scalars(select(Message.id).where(Message.state == "sending")))
        tried = {d.message_id: d.state for d in session.scalars(select(Delivery).where(Delivery.message_id.in_(left)))} if left else {}
    if not left:
        return NOTHING
    from advoplanner.services import departures

    doubt = "The program ended while it was handed over."
    why = {i: ("unsure", doubt) for i in left if tried.get(i) == "trying"}
    sent = [i for i in left if tried.get(i) == "sent"]
    return departures.finish(ws, sent, [i for i in left if i not in sent], verb="Note", why=why)
