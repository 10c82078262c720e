"""Names that somebody typed into words that others will read, and what stands in their place where they may not be named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advoplanner.core.text import fold_once
from advoplanner.domain.restrictions import LeftOut

GUEST, COMPANY = "a guest", "a company"
_BEGINS = (".", "!", "?", "\n")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´′", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
"""Signs that people and word processors take for one another, and those that nobody sees."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody, or a company, whom the readers are not told of: how they may be written, what stands instead, and why."""

    spellings: tuple[str, ...]
    instead: str
    item: LeftOut


def spellings_of(display_name: str, given: str, family: str, preferred: str = "") -> tuple[str, ...]:
    """How a person's whole name may be written, the longest first. A given or a family name alone is many people's."""
    firsts = [name for name in (given, preferred) if name and family]
    made = {display_name.strip(), *(f"{first} {family}" for first in firsts), *(f"{family} {first}" for first in firsts)}
    made |= {f"{family}, {first}" for first in firsts}
    return tuple(sorted((name for name in made if name), key=lambda name: (-len(name), name)))


def without_names(text: str, closed: Iterable[Closed]) -> tuple[str, list[LeftOut]]:
    """`text` with "a guest" or "a company" for whoever is `closed`, and those whom it named.

    Whole words only, whatever their case and accents; a name of one word only as it is written, since it may be a word like any other.
    """
    found = []
    for each in closed:
        before = text
        for spelling in each.spellings:
            text = _replaced(text, spelling, each.instead)
        if text != before:
            found.append(each.item)
    return text, found


def _replaced(text: str, name: str, instead: str) -> str:
    wanted = _folded(name)[0].strip()
    folded, places = _folded(text)
    made, done, at = "", 0, folded.find(wanted) if wanted else -1
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        as_written = " " in wanted or text[start:end] == name
        if start >= done and as_written and _apart(text, start - 1, start) and _apart(text, end - 1, end):
            made += text[done:start]
            lead = made.rstrip(" ")
            made += instead.capitalize() if not lead or lead.endswith(_BEGINS) else instead
            done = end
        at = folded.find(wanted, at + 1)
    return made + text[done:]


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as `fold` makes it, and for each letter of that where it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = " " if letter.isspace() else fold_once(letter.translate(_ALIKE))
        if plain == " " and (not letters or letters[-1] == " "):
            continue
        letters += plain
        places += [place] * len(plain)
    return "".join(letters), places


def _apart(text: str, left: int, right: int) -> bool:
    """Whether a word ends between two places; scripts that write without spaces have no such ends."""
    if left < 0 or right >= len(text):
        return True
    pair = text[left], text[right]
    return not all(c.isalnum() or unicodedata.combining(c) for c in pair) or any(unicodedata.east_asian_width(c) in "WF" for c in pair)
