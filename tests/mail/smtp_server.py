"""An SMTP server for tests that keeps what it takes, and can be told to put off, refuse, or break off."""

from __future__ import annotations

import gc
import ssl
import warnings
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD, TOKEN = "jo@host.example", "correct horse ä", "token-of-today"


@dataclass
class Inbox:
    """What arrived, in order, and what to answer: `answers` gives the next answers to a recipient's RCPT or message."""

    taken: list[Envelope] = field(default_factory=list)
    rcpt: dict[str, list[str]] = field(default_factory=dict)
    data: dict[str, list[str]] = field(default_factory=dict)
    breaks: dict[str, str] = field(default_factory=dict)
    sender: str = ""
    tls_versions: set[str] = field(default_factory=set)

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.sender and address != self.sender:
            return f"550 5.7.60 {address} may not be used"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.rcpt.get(address):
            return self.rcpt[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        to = envelope.rcpt_tos[0]
        if self.data.get(to):
            return self.data[to].pop(0)
        how = self.breaks.pop(to, "")
        if how != "before":
            self.taken.append(envelope)
        if how and server.transport:
            server.transport.abort()
        return "250 2.0.0 queued as 4F2"

    @property
    def recipients(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.taken]


class SmtpServer(Controller):
    """`port` after `start()`. `security` is tls, starttls or none; `offers_starttls` False for a server that has forgotten it."""

    def __init__(self, inbox: Inbox, security: str, context: ssl.SSLContext, *, auth: bool = True, offers_starttls: bool = True) -> None:
        self.inbox = inbox
        self._auth = auth
        self._made: list[SMTP] = []
        self._tls = context if security == "starttls" and offers_starttls else None
        super().__init__(inbox, hostname="127.0.0.1", port=0, ssl_context=context if security == "tls" else None, ready_timeout=20)

    def factory(self) -> SMTP:
        kind = _WithTokens if self._auth else SMTP
        made = kind(
            self.handler, hostname="mail.host.example", tls_context=self._tls, require_starttls=False, auth_require_tls=False,
            authenticator=_check if self._auth else None, auth_required=self._auth,
            auth_exclude_mechanism=() if self._auth else ("LOGIN", "PLAIN"), data_size_limit=30_000_000,
        )  # fmt: skip

        self._made.append(made)
        return made

    def stop(self, no_assert: bool = False) -> None:
        for each in self._made:
            if each.transport is not None:
                self.loop.call_soon_threadsafe(each.transport.abort)
        super().stop(no_assert)
        self._made.clear()
        # Where a client refused the certificate in the middle of the handshake asyncio leaves a transport behind.
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            gc.collect()

    def _trigger_server(self) -> None:
        # Port 0 is not one to connect to.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=good, handled=False)


class _WithTokens(SMTP):
    """XOAUTH2 beside passwords, as Microsoft and Google offer it."""

    async def auth_XOAUTH2(self, _server: SMTP, words: list[str]) -> AuthResult:
        import base64

        said = base64.b64decode(words[1]).decode()
        if said == f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01":
            return AuthResult(success=True, handled=False)
        # The reason comes as a challenge, and wants an empty answer.
        await self.challenge_auth(base64.b64encode(b'{"status":"400"}'), encode_to_b64=False)
        return AuthResult(success=False, handled=False, message="535 5.7.8 Authentication unsuccessful")
