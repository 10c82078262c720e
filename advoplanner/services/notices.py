"""Short mails to guests, as files that a mail program sends: whoever must not be written to, or cannot be, is named instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import free_name, safe_name, write_bytes
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.invitations import Recipient
from advoplanner.domain.people import email_problem
from advoplanner.domain.restrictions import why_no_mail
from advoplanner.mail.compose import Sender, letter, new_message_id
from advoplanner.services.context import Workspace
from advoplanner.store.models import Guest, Person
from advoplanner.store.queries.people import restrictions


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail to a guest; `what` ends the name of its file."""

    guest_id: str
    name: str
    email: str
    subject: str
    text: str
    what: str


@dataclass(frozen=True, slots=True)
class Notices:
    """The files that were written, the guests whom they reach, and the names of those to whom none could be written."""

    written: tuple[Path, ...]
    reached: frozenset[str]
    without: tuple[str, ...]
    changes: ChangeSet = NOTHING


def write(ws: Workspace, event: EventDetails, folder: Path, mails: Iterable[Notice]) -> Notices:
    """Write mails to `folder`, as drafts. Raises RuleBroken where the event has no organiser's address."""
    if not event.organiser_email:
        raise RuleBroken("notices.organiser", "The event has no organiser's address, so nobody could answer.", "Write it in the event's details.")
    chosen = list(mails)
    silent = _silent(ws, [mail.guest_id for mail in chosen])
    reached = [mail for mail in chosen if mail.guest_id not in silent and not email_problem(mail.email)]
    sender = Sender(event.organiser_name, event.organiser_email)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for mail in reached:
        octets = letter(sender, Recipient(mail.name, mail.email), mail.subject, mail.text, None, new_message_id(sender), ws.clock(), draft=True)
        files.append(write_bytes(free_name(folder / f"{safe_name(mail.name)} - {mail.what}.eml"), octets))
    return Notices(tuple(files), frozenset(mail.guest_id for mail in reached), tuple(mail.name for mail in chosen if mail not in reached))


def _silent(ws: Workspace, guest_ids: list[str]) -> set[str]:
    """Guests who must not be contacted, or not by mail."""
    today = ws.clock().date()
    with ws.reading() as session:
        people = session.execute(select(Guest.id, Person).join(Person, Person.id == Guest.person_id).where(Guest.id.in_(guest_ids))).all()
        limits = restrictions(session, [person.id for _, person in people])
    return {guest for guest, person in people if person.do_not_contact or why_no_mail(limits.get(person.id, ()), today)}
