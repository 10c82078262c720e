"""What tests of the use cases share: a workspace whose clock is the test's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.services.context import Workspace


class Clock:
    """Stands at `now`, which the test moves, or goes on by `tick` each time it is asked."""

    def __init__(self, now: datetime, tick: timedelta) -> None:
        self.now, self.tick = now, tick

    def __call__(self) -> datetime:
        self.now += self.tick
        return self.now


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> Clock:
    """Begins at the module's NOW; its TICK is how far it goes on."""
    return Clock(request.module.NOW, getattr(request.module, "TICK", timedelta()))


@pytest.fixture
def ws(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    workspace = create_workspace(tmp_path / "w.advo", clock=clock)
    yield workspace
    workspace.close()
