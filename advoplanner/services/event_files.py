"""One event as a file: taken out with its people, places and plans, and put into another workspace as one step."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.core.paths import is_there
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import clean, plural
from advoplanner.services import addresses
from advoplanner.services.context import Workspace
from advoplanner.store import file, parcels
from advoplanner.store.engine import is_in_use
from advoplanner.store.integrity import backup, check
from advoplanner.store.journal import Values
from advoplanner.store.models import Event
from advoplanner.store.queries import workspace as queries
from advoplanner.store.session import UnitOfWork

GOES_ALONG = ("default_zone", "paper", "host_company", "product_names", "ignored_words")
"""Settings of the workspace that an event is judged and printed by."""


@dataclass(frozen=True, slots=True)
class EventTaken:
    """What a file brought: the event's id and how many of its people were new here."""

    event_id: str
    people: int
    changes: ChangeSet


def export(ws: Workspace, event_id: str, target: Path) -> Path:
    """Write an event with all that hangs on it into a workspace of its own at `target`; a file of that name is replaced.

    Mail accounts, other events and who is not on its list stay here. Raises KnownProblem where `target` is open or cannot be written.
    """
    if is_there(target) and (is_in_use(target) or target.resolve() == ws.path.resolve()):
        raise KnownProblem("workspace.held", f"“{target.name}” is open, so it cannot be replaced.", "Choose another name.")
    with ws.reading() as session:
        parcel = parcels.gather(session.connection(), event_id)
        shown = parcels.pictures(session.connection(), parcel)
        settings = queries.info(session)
    title = parcel["event"][event_id]["title"]
    with tempfile.TemporaryDirectory() as folder:
        made = file.create(Path(folder) / "event.advo", title, ws.clock)
        try:
            with made.store.unit_of_work(f"Take over {title}") as work:
                _deliver(work, parcel, shown)
                row = queries.stored(work.session)
                for name in GOES_ALONG:
                    setattr(row, name, getattr(settings, name))
        finally:
            made.store.close()
            made.release()
        backup(made.path, target)
    return target


def inside(path: Path) -> list[tuple[str, str]]:
    """(id, title) of the events in another workspace's file, in the order of their starts. Raises KnownProblem for what is none."""
    with _copied(path) as copy:
        return parcels.events_of(copy)


def take_in(ws: Workspace, path: Path, event_id: str = "", progress: Progress = QUIET) -> EventTaken:
    """Put an event out of another workspace's file into this one, as one step; people known here by address stay as they are here.

    Raises RuleBroken where the file holds none or several and `event_id` (an id or an exact title) names none of them, and where the
    event is here already.
    """
    with _copied(path) as copy:
        return _take_in(ws, path, copy, event_id, progress)


def _take_in(ws: Workspace, path: Path, copy: Path, event_id: str, progress: Progress) -> EventTaken:
    progress.step(0.2, f"Reading {path.name}")
    found = parcels.events_of(copy)
    wanted = [(i, title) for i, title in found if not event_id or event_id in (i, title)]
    if len(wanted) != 1:
        said = f"“{path.name}” holds {plural(len(found), 'event')}" + (f", and “{clean(event_id)}” names none of them alone." if event_id else ".")
        hint = f"Name one of: {', '.join(f'“{title}”' for _, title in found)}." if found else "Choose another file."
        raise RuleBroken("events.which", said, hint, field="event")
    [(wanted_id, title)] = wanted
    progress.step(0.4, f"Reading {title}")
    parcel, shown = parcels.gather_from(copy, wanted_id)
    progress.step(0.6, f"Taking in {title}")
    with ws.action(f"Take in {title}") as work:
        uid = parcel["event"][wanted_id]["uid"]
        if work.session.scalar(select(Event.id).where((Event.id == wanted_id) | (Event.uid == uid))):
            hint = "Remove it first (Undo brings it back), then take it in again."
            raise RuleBroken("events.here", f"“{title}” is in this workspace already.", hint, field="event")
        _deliver(work, parcel, shown)
        progress.step(0.9)
    return EventTaken(wanted_id, len(work.changes.created("person")), work.changes)


def _deliver(work: UnitOfWork, parcel: parcels.Parcel, shown: dict[str, Values]) -> None:
    """Write a parcel; an address is shared, and owned, as it is among those who are here now."""
    parcels.deliver(work, parcel, shown)
    addresses.settle(work, {row["address_key"] for row in parcel.get("email_address", {}).values()})


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """A passing copy to read, whoever has the file open meanwhile."""
    if not is_there(path):
        raise KnownProblem("files.missing", f"“{path}” does not exist.", "Check the path.")
    path = path.resolve()
    check(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.advo"
        backup(path, copy)
        yield copy
