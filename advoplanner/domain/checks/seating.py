"""Rules of the seating: whoever comes has a seat, and nobody else holds one."""

from __future__ import annotations

from collections.abc import Iterator

from advoplanner.core.text import plural
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, rule, unknown, warning
from advoplanner.domain.guests import may_be_seated


def no_seat_waits_in_vain(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Nobody who declined, or is not to be invited now, holds a seat."""
    gone = [g for g in case.guests if g.rounds and not may_be_seated(g.decision, g.reply)]
    if gone:
        first, more = gone[0].name, len(gone) - 1
        who = f"{first} and {plural(more, 'other')} hold" if more else f"{first} holds"
        yield error("seating.not_coming", f"{who} a seat but will not come; free it.", len(gone), 0, [g.id for g in gone])


def everybody_sits(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Every guest who accepted has a seat in each round, once there are tables."""
    code = "seating.unseated"
    if not case.tables:
        yield unknown(code, "Who sits where is", "the event has no tables yet")
        return
    standing = [g for g in case.guests if g.accepted and g.rounds < max(case.rounds, 1)]
    if standing:
        of = f" in one of the {case.rounds} rounds" if case.rounds > 1 else ""
        sentence = f"{plural(len(standing), 'guest')} accepted and {'has' if len(standing) == 1 else 'have'} no seat{of}."
        yield warning(code, sentence, len(standing), 0, [g.id for g in standing])


RULES: tuple[Rule, ...] = (rule("seating.not_coming", "seats", no_seat_waits_in_vain), rule("seating.unseated", "seats", everybody_sits))
