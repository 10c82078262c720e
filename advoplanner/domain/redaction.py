"""What one audience may read of a guest: decided here, once, for every document; the strictest rule wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from advoplanner.core.text import listed, plural
from advoplanner.domain.documents import GuestFacts
from advoplanner.domain.restrictions import KINDS, Audience, Restriction, forbids

UNNAMED = ("no_name_in_print", "anonymous")
AMONG_PEERS = ("no_prospect_contact", "peers_only")
"""Kinds that keep somebody from prospects, and from the public, among whom prospects are."""

NO_CONSENT = "whether they may be named in public is not known"
NO_PICTURE_CONSENT = "no consent for public use is known"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that an audience does not see: the "name", "picture" or "company" of somebody, and why."""

    what: str
    of: str
    why: str


def redacted(facts: GuestFacts, limits: Sequence[Restriction], audience: str, day: date, *, speaks: bool) -> tuple[GuestFacts | None, list[LeftOut]]:
    """A guest as `audience` may see them on `day` (None: not at all), and what was left out of them.

    Consent that nobody gave counts as refused in public: there only our own people and those who speak are named, and
    nobody's picture appears. Whoever may not be quoted as a reference stands there without their company.
    """
    barred = _barred(facts, limits, audience, day, speaks)
    if barred:
        return None, [LeftOut("name", facts.name, barred)]
    left_out = []
    picture = forbids(limits, ("no_photo",), audience, day)
    if facts.photo is not None and (picture or audience == Audience.PUBLIC):
        facts = replace(facts, photo=None)
        left_out.append(LeftOut("picture", facts.name, reason(picture) if picture else NO_PICTURE_CONSENT))
    company = forbids(limits, ("no_endorsement",), audience, day) if audience == Audience.PUBLIC else None
    if company and facts.organisation:
        facts = replace(facts, organisation="", job_title="")
        left_out.append(LeftOut("company", facts.name, reason(company)))
    return (facts if audience == Audience.HOST else _without_private(facts)), left_out


def reason(limit: Restriction) -> str:
    """A restriction in words: "no photo", with the company where it is the company's."""
    words = KINDS[limit.kind].lower()
    return f"{words}, as for everybody at {limit.inherited_from}" if limit.inherited_from else words


def sentences(left_out: Iterable[LeftOut]) -> list[str]:
    """What was left out as one sentence for each kind of thing and each reason, with every name."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in left_out:
        groups.setdefault((item.what, item.why), []).append(item.of)
    return [_sentence(what, why, list(dict.fromkeys(names))) for (what, why), names in groups.items()]


def _barred(facts: GuestFacts, limits: Sequence[Restriction], audience: str, day: date, speaks: bool) -> str:
    """Why a guest may not be named at all; "" where they may."""
    unnamed = forbids(limits, UNNAMED, audience, day)
    if unnamed:
        return reason(unnamed)
    if audience in (Audience.PROSPECT, Audience.PUBLIC):
        # These speak of prospects whatever audiences were noted with them, so only their last day counts.
        apart = next((r for r in limits if r.kind in AMONG_PEERS and (r.until is None or day <= r.until)), None)
        if apart:
            return reason(apart)
    return NO_CONSENT if audience == Audience.PUBLIC and facts.side != "host" and not speaks else ""


def _without_private(facts: GuestFacts) -> GuestFacts:
    """What customers and the public never read: motives, notes for hosts, diet, travel, addresses, replies."""
    return replace(
        facts, email="", moves_them="", talking_points=(), ask_them=(), do_not_say=(), diet="", access_needs="", stay=(), should_meet=(),
        background="", restrictions=(), why_seat=(), companion_of="",
    )  # fmt: skip


def _sentence(what: str, why: str, names: list[str]) -> str:
    one = names[0]
    if len(names) == 1:
        return f"{one} is left out: {why}." if what == "name" else f"The {what} of {one} is left out: {why}."
    people = plural(len(names), "person", "people")
    whose = f"{people} are" if what == "name" else f"The {what.replace('company', 'companie')}s of {people} are"
    return f"{whose} left out: {why}. These are {listed(names)}."
