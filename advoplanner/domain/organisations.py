"""Companies as lists show them, and what is kept of one."""

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


SIZES = ("1 to 49 people", "50 to 249 people", "250 to 999 people", "1,000 to 4,999", "5,000 and more")
EARNINGS = ("Low", "Middle", "High", "Among our best")
"""Bands that are offered; any words of up to 20 letters can stand instead, since every house has its own."""


@dataclass(frozen=True, slots=True)
class CompanyDetails:
    """What is kept of a company; `competitors` are the names of those with whom it competes, `size` and `earnings` bands in words."""

    id: str
    name: str
    side: str
    industry: str
    size: str
    earnings: str
    country: str
    website: str
    notes: str
    public: bool
    competitors: tuple[str, ...]
