"""Rules of boards and councils: papers are signed, no ask stands beside a renewal, chairs approved the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from advoplanner.core.text import listed, plural
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, note, rule, warning
from advoplanner.domain.formalities import FormalityRow, near_renewal

NAMED = 3
"""Members named in a sentence; the others are counted."""


def papers_are_signed(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Two weeks before, every member of a board has signed what they must sign."""
    bare = [row for row in _coming(case) if row.missing]
    if bare and 0 <= case.days_left <= norm["days"]:
        rest = [plural(len(bare) - NAMED, "other")] if len(bare) > NAMED else []
        names = listed([*(f"{row.name} ({row.missing_words})" for row in bare[:NAMED]), *rest])
        sentence = f"Not signed, {plural(case.days_left, 'day')} before: {names}."
        yield warning("guests.papers", sentence, len(bare), 0, [row.guest_id for row in bare], page="kit", unit="people")


def no_renewal_near(case: CheckCase, norm: Norm) -> Iterator[Finding]:
    """Nobody is asked to a board while their company's contract is about to be renewed: it would look like a part of the deal."""
    day = case.frame.start.date()
    near = [row for row in _coming(case) if near_renewal(row.renewal, day, norm["days"])]
    if near:
        companies = listed(list(dict.fromkeys(row.organisation for row in near)))
        sentence = f"Within {norm['days']:.0f} days of the event the contract of {companies} is renewed: an ask then looks like a part of the deal."
        yield warning("guests.renewal", sentence, len(near), 0, [row.guest_id for row in near], page="kit", unit="people")


def chairs_approved(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """The chairs of a council said yes to the agenda that was released last."""
    waiting = [chair for chair in case.chairs if not chair.of_vendor and chair.approved != case.version]
    if case.version and waiting:
        sentence = f"Version {case.version} of the agenda waits for the approval of {listed([chair.name for chair in waiting])}."
        yield warning("agenda.approval", sentence, len(waiting), 0, [chair.guest_id for chair in waiting], page="kit", unit="people")


def host_rotates(case: CheckCase, _norm: Norm) -> Iterator[Finding]:
    """Another member's company hosts than at the last meeting."""
    if case.host_company and case.host_company == case.last_host:
        yield note("event.same_host", f"{case.host_company} hosted the last meeting too: let another member's company host.", 1, 0)


def _coming(case: CheckCase) -> list[FormalityRow]:
    """Formalities of members who may come as the guest list stands now."""
    coming = {guest.id for guest in case.members if guest.may_come}
    return [row for row in case.formalities if row.guest_id in coming]


RULES: tuple[Rule, ...] = (
    rule("guests.papers", "papers", papers_are_signed, "cab"),
    rule("guests.renewal", "renewal", no_renewal_near, "cab", "council"),
    rule("agenda.approval", "approval", chairs_approved, "council"),
    rule("event.same_host", "host_rotates", host_rotates, "council"),
)
