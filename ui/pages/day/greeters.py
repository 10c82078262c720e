"""Who greets whom, asked for and noted at the door."""

from __future__ import annotations

from advoplanner.services import greeting
from ui.kit.page import Page


def ask_greeter(page: Page, ids: list[str]) -> None:
    """Ask for the name of who greets these guests; an empty name is nobody."""
    ws = page.ctx.workspace
    now = next((row.greeter for row in greeting.rows(ws, page.event_id or "") if row.guest_id == ids[0]), "")
    name = page.ctx.dialogs.ask_text("Who greets them", "Name of the greeter", now, verb="Greet")
    if name is not None:
        page.ctx.act(greeting.assign, ws, ids, name)


def greet(page: Page, ids: list[str]) -> None:
    """They were seen and greeted now."""
    page.ctx.act(greeting.greeted, page.ctx.workspace, ids)
