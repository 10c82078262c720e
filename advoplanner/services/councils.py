"""What makes a council the members' own: its chairs approve the agenda; who hosted before, and how the roster grows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.councils import ChairRow, Growth, disclosure
from advoplanner.domain.guests import Role, Side
from advoplanner.services.context import Workspace
from advoplanner.services.people import keep_photo
from advoplanner.store.models import WORKSPACE_ID, AgendaApproval, Event, Guest, Person, Photo, WorkspaceInfo
from advoplanner.store.queries import boards as queries


@dataclass(frozen=True, slots=True)
class Council:
    """A council as it stands: `number` the newest released version (0: none), `growth` its meetings, the oldest first, `vendor` who advises."""

    chairs: tuple[ChairRow, ...]
    number: int
    growth: tuple[Growth, ...]
    disclosure: str
    vendor: str = ""
    text_mark: str = ""
    sponsor: str = ""
    host_company: str = ""
    logo: bytes | None = None


def read(ws: Workspace, event_id: str) -> Council:
    """Chairs with what they approved, and the meetings so far; raises where the event is gone."""
    with ws.reading() as session:
        event = session.get_one(Event, event_id)
        newest = queries.newest_version(session, event_id)
        chairs, growth = tuple(queries.chairs(session, event_id)), tuple(queries.growth(session, event))
        line, vendor = disclosure(event.kind, event.sponsor, event.host_company), session.get_one(WorkspaceInfo, WORKSPACE_ID).host_company
        photo = session.get(Photo, event.logo_id) if event.logo_id else None
        return Council(
            chairs, newest.number if newest else 0, growth, line, vendor, event.text_mark, event.sponsor, event.host_company,
            photo.data if photo else None,
        )  # fmt: skip


def approve(ws: Workspace, event_id: str, guest_id: str, approved: bool = True) -> ChangeSet:
    """Note that a chair says yes to the newest released version, or takes that back.

    Raises RuleBroken where nothing is released, where the guest does not chair, or where they are of the vendor, which only advises.
    """
    with ws.action("") as work:
        session = work.session
        found = session.execute(
            select(Guest, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.id == guest_id, Guest.event_id == event_id)
        ).first()
        if found is None:
            raise RuleBroken("councils.unknown", "This chair is no longer on the list.", "Undo brings them back.")
        guest, name = found
        _check_chair(guest, name)
        newest = queries.newest_version(session, event_id)
        if newest is None:
            raise RuleBroken("councils.no_version", "No agenda is released yet.", "Release one on the agenda's page; the chairs approve that.")
        said = session.scalar(select(AgendaApproval).where(AgendaApproval.version_id == newest.id, AgendaApproval.guest_id == guest_id))
        if approved and said is None:
            work.add(AgendaApproval(version_id=newest.id, guest_id=guest_id, at=ws.clock()))
        elif not approved and said is not None:
            work.delete_all([said])
        work.label = f"{name} {'approves' if approved else 'no longer approves'} version {newest.number} of the agenda"
    return work.changes


def set_logo(ws: Workspace, event_id: str, data: bytes | None) -> ChangeSet:
    """Give a council its own logo (already normalised JPEG bytes), or take it away: the text mark stands in its place then."""
    with ws.action("") as work:
        event = work.session.get_one(Event, event_id)
        work.label = f"{'Change' if data else 'Take away'} the logo of {event.title}"
        event.logo_id = keep_photo(work, data) if data else None
    return work.changes


def _check_chair(guest: Guest, name: str) -> None:
    if guest.side == Side.HOST:
        raise RuleBroken("councils.vendor", f"{name} is of the vendor, which only advises.", "Members chair a council and approve its agenda.")
    if guest.role != Role.CHAIR:
        raise RuleBroken("councils.no_chair", f"{name} does not chair.", "Give them the role of chair on the guest list first.")
