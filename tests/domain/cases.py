"""What tests of checks share: made-up people, sessions and events, and what the rules find in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from advoplanner.domain.agenda import SessionPerson, SessionRow
from advoplanner.domain.agenda_time import AgendaFrame
from advoplanner.domain.checks import RULES, CheckCase, CheckGuest, judge, read_norms

FILE = Path(__file__).resolve().parents[2] / "resources" / "norms" / "norms.toml"
NORMS = read_norms(FILE.read_text(encoding="utf-8"))
START = datetime(2027, 3, 10, 9)
KINDS = ("cab", "council", "usergroup", "rockstar", "meetup")


def person(side="customer", role="presenter", reply="accepted", name="Ana") -> SessionPerson:
    return SessionPerson(f"{name}-{side}", name, "", side, role, reply)


def session(at=0, minutes=60, type="panel", title="Panel", people=(), input_sought="What now?", benefit="A skill") -> SessionRow:
    start = None if at is None else START + timedelta(minutes=at)
    return SessionRow(f"s{at}", "e", start, minutes, type, title, "", benefit, input_sought, "", "", "", "", tuple(people), 1)


def guest(n, side="customer", reply="accepted", org=None, level="vp", decision="approved", role="participant", rounds=0, counts=True) -> CheckGuest:
    company = f"o{n}" if org is None else org
    return CheckGuest(f"g{n}", f"Guest {n}", company, company.upper(), side, role, counts, decision, reply, level, rounds)


def case(kind="cab", *, days_before=60, **fields) -> CheckCase:
    frame = AgendaFrame(kind, START, START + timedelta(hours=8), hours={"wed": ["00:00", "24:00"]}, venue="Haus")
    given = {"title": "Meeting", "purpose": "To learn", "organiser_email": "jo@example.com", "quorum": 0}
    return CheckCase(**{**given, "frame": frame, "now": START - timedelta(days=days_before), **fields})


def report(*args, **fields):
    return judge(RULES, case(*args, **fields), NORMS)


def found(code, *args, **fields):
    """Severities under a code, with "?" after those that could not be judged."""
    return [f.severity + "?" * f.unknown for f in report(*args, **fields).findings if f.code == code]
