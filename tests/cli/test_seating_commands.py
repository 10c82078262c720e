"""tables, seat and solve: layouts in the short form, plans by peer fit, and the engine's own file format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROUND = {"guests": 9, "tables": [{"size": 3}] * 3}
SOLUTION = {"rounds", "objective", "ceiling", "proven", "repeats", "violations", "seconds", "seed", "iterations", "evaluations", "backend"}


@pytest.fixture
def problem(tmp_path):
    """Writes a problem; a text is written as it is."""

    def write(document: object, name: str = "p.json") -> Path:
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return path

    return write


def pairs(n: int) -> list[list[int]]:
    return [[i, j, (i * 7 + j * 13) % 19 - 4] for i in range(n) for j in range(i + 1, n)]


# tables


def test_a_shape_of_several_groups(ok, evening) -> None:
    words = ("tables", evening.event, "--workspace", evening.path, "--shape")
    assert ok(*words, "11x8", "2x10") == {"tables": 13, "seats": 108}
    assert ok(*words, "2x4", "--shape", "1x6") == {"tables": 3, "seats": 14}


@pytest.mark.parametrize("shape", ["11", "x8", "11x", "0x8", "3x0", "-1x8", "3x8.5", "1e3x8", "99999x8", "3x99999", "drei x acht", "", "3x8x2"])
def test_a_shape_that_is_none_is_refused_and_the_tables_stay(ok, refused, evening, shape) -> None:
    refused("tables", evening.event, "--workspace", evening.path, f"--shape={shape}")
    assert ok("seat", evening.event, "--workspace", evening.path, "--seconds", "0.2")["seated"] == 9


# seat


def test_seat_has_the_keys_of_the_contract(ok, evening) -> None:
    done = ok("seat", evening.event, "--workspace", evening.path, "--seconds", "0.3", "--seed", "4")
    assert set(done) == {"score", "ceiling", "proven", "seated", "unseated", "violations", "seconds", "repeats"}
    assert isinstance(done["score"], int)
    assert isinstance(done["ceiling"], int | None)
    assert (done["seated"], done["unseated"], done["violations"], done["repeats"]) == (9, [], [], 0)
    assert isinstance(done["proven"], bool)
    assert 0 <= done["seconds"] < 5


def test_without_seconds_the_same_seed_gives_the_same_plan(ok, evening) -> None:
    def plan(seed: int) -> dict[str, str]:
        ok("seat", evening.event, "--workspace", evening.path, "--seed", seed)
        return {g["email"]: g["table"] for g in ok("guests", "list", evening.event, "--workspace", evening.path)["guests"]}

    assert plan(7) == plan(7)


def test_whom_to_include(ok, refused, evening) -> None:
    w, e = evening.path, evening.event
    ok("tables", e, "--workspace", w, "--shape", "4x4")
    ok("guests", "reply", e, "--workspace", w, "--email", evening.emails[9], "--reply", "tentative")
    words = ("seat", e, "--workspace", w, "--seconds", "0.2")
    assert ok(*words)["seated"] == 9
    assert ok(*words, "--include", "accepted,tentative")["seated"] == 10
    assert ok(*words, "--include", "accepted", "--include", "tentative,approved")["seated"] == 12
    assert "everybody" in refused(*words, "--include", "everybody")
    assert refused(*words, "--include", ",")


def test_too_few_seats_leaves_the_rest_listed_with_the_reason(ok, evening) -> None:
    w, e = evening.path, evening.event
    ok("tables", e, "--workspace", w, "--shape", "1x4")
    done = ok("seat", e, "--workspace", w, "--seconds", "0.2")
    assert done["seated"] == 4
    assert [set(u) for u in done["unseated"]] == [{"email", "why"}] * 5
    assert {u["email"] for u in done["unseated"]} < set(evening.emails)
    assert all("seat" in u["why"] for u in done["unseated"])


def test_rotations_meet_new_neighbours(ok, evening) -> None:
    w, e = evening.path, evening.event
    ok("tables", e, "--workspace", w, "--shape", "3x3")
    done = ok("seat", e, "--workspace", w, "--seconds", "1", "--rotations", "4")
    assert (done["seated"], done["violations"]) == (9, [])
    assert isinstance(done["repeats"], int)


def test_nobody_to_seat_and_no_tables_are_said(ok, refused, evening) -> None:
    w = evening.path
    ok("event", "new", "--workspace", w, "--kind", "cab", "--title", "Bare", "--start", "2027-04-10T18:00", "--end", "2027-04-10T22:00", "--zone",
       "UTC", "--purpose", "P")  # fmt: skip
    assert "tables" in refused("seat", "Bare", "--workspace", w)
    ok("tables", "Bare", "--workspace", w, "--shape", "1x4")
    assert "accepted" in refused("seat", "Bare", "--workspace", w)


# solve


def test_solve_writes_and_prints_the_solution(ok, problem, tmp_path) -> None:
    names = [f"Guest {n}" for n in range(12)]
    rules = {"together": [[0, 1]], "apart": [[2, 3]], "pinned": {"4": 0}, "need_one_of": [{"guests": [5, 6, 7], "per_table": 1}]}
    source = problem({"guests": names, "tables": [{"min": 3, "max": 4}] * 3, "affinity": pairs(12), **rules})
    out = tmp_path / "new" / "folder" / "s.json"
    done = ok("solve", source, "--out", out, "--iterations", 3000, "--seed", 5)
    assert set(done) == SOLUTION
    assert json.loads(out.read_text()) == done
    (row,) = done["rounds"]
    assert len(row) == 12
    assert row[0] == row[1]
    assert row[2] != row[3]
    assert row[4] == 0
    assert {row[5], row[6], row[7]} == {0, 1, 2}
    assert done["objective"] == sum(w for i, j, w in pairs(12) if row[i] == row[j])
    assert done["ceiling"] >= done["objective"]
    assert (done["violations"], done["seed"]) == ([], 5)


@pytest.mark.parametrize("backend", ["numba", "numpy"])
def test_iterations_make_the_same_plan_again(ok, problem, tmp_path, backend) -> None:
    source = problem({"guests": 40, "tables": [{"min": 6, "max": 9}] * 5, "affinity": pairs(40)})
    words = ("solve", source, "--out", tmp_path / "s.json", "--iterations", 4000, "--backend", backend, "--seed")
    first, again, other = (ok(*words, seed) for seed in (3, 3, 4))
    assert first["backend"] == backend
    assert (first["rounds"], first["objective"], first["iterations"]) == (again["rounds"], again["objective"], again["iterations"])
    assert other["rounds"] != first["rounds"]


def test_a_full_matrix_is_the_same_as_its_pairs(ok, problem, tmp_path) -> None:
    matrix = [[0] * 10 for _ in range(10)]
    for i, j, w in pairs(10):
        matrix[i][j] = matrix[j][i] = w
    tables = {"guests": 10, "tables": [{"size": 5}, {"size": 5}]}
    out = tmp_path / "s.json"
    sparse = ok("solve", problem({**tables, "affinity": pairs(10)}), "--out", out, "--iterations", 500)
    full = ok("solve", problem({**tables, "matrix": matrix}), "--out", out, "--iterations", 500)
    assert (sparse["objective"], sparse["proven"]) == (full["objective"], True)
    assert full["ceiling"] == full["objective"]


def test_fractions_and_rotations(ok, problem, tmp_path) -> None:
    done = ok("solve", problem({**ROUND, "affinity": [[0, 1, 0.25], [3, 4, -1.5]], "rounds": 4}), "--out", tmp_path / "s.json", "--iterations", 2000)
    assert [len(row) for row in done["rounds"]] == [9] * 4
    assert done["repeats"] == 0


def test_seconds_are_kept(ok, problem, tmp_path) -> None:
    done = ok("solve", problem({"guests": 60, "tables": [{"size": 10}] * 6, "affinity": pairs(60)}), "--out", tmp_path / "s.json", "--seconds", "0.3")
    assert 0 < done["seconds"] < 3
    assert done["evaluations"] > 1000


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ("null", "object"),
        ("[]", "object"),
        ("{}", "guests"),
        ({"guests": 4}, "tables"),
        ({"guests": 0, "tables": [{"size": 4}]}, "guests"),
        ({"guests": -3, "tables": [{"size": 4}]}, "-3"),
        ({"guests": 10**9, "tables": [{"size": 4}]}, "5,000"),
        ({"guests": 2.5, "tables": [{"size": 4}]}, "2.5"),
        ({"guests": "four", "tables": [{"size": 4}]}, "four"),
        ({"guests": [1, 2], "tables": [{"size": 4}]}, "name"),
        ({"guests": 4, "tables": []}, "tables"),
        ({"guests": 4, "tables": [{"size": 0}]}, "size"),
        ({"guests": 4, "tables": [{"min": 5, "max": 4}]}, "min"),
        ({"guests": 4, "tables": [{"size": 4, "max": 5}]}, "not both"),
        ({"guests": 12, "tables": [{"size": 4}]}, "more guests than seats"),
        ('{"guests": 4, "tables": [{"size": 4}], "affinity": [[0, 1, NaN]]}', "NaN"),
        ('{"guests": 4, "tables": [{"size": 4}], "affinity": [[0, 1, 1e999]]}', "finite"),
        ({"guests": 4, "tables": [{"size": 4}], "affinity": [[0, 4, 1]]}, "affinity[0]"),
        ({"guests": 4, "tables": [{"size": 4}], "affinity": [[0, 1, 1], [1, 0, 2]]}, "twice"),
        ({"guests": 4, "tables": [{"size": 4}], "affinity": [[0, 0, 1]]}, "themselves"),
        ({"guests": 4, "tables": [{"size": 4}], "affinity": {"0": 1}}, "affinity"),
        ({"guests": 2, "tables": [{"size": 4}], "matrix": [[0, 1], [2, 0]]}, "symmetric"),
        ({"guests": 2, "tables": [{"size": 4}], "matrix": [[0, 1]]}, "matrix"),
        ({"guests": 2, "tables": [{"size": 4}], "matrix": [[0, 1], [1, 0]], "affinity": []}, "not both"),
        ({"guests": 4, "tables": [{"size": 4}], "pinned": {"9": 0}}, "pinned"),
        ({"guests": 4, "tables": [{"size": 4}], "pinned": {"0": 3}}, "pinned"),
        ({"guests": 4, "tables": [{"size": 4}], "together": [[0]]}, "together"),
        ({"guests": 4, "tables": [{"size": 4}], "rounds": 0}, "rounds"),
        ({"guests": 4, "tables": [{"size": 4}], "repeat_penalty": -1}, "repeat_penalty"),
        ({"guests": 4, "tables": [{"size": 2}] * 2, "together": [[0, 1]], "apart": [[0, 1]]}, "apart"),
        ({"guests": 4, "tables": [{"size": 2}] * 2, "together": [[0, 1, 2]]}, "together"),
        ({"guests": 4, "tables": [{"size": 2}] * 2, "pinned": {"0": 0, "1": 0, "2": 0}}, "table 0"),
        ({"guests": 3, "tables": [{"max": 2}] * 2, "apart": [[0, 1], [1, 2], [0, 2]]}, "apart"),
        ({"guests": 4, "tables": [{"size": 2}] * 2, "need_one_of": [{"guests": [0], "per_table": 1}]}, "table"),
    ],
)
def test_a_bad_problem_is_named_and_no_solution_is_written(refused, problem, tmp_path, document, expected) -> None:
    out = tmp_path / "s.json"
    out.write_text("older")
    said = refused("solve", problem(document), "--out", out, "--iterations", "200")
    assert expected in said
    assert out.read_text() == "older"
    assert len(said) < 500


def test_files_that_cannot_be_read_or_written(refused, problem, tmp_path) -> None:
    good = problem(ROUND)
    assert "none.json" in refused("solve", tmp_path / "none.json", "--out", tmp_path / "s.json")
    assert refused("solve", tmp_path, "--out", tmp_path / "s.json")
    (tmp_path / "bytes.json").write_bytes(b"\x93\xfe\x00" * 50)
    assert "JSON" in refused("solve", tmp_path / "bytes.json", "--out", tmp_path / "s.json")
    assert refused("solve", good, "--out", tmp_path, "--iterations", "10")
    assert refused("solve", good, "--out", good / "s.json", "--iterations", "10")
    assert refused("solve", good, "--out", tmp_path / "s.json", "--iterations", "10", "--seed", "-5")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bytes.json", "p.json"]


def test_solve_in_words(run, problem, tmp_path) -> None:
    done = run("solve", problem(ROUND), "--out", tmp_path / "s.json", "--iterations", "10")
    assert (done.status, done.err) == (0, "")
    assert "s.json" in done.out
