"""People: how a name is shown and sorted, what a job title says, whether an address can be used, and a person as files bring one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import clean, fold, key
from advoplanner.domain.job_titles import ASSISTS, BANDS, FUNCTION_WORDS
from advoplanner.domain.name_words import COURTESY, PARTICLES, SUFFIXES, TITLES, TITLES_WITH_DOT

LEVELS: dict[str, str] = {"c_level": "C-level", "vp": "Vice president", "director": "Director", "manager": "Manager", "practitioner": "Practitioner"}
"""Level bands from the top down, with the words that screen and print use."""

FUNCTIONS: dict[str, str] = {
    "security": "Security", "data": "Data and analytics", "it": "IT", "product": "Product", "engineering": "Engineering", "research": "Research",
    "customer": "Customer success", "marketing": "Marketing", "sales": "Sales", "people": "People", "finance": "Finance", "legal": "Legal",
    "procurement": "Procurement", "operations": "Operations", "leadership": "General management",
}  # fmt: skip
"""What somebody works on, as a job title shows it."""


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One person as a file describes them: cleaned, not yet compared with anybody.

    Empty text, an empty tuple or None means that the file says nothing. `side`, `role`, `reply` and `decision` are words of
    `domain.guests` and belong to one event's guest list; `companion` and `brought_by` are names or addresses of other people.
    `extra` holds (column, value) of what found no field, `row` the line in the source, counted from 1.
    """

    given: str = ""
    family: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    display_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    job_title: str = ""
    function: str = ""
    organisation: str = ""
    department: str = ""
    industry: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    country: str = ""
    zone: str = ""
    language: str = ""
    website: str = ""
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    notes: str = ""
    background: str = ""
    member_since: date | None = None
    term_end: date | None = None
    side: str = ""
    role: str = ""
    reply: str = ""
    decision: str = ""
    diet: str = ""
    access_needs: str = ""
    companion: str = ""
    brought_by: str = ""
    say_it: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    row: int = 0


class PersonRow(NamedTuple):
    """One person as the directory lists them; `flags` is "" or words such as "Do not contact".

    A tuple, because ten thousand of them are made at once: that takes a fifth of the time of a dataclass.
    """

    id: str
    name: str
    sort_name: str
    given: str
    family: str
    job_title: str
    organisation: str
    organisation_id: str
    side: str
    email: str
    city: str
    country: str
    tags: tuple[str, ...]
    topics: tuple[str, ...]
    groups: tuple[str, ...]
    flags: str
    member_since: date | None
    term_end: date | None
    version: int


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody already in the workspace, as matching needs them; `present` is what is stored, in the shape of a file's row.

    `borrowed` are addresses (folded) that they share and somebody else owns.
    """

    id: str
    present: ContactDraft
    borrowed: frozenset[str] = frozenset()


PERSON_FIELDS: tuple[str, ...] = tuple(
    f.name for f in fields(ContactDraft) if f.name not in {"row", "role", "reply", "decision", "companion", "brought_by"}
)
"""The fields of a draft that describe the person; the others belong to one event's guest list or to the file."""
_fields_of = attrgetter(*PERSON_FIELDS)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A full name taken apart."""

    prefix: str = ""
    given: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""


_NICKNAME = re.compile(
    r"""\s*(?:"([^"]{1,60})"|“([^”]{1,60})”|„([^“”]{1,60})[“”]|\(([^)]{1,60})\)"""
    "|(?<=\\s)['\u2018]([^'\u2019]{2,60})['\u2019](?=\\s|$))"
)
_LONGEST_NAME = 300
"""Characters; what is longer is no name and stays in one piece."""
_EAST_ASIAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


def display_name(given: str, family: str, *, prefix: str = "", suffix: str = "", nickname: str = "", preferred: str = "") -> str:
    """The name as lists and print show it: Dr. Jesús "Chuy" García Jr.; Mr and Ms are left out, 李 + 小龙 is 李小龙.

    A preferred name stands in for the given name; a nickname is quoted beside it.
    """
    first = preferred or given
    if not first and not family:
        return nickname
    if _EAST_ASIAN.fullmatch(first) and _EAST_ASIAN.fullmatch(family):
        return family + first
    quoted = f'"{nickname}"' if nickname and first and fold(nickname) not in {fold(first), fold(given)} else ""
    title = "" if _word(prefix) in COURTESY else prefix
    return " ".join(part for part in (title, first or nickname, quoted, family, suffix) if part)


def sort_name(given: str, family: str, suffix: str = "", display: str = "") -> str:
    """Family name first, particles as part of it: "van der Berg, Jan". Single-word and East Asian names stay as they are.

    Where neither given nor family name is known, the display name is taken apart. Compare the result folded.
    """
    if not family and not given:
        parts = split_name(display)
        given, family, suffix = parts.given, parts.family, suffix or parts.suffix
    if not family or not given:
        return family or given or display
    if _EAST_ASIAN.fullmatch(given) and _EAST_ASIAN.fullmatch(family):
        return family + given
    return f"{family}, {given} {suffix}".rstrip()


def split_name(full: str) -> NameParts:
    """A full name taken apart as far as it is certain: titles, a quoted nickname, Jr. and III, "Family, Given", van der.

    Middle names and initials stay with the given name; a single word, or a name in Chinese characters, is a given name.
    """
    name = clean(full)
    if len(name) > _LONGEST_NAME:
        return NameParts(given=name)
    nickname = ""
    if found := _NICKNAME.search(name):
        nickname = next(group for group in found.groups() if group).strip()
        name = clean(name[: found.start()] + " " + name[found.end() :])
    name, suffix = _take_suffix(name)
    last, comma, first = (part.strip() for part in name.partition(","))
    prefix, words = _take_prefix((first if comma and first else last).split())
    if comma and first and last:
        more, family_words = _take_prefix(last.split())
        return NameParts(prefix or more, " ".join(words), " ".join(family_words), suffix, nickname)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    if not words:
        return NameParts(given=prefix, suffix=suffix, nickname=nickname)
    if len(words) == 1:
        return NameParts(prefix, "" if prefix else words[0], words[0] if prefix else "", suffix, nickname)
    return NameParts(prefix, " ".join(words[:cut]), " ".join(words[cut:]), suffix, nickname)


