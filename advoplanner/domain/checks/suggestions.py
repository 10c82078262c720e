"""What the pitch guard would do about an agenda: changes of one session each, with what the vendor's share would be afterwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from advoplanner.core.text import fold
from advoplanner.domain.agenda import WORDS, SessionPerson, SessionRow, SessionType, vendor_share
from advoplanner.domain.checks.case import PEERS, CheckCase, CheckGuest
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.pitch import SPEAKING, has_voice, is_staff_led
from advoplanner.domain.events import EventKind
from advoplanner.domain.guests import Side

TALK_MINUTES, WELCOME_MINUTES = 20, 15
"""What is long enough for a set-up, and for a welcome (assumption)."""

AHEAD = re.compile(r"\b(?:roadmaps?|plans?|planned|preview|releases?|vision|strategy|strategies|future|next|coming)\b")
"""Titles that look ahead: their content is fine at a board, as something on which members are asked."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change of one session: what to do in words, and why; `share` is the vendor's share afterwards (None where there is no content).

    `changes` are the session's fields, `give` a guest with the part that they get, `take` guests who give theirs up.
    """

    id: str
    session_id: str
    verb: str
    why: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    give: tuple[CheckGuest, str] | None = None
    take: tuple[str, ...] = ()
    share: float | None = None


Move = Callable[[CheckCase, SessionRow], Suggestion | None]


def suggestions(case: CheckCase) -> list[Suggestion]:
    """Everything the guard would change, session by session in the order of how much the vendor speaks in each, the best first."""
    rows = sorted(case.placed, key=lambda s: (-s.minutes * case.weights.get(s.type, 0.0), s.start or case.now, s.id))
    return [_with_share(case, made) for row in rows if row.type in case.weights for made in _moves(case, row)]


def way_under(case: CheckCase, limit: float) -> list[Suggestion]:
    """Suggestions to follow one after the other until the vendor's share is under `limit`, taken greedily; none where it is within it."""
    steps: list[Suggestion] = []
    while True:
        share = vendor_share(case.placed, case.weights)
        if share is None or share < limit or not share or (share <= limit and not steps):
            return steps
        best = min((s for s in suggestions(case) if s.share is not None), key=lambda s: (s.share or 0.0, s.id), default=None)
        if best is None or (best.share or 0.0) >= share - 1e-9:
            return steps
        steps.append(best)
        case = after(case, best)


def after(case: CheckCase, suggestion: Suggestion) -> CheckCase:
    """The case as it would be."""
    return replace(case, sessions=[_changed(row, suggestion) if row.id == suggestion.session_id else row for row in case.sessions])


def limit_of(case: CheckCase, norms: Mapping[str, Norm]) -> float | None:
    """The vendor's share from which the guard warns, or None for a kind of event whose share is not judged."""
    if case.kind == EventKind.MEETUP:
        return norms["vendor_minutes.meetup"]["warn"] if case.live else 0.0
    norm = norms.get(f"vendor_share.{case.kind}")
    return norm["warn"] if norm else None


def _moves(case: CheckCase, row: SessionRow) -> Iterator[Suggestion]:
    moves: Sequence[Move] = _MOVES.get(case.kind, _OF_A_BOARD)
    yield from (made for made in (move(case, row) for move in moves) if made)


def _to_discussion(case: CheckCase, row: SessionRow) -> Suggestion | None:
    """A talk becomes a short set-up and members' talk on a stated question; what looks ahead becomes roadmap input."""
    if row.type not in (SessionType.PRESENTATION, SessionType.EXECUTIVE_QA, SessionType.LAB_TOUR):
        return None
    looks_ahead = row.type == SessionType.PRESENTATION and bool(AHEAD.search(fold(row.title)))
    wanted = SessionType.ROADMAP_INPUT if looks_ahead else SessionType.FRAMED_DISCUSSION
    if case.weights.get(wanted, 0) >= case.weights.get(row.type, 0):
        return None
    verb = "Ask for input on it" if looks_ahead else "Make it a framed discussion"
    why = f"{WORDS[wanted]}: a short set-up, then members talk on a stated question."
    return Suggestion(f"discuss.{row.id}", row.id, verb, why, {"type": str(wanted), **_question(row)})


def _to_customer(case: CheckCase, row: SessionRow) -> Suggestion | None:
    """A customer tells the story, nobody of the vendor."""
    if row.type != SessionType.PRESENTATION:
        return None
    guest = _free_customer(case, row)
    if guest is None:
        return None
    why = "A peer persuades better than anybody of the staff; the story stays their own."
    staff = tuple(p.guest_id for p in row.people if p.side == Side.HOST and p.role in SPEAKING)
    story = {"type": str(SessionType.PEER_STORY), **_question(row)}
    return Suggestion(f"give.{row.id}", row.id, f"Give the slot to {guest.name}", why, story, (guest, "presenter"), staff)


