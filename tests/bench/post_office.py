"""A mail server in a process of its own: prints its port, takes every message, ends with its input. Its certificate's authority is a file."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import trustme

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "mail"))

from smtp_server import Inbox, SmtpServer


def main(authority_file: str) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(authority_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    inbox = Inbox()
    server = SmtpServer(inbox, "starttls", context)
    server.start()
    print(server.port, flush=True)
    sys.stdin.readline()
    print(len(inbox.taken), flush=True)
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1])
