"""Whom a wave addresses: nobody until somebody chooses, everybody, or those whom a filter keeps; and who gets a draft of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import fold
from advoplanner.domain.guests import WORDS, Role, Side


class Who(StrEnum):
    NOBODY = "nobody"
    EVERYBODY = "everybody"
    SOME = "some"


class Mode(StrEnum):
    """TIER gives tier 1 a draft of their own, which waits until a person has read it, and everybody else the template."""

    TEMPLATE = "template"
    PERSONAL = "personal"
    TIER = "tier"


MODE_WORDS = {
    Mode.TIER: "Personal for tier 1, the template for the rest",
    Mode.PERSONAL: "Personal for everybody",
    Mode.TEMPLATE: "The template for everybody",
}

PERSONAL = "Personal draft"
"""How the reason begins where a message waits for a person's own words: writing or releasing it ends the hold."""

WHY_PERSONAL = f"{PERSONAL}: read it, add a line of your own, and release it."


@dataclass(frozen=True, slots=True)
class Audience:
    """A filter over the guest list. Empty `sides`, `roles`, `tiers` and `tags` keep everybody; `added` and `without` are guest ids."""

    who: str = Who.NOBODY
    sides: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    tiers: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def filters(self) -> bool:
        return bool(self.sides or self.roles or self.tiers or self.tags)


NOBODY = Audience()
EVERYBODY = Audience(Who.EVERYBODY)


@dataclass(frozen=True, slots=True)
class Invitee:
    """A guest as far as an audience asks; `tier` is the person's own or the company's, 0 where none is known."""

    guest_id: str
    side: str
    role: str
    tier: int
    tags: tuple[str, ...]


def read_audience(stored: Mapping[str, Any]) -> Audience:
    """An audience from what a wave keeps; unknown keys are passed over."""
    known = {f.name for f in fields(Audience)}
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items() if name in known}
    return Audience(**values)


def kept_audience(audience: Audience) -> dict[str, Any]:
    """An audience as a wave keeps it; raises RuleBroken `waves.audience` for a word that is none."""
    for name, allowed in (("who", list(Who)), ("sides", list(Side)), ("roles", list(Role))):
        said = getattr(audience, name)
        wrong = next((each for each in ((said,) if isinstance(said, str) else said) if each not in allowed), None)
        if wrong is not None:
            hint = f"Choose one of: {', '.join(allowed)}."
            raise RuleBroken("waves.audience", f"“{wrong}” is no part of a wave's audience.", hint, field="audience")
    return {name: list(value) if isinstance(value, tuple) else str(value) for name, value in asdict(audience).items() if value}


def outside(audience: Audience, guest: Invitee) -> str:
    """Why a guest is not in the audience, "" where they are."""
    if guest.guest_id in audience.without:
        return "left out by hand"
    if guest.guest_id in audience.added or audience.who == Who.EVERYBODY:
        return ""
    if audience.who == Who.NOBODY or not audience.filters:
        return "nobody has been chosen yet" if not audience.added else "not chosen"
    if audience.sides and guest.side not in audience.sides:
        return f"outside the filter: {WORDS.get(guest.side, guest.side).lower()}"
    if audience.roles and guest.role not in audience.roles:
        return f"outside the filter: {WORDS.get(guest.role, guest.role).lower()}"
    if audience.tiers and guest.tier not in audience.tiers:
        return f"outside the filter: {f'tier {guest.tier}' if guest.tier else 'no tier'}"
    wanted = {fold(tag) for tag in audience.tags}
    return "" if not wanted or wanted & {fold(tag) for tag in guest.tags} else "outside the filter: none of the tags"


def is_personal(mode: str, tier: int) -> bool:
    """Whether a guest of this tier gets a draft of their own."""
    return mode == Mode.PERSONAL or (mode == Mode.TIER and tier == 1)


def audience_words(audience: Audience) -> str:
    """The filter in words: "Customers and advocates, tier 1"."""
    if audience.who == Who.EVERYBODY:
        return "Everybody on the list who is approved"
    if audience.who == Who.NOBODY or not audience.filters:
        return "Only those added by hand" if audience.added else "Nobody yet"
    parts = [" or ".join(WORDS.get(word, word).lower() for word in words) for words in (audience.sides, audience.roles) if words]
    parts += [" or ".join(f"tier {tier}" if tier else "no tier" for tier in audience.tiers)] if audience.tiers else []
    parts += [" or ".join(f"“{tag}”" for tag in audience.tags)] if audience.tags else []
    words = ", ".join(parts)
    return f"{words[0].upper()}{words[1:]}"
