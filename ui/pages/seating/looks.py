"""What does not hold in the plan that is shown: broken rules, rules in conflict, tables out of balance, seats too few, no way to walk."""

from __future__ import annotations

from collections.abc import Callable

from advoplanner.core.text import plural
from advoplanner.domain.clearance import room_issues
from advoplanner.domain.rooms import RoomSize
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.domain.table_mix import mix_issues
from ui.kit.units import imperial
from ui.pages.seating.desk import MANY, Desk
from ui.pages.seating.plan import Plan

OFFER_TABLES = "Add tables for them…"


class Looks:
    """Looks at the desk's plan; what takes long answers later, and only while that plan is still shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def round(self, done: Callable[[dict[str, str], list[PlanIssue]], object]) -> None:
        """Hand to `done` why each guest without a seat has none, and what does not hold; in the background for a large event."""
        plan = self._desk.plan
        if len(plan.guests) <= MANY:
            done(*self._round(plan))
            return

        def answer(found: tuple[dict[str, str], list[PlanIssue]]) -> None:
            if self._desk.plan is plan:
                done(*found)

        self._desk.ctx.jobs.run(lambda progress: self._round(plan), title="Checking the plan", done=answer, owner=self._desk.owner, pool="db")

    def conflicts(self, done: Callable[[list[PlanIssue]], object]) -> None:
        """Hand to `done` the rules that cannot hold together, found in the background."""
        desk, plan = self._desk, self._desk.plan
        ws, event, find = desk.ctx.workspace, desk.event_id, desk.services.conflicts

        def answer(found: list[PlanIssue]) -> None:
            if desk.plan is plan:
                done(found)

        desk.ctx.jobs.run(lambda progress: find(ws, event, plan.row.round_id), title="Checking the rules", done=answer, owner=desk.owner, pool="db")

    def mix(self, plan: Plan) -> list[PlanIssue]:
        """What is out of balance at the tables of `plan`, by the norms for hosts and prospects."""
        at = {table_id: [plan.guests[guest_id] for guest_id in plan.sitters(table_id)] for table_id in plan.tables}
        numbers = {table.id: table.number for table in plan.row.tables}
        return mix_issues(at, numbers, self._desk.services.table_mix.limits(self._desk.ctx.workspace, self._desk.event_id))

    def _round(self, plan: Plan) -> tuple[dict[str, str], list[PlanIssue]]:
        ws, row = self._desk.ctx.workspace, plan.row
        if not row.tables:
            return {}, []
        reasons = {guest.guest_id: why for guest, why in self._desk.services.seating.unseated(ws, self._desk.event_id, row.round_id)}
        short = self._desk.short()
        few = PlanIssue(f"{plural(short, 'seat')} too few for everybody who accepted.", severe=True, offer=OFFER_TABLES)
        found = [few] if short > 0 else []
        found += self._desk.services.seating.issues(ws, self._desk.event_id, row.round_id)
        found += self.mix(plan)
        reach = {seat.table_id for seat in row.seats if seat.accessible}
        room = RoomSize(row.room_width, row.room_length)
        about_room = room_issues(room, row.tables, row.fixtures, reach, imperial=imperial())
        return reasons, found + [PlanIssue(issue.sentence, (), issue.ids, issue.severe) for issue in about_room]
