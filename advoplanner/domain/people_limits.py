"""What a person's fields can hold: the longest texts, zones that exist, memberships that have begun; and a file's row brought to that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from advoplanner.core import dates
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.people import ContactDraft

LIMITS = {"background": 4000, "notes": 20000}
LIMIT, TAG_LIMIT = 160, 120
"""The longest text in each of LIMITS (which may have several lines), in every other field, and in a list of words."""

TEXTS: dict[str, str] = {
    "given": "Given name", "family": "Family name", "prefix": "Title", "suffix": "Suffix", "nickname": "Nickname",
    "preferred_name": "Preferred name", "pronouns": "Pronouns", "say_it": "Pronunciation", "job_title": "Job title", "department": "Department",
    "organisation": "Company", "city": "City", "region": "Region", "country": "Country", "zone": "Time zone", "language": "Language",
    "website": "Web page", "side": "Side", "diet": "Diet", "access_needs": "Access needs", "background": "Background", "notes": "Notes",
}  # fmt: skip
"""Fields of a draft that hold one text each, with the words that name each."""

LONGEST_ADDRESS = 254
"""Of a mail address, by the rules of mail."""

_texts_of = attrgetter(*TEXTS)


def fitted(draft: ContactDraft, today: date) -> tuple[ContactDraft, tuple[str, ...]]:
    """`draft` as it can be stored, and a sentence for each thing that had to be changed; what has no place is kept as an extra."""
    values: dict[str, Any] = {}
    told: list[str] = []
    extra = list(draft.extra)
    texts = _texts_of(draft)
    for (name, words), text in zip(TEXTS.items(), texts, strict=True) if max(map(len, texts)) > LIMIT else ():
        limit = LIMITS.get(name, LIMIT)
        if len(text) > limit:
            values[name] = clean(text, lines=name in LIMITS, limit=limit)
            told.append(f"{words}: of {len(text):,} characters the first {limit:,} are kept.")
    if any(len(address) > LONGEST_ADDRESS for address in draft.emails):
        values["emails"] = tuple(address for address in draft.emails if len(address) <= LONGEST_ADDRESS)
        extra += [("E-mail", address) for address in draft.emails if len(address) > LONGEST_ADDRESS]
        told.append(f"An address of more than {LONGEST_ADDRESS} characters is none; it is kept beside the other facts.")
    if draft.zone and not _exists(draft.zone):
        values["zone"] = ""
        extra.append(("Time zone", draft.zone[:LIMIT]))
        told.append(f"“{draft.zone[:60]}” is no time zone such as Europe/Berlin; it is kept beside the other facts.")
    if draft.member_since and draft.member_since > today:
        values["member_since"] = None
        extra.append(("Member since", draft.member_since.isoformat()))
        told.append(f"The membership begins in the future ({draft.member_since}); that day is kept beside the other facts.")
    return (replace(draft, **values, extra=tuple(extra)), tuple(told)) if told else (draft, ())


def _exists(zone: str) -> bool:
    try:
        dates.zone(zone)
    except RuleBroken:
        return False
    return True
