"""A name in little room: the first letter with the family name, or two letters. Titles, Jr. and III say nothing there."""

from __future__ import annotations

import re
from functools import lru_cache

from advoplanner.domain.people import split_name


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """ "Nicholas J. Begich III" → "N. Begich"; a name that is not in plain Latin letters stays whole."""
    parts = split_name(name)
    return f"{parts.given[0]}. {parts.family}" if parts.given and parts.family and name.isascii() else name


@lru_cache(maxsize=8192)
def initials(name: str) -> str:
    """At most two letters for a round picture: "Siobhán O'Brien" → "SO", "Dr. Ada King Jr." → "AK"."""
    parts = split_name(name)
    words = [w for w in re.split(r"[\s\-]+", f"{parts.given} {parts.family}") if w and w[0].isalnum()]
    if not words:
        return "?"
    picked = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return picked.upper()
