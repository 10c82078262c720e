"""Ten thousand rows from a file into the directory, as the command does it: read, compared, written with its step of undo."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from measured import Ledger, cpu, people_file, run, workspace


def main(argv: Sequence[str]) -> int:
    from advoplanner.services import history, imports

    ledger = Ledger("--smoke" in argv)
    count = 100 if ledger.smoke else 10_000
    with tempfile.TemporaryDirectory() as folder, workspace() as ws:
        data = people_file(Path(folder), count).read_bytes()
        warm = b"First Name,Last Name,E-mail\nAda,Abel,ada@example.org\n"
        imports.run(ws, imports.preview(ws, warm, "warm.csv"))
        ledger.note("import of 10,000 rows", cpu(lambda: imports.run(ws, imports.preview(ws, data, "people.csv"))), 1000, 120)
        ledger.note("the same rows again", cpu(lambda: imports.run(ws, imports.preview(ws, data, "people.csv"))), 1000)
        undone = cpu(lambda: history.undo(ws))
        ledger.note("undo of that import", undone, 1000)
    return ledger.status()


if __name__ == "__main__":
    run(main)
