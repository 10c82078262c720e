"""OR-tools' CP-SAT with the model of its wedding example: who sits where, and for each pair and table whether both do."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Any

MOST_GUESTS = 30
"""More pairs and tables than these take longer to write down than the others take to solve."""


def installed() -> bool:
    """Whether OR-tools is there; it is no part of what the project installs."""
    return find_spec("ortools") is not None


def plan(matrix: Any, least: Sequence[int], most: Sequence[int], seconds: float, seed: int) -> list[int] | None:
    """The table of every guest after `seconds` on one core, or None where it found no plan."""
    cp_model = import_module("ortools.sat.python.cp_model")
    model, n, k = cp_model.CpModel(), len(matrix), len(most)
    sits = [[model.new_bool_var("") for _ in range(k)] for _ in range(n)]
    for row in sits:
        model.add_exactly_one(row)
    for table in range(k):
        seated = sum(row[table] for row in sits)
        model.add(seated >= least[table])
        model.add(seated <= most[table])
    gains = []
    for i, j in combinations(range(n), 2):
        for table in range(k):
            both = model.new_bool_var("")
            model.add_implication(both, sits[i][table])
            model.add_implication(both, sits[j][table])
            model.add_bool_or(both, ~sits[i][table], ~sits[j][table])
            gains.append(round(float(matrix[i][j]) * 1000) * both)
    model.maximize(sum(gains))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [next(table for table in range(k) if solver.value(row[table])) for row in sits]
