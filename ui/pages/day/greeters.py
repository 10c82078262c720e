"""Who greets whom, asked for and noted at the door."""

from __future__ import annotations

from functools import partial

from advoplanner.domain.greeting import cover_words
from advoplanner.services import day_alerts, greeting
from ui.kit.context import Context
from ui.kit.page import Page
from ui.pages.day.arrivals import Arrivals
from ui.pages.day.side import Side


def show_waits(ctx: Context, event_id: str, model: Arrivals, side: Side) -> None:
    """What the door must know of each guest, and who waits to be greeted, as of now."""
    ws = ctx.workspace
    greetings = greeting.rows(ws, event_id)
    model.show_alerts(day_alerts.of(ws, event_id, greetings))
    side.show_greeters(cover_words(greetings, ws.clock()))


def ask_greeter(page: Page, ids: list[str]) -> None:
    """Ask for the name of who greets these guests; an empty name is nobody."""
    ws = page.ctx.workspace
    now = next((row.greeter for row in greeting.rows(ws, page.event_id or "") if row.guest_id == ids[0]), "")
    page.ctx.ask_and_act("Who greets them", "Name of the greeter", partial(greeting.assign, ws, ids), now, verb="Greet")


def greet(page: Page, ids: list[str]) -> None:
    """They were seen and greeted now."""
    page.ctx.act(greeting.greeted, page.ctx.workspace, ids)
