"""Cleaning a pack before it is drawn: control characters go, over-long fields are cut, what cannot be drawn is told."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from hashlib import blake2b
from io import BytesIO
from math import isfinite
from typing import Any, TypeVar

from PIL import Image

from advoplanner.core.text import clean
from advoplanner.domain.documents import EventFacts, GuestFacts, Pack, SessionFacts

NAME_LIMIT = 120
TITLE_LIMIT = 160
LINE_LIMIT = 500
BIOGRAPHY_LIMIT = 4_000
NOTE_LIMIT = 20_000

_LIMITS: dict[str, int] = {
    **dict.fromkeys(
        ("name", "given", "family", "preferred_name", "latin_name", "say_it", "short_name", "organisation", "organiser_name", "host_company",
         "city", "country", "room", "venue", "host", "first", "second", "by", "companion_of", "sponsor", "owner", "member"),
        NAME_LIMIT,
    ),
    **dict.fromkeys(("title", "job_title", "topic", "label"), TITLE_LIMIT),
    **dict.fromkeys(("background", "moves_them", "gains", "purpose", "context", "went_wrong", "not_for"), BIOGRAPHY_LIMIT),
    **dict.fromkeys(("logistics", "private_notes", "materials"), NOTE_LIMIT),
}  # fmt: skip
_SOUND: dict[bytes, bool] = {}
"""By digest, whether print can take a photo: a page is shown again after every edit."""

_MOST_PHOTOS = 4_096
_FARTHEST = 100_000.0
"""Centimetres: no room is larger than a kilometre."""

_SEVERAL_LINES = frozenset(
    {"background", "moves_them", "gains", "purpose", "logistics", "private_notes", "materials", "context", "went_wrong", "not_for"}
)
_LEFT_ALONE = frozenset(
    {"id", "guest_id", "person_id", "audience", "side", "role", "decision", "reply", "attendance", "shape", "kind", "type", "zone",
     "hidden", "left_out", "by_leave", "reader"}
)  # fmt: skip
_Facts = TypeVar("_Facts")


def tidied(pack: Pack, problems: list[str]) -> Pack:
    """`pack` with every text clean and within its limit; `problems` gains a sentence for each field that was cut."""
    return _tidy(pack, problems, pack.event.title)


@lru_cache(maxsize=1024)
def _tidy_guest(guest: GuestFacts) -> tuple[GuestFacts, tuple[str, ...]]:
    """A guest and what there is to say; kept, since after an edit all others are as they were."""
    problems: list[str] = []
    return _tidy(guest, problems, guest.name), tuple(problems)


def _tidy(facts: _Facts, problems: list[str], owner: str) -> _Facts:
    owner = clean(_owner(facts), limit=60) or owner
    changed: dict[str, Any] = {}
    for name in _names(type(facts)):  # type: ignore[arg-type]
        old = getattr(facts, name)
        new = _value(old, name, problems, owner)
        if new is not old:
            changed[name] = new
    return replace(facts, **changed) if changed else facts  # type: ignore[type-var]


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of facts that may hold text from people, or numbers that are none."""
    return tuple(part.name for part in fields(kind) if part.name not in _LEFT_ALONE)


def _value(value: Any, name: str, problems: list[str], owner: str) -> Any:
    if isinstance(value, str):
        return _text(value, name, problems, owner)
    if isinstance(value, float):
        return min(max(value, -_FARTHEST), _FARTHEST) if isfinite(value) else 0.0
    if isinstance(value, bytes):
        return _photo(value, problems, owner)
    if isinstance(value, tuple):
        items = tuple(_value(item, name, problems, owner) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, GuestFacts):
        guest, said = _tidy_guest(value)
        problems += said
        return guest
    if is_dataclass(value) and not isinstance(value, type):
        return _tidy(value, problems, owner)
    return value


def _text(value: str, name: str, problems: list[str], owner: str) -> str:
    limit = _LIMITS.get(name, LINE_LIMIT)
    text = clean(value, lines=name in _SEVERAL_LINES)
    if len(text) > limit:
        problems.append(f"{owner}: the {name.replace('_', ' ')} is longer than {limit:,} characters; the rest is not printed.")
        text = text[:limit].rstrip()
    return text


def _photo(data: bytes, problems: list[str], owner: str) -> bytes | None:
    """The photo where it is a JPEG that print can take; the store holds only such, so anything else is told."""
    digest = blake2b(data, digest_size=16).digest()
    sound = _SOUND.get(digest)
    if sound is None:
        if len(_SOUND) >= _MOST_PHOTOS:
            _SOUND.clear()
        sound = _SOUND[digest] = _is_sound(data)
    if not sound:
        problems.append(f"{owner}: the photo cannot be read; initials are printed instead.")
    return data if sound else None


def _is_sound(data: bytes) -> bool:
    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            return image.mode in ("RGB", "L")
    except (OSError, SyntaxError, ValueError):
        return False


def _owner(facts: object) -> str:
    if isinstance(facts, GuestFacts):
        return facts.name
    return facts.title if isinstance(facts, EventFacts | SessionFacts) else ""
