"""Commands about an event's guest list: add, reply and list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from advoplanner.cli.output import opened, show
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.guests import WORDS, Channel, GuestRow
from advoplanner.domain.people import email_key
from advoplanner.services import calls, events, guests, people
from advoplanner.services.context import Workspace


def add(options: Namespace) -> int:
    with opened(options.workspace) as ws:
        event_id = events.find(ws, options.event)
        wanted = _people(ws, options)
        done = guests.add(ws, event_id, wanted, decision=options.decision, side=options.side, role=options.role)
    words = f"{plural(done.added, 'guest')} added, {len(done.already)} on the list already"
    return show(options, {"added": done.added, "already": len(done.already)}, [words])


def reply(options: Namespace) -> int:
    with opened(options.workspace) as ws:
        event_id = events.find(ws, options.event)
        chosen = _guests_at(ws, event_id, options.email)
        changing = [g.id for g in dict.fromkeys(chosen) if g.reply != options.reply]
        if changing:
            guests.set_reply(ws, changing, options.reply, channel=options.channel)
        closed = calls.warning(ws, changing) if options.channel == Channel.PHONE else ""
    words = f"{plural(len(changing), 'reply', 'replies')} changed to {WORDS[options.reply].lower()}{closed}"
    return show(options, {"changed": len(changing)}, [words])


def listing(options: Namespace) -> int:
    with opened(options.workspace, read_only=True) as ws:
        rows = guests.rows(ws, events.find(ws, options.event))
    found = [
        {
            "email": g.email or None, "name": g.name, "side": g.side, "role": g.role, "decision": g.decision, "reply": g.reply,
            "attendance": g.attendance, "table": g.table or None, "seat": g.seat or None, "why": list(g.why),
        }
        for g in rows
    ]  # fmt: skip
    lines = [f"{g.name} · {g.email or 'no address'} · {WORDS[g.reply].lower()}{f' · {g.table}, seat {g.seat}' if g.table else ''}" for g in rows]
    return show(options, {"guests": found}, lines or ["Nobody is on the list yet. Add people with: guests add."])


def _guests_at(ws: Workspace, event_id: str, wanted: Iterable[str]) -> list[GuestRow]:
    """The guest at each address: of several who share one, who owns it. Raises RuleBroken where that is nobody."""
    by_address: dict[str, list[GuestRow]] = {}
    for guest in guests.rows(ws, event_id):
        if guest.email:
            by_address.setdefault(email_key(guest.email), []).append(guest)
    chosen = []
    for address in wanted:
        held = by_address.get(email_key(address), [])
        if not held:
            raise RuleBroken("guests.no_address", f"No guest has the address {address}.", "List them with: guests list.")
        if len(held) > 1:
            owner = people.ids_by_address(ws, [address])[email_key(address)][0]
            held = [guest for guest in held if guest.person_id == owner]
        if not held:
            sentence = f"Several guests share the address {address}, and none of them owns it."
            raise RuleBroken("guests.shared_address", sentence, "Give the one who answered an address of their own, or mark it in the window.")
        chosen.append(held[0])
    return chosen


def _people(ws: Workspace, options: Namespace) -> list[str]:
    """Ids of the people that the flags name; raises RuleBroken where a flag names nobody."""
    rows = people.rows(ws)
    if options.all:
        return [r.id for r in rows]
    if options.tag:
        wanted = {t.casefold() for t in options.tag}
        found = [r.id for r in rows if wanted & {t.casefold() for t in (*r.tags, *r.groups)}]
        if not found:
            raise RuleBroken("people.no_tag", f"Nobody has the tag {', '.join(options.tag)}.", "Check the spelling.")
        return found
    known = people.ids_by_address(ws, options.email)
    missing = [a for a in options.email if not known.get(email_key(a))]
    if missing:
        raise RuleBroken("people.no_address", f"Nobody in the workspace has the address {missing[0]}.", "Import or add the person first.")
    return [known[email_key(a)][0] for a in options.email]
