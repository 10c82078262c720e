"""Notices to those who signed up: whether they have a place, wait for one, or have just got one; as files that a mail program sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import free_name, safe_name, write_bytes
from advoplanner.core.text import plural
from advoplanner.domain.invitations import Recipient
from advoplanner.domain.people import email_problem
from advoplanner.domain.restrictions import why_no_mail
from advoplanner.domain.sign_ups import notice
from advoplanner.mail.compose import Sender, letter, new_message_id
from advoplanner.services import events, sign_ups
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, Person
from advoplanner.store.queries.people import restrictions


@dataclass(frozen=True, slots=True)
class Notices:
    """The files that were written, and the names of those to whom none could be."""

    written: tuple[Path, ...]
    without: tuple[str, ...]
    changes: ChangeSet = NOTHING


def write(ws: Workspace, event_id: str, folder: Path, guest_ids: Iterable[str] = ()) -> Notices:
    """Write one mail to each of those who do not know yet where they stand (or of these guests), and mark them as told.

    Whoever has no address, or must not be contacted, is named instead. Raises RuleBroken where nobody is to be told, or where the
    event has no organiser's address.
    """
    event = events.details(ws, event_id)
    if not event.organiser_email:
        raise RuleBroken("sign_ups.organiser", "The event has no organiser's address, so nobody could answer.", "Write it in the event's details.")
    wanted = set(guest_ids)
    rows = [row for row in sign_ups.rows(ws, event_id) if row.to_tell and (not wanted or row.guest_id in wanted)]
    if not rows:
        raise RuleBroken("sign_ups.all_told", "Everybody knows where they stand.", "Whoever moves up is listed here again.")
    silent = _silent(ws, [row.guest_id for row in rows])
    reached = [row for row in rows if row.guest_id not in silent and not email_problem(row.email)]
    sender = Sender(event.organiser_name, event.organiser_email)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for row in reached:
        subject, text = notice(row, event)
        mail = letter(sender, Recipient(row.name, row.email), subject, text, None, new_message_id(sender), ws.clock(), draft=True)
        written.append(write_bytes(free_name(folder / f"{safe_name(row.name)} - {row.place}.eml"), mail))
    changes = NOTHING
    if reached:
        with ws.action(f"Tell {plural(len(reached), 'person', 'people')} where they stand") as work:
            sign_ups.mark_told(ws, [row.guest_id for row in reached])
        changes = work.changes
    return Notices(tuple(written), tuple(row.name for row in rows if row not in reached), changes)


def _silent(ws: Workspace, guest_ids: list[str]) -> set[str]:
    """Guests who must not be contacted, or not by mail."""
    today = ws.clock().date()
    with ws.reading() as session:
        people = session.execute(select(Guest.id, Person).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(guest_ids))).all()
        limits = restrictions(session, [person.id for _, person in people])
    return {guest for guest, person in people if person.do_not_contact or why_no_mail(limits.get(person.id, ()), today)}
