"""What documents say of an event's kit: the cards of those who present, and what the hour means for the venue."""

from __future__ import annotations

from collections.abc import Container

from advoplanner.domain.documents import Fact, TalkFacts
from advoplanner.domain.guests import Reply
from advoplanner.domain.slots import KIND_WORDS
from advoplanner.services import event_kits, talks
from advoplanner.services.context import Workspace


def talks_of(ws: Workspace, event_id: str, shown: Container[str]) -> tuple[TalkFacts, ...]:
    """A card for each presenter who comes and whom the reader may read of."""
    return tuple(
        TalkFacts(row.guest_id, row.context, row.went_wrong, row.not_for, row.draw, row.own_guests, row.recording)
        for row in talks.rows(ws, event_id)
        if row.guest_id in shown and row.reply not in (Reply.DECLINED, Reply.DELEGATED)
    )


def slot(ws: Workspace, event_id: str) -> tuple[Fact, ...]:
    """Set-up, beginning, end and clear-down outside the opening hours, and what is to be arranged; nothing within them."""
    found = event_kits.around(ws, event_id)
    if found is None:
        return ()
    hours = (("Set-up from", found.doors), ("Begins", found.start), ("Ends", found.end), ("Cleared by", found.done))
    return (
        ("When", KIND_WORDS[found.kind]),
        *((name, f"{wall:%H:%M}") for name, wall in hours),
        *(("To arrange", note.rstrip(".")) for note in found.notes),
    )
