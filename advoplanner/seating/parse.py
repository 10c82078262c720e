"""Reads PROBLEM.json of the `solve` command and names the exact place of whatever is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import read_bytes
from advoplanner.core.text import clean
from advoplanner.seating.problem import DEFAULT_REPEAT_PENALTY, MOST_GUESTS, MOST_ROUNDS, NeedOneOf, Problem, Table

if TYPE_CHECKING:
    import numpy as np

_MOST_BYTES = 500_000_000
_MOST_TABLES = 2_000
_MOST_WEIGHT = 1e9


def load(path: Path) -> Problem:
    """The problem in the file at `path`; raises KnownProblem for the file, RuleBroken for what it says."""
    data = read_bytes(path, _MOST_BYTES)
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RuleBroken("solve.json", f"“{path.name}” is not a JSON document: {error}.", "Check the file with the program that wrote it.") from error
    return parse(document)


def parse(document: object) -> Problem:
    """The problem a decoded PROBLEM.json describes; raises RuleBroken with one sentence that names the place."""
    if not isinstance(document, dict):
        raise _wrong("document", "the problem must be an object with “guests” and “tables”")
    names = _names(document.get("guests"))
    tables = _tables(document.get("tables"))
    n, k = len(names), len(tables)
    if "affinity" in document and "matrix" in document:
        raise _wrong("matrix", "give either “affinity” or “matrix”, not both")
    rounds = _whole(document.get("rounds", 1), "rounds", 1, MOST_ROUNDS)
    problem = Problem(
        names=names,
        tables=tables,
        affinity=_pairs(document.get("affinity", []), n),
        dense=_matrix(document["matrix"], n) if "matrix" in document else None,
        together=tuple(_group(group, f"together[{at}]", n) for at, group in _items(document, "together")),
        apart=_apart(document, n),
        pinned=_pinned(document.get("pinned", {}), n, k),
        need_one_of=tuple(_need(item, f"need_one_of[{at}]", n) for at, item in _items(document, "need_one_of")),
        allowed=_allowed(document.get("allowed", {}), n, k),
        rounds=rounds,
        repeat_penalty=_number(document.get("repeat_penalty", DEFAULT_REPEAT_PENALTY), "repeat_penalty", lowest=0),
        absent=_absent(document.get("absent", {}), n, rounds),
        met=_met(document, n),
        fairness=_number(document["fairness"], "fairness", lowest=0, highest=1) if "fairness" in document else None,
    )
    if problem.most_present > problem.seats:
        raise too_many(problem.most_present, problem.seats)
    return problem


def too_many(guests: int, seats: int) -> RuleBroken:
    """The refusal where not everybody can sit: whom to leave out is the caller's choice, made before."""
    return RuleBroken(
        "seating.too_many",
        f"solve: more guests than seats ({guests:,} guests, {seats:,} seats).",
        "Add a table or leave somebody out.",
        field="tables",
    )


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        _whole(len(value), "guests", 0, MOST_GUESTS)
        if any(not isinstance(name, str) for name in value):
            raise _wrong("guests", "every guest in the list must be a name in quotes")
        names = tuple(clean(name) or f"guest {at}" for at, name in enumerate(value))
    else:
        names = tuple(f"guest {at}" for at in range(_whole(value, "guests", 0, MOST_GUESTS)))
    if not names:
        raise _wrong("guests", "there are no guests to seat")
    return names


def _tables(value: object) -> tuple[Table, ...]:
    if not isinstance(value, list) or not value:
        raise _wrong("tables", "there are no tables" if value == [] or value is None else "it must be a list of tables")
    _whole(len(value), "the number of tables", 1, _MOST_TABLES)
    return tuple(_table(item, f"tables[{at}]") for at, item in enumerate(value))


def _table(item: object, place: str) -> Table:
    if not isinstance(item, dict):
        raise _wrong(place, "a table must be an object with “size”, or with “min” and “max”")
    if "size" in item:
        if "min" in item or "max" in item:
            raise _wrong(place, "give “size”, or “min” and “max”, not both")
        size = _whole(item["size"], f"{place}.size", 1, MOST_GUESTS)
        return Table(size, size)
    if "max" not in item:
        raise _wrong(place, "the table has neither “size” nor “max”")
    most = _whole(item["max"], f"{place}.max", 1, MOST_GUESTS)
    least = _whole(item.get("min", 0), f"{place}.min", 0, MOST_GUESTS)
    if least > most:
        raise _wrong(place, f"min {least} is greater than max {most}")
    return Table(least, most)


def _pairs(value: object, n: int) -> tuple[tuple[int, int, float], ...]:
    if not isinstance(value, list):
        raise _wrong("affinity", "it must be a list of [guest, guest, weight]")
    seen: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    for at, item in enumerate(value):
        place = f"affinity[{at}]"
        if not isinstance(item, list) or len(item) != 3:
            raise _wrong(place, "a pair must read [guest, guest, weight]")
        i, j = _pair(item[:2], place, n)
        weight = _number(item[2], place)
        if i * n + j in seen:
            raise _wrong(place, f"the pair of guests {i} and {j} is given twice")
        seen.add(i * n + j)
        pairs.append((i, j, weight))
    return tuple(pairs)


def _matrix(value: object, n: int) -> np.ndarray[Any, Any]:
    import numpy as np

    if not isinstance(value, list) or len(value) != n or any(not isinstance(row, list) or len(row) != n for row in value):
        raise _wrong("matrix", f"it must have {n} rows of {n} weights, one for every guest")
    for i, row in enumerate(value):
        for j, weight in enumerate(row):
            _number(weight, f"matrix[{i}][{j}]")
    full = np.array(value, dtype=np.float64)
    unequal = np.argwhere(full != full.T)
    if len(unequal):
        i, j = (int(x) for x in unequal[0])
        raise _wrong(f"matrix[{i}][{j}]", f"the matrix is not symmetric: {value[i][j]} here, {value[j][i]} at [{j}][{i}]")
    return full


