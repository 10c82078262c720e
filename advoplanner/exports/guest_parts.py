"""What a guest's page tells of the event itself: their parts and one-to-ones, who is brought together with them, and who sits beside them."""

from __future__ import annotations

from collections import defaultdict

from advoplanner.core.text import listed
from advoplanner.domain.documents import GuestFacts, Pack
from advoplanner.exports.words import is_host, table_words

Section = tuple[str, tuple[str, ...]]
"""A heading and its lines."""

DOES = {"chair": "chairs", "presenter": "presents", "panellist": "is on the panel of", "facilitator": "leads the talk in",
        "table_host": "hosts a table in", "scribe": "takes notes in"}  # fmt: skip
"""What somebody does in a session, said of them."""


def sections_of(pack: Pack) -> dict[str, tuple[Section, ...]]:
    """Id of a guest → what there is to say, in the order of the page; guests of whom nothing is known are not in it."""
    known = {g.id: g for g in pack.guests}
    found: dict[str, list[Section]] = defaultdict(list)
    for title, lines in (("In the programme", _programme(pack, known)), ("Introductions", _introductions(pack)), ("At the table", _tables(pack))):
        for guest_id, said in lines.items():
            found[guest_id].append((title, tuple(said)))
    return {guest_id: tuple(sections) for guest_id, sections in found.items()}


def _programme(pack: Pack, known: dict[str, GuestFacts]) -> dict[str, list[str]]:
    """Parts in sessions, seats kept and one-to-ones, in order of time."""
    several = pack.event.start.date() != pack.event.end.date()
    entries = []
    for session in pack.sessions:
        entries += [(session.start, guest_id, f"{DOES.get(role, 'takes part in')} “{session.title}”") for guest_id, role in session.parts]
        entries += [(session.start, guest_id, f"has a seat kept in “{session.title}”") for guest_id in session.kept_for]
    for slot in pack.slots:
        room = f", {slot.room}" if slot.room else ""
        for one, other in ((slot.expert_id, slot.guest_id), (slot.guest_id, slot.expert_id)):
            if other in known:
                entries.append((slot.start, one, f"one-to-one with {known[other].name}{room}"))
    lines: dict[str, list[str]] = defaultdict(list)
    for start, guest_id, words in sorted(entries):
        day = f"{start:%a} {start.day} {start:%b}, " if several else ""
        lines[guest_id].append(f"{day}{start:%H:%M}: {words}")
    return lines


def _introductions(pack: Pack) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = defaultdict(list)
    for each in pack.introductions:
        by = f" by {each.by}" if each.by else ""
        why = f": {each.reason}" if each.reason else ""
        for one, other in ((each.first_id, each.second), (each.second_id, each.first)):
            lines[one].append(f"With {other}{by}{why}")
    return lines


def _tables(pack: Pack) -> dict[str, list[str]]:
    """The others at the same table, hosts last."""
    tables: dict[str, list[GuestFacts]] = defaultdict(list)
    for guest in sorted(pack.guests, key=lambda g: (is_host(g), g.seat)):
        if guest.table:
            tables[guest.table].append(guest)
    lines = {}
    for name, there in tables.items():
        words = {g.id: f"{g.name} (host)" if is_host(g) else g.name for g in there}
        for guest in there:
            if others := [words[g.id] for g in there if g is not guest]:
                lines[guest.id] = [f"{table_words(name)}, with {listed(others)}"]
    return lines
