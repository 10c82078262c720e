"""Commands about tables and seats, and the engine alone."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from advoplanner.cli.output import opened, show
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import read_bytes, write_bytes
from advoplanner.core.text import clean, plural
from advoplanner.domain.rooms import parse_shape

SOLVE_SECONDS = 2.0
"""Search time of `solve` where no budget is given."""

MAX_PROBLEM = 500_000_000


def tables(options: Namespace) -> int:
    from advoplanner.services import events
    from advoplanner.services import tables as service

    groups = parse_shape(" ".join(options.shape))
    with opened(options.workspace) as ws:
        service.make_layout(ws, events.find(ws, options.event), "round", groups)
    count, seats = sum(n for n, _ in groups), sum(n * s for n, s in groups)
    return show(options, {"tables": count, "seats": seats}, [f"{plural(count, 'table')}, {plural(seats, 'seat')}"])


def seat(options: Namespace) -> int:
    from advoplanner.services import auto_seat, events

    asked = ",".join(options.include or ["accepted"])
    include = [word for word in asked.replace(" ", "").split(",") if word]
    unknown = [word for word in include if word not in ("accepted", "tentative", "approved")]
    if unknown or not include:
        raise RuleBroken("seating.include", f"“{clean(asked)}” is not a choice of guests.", "Name accepted, tentative or approved, with commas.")
    with opened(options.workspace) as ws:
        event_id = events.find(ws, options.event)
        r = auto_seat.seat_all(ws, event_id, include=include, seconds=options.seconds, seed=options.seed, rotations=options.rotations)
    document: dict[str, Any] = {
        "score": r.score, "ceiling": r.ceiling, "proven": r.proven, "seated": r.seated,
        "unseated": [{"email": email, "why": why} for email, why in r.unseated],
        "violations": list(r.violations), "seconds": round(r.seconds, 3), "repeats": r.repeats,
    }  # fmt: skip
    lines = [
        f"{plural(r.seated, 'guest')} seated, score {r.score}{', proven best' if r.proven else ''}",
        *(f"{who}: {why}" for who, why in r.unseated),
    ]
    return show(options, document, lines)


def solve_file(options: Namespace) -> int:
    from advoplanner.seating.engine import solve
    from advoplanner.seating.parse import parse

    try:
        document = json.loads(read_bytes(options.problem, MAX_PROBLEM))
    except (ValueError, RecursionError) as error:
        raise RuleBroken("seating.not_json", f"“{options.problem.name}” is not JSON: {error}.", "Check the file.") from error
    problem = parse(document)
    seconds = options.seconds if options.seconds or options.iterations else SOLVE_SECONDS
    solution = solve(problem, seconds=seconds, iterations=options.iterations, seed=options.seed, backend=options.backend).as_document()
    write_bytes(options.out, json.dumps(solution, ensure_ascii=False).encode())
    show(options, solution, [f"objective {solution['objective']} in {solution['seconds']} s, written to {options.out}"])
    if solution["violations"]:
        raise RuleBroken("seating.violations", f"The plan breaks rules: {' '.join(solution['violations'])}", "Loosen one of them.")
    return 0
