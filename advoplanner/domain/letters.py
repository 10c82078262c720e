"""The waves of an event's messages: whom each kind goes to, its words, and the sentences that say what a guest gains."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.domain.audiences import Audience
from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import Decision, InviteState, Reply
from advoplanner.domain.motives import Motives, strongest_need


class WaveKind(StrEnum):
    INVITATION = "invitation"
    SAVE_THE_DATE = "save_the_date"
    REMINDER = "reminder"
    CONFIRMATION = "confirmation"
    SPEAKERS = "speakers"


WAVE_WORDS = {
    "invitation": "Invitation", "save_the_date": "Save the date", "reminder": "Reminder", "confirmation": "Final confirmation",
    "speakers": "Session invitations",
}  # fmt: skip

LETTER = "LETTER"
"""The method of a message without a calendar entry."""

THANKS = "thanks"
"""The kind of the wave that letters of thanks stand in; nobody makes one by hand."""

DEFAULT_NOBODY = frozenset({WaveKind.INVITATION, WaveKind.SAVE_THE_DATE})
"""Waves whose recipients somebody has to choose; the others find theirs by how the guests stand (silent, accepted, speaking)."""

EVERY_PART = frozenset({WaveKind.INVITATION, WaveKind.SAVE_THE_DATE})
"""Waves that bring every day's calendar entry; the others repeat the first alone."""

STATE_WORDS = {
    "draft": "Ready", "held": "Held", "stale": "Out of date", "exporting": "Not finished", "sending": "Leaving", "unsure": "May be sent",
    "exported": "Sent",
}  # fmt: skip
"""States of a message in the outbox; unsure: it was handed to a server that did not answer, so a person has to find out."""

BY_HAND = "by hand"
"""In place of the account that a message left by: a person sent it in a mail of their own."""

RECEIPT_LIMIT = 300

HELD_BY_HAND = "Held by hand"
"""How the reason begins where a person holds a message: such a hold ends only when a person releases it."""

HOLD_LIMIT = 250
"""Characters of the reason that a person gives for holding a message."""

ANSWER_DAYS = 14
"""Days before an event by which an answer is asked for."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A template: subject and plain body with merge fields."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class WaveRow:
    """One wave with the number of its messages in each state."""

    id: str
    event_id: str
    name: str
    kind: str
    gives: bool
    subject: str
    body: str
    planned: str
    audience: Audience
    mode: str
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: str
    event_id: str
    event: str
    wave: str
    guest_id: str
    to_name: str
    to_address: str
    method: str
    part: str
    subject: str
    state: str
    reason: str
    number: int
    sequence: int
    exported_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A guest whom a wave passes over; `refused` where the guest is invited but may not, or cannot, be written to."""

    guest_id: str
    name: str
    address: str
    why: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """What one guest would get; `why` says what holds it back, `holds_it` that it has left already and nothing changed since.

    `value_line` is the sentence on what this guest gains; `own_value_line` the one a person wrote instead, or "". `part` tells
    a guest's several calendar entries apart ("" for the event's own) and `label` names it. `outdated` says what has changed
    since this guest's calendar entry left, `recommended` why a wave that gives should reach them above all.
    """

    guest_id: str
    name: str
    address: str
    subject: str
    body: str
    why: str
    holds_it: bool
    waiting: bool
    value_line: str
    own_value_line: str
    part: str = ""
    label: str = ""
    outdated: tuple[str, ...] = ()
    recommended: str = ""
    personal: bool = False
    answer: str = ""
    """What this guest answered to this part, where it is not the event itself."""


