"""Rules of care for members: how often they are asked, whom they meet, how long they serve, and hosts who stay with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from advoplanner.core.dates import short_date
from advoplanner.core.text import listed, plural
from advoplanner.domain.asks import QUARTER, AskCap
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.mix import SENIOR, day_of, ids_of, names_of
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, note, rule, unknown, warning

KNOWN_OF_MOST = 0.75
"""A check of what is missing stays quiet until so many have it."""


def nobody_is_asked_too_often(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Nobody was asked too often in the last quarter or too lately; what this event asks itself is not counted."""
    code, today = "guests.asks", case.now.date()
    if not case.members:
        return
    if not case.asked:
        yield unknown(code, "How often guests were asked for something is", "nothing that was asked of them is recorded", norm["most"])
        return
    often = {g.id: sum(today - QUARTER < day <= today for day in case.asked.get(g.id, ())) for g in case.members}
    weary = [g for g in case.members if often[g.id] > norm["most"]]
    if weary:
        most = max(often.values())
        sentence = (
            f"{names_of(weary)} gave their time more than {plural(int(norm['most']), 'time')} in the last quarter: ask nothing more of them now."
        )
        yield warning(code, sentence, most, norm["most"], ids_of(weary), unit="asks")
    cap = AskCap(int(norm["most"]), int(norm["days"]))
    last = {g.id: day for g in case.members if g not in weary and (day := cap.too_soon(case.asked.get(g.id, ()), today))}
    if last:
        lately = [g for g in case.members if g.id in last]
        were = "was" if len(lately) == 1 else "were"
        sentence = f"{names_of(lately)} {were} asked for something less than {plural(cap.days, 'day')} ago: wait before asking again."
        yield note(code, sentence, (today - max(last.values())).days, cap.days, ids_of(lately), unit="days")


def everybody_meets_somebody(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Shortly before, each guest who comes has people to meet."""
    coming = [g for g in case.members if g.accepted]
    lonely = [g for g in coming if case.introduced.get(g.id, 0) < norm["least"]]
    if lonely and 0 <= case.days_left <= norm["days"] and len(coming) > norm["least"]:
        fewest = min(case.introduced.get(g.id, 0) for g in lonely)
        who = f"{names_of(lonely)} {'has' if len(lonely) == 1 else 'have'}"
        sentence = f"{who} fewer than {plural(int(norm['least']), 'introduction')} planned, the fewest {fewest}."
        yield note("guests.introductions", sentence, fewest, norm["least"], page="introductions", unit="introductions")


def terms_are_limited(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Seats on a board end: those whose term is nearly over, or is over before the event, are known in time."""
    code, today = "guests.terms", case.now.date()
    last = max(today + timedelta(days=norm["days"]), case.frame.start.date() - timedelta(days=1))
    ends = {g.id: day for g in case.members if (day := day_of(g.term_end))}
    if not case.members:
        return
    if not ends:
        yield unknown(code, "Whose term ends soon is", "no member has an end of term", norm["days"])
        return
    near = sorted((ends[g.id], g.name, g.id) for g in case.members if g.id in ends and ends[g.id] <= last)
    if near:
        said = listed([f"{name} ({'over since' if day < today else 'until'} {short_date(day)})" for day, name, _ in near[:3]])
        more = f" and {plural(len(near) - 3, 'other')}" if len(near) > 3 else ""
        sentence = f"The term of {said}{more} ends: renew it, or thank them and find who follows."
        yield note(code, sentence, (near[0][0] - today).days, norm["days"], [each[2] for each in near])


def terms_are_not_too_long(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Members without an end of term have not served longer than a term lasts."""
    today = case.now.date()
    served = [(g, _months(day, today)) for g in case.members if not day_of(g.term_end) and (day := day_of(g.member_since))]
    long = [(g, months) for g, months in served if months > norm["most"]]
    if long:
        who = f"{names_of([g for g, _ in long])} {'is' if len(long) == 1 else 'are'}"
        sentence = f"{who} on the board for more than {norm['most']:.0f} months, and no end of term is set."
        yield note("guests.tenure", sentence, max(months for _, months in long), norm["most"], ids_of([g for g, _ in long]))


def members_have_a_term(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A seat on a board has an end: once most members' is known, those without one are named."""
    without = [g for g in case.members if not day_of(g.term_end)]
    if without and len(without) <= (1 - KNOWN_OF_MOST) * len(case.members):
        who = f"{names_of(without)} {'is' if len(without) == 1 else 'are'}"
        yield warning("guests.no_term", f"{who} on the board without an end of term: agree on one.", len(without), 0, ids_of(without), unit="people")


def senior_hosts_stay(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A senior host is there from the first session to the last."""
    if not case.placed:
        return
    first = min(s.start for s in case.placed if s.start)
    last = max(s.start + timedelta(minutes=s.minutes) for s in case.placed if s.start)
    gaps = [
        g for g in case.hosts
        if g.accepted and g.level in SENIOR and ((g.here_from and g.here_from > first) or (g.here_until and g.here_until < last))
    ]  # fmt: skip
    if gaps:
        are = "is" if len(gaps) == 1 else "are"
        sentence = f"{names_of(gaps)} of the senior hosts {are} not there all the time: members are promised more than a visit."
        yield warning("guests.host_presence", sentence, len(gaps), 0, ids_of(gaps), unit="people")


def _months(since: date, until: date) -> int:
    """Whole months between two days."""
    return (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)


RULES: tuple[Rule, ...] = (
    rule("guests.asks", "asks", nobody_is_asked_too_often),
    rule("guests.introductions", "introductions", everybody_meets_somebody, "cab", "council", "usergroup", "meetup"),
    rule("guests.terms", "terms", terms_are_limited, "cab", "council"),
    rule("guests.tenure", "tenure", terms_are_not_too_long, "cab"),
    rule("guests.no_term", "tenure", members_have_a_term, "cab"),
    rule("guests.host_presence", "host_presence", senior_hosts_stay, "cab"),
)
