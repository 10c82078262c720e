"""The main job from end to end with the example, and how long each step took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from advoplanner import bootstrap
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import safe_name
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.guests import Reply
from advoplanner.services import auto_seat, calendar, events, guests, outbox, printing, sample, tables
from advoplanner.services.context import Workspace

NAME = "demo.advo"


@dataclass
class Demo:
    """Files in the order of writing, and seconds of each step."""

    files: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[step] = round(self.seconds.get(step, 0.0) + time.perf_counter() - began, 3)


def run(folder: Path, progress: Progress = QUIET) -> Demo:
    """Make the example in `folder`, seat, and write every document, invitation and calendar of each event into a folder of its own.

    An earlier example there is made anew. Raises KnownProblem where the folder may not be written.
    """
    done = Demo()
    path = folder / NAME
    _check_free(path)
    for old in (path, path.with_name(NAME + "-wal"), path.with_name(NAME + "-shm"), *folder.glob("*/invitations/*.eml")):
        old.unlink(missing_ok=True)
    with done.timed("example"):
        ws = bootstrap.create_workspace(path, name="Example")
        ids = sample.make(ws, progress, mail_to=folder).events
    done.files += [path, *sorted(folder.glob("*/invitations/*.eml"))]
    try:
        for event_id in ids:
            _event(ws, event_id, folder, done)
    finally:
        ws.close()
    return done


def _check_free(path: Path) -> None:
    """An earlier example may be thrown away, but not from under somebody who works in it."""
    try:
        if path.exists():
            bootstrap.open_workspace(path).close()
    except KnownProblem as problem:
        if problem.code == "workspace.held":
            raise


def _event(ws: Workspace, event_id: str, folder: Path, done: Demo) -> None:
    event = events.details(ws, event_id)
    target = folder / safe_name(event.title)
    if event.status != "closed":
        with done.timed("seat"):
            _seat(ws, event_id)
        with done.timed("invite"):
            # What the example's guests hold already is not written again.
            done.files += outbox.invite(ws, event_id, target / "invitations").written
        with done.timed("calendar"):
            done.files.append(calendar.publish(ws, [event_id], target / f"{safe_name(event.title)}.ics").path)
    with done.timed("documents"):
        done.files += [f.path for f in printing.export(ws, event_id, target / "documents").files]


def _seat(ws: Workspace, event_id: str) -> None:
    """Seat whoever has accepted; where nobody was asked yet there is nobody to seat."""
    accepted = [g for g in guests.rows(ws, event_id) if g.reply == Reply.ACCEPTED]
    if accepted and tables.rows(ws, event_id):
        auto_seat.seat_all(ws, event_id)
