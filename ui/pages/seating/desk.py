"""Everything the seating page reads and does, one method a deed: each is one service call, announced with Undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.core.text import plural
from advoplanner.domain.guests import Reply
from advoplanner.domain.rooms import SeatGuest
from advoplanner.domain.sittings import seated
from ui.kit.context import Context, changes_in
from ui.kit.jobs import Job
from ui.pages.seating.plan import EMPTY, Plan, Scores
from ui.pages.seating.room_deeds import RoomDeeds
from ui.pages.seating.services import Services

MANY = 250
"""From this many guests on the pairs are compared in the background."""
FEW = 64
"""Up to so many people who changed places are read alone."""


_SEATS = frozenset({"assignment", "seating_round"})


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading of the store gave."""

    plan: Plan = EMPTY
    rounds: list[tuple[str, str]] = field(default_factory=list)


class Desk:
    """Works on one event and one round. Pair scores are kept between readings, because no seat changes them."""

    def __init__(self, ctx: Context, owner: QObject, services: Services) -> None:
        self.ctx = ctx
        self.owner = owner
        self.services = services
        self._seating, self._seat_all = services.seating, services.seat_all
        self.tables = RoomDeeds(ctx, services, lambda: self.plan, lambda: self.event_id)
        self._scores: Scores | None = None
        self.event_id = ""
        self.round_id: str | None = None
        self.job: Job | None = None
        """The search that is under way."""
        self.before: int | None = None
        """What the plan was worth when it began; None where nobody sat, or where it is for several rounds."""
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
        away = self.services.between_rounds.away(ws, row.round_id) if len(rounds) > 1 else ()
        self.found = Found(Plan(row, guests, self._scores, away), rounds)
        return self.found

    def follows(self, changes: ChangeSet) -> bool:
        """Whether these changes are those of seats alone, so that `reseat` is enough."""
        rounds_stay = all(change.op == "update" for change in changes.changes if change.table == "seating_round")
        return bool(self.round) and "assignment" in changes.tables and changes.tables <= _SEATS and rounds_stay

    def reseat(self, changes: ChangeSet) -> Found:
        """Read again only who sits where, of few who changed places only these: guests, tables and rounds are those that are known."""
        moved = [change for change in changes.changes if change.table == "assignment"]
        part = len(moved) <= FEW and all(change.op == "update" for change in moved)
        sitting = self._seating.sitting(self.ctx.workspace, self.round, [change.id for change in moved] if part else None)
        known = ((guest, sitting.why.get(guest.guest_id, guest.why if part else ())) for guest in self.plan.guests.values())
        guests = [guest if guest.why == why else replace(guest, why=why) for guest, why in known]
        self.found = replace(self.found, plan=Plan(seated(self.plan.row, sitting, part=part), guests, self._scores, self.plan.away))
        return self.found

    def _guests(self, round_id: str, same_people: bool) -> list[SeatGuest]:
        ws, known = self.ctx.workspace, self.plan.guests
        if not same_people or not known or round_id != self.round:
            return list(self._seating.guests(ws, self.event_id, round_id or None))
        why = self._seating.reasons(ws, round_id)
        return [replace(guest, why=why.get(guest.guest_id, ())) for guest in known.values()]

    def compare(self, done: Callable[[], object]) -> None:
        """Compare the pairs of a large event in the background, then call `done`; nothing where they are known."""
        ws, event = self.ctx.workspace, self.event_id
        if self._scores is not None or not self.plan.tables:
            return

        def answer(scores: Scores) -> None:
            if self.event_id == event:
                # Of the plan that is shown only how the guests suit each other was not known yet.
                self._scores, plan = scores, self.plan
                self.found = replace(self.found, plan=Plan(plan.row, plan.guests.values(), scores, plan.away))
                done()

        self.ctx.jobs.run(lambda progress: self._seating.pair_scores(ws, event), title="Comparing guests", done=answer, owner=self.owner)

    def waiting(self) -> list[SeatGuest]:
        """Who accepted, is there in this round and has no seat yet."""
        plan = self.plan
        accepted = [guest for guest in plan.guests.values() if guest.reply == Reply.ACCEPTED]
        return [guest for guest in accepted if guest.guest_id not in plan.seat_of and guest.guest_id not in plan.away]

    def notes(self, guest_id: str) -> tuple[str, ...]:
        """What else is to be said of a guest's seat where there are several rounds."""
        if len(self.found.rounds) < 2 or guest_id not in self.plan.seat_of:
            return ()
        return tuple(self.services.between_rounds.notes(self.ctx.workspace, self.round, guest_id))

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

    def seat_all(self, *, fill_gaps: bool = False, seconds: float | None = None, rotations: int = 1) -> None:
        """Seat everybody who accepted, in the background, searching for so long; one undoable step. The page hears when `job` ends.

        With `rotations` that many rounds are planned at once, from the first on, those that are not there yet included.
        """
        ws, event, round_id = self.ctx.workspace, self.event_id, self.round
        people = len(self.waiting())
        title = f"Seating {plural(people, 'guest')}" if people else "Improving the plan"
        title = f"Planning {rotations} rounds" if rotations > 1 else title
        self.before = self.plan.row.score if self.plan.seat_of and rotations == 1 else None

        def work(progress: Any) -> Any:
            return self._seat_all(ws, event, round_id or None, fill_gaps=fill_gaps, seconds=seconds, rotations=rotations, progress=progress)

        def answer(result: Any) -> None:
            self.ctx.announce(changes_in(result))

        def refused(error: BaseException) -> None:
            if isinstance(error, RuleBroken):
                self.ctx.refuse(error)
            elif isinstance(error, AdvoError):
                self.ctx.messages.problem(error)
            else:
                raise error

        self.job = self.ctx.jobs.run(work, title=title, done=answer, failed=refused, owner=self.owner)

    def add_round(self) -> bool:
        """Ask what a further round is called; whether there is one now, which is shown at once."""
        add, usual = partial(self._seating.add_round, self.ctx.workspace, self.event_id), f"Round {len(self.found.rounds) + 1}"
        changes = self.ctx.ask_and_act("Add a round", "What is this seating called?", add, usual, verb="Add round")
        if not isinstance(changes, ChangeSet):
            return False
        self.round_id = next(iter(changes.created("seating_round")), self.round_id)
        return True

    def short(self) -> int:
        """How many seats are missing for those who wait; at most zero where there are enough."""
        return len(self.waiting()) - self.plan.free
