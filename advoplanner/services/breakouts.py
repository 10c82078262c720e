"""Breakouts of an event: made by size or by topic, hosted, changed by hand, put into the agenda, printed as cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advoplanner.core.changes import NOTHING, ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.ids import new_id
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import plural, whole
from advoplanner.domain.breakouts import MINUTES_EACH, BreakoutRow, Group, Rounds, by_topics, check_rotations, group_sizes, moved, with_host
from advoplanner.domain.guests import HOST_ROLES, Reply, Side, may_be_seated
from advoplanner.domain.peer_fit import fit
from advoplanner.domain.presence import Stretch, missed
from advoplanner.domain.restrictions import Audience
from advoplanner.seating.engine import solve
from advoplanner.seating.problem import Problem, Table
from advoplanner.services.context import Workspace
from advoplanner.services.seating_rules import apart_pairs
from advoplanner.store.models import Breakout, Guest, Person
from advoplanner.store.models import Session as AgendaSession
from advoplanner.store.queries import seating as queries

ITERATIONS = 60_000
"""Steps of search: the same groups on every machine, within a second for 120 guests and four rotations."""


@dataclass(frozen=True, slots=True)
class BreakoutResult:
    """What making one came to; `note` says in one sentence what was done otherwise than asked, "" for nothing."""

    breakout_id: str
    note: str
    changes: ChangeSet = NOTHING


def rows(ws: Workspace, event_id: str) -> list[BreakoutRow]:
    """An event's breakouts, the oldest first, with who no longer comes and who is in no group."""
    with ws.reading() as session:
        coming = _coming(session, event_id)
        everybody = _names(session, event_id)
        accepted = [g.id for g in coming if g.reply == Reply.ACCEPTED]
        found = session.scalars(select(Breakout).where(Breakout.event_id == event_id).order_by(Breakout.created_at, Breakout.id))
        return [_row(each, {g.id for g in coming}, everybody, accepted) for each in found]


def topics(ws: Workspace, event_id: str) -> list[str]:
    """What those who accepted care about, the most wanted first."""
    with ws.reading() as session:
        guests = [g for g in _coming(session, event_id) if g.reply == Reply.ACCEPTED]
        wanted = Counter(topic for wishes in _wishes(session, guests).values() for topic in wishes)
    return [topic for topic, _ in wanted.most_common()]


def make(
    ws: Workspace, event_id: str, name: str, *, size: int = 4, topics: Sequence[str] = (), rotations: int = 1, progress: Progress = QUIET
) -> BreakoutResult:
    """Groups of `size`, or one for each of `topics`, of everybody who accepted; hosts lead them as far as there are hosts.

    Raises RuleBroken at name, size, topics or rotations.
    """
    called = _called(name)
    check_rotations(rotations)
    wanted = list(dict.fromkeys(whole(topic, 120, "topics") for topic in topics if topic.strip()))
    if topics and len(wanted) < 2:
        raise RuleBroken("breakouts.topics", "Groups by topic need at least two topics.", "Write them with commas between.", field="topics")
    with ws.reading() as session:
        guests = [g for g in _coming(session, event_id) if g.reply == Reply.ACCEPTED]
        hosts = [g.id for g in guests if g.side == Side.HOST or g.role in HOST_ROLES]
        groups, rounds, note = _worked_out(session, event_id, guests, hosts, size, wanted, rotations, progress)
    with ws.action(f"Make breakout “{called}” with {plural(len(groups), 'group')}") as work:
        made = Breakout(id=new_id(), event_id=event_id, name=called, by_topic=bool(wanted))
        _fill(made, groups, rounds)
        work.add(made)
    return BreakoutResult(made.id, note, work.changes)


def rename(ws: Workspace, breakout_id: str, name: str) -> ChangeSet:
    """Call a breakout otherwise."""
    called = _called(name)
    with ws.action(f"Call the breakout “{called}”", merge_key=f"breakout.{breakout_id}.name") as work:
        _breakout(work.session, breakout_id).name = called
    return work.changes


