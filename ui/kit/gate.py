"""A gate: what stands against something is said, and a reason lets it pass."""

from __future__ import annotations

from collections.abc import Callable

from ui.kit.context import Context


def may_pass(ctx: Context, what: str, against: str, waive: Callable[[str], object]) -> bool:
    """Whether `what` ("These documents") may go: at once where nothing stands `against` it, else once `waive` has kept a reason."""
    if not against:
        return True
    label = f"{against}\n\nTo go ahead all the same, say why. Your reason is kept."
    title = f"{what} {'wait' if what.endswith('s') else 'waits'} for a check"
    return ctx.ask_and_act(title, label, waive, verb="Waive and go on", lines=True, quiet=True) is not None
