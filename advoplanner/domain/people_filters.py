"""Filters of the directory that somebody keeps by a name: words to find, a side, something to look at, a tag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass
from advoplanner.core.text import key, whole
from advoplanner.domain.guests import Side
from advoplanner.domain.people import PersonRow

FLAGS = ("Do not contact", "Address needs checking", "No address")
"""What a person's row may be marked with, to be looked at."""

LONGEST_NAME, LONGEST_WORDS = 60, 160


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """People who hold every one of `words` (searched as the directory searches), are on `side`, bear `flag` and `tag`; "" for any."""

    id: str
    name: str
    words: str = ""
    side: str = ""
    flag: str = ""
    tag: str = ""

    def keeps(self, row: PersonRow) -> bool:
        """Whether it lets this person through, but for its words."""
        return (
            (not self.side or row.side == self.side)
            and (not self.flag or self.flag in row.flags)
            and (not self.tag or key(self.tag) in map(key, row.tags))
        )

    @property
    def wanted(self) -> dict[str, str]:
        """As it is stored, beside its name."""
        parts = {"words": self.words, "side": self.side, "flag": self.flag, "tag": self.tag}
        return {name: text for name, text in parts.items() if text}


def read_filter(filter_id: str, name: str, wanted: Mapping[str, Any]) -> PeopleFilter:
    """A filter as it was stored; what an older or newer program meant by other words is passed over."""
    return PeopleFilter(filter_id, name, **{part: str(wanted.get(part, "")) for part in ("words", "side", "flag", "tag")})


def checked(wanted: PeopleFilter) -> PeopleFilter:
    """The filter as it can be kept; raises RuleBroken at `name`, `words`, `side` or `flag`."""
    name = whole(wanted.name, LONGEST_NAME, "name")
    if not name:
        raise RuleBroken("filters.nameless", "A filter needs a name.", "Write what it shows, such as “VIPs in Berlin”.", field="name")
    words, tag = whole(wanted.words, LONGEST_WORDS, "words"), whole(wanted.tag, LONGEST_WORDS, "tag")
    if wanted.side not in ("", *Side):
        raise RuleBroken("people.side", f"There is no side “{wanted.side}”.", f"Choose one of: {', '.join(Side)}.", field="side")
    if wanted.flag not in ("", *FLAGS):
        raise RuleBroken("filters.flag", f"Nobody can be marked “{wanted.flag}”.", f"Choose one of: {', '.join(FLAGS)}.", field="flag")
    if not (words or tag or wanted.side or wanted.flag):
        raise RuleBroken("filters.everybody", "This filter would show everybody.", "Write a word, or choose a side, a mark or a tag.", field="words")
    return PeopleFilter(wanted.id, name, words, wanted.side, wanted.flag, tag)
