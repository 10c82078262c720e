"""From starting the program to something to see: the window, the example, ten thousand people and five hundred events; and memory."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from measured import Ledger, child, evening, run, workspace

PROGRAM = str(Path(__file__).with_name("program.py"))


def main(argv: Sequence[str]) -> int:
    ledger = Ledger("--smoke" in argv)
    starts = [child(PROGRAM, "window")[0] for _ in range(1 if ledger.smoke else 5)]
    ledger.note("window visible (best of five starts)", min(starts), 300, 140)
    with tempfile.TemporaryDirectory() as name:
        if ledger.smoke:
            return ledger.status()
        folder = Path(name)
        ledger.note("example workspace drawn", child(PROGRAM, "example", _example(folder))[0], 1000)
        spent, memory = child(PROGRAM, "large", _large(folder))
        ledger.note("10,000 people and 500 events listed", spent, 1000, 420)
        ledger.note("memory with them", memory, 160, unit="MB")
    return ledger.status()


def _example(folder: Path) -> Path:
    from advoplanner import bootstrap
    from advoplanner.services import sample

    ws = bootstrap.create_workspace(folder / "example.advo")
    sample.make(ws)
    ws.close()
    return ws.path


def _large(folder: Path) -> Path:
    with workspace(10_000, folder) as ws, ws.action("Events"):
        for day in range(500):
            evening(ws, days=day)
    return folder / "bench.advo"


if __name__ == "__main__":
    run(main)
