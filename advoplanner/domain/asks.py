"""How often somebody may be asked for something: the cap that keeps willing customers from burning out. Giving has no cap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed, plural


class LedgerKind(StrEnum):
    ASK = "ask"
    GIVE = "give"
    THANKS = "thanks"
    CONTACT = "contact"


LEDGER_WORDS = {LedgerKind.ASK: "Asked", LedgerKind.GIVE: "Given", LedgerKind.THANKS: "Thanked", LedgerKind.CONTACT: "In touch"}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of a person's ledger; `day` as 2027-03-10.

    `id` is "" for what a wave asked or gave: it is told by the message that left, and cannot be removed.
    """

    id: str
    kind: str
    activity: str
    day: str
    event_id: str
    event: str


QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class AskCap:
    """How often one person may be asked: `most` times in a quarter, with at least `days` days between two asks."""

    most: int
    days: int

    def too_soon(self, asked: Sequence[date], today: date) -> date | None:
        """The last ask where it lies fewer than `days` days back, else None; days to come do not count."""
        last = max((day for day in asked if day <= today), default=None)
        return last if last and today - last < timedelta(days=self.days) else None


WEARY = "tired of being asked"


def why_not_ask(asked: Sequence[date], today: date, cap: AskCap, *, weary: bool = False) -> str:
    """Why a person should not be asked now, "" where they may: `asked` are the days of earlier asks, in any order."""
    if weary:
        return WEARY
    recent = sorted(day for day in asked if today - QUARTER < day <= today)
    if recent and len(recent) >= cap.most:
        often = plural(len(recent), "time")
        return f"asked {often} in a quarter ({listed([short_date(day) for day in recent])}), {cap.most} is the most"
    last = cap.too_soon(asked, today)
    return f"asked on {short_date(last)}, and {plural(cap.days, 'day')} are to lie between" if last else ""


def why_give(asked: Sequence[date], today: date, cap: AskCap, *, weary: bool = False) -> str:
    """Why this person above all should get something that gives, "" where nothing speaks for it."""
    why = why_not_ask(asked, today, cap, weary=weary)
    return f"Recommended: {why}, and this gives" if why else ""


def check_day(text: str, today: date) -> date:
    """The day of something in the ledger; raises RuleBroken `ledger.day`."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken("ledger.day", f"“{text}” is not a day.", "Write it as 2027-03-10.", field="day") from error
    if day > today:
        raise RuleBroken("ledger.day", "This day lies ahead.", "The ledger holds what has happened.", field="day")
    return day