def _shorter(case: CheckCase, row: SessionRow) -> Suggestion | None:
    """The vendor speaks for as long as a set-up takes."""
    most = {SessionType.PRESENTATION: TALK_MINUTES, SessionType.WELCOME: WELCOME_MINUTES}.get(SessionType(row.type))
    if case.kind == EventKind.ROCK_STAR and row.type in (SessionType.WELCOME, SessionType.PRESENTATION):
        most = 5
    if most is None or row.minutes <= most:
        return None
    return Suggestion(f"shorten.{row.id}", row.id, f"Shorten it to {most} minutes", "The time it frees is for members to talk.", {"minutes": most})


def _ask(_case: CheckCase, row: SessionRow) -> Suggestion | None:
    """A session without a question gets one."""
    if row.input_sought.strip() or row.type == SessionType.WELCOME:
        return None
    why = "One-way content silences members; a question to change as you like."
    return Suggestion(f"ask.{row.id}", row.id, "Add a question to members", why, _question(row))


def _add_voice(case: CheckCase, row: SessionRow) -> Suggestion | None:
    """A customer gets a part in a session without one."""
    if row.type == SessionType.WELCOME or has_voice(row):
        return None
    guest = _free_customer(case, row)
    if guest is None:
        return None
    return Suggestion(f"voice.{row.id}", row.id, f"Put {guest.name} on it", "No session without a customer's voice.", give=(guest, "panellist"))


def _to_conversation(case: CheckCase, row: SessionRow) -> Suggestion | None:
    """At a meetup a talk becomes time for casual conversation."""
    if not (case.weights.get(row.type, 0) or is_staff_led(row)):
        return None
    staff = tuple(p.guest_id for p in row.people if p.side == Side.HOST and p.role in SPEAKING)
    why = "Casual conversation convinces; a presentation does not."
    return Suggestion(f"talk.{row.id}", row.id, "Make it time to talk", why, {"type": str(SessionType.NETWORKING)}, take=staff)


def _to_customer_presenter(case: CheckCase, row: SessionRow) -> Suggestion | None:
    """A Rock Star's story is presented by a customer."""
    staff = tuple(p.guest_id for p in row.people if p.side == Side.HOST and p.role in SPEAKING)
    guest = _free_customer(case, row) if staff and row.type != SessionType.WELCOME else None
    if guest is None:
        return None
    why = "A customer tells this story better than anybody of the staff."
    return Suggestion(
        f"give.{row.id}", row.id, f"Let {guest.name} present", why, {"type": str(SessionType.PEER_STORY)}, (guest, "presenter"), staff
    )  # fmt: skip


_OF_A_BOARD: tuple[Move, ...] = (_to_discussion, _to_customer, _shorter, _ask, _add_voice)
_MOVES: dict[str, tuple[Move, ...]] = {
    EventKind.MEETUP: (_to_conversation,),
    EventKind.ROCK_STAR: (_to_customer_presenter, _shorter),
}


def _question(row: SessionRow) -> dict[str, str]:
    """A question on the session's own title, where it has none."""
    if row.input_sought.strip():
        return {}
    return {"input_sought": f"What should we know from your side before we decide on “{row.title}”?"}


def _free_customer(case: CheckCase, row: SessionRow) -> CheckGuest | None:
    """Who of the customers may have a part: accepted, not busy then, with the fewest parts so far; advocates first."""
    parts = Counter(p.guest_id for s in case.sessions for p in s.people)
    busy = {
        p.guest_id
        for s in case.placed
        if s.start and row.start and s.start < (row.end or row.start) and (s.end or s.start) > row.start
        for p in s.people
    }
    free = [g for g in case.guests if g.accepted and g.is_member and g.side in PEERS and g.id not in busy]
    return min(free, key=lambda g: (parts[g.id], g.side != Side.ADVOCATE, g.name, g.id), default=None)


def _with_share(case: CheckCase, made: Suggestion) -> Suggestion:
    return replace(made, share=vendor_share(after(case, made).placed, case.weights))


def _changed(row: SessionRow, made: Suggestion) -> SessionRow:
    people = [p for p in row.people if p.guest_id not in made.take]
    if made.give:
        guest, role = made.give
        people.append(SessionPerson(guest.id, guest.name, guest.organisation, guest.side, role, guest.reply))
    return replace(row, **made.changes, people=tuple(people))
