"""Real servers on the loopback: an SMTP server (aiosmtpd) and an IMAP server (Dovecot), with an authority that tests trust, and one nobody does."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

sys.path.insert(0, str(Path(__file__).parent))

from imap_server import Dovecot
from smtp_server import Inbox, SmtpServer

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """The authority that signed the servers' certificates."""
    return trustme.CA()


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("localhost", "127.0.0.1")


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's authorities are the one of the tests: OpenSSL reads the file that this variable names."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


@pytest.fixture
def smtp(certificate: trustme.LeafCert) -> Iterator[Callable[..., SmtpServer]]:
    """Starts SMTP servers: `smtp(security="tls")`; they end with the test."""
    started: list[SmtpServer] = []

    def start(security: str = "starttls", certificate: trustme.LeafCert = certificate, **options: bool) -> SmtpServer:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        made = SmtpServer(Inbox(), security, context, **options)
        started.append(made)
        made.start()
        return made

    yield start
    for each in started:
        each.stop()


@pytest.fixture(scope="session")
def dovecot(certificate: trustme.LeafCert) -> Iterator[Dovecot]:
    """One IMAP server for the session; each test takes a user of its own."""
    if shutil.which("dovecot") is None and not Path("/usr/sbin/dovecot").exists():
        if IN_CI:
            pytest.fail("Dovecot is not installed; .ci/run installs it")
        pytest.skip("2026-11-28: needs Dovecot; on Debian: apt-get install dovecot-imapd")
    server = Dovecot(certificate)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
