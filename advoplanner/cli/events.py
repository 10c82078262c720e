"""Commands about events: new, list, and one event out of a workspace or into it."""

from __future__ import annotations

from argparse import Namespace

from advoplanner.cli.output import opened, show, warn
from advoplanner.core.dates import iso_with_offset, span
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import is_there
from advoplanner.core.text import plural
from advoplanner.domain import event_details
from advoplanner.domain.event_details import NewEvent
from advoplanner.services import events


def new(options: Namespace) -> int:
    event = NewEvent(
        options.kind, options.title, options.purpose, options.start, options.end, options.zone, options.venue, organiser_email=options.organizer_email
    )
    # Refused before a workspace is made for it.
    event_details.check_new(event)
    with opened(options.workspace, make=True) as ws:
        event_id = events.new(ws, event).created("event")[0]
        for notice in events.notices(ws, event):
            warn(notice)
    return show(options, {"id": event_id}, [event_id])


def listing(options: Namespace) -> int:
    with opened(options.workspace, read_only=True) as ws:
        rows = events.rows(ws)
    found = [
        {
            "id": r.id,
            "kind": r.kind,
            "title": r.title,
            "start": iso_with_offset(r.start, r.zone),
            "end": iso_with_offset(r.end, r.zone),
            "zone": r.zone,
            "guests": r.guests,
            "accepted": r.accepted,
            "declined": r.declined,
            "tentative": r.tentative,
            "silent": r.silent,
            "seated": r.seated,
        }
        for r in rows
    ]
    lines = [f"{r.id}  {r.title} · {span(r.start, r.end)} ({r.zone}) · {plural(r.guests, 'guest')}, {r.accepted} accepted" for r in rows]
    return show(options, {"events": found}, lines or ["No events yet. Make one with: event new."])


def export(options: Namespace) -> int:
    from advoplanner.services import event_files

    if is_there(options.to):
        raise KnownProblem("workspace.exists", f"“{options.to.name}” exists already.", "Choose another name.")
    with opened(options.workspace, read_only=True) as ws:
        written = event_files.export(ws, events.find(ws, options.event), options.to)
    return show(options, {"written": str(written)}, [str(written)])


def take_in(options: Namespace) -> int:
    from advoplanner.services import event_files

    with opened(options.workspace) as ws:
        done = event_files.take_in(ws, options.file, options.event)
    return show(options, {"id": done.event_id, "people": done.people}, [f"{done.event_id}  {plural(done.people, 'person', 'people')} new here"])
