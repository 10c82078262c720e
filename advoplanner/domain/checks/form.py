"""Rules of how an event is held: how often a year, how it goes on screens, who hosts it, and which questions lie on its tables."""

from __future__ import annotations

from collections.abc import Iterator

from advoplanner.core.text import fold, plural
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.mix import ids_of, names_of
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, note, rule, unknown, warning
from advoplanner.domain.guests import Role, Side
from advoplanner.domain.journey import stage_words

CHIEFS = ("ceo", "chief executive", "managing director", "president")
"""Words of a job title that say who leads a firm, unless a word before them makes it less ("vice")."""


EARLY = frozenset({"aware", "comparing", "deciding"})
"""Stages at which a company has not bought yet."""


def meetings_are_few(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """A board does not take more of its members' year than they gave it."""
    code, kinds = "event.cadence", (("in person", "most", False), ("on screens", "screens", True))
    if not case.members:
        yield unknown(code, "How often these members meet is", "nobody is on the list yet", norm["most"])
        return
    for words, figure, virtual in kinds:
        count = sum(m.virtual == virtual for m in case.meetings) + (case.virtual == virtual)
        if case.virtual == virtual and count > norm[figure]:
            sentence = (
                f"With this one {plural(count, 'meeting')} of these members {words} lie within a year; {norm[figure]:.0f} are as many as they give."
            )
            yield note(code, sentence, count, norm[figure], unit="meetings")


def screens_are_short(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """On screens a board meets briefly and in a small circle."""
    if not case.virtual:
        return
    minutes = int((case.frame.end - case.frame.start).total_seconds() // 60)
    accepted = sum(g.accepted for g in case.members)
    if minutes > norm["most"]:
        sentence = f"On screens it lasts {minutes} minutes; after {norm['most']:.0f} nobody listens: hold two meetings rather."
        yield warning("agenda.virtual", sentence, minutes, norm["most"], subject="minutes")
    if accepted > norm["people"]:
        sentence = f"{accepted} members meet on screens; above {norm['people']:.0f} most stay silent."
        yield warning("agenda.virtual", sentence, accepted, norm["people"], subject="people", unit="people")


def a_chief_is_a_peer(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Whoever leads the firm sits among the members instead of hosting them."""
    chiefs = [g for g in case.hosts if g.role == Role.HOST and _leads(g.function)]
    if chiefs:
        sentence = f"{names_of(chiefs)} leads the firm and is down as host: seat a chief among the members as a peer, and let somebody else host."
        yield warning("guests.chief_hosts", sentence, len(chiefs), 0, ids_of(chiefs), unit="people")


def guests_are_at_its_stages(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Guests stand where on their journey the event helps, at each of its stages somebody, and advocates are there from the first stage on."""
    code, others = "guests.stages", [g for g in case.members if g.side in (Side.CUSTOMER, Side.PROSPECT)]
    known = [g for g in others if g.stage]
    if not case.stages:
        yield unknown("event.stages", "Whether guests stand where the event helps is", "it is not said for which stages of their journey it is")
        return
    if not others or len(known) < norm["known"] * len(others):
        why = "nobody is on the list yet" if not others else "too few companies have a stage of their journey recorded"
        yield unknown(code, "Whether guests stand where the event helps is", why, norm["known"], ids_of([g for g in others if not g.stage]))
        return
    apart = [g for g in known if g.stage not in case.stages]
    if apart:
        stand = "stands" if len(apart) == 1 else "stand"
        sentence = f"{names_of(apart)} {stand} elsewhere on the journey: the event is for {stage_words(case.stages)}."
        yield note(code, sentence, len(apart), 0, ids_of(apart), subject="apart", unit="people")
    missing = [stage for stage in case.stages if not any(g.stage == stage for g in known)]
    if missing:
        sentence = f"The event is also for {stage_words(missing)}, and nobody on the list is there."
        yield note(code, sentence, len(missing), 0, subject="missing", unit="stages")


def advocates_are_there_from_the_start(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Where guests only begin to look, somebody who has done it is among them: an advocate, or a customer who uses it."""
    early = [stage for stage in case.stages if stage in EARLY]
    done = [g for g in case.guests if g.may_come and (g.side == Side.ADVOCATE or (g.side == Side.CUSTOMER and g.stage in ("", "using")))]
    if early and not done:
        sentence = f"The event is for {stage_words(early)}, and no advocate or customer is on the list who could tell how it went."
        yield warning("guests.early_advocate", sentence, 0, 1)


def questions_are_a_handful(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Where cards with questions are wanted, there are a handful of them."""
    few, many = int(norm["least"]), int(norm["most"])
    if case.questions and not few <= case.questions <= many:
        sentence = f"The cards have {plural(case.questions, 'question')}; {few} or {many} carry a conversation."
        yield note("event.questions", sentence, case.questions, few if case.questions < few else many, page="kit")


def _leads(job: str) -> bool:
    words = f" {fold(job)} "
    return any(f" {chief} " in words.replace(",", " ") for chief in CHIEFS) and "vice president" not in words


RULES: tuple[Rule, ...] = (
    rule("event.cadence", "cadence", meetings_are_few, "cab"),
    rule("agenda.virtual", "virtual", screens_are_short, "cab", "council"),
    rule("guests.chief_hosts", "facilitator", a_chief_is_a_peer, "cab"),
    rule("guests.stages", "stages", guests_are_at_its_stages, "usergroup", "rockstar", "meetup"),
    rule("guests.early_advocate", "early_advocate", advocates_are_there_from_the_start, "rockstar", "meetup", "usergroup"),
    rule("event.questions", "questions", questions_are_a_handful, "meetup"),
)