def _apart(document: dict[str, Any], n: int) -> tuple[tuple[int, int], ...]:
    pairs: list[tuple[int, int]] = []
    for at, item in _items(document, "apart"):
        pair = _pair(item, f"apart[{at}]", n)
        if pair in pairs:
            raise _wrong(f"apart[{at}]", f"the pair of guests {pair[0]} and {pair[1]} is given twice")
        pairs.append(pair)
    return tuple(pairs)


def _pinned(value: object, n: int, k: int) -> dict[int, int]:
    entries = _by_guest(value, "pinned", n)
    return {guest: _whole(table, f"pinned[{guest}]", 0, k - 1) for guest, table in entries}


def _allowed(value: object, n: int, k: int) -> dict[int, frozenset[int]]:
    allowed: dict[int, frozenset[int]] = {}
    for guest, tables in _by_guest(value, "allowed", n):
        if not isinstance(tables, list) or not tables:
            raise _wrong(f"allowed[{guest}]", "it must be a list of at least one table")
        allowed[guest] = frozenset(_whole(table, f"allowed[{guest}]", 0, k - 1) for table in tables)
    return allowed


def _absent(value: object, n: int, rounds: int) -> dict[int, frozenset[int]]:
    absent: dict[int, frozenset[int]] = {}
    for guest, missed in _by_guest(value, "absent", n):
        if not isinstance(missed, list):
            raise _wrong(f"absent[{guest}]", "it must be a list of rounds, the first is 0")
        absent[guest] = frozenset(_whole(at, f"absent[{guest}]", 0, rounds - 1) for at in missed)
    return {guest: missed for guest, missed in absent.items() if missed}


def _met(document: dict[str, Any], n: int) -> tuple[tuple[int, int, int], ...]:
    met: dict[tuple[int, int], int] = {}
    for at, item in _items(document, "met"):
        place = f"met[{at}]"
        if not isinstance(item, list) or len(item) != 3:
            raise _wrong(place, "a pair must read [guest, guest, times]")
        pair = _pair(item[:2], place, n)
        if pair in met:
            raise _wrong(place, f"the pair of guests {pair[0]} and {pair[1]} is given twice")
        met[pair] = _whole(item[2], place, 0, 1_000)
    return tuple((i, j, times) for (i, j), times in met.items() if times)


def _by_guest(value: object, place: str, n: int) -> Iterator[tuple[int, object]]:
    if not isinstance(value, dict):
        raise _wrong(place, "it must be an object from guest to table")
    for key, entry in value.items():
        if not isinstance(key, str) or not key.isascii() or not key.isdigit() or len(key) > 9:
            raise _wrong(place, f"“{clean(str(key), limit=40)}” is not the number of a guest")
        yield _whole(int(key), place, 0, n - 1), entry


def _need(item: object, place: str, n: int) -> NeedOneOf:
    if not isinstance(item, dict):
        raise _wrong(place, "it must be an object with “guests” and “per_table”")
    guests = _group(item.get("guests"), f"{place}.guests", n, least=1)
    if "most" not in item:
        return NeedOneOf(guests, _whole(item.get("per_table", 1), f"{place}.per_table", 1, MOST_GUESTS))
    least = _whole(item.get("per_table", 0), f"{place}.per_table", 0, MOST_GUESTS)
    most = _whole(item["most"], f"{place}.most", 1, MOST_GUESTS)
    if least > most:
        raise _wrong(place, f"per_table {least} is greater than most {most}")
    return NeedOneOf(guests, least, most)


def _group(value: object, place: str, n: int, least: int = 2) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) < least:
        raise _wrong(place, f"it must be a list of at least {least} guests" if least > 1 else "it must be a list of at least one guest")
    guests = tuple(_whole(guest, place, 0, n - 1) for guest in value)
    if len(set(guests)) < len(guests):
        raise _wrong(place, "a guest is named twice")
    return guests


def _pair(value: object, place: str, n: int) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise _wrong(place, "a pair must name two guests")
    i, j = (_whole(guest, place, 0, n - 1) for guest in value)
    if i == j:
        raise _wrong(place, f"guest {i} is paired with themselves")
    return (i, j) if i < j else (j, i)


def _items(document: dict[str, Any], key: str) -> Iterator[tuple[int, object]]:
    value = document.get(key, [])
    if not isinstance(value, list):
        raise _wrong(key, "it must be a list")
    return enumerate(value)


def _whole(value: object, place: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(place, f"{_shown(value)} is not a whole number")
    if not least <= value <= most:
        raise _wrong(place, f"{_shown(value)} is outside {least} to {most:,}")
    return value


def _number(value: object, place: str, lowest: float = -_MOST_WEIGHT, highest: float = _MOST_WEIGHT) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _wrong(place, f"{_shown(value)} is not a number")
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong(place, f"{_shown(value)} is not a finite number")
    if not lowest <= value <= highest:
        raise _wrong(place, f"{_shown(value)} is outside {lowest:,.0f} to {highest:,.0f}")
    return value


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**12:
        return "a number beyond 10¹²"
    return clean(json.dumps(value, ensure_ascii=False, default=str), limit=40)


def _wrong(place: str, what: str, hint: str = "") -> RuleBroken:
    return RuleBroken("solve.input", f"solve: {place}: {what}.", hint, field=place)
