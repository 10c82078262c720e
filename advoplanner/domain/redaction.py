"""What one audience may read of a guest: asked of the one rule, once, for every document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from advoplanner.core.text import listed, plural
from advoplanner.domain.documents import Fact, GuestFacts
from advoplanner.domain.restrictions import AUDIENCE_WORDS, Audience, Leave, LeftOut, Restriction, Use, decide

FEW = 5
"""Names that a sentence lists; the window shows each of the others."""

WITHOUT_NAMES = (Audience.CATERER,)
"""Readers who need tables and needs, and no names."""


@dataclass(slots=True)
class Reading:
    """A guest as one audience may see them (None: not at all), what was left out, and what is shown by leave."""

    facts: GuestFacts | None
    left_out: list[LeftOut] = field(default_factory=list)
    shown_by_leave: list[LeftOut] = field(default_factory=list)


def redacted(facts: GuestFacts, limits: Sequence[Restriction], audience: str, day: date, *, leaves: Iterable[Leave] = ()) -> Reading:
    """A guest as `audience` may see them on `day`, and what was left out of them.

    Our own people may be named in public; everybody else only with a consent that is known, and the same goes for pictures of
    anybody. Whoever may not be quoted as a reference stands there without their company.
    """
    leaves = tuple(leaves)
    reading = Reading(facts)
    seen = [use for use in _uses(facts, audience) if not _allowed(use, reading, limits, audience, day, leaves)]
    if Use.NAME in seen or Use.PROSPECTS in seen:
        reading.facts = None
        # Who is not named at all has no picture and no company to speak of.
        return replace(reading, left_out=reading.left_out[:1], shown_by_leave=[])
    if Use.PICTURE in seen:
        facts = replace(facts, photo=None)
    if Use.COMPANY in seen:
        facts = replace(facts, organisation="", job_title="")
    if facts.contact:
        facts = replace(facts, contact=_contact(facts, limits, audience, day))
    reading.facts = facts if audience == Audience.HOST else _nameless(facts) if audience in WITHOUT_NAMES else _without_private(facts, audience)
    return reading


def sentences(left_out: Iterable[LeftOut]) -> list[str]:
    """What was left out as one sentence for each kind of thing and each reason, with the first names."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in left_out:
        groups.setdefault((item.what, item.why), []).append(item.of)
    return [_sentence(what, why, list(dict.fromkeys(names))) for (what, why), names in groups.items()]


def leave_sentences(shown: Iterable[LeftOut], audience: str) -> list[str]:
    """What is shown against what is known, with the reason somebody gave."""
    towards = AUDIENCE_WORDS[audience].removeprefix("For ").lower()
    towards = "the public" if audience == Audience.PUBLIC else towards
    return [f"The {item.what} of {item.of} is shown to {towards} all the same: {item.why}" for item in shown]


def _uses(facts: GuestFacts, audience: str) -> list[Use]:
    """What a document for `audience` would make use of, the gravest first."""
    ours = facts.side == "host"
    uses = [Use.PROSPECTS] if audience in (Audience.PROSPECT, Audience.PUBLIC) else []
    uses += [] if audience in WITHOUT_NAMES or (ours and audience == Audience.PUBLIC) else [Use.NAME]
    uses += [Use.PICTURE] if facts.photo is not None and audience not in WITHOUT_NAMES else []
    return uses + ([Use.COMPANY] if audience == Audience.PUBLIC and facts.organisation else [])


def _contact(facts: GuestFacts, limits: Sequence[Restriction], audience: str, day: date) -> tuple[Fact, ...]:
    """How other guests may reach somebody: nothing without their consent, and no way of which they do not want to hear. Nobody else is told."""
    towards = Audience.MEMBER if audience == Audience.HOST else audience
    if towards not in (Audience.MEMBER, Audience.PROSPECT) or not decide(Use.CONTACT, limits, towards, day).allowed:
        return ()
    ways = {"E-mail": Use.EMAIL, "Telephone": Use.PHONE}
    return tuple((label, value) for label, value in facts.contact if decide(ways[label], limits, towards, day).allowed)


def _allowed(use: Use, reading: Reading, limits: Sequence[Restriction], audience: str, day: date, leaves: Sequence[Leave]) -> bool:
    """Ask the rule, and note what it said."""
    facts = reading.facts
    verdict = decide(use, limits, audience, day, leaves)
    if facts is not None and (verdict.by_leave or not verdict.allowed):
        what = "name" if use == Use.PROSPECTS else str(use)
        (reading.shown_by_leave if verdict.allowed else reading.left_out).append(LeftOut(what, facts.name, verdict.why, facts.person_id, use))
    return verdict.allowed


def _without_private(facts: GuestFacts, audience: str) -> GuestFacts:
    """What customers and the public never read: motives, notes for hosts, diet, travel, addresses, replies."""
    needs = facts.access_needs if audience == Audience.VENUE else ""
    return replace(
        facts, email="", moves_them="", gains="", talking_points=(), ask_them=(), do_not_say=(), diet="", access_needs=needs, stay=(), should_meet=(),
        background="", history=(), restrictions=(), why_seat=(), companion_of="", topics=(),
    )  # fmt: skip


def _nameless(facts: GuestFacts) -> GuestFacts:
    """What the kitchen needs: a place, a diet and a need, and nobody's name."""
    return GuestFacts(
        facts.id, "", side=facts.side, role=facts.role, table=facts.table, seat=facts.seat, diet=facts.diet, access_needs=facts.access_needs
    )


def _sentence(what: str, why: str, names: list[str]) -> str:
    one = names[0]
    if len(names) == 1:
        return f"{one} is left out: {why}." if what == "name" else f"The {what} of {one} is left out: {why}."
    people = plural(len(names), "person", "people")
    whose = f"{people} are" if what == "name" else f"The {what.replace('company', 'companie')}s of {people} are"
    rest = len(names) - FEW
    shown = listed(names) if rest <= 1 else f"{', '.join(names[:FEW])} and {rest} others"
    return f"{whose} left out: {why}. These are {shown}."
