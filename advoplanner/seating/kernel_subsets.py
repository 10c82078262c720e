"""The compiled inner loop of the proof: every part of every subset, one table at a time."""
# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import numpy as np

from advoplanner.seating.compiling import allocating
from advoplanner.seating.state import Ints


@allocating
def layer(best: Ints, value: Ints, good: Ints, seats: Ints, last: bool, never: int) -> tuple[Ints, Ints]:
    """The best value of every subset once one more table took a part of it, and that part.

    `good` marks the parts the table may take, `seats` the subsets that need an answer (only the full one at the last table).
    """
    after = np.full_like(best, never)
    pick = np.zeros(best.shape[0], np.int64)
    first = best.shape[0] - 1 if last else 0
    for whole in range(first, best.shape[0]):
        if not seats[whole]:
            continue
        part = whole
        while True:
            rest = whole ^ part
            if good[part] and best[rest] + value[part] > after[whole]:
                after[whole] = best[rest] + value[part]
                pick[whole] = part
            if part == 0:
                break
            part = (part - 1) & whole
    return after, pick
