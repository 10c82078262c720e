"""One event as a file: asked where, and where a file holds several, which."""

from __future__ import annotations

from advoplanner.core.paths import safe_name
from advoplanner.domain.events import EventRow
from advoplanner.services import event_files
from ui.kit.context import Context
from ui.kit.dialogs import file_to_write

KINDS = "AdvoPlanner workspaces (*.advo)"


def save(ctx: Context, row: EventRow) -> None:
    """Write an event with its people and plans to a file that another workspace can take in, or that is opened by itself."""
    path = file_to_write(ctx.dialogs, "Save the event as a file", f"{safe_name(row.title)}.advo", KINDS)
    written = ctx.act(event_files.export, ctx.workspace, row.id, path) if path else None
    if written:
        ctx.messages.info(f"“{row.title}” is in {written.name}, with its people and plans.", "Give it only to whom you would give its guest list.")


def take_in(ctx: Context) -> str:
    """Put an event out of a file into this workspace; returns its id, "" where nothing came of it."""
    path = ctx.dialogs.open_file("Take in an event from a file", KINDS)
    found = ctx.act(event_files.inside, path, quiet=True) if path else None
    if path is None or found is None:
        return ""
    if not found:
        ctx.messages.warning(f"“{path.name}” holds no event.", "Choose another file.")
        return ""
    chosen: int | None = 0
    if len(found) > 1:
        chosen = ctx.dialogs.choose("Take in an event", f"“{path.name}” holds {len(found)} events.", [title for _, title in found], verb="Take in")
    if chosen is None:
        return ""
    taken = ctx.act(event_files.take_in, ctx.workspace, path, found[chosen][0])
    return taken.event_id if taken else ""
