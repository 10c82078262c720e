"""Rules of the seating: whoever comes has a seat, and nobody else holds one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from advoplanner.core.text import listed, plural
from advoplanner.domain.checks.case import CheckCase, CheckGuest
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, error, rule, unknown, warning
from advoplanner.domain.guests import Side, may_be_seated
from advoplanner.domain.presence import equal_parts, missed


def no_seat_waits_in_vain(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Nobody who declined, or is not to be invited now, holds a seat."""
    gone = [g for g in case.guests if g.rounds and not may_be_seated(g.decision, g.reply)]
    if gone:
        first, more = gone[0].name, len(gone) - 1
        who = f"{first} and {plural(more, 'other')} hold" if more else f"{first} holds"
        yield error("seating.not_coming", f"{who} a seat but will not come; free it.", len(gone), 0, [g.id for g in gone])


def everybody_sits(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Every guest who accepted has a seat in each round in which they are there, once there are tables."""
    code = "seating.unseated"
    if not case.tables:
        yield unknown(code, "Who sits where is", "the event has no tables yet")
        return
    standing = [g for g in case.guests if g.accepted and g.rounds < _rounds_there(case, g)]
    if standing:
        of = f" in one of the {case.rounds} rounds" if case.rounds > 1 else ""
        sentence = f"{plural(len(standing), 'guest')} accepted and {'has' if len(standing) == 1 else 'have'} no seat{of}."
        yield warning(code, sentence, len(standing), 0, [g.id for g in standing])


def _rounds_there(case: CheckCase, guest: CheckGuest) -> int:
    """In how many rounds somebody needs a seat; one seating alone is for everybody."""
    if case.rounds < 2:
        return 1
    return case.rounds - len(missed(equal_parts(case.frame.start, case.frame.end, case.rounds), guest.here_from, guest.here_until))


def no_host_sits_alone(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """At a meetup a host sits where an advocate sits too."""
    at: dict[str, list[CheckGuest]] = defaultdict(list)
    for guest in case.guests:
        for place in guest.tables:
            at[place.rpartition("/")[0]].append(guest)
    alone = [g for group in at.values() if not any(p.side == Side.ADVOCATE for p in group) for g in group if g.side == Side.HOST]
    if len(alone) > norm["stop"]:
        names = listed([g.name for g in alone[:3]])
        yield error(
            "seating.host_alone",
            f"{names} of the host's side sits where no advocate is: that table is a sales talk.",
            len(alone),
            norm["stop"],
            [g.id for g in alone],
        )


RULES: tuple[Rule, ...] = (
    rule("seating.not_coming", "seats", no_seat_waits_in_vain),
    rule("seating.unseated", "seats", everybody_sits),
    rule("seating.host_alone", "table_hosts", no_host_sits_alone, "meetup"),
)
