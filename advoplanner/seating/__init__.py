"""The peer-fit engine: who sits with whom so that pairs fit best and every hard rule holds. It knows no database and no window.

Importing it loads neither NumPy nor Numba; solving does.
"""

from __future__ import annotations

from advoplanner.seating.engine import Solution, dump, objective, solve, violations, warm_up
from advoplanner.seating.parse import load, parse
from advoplanner.seating.problem import NeedOneOf, Problem, Table

__all__ = ["NeedOneOf", "Problem", "Solution", "Table", "dump", "load", "objective", "parse", "solve", "violations", "warm_up"]
