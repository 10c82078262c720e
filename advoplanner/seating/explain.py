"""Rules that cannot hold together: named as the smallest set found, in one sentence with the guests in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed, plural
from advoplanner.seating.problem import NeedOneOf, Problem
from advoplanner.seating.rules import merged, open_tables, rules_of

_NODES = 3_000
_HINT = "Loosen one of these rules."


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule that could be dropped: where it stands in the problem, and its words."""

    kind: str
    at: int
    words: str


def obvious(problem: Problem) -> None:
    """Raises RuleBroken for everyday contradictions, at any size in a few hundredths of a second."""
    for sentence in _checks(problem):
        raise RuleBroken("seating.contradiction", sentence, _HINT)


def hidden(problem: Problem, seconds: float = 2.0) -> None:
    """Raises RuleBroken where a search proves that no plan keeps the rules, naming a set from which none can be dropped.

    The filter stops after `seconds`; what it then names is contradictory still, though perhaps not the smallest.
    """
    core = smallest(problem, seconds)
    if core is None:
        return
    words = [rule.words for rule in _rules(core)]
    sentence = f"These rules cannot hold together: {listed(words)}." if words else "No split of the guests gives every table its least number."
    raise RuleBroken("seating.contradiction", sentence, _HINT)


def smallest(problem: Problem, seconds: float = 2.0) -> Problem | None:
    """`problem` with none but a set of its rules that cannot hold together and from which none can be dropped; None where none is proven."""
    if not _impossible(problem):
        return None
    until = time.monotonic() + seconds
    core = _rules(problem)
    step = max(1, len(core) // 2)
    while True:
        at = 0
        while at < len(core) and time.monotonic() < until:
            rest = core[:at] + core[at + step :]
            if _impossible(_keeping(problem, rest)):
                core = rest
            else:
                at += step
        if step == 1:
            break
        step = max(1, step // 2)
    return _keeping(problem, core)


def _checks(problem: Problem) -> Iterator[str]:
    blocks = merged(problem.size, problem.together)
    block_of = {guest: at for at, group in enumerate(blocks) for guest in group}
    yield from _against_together(problem, blocks, block_of)
    yield from _places(problem, blocks)
    yield from _sizes(problem)
    yield from _hosts(problem)
    yield from _cliques(problem, block_of)


def _against_together(problem: Problem, blocks: list[tuple[int, ...]], block_of: dict[int, int]) -> Iterator[str]:
    largest = max(table.max for table in problem.tables)
    for group in blocks:
        if len(group) > largest:
            yield f"{_people(problem, group)} must sit together, but the largest table has {plural(largest, 'seat')}."
    for i, j in problem.apart:
        if block_of[i] == block_of[j]:
            chain = "; ".join(_group(problem, at) for at in _chain(problem, i, j))
            yield f"{problem.name(i)} and {problem.name(j)} must be kept apart, but must also sit together ({chain})."


def _chain(problem: Problem, i: int, j: int) -> list[int]:
    """The fewest together rules that tie i to j, found breadth first."""
    ways: dict[int, list[int]] = {i: []}
    line = [i]
    for guest in line:
        for at, group in enumerate(problem.together):
            if guest in group:
                for other in group:
                    if other not in ways:
                        ways[other] = [*ways[guest], at]
                        line.append(other)
        if j in ways:
            break
    return ways[j]


def _places(problem: Problem, blocks: list[tuple[int, ...]]) -> Iterator[str]:
    """Pins and allowed tables against blocks, pairs kept apart and seats."""
    bound: dict[int, list[int]] = {}
    for group in blocks:
        limits = [(guest, frozenset({problem.pinned[guest]})) for guest in group if guest in problem.pinned]
        limits += [(guest, problem.allowed[guest]) for guest in group if guest in problem.allowed]
        common = frozenset.intersection(*(tables for _, tables in limits)) if limits else None
        if common is not None and not common:
            yield f"{_clash(problem, limits)}{'.' if len(group) == 1 else ', but they must share a table.'}"
        elif common is not None and all(problem.tables[t].max < len(group) for t in common):
            yield f"{_people(problem, group)} must sit together at {_tables(problem, common)}, which has fewer than {len(group)} seats."
        elif common is not None and len(common) == 1:
            bound.setdefault(next(iter(common)), []).extend(group)
    for table, guests in sorted(bound.items()):
        if len(guests) > problem.tables[table].max:
            seats = plural(problem.tables[table].max, "seat")
            yield f"{plural(len(guests), 'guest')} ({_people(problem, guests)}) are bound to {problem.table_name(table)}, which has {seats}."
    where = {guest: table for table, guests in bound.items() for guest in guests}
    for i, j in problem.apart:
        if i in where and where[i] == where.get(j):
            yield f"{problem.name(i)} and {problem.name(j)} must be kept apart, but both are bound to {problem.table_name(where[i])}."


def _clash(problem: Problem, limits: list[tuple[int, frozenset[int]]]) -> str:
    """The first two limits that share no table, or all of them."""
    for at, (i, first) in enumerate(limits):
        for j, second in limits[at + 1 :]:
            if not first & second:
                return f"{problem.name(i)} is bound to {_tables(problem, first)} and {problem.name(j)} to {_tables(problem, second)}"
    return listed([f"{problem.name(i)} is bound to {_tables(problem, tables)}" for i, tables in limits])


def _sizes(problem: Problem) -> Iterator[str]:
    opened = open_tables(problem, [frozenset({table}) for table in set(problem.pinned.values())])
    least = sum(problem.tables[t].min for t in opened)
    if least > problem.size:
        yield f"The tables ask for at least {plural(least, 'guest')}, but there {'is' if problem.size == 1 else 'are'} only {problem.size}."


def _hosts(problem: Problem) -> Iterator[str]:
    fewest = seats = 0
    for size in sorted((table.max for table in problem.tables), reverse=True):
        if seats < problem.size:
            seats += size
            fewest += 1
    if sum(table.min for table in problem.tables) <= problem.size:
        fewest = max(fewest, sum(table.min > 0 for table in problem.tables))
    for need in problem.need_one_of:
        if len(set(need.guests)) < fewest * need.per_table:
            of = "one" if need.per_table == 1 else str(need.per_table)
            have = len(set(need.guests))
            yield (
                f"Every table needs at least {of} of {_people(problem, need.guests)}: {plural(fewest, 'table')} "
                f"{'needs' if fewest == 1 else 'need'} {fewest * need.per_table}, there {'is' if have == 1 else 'are'} {have}."
            )
        elif need.most is not None and len(set(need.guests)) > sum(min(need.most, table.max) for table in problem.tables):
            places = sum(min(need.most, table.max) for table in problem.tables)
            yield (
                f"No table may have more than {need.most} of {_people(problem, need.guests)}: there are {len(set(need.guests))} of them "
                f"and {plural(places, 'place')}."
            )
        elif need.per_table > max(table.max for table in problem.tables):
            yield f"Every table needs {need.per_table} of {_people(problem, need.guests)}, more than any table has seats."


def _cliques(problem: Problem, block_of: dict[int, int]) -> Iterator[str]:
    """More guests kept apart from each other than there are tables; cliques are grown greedily from every guest."""
    near: dict[int, set[int]] = {}
    for i, j in problem.apart:
        near.setdefault(block_of[i], set()).add(block_of[j])
        near.setdefault(block_of[j], set()).add(block_of[i])
    tables = len(problem.tables)
    first = {block_of[guest]: guest for pair in reversed(problem.apart) for guest in pair}
    for block, others in near.items():
        if len(others) < tables:
            continue
        clique, candidates = [block], set(others)
        while candidates and len(clique) <= tables:
            best = max(candidates, key=lambda b: (len(near[b] & candidates), -b))
            clique.append(best)
            candidates &= near[best]
        if len(clique) > tables:
            names = listed([problem.name(first[b]) for b in clique])
            yield f"{names} must all be kept apart from each other, but there {'is' if tables == 1 else 'are'} only {plural(tables, 'table')}."


def _rules(problem: Problem) -> list[_Rule]:
    rules = [_Rule("together", at, _group(problem, at)) for at in range(len(problem.together))]
    rules += [_Rule("apart", at, f"{problem.name(i)} apart from {problem.name(j)}") for at, (i, j) in enumerate(problem.apart)]
    rules += [_Rule("pinned", guest, f"{problem.name(guest)} at {problem.table_name(table)}") for guest, table in problem.pinned.items()]
    rules += [_Rule("allowed", guest, f"{problem.name(guest)} only at {_tables(problem, tables)}") for guest, tables in problem.allowed.items()]
    rules += [_Rule("need", at, f"at every table {_count(need)} of {_people(problem, need.guests)}") for at, need in enumerate(problem.need_one_of)]
    return rules


def _count(need: NeedOneOf) -> str:
    if need.most is None:
        return f"at least {need.per_table}"
    return f"{need.per_table} to {need.most}" if need.per_table else f"at most {need.most}"


def _keeping(problem: Problem, rules: list[_Rule]) -> Problem:
    """`problem` with none but these rules."""
    kept = {kind: {rule.at for rule in rules if rule.kind == kind} for kind in ("together", "apart", "pinned", "allowed", "need")}
    return replace(
        problem,
        together=tuple(group for at, group in enumerate(problem.together) if at in kept["together"]),
        apart=tuple(pair for at, pair in enumerate(problem.apart) if at in kept["apart"]),
        pinned={guest: table for guest, table in problem.pinned.items() if guest in kept["pinned"]},
        allowed={guest: tables for guest, tables in problem.allowed.items() if guest in kept["allowed"]},
        need_one_of=tuple(need for at, need in enumerate(problem.need_one_of) if at in kept["need"]),
    )


def _impossible(problem: Problem) -> bool:
    """Whether it is certain that no plan keeps the rules."""
    if next(_checks(problem), None) is not None:
        return True
    from advoplanner.seating.feasible import find_again

    rules = rules_of(problem)
    if not rules.certain:
        return False
    return find_again(rules, list(rules.highest), 1, _NODES, 2).impossible


def _group(problem: Problem, at: int) -> str:
    return f"{_people(problem, problem.together[at])} together"


def _people(problem: Problem, guests: tuple[int, ...] | list[int]) -> str:
    names = [problem.name(guest) for guest in guests[:12]]
    if len(guests) > 12:
        names[11:] = [f"{len(guests) - 11} others"]
    return listed(names)


def _tables(problem: Problem, tables: frozenset[int]) -> str:
    return listed([problem.table_name(table) for table in sorted(tables)], "or")
