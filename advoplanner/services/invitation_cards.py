"""Invitations on paper, for guests of whom no address is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.restrictions import Audience
from advoplanner.services import documents, workspace
from advoplanner.services.context import Workspace
from advoplanner.store.models import Message


def without_address(ws: Workspace, event_id: str) -> list[str]:
    """Guests whose invitation waits in the outbox because there is no address to send it to."""
    query = select(Message.guest_id).where(Message.event_id == event_id, Message.method == "REQUEST", Message.to_address == "")
    with ws.reading() as session:
        return list(dict.fromkeys(session.scalars(query.where(Message.state == "held"))))


def write(ws: Workspace, event_id: str, path: Path, *, paper: str | None = None) -> int:
    """Write a card for each guest without an address; returns their number.

    Raises RuleBroken `cards.nobody` where everybody can be written to, KnownProblem where the file cannot be written.
    """
    from advoplanner.exports import invitationcards_pdf

    ids = without_address(ws, event_id)
    if not ids:
        sentence = "Nobody's invitation waits for want of an address, so there is nothing to print."
        raise RuleBroken("cards.nobody", sentence, "Put the invitations in the outbox first.")
    pack = replace(documents.pack(ws, event_id, Audience.HOST, everybody=True), audience=Audience.MEMBER)
    return invitationcards_pdf.write(pack, set(ids), path, paper=paper or workspace.info(ws).paper)
