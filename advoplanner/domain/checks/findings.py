"""What checks say: findings, and the report over all of them."""

from __future__ import annotations

from collections.abc import Iterable

from advoplanner.core.records import dataclass
from advoplanner.domain.checks.waivers import Waiver


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know. `code` reads `area.reason` and is stable; `value` was measured, `threshold` is the norm (None where there is none).

    `severity` is E (blocks release until waived with a reason), W (warns) or I (informs). `unknown` marks what could not
    be judged; it is never a pass. `subject_ids` are the sessions or guests concerned, `page` is where to put it right.
    `norm` is the key of its norm and `unit` that of its figures; `waiver` is what makes it stand aside, where something does.
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
    norm: str = ""
    unit: str = ""
    subject: str = ""
    """What it is about where several findings share the code: the name of a wave. Waivers tell them apart by it."""
    waiver: Waiver | None = None
    words: tuple[str, ...] = ()
    """The words that were found, each of which could be passed over everywhere."""

    @property
    def area(self) -> str:
        return self.code.partition(".")[0]

    @property
    def hidden(self) -> bool:
        """Whether somebody hid it for this event: it stands aside without a reason."""
        return self.waiver is not None and self.waiver.kind == "hidden"

    @property
    def open(self) -> bool:
        """Whether it still asks for something."""
        return self.waiver is None and not self.waived


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
        return sum(f.severity == severity and f.open for f in self.findings)

    def blocking(self, areas: Iterable[str]) -> tuple[Finding, ...]:
        """Errors of these areas that nobody waived."""
        wanted = set(areas)
        return tuple(f for f in self.findings if f.severity == "E" and f.open and f.area in wanted)

    @property
    def not_known(self) -> int:
        return sum(f.unknown for f in self.findings)

    @property
    def readiness(self) -> float | None:
        """The share of rules that hold, of those that could be judged."""
        return AreaReadiness("", sum(a.passed for a in self.areas), sum(a.failed for a in self.areas), 0).share
