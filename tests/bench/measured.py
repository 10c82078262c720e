"""What the benchmarks share: CPU time of a piece of work or of a process, printed beside its floor and its limit.

CPU time, because a busy machine must not fail anybody; the floor is what the bare parts cost, measured without our code. Shared cores
stretch CPU time too, so each run first takes its pace from a piece of bare work and stretches its limits by it.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")

GIVEN = ("Ada", "Bruno", "Chiara", "Dmitri", "Esra", "Femi", "Greta", "Hugo", "Ines", "Jonas", "Kaori", "Lars", "Mina", "Noor", "Otto", "Pia")
FAMILY = ("Abel", "Brandt", "Costa", "Duarte", "Eklund", "Fischer", "Grau", "Holm", "Ito", "Jansen", "Kaya", "Lind", "Moreau", "Novak", "Okafor")
BARE_WINDOW = 140.0
"""Milliseconds of CPU from the start of a process to an empty Qt window, on the quiet machine on which floors and limits were set."""
TOPICS = ("Data residency", "Talent", "Cost control", "Operating model", "Automation", "Sourcing", "Resilience")


@dataclass
class Ledger:
    """Prints each figure as it comes; `missed` counts those over their limit at the `pace` of now. A smoke run has limits for nothing."""

    smoke: bool
    missed: list[str] = field(default_factory=list)
    pace: float = 1.0

    def __post_init__(self) -> None:
        if not self.smoke:
            self.pace = max(1.0, bare_window() / BARE_WINDOW)
            print(f"pace now: {self.pace:.2f} times the CPU time of the quiet machine of the floors; limits of CPU time are stretched by it")

    def note(self, what: str, value: float, limit: float, floor: float | None = None, unit: str = "ms") -> None:
        allowed = limit * self.pace if unit in ("ms", "s") else limit
        over = value > allowed and not self.smoke
        bare = "" if floor is None else f", floor {floor:g}"
        verdict = "tried" if self.smoke else "TOO MUCH" if over else "ok"
        print(f"{what:<58} {value:>9.{2 if unit == '×' else 1}f} {unit}   limit {limit:g}{bare}   {verdict}", flush=True)
        if over:
            self.missed.append(what)

    def status(self) -> int:
        return 1 if self.missed else 0


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of this process's CPU time that `work` takes: the middle of `times` runs."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) * 1000)
    return median(spent)


def bare_window() -> float:
    """Milliseconds of CPU from the start of a process to an empty window, with nothing of ours: the middle of five."""
    script = Path(__file__).with_name("bare_window.py")
    return median(child(str(script))[0] for _ in range(5))


def child(script: str, *words: object) -> list[float]:
    """The numbers that a script of this folder prints in a process of its own: what start-up costs can be seen only there."""
    command = [sys.executable, script, *map(str, words)]
    # A second start finds its modules compiled on a user's machine, so it must here.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as home:
        # Its settings are nobody's: what was opened last must neither be opened now nor be replaced.
        own = {f"XDG_{name}_HOME": home for name in ("CONFIG", "STATE", "DATA")}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120, env={**inherited, **own})
    return [float(word) for word in done.stdout.split()]


def people_file(folder: Path, count: int) -> Path:
    """A contact list of `count` made-up people."""
    path = folder / f"people-{count}.csv"
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["First Name", "Last Name", "Job Title", "Company", "Side", "Topics", "E-mail", "City"])
        for n in range(count):
            family = f"{FAMILY[n // 16 % 15]}{chr(97 + n // 240 % 26)}{chr(97 + n // 6240 % 26)}"
            side = ("customer", "customer", "advocate", "prospect")[n % 4]
            topics = f"{TOPICS[n % 7]}; {TOPICS[n * 3 % 7]}"
            writer.writerow([GIVEN[n % 16], family, "Director IT", f"Company {n % 900}", side, topics, f"p{n:05d}@example.com", "Lisbon"])
    return path


@contextmanager
def workspace(people: int = 0, folder: Path | None = None) -> Iterator[Any]:
    """An open workspace with so many people; gone afterwards unless a folder is given."""
    from advoplanner import bootstrap
    from advoplanner.services import imports

    with tempfile.TemporaryDirectory() as passing:
        ws = bootstrap.create_workspace((folder or Path(passing)) / "bench.advo")
        try:
            if people:
                imports.run(ws, imports.preview(ws, people_file(Path(passing), people).read_bytes(), "people.csv"))
            yield ws
        finally:
            ws.close()


def evening(ws: Any, *, days: int = 0, template: bool = False) -> str:
    """The id of a new event."""
    from advoplanner.domain.event_details import NewEvent
    from advoplanner.services import events

    start = datetime(2027, 3, 10, 18) + timedelta(days=days)
    new = NewEvent(
        "council", f"Evening {days}", "Learn from peers", start, start + timedelta(hours=4), "UTC", organiser_email="host@example.org",
        template=template,
    )  # fmt: skip
    return events.new(ws, new).created("event")[0]


def run(main: Callable[[Sequence[str]], int]) -> None:
    """What a script does when it is started."""
    sys.exit(main(sys.argv[1:]))