def edit_group(ws: Workspace, breakout_id: str, place: int, *, name: str | None = None, topic: str | None = None) -> ChangeSet:
    """Name a group, or say what it talks about."""
    with ws.action("Name a group", merge_key=f"breakout.{breakout_id}.{place}") as work:
        found = _breakout(work.session, breakout_id)
        group = _group(found, place)
        fields = {"name": whole(name, 60, "name") or f"Group {place + 1}" if name is not None else group.name}
        fields["topic"] = whole(topic, 120, "topic") if topic is not None else group.topic
        found.groups = [{**each, **fields} if n == place else each for n, each in enumerate(found.groups)]
    return work.changes


def set_host(ws: Workspace, breakout_id: str, place: int, guest_id: str) -> ChangeSet:
    """Have a guest lead a group, in which they then stay in every rotation; "" for nobody. Who led another group leaves that one."""
    with ws.action("") as work:
        found = _breakout(work.session, breakout_id)
        group = _group(found, place)
        names = _names(work.session, found.event_id)
        if guest_id and guest_id not in {g.id for g in _coming(work.session, found.event_id)}:
            raise RuleBroken("breakouts.host", "Only a guest who comes can lead a group.", "Choose somebody else.", field="host")
        kept = [{**each, "host": guest_id if n == place else "" if each["host"] == guest_id else each["host"]} for n, each in enumerate(found.groups)]
        found.groups = kept
        if guest_id:
            found.rounds = _lists(with_host(_rounds(found), guest_id, place))
        work.label = f"{names[guest_id]} leads {group.name}" if guest_id else f"Nobody leads {group.name}"
    return work.changes


def move(ws: Workspace, breakout_id: str, rotation: int, guest_id: str, place: int) -> ChangeSet:
    """Put one guest into another group of one rotation (counted from 0); a group's host stays."""
    with ws.action("") as work:
        found = _breakout(work.session, breakout_id)
        group = _group(found, place)
        if any(each["host"] == guest_id for each in found.groups):
            raise RuleBroken("breakouts.leads", "Who leads a group stays in it.", "Let somebody else lead it first.")
        if not 0 <= rotation < len(found.rounds):
            raise RuleBroken("breakouts.rotation", "This rotation is no longer there.", "Undo brings it back.")
        found.rounds = _lists(moved(_rounds(found), rotation, guest_id, place))
        turn = f", rotation {rotation + 1}" if len(found.rounds) > 1 else ""
        work.label = f"{_names(work.session, found.event_id).get(guest_id, 'The guest')} to {group.name}{turn}"
    return work.changes


def remake(ws: Workspace, breakout_id: str, *, progress: Progress = QUIET) -> ChangeSet:
    """Work the groups out anew for everybody who accepted by now; names, topics and hosts who still come stay."""
    with ws.reading() as session:
        old = _breakout(session, breakout_id)
        event_id = old.event_id
        guests = [g for g in _coming(session, event_id) if g.reply == Reply.ACCEPTED]
        present = {g.id for g in guests}
        groups = [Group(**{**each, "host": each["host"] if each["host"] in present else ""}) for each in old.groups]
        times = _times(session, old)
        rounds = _rotated(session, event_id, guests, groups, len(old.rounds), old.by_topic, progress, times)
    with ws.action("Make the groups anew") as work:
        _fill(_breakout(work.session, breakout_id), groups, rounds)
    return work.changes


def remove(ws: Workspace, breakout_id: str) -> ChangeSet:
    """Forget a breakout; its items in the agenda stay."""
    with ws.action("") as work:
        found = _breakout(work.session, breakout_id)
        work.label = f"Remove breakout “{found.name}”"
        work.delete_all([found])
    return work.changes


