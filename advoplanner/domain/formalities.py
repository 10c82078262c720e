"""A board's formalities: signed papers of its members, and the day on which a company's contract is renewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import listed

RENEWAL_DAYS = 60
"""An ask this many days or fewer from a renewal looks like a part of the deal (features: warned)."""

FILE_LIMIT = 200


class Paper(StrEnum):
    NDA = "nda"
    COMPETITION = "competition"


class PaperState(StrEnum):
    SENT = "sent"
    SIGNED = "signed"
    REFUSED = "refused"


PAPERS = {Paper.NDA: "Confidentiality agreement", Paper.COMPETITION: "Competition-law notice"}
SHORT = {Paper.NDA: "NDA", Paper.COMPETITION: "competition-law notice"}
STATE_WORDS = {"": "Not sent", PaperState.SENT: "Sent", PaperState.SIGNED: "Signed", PaperState.REFUSED: "Refused"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of one person; `file_name` says where the signed copy lies."""

    kind: str
    state: str = ""
    signed: date | None = None
    expires: date | None = None
    file_name: str = ""

    def holds(self, day: date) -> bool:
        """Whether it is signed and still valid on `day`."""
        return self.state == PaperState.SIGNED and (self.expires is None or self.expires >= day)

    def words(self, day: date) -> str:
        """ "Signed", "Expired", "Sent", "Not sent"."""
        return "Expired" if self.state == PaperState.SIGNED and not self.holds(day) else STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class FormalityRow:
    """One member of an event with their papers by kind and their company's `renewal`; `day` is the event's last one."""

    guest_id: str
    event_id: str
    person_id: str
    name: str
    organisation_id: str
    organisation: str
    day: date
    papers: Mapping[str, PaperRow] = field(default_factory=dict)
    renewal: date | None = None

    def paper(self, kind: str) -> PaperRow:
        return self.papers.get(kind) or PaperRow(kind)

    @property
    def missing(self) -> tuple[str, ...]:
        """Kinds of papers that are not signed, or no longer hold on the event's last day."""
        return tuple(kind for kind in Paper if not self.paper(kind).holds(self.day))

    @property
    def door_words(self) -> str:
        """What the door must know before this member takes a seat, "" for nothing."""
        return "" if self.paper(Paper.NDA).holds(self.day) else "No signed NDA"

    @property
    def missing_words(self) -> str:
        """ "NDA and competition-law notice", "" where nothing is missing."""
        return listed([SHORT[Paper(kind)] for kind in self.missing])


def near_renewal(renewal: date | None, day: date, days: float = RENEWAL_DAYS) -> bool:
    """Whether a contract is renewed within `days` before or after `day`."""
    return renewal is not None and abs((renewal - day).days) <= days


def renewal_words(organisation: str, renewal: date | None, day: date) -> str:
    """Why asking on `day` looks like a part of the deal, "" where no renewal is near."""
    if renewal is None or not near_renewal(renewal, day):
        return ""
    apart = (renewal - day).days
    when = "on that day" if not apart else f"{abs(apart)} day{'s' if abs(apart) != 1 else ''} {'after' if apart > 0 else 'before'}"
    return f"{organisation}'s contract is renewed {when}: an ask now looks like a part of the deal."


def progress_words(rows: Sequence[FormalityRow]) -> str:
    """How many members have signed everything."""
    if not rows:
        return "No member is on the list yet."
    done = sum(not row.missing for row in rows)
    return f"{done} of {len(rows)} members have signed both papers."


def check_kind(kind: str) -> str:
    """A kind of paper; raises RuleBroken `formalities.kind`."""
    if kind not in set(Paper):
        raise RuleBroken("formalities.kind", f"“{kind}” is no paper of a board.", f"Choose one of: {', '.join(Paper)}.", field="kind")
    return kind


def check_state(state: str) -> str:
    """A state as it is stored, "" for not sent; raises RuleBroken `formalities.state`."""
    if state not in STATE_WORDS:
        raise RuleBroken("formalities.state", f"“{state}” is no state of a paper.", "Choose not sent, sent, signed or refused.", field="state")
    return state


def check_day(name: str, value: str | date | None) -> str:
    """A day as it is stored, "2027-03-31" or ""; raises RuleBroken `formalities.day` at `name`."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = (value or "").strip()
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise RuleBroken("formalities.day", f"“{text}” is not a date.", "Write it as 2027-03-31.", field=name) from error


def check_order(signed: str, expires: str, today: date) -> None:
    """Raises RuleBroken where a paper was signed after today, or ends before it was signed."""
    if signed and date.fromisoformat(signed) > today:
        raise RuleBroken("formalities.future", "Nobody can have signed on a day to come.", "Choose “sent” until it is back.", field="signed")
    if signed and expires and expires < signed:
        raise RuleBroken("formalities.expires", "It ends before it was signed.", field="expires")
