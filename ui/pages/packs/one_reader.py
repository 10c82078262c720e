"""A briefing pack for one reader, or for each host: who, then where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advoplanner.core.progress import Progress
from advoplanner.domain.guests import Side
from advoplanner.services import reader_packs
from advoplanner.services.printing import ExportReport
from ui.kit.context import Context
from ui.pages.packs.shelf import Order

EACH_HOST = "Each host, a file for each"


def ask_reader(ctx: Context, event_id: str) -> Sequence[str]:
    """Whose packs are wanted, as words for `reader_packs.export`; nothing where there is nobody or it was cancelled."""
    there = reader_packs.readers(ctx.workspace, event_id)
    if not there:
        ctx.messages.info("Nobody comes yet for whom a pack could be made.", "Add guests first.")
        return ()
    hosts = any(row.side == Side.HOST for row in there)
    names = [EACH_HOST] * hosts + [f"{row.name}, {'host' if row.side == Side.HOST else row.organisation or 'member'}" for row in there]
    chosen = ctx.dialogs.choose(
        "Briefing pack for one reader", "Their own part and the guests they have to do with, for:", names, verb="Choose a folder…"
    )
    if chosen is None:
        return ()
    return (reader_packs.HOSTS,) if hosts and chosen == 0 else (there[chosen - hosts].id,)


def exported(ws: Any, order: Order, folder: Path, wanted: Sequence[str], progress: Progress) -> ExportReport:
    """The files for the readers in `wanted`; those that are there stay, and new ones get a free name."""
    return reader_packs.export(ws, order.event_id, folder, wanted, paper=order.paper, progress=progress, beside=True)
