"""Stories of customers: what they said, and whether, where and how long it may be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.restrictions import Audience

PERMISSIONS = {"": "Not asked", "asked": "Asked", "given": "Given", "refused": "Refused"}
USES = {"website": "Website", "talk": "Talks and slides", "press": "Press", "sales": "With prospects", "inside": "Inside only"}
QUOTE_LIMIT, EVIDENCE_LIMIT = 2000, 300


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story; `until` is the last day on which it may be told, None for no end."""

    id: str
    person_id: str
    person: str
    organisation: str
    event_id: str
    event: str
    quote: str
    permission: str
    evidence: str
    uses: tuple[str, ...]
    until: date | None

    def why_not(self, use: str, today: date) -> str:
        """Why it may not be told for `use` ("" for any use) today, "" where it may."""
        if self.permission != "given":
            return "no permission" if self.permission != "refused" else "permission refused"
        if self.until is not None and self.until < today:
            return "permission expired"
        if not self.uses or (use and use not in self.uses):
            return "not for this use" if use else "no use is allowed"
        return ""

    @property
    def uses_words(self) -> str:
        return ", ".join(USES[use] for use in self.uses)


def check_permission(value: str) -> str:
    """A permission as it is stored; raises RuleBroken `stories.permission`."""
    if value not in PERMISSIONS:
        raise RuleBroken("stories.permission", f"“{value}” says nothing of a permission.", "Choose asked, given or refused.", field="permission")
    return value


def towards(use: str) -> tuple[Audience, ...]:
    """Who comes to read a story told for `use` ("" for any): unless it stays with sales, everybody."""
    return (Audience.PROSPECT,) if use in ("sales", "inside") else (Audience.PUBLIC, Audience.PROSPECT)


def check_uses(values: Iterable[str]) -> list[str]:
    """Uses as they are stored, in the order of USES; raises RuleBroken `stories.uses`."""
    wanted = set(values)
    if unknown := sorted(wanted - set(USES)):
        raise RuleBroken("stories.uses", f"“{unknown[0]}” is no use of a story.", f"Choose from: {', '.join(USES)}.", field="uses")
    return [use for use in USES if use in wanted]
