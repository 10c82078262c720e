"""Every fault of a PROBLEM.json is named by its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.seating import NeedOneOf, Table, load, parse

GOOD: dict[str, Any] = {"guests": 4, "tables": [{"size": 2}, {"min": 1, "max": 3}]}


def test_the_whole_format_is_read() -> None:
    problem = parse(
        {
            "guests": ["Ana", "Bo", "Cy", "Di"],
            "tables": [{"size": 2}, {"min": 1, "max": 3}],
            "affinity": [[1, 0, 2.5], [2, 3, -1]],
            "together": [[0, 1]],
            "apart": [[3, 2]],
            "pinned": {"3": 1},
            "need_one_of": [{"guests": [2, 3], "per_table": 1}],
            "rounds": 2,
            "repeat_penalty": 4,
            "absent": {"0": [1], "2": []},
            "met": [[1, 0, 2], [2, 3, 0]],
            "fairness": 0.05,
        }
    )
    assert problem.names == ("Ana", "Bo", "Cy", "Di")
    assert problem.tables == (Table(2, 2), Table(1, 3))
    assert problem.affinity == ((0, 1, 2.5), (2, 3, -1))
    assert problem.together == ((0, 1),)
    assert problem.apart == ((2, 3),)
    assert problem.pinned == {3: 1}
    assert problem.need_one_of == (NeedOneOf((2, 3), 1),)
    assert (problem.rounds, problem.repeat_penalty) == (2, 4)
    assert problem.matrix[1, 0] == problem.matrix[0, 1] == 2.5
    assert (problem.absent, problem.met, problem.fairness) == ({0: frozenset({1})}, ((0, 1, 2),), 0.05)


def test_a_full_matrix_is_the_same_as_its_pairs() -> None:
    pairs = parse({**GOOD, "affinity": [[0, 1, 3], [1, 3, 2]]})
    full = parse({**GOOD, "matrix": [[9, 3, 0, 0], [3, 0, 0, 2], [0, 0, 0, 0], [0, 2, 0, 0]]})
    assert (pairs.matrix == full.matrix).all()
    assert full.matrix.dtype.kind == "i"


BAD: list[tuple[dict[str, Any], str]] = [
    ({"guests": 0}, "guests: there are no guests"),
    ({"guests": []}, "guests: there are no guests"),
    ({"guests": None}, "guests: nothing is not a whole number"),
    ({"guests": True}, "guests: true is not a whole number"),
    ({"guests": 2.5}, "guests: 2.5 is not a whole number"),
    ({"guests": -1}, "guests: -1 is outside"),
    ({"guests": 5001, "tables": [{"size": 5000}] * 2}, "guests: 5001 is outside"),
    ({"guests": 10**30}, "guests: a number beyond"),
    ({"guests": [1, 2]}, "guests: every guest in the list must be a name"),
    ({"guests": 6}, "more guests than seats"),
    ({"tables": []}, "tables: there are no tables"),
    ({"tables": 3}, "tables: it must be a list"),
    ({"tables": [3]}, r"tables\[0\]: a table must be an object"),
    ({"tables": [{"size": 0}]}, r"tables\[0\].size: 0 is outside"),
    ({"tables": [{"size": True}]}, r"tables\[0\].size: true is not"),
    ({"tables": [{"min": 5, "max": 4}]}, r"tables\[0\]: min 5 is greater"),
    ({"tables": [{"min": 5}]}, r"tables\[0\]: the table has neither"),
    ({"tables": [{"size": 4, "max": 5}]}, r"tables\[0\]: give “size”"),
    ({"affinity": {}}, "affinity: it must be a list"),
    ({"affinity": [[0, 1]]}, r"affinity\[0\]: a pair must read"),
    ({"affinity": [[0, 0, 1]]}, r"affinity\[0\]: guest 0 is paired with themselves"),
    ({"affinity": [[0, 4, 1]]}, r"affinity\[0\]: 4 is outside 0 to 3"),
    ({"affinity": [[0, -1, 1]]}, r"affinity\[0\]: -1 is outside"),
    ({"affinity": [[0, 1, 1], [1, 0, 1]]}, r"affinity\[1\]: the pair of guests 0 and 1 is given twice"),
    ({"affinity": [[0, 1, "x"]]}, r"affinity\[0\]: \"x\" is not a number"),
    ({"affinity": [[0, 1, float("nan")]]}, r"affinity\[0\]: NaN is not a finite number"),
    ({"affinity": [[0, 1, float("inf")]]}, r"affinity\[0\]: Infinity is not a finite number"),
    ({"affinity": [[0, 1, 1e300]]}, r"affinity\[0\]: 1e\+300 is outside"),
    ({"matrix": [[0, 1], [1, 0]]}, "matrix: it must have 4 rows"),
    ({"matrix": [[0, 1, 0, 0], [2, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]}, r"matrix\[0\]\[1\]: the matrix is not symmetric: 1 here, 2"),
    ({"matrix": [[0, None, 0, 0], [2, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]}, r"matrix\[0\]\[1\]: nothing is not a number"),
    ({"matrix": [], "affinity": []}, "matrix: give either"),
    ({"together": 1}, "together: it must be a list"),
    ({"together": [[1]]}, r"together\[0\]: it must be a list of at least 2"),
    ({"together": [[1, 1]]}, r"together\[0\]: a guest is named twice"),
    ({"apart": [[0, 1], [1, 0]]}, r"apart\[1\]: the pair of guests 0 and 1 is given twice"),
    ({"apart": [[0, 1, 2]]}, r"apart\[0\]: a pair must name two"),
    ({"pinned": []}, "pinned: it must be an object"),
    ({"pinned": {"Ana": 0}}, "pinned: “Ana” is not the number of a guest"),
    ({"pinned": {"9": 0}}, "pinned: 9 is outside"),
    ({"pinned": {"0": 7}}, r"pinned\[0\]: 7 is outside 0 to 1"),
    ({"allowed": {"0": []}}, r"allowed\[0\]: it must be a list"),
    ({"need_one_of": [{"guests": []}]}, r"need_one_of\[0\].guests: it must be a list of at least one"),
    ({"need_one_of": [{"guests": [0], "per_table": 0}]}, r"need_one_of\[0\].per_table: 0 is outside"),
    ({"need_one_of": [{"guests": [0], "most": 0}]}, r"need_one_of\[0\].most: 0 is outside"),
    ({"need_one_of": [{"guests": [0], "per_table": 2, "most": 1}]}, r"need_one_of\[0\]: per_table 2 is greater than most 1"),
    ({"need_one_of": [[0]]}, r"need_one_of\[0\]: it must be an object"),
    ({"rounds": 0}, "rounds: 0 is outside"),
    ({"rounds": "2"}, 'rounds: "2" is not'),
    ({"repeat_penalty": -1}, "repeat_penalty: -1 is outside"),
    ({"repeat_penalty": float("nan")}, "repeat_penalty: NaN"),
    ({"absent": [0]}, "absent: it must be an object"),
    ({"absent": {"0": 1}}, r"absent\[0\]: it must be a list of rounds"),
    ({"absent": {"0": [1]}}, r"absent\[0\]: 1 is outside 0 to 0"),
    ({"absent": {"7": [0]}}, "absent: 7 is outside 0 to 3"),
    ({"met": {}}, "met: it must be a list"),
    ({"met": [[0, 1]]}, r"met\[0\]: a pair must read"),
    ({"met": [[0, 1, 1], [1, 0, 2]]}, r"met\[1\]: the pair of guests 0 and 1 is given twice"),
    ({"met": [[0, 1, -1]]}, r"met\[0\]: -1 is outside 0 to"),
    ({"fairness": 2}, "fairness: 2 is outside 0 to 1"),
    ({"fairness": "much"}, 'fairness: "much" is not a number'),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_what_is_wrong_is_named(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=f"^solve: {sentence}"):
        parse({**GOOD, **change})


@pytest.mark.parametrize("document", [None, [], 3, "x"])
def test_a_problem_is_an_object(document: object) -> None:
    with pytest.raises(RuleBroken, match="must be an object"):
        parse(document)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps(GOOD))
    assert load(path).size == 4
    path.write_text("{" + "[" * 100_000)
    with pytest.raises(RuleBroken, match="is not a JSON document"):
        load(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleBroken, match="is not a JSON document"):
        load(path)
    with pytest.raises(KnownProblem, match="does not exist"):
        load(tmp_path / "none.json")
