"""The words and flags of the commands: what is understood, and what is a fault of usage (status 2)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from advoplanner import __version__
from advoplanner.cli.parser import build_parser

COMMANDS = [
    "demo", "sample", "import", "event new", "event list", "event export", "event import", "guests add", "guests reply", "guests list",
    "tables", "seat", "solve", "invite", "cancel", "calendar", "replies", "read-replies", "check", "export", "snapshot", "repair",
]  # fmt: skip
W = ["--workspace", "w.advo"]
NEW = ["event", "new", *W, "--title", "T", "--start", "2027-03-10T18:00", "--end", "2027-03-10T22:00", "--zone", "UTC", "--purpose", "P"]


def parsers(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield " ".join(words), parser
    for action in below:
        for name, found in action.choices.items():
            yield from parsers(found, (*words, name))


def parse(*words: str) -> argparse.Namespace:
    return build_parser().parse_args(words)


def test_every_command_of_the_contract_is_there_and_no_other() -> None:
    assert sorted(name for name, _ in parsers(build_parser())) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_takes_json_and_explains_itself(run, command) -> None:
    done = run(*command.split(), "--help")
    assert done.status == 0
    assert "--json" in done.out
    assert done.err == ""


def test_help_names_every_command(run) -> None:
    done = run("--help")
    assert done.status == 0
    assert all(command.split()[0] in done.out for command in COMMANDS)


def test_version(run) -> None:
    done = run("--version")
    assert (done.status, done.out) == (0, f"AdvoPlanner {__version__}\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["bogus"],
        ["sample"],
        ["sample", "w.advo", "--bogus"],
        ["import", "a.csv"],
        ["event"],
        ["event", "list"],
        ["event", "list", "--work", "w.advo"],
        [*NEW, "--kind", "party"],
        [*NEW],
        ["guests", "add", "E", *W],
        ["guests", "add", "E", *W, "--all", "--tag", "x"],
        ["guests", "add", "E", *W, "--all", "--decision", "maybe"],
        ["guests", "reply", "E", *W, "--email", "a@b.c", "--reply", "yes"],
        ["guests", "reply", "E", *W, "--email", "a@b.c", "--reply", "none", "--channel", "pigeon"],
        ["tables", "E", *W],
        ["seat", "E", *W, "--seconds", "soon"],
        ["seat", "E", *W, "--seconds", "nan"],
        ["seat", "E", *W, "--rotations", "0"],
        ["seat", "E", *W, "--rotations", "51"],
        ["seat", "E", *W, "--seed", "x"],
        ["solve", "p.json"],
        ["solve", "p.json", "--out", "s.json", "--seconds", "1", "--iterations", "5"],
        ["solve", "p.json", "--out", "s.json", "--iterations", "2.5"],
        ["solve", "p.json", "--out", "s.json", "--backend", "fortran"],
        ["invite", "E", *W],
        ["calendar", "E", *W],
        ["replies", *W],
        ["export", "E", *W, "--to", "d", "--only", "menu"],
        ["export", "E", *W, "--to", "d", "--paper", "a5"],
        ["export", "E", *W, "--to", "d", "--audience", "everybody"],
        ["snapshot", "burn", *W],
        ["repair", "w.advo"],
    ],
)
def test_wrong_usage_is_status_2_and_prints_nothing_on_stdout(run, words, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.status == 2
    assert done.out == ""
    assert "usage:" in done.err
    assert "Traceback" not in done.err
    assert "_seconds" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_several_values_after_one_flag_or_the_flag_again() -> None:
    found = parse("guests", "add", "E", *W, "--email", "a", "b", "--email", "c")
    assert found.email == ["a", "b", "c"]
    assert parse("guests", "add", "E", *W, "--tag", "x", "--tag", "y", "z").tag == ["x", "y", "z"]
    assert parse("tables", "E", *W, "--shape", "11x8", "2x10", "--shape", "1x4").shape == ["11x8", "2x10", "1x4"]
    assert parse("export", "E", *W, "--to", "d", "--only", "agenda", "badges", "--only", "tents").only == ["agenda", "badges", "tents"]
    assert parse("cancel", "E", *W, "--to", "d", "--email", "a", "--email", "b", "c").email == ["a", "b", "c"]


def test_flags_may_stand_before_the_event() -> None:
    found = parse("seat", *W, "--seconds", "2.5", "--seed", "3", "E")
    assert (found.event, found.seconds, found.seed, found.rotations) == ("E", 2.5, 3, 1)


def test_an_unreadable_start_is_explained(run) -> None:
    done = run(*NEW[:-1], "P", "--kind", "cab", "--start", "tomorrow")
    assert done.status == 2
    assert "tomorrow" in done.err
    assert "2027-03-10T18:00" in done.err


@pytest.mark.parametrize(
    ("name", "readable", "said"),
    [("list.csv", False, "may not be read"), ("list.csv", True, "may not be written"), (1, True, "could not be written")],
)
def test_what_the_system_refuses_is_said_as_what_it_was(refused, monkeypatch, tmp_path, name, readable, said) -> None:
    from advoplanner.cli import events

    def denied(options: argparse.Namespace) -> int:
        raise PermissionError(13, "Permission denied", name if isinstance(name, int) else str(tmp_path / name))

    (tmp_path / "list.csv").write_text("Name\n", encoding="utf-8")
    monkeypatch.setattr(events, "listing", denied)
    # Root may read everything, so the system's answer is given here.
    monkeypatch.setattr("advoplanner.cli.os.access", lambda path, mode: readable)
    assert said in refused("event", "list", *W)
