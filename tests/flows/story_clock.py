"""The clock of stories that last for weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Goes on a little each time it is asked; a story moves `now` to its next chapter."""

    def __init__(self) -> None:
        self.now = datetime(2027, 2, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now
