"""Where a workspace is to be, and why one did not open, with the way out: reading only, a copy, a kept version, what can be saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advoplanner.core.errors import AdvoError
from advoplanner.core.text import plural
from ui.kit.dialogs import file_to_write

if TYPE_CHECKING:
    from ui.desk import WorkspaceDesk
    from ui.kit.context import Context

KINDS = "AdvoPlanner workspaces (*.advo)"
READ_AT_LEAST = ("workspace.denied", "workspace.no_room")
"""Refusals to write where the file lies: it is opened for reading, and another place is offered."""

UNREADABLE = ("workspace.damaged", "workspace.empty", "workspace.foreign")
"""Refusals in which a kept version of the same workspace helps."""


def asked_path(ctx: Context, title: str, name: str) -> Path | None:
    """Where the person wants a workspace to be, with its ending."""
    return file_to_write(ctx.dialogs, title, name, KINDS)


def say_read_only(desk: WorkspaceDesk, refused: AdvoError) -> None:
    """Why the workspace that was just opened can only be read, with the way to go on."""
    desk.ctx.messages.error(
        f"{refused.sentence} It is open for reading only.", "Go on in a copy elsewhere.", button="Save a copy…", action=desk.save_copy
    )


def say_refused(desk: WorkspaceDesk, path: Path, refused: AdvoError) -> None:
    """Why the file did not open; where somebody else has it, reading is still possible."""
    from ui.kit.doorbell import ring

    if refused.code == "workspace.held" and ring(path):
        desk.ctx.messages.info(f"“{path.name}” is open already; its window is in front now.")
    elif refused.code == "workspace.held":
        desk.ctx.messages.error(refused.sentence, refused.hint, button="Open to read", action=partial(desk.open, path, read_only=True))
    elif refused.code == "workspace.elsewhere":
        _ask_elsewhere(desk, path, refused)
    elif refused.code in UNREADABLE and (newest := _newest_snapshot(path)):
        when = f"The newest version that is whole is of {newest.at:%d %B, %H:%M} UTC."
        desk.ctx.messages.error(refused.sentence, when, button="Open that version", action=partial(_recover, desk, path))
    elif refused.code == "workspace.damaged":
        hint = "What can still be read of it can be saved into a new workspace."
        desk.ctx.messages.error(refused.sentence, hint, button="Save what can be read…", action=partial(_salvage, desk, path))
    elif refused.code == "workspace.missing":
        hint = "Was it moved, or is its drive not connected?"
        desk.ctx.messages.error(refused.sentence, hint, button="Open a file…", action=desk.choose)
    elif refused.code == "workspace.empty":
        desk.ctx.messages.error(refused.sentence, "No version of it was kept. Choose another file.", button="Open a file…", action=desk.choose)
    elif refused.code in (*READ_AT_LEAST, "workspace.older"):
        desk.ctx.messages.error(refused.sentence, refused.hint, button="Save a copy…", action=partial(desk.save_copy, path))
    else:
        desk.ctx.messages.problem(refused)


def _ask_elsewhere(desk: WorkspaceDesk, path: Path, refused: AdvoError) -> None:
    """Another computer seems to have it open; whether that is so only the person can know."""
    ways: list[tuple[str, Callable[[], object]]] = [
        ("Open it for reading only", partial(desk.open, path, read_only=True)),
        ("Save a copy and open that", partial(desk.save_copy, path)),
        ("Nobody has it open there: open it to work in it", partial(desk.open, path, take_over=True)),
    ]
    chosen = desk.ctx.dialogs.choose("Open elsewhere", refused.sentence, [words for words, _ in ways], verb="Go on")
    if chosen is not None:
        ways[chosen][1]()


def _recover(desk: WorkspaceDesk, path: Path) -> None:
    """Open the newest snapshot as a copy; the damaged file stays where it is."""
    from advoplanner.services import history

    recovered = desk.ctx.act(history.recover, path, quiet=True)
    if recovered is not None:
        desk.open(recovered)


def _salvage(desk: WorkspaceDesk, path: Path) -> None:
    """Open a new workspace with what can be read of a damaged one."""
    from advoplanner.services import repair

    target = asked_path(desk.ctx, "Save what can be read", f"{path.stem} (saved).advo")
    if target is None:
        return

    def saved(done: repair.Salvage) -> None:
        desk.ctx.messages.info(f"{plural(done.rows, 'row')} could be read and saved.")
        desk.open(target)

    desk.ctx.jobs.run(lambda _: repair.salvage(path, target), title="Reading what is left", done=saved, failed=desk.ctx.failed, owner=desk.window)


def _newest_snapshot(path: Path) -> Any:
    from advoplanner.services import history

    return history.newest_snapshot(path)
