"""What members want on the agenda: proposed by one, wanted by others, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advoplanner.core.text import plural

TEXT_LIMIT = 300


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic; `voters` are (guest id, name) of members who want it, `members` how many could."""

    id: str
    event_id: str
    text: str
    proposed_by: str
    voters: tuple[tuple[str, str], ...]
    members: int
    session_id: str
    session: str

    @property
    def trail(self) -> str:
        """ "Asked for by 6 of 14 members", "" where nobody did."""
        return f"Asked for by {len(self.voters)} of {plural(self.members, 'member')}" if self.voters else ""

    @property
    def why(self) -> str:
        """Everything known of it in a line."""
        by = f"proposed by {self.proposed_by}" if self.proposed_by else ""
        became = f"on the agenda as “{self.session}”" if self.session and self.session != self.text else "on the agenda" if self.session else ""
        said = " · ".join(filter(None, (self.trail, by, became)))
        return (said[:1].upper() + said[1:]) or "Nobody has voted for it yet"


def topics_words(rows: Sequence[TopicRow]) -> str:
    """ "3 topics, 1 of them on the agenda"."""
    if not rows:
        return "Nobody has proposed a topic yet. People want a say in what affects them: ask members before you plan."
    placed = sum(bool(row.session_id) for row in rows)
    return f"{plural(len(rows), 'topic')}, {placed} of them on the agenda"
