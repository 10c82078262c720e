"""What tests of the commands share: commands run in this process, made-up people, and a planned evening to start from."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from advoplanner.cli import main

GIVEN = ("Ada", "Bruno", "Chiara", "Dmitri", "Esra", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaori", "Lars", "Mina", "Noor", "Otto", "Pia")
FAMILY = ("Abel", "Brandt", "Costa", "Duarte", "Eklund", "Fischer", "Grau", "Holm", "Ito", "Jansen", "Kaya", "Lind", "Moreau", "Novak", "Okafor")
TOPICS = ("Data residency", "Talent", "Cost control", "Operating model", "Automation", "Sourcing", "Resilience")


@dataclass(frozen=True)
class Done:
    """What a command left: its status and everything it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout, read as strictly as JSON is defined."""

        def refuse(constant: str) -> NoReturn:
            raise AssertionError(f"{constant} is no JSON")

        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1, "one document and nothing else"
        return json.loads(self.out, parse_constant=refuse)


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command here; words may be paths and numbers."""

    def command(*words: object) -> Done:
        capsys.readouterr()
        try:
            status = main([str(w) for w in words])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        found = capsys.readouterr()
        return Done(status, found.out, found.err)

    return command


@pytest.fixture
def ok(run: Run) -> Callable[..., Any]:
    """Run one command with --json, which must succeed; returns the document."""

    def command(*words: object) -> Any:
        done = run(*words, "--json")
        assert done.status == 0, done.err
        return done.json

    return command


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """Run one command that must be refused as the contract says; returns its one line."""

    def command(*words: object) -> str:
        done = run(*words)
        assert done.status == 1, (done.status, done.out, done.err)
        assert done.out == ""
        assert "Traceback" not in done.err
        assert "fault of the program" not in done.err
        lines = done.err.splitlines()
        assert len(lines) == 1, lines
        assert lines[0].endswith("."), lines
        return lines[0]

    return command


def person(number: int) -> dict[str, str]:
    """One made-up person as a row of a contact list."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)]
    mark = "" if number < len(GIVEN) * len(FAMILY) else f" {number}"
    return {
        "First Name": given,
        "Last Name": family + mark,
        "Job Title": ("Chief Information Officer", "VP Operations", "Head of Data", "Director IT")[number % 4],
        "Company": f"Example {FAMILY[number * 7 % len(FAMILY)]} {number % 90}",
        "Side": ("customer", "customer", "advocate", "prospect")[number % 4],
        "Tags": "CAB" if number % 3 == 0 else "",
        "Topics": "; ".join({TOPICS[number % 7], TOPICS[number * 3 % 7]}),
        "E-mail": f"p{number:04d}@example.com",
    }


def write_people(path: Path, count: int) -> Path:
    """A contact list of `count` made-up people."""
    rows = [person(n) for n in range(count)]
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@dataclass(frozen=True)
class Evening:
    """A workspace of 30 people with a council of 12 guests, 9 of whom accepted, and 3 tables of 4."""

    path: Path
    event: str
    emails: tuple[str, ...]


EVENT = (
    "--kind", "council", "--title", "Council evening", "--start", "2027-03-10T18:00", "--end", "2027-03-10T22:00",
    "--zone", "America/New_York", "--purpose", "Learn what peers would do again", "--organizer-email", "host@example.org",
)  # fmt: skip


@pytest.fixture(scope="session")
def _planned(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    folder = tmp_path_factory.mktemp("planned")
    path = folder / "w.advo"
    emails = tuple(f"p{n:04d}@example.com" for n in range(12))
    people = write_people(folder / "people.csv", 30)
    steps: list[tuple[object, ...]] = [
        ("import", people, "--workspace", path),
        ("event", "new", "--workspace", path, *EVENT),
        ("guests", "add", "Council evening", "--workspace", path, "--email", *emails),
        ("guests", "reply", "Council evening", "--workspace", path, "--email", *emails[:9], "--reply", "accepted"),
        ("tables", "Council evening", "--workspace", path, "--shape", "3x4"),
    ]
    for step in steps:
        assert main([str(w) for w in step]) == 0
    return Evening(path, "Council evening", emails)


@pytest.fixture
def evening(_planned: Evening, tmp_path: Path) -> Evening:
    """A copy of the planned evening to do with as the test likes."""
    return Evening(Path(shutil.copy(_planned.path, tmp_path / "w.advo")), _planned.event, _planned.emails)


@pytest.fixture
def people_list(tmp_path: Path) -> Callable[..., Path]:
    """Writes a contact list of so many made-up people."""
    return lambda count, name="people.csv": write_people(tmp_path / name, count)


@pytest.fixture
def people_csv(people_list: Callable[..., Path]) -> Path:
    """A list of 8 people."""
    return people_list(8)
