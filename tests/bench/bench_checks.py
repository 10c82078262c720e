"""All checks of a large event, and what one edit costs when only what it touched is judged again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from measured import Ledger, cpu, run, workspace

KIND, SESSIONS = "usergroup", 40


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    guests = 30 if ledger.smoke else 500
    with workspace(guests) as ws:
        from advoplanner.services import checks

        event = _event(ws)
        checks.run(ws, event)
        times = 1 if ledger.smoke else 9
        ledger.note(f"all checks of an event with {guests} guests", cpu(lambda: checks.run(ws, event), times), 100)
        _after_edits(ws, event, ledger, times)
    return ledger.status()


def _event(ws: Any) -> str:
    from advoplanner.domain.event_details import NewEvent
    from advoplanner.services import agenda, events, guests, people, tables

    start = datetime(2027, 3, 10, 9)
    made = events.new(ws, NewEvent(KIND, "Group", "Learn from peers", start, start + timedelta(hours=10), "UTC", organiser_email="h@example.org"))
    event = made.created("event")[0]
    guests.add(ws, event, [row.id for row in people.rows(ws)])
    ids = [row.id for row in guests.rows(ws, event)]
    guests.set_reply(ws, ids[: len(ids) * 2 // 3], "accepted")
    for n in range(SESSIONS):
        at = start + timedelta(minutes=n // 4 * 45)
        row = agenda.add(ws, event, type="panel", title=f"Talk {n}", start=at, minutes=40, room=f"Room {n % 4}").created("session")[0]
        agenda.set_person(ws, row, ids[n % len(ids)])
    tables.make_layout(ws, event, "round", [(len(ids) // 8 + 1, 8)])
    return event


def _after_edits(ws: Any, event: str, ledger: Ledger, times: int) -> None:
    """One seat, one guest's reply, one session's length: each followed by a fresh report."""
    from advoplanner.services import agenda, guests, seating
    from advoplanner.services.check_watch import Watch

    watch = Watch(ws, event)
    watch.report()
    guest, session = guests.rows(ws, event)[-1].id, agenda.rows(ws, event)[0].id
    turn = iter(range(1000))
    round_id = seating.rounds(ws, event)[0][0]
    seat = seating.plan(ws, event).seats[0].id
    edits = {
        "a seat given or freed": lambda: seating.unseat(ws, round_id, [guest]) if next(turn) % 2 else seating.seat_guest(ws, round_id, guest, seat),
        "a guest's reply": lambda: guests.set_reply(ws, [guest], "accepted" if next(turn) % 2 else "declined"),
        "a session's length": lambda: agenda.edit(ws, session, minutes=30 + next(turn) % 2 * 5),
    }
    for words, edit in edits.items():
        spent = []
        for _ in range(times):
            changes = edit()
            spent.append(cpu(lambda changes=changes: watch.report(changes)))
        ledger.note(f"checks again after {words}", sorted(spent)[len(spent) // 2], 15)


if __name__ == "__main__":
    run(main)
