"""How often Python looks for objects that only hold each other."""

from __future__ import annotations

import gc

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""A list of ten thousand people is a hundred thousand objects at once. At Python's usual pace of 700 its collector of cycles walks
over all of them again and again: a third of the time of an import (measured: 0.92 s of CPU without, 1.34 s with). Opening a workspace
up to its first page makes sixty thousand that stay."""


def collect_seldom() -> None:
    """Let the collector of cycles begin after many new objects, not after a few."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def keep() -> None:
    """Take what is there now, modules above all, for lasting: the collector no longer walks over it."""
    gc.freeze()
