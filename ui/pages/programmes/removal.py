"""Removing programmes, which are archived instead where they have meetings: said with the same words from list and roster."""

from __future__ import annotations

from advoplanner.services import programmes
from ui.kit.context import Context


def remove_or_archive(ctx: Context, ids: list[str]) -> None:
    """Remove, and say which were archived instead."""
    done = ctx.act(programmes.remove, ctx.workspace, ids, quiet=True)
    if done is None:
        return
    changes, archived = done
    if archived:
        ctx.messages.info(archived, button="Undo", action=ctx.undo)
    else:
        ctx.announce(changes)
