"""Guests as vCards (RFC 2426, which every address book reads): only what a guest agreed to give to the others."""

from __future__ import annotations

from advoplanner.core.text import clean
from advoplanner.domain.documents import GuestFacts

_LINE = 75
"""Octets after which a line goes on in the next one."""


def card(guest: GuestFacts, *, short: bool = False) -> str:
    """One card, its lines ending in CRLF. A `short` one has no more than a code on a badge can hold."""
    known = dict(guest.contact)
    family, given = (guest.family, guest.given) if guest.family or guest.given else (guest.name, "")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_text(family)};{_text(given)};;;", f"FN:{_text(guest.name)}"]
    lines += [f"ORG:{_text(guest.organisation)}"] if guest.organisation else []
    lines += [f"TITLE:{_text(guest.job_title)}"] if guest.job_title and not short else []
    lines += [f"{name}:{_text(known[label])}" for name, label in (("EMAIL", "E-mail"), ("TEL", "Telephone")) if known.get(label)]
    lines.append("END:VCARD")
    return "".join(f"{line if short else _folded(line)}\r\n" for line in lines)


def _text(words: str) -> str:
    """A value in which nothing reads as the end of a field or of a line."""
    return clean(words).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no letter divided."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])
