"""Messages handed to a mail server by SMTP, over verified TLS, one after another over one connection.

The steps are taken one by one rather than with `sendmail`, so that it is known whether a broken connection left a message
untouched (try again) or handed over without an answer (nobody can know).
"""

from __future__ import annotations

import base64
import re
import smtplib
from contextlib import suppress

from advoplanner.core.errors import KnownProblem
from advoplanner.core.text import clean
from advoplanner.domain.mail_accounts import Security, Server
from advoplanner.mail.connection import TIMEOUT, Credentials, cannot_sign_in, check_private, login_refused, no_starttls, problem, tls
from advoplanner.mail.transport import InDoubt, NotNow, Parcel, Refused

_LONE_DOT = re.compile(rb"^\.", re.MULTILINE)
_HELLO = "advoplanner.local"
"""What this computer calls itself: its own name and address are nobody's business."""


class Smtp:
    """A connection that is signed in; raises KnownProblem where it cannot be. Use it as a transport."""

    def __init__(self, server: Server, credentials: Credentials | None) -> None:
        self.server = server
        self._client = _connected(server)
        try:
            _sign_in(self._client, server, credentials)
        except BaseException:
            self._client.close()
            raise

    @property
    def largest(self) -> int:
        """The most octets the server takes in one message; 0 where it does not say."""
        stated = self._client.esmtp_features.get("size", "")
        return int(stated) if stated.isdigit() else 0

    @property
    def version(self) -> str:
        """The version of TLS that is spoken, or ""."""
        return str(getattr(self._client.sock, "version", str)() or "")

    def deliver(self, parcel: Parcel) -> str:
        """Hand over one message to its one recipient, octet for octet; the server's answer.

        Raises Refused, NotNow or InDoubt for this message, KnownProblem where the connection is gone or the sender not allowed.
        """
        if self.largest and len(parcel.data) > self.largest:
            raise Refused(f"{self.server} takes no message of {len(parcel.data) // 1024:,} KB.")
        try:
            self._open_envelope(parcel)
        except smtplib.SMTPServerDisconnected as error:
            raise _lost(self.server) from error
        except OSError as error:
            raise problem(error, self.server) from error
        return self._hand_over(parcel)

    def close(self) -> None:
        """Say good-bye."""
        with suppress(OSError, smtplib.SMTPException):
            self._client.quit()
        self._client.close()

    def _open_envelope(self, parcel: Parcel) -> None:
        code, answer = self._client.mail(parcel.sender, [f"size={len(parcel.data)}"] if self.largest else [])
        self._judge(code, answer, f"{self.server} does not let this account send as {parcel.sender}", whole_run=True)
        code, answer = self._client.rcpt(parcel.recipient)
        self._judge(code, answer, f"{self.server} does not take mail for {parcel.recipient}")
        code, answer = self._client.docmd("DATA")
        self._judge(code, answer, f"{self.server} did not take the message to {parcel.recipient}", good=354)

    def _hand_over(self, parcel: Parcel) -> str:
        """Everything from here on may have reached the server even where no answer comes back."""
        body = _LONE_DOT.sub(b"..", parcel.data)
        try:
            self._client.send(body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            code, answer = self._client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._client.close()
            raise InDoubt(f"The connection to {self.server} was lost while it was handed over.") from error
        self._judge(code, answer, f"{self.server} did not take the message to {parcel.recipient}")
        return _words(answer)

    def _judge(self, code: int, answer: bytes, sentence: str, *, good: int = 250, whole_run: bool = False) -> None:
        """Go on where the server says yes; else say what kind of no it is."""
        if code == good or (good == 250 and code == 251):
            return
        said = f"{sentence}. It says: {code} {_words(answer)}"
        if code == 421:
            self._client.close()
            raise _lost(self.server)
        with suppress(smtplib.SMTPException, OSError):
            self._client.rset()
        if 400 <= code < 500:
            raise NotNow(said)
        if whole_run:
            raise KnownProblem("mail.sender", said, "Check the account's address: it must be the one that signs in, or one it may send as.")
        raise Refused(said)


def _connected(server: Server) -> smtplib.SMTP:
    check_private(server)
    try:
        if server.security == Security.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, _HELLO, timeout=TIMEOUT, context=tls())
        client = smtplib.SMTP(server.host, server.port, _HELLO, timeout=TIMEOUT)
        if server.security == Security.STARTTLS:
            _begin_tls(client, server)
    except smtplib.SMTPException as error:
        raise _lost(server) from error
    except OSError as error:
        raise problem(error, server) from error
    return client


def _begin_tls(client: smtplib.SMTP, server: Server) -> None:
    try:
        client.ehlo_or_helo_if_needed()
        if not client.has_extn("starttls"):
            raise no_starttls(server)
        client.starttls(context=tls())
    except BaseException:
        client.close()
        raise


def _sign_in(client: smtplib.SMTP, server: Server, credentials: Credentials | None) -> None:
    try:
        client.ehlo_or_helo_if_needed()
        if credentials is None:
            return
        if credentials.token:
            if "XOAUTH2" not in client.esmtp_features.get("auth", "").upper().split():
                raise cannot_sign_in(server, credentials.login)
            # A refused token is explained in a challenge that wants an empty answer before the refusal itself comes.
            client.auth("XOAUTH2", lambda challenge=None: credentials.xoauth2 if challenge is None else "")
        else:
            _sign_in_by_password(client, credentials)
    except smtplib.SMTPAuthenticationError as error:
        raise login_refused(server, credentials.login if credentials else "", f"{error.smtp_code} {_words(error.smtp_error)}") from error
    except smtplib.SMTPServerDisconnected as error:
        raise _lost(server) from error
    except smtplib.SMTPException as error:
        raise cannot_sign_in(server, credentials.login if credentials else "") from error
    except OSError as error:
        raise problem(error, server) from error


def _sign_in_by_password(client: smtplib.SMTP, credentials: Credentials) -> None:
    if "PLAIN" not in client.esmtp_features.get("auth", "").upper().split():
        client.login(credentials.login, credentials.password)
        return
    # smtplib's own way knows ASCII only; RFC 4616 says UTF-8.
    words = base64.b64encode(f"\0{credentials.login}\0{credentials.password}".encode()).decode("ascii")
    code, answer = client.docmd("AUTH", f"PLAIN {words}")
    if code not in (235, 503):
        raise smtplib.SMTPAuthenticationError(code, answer)


def _words(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return clean(text, limit=200)


def _lost(server: Server) -> KnownProblem:
    return KnownProblem("mail.lost", f"{server} closed the connection.", "Try again; where it stays so, ask who runs the server.")
