"""What is said after people were put on a guest list: who stood there already, and who waits because the event is full."""

from __future__ import annotations

from advoplanner.core.text import plural
from advoplanner.services import bench, guests
from advoplanner.services.guests import GuestsAdded
from ui.kit.context import Context


def tell_added(ctx: Context, added: GuestsAdded, event_id: str, title: str = "") -> None:
    """Say who joined, with the title of the event where it is not open; offer to enlarge a full one, or to show who stood there already."""
    to, of = (f" to “{title}”", f" of “{title}”") if title else ("", "")
    joined = added.added - added.benched
    words = f"{plural(joined, 'guest')} added{to}" if joined or not added.benched else ""
    if added.already:
        words += f"{'; ' if words else ''}{len(added.already):,} stood there already"
    if added.benched:
        words += f"{'; ' if words else ''}{plural(added.benched, 'guest')} on the bench, because the event is full"
        waiting = [row.id for row in guests.rows_of(ctx.workspace, added.changes.created("guest")) if row.bench_rank]
        enlarge = lambda: ctx.act(bench.promote, ctx.workspace, waiting, enlarge=True)  # noqa: E731
        ctx.messages.warning(f"{words}.", button="Enlarge the event", action=enlarge)
    elif added.added:
        ctx.messages.info(f"{words}.", button="Undo", action=ctx.undo)
    elif added.already:
        show = lambda: ctx.navigate("guests", event_id, added.already[0])  # noqa: E731
        who = guests.rows_of(ctx.workspace, added.already[:1])[0].name if len(added.already) == 1 else f"All {len(added.already):,}"
        ctx.messages.info(f"{who} stood on the list{of} already.", button="Show on the list", action=show)
