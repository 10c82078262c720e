"""How guests travel, as rows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.domain.guests import Decision
from advoplanner.domain.stays import StayRow
from advoplanner.store.models import Guest, Organisation, Person, Stay
from advoplanner.store.queries.boards import GONE, day_of


def rows(session: Session, event_id: str) -> list[StayRow]:
    """Guests who come or may come, by name."""
    query = (
        select(Guest, Person.display_name, Organisation.name, Stay, Person.access_needs)
        .join(Person, Person.id == Guest.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Stay, Stay.guest_id == Guest.id)
        .where(Guest.event_id == event_id, Guest.decision == Decision.APPROVED, Guest.reply.not_in(GONE))
        .order_by(Person.sort_name, Guest.id)
    )
    found = session.execute(query).all()
    names = {guest.id: name for guest, name, *_ in found}
    return [_row(guest, name, company or "", stay, needs, names) for guest, name, company, stay, needs in found]


def _row(guest: Guest, name: str, company: str, stay: Stay | None, needs: str, names: dict[str, str]) -> StayRow:
    known = (guest.id, guest.event_id, name, company, guest.hotel, guest.travel, guest.access_needs or needs)
    if stay is None:
        return StayRow(*known)
    # Who shared with somebody that does not come any more sleeps alone.
    other = stay.shares_with if stay.shares_with in names else ""
    return StayRow(*known, stay.arrives, stay.leaves, day_of(stay.check_in), day_of(stay.check_out), other or "", names.get(other or "", ""))
