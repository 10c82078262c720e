"""How a reply is put into words: its kind, its answer, the time it asks for; and the columns of the list."""

from __future__ import annotations

from datetime import UTC, datetime

from advoplanner.core.dates import moment_here, short_date, to_wall
from advoplanner.domain.guests import WORDS
from advoplanner.domain.reply_rows import ReplyRow
from ui.kit.event_words import zone_city
from ui.models.column import Column

KINDS = {
    "reply": "Answer", "counter": "Proposes another time", "refresh": "Asks for the invitation", "request": "Invitation", "cancel": "Cancellation",
    "bounce": "Could not be delivered", "none": "No readable answer",
}  # fmt: skip

OUTCOMES = {"applied": ("Applied", "good"), "need_you": ("Needs you", "warn"), "ignored": ("Ignored", "quiet")}

GROUPS = (("Need you", "need_you"), ("Applied", "applied"), ("Ignored", "ignored"), ("All", ""))


def answer_words(row: ReplyRow) -> str:
    """What it says: "Accepted", or its kind where it is no plain answer."""
    if row.kind == "none" and row.details and not row.answer:
        return "Sends details"
    if row.kind == "none" and row.words and row.guest_id and not row.answer:
        return "Writes in words"
    return WORDS.get(row.answer, row.answer) if row.kind in ("reply", "none") and row.answer else KINDS.get(row.kind, row.kind)


def why_words(row: ReplyRow) -> str:
    """Why it stands as it does, and for another time what taking it would do."""
    if row.kind == "counter" and row.outcome == "need_you":
        return f"{row.why} Taking it moves the event, and drafts an update for everybody who holds the invitation."
    return row.why


def who(row: ReplyRow) -> str:
    """The guest it is about, else the address it names, else the file."""
    return row.guest or row.attendee or row.file_name


def moment(text: str, zone: str) -> str:
    """A time written 20270318T080000Z, or a date, on the wall clock of `zone`; as it stands where it is neither."""
    try:
        if len(text) == 8:
            return short_date(datetime.strptime(text, "%Y%m%d").date())
        wall = to_wall(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), zone)
    except ValueError:
        return text
    return f"{short_date(wall.date())}, {wall:%H:%M} {zone_city(zone)}"


def span(times: tuple[str, ...], zone: str) -> str:
    """From when to when: the day once where both are on it."""
    words = [moment(each, zone) for each in times if each]
    if len(words) == 2 and ", " in words[0] and words[0].partition(", ")[0] == words[1].partition(", ")[0]:
        city = f" {zone_city(zone)}"
        return f"{words[0].removesuffix(city)} to {words[1].partition(', ')[2]}"
    return " to ".join(words)


def proposed_words(row: ReplyRow, zone: str) -> str:
    """The time a guest asks for, "" where they ask for none."""
    return span(row.proposed, zone)


def now_words(row: ReplyRow, zone: str) -> str:
    """The event's own time beside a proposed one."""
    return span(row.now, zone)


def read_at(row: ReplyRow) -> str:
    """When it was read, on this computer's clock."""
    return moment_here(row.read_at)


LEAST = {5: 1060, 4: 820, 2: 620, 1: 460}
"""Columns (time of reading, event, outcome, answer) that are left to the drawer where the list is narrower than this, in px."""

SEARCH_ROOM = 560
"""Width of the list in px below which an empty search field gives way."""

COLUMNS = (
    Column("From", who, width=180, tooltip=lambda row: row.attendee),
    Column("Says", answer_words, width=150),
    Column("Outcome", lambda row: OUTCOMES[row.outcome][0], width=104, state=lambda row: OUTCOMES[row.outcome][1]),
    Column("Why", lambda row: row.why, width=260, stretch=True),
    Column("Event", lambda row: row.event or "Not known", width=140, quiet=True),
    Column("Read", read_at, width=148, quiet=True, sort=lambda row: row.read_at),
)
