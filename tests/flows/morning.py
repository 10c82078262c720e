"""A board as it stands the evening before: twelve guests seated, the agenda released, dinner fixed at 19:00."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from advoplanner import bootstrap
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.rooms import parse_shape
from advoplanner.services import agenda, agenda_versions, auto_seat, events, guests, people, tables

DAY = datetime(2027, 3, 10)
START = DAY + timedelta(hours=8, minutes=30)
NAMES = ("Ana Lima", "Ben Ode", "Cleo Ray", "Dan Fox", "Eva Moe", "Finn Orr", "Gil Sax", "Hal Poe", "Ida Kay", "Jon Lee", "Kim Roy", "Lea Tam")
SESSIONS = (
    ("Coffee", 8.5, 30, "networking", ()), ("A member's story", 9, 60, "peer_story", ("Ana Lima",)), ("Break", 10, 30, "break", ()),
    ("Panel", 10.5, 60, "panel", ("Ben Ode", "Cleo Ray", "Eva Moe")), ("Lunch", 11.5, 60, "meal", ()),
    ("In threes", 12.5, 90, "breakout", ("Gil Sax",)), ("Time of your own", 14, 120, "free", ()), ("Dinner", 19, 120, "meal", ()),
)  # fmt: skip


def board_of_the_evening_before(path: Path, clock: Callable[[], datetime]) -> str:
    """Make the workspace and close it; the event's id."""
    ws = bootstrap.create_workspace(path, clock=clock)
    new = NewEvent("cab", "Board", "Listen.", START, START + timedelta(hours=14), "Europe/Berlin", room="Hall", organiser_email="host@firm.example",
                   template=False)  # fmt: skip
    event = events.new(ws, new).created("event")[0]
    drafts = [ContactDraft(display_name=n, given=n.split()[0], organisation=f"{n} AG", emails=(f"{n[:3]}@g.example",)) for n in NAMES]
    guests.add(ws, event, [people.add(ws, draft).created("person")[0] for draft in drafts])
    ids = {g.name: g.id for g in guests.rows(ws, event)}
    guests.set_reply(ws, list(ids.values()), "accepted")
    tables.make_layout(ws, event, "round", parse_shape("4x4"))
    auto_seat.seat_all(ws, event, iterations=2000)
    for title, hour, minutes, kind, who in SESSIONS:
        at = DAY + timedelta(hours=hour)
        made = agenda.add(ws, event, type=kind, title=title, start=at, minutes=minutes, fixed=title == "Dinner").created("session")[0]
        for name in who:
            agenda.set_person(ws, made, ids[name])
    agenda_versions.release(ws, event, waiver="Set up for a test of the morning.")
    ws.close()
    return event
