"""Addresses pasted from a mail's To line: "Anna Weber <anna@example.org>; bo@example.org"."""

from __future__ import annotations

import re

from advoplanner.core.text import clean
from advoplanner.domain.people import ContactDraft, display_name, email_problem, split_name

MAX_LENGTH = 500_000
"""Characters; longer texts are files, not a line that somebody copied."""

_BLANKS = re.compile(r"\s+")
_ENTRY = re.compile(
    r"""\s*(?:"([^"<>@\n]*)"|'([^'<>@\n]*)'|([^"<>@;\n]*?))\s*<\s*([^<>\s,;@]+@[^<>\s,;@]+)\s*>\s*[;,\n]?|\s*([^\s<>,;"'@]+@[^\s<>,;"'@]+)\s*[;,\n]?"""
)


def read_addresses(text: str) -> list[ContactDraft]:
    """One draft an address, `row` is its place in the list; empty where the text holds anything besides addresses."""
    if len(text) > MAX_LENGTH:
        return []
    text = _BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", text).strip().rstrip(";,")
    if "@" not in text.partition("\n")[0]:
        return []
    drafts: list[ContactDraft] = []
    at = 0
    while at < len(text):
        found = _ENTRY.match(text, at)
        if not found:
            return []
        name = clean(found[1] or found[2] or found[3] or "").strip(" ,")
        drafts.append(_draft(name, found[4] or found[5], len(drafts) + 1))
        at = found.end()
    return drafts


def problems_of(drafts: list[ContactDraft]) -> list[tuple[int, str]]:
    """(row, why) for each address that cannot be written to."""
    return [(draft.row, why) for draft in drafts if (why := email_problem(draft.emails[0]))]


def _draft(name: str, address: str, row: int) -> ContactDraft:
    parts = split_name(name)
    shown = display_name(parts.given, parts.family, prefix=parts.prefix, suffix=parts.suffix, nickname=parts.nickname) if "," in name else name
    return ContactDraft(
        parts.given, parts.family, parts.prefix, parts.suffix, parts.nickname, display_name=shown or address, emails=(address,), row=row
    )
