"""Whom one must not phone, said where a call is suggested or noted down."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from advoplanner.domain.restrictions import KINDS, no_calls
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, Person
from advoplanner.store.queries import calls as queries


def why_not(ws: Workspace, person_id: str) -> str:
    """Why a person must not be phoned, as a sentence with their name; "" where they may be."""
    with ws.reading() as session:
        why = queries.refused(session, ws.clock().date(), [person_id]).get(person_id, "")
        name = session.get_one(Person, person_id).display_name
    # The restriction's own words would only say the same again; what follows them tells whose it is.
    own = KINDS["no_phone"].lower()
    reason = why.removeprefix(own) if why.startswith(own) else f": {why}"
    return f"{name} must not be phoned{reason}." if why else ""


def why_not_guest(ws: Workspace, guest_id: str) -> str:
    """The same of a guest of an event; "" for one who is gone."""
    with ws.reading() as session:
        person_id = session.scalar(select(Guest.person_id).where(Guest.id == guest_id))
    return why_not(ws, person_id) if person_id else ""


def warning(ws: Workspace, guest_ids: Iterable[str]) -> str:
    """What is added to a step that notes down calls: "; Ana Lima must not be phoned", "" where all may be."""
    with ws.reading() as session:
        closed = no_calls(queries.names(session, ws.clock().date(), guest_ids))
    return f"; {closed}" if closed else ""
