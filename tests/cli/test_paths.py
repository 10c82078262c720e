"""Paths that cannot be: one line, status 1, and nothing left behind."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["", "x" * 300, "file/w.advo"])
@pytest.mark.parametrize(
    "words",
    [
        ["sample", "NAME"],
        ["import", "people.csv", "--workspace", "NAME"],
        ["event", "list", "--workspace", "NAME"],
        ["repair", "NAME", "--to", "r.advo"],
        ["repair", "file", "--to", "NAME"],
        ["demo", "--to", "file"],
    ],
)
def test_a_path_that_cannot_be_is_no_fault_of_the_program(refused, tmp_path, monkeypatch, words, name) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    (tmp_path / "people.csv").write_text("Name,E-mail\nAnn,ann@x.example\n", encoding="utf-8")
    said = refused(*[name if word == "NAME" else word for word in words])
    assert "fault" not in said
    assert len(said) < 300
    assert {path.name for path in tmp_path.iterdir()} == {"file", "people.csv"}
