"""Lengths as people type and read them, metric or imperial; everything is kept in centimetres, so that switching loses nothing."""

from __future__ import annotations

import math
import re

from advoplanner.core.errors import RuleBroken

INCH, FOOT = 2.54, 30.48
_UNITS = {"m": 100.0, "cm": 1.0, "mm": 0.1, "ft": FOOT, "'": FOOT, "in": INCH, '"': INCH, "": 0.0}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z'\"]*)\s*")
_SAME = str.maketrans({"’": "'", "′": "'", "”": '"', "″": '"'})
_LONG = {"feet": "ft", "foot": "ft", "inches": "in", "inch": "in", "metres": "m", "meters": "m", "metre": "m", "meter": "m"}


def parse_length(text: str, field: str, *, imperial: bool = False) -> float:
    """ "3.2 m", "320 cm", "10 ft 6 in", "10' 6\\"" → cm; a bare number is metres, or feet. Raises RuleBroken `lengths.text`."""
    said = text.strip().lower().translate(_SAME)
    for long, short in _LONG.items():
        said = said.replace(long, short)
    total, end, last = 0.0, 0, 0.0
    while match := _PART.match(said, end):
        scale = _UNITS.get(match[2], -1.0) or (last / 12 if last == FOOT else FOOT if imperial else 100.0)
        if scale < 0 or (last and scale >= last):
            break
        total, end, last = total + float(match[1].replace(",", ".")) * scale, match.end(), scale
    if not said or end < len(said) or not math.isfinite(total):
        example = "Write 10 ft 6 in, or 3.2 m." if imperial else "Write 3.2 m, or 10 ft 6 in."
        raise RuleBroken("lengths.text", f"“{text.strip()[:40]}” is no length.", example, field=field)
    return total


def exact_words(cm: float, *, imperial: bool = False) -> str:
    """A length for a field, to the centimetre or the half inch: "3.25 m", "10 ft 6.5 in"; what stands there reads back as the same."""
    if not imperial:
        return f"{cm / 100:.2f} m"
    half_inches = round(cm / INCH * 2)
    feet, rest = divmod(half_inches, 24)
    inches = f"{rest / 2:g} in" if rest or not feet else ""
    return " ".join(filter(None, [f"{feet} ft" if feet else "", inches]))


def length_words(cm: float, *, imperial: bool = False) -> str:
    """ "3.2 m", or "10 ft 6 in"."""
    if not imperial:
        return f"{cm / 100:,.1f} m"
    feet, inches = divmod(round(cm / INCH), 12)
    return " ".join(filter(None, [f"{feet} ft" if feet else "", f"{inches} in" if inches or not feet else ""]))


def size_words(width: float, length: float, *, imperial: bool = False) -> str:
    """ "12.4 × 9.0 m", or "40 ft 8 in × 29 ft 6 in"."""
    if imperial:
        return f"{length_words(width, imperial=True)} × {length_words(length, imperial=True)}"
    return f"{width / 100:.1f} × {length / 100:.1f} m"