TIERS = {0: "No tier", 1: "First tier: personal", 2: "Second tier", 3: "Third tier"}


def check_tier(value: int | None, field: str) -> int:
    """A tier as it is stored, 0 for none; raises RuleBroken `people.tier` at `field`."""
    tier = value or 0
    if tier not in TIERS:
        raise RuleBroken("people.tier", f"“{value}” is no tier.", "Choose the first, second or third, or none.", field=field)
    return tier


@lru_cache(maxsize=8192)
def level_band(job_title: str) -> str:
    """The level band of a job title in English, German, French or Spanish: a word of LEVELS, or "" where it does not show."""
    title = fold(job_title[:_LONGEST_NAME])
    if ASSISTS.search(title):
        return "practitioner"
    return next((band for band, words in BANDS if words.search(title)), "")


@lru_cache(maxsize=8192)
def function_of(job_title: str) -> str:
    """What somebody works on, from the job title: a word of FUNCTIONS, or ""."""
    title = fold(job_title[:_LONGEST_NAME])
    return next((function for function, words in FUNCTION_WORDS if words.search(title)), "")


def email_problem(address: str) -> str:
    """ "" where mail can be sent to `address`, else one sentence that says why not."""
    if _PLAIN_EMAIL.fullmatch(address) and ".." not in address:
        return ""
    if not address.strip():
        return "There is no e-mail address."
    if any(c in address for c in "\r\n\t,; <>"):
        return f"“{clean(address, limit=80)}” holds a space, comma, bracket or line break: write one plain address."
    before, at, after = address.rpartition("@")
    if not at:
        return f"“{clean(address, limit=80)}” has no @."
    if not before or "." not in after.strip("."):
        return f"“{clean(address, limit=80)}” is not complete: write name@company.com."
    return _thorough_email_problem(address)


def email_key(address: str) -> str:
    """`address` as an identity: the same for two spellings that reach the same mailbox."""
    folded = address.lower().strip() if address.isascii() else key(address)
    return folded.removeprefix("mailto:").strip(" <>")


def differences(present: ContactDraft, draft: ContactDraft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields in which `draft` says more than `present`: those it would fill, and those where both speak and differ."""
    filled: list[str] = []
    conflicting: list[str] = []
    for name, new, old in zip(PERSON_FIELDS, _fields_of(draft), _fields_of(present), strict=True):
        if not new or new == old:
            continue
        if not old or (isinstance(new, tuple) and _more(old, new)):
            filled.append(name)
        elif not isinstance(new, tuple) and not _same_text(new, old) and not (name == "display_name" and _is_composed(draft)):
            conflicting.append(name)
    return tuple(filled), tuple(conflicting)


def fill_blanks(present: ContactDraft, draft: ContactDraft, take: Iterable[str] = ()) -> ContactDraft:
    """`present` with its blanks filled from `draft`: lists grow, text that stands stays unless its field is in `take`."""
    taken = frozenset(take)
    values: dict[str, Any] = {}
    for name in PERSON_FIELDS:
        new, old = getattr(draft, name), getattr(present, name)
        if isinstance(new, tuple):
            values[name] = old + _more(old, new)
        elif new and (not old or name in taken):
            values[name] = new
    return replace(present, **values)


_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_](?:[A-Za-z0-9._%+'\-]{0,62}[A-Za-z0-9_+\-])?@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)


def _word(text: str) -> str:
    return text.strip(" .").lower()


def _take_prefix(words: list[str]) -> tuple[str, list[str]]:
    count = 0
    while count < len(words) and (_word(words[count]) in TITLES | COURTESY or words[count].lower() in TITLES_WITH_DOT):
        # "M. Night Shyamalan" and "V. Rao" begin with an initial, not with a title.
        if len(_word(words[count])) == 1 and count == 0 and len(words) > 2:
            break
        count += 1
    return " ".join(words[:count]), words[count:]


def _take_suffix(name: str) -> tuple[str, str]:
    found: list[str] = []
    while True:
        head, _, last = name.rpartition(" ")
        if not head.strip(" ,") or _word(last.rstrip(",")) not in SUFFIXES:
            return name.rstrip(" ,"), " ".join(reversed(found))
        found.append(last.rstrip(","))
        name = head.rstrip(" ,")


def _thorough_email_problem(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return f"Mail systems do not accept “{clean(address, limit=80)}”: check it for signs that do not belong."
    return ""


def _more(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """What `new` adds to `old`, compared without case."""
    seen = {_folded(item) for item in old}
    return tuple(item for item in dict.fromkeys(new) if _folded(item) not in seen)


def _folded(item: str | tuple[str, str]) -> str:
    return key(item) if isinstance(item, str) else "\n".join(map(key, item))


def _is_composed(draft: ContactDraft) -> bool:
    """Whether the display name only repeats the parts: then the one that stands may say more, and is no conflict."""
    return draft.display_name == display_name(draft.given, draft.family, prefix=draft.prefix, suffix=draft.suffix, nickname=draft.nickname)


def _same_text(new: object, old: object) -> bool:
    return isinstance(new, str) and isinstance(old, str) and key(new) == key(old)
