"""The checks of one event while somebody works on it: after an edit only what it touched is read and judged again."""

from __future__ import annotations

from dataclasses import replace

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.domain.checks import RULES, CheckCase, CheckReport
from advoplanner.domain.checks.watching import Watched
from advoplanner.services import checks
from advoplanner.services.checks import Reading
from advoplanner.services.context import Workspace
from advoplanner.store.queries import agenda
from advoplanner.store.queries import checks as queries

FEW = 40
"""Guests up to whom single ones are read anew instead of the whole list."""

AGENDA = frozenset({"session", "session_role"})
LIGHT = frozenset({"guest", "session", "session_role", "journal_step"})
"""Tables of the edits that are made many times in a minute; any other edit reads the event anew."""


class Watch:
    """`report(changes)` follows an edit; without changes everything is read."""

    def __init__(self, ws: Workspace, event_id: str) -> None:
        self._ws, self.event_id = ws, event_id
        self._rules = Watched(RULES)
        self.reading: Reading | None = None

    def report(self, changes: ChangeSet | None = None) -> CheckReport:
        """All findings as they are now; raises RuleBroken `checks.no_event`."""
        self.reading = self._renewed(changes) or checks.read(self._ws, self.event_id)
        return self._rules.report(self.reading.case, self.reading.norms, self.reading.waivers)

    @property
    def judged(self) -> int:
        """How many rules the last report judged anew."""
        return self._rules.judged

    def _renewed(self, changes: ChangeSet | None) -> Reading | None:
        """The last reading with what these changes touched read anew; None where all of it has to be."""
        if self.reading is None or changes is None or not changes or changes.tables - LIGHT:
            return None
        guests = changes.ids("guest")
        if len(guests) > FEW or any(c.op != "update" for c in changes.changes if c.table == "guest"):
            return None
        return replace(self.reading, case=self._case(self.reading.case, guests, bool(changes.tables & AGENDA)))

    def _case(self, case: CheckCase, guest_ids: set[str], agenda_changed: bool) -> CheckCase:
        speaking = {p.guest_id for s in case.sessions for p in s.people}
        with self._ws.reading() as session:
            if guest_ids:
                anew = {g.id: g for g in queries.guests(session, self.event_id, case.frame.zone, guest_ids)}
                case = replace(case, guests=[anew.get(g.id, g) for g in case.guests])
            if agenda_changed or guest_ids & speaking:
                case = replace(case, sessions=agenda.rows(session, self.event_id))
        return replace(case, now=to_wall(self._ws.clock(), case.frame.zone))
