"""The example as somebody finds it who opens it first."""

from __future__ import annotations

from datetime import UTC, datetime

from advoplanner.services import events, invitations, sample
from advoplanner.services.context import Workspace

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_its_drafts_wait_to_be_read_and_none_is_out_of_date(ws: Workspace) -> None:
    made = sample.make(ws)
    waiting = [message.state for each in made.events for message in invitations.messages(ws, each, ("draft", "held", "stale"))]
    assert waiting
    assert set(waiting) == {"draft"}
    assert {row.kind for row in events.rows(ws)} == {"cab", "council", "rockstar", "meetup"}
