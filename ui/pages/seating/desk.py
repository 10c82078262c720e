"""Everything the seating page reads and does, one method a deed: each is one service call, announced with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.clearance import room_issues
from advoplanner.domain.guests import Reply
from advoplanner.domain.rooms import RoomSize, SeatGuest
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.domain.table_mix import mix_issues
from ui.kit.context import Context, changes_in
from ui.kit.jobs import Job
from ui.kit.units import imperial
from ui.pages.seating.plan import Plan, Scores
from ui.pages.seating.room_deeds import RoomDeeds
from ui.pages.seating.scene import EMPTY
from ui.pages.seating.services import Services

OFFER_TABLES = "Add tables for them…"
MANY = 250
"""From this many guests on the pairs are compared in the background."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of the store gave."""

    plan: Plan = EMPTY
    rounds: list[tuple[str, str]] = field(default_factory=list)


class Desk:
    """Works on one event and one round. Pair scores are kept between readings, because no seat changes them."""

    def __init__(self, ctx: Context, owner: QObject, services: Services) -> None:
        self.ctx = ctx
        self._owner = owner
        self.services = services
        self._seating, self._seat_all = services.seating, services.seat_all
        self.tables = RoomDeeds(ctx, services, lambda: self.plan, lambda: self.event_id)
        self._scores: Scores | None = None
        self.event_id = ""
        self.round_id: str | None = None
        self.job: Job | None = None
        """The search that is under way."""
        self.found = Found()

    @property
    def plan(self) -> Plan:
        return self.found.plan

    @property
    def round(self) -> str:
        return self.plan.row.round_id

    def open(self, event_id: str) -> None:
        if event_id != self.event_id:
            self.event_id, self.round_id = event_id, None
            self.found = Found()
            self.forget_scores()

    def forget_scores(self) -> None:
        """Somebody changed in a way that may change who fits whom."""
        self._scores = None

    def read(self, *, same_people: bool = False) -> Found:
        """Read the round shown and everybody who may be seated; of people who are the same only why they sit there."""
        ws, event = self.ctx.workspace, self.event_id
        rounds = list(self._seating.rounds(ws, event))
        if self.round_id not in {round_id for round_id, _ in rounds}:
            self.round_id = None
        row = self._seating.plan(ws, event, self.round_id)
        guests = self._guests(row.round_id, same_people)
        if self._scores is None and row.tables and len(guests) <= MANY:
            self._scores = self._seating.pair_scores(ws, event)
        self.found = Found(Plan(row, guests, self._scores), rounds)
        return self.found

    def _guests(self, round_id: str, same_people: bool) -> list[SeatGuest]:
        ws, known = self.ctx.workspace, self.plan.guests
        if not same_people or not known or round_id != self.round:
            return list(self._seating.guests(ws, self.event_id, round_id or None))
        why = self._seating.reasons(ws, round_id)
        return [replace(guest, why=why.get(guest.guest_id, ())) for guest in known.values()]

    def look_round(self, done: Callable[[dict[str, str], list[PlanIssue]], object]) -> None:
        """Hand to `done` why each guest without a seat has none, and what does not hold; in the background for a large event."""
        plan = self.plan
        if len(plan.guests) <= MANY:
            done(*self._look_round(plan))
            return

        def answer(found: tuple[dict[str, str], list[PlanIssue]]) -> None:
            if self.plan is plan:
                done(*found)

        self.ctx.jobs.run(lambda progress: self._look_round(plan), title="Checking the plan", done=answer, owner=self._owner, pool="db")

    def look_conflicts(self, done: Callable[[list[PlanIssue]], object]) -> None:
        """Hand to `done` the rules that cannot hold together, found in the background."""
        ws, event, plan = self.ctx.workspace, self.event_id, self.plan

        def answer(found: list[PlanIssue]) -> None:
            if self.plan is plan:
                done(found)

        work = self.services.conflicts
        self.ctx.jobs.run(lambda progress: work(ws, event, plan.row.round_id), title="Checking the rules", done=answer, owner=self._owner, pool="db")

    def compare(self, done: Callable[[], object]) -> None:
        """Compare the pairs of a large event in the background, then call `done`; nothing where they are known."""
        ws, event = self.ctx.workspace, self.event_id
        if self._scores is not None or not self.plan.tables:
            return

        def answer(scores: Scores) -> None:
            if self.event_id == event:
                self._scores = scores
                done()

        self.ctx.jobs.run(lambda progress: self._seating.pair_scores(ws, event), title="Comparing guests", done=answer, owner=self._owner)

    def waiting(self) -> list[SeatGuest]:
        """Who accepted and has no seat yet."""
        plan = self.plan
        return [guest for guest in plan.guests.values() if guest.reply == Reply.ACCEPTED and guest.guest_id not in plan.seat_of]

    def check(self, guest_id: str, seat_id: str) -> str:
        """Why the guest may not sit there, or ""."""
        try:
            return str(self._seating.check_seat(self.ctx.workspace, self.round, guest_id, seat_id))
        except RuleBroken as broken:
            return broken.sentence

    def seat(self, guest_id: str, seat_id: str) -> None:
        self.ctx.act(self._seating.seat_guest, self.ctx.workspace, self.round, guest_id, seat_id)

    def unseat(self, guest_ids: Sequence[str]) -> None:
        self.ctx.act(self._seating.unseat, self.ctx.workspace, self.round, list(guest_ids))

    def lock(self, guest_ids: Sequence[str], locked: bool) -> None:
        self.ctx.act(self._seating.lock, self.ctx.workspace, self.round, list(guest_ids), locked)

    def clear(self) -> None:
        self.ctx.act(self._seating.clear, self.ctx.workspace, self.round)

    def seat_all(self, *, fill_gaps: bool = False, seconds: float | None = None) -> None:
        """Seat everybody who accepted, in the background, searching for so long; one undoable step. The page hears when `job` ends."""
        ws, event, round_id = self.ctx.workspace, self.event_id, self.round
        people = len(self.waiting())
        title = f"Seating {plural(people, 'guest')}" if people else "Improving the plan"

        def work(progress: Any) -> Any:
            return self._seat_all(ws, event, round_id or None, fill_gaps=fill_gaps, seconds=seconds, progress=progress)

        def answer(result: Any) -> None:
            self.ctx.announce(changes_in(result))

        def refused(error: BaseException) -> None:
            if isinstance(error, RuleBroken):
                self.ctx.refuse(error)
            elif isinstance(error, AdvoError):
                self.ctx.messages.problem(error)
            else:
                raise error

        self.job = self.ctx.jobs.run(work, title=title, done=answer, failed=refused, owner=self._owner)

    def add_round(self, name: str) -> None:
        """A further round, shown at once."""
        changes = self.ctx.act(self._seating.add_round, self.ctx.workspace, self.event_id, name)
        if isinstance(changes, ChangeSet):
            self.round_id = next(iter(changes.created("seating_round")), self.round_id)

    def mix_issues(self) -> list[PlanIssue]:
        """What is out of balance at the tables, by the norms for hosts and prospects."""
        plan = self.plan
        at = {table_id: [plan.guests[guest_id] for guest_id in plan.sitters(table_id)] for table_id in plan.tables}
        numbers = {table.id: table.number for table in plan.row.tables}
        return mix_issues(at, numbers, self.services.table_mix.limits(self.ctx.workspace, self.event_id))

    def _look_round(self, plan: Plan) -> tuple[dict[str, str], list[PlanIssue]]:
        ws, row = self.ctx.workspace, plan.row
        if not row.tables:
            return {}, []
        reasons = {guest.guest_id: why for guest, why in self._seating.unseated(ws, self.event_id, row.round_id)}
        short = self.short(plan)
        few = PlanIssue(f"{plural(short, 'seat')} too few for everybody who accepted.", severe=True, offer=OFFER_TABLES)
        found = [few] if short > 0 else []
        found += self._seating.issues(ws, self.event_id, row.round_id)
        found += self.mix_issues()
        reach = {seat.table_id for seat in row.seats if seat.accessible}
        room = RoomSize(row.room_width, row.room_length)
        about_room = room_issues(room, row.tables, row.fixtures, reach, imperial=imperial())
        return reasons, found + [PlanIssue(issue.sentence, (), issue.ids, issue.severe) for issue in about_room]

    def short(self, plan: Plan) -> int:
        """How many seats are missing for those who accepted; at most zero where there are enough."""
        return sum(guest.reply == Reply.ACCEPTED for guest in plan.guests.values() if guest.guest_id not in plan.seat_of) - plan.free
