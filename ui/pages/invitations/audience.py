"""Whom a wave goes to and whom it passes over, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.domain.letters import WavePreview
from ui.models.column import Column


@dataclass(frozen=True, slots=True)
class AudienceRow:
    id: str
    name: str
    address: str
    outcome: str
    state: str
    why: str


def audience_rows(found: WavePreview) -> list[AudienceRow]:
    """Those addressed first, then those left out."""
    rows = []
    for each in found.letters:
        if each.holds_it:
            outcome, state, why = "Has it", "quiet", "Nothing changed since it left"
        elif each.waiting:
            outcome, state, why = "In the outbox", "warn" if each.why else "accent", each.why
        else:
            outcome, state, why = ("Will be held", "warn", each.why) if each.why else ("Gets it", "good", "")
        rows.append(AudienceRow(each.guest_id, each.name, each.address, outcome, state, why))
    left_out = [AudienceRow(x.guest_id, x.name, x.address, "Left out", "bad" if x.refused else "quiet", _sentence(x.why)) for x in found.left_out]
    return rows + left_out


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


COLUMNS = (
    Column("Guest", lambda row: row.name, width=150),
    Column("Outcome", lambda row: row.outcome, width=116, state=lambda row: row.state),
    Column("Why", lambda row: row.why, width=150, stretch=True),
    Column("Address", lambda row: row.address or "None", width=220, quiet=True),
)
