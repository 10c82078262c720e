"""What the fields of a guest may hold, and what is said where they may not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.guests import Decision, Role, Side

TEXT_FIELDS = {
    "value_sentence": 400,
    "diet": 200,
    "access_needs": 200,
    "travel": 300,
    "hotel": 300,
    "notes": 20000,
    "brought_by": 160,
    "decline_reason": 200,
}
"""Fields of one text each that `edit` takes, with their longest length."""

LIST_FIELDS = frozenset({"talking_points", "ask_them", "do_not_say"})
MOST_GUESTS = 100_000
"""The last place on the bench."""

LINE = 400
"""The longest line in each of LIST_FIELDS."""
MOMENTS = frozenset({"here_from", "here_until"})
"""Wall times from and until which somebody is there, None for the whole event."""
ENUM_FIELDS = {"side": Side, "role": Role, "decision": Decision}


def word(field: str, value: str) -> str:
    """A value of ENUM_FIELDS; raises RuleBroken at the field."""
    kind = ENUM_FIELDS[field]
    try:
        return str(kind(value))
    except ValueError as error:
        raise RuleBroken(f"guests.{field}", f"“{value}” is not a {field}.", f"Choose one of: {', '.join(kind)}.", field=field) from error


def checked(name: str, value: Any) -> Any:
    """A field of a guest as it is stored; raises RuleBroken at the field."""
    if name in ENUM_FIELDS:
        return word(name, value)
    if name in TEXT_FIELDS:
        return _text(name, value, TEXT_FIELDS[name])
    if name in LIST_FIELDS:
        return [text for text in (_text(name, v, LINE) for v in value) if text]
    if name == "counts":
        return bool(value)
    if name in MOMENTS:
        return value
    if name == "bench_rank":
        if not str(value).isdecimal() or int(value) > MOST_GUESTS:
            raise RuleBroken("guests.bench_rank", f"“{value}” is not a place on the bench.", "Write 1 for the next to be invited.", field=name)
        return int(value)
    raise RuleBroken("guests.field", f"A guest has no field “{name}”.", field=name)


def check_times_there(here_from: datetime | None, here_until: datetime | None, field: str) -> None:
    """Raises RuleBroken at `field` where somebody would leave before they arrive."""
    if here_from is not None and here_until is not None and here_until <= here_from:
        first, last = (f"{short_date(at.date())}, {at:%H:%M}" for at in (here_from, here_until))
        raise RuleBroken(
            "guests.stay", f"They would arrive on {first}, and leave on {last}.", "Where both change, begin with the other one.", field=field
        )


def _text(name: str, value: str, longest: int) -> str:
    text = clean(value, lines=name == "notes")
    if len(text) > longest:
        raise RuleBroken("guests.too_long", f"This is {len(text):,} characters long.", f"At most {longest:,} fit.", field=name)
    return text
