"""What somebody has been part of, in the order of time: events, answers, asks and gifts, thanks and contacts, jobs that ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from advoplanner.core.records import dataclass
from advoplanner.domain.asks import LEDGER_WORDS, LedgerKind, LedgerRow
from advoplanner.domain.guests import CHANNEL_WORDS, WORDS
from advoplanner.domain.person_details import PersonEvent


class TimelineKind(StrEnum):
    EVENT = "event"
    REPLY = "reply"
    LEDGER = "ledger"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing of a `day` (2027-03-10): what it was in `words`, and `more` about it.

    `event_id` is the event it belongs to, `entry_id` the ledger's entry where that can be removed; both "" where there is none.
    """

    day: str
    kind: TimelineKind
    words: str
    more: str = ""
    event_id: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to an invitation, by mail or marked by hand; `kept` says why a message changed nothing, "" where it counts."""

    at: datetime
    answer: str
    kind: str
    event_id: str
    event: str
    channel: str = ""
    comment: str = ""
    kept: str = ""


_MESSAGES = {"counter": "Proposed another time", "bounce": "A message came back", "refresh": "Asked for the invitation again"}


def timeline(
    events: Sequence[PersonEvent], answers: Sequence[GivenAnswer], ledger: Sequence[LedgerRow], jobs: Iterable[tuple[str, str, str]]
) -> list[TimelineRow]:
    """All of it in one list, the newest first; jobs of which nobody knows when they ended come last."""
    newest = sorted(answers, key=lambda each: each.at, reverse=True)
    rows = [TimelineRow(each.start.date().isoformat(), TimelineKind.EVENT, each.title, _took_part(each), each.event_id) for each in events]
    rows += [TimelineRow(each.at.date().isoformat(), TimelineKind.REPLY, _answered(each), _about(each), each.event_id) for each in newest]
    rows += [
        TimelineRow(row.day, TimelineKind.LEDGER, f"{LEDGER_WORDS[LedgerKind(row.kind)]}: {row.activity}", row.event, row.event_id, row.id)
        for row in ledger
    ]
    rows += [TimelineRow(until, TimelineKind.JOB, f"Left {company}", job) for company, job, until in jobs]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def valid_day(row: TimelineRow) -> date | None:
    """The day of a row; None where it is not known."""
    return date.fromisoformat(row.day) if row.day else None


def _took_part(each: PersonEvent) -> str:
    came = each.attendance if each.attendance != "expected" else ""
    return " · ".join(WORDS[state] for state in (each.role, each.reply, came) if state)


def _answered(each: GivenAnswer) -> str:
    if each.kind in _MESSAGES:
        return _MESSAGES[each.kind]
    return f"Answered: {WORDS[each.answer].lower()}" if each.answer else "Wrote without an answer"


def _about(each: GivenAnswer) -> str:
    comment = f"“{' '.join(each.comment.split())}”" if each.comment else ""
    return " · ".join(filter(None, (each.event, CHANNEL_WORDS.get(each.channel, ""), comment, each.kept)))
