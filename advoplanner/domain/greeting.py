"""Who greets whom at the door, and how long somebody waits to be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from advoplanner.core.text import listed, plural

LONG_WAIT = 5
"""Minutes after which a guest who arrived and was not greeted stands out (our own assumption)."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """A guest with their greeter ("" for nobody); both times are instants, None where it has not happened."""

    guest_id: str
    name: str
    greeter: str
    arrived_at: datetime | None
    greeted_at: datetime | None

    def waits(self, now: datetime) -> int | None:
        """Minutes since they arrived, None for who has a greeter and was greeted, or is not here."""
        if self.arrived_at is None or self.greeted_at is not None or not self.greeter:
            return None
        return max(int((now - self.arrived_at).total_seconds()) // 60, 0)

    def waited(self) -> int | None:
        """Minutes that it took to greet them, None where nobody did yet."""
        if self.arrived_at is None or self.greeted_at is None:
            return None
        return max(int((self.greeted_at - self.arrived_at).total_seconds()) // 60, 0)

    def words(self, now: datetime) -> str:
        """ "Mira greets", "waits 6 min for Mira", "" where nobody is named or it is done."""
        if not self.greeter or self.greeted_at is not None:
            return ""
        waiting = self.waits(now)
        return f"{self.greeter} greets" if waiting is None else f"Waits {waiting} min for {self.greeter}"


def cover_words(rows: Iterable[Greeting], now: datetime) -> str:
    """How the greeters stand: who waits too long, and how many guests each still expects."""
    known = list(rows)
    late = [row.name for row in known if (row.waits(now) or 0) >= LONG_WAIT]
    load = Counter(row.greeter for row in known if row.greeter and row.greeted_at is None)
    parts = [f"{listed(late[:3])} {'waits' if len(late) == 1 else 'wait'} to be greeted"] if late else []
    if load:
        parts.append("To greet: " + listed([f"{name} {count}" for name, count in sorted(load.items())]))
    took = [minutes for row in known if (minutes := row.waited()) is not None]
    if took:
        parts.append(f"Greeted within {plural(round(sum(took) / len(took)), 'minute')} on average")
    return " · ".join(parts)
