"""The matching of advocates to experts: every slot given at once, and each unmet wish explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from measured import Ledger, cpu, run

START = datetime(2027, 3, 10, 9)
ADVOCATES, EXPERTS, LIMIT = 40, 12, 1000
"""How many are matched, and within how many milliseconds of CPU time."""


def main(argv: Sequence[str]) -> int:
    from advoplanner.domain.guru_slots import Expert, Seeker, match

    ledger = Ledger("--smoke" in argv)
    topics = [f"Topic {n}" for n in range(9)]
    windows = tuple((START + timedelta(hours=n), START + timedelta(hours=n, minutes=60)) for n in (0, 2, 4))
    experts = [
        Expert(f"e{n}", f"h{n}", f"p{n}", f"Expert {n}", frozenset({topics[n % 9], topics[(n + 4) % 9]}), windows, 30, "") for n in range(EXPERTS)
    ]
    busy = ((START, START + timedelta(minutes=90), "Panel"),)
    seekers = [
        Seeker(f"g{n}", f"Advocate {n}", frozenset({topics[n % 9]}), frozenset({f"p{n % EXPERTS}"}), n % 4 == 0, busy if n % 2 else ())
        for n in range(ADVOCATES)
    ]
    for wanted in (1, 3):
        what = f"{ADVOCATES} advocates and {EXPERTS} experts, up to {wanted} slots each"
        ledger.note(what, cpu(lambda wanted=wanted: match(experts, seekers, wanted=wanted), 1 if ledger.smoke else 9), LIMIT)
    return ledger.status()


if __name__ == "__main__":
    run(main)
