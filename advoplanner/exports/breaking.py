"""Where a line may end inside a word: between Han and kana, between Thai words, after hyphens and slashes.

After UAX #14 for the scripts that our typefaces draw. Korean stays whole between spaces, as Korean print does. Thai writes no
spaces between words; where they end is BudouX's estimate.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from advoplanner.exports.typefaces import graphemes

SOFT_HYPHEN = "\u00ad"
SPACES = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
"""Spaces at which a line may end: all but those that hold together."""

_SEAMS = re.compile(r"(?<=\w[-‐–—/\u00ad])(?=\w)|(?<=\u200b)")
_DENSE = re.compile("[\u0e00-\u0e7f\u2e80-\u312f\u31a0-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0003ffff]")
_THAI = re.compile("([\u0e00-\u0e7f]+)")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")
_NEVER_FIRST = frozenset(
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿー々〻ゝゞヽヾ、。，．・：；！？!?,.:;…‥％%‰°℃〜～"
)
_NEVER_LAST = frozenset("¥￥$＄£￡€№＃#")


def seams(word: str) -> list[str]:
    """`word` in the parts between which it may be broken where it is too long for a line: after a hyphen, a dash or a slash."""
    return _SEAMS.split(word)


@lru_cache(maxsize=4096)
def units(word: str) -> tuple[str, ...]:
    """`word` in the parts between which any line may end; most scripts allow none."""
    if not _DENSE.search(word):
        return (word,)
    found: list[str] = []
    for index, stretch in enumerate(_THAI.split(word)):
        parts = _thai_words(stretch) if index % 2 else _between_ideographs(stretch)
        if found and parts and not _may_end(found[-1][-1], parts[0][0]):
            found[-1] += parts.pop(0)
        found += parts
    return tuple(found)


def _between_ideographs(text: str) -> list[str]:
    parts: list[str] = []
    for piece in graphemes(text):
        if parts and not _may_end(parts[-1][-1], piece[0]):
            parts[-1] += piece
        else:
            parts.append(piece)
    return parts


def _may_end(before: str, after: str) -> bool:
    if not (_wide(before) or _wide(after)) or _closes(after) or _opens(before):
        return False
    return not (_HANGUL.match(before) and _HANGUL.match(after))


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in ("W", "F")


def _closes(c: str) -> bool:
    return c in _NEVER_FIRST or unicodedata.category(c) in ("Pe", "Pf")


def _opens(c: str) -> bool:
    return c in _NEVER_LAST or unicodedata.category(c) in ("Ps", "Pi")


def _thai_words(text: str) -> list[str]:
    return [word for word in _thai_parser().parse(text) if word]


@cache
def _thai_parser():  # type: ignore[no-untyped-def] # budoux carries no types
    import budoux

    return budoux.load_default_thai_parser()
