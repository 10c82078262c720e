"""Rules of what is sent: in time, with an address for replies, and in words that do not sell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed, plural
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, note, rule, unknown, warning
from advoplanner.domain.checks.wording import loaded_words
from advoplanner.domain.guests import Reply
from advoplanner.domain.invitations import check_address


def replies_have_an_address(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Replies go to an organiser's address that works."""
    if not case.organiser_email.strip():
        yield error("invitations.no_organiser", "There is no organiser's address, so no calendar invitation can be made: set one in the event.")
        return
    try:
        check_address(case.organiser_email)
    except RuleBroken as problem:
        yield error("invitations.bad_organiser", f"The organiser's address does not work: {problem.sentence}")


def words_do_not_sell(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Invitations speak of purpose and peers, not of favours, rewards, money or products."""
    code = "invitations.wording"
    if not case.waves:
        yield unknown(code, "How invitations read is", "no invitation has been written yet")
    for wave in case.waves:
        found = [*loaded_words(wave.subject, case.ignored_words), *loaded_words(wave.body, case.ignored_words)]
        if found and (code, wave.name) not in case.ignored:
            said = tuple(dict.fromkeys(w.words for w in found))
            sentence = f"“{wave.name}” says {listed([f'“{word}”' for word in said[:4]])}: {found[0].better}."
            yield replace(warning(code, sentence, len(found), 0, subject=wave.name), words=said)


def invited_in_time(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Whoever is approved has an invitation early enough to plan for it."""
    waiting = [g for g in case.members if not g.invited and g.reply == Reply.NONE]
    if waiting and 0 <= case.days_left < norm["days"]:
        have = "has" if len(waiting) == 1 else "have"
        who = f"{plural(len(waiting), 'guest')} {have} no invitation yet, {plural(case.days_left, 'day')} before"
        sentence = f"{who}; people plan {norm['days']:.0f} days ahead."
        yield warning("invitations.lead", sentence, case.days_left, norm["days"], [g.id for g in waiting])


def everybody_can_be_written_to(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Whoever is approved has an address that works."""
    mute = [g for g in case.members if not g.has_address and not g.invited]
    if mute:
        names = listed([*(g.name for g in mute[:3]), *([plural(len(mute) - 3, "other")] if len(mute) > 3 else [])])
        yield note(
            "invitations.no_address",
            f"{names} cannot be written to by mail: print a card, or ask for an address.",
            len(mute),
            0,
            [g.id for g in mute],
        )


RULES: tuple[Rule, ...] = (
    rule("invitations.organiser", "organiser", replies_have_an_address),
    rule("invitations.no_address", "organiser", everybody_can_be_written_to),
    rule("invitations.wording", "wording", words_do_not_sell),
    rule("invitations.lead", "lead.{kind}", invited_in_time),
)
