"""1,100 invitations written as messages, each to one guest, and 1,100 answers read."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from measured import Ledger, cpu, evening, run, workspace


def main(argv: Sequence[str]) -> int:
    from advoplanner.services import guests, outbox, people

    ledger = Ledger("--smoke" in argv)
    count = 10 if ledger.smoke else 1_100
    with tempfile.TemporaryDirectory() as folder, workspace(count) as ws:
        event = evening(ws, template=True)
        guests.add(ws, event, [row.id for row in people.rows(ws)])
        written: list[Path] = []
        spent = cpu(lambda: written.extend(outbox.invite(ws, event, Path(folder) / "out").written))
        ledger.note("1,100 invitations written", spent / 1000, 6, 4.7, "s")
        if len(written) != count:
            raise AssertionError(f"{len(written)} of {count} messages were written")
        again = cpu(lambda: outbox.invite(ws, event, Path(folder) / "out"))
        ledger.note("invite again, nothing has changed", again / 1000, 6, unit="s")
    return ledger.status()


if __name__ == "__main__":
    run(main)