def add_to_agenda(ws: Workspace, breakout_id: str, minutes: int = 30) -> ChangeSet:
    """A session for each rotation and one to report back, unscheduled, ready to be dragged to their time."""
    from advoplanner.services import agenda

    with ws.action("") as work:
        found = _breakout(work.session, breakout_id)
        count = len(found.rounds)
        titles = [f"{found.name}, rotation {n + 1}" if count > 1 else found.name for n in range(count)]
        for title in titles:
            agenda.add(ws, found.event_id, type="breakout", title=title[:160], minutes=minutes)
        back = f"Report back: {found.name}"[:160]
        topic = "; ".join(Group(**each).words for each in found.groups)[:300]
        agenda.add(ws, found.event_id, type="framed_discussion", title=back, minutes=max(10, MINUTES_EACH * len(found.groups)), input_sought=topic)
        found.sessions = list(work.changes.created("session"))
        work.label = f"Put breakout “{found.name}” into the agenda's tray"
    return work.changes


def print_cards(ws: Workspace, breakout_id: str, target: Path, *, paper: str | None = None, progress: Progress = QUIET) -> list[str]:
    """Cards for everybody, who sits where in each rotation, as PDF; returns what is to be looked at. Raises KnownProblem."""
    from advoplanner.exports import breakout_cards_pdf
    from advoplanner.services import documents, workspace

    with ws.reading() as session:
        event_id = _breakout(session, breakout_id).event_id
    row = next(each for each in rows(ws, event_id) if each.id == breakout_id)
    problems: list[str] = []
    pack = documents.pack(ws, event_id, Audience.MEMBER)
    breakout_cards_pdf.write(pack, row, target, paper=paper or workspace.info(ws).paper, progress=progress, problems=problems)
    return problems


def _worked_out(
    session: Session, event_id: str, guests: list[Guest], hosts: list[str], size: int, topics: list[str], rotations: int, progress: Progress
) -> tuple[list[Group], Rounds, str]:
    sizes, note = (group_sizes(len(guests), size)) if not topics else ([len(guests)] * len(topics), "")
    leaders = hosts[: len(sizes)] + [""] * max(0, len(sizes) - len(hosts))
    groups = [Group(f"Group {n + 1}", topics[n] if topics else "", leaders[n]) for n in range(len(sizes))]
    if topics:
        wishes = _wishes(session, guests)
        rounds, unlucky = by_topics(topics, wishes, rotations)
        note = f"{plural(len(unlucky), 'guest')} got none of their topics: the groups were full or not asked for." if unlucky else ""
        return groups, _hosted(rounds, groups), note
    return groups, _rotated(session, event_id, guests, groups, rotations, False, progress), note


def _times(session: Session, found: Breakout) -> list[Stretch | None]:
    """When each rotation is, where the agenda has a time for it."""
    rows = {s.id: s for s in session.scalars(select(AgendaSession).where(AgendaSession.id.in_(found.sessions)))}
    sessions = [rows.get(session_id) for session_id in found.sessions[: len(found.rounds)]]
    return [(s.start, s.start + timedelta(minutes=s.minutes)) if s is not None and s.start else None for s in sessions]


