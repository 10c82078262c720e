"""One event as a file: asked where, and where a file holds several, which; read and written in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from advoplanner.core.paths import safe_name
from advoplanner.core.progress import Progress
from advoplanner.domain.events import EventRow
from advoplanner.services import event_files
from advoplanner.services.event_files import EventTaken
from ui.kit.context import Context
from ui.kit.dialogs import file_to_write

KINDS = "AdvoPlanner workspaces (*.advo)"

Arrived = Callable[[str], object]


def save(ctx: Context, row: EventRow, owner: QObject) -> None:
    """Write an event with its people and plans to a file that another workspace can take in, or that is opened by itself."""
    path, ws = file_to_write(ctx.dialogs, "Save the event as a file", f"{safe_name(row.title)}.advo", KINDS), ctx.workspace
    if path is None:
        return

    def written(made: Path) -> None:
        ctx.messages.info(f"“{row.title}” is in {made.name}, with its people and plans.", "Give it only to whom you would give its guest list.")

    work = lambda _: event_files.export(ws, row.id, path)  # noqa: E731
    ctx.jobs.run(work, title="Saving the event", done=written, failed=ctx.failed, owner=owner, pool="db")


def take_in(ctx: Context, owner: QObject, arrived: Arrived) -> None:
    """Put an event out of a file into this workspace; `arrived` gets its id once it is here."""
    path = ctx.dialogs.open_file("Take in an event from a file", KINDS)
    if path is not None:
        done = partial(_choose, ctx, owner, arrived, path)
        ctx.jobs.run(lambda _: event_files.inside(path), title="Reading the file", done=done, failed=ctx.failed, owner=owner, pool="db")


def _choose(ctx: Context, owner: QObject, arrived: Arrived, path: Path, found: list[tuple[str, str]]) -> None:
    if not found:
        ctx.messages.warning(f"“{path.name}” holds no event.", "Choose another file.")
        return
    chosen: int | None = 0
    if len(found) > 1:
        chosen = ctx.dialogs.choose("Take in an event", f"“{path.name}” holds {len(found)} events.", [title for _, title in found], verb="Take in")
    if chosen is None:
        return
    ws, (event_id, title) = ctx.workspace, found[chosen]

    def work(progress: Progress) -> EventTaken:
        return event_files.take_in(ws, path, event_id, progress)

    def done(taken: EventTaken) -> None:
        ctx.announce(taken.changes)
        arrived(taken.event_id)

    ctx.jobs.run(work, title=f"Taking in {title}", done=done, failed=ctx.failed, owner=owner, pool="db")
