"""Text from people: cleaned once where it comes in, folded one way wherever it is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from advoplanner.core.errors import RuleBroken

# C0/C1 controls but tab and newline, surrogates, non-characters, and the bidi overrides that can disguise a name.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0]+")


def clean(text: str | None, *, lines: bool = False, limit: int = 0) -> str:
    """`text` in NFC without control characters; one line unless `lines`; at most `limit` characters where given."""
    if not text:
        return ""
    if text.isascii() and text.isprintable() and "  " not in text:
        # Most of what lists hold needs nothing else.
        text = text.strip()
        return text[:limit].rstrip() if limit else text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNWANTED.sub("", text)
    if not lines:
        text = _SPACES.sub(" ", text.replace("\n", " "))
    text = text.strip()
    return text[:limit].rstrip() if limit else text


def all_clean(texts: tuple[str, ...], limit: int) -> bool:
    """Whether `clean` would certainly leave each of them as it is: looked at in one piece, as ten thousand people have twenty texts each."""
    joined = "|".join(texts)
    stray = any(gap in joined for gap in ("  ", "| ", " |")) or joined != joined.strip()
    return joined.isascii() and joined.isprintable() and not stray and max(map(len, texts)) <= limit


def whole(text: str | None, limit: int, field: str, *, lines: bool = False) -> str:
    """`text` cleaned; raises RuleBroken `text.too_long` at `field` rather than cut off what somebody typed."""
    found = clean(text, lines=lines)
    if len(found) > limit:
        raise RuleBroken("text.too_long", f"This takes {limit:,} characters at most; it has {len(found):,}.", "Say it more briefly.", field=field)
    return found


# Letters that no decomposition takes apart, as people type them who do not have the key.
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` as it is searched and compared: no case, no accents, one space between words. What comes again is remembered."""
    return fold_once(text)


def fold_once(text: str) -> str:
    """As `fold`, for text that comes once: ten thousand rows to search would be remembered for nothing."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN_LETTERS).split())


def key(text: str) -> str:
    """`text` as an identity (addresses, names of companies): NFKC and casefold, accents kept."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def plural(n: int, one: str, many: str = "") -> str:
    """`plural(1, "guest")` → "1 guest", `plural(3, "person", "people")` → "3 people"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(words: list[str], last: str = "and") -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
