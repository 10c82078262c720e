"""Rules of what is sent: a purpose worth coming for, an address for replies, and words that do not sell."""

from __future__ import annotations

from collections.abc import Iterator

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, listed
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, rule, unknown, warning
from advoplanner.domain.checks.wording import loaded_words
from advoplanner.domain.invitations import check_address


def purpose_is_said(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The event says what it is for."""
    if not clean(case.purpose):
        yield error("event.no_purpose", "The event has no purpose: say in one sentence what guests come for.")


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
    """Invitations speak of purpose and peers, not of favours, rewards or products."""
    code = "invitations.wording"
    if not case.waves:
        yield unknown(code, "How invitations read is", "no invitation has been written yet")
    for wave in case.waves:
        found = [*loaded_words(wave.subject), *loaded_words(wave.body)]
        if found:
            words = listed(list(dict.fromkeys(f"“{w.words}”" for w in found))[:4])
            sentence = f"“{wave.name}” says {words}: {found[0].better}."
            yield warning(code, sentence, len(found), 0)


RULES: tuple[Rule, ...] = (
    rule("event.no_purpose", "purpose", purpose_is_said),
    rule("invitations.organiser", "organiser", replies_have_an_address),
    rule("invitations.wording", "wording", words_do_not_sell),
)
