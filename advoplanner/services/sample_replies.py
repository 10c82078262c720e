"""The replies of the example: calendar answers as mail programs write them, read in like any other."""

from __future__ import annotations

import tempfile
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from advoplanner.core.dates import to_utc
from advoplanner.services import events, replies
from advoplanner.services.context import Workspace

_STAMP = "%Y%m%dT%H%M%SZ"


def add_replies(ws: Workspace, plan: list[dict[str, Any]], ids: dict[str, str]) -> None:
    """Write the answers of `plan` as files and read them; `ids` are the example's events by key."""
    with tempfile.TemporaryDirectory() as folder:
        for number, reply in enumerate(plan, 1):
            path = Path(folder) / f"{number} {reply['name']}.ics"
            path.write_bytes(_answer(ws, reply, ids[reply["event"]]))
        replies.read_files(ws, [Path(folder)])


def _answer(ws: Workspace, reply: dict[str, Any], event_id: str) -> bytes:
    event = events.details(ws, event_id)
    start = to_utc(event.start, event.zone) + timedelta(minutes=reply.get("later", 0))
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//AdvoPlanner//Example//EN", "VERSION:2.0", f"METHOD:{reply['method']}", "BEGIN:VEVENT",
        f"UID:{event.uid}", f"DTSTAMP:{ws.clock().astimezone(UTC).strftime(_STAMP)}", f"SEQUENCE:{event.sequence}",
        f"DTSTART:{start.strftime(_STAMP)}", f"DTEND:{(start + (event.end - event.start)).strftime(_STAMP)}",
        f"ORGANIZER:mailto:{event.organiser_email}", f"ATTENDEE;PARTSTAT={reply['partstat']};CN={reply['name']}:mailto:{reply['email']}",
        f"COMMENT:{reply['comment'].replace(',', chr(92) + ',')}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "\r\n".join([*lines, ""]).encode()
