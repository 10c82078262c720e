"""Companies as lists show them, and the words for their side."""

from __future__ import annotations

from advoplanner.core.records import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: str
    name: str
    side: str
    industry: str
    size_band: str
    country: str
    public_sector: bool
    tier: int
    people: int
    version: int
