"""The checks of one event while somebody works on it: after an edit only what it touched is read and judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.domain.checks import RULES, CheckCase, CheckGuest, CheckReport
from advoplanner.domain.checks.watching import Watched
from advoplanner.services import checks
from advoplanner.services.checks import Reading
from advoplanner.services.context import Workspace
from advoplanner.store.queries import agenda, boards, kits
from advoplanner.store.queries import checks as queries
from advoplanner.store.queries.clashes import clashes

READ = frozenset(
    {
        "agenda_approval", "agenda_version", "agreement", "assignment", "budget_line", "competition", "email_address", "event", "event_kit",
        "expert", "fixture", "guest", "guru_slot", "introduction", "ledger_entry", "membership", "message", "motive_profile", "norm_override",
        "organisation", "person", "reserved_seat", "seat", "seat_table", "seating_round", "session", "session_role", "talk", "venue",
        "waiver", "wave", "workspace_info",
    }
)  # fmt: skip
"""Tables that checks read: any other edit leaves the report as it is."""

FEW = 40
"""Guests up to whom single ones are read anew instead of the whole list."""

AGENDA = frozenset({"session", "session_role"})
SEATS = "assignment"
LIGHT = frozenset({"guest", SEATS, "introduction", "session", "session_role", "journal_step"})
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

    def follows(self, changes: ChangeSet) -> bool:
        """Whether these changes are followed by reading a little anew; otherwise the whole event is read, which takes its time."""
        if self.reading is None or not changes or changes.tables - LIGHT or len(changes.ids("guest")) > FEW:
            return False
        return all(c.op == "update" for c in changes.changes if c.table == "guest")

    def _renewed(self, changes: ChangeSet | None) -> Reading | None:
        """The last reading with what these changes touched read anew; None where all of it has to be."""
        if self.reading is None or changes is None or not self.follows(changes):
            return None
        return replace(self.reading, case=self._case(self.reading.case, changes.ids("guest"), changes.tables))

    def _case(self, case: CheckCase, guest_ids: set[str], tables: set[str]) -> CheckCase:
        speaking = {p.guest_id for s in case.sessions for p in s.people}
        with self._ws.reading() as session:
            if guest_ids:
                anew = {g.id: g for g in queries.guests(session, self.event_id, case.frame.zone, guest_ids)}
                case = replace(case, guests=[anew.get(g.id, g) for g in case.guests])
            if "introduction" in tables:
                case = replace(case, introduced=queries.introduced(session, self.event_id))
            if SEATS in tables:
                case = replace(case, guests=_seated(case.guests, queries.seats(session, self.event_id)))
            if tables & AGENDA or guest_ids & speaking:
                case = replace(case, sessions=agenda.rows(session, self.event_id), clashes=clashes(session, self.event_id))
            # Cost is by the heads that come, briefs are those of whoever presents and comes; a chair is one by role.
            if guest_ids or tables & AGENDA:
                case = replace(case, money=kits.money(session, self.event_id), talks=queries.talks(session, self.event_id))
            if guest_ids and case.kind == "council":
                case = replace(case, chairs=boards.chairs(session, self.event_id))
            if guest_ids and case.kind in ("cab", "council"):
                case = replace(case, formalities=boards.formalities(session, self.event_id))
        return replace(case, now=to_wall(self._ws.clock(), case.frame.zone))


def _seated(guests: Sequence[CheckGuest], seats: Mapping[str, tuple[str, ...]]) -> list[CheckGuest]:
    """The guests where they sit now; those who did not move are the same objects."""
    at = ((guest, seats.get(guest.id, ())) for guest in guests)
    return [guest if guest.tables == places else replace(guest, tables=places, rounds=queries.rounds_of(places)) for guest, places in at]
