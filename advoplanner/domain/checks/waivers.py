"""Checks that stand aside for one event: waived with a reason, hidden, or ignored at one place; nothing is ever forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import whole

if TYPE_CHECKING:
    from advoplanner.domain.checks.findings import Finding

KINDS = {"waived": "Waived", "hidden": "Hidden", "ignored": "Ignored here"}
REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision to go ahead; `value` was measured then, `ended_at` is set once it was taken back. Times are instants."""

    id: str
    code: str
    subject_id: str
    kind: str
    reason: str
    by: str
    at: datetime
    value: float | None = None
    ended_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.ended_at is None

    def covers(self, finding: Finding) -> bool:
        """Whether it still holds: for the same thing, and nothing has become worse than what was waived."""
        if not self.stands or self.kind == "ignored" or (self.code, self.subject_id) != (finding.code, finding.subject):
            return False
        if self.kind == "hidden" and finding.severity == "E":
            return False
        return not is_worse(finding, self.value)


def is_worse(finding: Finding, before: float | None) -> bool:
    """Whether a finding lies further from its norm than `before` did."""
    if finding.value is None or finding.threshold is None or before is None:
        return False
    return abs(finding.value - finding.threshold) > abs(before - finding.threshold) + 1e-9


def check_reason(reason: str, severity: str, kind: str) -> str:
    """The reason as it is kept; raises RuleBroken where a waiver has none, or an error would only be hidden."""
    if kind == "hidden" and severity == "E":
        raise RuleBroken("checks.hide_error", "An error cannot be hidden.", "Put it right, or waive it with a reason.")
    text = whole(reason, REASON_LIMIT, "reason", lines=True)
    if kind == "waived" and len(text) < 3:
        raise RuleBroken(
            "checks.no_reason", "A waiver needs a reason.", "Say in a sentence why you go ahead; it stands in the report.", field="reason"
        )
    return text
