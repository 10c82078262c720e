"""Whom a wave goes to and whom it passes over, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from advoplanner.core.text import listed
from advoplanner.domain.audiences import Audience
from advoplanner.domain.guests import WORDS
from advoplanner.domain.letters import LetterPreview, WavePreview
from ui.models.column import Column


@dataclass(frozen=True, slots=True)
class AudienceRow:
    id: str
    name: str
    address: str
    outcome: str
    state: str
    why: str
    addressed: bool


def audience_rows(found: WavePreview) -> list[AudienceRow]:
    """Those addressed first, then those left out; one row for a guest, whatever the number of entries."""
    by_guest: dict[str, list[LetterPreview]] = {}
    for each in found.letters:
        by_guest.setdefault(each.guest_id, []).append(each)
    rows = [_addressed(min(letters, key=lambda letter: letter.holds_it), letters) for letters in by_guest.values()]
    left_out = [
        AudienceRow(x.guest_id, x.name, x.address, "Left out", "bad" if x.refused else "quiet", _sentence(x.why), False) for x in found.left_out
    ]
    return rows + left_out


def added(audience: Audience, ids: Iterable[str]) -> Audience:
    """The audience with these guests in it by hand."""
    wanted = list(ids)
    return replace(audience, added=tuple(dict.fromkeys([*audience.added, *wanted])), without=tuple(i for i in audience.without if i not in wanted))


def removed(audience: Audience, ids: Iterable[str]) -> Audience:
    """The audience without these guests."""
    gone = list(ids)
    return replace(audience, added=tuple(i for i in audience.added if i not in gone), without=tuple(dict.fromkeys([*audience.without, *gone])))


def _addressed(each: LetterPreview, letters: list[LetterPreview]) -> AudienceRow:
    outcome, state, why = "Gets it", "good", each.recommended
    if each.holds_it:
        outcome, state, why = "Has it", "quiet", "Nothing changed since it left"
    elif each.waiting:
        outcome, state, why = "In the outbox", "warn" if each.why else "accent", each.why
    elif each.why:
        outcome, state, why = "Will be held", "warn", each.why
    elif each.outdated:
        outcome, state, why = "Outdated", "warn", f"{_sentence(listed(list(each.outdated)))} changed since it left"
    elif each.personal:
        outcome, state, why = "Personal draft", "accent", each.recommended or "Waits in the outbox until you have read it"
    answers = [f"{letter.label}: {WORDS[letter.answer].lower()}" for letter in letters if letter.answer]
    parts = [*answers, why, f"{len(letters)} calendar entries" if len(letters) > 1 else ""]
    why = ". ".join(part for part in parts if part)
    return AudienceRow(each.guest_id, each.name, each.address, outcome, state, why, True)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


COLUMNS = (
    Column("Guest", lambda row: row.name, width=150),
    Column("Outcome", lambda row: row.outcome, width=124, state=lambda row: row.state),
    Column("Why", lambda row: row.why, width=150, stretch=True),
    Column("Address", lambda row: row.address or "None", width=220, quiet=True),
)
