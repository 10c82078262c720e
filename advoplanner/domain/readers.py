"""A pack for one reader: what concerns them, out of what their audience may read."""

from __future__ import annotations

from dataclasses import replace

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.documents import GuestFacts, Pack


def for_reader(pack: Pack, guest_id: str) -> Pack:
    """`pack`, made for the reader's audience, with their own one-to-ones and introductions alone.

    Raises RuleBroken `export.reader` where the pack does not name them: they stay away, or may not be named to this audience.
    """
    reader = next((g for g in pack.guests if g.id == guest_id), None)
    if reader is None:
        raise RuleBroken("export.reader", "This reader is not among those the pack names.", "Look at their reply and their consents.", field="reader")
    return replace(
        pack,
        reader=reader.id,
        slots=tuple(s for s in pack.slots if reader.id in (s.expert_id, s.guest_id)),
        introductions=tuple(i for i in pack.introductions if i.by == reader.name),
    )


def met_by(pack: Pack, reader: GuestFacts) -> frozenset[str]:
    """Ids of the guests whom a reader has to do with: at their table, in a one-to-one, in an introduction, on stage with them."""
    met = {g.id for g in pack.guests if reader.table and g.table == reader.table}
    for slot in pack.slots:
        if reader.id in (slot.expert_id, slot.guest_id):
            met |= {slot.expert_id, slot.guest_id}
    for session in pack.sessions:
        parts = {guest_id for guest_id, _ in session.parts}
        met |= parts if reader.id in parts else set()
    introduced = {name for i in pack.introductions if i.by == reader.name for name in (i.first, i.second)}
    met |= {g.id for g in pack.guests if g.name in introduced}
    return frozenset(met - {reader.id})
