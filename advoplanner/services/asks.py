"""A person's ledger: what was asked of them, given to them and said in thanks, by hand; what waves asked and gave stands there by itself."""

from __future__ import annotations

from datetime import date

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain.asks import LEDGER_WORDS, LedgerKind, LedgerRow, check_day, why_not_ask
from advoplanner.services import norms
from advoplanner.services.context import Workspace
from advoplanner.store.models import LedgerEntry, Person
from advoplanner.store.queries import asks as queries


def ledger(ws: Workspace, person_id: str) -> list[LedgerRow]:
    """Everything asked of, given to and said to a person, the newest first."""
    with ws.reading() as session:
        return queries.ledger(session, person_id)


def why_not(ws: Workspace, person_id: str, today: date) -> str:
    """Why this person should not be asked for anything now, "" where they may."""
    with ws.reading() as session:
        weary = session.get_one(Person, person_id).weary
        return why_not_ask(queries.asked(session, [person_id]).get(person_id, []), today, norms.ask_cap(norms.shipped()), weary=weary)


def log(ws: Workspace, person_id: str, kind: str, activity: str, day: str) -> ChangeSet:
    """Write down an ask, something given, thanks or a contact of a day (2027-03-10); raises RuleBroken with the field."""
    if kind not in list(LedgerKind):
        raise RuleBroken("ledger.kind", f"“{kind}” is no kind of entry.", f"Choose one of: {', '.join(LedgerKind)}.", field="kind")
    words = whole(activity, 160, "activity")
    if not words:
        raise RuleBroken("ledger.activity", "Say what it was.", "Such as “reference call” or “dinner with the board”.", field="activity")
    with ws.action("") as work:
        person = work.session.get_one(Person, person_id)
        work.label = f"{LEDGER_WORDS[LedgerKind(kind)]}: {person.display_name}"
        work.add(LedgerEntry(person_id=person_id, kind=kind, activity=words, day=check_day(day, ws.clock().date()).isoformat()))
    return work.changes


def remove(ws: Workspace, entry_id: str) -> ChangeSet:
    """Take an entry out of a ledger; raises RuleBroken where it is gone."""
    with ws.action("Remove from the ledger") as work:
        entry = work.session.get(LedgerEntry, entry_id)
        if entry is None:
            raise RuleBroken("ledger.unknown", "This entry is no longer there.", "Undo brings it back.")
        work.delete_all([entry])
    return work.changes
