"""Judging again only what changed: each rule remembers which parts of the case it looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from advoplanner.domain.checks.case import CheckCase
from advoplanner.domain.checks.findings import CheckReport, Finding
from advoplanner.domain.checks.norms import Norm
from advoplanner.domain.checks.registry import Rule, applied, reported
from advoplanner.domain.checks.waivers import Waiver

STANDS_FOR = {
    "members": ("guests",), "hosts": ("guests",), "bench": ("guests",), "placed": ("sessions",), "content": ("sessions",), "kind": ("frame",),
    "days_left": ("frame", "now"), "heeded": ("ignored",),
}  # fmt: skip
"""What is derived in a case, and the fields that it is derived from."""


@dataclass(frozen=True, slots=True)
class _Kept:
    rule: Rule
    found: list[Finding]
    seen: frozenset[str]


class Watched:
    """The findings of every rule, renewed where what a rule looked at is no longer the same."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._case: CheckCase | None = None
        self._norms: Mapping[str, Norm] = {}
        self._kept: list[_Kept] = []
        self.judged = 0
        """How many rules the last report judged anew."""

    def report(self, case: CheckCase, norms: Mapping[str, Norm], waivers: Sequence[Waiver] = ()) -> CheckReport:
        """The report on a case; parts that are the same objects as last time are not looked at again."""
        old = self._case
        if old is None or old.kind != case.kind or old.now.date() != case.now.date() or norms != self._norms:
            self._kept = [self._judged(rule, case, norms) for rule in self._rules if case.kind in rule.kinds]
            self.judged = len(self._kept)
        else:
            changed = {f.name for f in fields(case) if f.name != "now" and _differs(getattr(case, f.name), getattr(old, f.name))}
            again = [bool(kept.seen & changed) for kept in self._kept]
            self.judged = sum(again)
            self._kept = [self._judged(k.rule, case, norms) if anew else k for k, anew in zip(self._kept, again, strict=True)]
        self._case, self._norms = case, norms
        return reported(case, [(k.rule.code.partition(".")[0], k.found) for k in self._kept], waivers)

    def _judged(self, rule: Rule, case: CheckCase, norms: Mapping[str, Norm]) -> _Kept:
        traced = _Traced(case)
        found = applied(rule, cast(CheckCase, traced), norms)
        return _Kept(rule, found, frozenset(traced.seen))


def _differs(new: Any, old: Any) -> bool:
    return new is not old and bool(new != old)


class _Traced:
    """A case that notes which of its fields are read."""

    def __init__(self, case: CheckCase) -> None:
        self._case = case
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.seen.update(STANDS_FOR.get(name, (name,)))
        return getattr(self._case, name)