def _rotated(
    session: Session, event_id: str, guests: list[Guest], groups: list[Group], rotations: int, by_topic: bool, progress: Progress,
    times: Sequence[Stretch | None] = (),
) -> Rounds:  # fmt: skip
    """Rotations by search: peers first where there is only one, else as few repeats as can be; hosts stay in their groups.

    Who is away for most of a rotation that has a time is in no group of it.
    """
    if by_topic:
        return _hosted(by_topics([g.topic for g in groups], _wishes(session, guests), rotations)[0], groups)
    count = len(groups)
    if len(guests) < max(2, count):
        raise RuleBroken("breakouts.few", "Fewer guests than groups have accepted.", "Remove the breakout and make a smaller one.")
    index = {g.id: n for n, g in enumerate(guests)}
    peers = queries.peers(session, event_id, list(index)) if rotations == 1 else []
    weights = ((index[a.guest_id], index[b.guest_id], fit(a, b)) for a, b in combinations(peers, 2))
    tables = tuple(Table(len(guests) // count, len(guests) // count + (len(guests) % count > 0)) for _ in groups)
    problem = Problem(
        names=tuple(g.id for g in guests),
        tables=tables,
        affinity=tuple((i, j, w) for i, j, w in weights if w),
        apart=tuple((index[a], index[b]) for a, b in apart_pairs(session, event_id) if a in index and b in index),
        pinned={index[group.host]: n for n, group in enumerate(groups) if group.host in index},
        rounds=rotations,
        absent={index[g.id]: away for g in guests if (away := missed(times, g.here_from, g.here_until))},
    )
    solution = solve(problem, iterations=ITERATIONS, seed=1, progress=progress)
    return tuple(
        tuple(tuple(sorted(g.id for g, at in zip(guests, seats, strict=True) if at == n)) for n in range(count)) for seats in solution.rounds
    )


def _hosted(rounds: Rounds, groups: Iterable[Group]) -> Rounds:
    for place, group in enumerate(groups):
        rounds = with_host(rounds, group.host, place) if group.host else rounds
    return rounds


def _wishes(session: Session, guests: list[Guest]) -> dict[str, tuple[str, ...]]:
    query = select(Guest.id, Person.topics).join(Person, Person.id == Guest.person_id).where(Guest.id.in_([g.id for g in guests]))
    return {r.id: tuple(r.topics) for r in session.execute(query)}


def _row(found: Breakout, coming: set[str], everybody: dict[str, str], accepted: list[str]) -> BreakoutRow:
    rounds = _rounds(found)
    sat = {g for groups in rounds for people in groups for g in people}
    kept = tuple(tuple(tuple(g for g in people if g in coming) for people in groups) for groups in rounds)
    groups = tuple(Group(**{**each, "host": each["host"] if each["host"] in coming else ""}) for each in found.groups)
    gone = tuple(sorted(everybody.get(g, "Somebody removed") for g in sat - coming))
    missing = tuple(g for g in accepted if g not in sat)
    names = {g: name for g, name in everybody.items() if g in coming}
    return BreakoutRow(found.id, found.name, found.by_topic, groups, kept, tuple(found.sessions), names, gone, missing)


def _fill(found: Breakout, groups: list[Group], rounds: Rounds) -> None:
    found.groups = [asdict(group) for group in groups]
    found.rounds = _lists(rounds)


def _lists(rounds: Rounds) -> list[list[list[str]]]:
    return [[list(people) for people in groups] for groups in rounds]


def _rounds(found: Breakout) -> Rounds:
    return tuple(tuple(tuple(people) for people in groups) for groups in found.rounds)


def _group(found: Breakout, place: int) -> Group:
    if not 0 <= place < len(found.groups):
        raise RuleBroken("breakouts.group", "This group is no longer there.", "Undo brings it back.")
    fields: dict[str, Any] = found.groups[place]
    return Group(**fields)


def _coming(session: Session, event_id: str) -> list[Guest]:
    query = select(Guest).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id).order_by(Person.sort_name, Guest.id)
    return [g for g in session.scalars(query) if may_be_seated(g.decision, g.reply)]


def _names(session: Session, event_id: str) -> dict[str, str]:
    query = select(Guest.id, Person.display_name).join(Person, Person.id == Guest.person_id).where(Guest.event_id == event_id)
    return dict(session.execute(query.order_by(Person.sort_name, Guest.id)).all())


def _breakout(session: Session, breakout_id: str) -> Breakout:
    found = session.get(Breakout, breakout_id)
    if found is None:
        raise RuleBroken("breakouts.gone", "This breakout is no longer there.", "Undo brings it back.")
    return found


def _called(name: str) -> str:
    called = whole(name, 120, "name")
    if not called:
        raise RuleBroken("breakouts.name", "A breakout needs a name.", "For example: What would make you renew?", field="name")
    return called
