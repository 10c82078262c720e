"""How a rule is declared, and how all rules judge one case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from advoplanner.core.records import dataclass
from advoplanner.domain.agenda import vendor_share
from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import AreaReadiness, CheckReport, Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.waivers import Waiver
from advoplanner.domain.events import EventKind

Judgement = Callable[[CheckCase, Norm], Iterator[Finding]]

EVERY = frozenset(EventKind)

PAGES = {"event": "overview", "pitch": "agenda", "agenda": "agenda", "guests": "guests", "seating": "seating", "invitations": "invitations"}
"""The page on which each area is put right."""

GATES = {
    "agenda": ("event", "pitch", "agenda"),
    "invitations": ("event", "invitations"),
    "print": ("event", "pitch", "agenda", "guests", "seating"),
}
"""What stands behind each gate of release: the areas whose errors close it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, the kinds of event it is for, and its norm, in which {kind} stands for the kind of event."""

    code: str
    norm: str
    kinds: frozenset[str]
    judge: Judgement


def rule(code: str, norm: str, judgement: Judgement, *kinds: str) -> Rule:
    """A rule for some kinds of event, or for every kind where none is named."""
    return Rule(code, norm, frozenset(kinds) or EVERY, judgement)


def judge(rules: Iterable[Rule], case: CheckCase, norms: Mapping[str, Norm], waivers: Sequence[Waiver] = ()) -> CheckReport:
    """Every rule that is for this kind of event; errors first, then in the order of the rules. What is waived stays in the list, marked."""
    results = [(r.code.partition(".")[0], applied(r, case, norms)) for r in rules if case.kind in r.kinds]
    return reported(case, results, waivers)


def reported(case: CheckCase, results: Sequence[tuple[str, Sequence[Finding]]], waivers: Sequence[Waiver]) -> CheckReport:
    """The report over the findings of each rule, by area."""
    stood = [(area, [_standing(f, waivers) for f in found]) for area, found in results]
    findings = [f for _, found in stood for f in found]
    findings.sort(key=lambda f: "EWI".index(f.severity))
    return CheckReport(vendor_share(case.placed, case.weights), tuple(findings), _areas(stood))


def applied(rule: Rule, case: CheckCase, norms: Mapping[str, Norm]) -> list[Finding]:
    """What one rule finds, with its norm's source and the page where it is put right."""
    norm = norms[rule.norm.format(kind=case.kind)]
    source = norm.said()
    return [
        replace(f, source=source, page=PAGES[f.area] if not f.page else f.page, norm=norm.key, unit=f.unit or norm.unit)
        for f in rule.judge(case, norm)
    ]  # fmt: skip


def error(code: str, message: str, value: float | None = None, threshold: float | None = None, ids: Iterable[str] = (), **more: str) -> Finding:
    """A finding that blocks release."""
    return Finding(code, "E", value, threshold, message, subject_ids=tuple(ids), **more)  # type: ignore[arg-type]


def warning(code: str, message: str, value: float | None = None, threshold: float | None = None, ids: Iterable[str] = (), **more: str) -> Finding:
    """A finding that warns."""
    return Finding(code, "W", value, threshold, message, subject_ids=tuple(ids), **more)  # type: ignore[arg-type]


def note(code: str, message: str, value: float | None = None, threshold: float | None = None, ids: Iterable[str] = (), **more: str) -> Finding:
    """A finding that informs."""
    return Finding(code, "I", value, threshold, message, subject_ids=tuple(ids), **more)  # type: ignore[arg-type]


def unknown(code: str, what: str, why: str, threshold: float | None = None, ids: Iterable[str] = ()) -> Finding:
    """A note that something could not be judged: "Levels are not known because …"."""
    return Finding(code, "I", None, threshold, f"{what} not known because {why}.", unknown=True, subject_ids=tuple(ids))


def _standing(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    found = next((w for w in waivers if w.covers(finding)), None)
    return replace(finding, waiver=found, waived=True) if found else finding


def _areas(results: Sequence[tuple[str, Sequence[Finding]]]) -> tuple[AreaReadiness, ...]:
    counted: dict[str, list[int]] = {}
    for area, found in results:
        failed = any(f.severity in "EW" and f.open for f in found)
        place = 1 if failed else 2 if any(f.unknown for f in found) else 0
        counted.setdefault(area, [0, 0, 0])[place] += 1
    return tuple(AreaReadiness(area, *counts) for area, counts in counted.items())
