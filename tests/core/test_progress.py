"""Work is stopped in two ways: nothing stays, or the best so far does."""

from __future__ import annotations

import pytest

from advoplanner.core.errors import Cancelled, Enough
from advoplanner.core.progress import QUIET, Scored, Stoppable


def test_cancel_wins_over_enough() -> None:
    progress = Stoppable()
    progress.step(0.5, "half")
    progress.enough()
    with pytest.raises(Enough):
        progress.step(0.6)
    progress.cancel()
    with pytest.raises(Cancelled) as raised:
        progress.step(0.7)
    assert not isinstance(raised.value, Enough)
    assert (progress.done, progress.what) == (0.7, "half")


def test_the_best_so_far_is_unknown_until_it_is_told() -> None:
    progress = Stoppable()
    assert isinstance(progress, Scored)
    assert progress.best is None
    progress.better(12)
    assert progress.best == 12
    assert not isinstance(QUIET, Scored)
