"""Which way each character of a line runs: the Unicode bidirectional algorithm (UAX #9) for text without explicit marks.

Marks that open embeddings and overrides are gone before text comes here (`core.text.clean`), so a line is one run at the
level of its paragraph: rules P2 to P3, W1 to W7, N0 to N2, I1 to I2 and L1 are all there is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Finds the first character that runs from the right, or that numbers follow in such text."""

_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_EXPLICIT = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_DEEPEST = 63
"""Brackets remembered at once (BD16)."""


def base_level(text: str) -> int:
    """0 for a paragraph that runs from the left, 1 for one from the right: as its first letter runs (P2, P3)."""
    for c in text:
        kind = unicodedata.bidirectional(c)
        if kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a line in a paragraph of level `base`: even from the left, odd from the right."""
    written = [unicodedata.bidirectional(c) or "L" for c in text]
    kept = [i for i, kind in enumerate(written) if kind != "BN"]
    kinds = ["ON" if written[i] in _EXPLICIT else written[i] for i in kept]
    side = "R" if base else "L"
    _weak(kinds, side)
    _brackets([text[i] for i in kept], kinds, side)
    _neutrals(kinds, side)
    upper = {"L": base + base % 2, "R": base + 1 - base % 2, "EN": base + 2 - base % 2, "AN": base + 2 - base % 2}
    found = [base] * len(text)
    for i, kind in zip(kept, kinds, strict=True):
        found[i] = upper[kind]
    _without_own_direction(written, found, base)
    return found


def _weak(kinds: list[str], side: str) -> None:
    """W1 to W7: marks go with their letter, separators with their numbers, numbers with the letters before them."""
    strong, before = side, side
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[i] = before = kind
    for i, kind in enumerate(kinds):
        if kind == "AL":
            kinds[i] = "R"
        elif kind in ("ES", "CS") and 0 < i < len(kinds) - 1 and kinds[i - 1] == kinds[i + 1]:
            kinds[i] = kinds[i - 1] if kinds[i - 1] == "EN" or (kind == "CS" and kinds[i - 1] == "AN") else kind
    _terminators(kinds)
    strong = side
    for i, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"
        elif kind in ("ES", "CS", "ET"):
            kinds[i] = "ON"


def _terminators(kinds: list[str]) -> None:
    """W5: signs such as % and € beside a European number belong to it."""
    start = 0
    while start < len(kinds):
        if kinds[start] != "ET":
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[start:end] = ["EN"] * (end - start)
        start = end


def _brackets(characters: list[str], kinds: list[str], side: str) -> None:
    """N0: a pair of brackets runs as what it holds, where that is the paragraph's way or what stands before the pair."""
    pairs = _pairs(characters, kinds)
    if not pairs:
        return
    strong = [i for i, kind in enumerate(kinds) if kind in _STRONG]
    for start, end in pairs:
        within = {_STRONG[kinds[i]] for i in strong[bisect_left(strong, start) : bisect_left(strong, end)]}
        if not within:
            continue
        way = side
        if side not in within:
            place = bisect_left(strong, start)
            before = _STRONG[kinds[strong[place - 1]]] if place else side
            way = before if before in within else side
        for at in (start, end):
            kinds[at] = way
            strong.insert(bisect_left(strong, at), at)
            # Marks on a bracket follow it.
            while at + 1 < len(kinds) and unicodedata.bidirectional(characters[at + 1]) == "NSM":
                at += 1
                kinds[at] = way


def _pairs(characters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    """Where pairs of brackets open and close, in the order in which they open."""
    waiting: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for i, c in enumerate(characters):
        if kinds[i] != "ON" or not (closing := _closing(c) or _is_closing(c)):
            continue
        if isinstance(closing, str):
            if len(waiting) == _DEEPEST:
                break
            waiting.append((closing, i))
            continue
        for place in range(len(waiting) - 1, -1, -1):
            if waiting[place][0] == _canonical(c):
                found.append((waiting[place][1], i))
                del waiting[place:]
                break
    return sorted(found)


@cache
def _closing(c: str) -> str | None:
    """The bracket that closes `c`, or None where it opens none."""
    if unicodedata.category(c) != "Ps" or not unicodedata.mirrored(c):
        return None
    name = unicodedata.name(_canonical(c))
    try:
        return _canonical(unicodedata.lookup(name.replace("LEFT", "RIGHT").replace("TIBETAN MARK GUG RTAGS GYON", "TIBETAN MARK GUG RTAGS GYAS")))
    except KeyError:
        return None


@cache
def _is_closing(c: str) -> bool:
    return unicodedata.category(c) == "Pe" and bool(unicodedata.mirrored(c))


def _canonical(c: str) -> str:
    return unicodedata.normalize("NFC", c)


def _neutrals(kinds: list[str], side: str) -> None:
    """N1 and N2: what has no direction goes with both neighbours, else with the paragraph."""
    start = 0
    while start < len(kinds):
        if kinds[start] not in _NEUTRAL:
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _STRONG[kinds[start - 1]] if start else side
        after = _STRONG[kinds[end]] if end < len(kinds) else side
        kinds[start:end] = [before if before == after else side] * (end - start)
        start = end


def _without_own_direction(written: list[str], found: list[int], base: int) -> None:
    """Invisible characters follow the one before them; separators and the blanks before them or the end keep the paragraph's level (L1)."""
    for i, kind in enumerate(written):
        if kind == "BN" and i:
            found[i] = found[i - 1]
    blank = True
    for i in range(len(written) - 1, -1, -1):
        blank = written[i] in ("B", "S") or (blank and written[i] in ("WS", "BN"))
        if blank:
            found[i] = base
