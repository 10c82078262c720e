"""The bundled typefaces: which file draws which character, and its measures.

Inter comes first; the others stand in for the scripts that it lacks, chosen for a whole grapheme at a time.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

import uharfbuzz as hb

_INTER = {400: "Inter_400Regular.ttf", 500: "Inter_500Medium.ttf", 600: "Inter_600SemiBold.ttf", 700: "Inter_700Bold.ttf"}
_WITH_BOLD = ("NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansThai")
_REGULAR_ONLY = ("NotoSansSC-Regular.ttf", "NotoSansJP-Regular.ttf", "NotoSansKR-Regular.ttf")
_PICTURES = "NotoEmoji-Regular.ttf"
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_FOLLOWERS = frozenset("\u0e33\u0eb3")
"""Vowels of Thai and Lao that belong to the letter before them although they count as letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Typeface:
    """One font file; `thickened` where boldness has to be drawn by stroking, since the file has one weight only."""

    file: str
    face: hb.Face
    font: hb.Font
    upem: int
    covers: frozenset[int]
    thickened: bool = False


def chain(weight: int) -> tuple[str, ...]:
    """File names for a weight, in the order in which they are tried."""
    bold = "Bold" if weight >= 600 else "Regular"
    return (_INTER[weight], *(f"{name}-{bold}.ttf" for name in _WITH_BOLD), *_REGULAR_ONLY, _PICTURES)


@lru_cache(maxsize=16384)
def choose(grapheme: str, weight: int) -> Typeface | None:
    """The first typeface that draws every character of `grapheme`, or None where no bundled one does."""
    wanted = [ord(c) for c in grapheme if c not in _JOINERS and not _is_tag(c)]
    for name in chain(weight):
        typeface = load(name)
        if all(c in typeface.covers for c in wanted):
            return typeface
    return None


@cache
def load(file: str) -> Typeface:
    """The typeface of a bundled file; read once."""
    with as_file(files("resources") / "fonts" / file) as path:
        face = hb.Face(hb.Blob.from_file_path(path))
    return Typeface(file, face, hb.Font(face), face.upem, frozenset(face.unicodes), file in _REGULAR_ONLY)


@lru_cache(maxsize=4096)
def graphemes(text: str) -> tuple[str, ...]:
    """`text` in what a reader sees as single characters: base with its marks, joined emoji and the two halves of a flag together."""
    if text.isascii():
        return tuple(text)
    found: list[str] = []
    for c in text:
        if found and (_extends(c) or found[-1][-1] == "\u200d" or (_halves_a_flag(c) and len(found[-1]) == 1 and _halves_a_flag(found[-1]))):
            found[-1] += c
        else:
            found.append(c)
    return tuple(found)


def _extends(c: str) -> bool:
    if c < "\u0300":
        return False
    return c in _JOINERS or c in _FOLLOWERS or unicodedata.category(c) in ("Mn", "Mc", "Me") or "\U0001f3fb" <= c <= "\U0001f3ff" or _is_tag(c)


def _is_tag(c: str) -> bool:
    return "\U000e0020" <= c <= "\U000e007f"


def _halves_a_flag(c: str) -> bool:
    return "\U0001f1e6" <= c <= "\U0001f1ff"
