"""How members took part, judged after an event, and what an event did for their companies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural

ASPECTS = {"attendance": "Attendance", "input": "Input", "advocacy": "Advocacy"}
MOST = 5

STAGES = {
    "": "Not said", "prospect": "Prospect", "new": "New customer", "using": "Using it", "growing": "Growing", "reference": "Reference",
    "at_risk": "At risk", "lost": "Lost",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RankRow:
    """One member who was invited; each aspect is 0 to 5, None for not judged yet."""

    guest_id: str
    name: str
    organisation: str
    attendance: int | None
    input: int | None
    advocacy: int | None
    note: str

    @property
    def id(self) -> str:
        return self.guest_id

    @property
    def total(self) -> int | None:
        """The sum of what is judged, None where nothing is."""
        judged = [each for each in (self.attendance, self.input, self.advocacy) if each is not None]
        return sum(judged) if judged else None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One company with guests who came; `before` and `after` are keys of STAGES, `day` when it was seen."""

    id: str
    event_id: str
    name: str
    came: int
    before: str
    after: str
    day: date | None
    note: str

    @property
    def words(self) -> str:
        """ "Prospect → New customer", "" where nothing is said."""
        if not self.before and not self.after:
            return ""
        return f"{STAGES[self.before]} → {STAGES[self.after]}"


def check_rank(name: str, value: int | None) -> int | None:
    """A judgement as it is stored; raises RuleBroken `ranking.number` at its aspect."""
    if name not in ASPECTS:
        raise TypeError(f"members are not judged by {name!r}")
    if value is not None and (not isinstance(value, int) or not 0 <= value <= MOST):
        raise RuleBroken("ranking.number", f"A judgement is a whole number from 0 to {MOST}.", "Leave it empty where nobody can say.", field=name)
    return value


def check_stage(name: str, value: str) -> str:
    """A stage as it is stored; raises RuleBroken `accounts.stage` at its field."""
    if value not in STAGES:
        raise RuleBroken("accounts.stage", f"“{value}” is no stage of a company.", "Choose one of the list.", field=name)
    return value


def ranked(rows: Iterable[RankRow]) -> list[RankRow]:
    """The highest sum first; who is not judged comes last, by name."""
    return sorted(rows, key=lambda row: (row.total is None, -(row.total or 0), row.name))


def accounts_words(rows: Iterable[AccountRow]) -> str:
    """ "2 of 5 companies moved; 1 prospect became a customer."."""
    rows = list(rows)
    said = [row for row in rows if row.before and row.after]
    moved = [row for row in said if row.before != row.after]
    won = sum(row.before == "prospect" and row.after not in ("prospect", "lost") for row in moved)
    if not said:
        return "Nothing is written down yet. What moved is seen weeks later: come back then."
    customers = f"; {plural(won, 'prospect')} became {'a customer' if won == 1 else 'customers'}" if won else ""
    return f"{len(moved)} of {len(rows)} companies moved{customers}."
