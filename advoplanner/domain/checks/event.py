"""Rules of what an event is for: a purpose, an issue, something to learn, an objective and somebody who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.pitch import products_in
from advoplanner.domain.checks.registry import Rule, error, note, rule, warning


def purpose_is_said(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The event says what it is for."""
    if not clean(case.purpose):
        yield error("event.no_purpose", "The event has no purpose: say in one sentence what guests come for.")


def topic_is_an_issue(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The topic is an issue of the guests, not a product."""
    if not clean(case.topic):
        yield note("event.no_topic", "The event has no topic: name the issue that presses its guests.")
        return
    found = products_in(case.topic, case)
    if found:
        yield warning("event.topic_product", f"The topic names {listed(found)}: name the issue that presses guests, not the product.", len(found), 0)


def something_is_learned(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """A meetup or a Rock Star says what guests will learn."""
    if not clean(case.learn_goal):
        yield warning("event.no_learn_goal", "Nothing says what guests will learn: without it the evening is about you.")


def aim_and_sponsor(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The event has an objective, and somebody senior who stands behind it."""
    missing = [word for word, there in (("objective", any(map(clean, case.objectives))), ("sponsor", clean(case.sponsor))) if not there]
    if missing:
        yield note(
            "event.no_objective", f"The event has no {' and no '.join(missing)}: align it with what the firm wants to achieve.", len(missing), 0
        )


def within_the_budget(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """What the event comes to stays within its limits, in all and for each head."""
    over = case.money.over()
    if over:
        limit = case.money.budget if case.money.budget and case.money.cost > case.money.budget else case.money.per_head
        yield warning("event.over_budget", " ".join(over), case.money.cost, limit, page="kit")


def briefs_are_complete(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Two weeks before, whoever presents has a balanced story: the context, what went wrong, where it would not fit."""
    late = [talk for talk in case.talks if talk.missing] if case.days_left <= norm["days"] else []
    if late:
        said = listed([f"{talk.name} ({listed(list(talk.missing))})" for talk in late])
        sentence = f"The brief is not complete, {plural(max(case.days_left, 0), 'day')} before: {said}."
        yield warning("event.speaker_brief", sentence, len(late), 0, [talk.guest_id for talk in late], page="kit")


RULES: tuple[Rule, ...] = (
    rule("event.no_purpose", "purpose", purpose_is_said),
    rule("event.no_topic", "topic", topic_is_an_issue),
    rule("event.no_learn_goal", "learn_goal", something_is_learned, "rockstar", "meetup"),
    rule("event.over_budget", "budget", within_the_budget),
    rule("event.speaker_brief", "speaker_brief", briefs_are_complete, "rockstar", "usergroup", "council"),
    rule("event.no_objective", "objective", aim_and_sponsor, "cab", "usergroup"),
)
