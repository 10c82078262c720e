"""The services that the seating page works with; a test puts others in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Services:
    """The service modules the page works with, and the one function that seats everybody."""

    seating: Any
    tables: Any
    seat_all: Callable[..., Any]
    rooms: Any
    kept_plans: Any
    breakouts: Any
    what_if: Any
    venue_rooms: Any
    peer_weights: Any
    table_mix: Any
