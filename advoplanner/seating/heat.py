"""How hot a search must begin: hot enough to break up the groups of guests that a good plan is made of."""

from __future__ import annotations

import numpy as np

from advoplanner.seating.state import Ints, State

_PAIRS = 20_000
_SHARE = 0.27


def heat(good: State, linear: Ints, seed: int) -> float:
    """The least temperature for the start of a search, from how far exchanges of two guests differ at a good plan.

    With chance weights the share of moves alone tells how hot to begin, and this stays below it. Where guests fall into
    groups of peers, tables would have to change their kind to get better, which costs several times what one exchange
    costs at a plan by chance: only a search that begins so hot still does it. The pairs are drawn by `seed`; exchanges
    that a rule forbids are left out, and so is what `linear` (tables × blocks) gives a block for staying where it is.
    """
    luck = np.random.default_rng(seed)
    r = luck.integers(0, len(good.table), _PAIRS)
    i, j = luck.integers(0, good.movable, (2, _PAIRS))
    here, there = good.table[r, i], good.table[r, j]
    gains: Ints = good.fit[r, there, i].astype(np.int64) - good.own[r, i] + good.fit[r, here, j] - good.own[r, j]
    gains = gains - 2 * good.pair[r, i, j].astype(np.int64)
    allowed = (here != there) & (np.abs(gains) < -good.floor)
    gains = (gains - linear[there, i] + linear[here, i] - linear[here, j] + linear[there, j])[allowed]
    return max(0.1, _SHARE * float(gains.std())) if len(gains) else 0.1
