"""What two people have behind them at earlier events: that they sat together or met, or that they were to meet and did not."""

from __future__ import annotations

from datetime import date

from advoplanner.core.records import dataclass
from advoplanner.core.text import plural

REMEMBERED = 5
"""How many earlier events are remembered."""

_THIRDS = (3, 3, 2, 1, 1)
"""How much of the weight an event has, in thirds, the last one first: two events count in full (features F13), older ones fade."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The last event at which a pair met.

    `at` names it ("Spring board, 12 May"), `ago` counts events back from 0, `rounds` is in how many rounds they shared a table there;
    0 where they only were introduced.
    """

    at: str
    ago: int = 0
    rounds: int = 1

    def points(self, weight: int) -> int:
        """What of the weight of having met is left by now, whole."""
        return round(weight * _THIRDS[self.ago] / 3)

    def words(self) -> str:
        """What happened, alone: "Sat together at Spring board, 12 May"."""
        if not self.rounds:
            return f"Introduced at {self.at}"
        return f"Sat together {self._where()}"

    def lead(self) -> str:
        """The same before names."""
        return f"Sat together {self._where()}, with" if self.rounds else f"Introduced at {self.at}, to"

    def _where(self) -> str:
        return f"at {self.at}" if self.rounds == 1 else f"in {plural(self.rounds, 'round')} of {self.at}"


@dataclass(frozen=True, slots=True)
class Past:
    """Person → whom they met, and whom they were to meet but did not (with the event in words); the same from either side."""

    met: dict[str, dict[str, Meeting]]
    missed: dict[str, dict[str, str]]


def event_words(title: str, day: date, now: date) -> str:
    """An event in a sentence: "Spring board, 12 May", with the year where it is not that of `now`."""
    return f"{title}, {day.day} {day:%B}" + (f" {day.year}" if day.year != now.year else "")
