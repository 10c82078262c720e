"""A mailbox of 1,000 messages read from a real IMAP server on the loopback, and read again: the second time nothing is fetched."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from measured import Ledger, cpu, evening, run, workspace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "mail"))

LONG_AGO = timedelta(days=400)
"""The example's messages left so long ago: the server stamps what lies in the mailbox with the real day."""


def main(argv: Sequence[str]) -> int:
    from advoplanner.mail.secrets import Secrets
    from advoplanner.services import accounts, events, guests, mailbox, outbox, people

    ledger = Ledger("--smoke" in argv)
    count = 10 if ledger.smoke else 1_000
    if shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        print("Dovecot is not installed: on Debian, apt-get install dovecot-imapd")
        return 0
    with tempfile.TemporaryDirectory() as folder, workspace(count) as ws, _server(Path(folder)) as server:
        ws.clock = lambda: datetime.now(UTC) - LONG_AGO
        ws.secrets = Secrets(look=False)
        event = evening(ws, template=True)
        guests.add(ws, event, [row.id for row in people.rows(ws)])
        outbox.invite(ws, event, Path(folder) / "out")
        uid = events.details(ws, event).uid
        server.user("host@example.org", [_answer(uid, row.email, number) for number, row in enumerate(guests.rows(ws, event))])
        account = accounts.add(ws, "host@example.org").created("mail_account")[0]
        accounts.edit(ws, account, imap_host="localhost", imap_port=server.tls, reads=True)
        accounts.remember(ws, account, server.password)
        done: list[Any] = []
        ledger.note("1,000 messages of a mailbox read and matched", cpu(lambda: done.append(mailbox.fetch(ws, account))) / 1000, 8, unit="s")
        if (done[0].looked_at, done[0].report.applied) != (count, count):
            raise AssertionError(f"{done[0].looked_at} looked at, {done[0].report.applied} applied of {count}")
        ledger.note("the same mailbox again", cpu(lambda: done.append(mailbox.fetch(ws, account))) / 1000, 1, unit="s")
        if done[1].looked_at:
            raise AssertionError(f"{done[1].looked_at} messages were read twice")
    return ledger.status()


class _server:
    """A Dovecot whose certificate is trusted as long as it runs."""

    def __init__(self, folder: Path) -> None:
        import trustme
        from imap_server import PASSWORD, Dovecot

        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / "authority.pem")
        os.environ["SSL_CERT_FILE"] = str(folder / "authority.pem")
        self._dovecot = Dovecot(authority.issue_cert("localhost"))
        self._dovecot.password = PASSWORD

    def __enter__(self) -> Any:
        self._dovecot.start()
        return self._dovecot

    def __exit__(self, *_: object) -> None:
        self._dovecot.stop()


def _answer(uid: str, address: str, number: int) -> bytes:
    """An answer as a calendar program sends it: words, and the calendar object."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20270112T100000Z",
             "SEQUENCE:0", f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}", "SUMMARY:Evening", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    head = f"From: {address}\r\nTo: host@example.org\r\nSubject: Accepted: Evening\r\nMessage-ID: <{number}@example.com>\r\nMIME-Version: 1.0\r\n"
    body = "--b\r\nContent-Type: text/plain\r\n\r\n{}\r\n--b\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{}\r\n--b--\r\n"
    return (head + 'Content-Type: multipart/alternative; boundary="b"\r\n\r\n' + body.format("I will come. " * 40, "\r\n".join(lines))).encode()


if __name__ == "__main__":
    run(main)
