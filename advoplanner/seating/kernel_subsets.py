"""The compiled inner loop of the proof: every part of every subset, one table at a time."""
# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

import numpy as np

from advoplanner.seating.compiling import allocating
from advoplanner.seating.state import Ints


@allocating
def layer(best: Ints, value: Ints, good: Ints, seats: Ints, last: bool, alike: bool, picks: Ints, begins: Ints, never: int) -> tuple[Ints, Ints]:
    """The best value of every subset once one more table took a part of it, and that part.

    `good` marks the parts the table may take, `seats` the subsets that need an answer (only the full one at the last table).
    `picks[begins[k]:begins[k + 1]]` lists, rising, the numbers with the k-th smallest count of bits that a part may have.
    Where all tables are `alike`, each takes the last guest not yet seated by the tables after it.
    """
    after = np.full_like(best, never)
    chosen = np.zeros(best.shape[0], np.int32)
    full = best.shape[0] - 1
    bits = np.zeros(32, np.int64)
    spread = np.zeros((2, 1 << 12), np.int64)
    for whole in range(full if last else 0, (best.shape[0] + 1) // 2 if alike and not last else best.shape[0]):
        if not seats[whole]:
            continue
        if good[0]:
            after[whole] = best[whole]
        count = _split(whole, bits)
        kept = np.int64(0)
        if alike and count > 0:
            count -= 1
            kept = bits[count]
        half = count // 2
        _spread(bits[:half], spread[0])
        _spread(bits[half:count], spread[1])
        low = (1 << half) - 1
        for k in range(begins.shape[0] - 1):
            for at in range(begins[k], begins[k + 1]):
                pick = picks[at]
                if pick >> count:
                    break
                part = kept | spread[0, pick & low] | spread[1, pick >> half]
                if good[part] and best[whole ^ part] + value[part] > after[whole]:
                    after[whole] = best[whole ^ part] + value[part]
                    chosen[whole] = part
    return after, chosen


@allocating
def _split(whole: int, bits: Ints) -> int:
    """Writes the bits of `whole`, rising, and counts them."""
    count = 0
    for b in range(32):
        if whole >> b & 1:
            bits[count] = 1 << b
            count += 1
    return count


@allocating
def _spread(bits: Ints, sums: Ints) -> None:
    """sums[pick] becomes the bits that the number `pick` picks."""
    sums[0] = 0
    for b in range(bits.shape[0]):
        for pick in range(1 << b):
            sums[1 << b | pick] = sums[pick] | bits[b]
