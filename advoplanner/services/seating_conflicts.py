"""Rules that cannot hold together in a round: the smallest set of them in one sentence, with the guests it is about."""

from __future__ import annotations

import re
from dataclasses import replace

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.seating_issues import PlanIssue
from advoplanner.seating.explain import hidden, obvious
from advoplanner.seating.problem import Table
from advoplanner.services.context import Workspace
from advoplanner.services.seating_room import problem_of, room_of
from advoplanner.store.queries import seating as queries


def conflicts(ws: Workspace, event_id: str, round_id: str, seconds: float = 1.0) -> list[PlanIssue]:
    """What forbids every plan for those who accepted, with the locked seats as they are; [] where some plan is not ruled out.

    It asks for no more than `seconds` to make the set smaller. Where there are no rules, no tables or nobody, there is no conflict.
    """
    with ws.reading() as session:
        try:
            room = room_of(session, event_id, round_id, {"accepted"}, 1, True, False)
            peers = {p.guest_id: p for p in queries.peers(session, event_id, [g.id for g in room.chosen])}
            problem = problem_of(session, event_id, room, peers, 1, weighed=False)
        except RuleBroken:
            return []
    if not (problem.together or problem.apart or problem.pinned or problem.allowed or problem.need_one_of):
        return []
    free = replace(problem, tables=tuple(Table(0, table.max) for table in problem.tables))
    try:
        obvious(free)
        hidden(free, seconds)
    except RuleBroken as broken:
        named = tuple(guest.id for guest in room.chosen if _says(broken.sentence, peers[guest.id].name))
        return [PlanIssue(broken.sentence, named)]
    return []


def _says(sentence: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence))
