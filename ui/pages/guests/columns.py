"""What the guest list shows of each guest, and the counts it is filtered by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from advoplanner.core.text import fold
from advoplanner.domain.guests import WORDS, Attendance, Decision, GuestRow, InviteState, Reply
from advoplanner.domain.restrictions import Restriction
from ui.models.column import Column

SIDE_STATES = {"customer": "accent", "advocate": "good", "prospect": "warn", "host": "ink", "partner": "quiet"}
DECISION_STATES = {"suggested": "quiet", "approved": "good", "hold": "warn", "notnow": "bad"}
INVITE_STATES = {"not_sent": "quiet", "in_outbox": "warn", "sent": "good", "cancelled": "bad"}
REPLY_STATES = {"none": "quiet", "accepted": "good", "tentative": "warn", "declined": "bad", "delegated": "warn"}
ATTENDANCE_STATES = {"expected": "quiet", "arrived": "good", "left_early": "warn", "no_show": "bad"}
STALE = "The event changed after this reply, so the guest has been asked again."

Restrictions = Mapping[str, Sequence[Restriction]]


def columns(restrictions: Callable[[], Restrictions]) -> tuple[Column, ...]:
    """The table's columns; `restrictions()` are those of each person."""
    return (
        Column("Name", lambda row: row.name, width=170, sort=lambda row: fold(row.sort_name), stretch=True),
        Column("Company", lambda row: row.organisation, width=130, stretch=True),
        Column("Side", lambda row: WORDS[row.side], width=104, state=lambda row: SIDE_STATES[row.side]),
        Column("Role", role, width=104, quiet=True, tooltip=companion),
        Column("Decision", lambda row: WORDS[row.decision], width=104, state=lambda row: DECISION_STATES[row.decision]),
        Column("Invitation", lambda row: WORDS[row.invite_state], width=104, state=lambda row: INVITE_STATES[row.invite_state]),
        Column("Reply", reply, width=112, state=reply_state, tooltip=reply_tip),
        Column("Attendance", lambda row: WORDS[row.attendance], width=108, state=lambda row: ATTENDANCE_STATES[row.attendance]),
        Column(
            "Seat",
            lambda row: f"{row.table.removeprefix('Table ')} · {row.seat}" if row.table else "",
            width=88,
            tooltip=lambda row: f"{row.table}, seat {row.seat}" if row.table else "",
            sort=lambda row: (row.table, row.seat) if row.table else None,
        ),
        Column("Diet", lambda row: row.diet, width=100, quiet=True),
        Column("To mind", lambda row: to_mind(row, restrictions()), width=150, stretch=True),
    )


CHOOSABLE = range(1, 11)
"""Columns that may be put away; the name stays."""

FIRST_TO_GO = (9, 7, 5, 3, 10, 2)
"""Columns left out one after another where the window is narrow; the drawer shows them."""


def role(row: GuestRow) -> str:
    return WORDS[row.role]


def companion(row: GuestRow) -> str:
    return f"Comes with {row.companion_of}" if row.companion_of else ""


def reply(row: GuestRow) -> str:
    return f"{WORDS[row.reply]}, old" if row.reply_stale else WORDS[row.reply]


def reply_state(row: GuestRow) -> str:
    return "warn" if row.reply_stale else REPLY_STATES[row.reply]


def reply_tip(row: GuestRow) -> str:
    return " ".join(filter(None, (STALE if row.reply_stale else "", f"“{row.reply_comment}”" if row.reply_comment else "")))


def to_mind(row: GuestRow, restrictions: Restrictions) -> tuple[str, ...]:
    """Chips: do not contact, access needs, restrictions."""
    found = ["Do not contact"] if row.do_not_contact else []
    found += [row.access_needs] if row.access_needs else []
    return (*found, *dict.fromkeys(r.words for r in restrictions.get(row.person_id, ()) if not r.allows))


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of the header: its word, and the rows it counts."""

    id: str
    word: str
    keeps: Callable[[GuestRow], bool]


COUNTS = (
    Count("all", "on the list", lambda row: True),
    Count("approved", "approved", lambda row: row.decision == Decision.APPROVED),
    Count("accepted", "accepted", lambda row: row.reply == Reply.ACCEPTED),
    Count("tentative", "tentative", lambda row: row.reply == Reply.TENTATIVE),
    Count("declined", "declined", lambda row: row.reply in (Reply.DECLINED, Reply.DELEGATED)),
    Count("silent", "silent", lambda row: row.reply == Reply.NONE),
    Count("seated", "seated", lambda row: bool(row.table)),
    Count("unsent", "not invited yet", lambda row: row.decision == Decision.APPROVED and row.invite_state == InviteState.NOT_SENT),
    Count("arrived", "arrived", lambda row: row.attendance in (Attendance.ARRIVED, Attendance.LEFT_EARLY)),
)
"""The replies among them sum to the first; “not invited yet” and “arrived” are shown where they are not 0."""

ALWAYS = frozenset({"all", "approved", "accepted", "tentative", "declined", "silent", "seated"})
