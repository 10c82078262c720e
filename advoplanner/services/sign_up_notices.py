"""Notices to those who signed up: whether they have a place, wait for one, or have just got one; as files that a mail program sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.sign_ups import notice
from advoplanner.services import events, notices, sign_ups
from advoplanner.services.context import Workspace
from advoplanner.services.notices import Notice, Notices


def write(ws: Workspace, event_id: str, folder: Path, guest_ids: Iterable[str] = ()) -> Notices:
    """Write one mail to each of those who do not know yet where they stand (or of these guests), and mark them as told.

    Whoever has no address, or must not be contacted, is named instead. Raises RuleBroken where nobody is to be told, or where the
    event has no organiser's address.
    """
    event, wanted = events.details(ws, event_id), set(guest_ids)
    rows = [row for row in sign_ups.rows(ws, event_id) if row.to_tell and (not wanted or row.guest_id in wanted)]
    if event.organiser_email and not rows:
        raise RuleBroken("sign_ups.all_told", "Everybody knows where they stand.", "Whoever moves up is listed here again.")
    written = notices.write(ws, event, folder, [Notice(row.guest_id, row.name, row.email, *notice(row, event), str(row.place)) for row in rows])
    if not written.reached:
        return written
    with ws.action(f"Tell {plural(len(written.reached), 'person', 'people')} where they stand") as work:
        sign_ups.mark_told(ws, list(written.reached))
    return replace(written, changes=work.changes)
