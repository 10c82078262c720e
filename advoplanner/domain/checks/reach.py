"""Rules of how many are asked and how many of them come: candidates, asks for each yes, who stays away, and what is asked of all advocates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import ceil

from advoplanner.core.text import plural
from advoplanner.domain.checks.case import CheckCase, CheckGuest
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.mix import day_of, ids_of, names_of
from advoplanner.domain.checks.norms import Norm, spoken
from advoplanner.domain.checks.registry import Rule, note, rule, unknown, warning
from advoplanner.domain.guests import Decision, Reply

YEAR = timedelta(days=365)


def candidates_are_many(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A board that is still being filled is chosen from many companies."""
    code, listed = "guests.candidates", [g for g in case.guests if g.is_member]
    companies = {g.organisation_id for g in listed if g.organisation_id}
    if not listed:
        yield unknown(code, "How many candidates there are is", "nobody is on the list yet", norm["least"])
    elif len(case.members) < norm["enough"] and len(companies) < norm["least"]:
        sentence = f"{plural(len(companies), 'company is', 'companies are')} on the list: a board is chosen from {norm['least']:.0f} or more."
        yield note(code, sentence, len(companies), norm["least"], unit="companies")


def enough_are_asked(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """As many are asked as it takes until enough have said yes."""
    code, wanted = "guests.asks_per_yes", case.quorum or case.capacity
    missing = wanted - sum(g.accepted for g in case.members)
    if case.days_left < 0 or (wanted and missing <= 0):
        return
    if not wanted:
        yield unknown(code, "How many must be asked is", "the event has neither a quorum nor a number of places", norm["asks"])
        return
    open_ = [g for g in case.members if not g.accepted]
    likely = sum(1 / _asks(g, case, norm) for g in open_)
    if likely < missing:
        more = ceil((missing - likely) * norm["asks"])
        quorum = plural(missing, "more yes is needed for the quorum", "more yeses are needed for the quorum")
        lacking = quorum if case.quorum else plural(missing, "place is still free", "places are still free")
        sentence = (
            f"{lacking}, and {plural(len(open_), 'guest has', 'guests have')} still to answer: "
            f"at {spoken(norm['asks'], 'asks')} for each yes, ask {more} more{'' if case.quorum else ' to fill them'}."
        )
        yield note(code, sentence, len(open_), len(open_) + more, page="invitations", unit="asks")


def invitations_are_accepted(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Of those who were invited to an open event as many accept as usually do."""
    code, asked = "guests.yes_rate", [g for g in case.guests if g.is_member and g.invited and g.decision == Decision.APPROVED]
    yes = sum(g.reply == Reply.ACCEPTED for g in asked)
    if len(asked) < norm["cases"]:
        yield unknown(code, "How many accept is", f"fewer than {norm['cases']:.0f} guests were invited", norm["least"])
    elif case.days_left <= norm["days"] and yes / len(asked) < norm["least"]:
        sentence = (
            f"{yes} of the {len(asked)} who were invited accepted ({yes / len(asked):.0%}); {norm['least']:.0%} is usual: look at whom you ask."
        )
        yield note(code, sentence, yes / len(asked), norm["least"], page="invitations")


def few_stay_away(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Of those who accepted no more stayed away than usually do; judged once the event is over."""
    code, promised = "guests.no_show", [g for g in case.members if g.accepted]
    if case.now < case.frame.end or not promised:
        return
    away = [g for g in promised if not g.came]
    if len(away) == len(promised):
        yield unknown(code, "How many stayed away is", "nobody was marked as there", norm["most"])
    elif len(away) / len(promised) > norm["most"]:
        stayed = f"{len(away)} of the {len(promised)} who had accepted stayed away ({len(away) / len(promised):.0%})"
        sentence = f"{stayed}; {norm['most']:.0%} is usual: write to them, and count on it next time."
        yield note(code, sentence, len(away) / len(promised), norm["most"], ids_of(away))


def few_leave_early(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Of those who came no more left early than usually do; judged once the event is over."""
    came = [g for g in case.guests if g.is_member and g.came]
    early = [g for g in came if g.left_early]
    if case.now >= case.frame.end and early and len(early) / len(came) > norm["most"]:
        sentence = f"{names_of(early)} left early, {len(early) / len(came):.0%} of those who came: ask them what was missing."
        yield note("guests.left_early", sentence, len(early) / len(came), norm["most"], ids_of(early))


def advocates_are_spared(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Of all that advocates could be asked in a quarter, enough is left."""
    code, (asks, people) = "guests.rotation", case.pool
    if not people:
        yield unknown(code, "How much is asked of all advocates is", "nobody is recorded as an advocate", norm["most"])
    elif not asks:
        yield unknown(code, "How much is asked of all advocates is", "nothing that was asked of them in the last quarter is recorded", norm["most"])
    elif asks > norm["most"] * people * norm["asks"]:
        share = asks / (people * norm["asks"])
        sentence = (
            f"{plural(people, 'advocate was', 'advocates were')} asked {plural(asks, 'time')} in the last quarter, "
            f"{share:.0%} of what they can bear; above {norm['most']:.0%} they burn out: win more of them, or ask less."
        )
        yield warning(code, sentence, share, norm["most"])


def hospitality_is_modest(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """What guests of the public sector receive stays within what they may take."""
    code, public = "guests.hospitality", [g for g in case.members if g.public_sector]
    if not public:
        return
    each = case.money.for_each
    if each is None or case.money.currency != "USD":
        why = "no cost is planned" if each is None else f"the limits are in dollars and the event is planned in {case.money.currency}"
        yield unknown(code, f"Whether {names_of(public)} may accept what the event offers is", why, norm["most"], ids_of(public))
        return
    over = [g for g in public if each > norm["most"] or each + case.received.get(g.id, 0.0) > norm["year"]]
    if over:
        sentence = (
            f"The event comes to {each:,.0f} dollars a head; {names_of(over)} of the public sector may be bound to {norm['most']:.0f} at a time "
            f"and {norm['year']:.0f} a year: ask your counsel, or let them pay their part."
        )
        yield warning(code, sentence, round(each, 2), norm["most"], ids_of(over), page="kit")


def _asks(guest: CheckGuest, case: CheckCase, norm: Norm) -> float:
    """How many asks one yes of this guest takes: fewer after the first year, where the norm knows it."""
    since = day_of(guest.member_since)
    settled = bool(since and case.frame.start.date() - since >= YEAR)
    return max(norm.get("settled") or norm["asks"], 1.0) if settled else max(norm["asks"], 1.0)


RULES: tuple[Rule, ...] = (
    rule("guests.candidates", "candidates.{kind}", candidates_are_many, "cab"),
    rule("guests.asks_per_yes", "asks_per_yes.{kind}", enough_are_asked),
    rule("guests.yes_rate", "yes_rate", invitations_are_accepted, "usergroup", "rockstar", "meetup"),
    rule("guests.no_show", "no_show.{kind}", few_stay_away),
    rule("guests.left_early", "left_early", few_leave_early),
    rule("guests.rotation", "rotation", advocates_are_spared),
    rule("guests.hospitality", "hospitality", hospitality_is_modest),
)
