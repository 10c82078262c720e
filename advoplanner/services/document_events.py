"""The event as each of its documents' readers sees it: what it is, whose mark it carries, and who pays."""

from __future__ import annotations

from advoplanner.core.dates import zone_abbreviation
from advoplanner.domain.councils import brand, disclosure, mark_of
from advoplanner.domain.documents import EventFacts
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import PROFILES, EventStatus
from advoplanner.domain.restrictions import Audience
from advoplanner.services.context import Workspace
from advoplanner.store.models import Photo


def facts(ws: Workspace, event: EventDetails, audience: str) -> EventFacts:
    """The event; sponsor and objectives are the host team's and the members', logistics and whom to call for those who are invited."""
    mark = mark_of(event.kind, event.text_mark, event.title)
    inside, invited = audience in (Audience.HOST, Audience.MEMBER), audience != Audience.PUBLIC
    return EventFacts(
        id=event.id, title=event.title, start=event.start, end=event.end, kind=event.kind, kind_name=PROFILES[event.kind].name, purpose=event.purpose,
        topic=event.topic, learn_goal=event.learn_goal, objectives=event.objectives if inside else (), zone=event.zone,
        zone_abbreviation=zone_abbreviation(event.start, event.zone), venue=event.venue, address=event.address, city=event.city,
        room=event.room, organiser_name=event.organiser_name, organiser_email=event.organiser_email, host_company=event.host_company,
        sponsor=event.sponsor if inside else "", logistics=event.logistics if invited else "",
        help_contact=event.day_contact if invited else "", join_link=event.join_link,
        status=EventStatus(event.status).value.capitalize(), brand=brand(event.kind, mark, event.title, event.host_company), mark=mark,
        logo=_logo(ws, event.logo_id), disclosure=disclosure(event.kind, event.sponsor, event.host_company),
    )  # fmt: skip


def _logo(ws: Workspace, logo_id: str) -> bytes | None:
    if not logo_id:
        return None
    with ws.reading() as session:
        photo = session.get(Photo, logo_id)
        return photo.data if photo else None
