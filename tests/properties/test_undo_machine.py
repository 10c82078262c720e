"""Random edits, undo and redo over the real services: after every step the workspace is exactly what it was at that point."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from advoplanner import bootstrap
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.guests import Decision, Reply, may_be_seated
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.programmes import MemberStatus
from advoplanner.services import (
    agenda,
    auto_seat,
    events,
    followup,
    guests,
    history,
    invitations,
    memberships,
    people,
    people_merge,
    programmes,
    seating,
    tables,
)
from advoplanner.services.context import Workspace
from advoplanner.store import schema
from advoplanner.store.base import BOOKKEEPING

State = dict[str, dict[str, dict[str, Any]]]


def state_of(ws: Workspace) -> State:
    """Every row of every table that undo covers, without version and time of change."""
    with ws.reading() as session:
        return {
            table.name: {r.id: {k: v for k, v in r._mapping.items() if k not in BOOKKEEPING} for r in session.execute(table.select())}
            for table in schema.content_tables()
        }


class Edits(RuleBasedStateMachine):
    """`past` holds the states that undo leads back to, `future` those that redo leads forward to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        # Ten seconds between actions, so that edits of one field are steps of their own and not one piece of typing.
        ticks = count()
        self.ws = bootstrap.create_workspace(
            self.folder / "w.advo", clock=lambda: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=10 * next(ticks))
        )
        self.past: list[State] = []
        self.future: list[State] = []
        self.now: State = {}
        self.just_read = False

    def teardown(self) -> None:
        self.ws.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        new = NewEvent("cab", "Board", "A purpose", datetime(2027, 3, 10, 18), datetime(2027, 3, 10, 22), "Europe/Berlin", template=False)
        self.event = events.new(self.ws, new).created("event")[0]
        self.now = state_of(self.ws)
        self.past = [{name: {} for name in self.now}]

    def _did(self, changes: Any) -> None:
        """Note that an action wrote something; one that wrote nothing is no step."""
        if getattr(changes, "changes", changes):
            self.past.append(self.now)
            self.future.clear()
            self.now, self.just_read = state_of(self.ws), True

    def _try(self, function: Any, *args: Any, **kwargs: Any) -> None:
        try:
            self._did(function(self.ws, *args, **kwargs))
        except RuleBroken:
            assert state_of(self.ws) == self.now, "a refused action wrote something"
            self.just_read = True

    def _rows(self, table: str) -> list[str]:
        return sorted(self.now.get(table, {}))

    def _pick(self, table: str, number: int) -> str:
        rows = self._rows(table)
        return rows[number % len(rows)]

    @rule(given=st.text(max_size=8), family=st.text(min_size=1, max_size=8), email=st.sampled_from(["", "a@x.example", "b@x.example"]))
    def add_person(self, given: str, family: str, email: str) -> None:
        self._try(people.add, ContactDraft(given=given, family=family, emails=(email,) if email else (), organisation="Acme"))

    @precondition(lambda self: self._rows("person"))
    @rule(n=st.integers(0, 50), notes=st.text(max_size=5), company=st.sampled_from(["Acme", "Blix", ""]))
    def edit_person(self, n: int, notes: str, company: str) -> None:
        self._try(people.edit, self._pick("person", n), **{"notes": notes, "organisation": company, "topics": [notes]})

    @precondition(lambda self: len(self._rows("person")) > 1)
    @rule(a=st.integers(0, 50), b=st.integers(0, 50))
    def merge_people(self, a: int, b: int) -> None:
        self._try(people_merge.merge, self._pick("person", a), self._pick("person", b))

    @precondition(lambda self: self._rows("person"))
    @rule(n=st.lists(st.integers(0, 50), min_size=1, max_size=4), role=st.sampled_from(["participant", "host", "chair"]))
    def invite(self, n: list[int], role: str) -> None:
        self._try(guests.add, self.event, [self._pick("person", i) for i in n], role=role)

    @precondition(lambda self: self._rows("guest"))
    @rule(n=st.integers(0, 50), reply=st.sampled_from(list(Reply)))
    def reply(self, n: int, reply: Reply) -> None:
        self._try(guests.set_reply, [self._pick("guest", n)], reply)

    @precondition(lambda self: self._rows("guest"))
    @rule(n=st.integers(0, 50), decision=st.sampled_from(list(Decision)))
    def decide(self, n: int, decision: Decision) -> None:
        self._try(guests.edit, [self._pick("guest", n)], decision=decision, notes=str(len(self.past)))

    @precondition(lambda self: self._rows("guest"))
    @rule(n=st.integers(0, 50))
    def remove_guest(self, n: int) -> None:
        self._try(guests.remove, [self._pick("guest", n)])

    @rule(count=st.integers(1, 3), seats=st.integers(1, 4), kind=st.sampled_from(["round", "rectangle"]))
    def lay_out(self, count: int, seats: int, kind: str) -> None:
        self._try(tables.make_layout, self.event, kind, [(count, seats)])

    @precondition(lambda self: self._rows("seat_table"))
    @rule(n=st.integers(0, 50), seats=st.integers(1, 6))
    def resize(self, n: int, seats: int) -> None:
        self._try(tables.resize_table, self._pick("seat_table", n), seats)

    @precondition(lambda self: self._rows("guest") and self._rows("seat"))
    @rule(g=st.integers(0, 50), s=st.integers(0, 50))
    def seat_by_hand(self, g: int, s: int) -> None:
        self._try(seating.seat_guest, self._rows("seating_round")[0], self._pick("guest", g), self._pick("seat", s))

    @precondition(lambda self: self._rows("seat"))
    @rule(seed=st.integers(1, 3))
    def seat_all(self, seed: int) -> None:
        self._try(auto_seat.seat_all, self.event, include=("accepted", "approved", "tentative"), iterations=200, seed=seed)

    @rule(kind=st.sampled_from(["cab", "council"]), name=st.sampled_from(["North", "South"]), mission=st.text(max_size=5))
    def found_programme(self, kind: str, name: str, mission: str) -> None:
        self._try(programmes.create, kind, name, "A purpose", mission=mission)

    @precondition(lambda self: self._rows("programme") and self._rows("person"))
    @rule(p=st.integers(0, 50), n=st.lists(st.integers(0, 50), min_size=1, max_size=4), status=st.sampled_from(list(MemberStatus)))
    def enrol(self, p: int, n: list[int], status: str) -> None:
        self._try(memberships.add, self._pick("programme", p), [self._pick("person", i) for i in n], status=status)

    @precondition(lambda self: self._rows("membership"))
    @rule(n=st.integers(0, 50), status=st.sampled_from(list(MemberStatus)), end=st.sampled_from(["", "2026-06-01", "2028-06-01"]))
    def change_term(self, n: int, status: str, end: str) -> None:
        self._try(memberships.edit, self._pick("membership", n), status=status, start="2026-01-01", end=end)

    @precondition(lambda self: self._rows("membership"))
    @rule(n=st.integers(0, 50), go_on=st.booleans())
    def renew_or_thank(self, n: int, go_on: bool) -> None:
        self._try(memberships.renew if go_on else memberships.alumni_with_thanks, [self._pick("membership", n)])

    @precondition(lambda self: self._rows("programme"))
    @rule(n=st.integers(0, 50))
    def meet(self, n: int) -> None:
        self._try(events.edit, self.event, programme_id=self._pick("programme", n))

    @precondition(lambda self: self._rows("programme"))
    @rule(n=st.integers(0, 50))
    def remove_programme(self, n: int) -> None:
        self._try(lambda ws, each: programmes.remove(ws, [each])[0], self._pick("programme", n))

    @precondition(lambda self: self._rows("assignment"))
    @rule(n=st.integers(0, 50), locked=st.booleans())
    def lock_a_seat(self, n: int, locked: bool) -> None:
        taken = self.now["assignment"][self._pick("assignment", n)]
        self._try(seating.lock, taken["round_id"], [taken["guest_id"]], locked)

    @precondition(lambda self: self._rows("seating_round"))
    @rule(clear=st.booleans())
    def clear_or_add_a_round(self, clear: bool) -> None:
        self._try(seating.clear, self._rows("seating_round")[0]) if clear else self._try(seating.add_round, self.event, f"Round {len(self.past)}")

    @precondition(lambda self: self._rows("event"))
    @rule(title=st.text(min_size=1, max_size=6), hour=st.integers(17, 22), minutes=st.sampled_from([15, 60, 240]))
    def add_a_session(self, title: str, hour: int, minutes: int) -> None:
        self._try(agenda.add, self.event, type="peer_story", title=title, start=datetime(2027, 3, 10, hour), minutes=minutes)

    @precondition(lambda self: self._rows("session"))
    @rule(n=st.integers(0, 50), hour=st.integers(17, 22), ripple=st.booleans())
    def move_a_session(self, n: int, hour: int, ripple: bool) -> None:
        self._try(agenda.move, self._pick("session", n), datetime(2027, 3, 10, hour, 30), ripple=ripple)

    @precondition(lambda self: self._rows("session") and self._rows("guest"))
    @rule(n=st.integers(0, 50), g=st.integers(0, 50), remove=st.booleans())
    def give_a_part_or_remove_the_session(self, n: int, g: int, remove: bool) -> None:
        session = self._pick("session", n)
        self._try(agenda.remove, [session]) if remove else self._try(agenda.set_person, session, self._pick("guest", g))

    @rule(kind=st.sampled_from(["invitation", "save_the_date"]))
    def new_wave(self, kind: str) -> None:
        self._try(invitations.new_wave, self.event, kind)

    @precondition(lambda self: self._rows("wave"))
    @rule(n=st.integers(0, 50), remove=st.booleans())
    def draft_or_remove_a_wave(self, n: int, remove: bool) -> None:
        self._try(invitations.remove_wave if remove else invitations.draft, self._pick("wave", n))

    @precondition(lambda self: self._rows("guest"))
    @rule(n=st.integers(0, 50), attendance=st.sampled_from(["arrived", "no_show", "expected"]))
    def at_the_door(self, n: int, attendance: str) -> None:
        self._try(guests.set_attendance, [self._pick("guest", n)], attendance)

    @precondition(lambda self: self._rows("event"))
    @rule(name=st.text(min_size=1, max_size=8))
    def walk_in(self, name: str) -> None:
        self._try(guests.walk_in, self.event, name)

    @rule(text=st.text(min_size=1, max_size=8))
    def promise(self, text: str) -> None:
        self._try(followup.add_action, self.event, text)

    @rule()
    def undo(self) -> None:
        if not self.past:
            assert not history.undo(self.ws)
            return
        self.future.append(self.now)
        self.now = self.past.pop()
        assert history.undo(self.ws)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.past.append(self.now)
        self.now = self.future.pop()
        assert history.redo(self.ws)

    @invariant()
    def the_state_is_exact(self) -> None:
        if self.now and not self.just_read:
            assert state_of(self.ws) == self.now
        self.just_read = False

    @invariant()
    def nobody_is_on_a_roster_twice(self) -> None:
        held = [(t["programme_id"], t["person_id"]) for t in self.now.get("membership", {}).values() if t["status"] != MemberStatus.ALUMNI]
        assert len(held) == len(set(held))

    @invariant()
    def nobody_sits_who_may_not(self) -> None:
        for seat in self.now.get("assignment", {}).values():
            guest = self.now["guest"][seat["guest_id"]]
            assert seat["seat_id"] is not None
            assert may_be_seated(guest["decision"], guest["reply"])


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