@dataclass(frozen=True, slots=True)
class WavePreview:
    """A wave before anything is drafted: every letter, and who is left out."""

    letters: tuple[LetterPreview, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def to_draft(self) -> int:
        """How many messages drafting would put in the outbox."""
        return sum(not (a.holds_it or a.waiting) for a in self.letters)

    @property
    def guests(self) -> int:
        """How many people the wave addresses; one may get several messages."""
        return len({a.guest_id for a in self.letters})

    @property
    def outdated(self) -> int:
        """How many people hold a version that is not true any more."""
        return len({a.guest_id for a in self.letters if a.outdated})


@dataclass(frozen=True, slots=True)
class MessageDetails:
    """One message as the guest will get it; `calendar` are its calendar entry's fields in words.

    `sent_by` is the account that a server took it from, with the server's `answer`, or BY_HAND with the sender's own words; both ""
    for a file. `shared_with` are the others who read the mailbox it goes to.
    """

    row: MessageRow
    body: str
    edited: bool
    calendar: tuple[tuple[str, str], ...]
    file_name: str
    sent_by: str = ""
    answer: str = ""
    shared_with: tuple[str, ...] = ()


def letter(wave: str, kind: str) -> Letter:
    """The words that a wave, a cancellation or an update starts from for a kind of event; raises RuleBroken for an unknown wave."""
    if wave not in list(WaveKind) and wave not in ("cancellation", "update", "agenda_update", "day", "time_stays", "stranger"):
        raise RuleBroken("waves.kind", f"There is no wave “{wave}”.", f"Choose one of: {', '.join(WaveKind)}.", field="kind")
    found = _letters()
    text = found.get(f"{wave}.{kind}") or found[wave]
    return Letter(text["subject"], text["body"].strip())


def not_addressed(wave: str, decision: str, reply: str, invited: str = InviteState.SENT, *, answer_is_old: bool = False) -> str:
    """Why a wave does not go to a guest in this state, "" where it does; `answer_is_old` where the event has moved since the answer."""
    if decision != Decision.APPROVED:
        return "not approved"
    if wave == WaveKind.REMINDER and invited != InviteState.SENT:
        return "has no invitation yet"
    if wave == WaveKind.REMINDER and reply != Reply.NONE and not answer_is_old:
        return "has answered"
    if wave == WaveKind.CONFIRMATION and reply != Reply.ACCEPTED:
        return "has not accepted"
    return ""


def answer_by(start: date, today: date) -> date | None:
    """The day by which an answer is asked for: ANSWER_DAYS before, later where that has passed, None where there is no time left."""
    wanted = [start - timedelta(days=days) for days in (ANSWER_DAYS, ANSWER_DAYS // 2, 2)]
    return next((day for day in wanted if day > today), None)


def offer(motives: Motives) -> str:
    """What to offer this guest, from the strongest need; "" where nothing is known."""
    return OFFERS.get(strongest_need(motives), "")


def value_line(kind: str, motives: Motives) -> str:
    """One sentence on what this guest gains, from the strongest need; neutral where nothing is known."""
    return VALUE_LINES.get(kind, {}).get(strongest_need(motives)) or _NEUTRAL[kind]


def motive_block(kind: str) -> str:
    """A block for each motive to begin with, in the sentences that say what a guest gains, for {{if …}} … {{end}}."""
    known = VALUE_LINES.get(kind, {})
    parts = [f"{{{{if {need}}}}}\n{sentence}" for need, sentence in known.items()]
    return "\n".join([*parts, "{{otherwise}}", _NEUTRAL[kind], "{{end}}", ""]) if parts else "{{if network}}\n\n{{otherwise}}\n\n{{end}}\n"


_NEUTRAL: dict[str, str] = {
    EventKind.CAB: "You will be among people who carry the same responsibility, and what you say will be heard.",
    EventKind.COUNCIL: "You will be among peers who do the same work, in a circle that its members lead.",
    EventKind.USER_GROUP: "You will meet people who work with the same tools, and those who build them.",
    EventKind.ROCK_STAR: "You will hear from somebody who has done it, the rough parts included.",
    EventKind.MEETUP: "It is an evening of talk among people with the same questions: no slides, no stage.",
}

VALUE_LINES: dict[str, dict[str, str]] = {
    EventKind.CAB: {
        "network": "You will sit with peers of your level from companies that do not compete with yours.",
        "learning": "You will hear how others handled what you have ahead of you, figures included.",
        "reputation": "Your experience is asked for: the board would like to hear how you did it.",
        "status": "The circle is small on purpose, and your seat in it is personal.",
        "say": "What the board says goes to the people who decide, and you will be told what came of it.",
    },
    EventKind.COUNCIL: {
        "network": "You will leave with names you can call when the same question comes up.",
        "learning": "Members show each other what worked and what did not.",
        "reputation": "The council listens to practice: yours would be welcome on its agenda.",
        "status": "Membership is by invitation, and its members choose their chairs.",
        "say": "The members set the agenda; a topic of yours can be on the next one.",
    },
    EventKind.ROCK_STAR: {
        "network": "People from the neighbourhood with the same questions come to it.",
        "learning": "You will see how it was done, step by step, and where it would not fit.",
    },
    EventKind.MEETUP: {
        "network": "You will meet people who have solved what you are working on.",
        "learning": "You can ask anything of those who have done it already.",
        "reputation": "Others will want to hear how you did it.",
        "say": "The round is small enough for everybody to be heard.",
    },
}
"""Sentences by kind of event and need; social norms only, never an incentive."""


OFFERS: dict[str, str] = {
    "network": "an introduction to two people you would like to meet",
    "learning": "time with those who have done it already",
    "reputation": "a few minutes for your own story, in your own words",
    "status": "a seat in a circle that is small on purpose",
    "say": "a place for your topic on the agenda",
}
"""What an event can give, by need; all of it social, none of it paid."""


@cache
def _letters() -> dict[str, dict[str, str]]:
    text = (files("resources") / "templates" / "letters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
