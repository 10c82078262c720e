"""The services that the seating page works with; a test puts others in their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Services:
    """The service modules the page works with, the one function that seats everybody, and the one that finds rules in conflict.

    `between_rounds` knows who misses which round, and who meets in several.
    """

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
    conflicts: Callable[..., Any]
    between_rounds: Any
    prepare: Callable[[], Any] = lambda: None
    """Gets the search ready before it is asked for."""
