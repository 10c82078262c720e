"""Words in an invitation that sound like a trade or a sale, each with what to say instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advoplanner.core.records import dataclass
from advoplanner.core.text import fold

FAVOUR = "say what the guest gains by coming instead of asking a favour"
TRADE = "name the purpose and the peers; what is given in exchange makes a conversation a trade"
GIFT = "let a gift be a surprise, never the reason to come"
MONEY = "leave amounts out: people come for the purpose and the peers, and money turns both into a trade"
SALE = "speak of the issue that members share, not of what is sold"

LOADED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words, re.IGNORECASE), better)
    for words, better in (
        (r"\bfavou?rs?\b(?! of\b)|\bhelp us out\b", FAVOUR),
        (r"\bincentiv\w*|\breward(?:s|ed|ing)?\b|\bin (?:return|exchange)\b|\bquid pro quo\b|\bcompensat\w+", TRADE),
        (r"\bgift ?cards?\b|\bvouchers?\b|\bprize draw\b|\braffle\b|\bgiveaways?\b", GIFT),
        (r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CHF))\s?\d+(?:[.,]\d+)*|\b\d+(?:[.,]\d+)*\s?(?:[$€£¥₹]|(?:USD|EUR|GBP|CHF|dollars?|euros?|pounds)\b)", MONEY),
        (r"\b(?:sales )?pitch(?:es|ed|ing)?\b|\b(?:product|live) demo(?:s|nstrations?)?\b|\bdiscounts?\b|\bspecial offers?\b|\bfree trial\b"
         r"|\blimited[- ]time\b|\b(?:buy|order|sign up) now\b|\b(?:book|request) a demo\b|\btalk to (?:our )?sales\b"
         r"|\bupsell\w*|\bsales (?:team|rep\w*)\b|\bour (?:latest|new) (?:product|release)s?\b", SALE),
    )
)  # fmt: skip

_MERGE_FIELD = re.compile(r"\{\{[^{}]*\}\}")
_DENIED = re.compile(r"\b(?:no|not|never|without|nor|neither|free of|don't|won't|isn't)\b[^.!?\n]{0,24}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """Words to reconsider, where they stand in the text (characters), and a better way as a sentence's end."""

    words: str
    start: int
    end: int
    better: str


def loaded_words(text: str, ignored: Iterable[str] = ()) -> list[LoadedWord]:
    """Loaded words in the order of the text; merge fields are passed over, as are `ignored` words and denials such as "no sales pitch"."""
    # Blanks of the same length keep the places true.
    shown = _MERGE_FIELD.sub(lambda found: " " * len(found[0]), text.replace("’", "'"))
    found = [LoadedWord(m[0], m.start(), m.end(), better) for pattern, better in LOADED for m in pattern.finditer(shown)]
    passed = {fold(word) for word in ignored}
    return sorted((w for w in found if fold(w.words) not in passed and not _DENIED.search(shown[: w.start])), key=lambda w: w.start)
