"""Measuring and breaking text: widths in millimetres, lines that fit, sizes that shrink to fit.

Everything here is linear in the length of the text, so no pasted novel can hold an export up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from advoplanner.exports.breaking import SOFT_HYPHEN, SPACES, seams, units
from advoplanner.exports.shaping import line_width
from advoplanner.exports.style import POINTS, Face
from advoplanner.exports.typefaces import graphemes

ELLIPSIS = "…"
_STEP = 0.25
_TOLERANCE = 0.01


def width(text: str, face: Face) -> float:
    """Width of one line in millimetres."""
    tracked = len(text) * face.tracking / 1000 if face.tracking else 0.0
    return (line_width(text, face.weight) + tracked) * face.size / POINTS


@lru_cache(maxsize=8192)
def fitted(text: str, face: Face, limit: float, smallest: float) -> Face:
    """`face` at the largest size in steps of 0.25 pt at which `text` is at most `limit` mm wide, not under `smallest`."""
    wide = width(text, face)
    if wide <= limit or not wide:
        return face
    size = int(face.size * limit / wide / _STEP) * _STEP
    return face.sized(max(size, smallest))


def shortened(text: str, face: Face, limit: float) -> str:
    """`text`, or as much of its beginning as fits with an ellipsis."""
    if width(text, face) <= limit + _TOLERANCE:
        return text
    room = limit - width(ELLIPSIS, face)
    kept: list[str] = []
    for grapheme in graphemes(text):
        room -= width(grapheme, face)
        if room < 0:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + ELLIPSIS


def wrapped(text: str, face: Face, limit: float) -> list[str]:
    """`text` in lines of at most `limit` mm; its own line breaks stay, words that are wider are broken inside."""
    return list(_wrapped(text, face.size, face.weight, face.tracking, limit))


@lru_cache(maxsize=16384)
def _wrapped(text: str, size: float, weight: int, tracking: float, limit: float) -> tuple[str, ...]:
    """Kept for texts that did not change: a page is shown again after every edit, and its document planned anew."""
    face = Face(size, weight, tracking=tracking)
    return tuple(line for paragraph in text.split("\n") for line in _paragraph_lines(paragraph, face, limit))


@lru_cache(maxsize=8192)
def longest_word(text: str, face: Face) -> str:
    """The widest part of `text` that a line break cannot divide: what a column has to be wide enough for."""
    words = (unit for word in SPACES.split(text) for unit in units(word))
    return max((part for word in words for part in seams(word)), key=lambda part: width(part, face), default="")


def balanced(text: str, face: Face, limit: float) -> list[str]:
    """Lines as `wrapped` makes them, but about equally long: for titles."""
    rows = wrapped(text, face, limit)
    narrow, wide = limit / max(len(rows), 1), limit
    for _ in range(8 if len(rows) > 1 else 0):
        middle = (narrow + wide) / 2
        if len(wrapped(text, face, middle)) > len(rows):
            narrow = middle
        else:
            wide = middle
    return wrapped(text, face, wide) if len(rows) > 1 else rows


def clipped(lines: list[str], most: int, face: Face, limit: float) -> list[str]:
    """At most `most` lines, the last with an ellipsis where some were left out."""
    if len(lines) <= most:
        return lines
    if most < 1:
        return []
    return [*lines[: most - 1], shortened(lines[most - 1] + ELLIPSIS, face, limit)]


def _paragraph_lines(text: str, face: Face, limit: float) -> Iterator[str]:
    space = width(" ", face)
    line: list[str] = []
    used = 0.0
    for word in SPACES.split(text.strip()):
        glue, gap = " ", space
        for unit in units(word):
            for piece, wide in _fitting(unit, face, limit):
                if line and used + gap + wide > limit + _TOLERANCE:
                    yield _ended(line)
                    line, used = [], 0.0
                if line:
                    line.append(glue)
                    used += gap
                line.append(piece)
                used += wide
                glue, gap = "", 0.0
    yield _ended(line)


def _ended(line: list[str]) -> str:
    """The line as it is set: a hyphen that shows only at its end shows."""
    whole = "".join(line)
    return f"{whole[:-1]}-" if whole.endswith(SOFT_HYPHEN) else whole


def _fitting(unit: str, face: Face, limit: float) -> Iterator[tuple[str, float]]:
    """What must stand on one line; a hyphen is a place to break only where the whole word cannot stand on a line of its own."""
    wide = width(unit, face)
    if wide <= limit:
        yield unit, wide
        return
    for part in seams(unit):
        yield from _pieces(part, face, limit)


def _pieces(word: str, face: Face, limit: float) -> Iterator[tuple[str, float]]:
    """`word` whole, or in pieces that each fit the line."""
    wide = width(word, face)
    if wide <= limit:
        yield word, wide
        return
    piece, used = "", 0.0
    for grapheme in graphemes(word):
        step = width(grapheme, face)
        if piece and used + step > limit:
            yield piece, used
            piece, used = "", 0.0
        piece += grapheme
        used += step
    yield piece, used
