"""What checks say: findings, and the report over all of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know. `code` reads `area.reason` and is stable; `value` was measured, `threshold` is the norm (None where there is none).

    `severity` is E (blocks release until waived with a reason), W (warns) or I (informs). `unknown` marks what could not
    be judged; it is never a pass. `subject_ids` are the sessions or guests concerned, `page` is where to put it right.
    """

    code: str
    severity: str
    value: float | None
    threshold: float | None
    message: str
    source: str = ""
    waived: bool = False
    unknown: bool = False
    subject_ids: tuple[str, ...] = ()
    page: str = ""

    @property
    def area(self) -> str:
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class AreaReadiness:
    """How many rules of one area hold, fail, or cannot be judged yet."""

    area: str
    passed: int
    failed: int
    unknown: int

    @property
    def share(self) -> float | None:
        """Rules that hold as a share of those that could be judged; None where none could."""
        judged = self.passed + self.failed
        return self.passed / judged if judged else None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Findings, errors first; `vendor_share` is None where there is no content to measure."""

    vendor_share: float | None
    findings: tuple[Finding, ...]
    areas: tuple[AreaReadiness, ...] = ()

    def count(self, severity: str) -> int:
        """How many findings of a severity (E, W or I) are not waived."""
        return sum(f.severity == severity and not f.waived for f in self.findings)

    @property
    def not_known(self) -> int:
        return sum(f.unknown for f in self.findings)

    @property
    def readiness(self) -> float | None:
        """The share of rules that hold, of those that could be judged."""
        return AreaReadiness("", sum(a.passed for a in self.areas), sum(a.failed for a in self.areas), 0).share
