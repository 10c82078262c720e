"""Parts of a letter that are chosen by what moves its reader: {{if learning}} … {{if status}} … {{otherwise}} … {{end}}.

The part of the strongest motive that has one is kept, the others fall away. Nothing else can be asked and nothing computed.
"""

from __future__ import annotations

import re

from advoplanner.core.text import listed
from advoplanner.domain.motives import NEEDS, VALUES, Motives

_MARK = re.compile(r"\{\{\s*(?:if\s+(?P<motive>[^{}|]*?)|(?P<otherwise>otherwise)|(?P<end>end))\s*\}\}[ \t]*\n?")

MOTIVES = {**NEEDS, **VALUES}
"""Words that may follow "if", with how a person says them."""


def is_mark(name: str) -> bool:
    """Whether the words between double braces steer blocks, and are no field."""
    words = name.split()
    return words in (["otherwise"], ["end"]) or (len(words) == 2 and words[0] == "if" and words[1] in MOTIVES)


def mistake(template: str) -> str:
    """What is wrong with the blocks of a template, as a sentence; "" where they are whole."""
    inside = False
    for found in _MARK.finditer(template):
        motive = found["motive"]
        if motive is not None and motive not in MOTIVES:
            return f"{{{{if {motive}}}}} names no motive: write one of {listed(list(MOTIVES), 'or')}."
        if motive is None and not inside:
            return f"{{{{{found['otherwise'] or found['end']}}}}} stands without an {{{{if …}}}} before it."
        inside = not found["end"]
    return "An {{if …}} is without its {{end}}." if inside else ""


def chosen(template: str, motives: Motives) -> str:
    """`template` with the block of each group that fits this guest; a template with a mistake is returned as it is."""
    if mistake(template):
        return template
    made, place, blocks, name = "", 0, {}, ""
    for found in _MARK.finditer(template):
        text = template[place : found.start()]
        if name:
            blocks[name] = text
        else:
            made += text
        place = found.end()
        name = found["motive"] or ("otherwise" if found["otherwise"] else "")
        if found["end"]:
            made += _best(blocks, motives)
            blocks = {}
    return made + template[place:]


def _best(blocks: dict[str, str], motives: Motives) -> str:
    ranked = sorted((n for n in NEEDS if motives.needs.get(n, 0) > 0), key=lambda n: -motives.needs[n])
    wanted = [*ranked, *(v for v in motives.values if v not in NEEDS)]
    return next((blocks[name] for name in wanted if name in blocks), blocks.get("otherwise", ""))
