"""Which pages there are and where they live: a table, so that a page is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from advoplanner.core.records import dataclass

if TYPE_CHECKING:
    from ui.kit.context import Context
    from ui.kit.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page. `factory` is a class or function in `module` that takes the Context; `help` is what F1 says.

    A page `within` another one is reached from there and from the palette; rail and steps mark the outer page while it is open.
    """

    id: str
    title: str
    icon: str
    scope: Literal["workspace", "event"]
    module: str
    factory: str
    shortcut: str
    help: str
    within: str = ""

    def build(self, ctx: Context) -> Page:
        make: Callable[[Context], Page] = getattr(import_module(self.module), self.factory)
        return make(ctx)


def _workspace(id: str, title: str, icon: str, help: str, shortcut: str = "") -> PageSpec:
    return PageSpec(id, title, icon, "workspace", f"ui.pages.{id}.page", f"{id.title()}Page", shortcut, help)


def _event(id: str, title: str, icon: str, number: int, help: str) -> PageSpec:
    return PageSpec(id, title, icon, "event", f"ui.pages.{id}.page", f"{id.title()}Page", f"Ctrl+{number}", help)


def _inside(id: str, title: str, icon: str, within: str, help: str, module: str = "") -> PageSpec:
    scope: Literal["workspace", "event"] = "workspace" if within == "settings" else "event"
    return PageSpec(id, title, icon, scope, module or f"ui.pages.{id}.page", f"{id.title()}Page", "", help, within)


OUTBOX_HELP = (
    "Messages waiting to leave. Nothing leaves this computer before you send or export it here. Sent from here, with a mail account of "
    "yours (Settings), an invitation arrives whole, with its buttons to accept and decline. As a file it takes a detour: classic Outlook "
    "opens it as a message to send, but is reported to pass on only the attached invite.ics; new Outlook is reported to open it for reading "
    "only, so that you write a message of your own and attach the .ics that can be written beside it. Thunderbird opens it for reading: "
    "choose Edit as New. Try it with a message to yourself. Google puts invitations of unknown senders into the calendar only after an answer. "
    "Or copy a message into a mail of your own, save its calendar entry to attach, and note here that you have sent it."
)

PAGES: tuple[PageSpec, ...] = (
    _workspace("today", "Today", "sun", "What is due across all events, and the next events with how ready they are."),
    _workspace("events", "Events", "calendar", "All events. Make a new one, open one, copy one or put it away."),
    PageSpec(
        "host_requests",
        "Host requests",
        "handshake",
        "workspace",
        "ui.pages.host_requests.page",
        "HostRequestsPage",
        "",
        "Who asks to host a meetup, with which guests and for how much. Approve one into an event, or decline it with a reason.",
        "events",
    ),
    _workspace("people", "People", "users", "Everybody you know: search, import, edit, and see what you know of them."),
    _workspace(
        "programmes", "Programmes", "layers", "Boards, councils, groups and series: who belongs to each, whose term ends, and when it meets next."
    ),
    PageSpec(
        "programme",
        "Members and terms",
        "layers",
        "workspace",
        "ui.pages.programmes.programme_page",
        "ProgrammePage",
        "",
        "One programme: what it is for, its members with their terms as bars, its meetings and its charter. R renews a term, A thanks alumni.",
        "programmes",
    ),
    _workspace("venues", "Venues", "map-pin", "Places, their rooms and when they are free, early mornings and late evenings too."),
    _workspace("outbox", "Outbox", "send", OUTBOX_HELP),
    _workspace("replies", "Replies", "inbox", "Answers that came in: what was applied by itself, and what needs you."),
    _workspace("history", "History", "history", "Every step, and the kept versions of this workspace. Compare one with now, or go back to it."),
    _workspace("settings", "Settings", "settings", "Who sends, how it looks, which paper, and where copies are kept.", "Ctrl+,"),
    _inside(
        "norms",
        "Norms",
        "table-2",
        "settings",
        "The figures behind checks and tasks, each with its source; change them for a kind of event or one event.",
    ),
    _event("overview", "Overview", "layout-dashboard", 1, "How ready this event is, and the fastest way to what is missing."),
    _inside(
        "checks",
        "Checks",
        "circle-check",
        "overview",
        "Each finding with its norm and source: put it right, waive it, or let it be.",
        "ui.pages.overview.checks_page",
    ),
    _inside("tasks", "Tasks", "list-checks", "overview", "What is to be done, planned back from the event's day. Space ticks a task off."),
    PageSpec(
        "kit",
        "Kit",
        "briefcase",
        "event",
        "ui.pages.kit.page",
        "KitPage",
        "",
        "What this kind of event needs: the mix of a meetup and its budget, who presents and the slot, the open audience, further dates.",
        "overview",
    ),
    _event("guests", "Guests", "user-check", 2, "Who is invited, what they answered, what they need. A, D and T mark a reply."),
    PageSpec(
        "sign_ups",
        "Sign-ups",
        "list-ordered",
        "event",
        "ui.pages.sign_ups.page",
        "SignUpsPage",
        "",
        "Who signed up to an open event, from a form, by mail or by hand, and who waits for a place. M marks as told.",
        "guests",
    ),
    _event("agenda", "Agenda", "list-ordered", 3, "Sessions by day, and the vendor's share. Left and right choose one, up and down move it."),
    _event("seating", "Seating", "armchair", 4, "Who sits where and why. Drag a guest, or choose Seat at… from the menu."),
    _event("introductions", "Introductions", "handshake", 5, "Who should meet whom, why, who introduces them, and whether they met."),
    PageSpec(
        "guru_slots",
        "One-to-ones",
        "clock",
        "event",
        "ui.pages.guru_slots.page",
        "GuruSlotsPage",
        "Ctrl+0",
        "Half an hour with an expert for whoever shares their interests. Matching heeds the agenda and the way between rooms.",
    ),
    PageSpec(
        "reserved_seats",
        "Reserved seats",
        "armchair",
        "event",
        "ui.pages.reserved_seats.page",
        "ReservedSeatsPage",
        "",
        "Two seats of each session besides the room's own: who holds one, who stands by, and when the next in line gets what nobody took.",
        "guru_slots",
    ),
    _event("invitations", "Invitations", "mail", 6, "Waves of invitations: who gets one when, and what it says."),
    _event("packs", "Packs", "printer", 7, "Everything printed, for each audience, checked for what must not be in it."),
    _event("day", "On the day", "door-open", 8, "Arrivals, walk-ins, and quick changes while the event runs."),
    _event("followup", "Follow-up", "list-checks", 9, "Actions, thanks, feedback and outcomes, until the event is closed."),
)


def page(page_id: str) -> PageSpec:
    """The page with this id; raises KeyError."""
    return {spec.id: spec for spec in PAGES}[page_id]
