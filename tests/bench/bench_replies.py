"""Damaged answers and a mailbox: nothing crashes, nothing takes a second, nobody else's answer changes, nothing is read twice."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from measured import Ledger, cpu, evening, run, workspace

STAMP = "20270113T080000Z"
SEED = 20270310
LOT = 500
"""Messages read in one step."""


def main(argv: Sequence[str]) -> int:
    from advoplanner.services import events, guests, outbox, people, replies

    ledger = Ledger("--smoke" in argv)
    damaged, mailbox, invited = (60, 10, 10) if ledger.smoke else (10_000, 1_000, 1_000)
    with tempfile.TemporaryDirectory() as folder, workspace(invited) as ws:
        event = evening(ws, template=True)
        guests.add(ws, event, [row.id for row in people.rows(ws)])
        outbox.invite(ws, event, Path(folder) / "out")
        uid = events.details(ws, event).uid
        addresses = [row.email for row in guests.rows(ws, event)]
        good = [answer(uid, address, kind) for address, kind in zip(addresses, range(len(addresses)), strict=False)]
        _read_damaged(ledger, ws, event, Path(folder), good, damaged)
        box = Path(folder) / "inbox.mbox"
        box.write_bytes(b"".join(b"From x Wed Jan 13 08:00:00 2027\r\n" + each + b"\r\n" for each in good[:mailbox]))
        found: list[Any] = []
        ledger.note("a mailbox of 1,000 answers read", cpu(lambda: found.append(replies.read_files(ws, [box]))) / 1000, 8, 3.9, "s")
        ledger.note("read again", cpu(lambda: found.append(replies.read_files(ws, [box]))) / 1000, 8, unit="s")
        if len(found[0].items) != mailbox or found[1].applied or found[1].need_you:
            raise AssertionError(f"{len(found[0].items)} of {mailbox} were read, {found[1].applied} of them again")
    return ledger.status()


def answer(uid: str, address: str, kind: int) -> bytes:
    """An answer in one of six forms that mail programs use."""
    partstat = ("ACCEPTED", "DECLINED", "TENTATIVE")[kind % 3]
    end = ("\r\n", "\n")[kind % 2]
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{STAMP}", "SEQUENCE:0",
        f"ATTENDEE;PARTSTAT={partstat};CN=\"{address}\":mailto:{address}", "COMMENT:See you\\, soon", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    part = end.join(lines)
    head = f"From: <{address}>{end}To: host@firm.example{end}Subject: Re{end}Date: Wed, 13 Jan 2027 08:00:00 +0000{end}Message-ID: <{kind}@x>{end}"
    if kind % 6 < 3:
        return f"{head}MIME-Version: 1.0{end}Content-Type: text/calendar; method=REPLY; charset=utf-8{end}{end}{part}".encode()
    mixed = f"MIME-Version: 1.0{end}Content-Type: multipart/alternative; boundary=b{end}{end}--b{end}Content-Type: text/plain{end}{end}Yes{end}"
    return f"{head}{mixed}--b{end}Content-Type: text/calendar; method=REPLY{end}{end}{part}{end}--b--{end}".encode()


def spoiled(good: Sequence[bytes], count: int) -> Iterator[tuple[int, bytes]]:
    """`count` messages damaged at random places, each with the number of the one it was; the same in every run."""
    chance = random.Random(SEED)
    for _ in range(count):
        number = chance.randrange(len(good))
        data = bytearray(good[number])
        for _ in range(chance.choice((1, 3, 10, 40))):
            at = chance.randrange(max(1, len(data)))
            match chance.randrange(5):
                case 0:
                    data[at : at + 1] = bytes([chance.randrange(256)])
                case 1:
                    del data[at : at + chance.randrange(40)]
                case 2:
                    data[at:at] = chance.randbytes(chance.randrange(12))
                case 3:
                    data[at:at] = data[at : at + chance.randrange(200)]
                case _:
                    del data[at : at + chance.randrange(4) * 100]
        yield number, bytes(data)


def _read_damaged(ledger: Ledger, ws: Any, event: str, folder: Path, good: list[bytes], count: int) -> None:
    """Read damaged answers in lots; an answer may only ever change the guest whose message it was."""
    from advoplanner.services import guests, replies

    owner = [row.id for row in guests.rows(ws, event)]
    made = list(spoiled(good, count))
    lot = folder / "damaged"
    lot.mkdir()
    applied = wrong = 0
    total = 0.0
    for first in range(0, count, LOT):
        paths = [lot / f"{place:05d}.eml" for place in range(first, min(first + LOT, count))]
        for path, (_, data) in zip(paths, made[first:], strict=False):
            path.write_bytes(data)
        found: list[Any] = []
        total += cpu(lambda found=found, paths=paths: found.append(replies.read_files(ws, paths)))
        taken = {Path(item.file).name for item in found[0].items if item.outcome == "applied"}
        rows = [row for row in replies.rows(ws, "applied") if row.file_name in taken]
        applied += len(rows)
        wrong += sum(row.guest_id != owner[made[int(row.file_name[:5])][0]] for row in rows)
    ledger.note(f"{count:,} damaged messages read into a workspace", total / 1000, count / 50, unit="s")
    ledger.note("the slowest of them to read", max(_alone(data) for _, data in made) * 1000, 1000)
    ledger.note(f"answers changed for somebody else, of {applied:,} taken over", wrong, 0, unit="")
    if wrong or not applied:
        raise AssertionError(f"{wrong} of {applied} answers taken over were not their writer's")


def _alone(data: bytes) -> float:
    from advoplanner.imports.replies import read

    began = time.process_time()
    read(data, "x.eml")
    return time.process_time() - began


if __name__ == "__main__":
    run(main)
