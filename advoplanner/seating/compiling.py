"""How the compiled code is compiled and where that is kept, and the random numbers it draws."""
# mypy: disable-error-code="untyped-decorator, return-value, no-any-return"

from __future__ import annotations

import os
from typing import Any

import numpy as np

from advoplanner.seating.ahead import folder
from advoplanner.seating.state import Ints

# Frozen programs mis-key the cache beside the source; the user's own folder is always writable and stable.
os.environ.setdefault("NUMBA_CACHE_DIR", str(folder()))

from numba import njit

_LEAN: dict[str, Any] = {"nogil": True, "cache": True, "_nrt": False}

allocating = njit(nogil=True, cache=True)
"""For code that makes arrays."""

compiled = njit(**_LEAN)
"""For code that makes none: counting references costs more than judging a block of moves, and is left out."""

inlined = njit(**_LEAN, forceinline=True)
"""For the innermost functions, which become part of their callers: handing the state on costs as much as a hundred moves."""


@inlined
def below(random: Ints, n: int) -> int:
    """A number from 0 to n - 1."""
    return np.int64(((_word(random) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@inlined
def unit(random: Ints) -> float:
    """A number above 0 and at most 1."""
    return (np.float64(_word(random) >> np.uint64(11)) + 1.0) / 9007199254740993.0


@inlined
def _word(random: Ints) -> np.uint64:
    """Vigna's xorshift64* generator."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return x * np.uint64(2685821657736338717)
