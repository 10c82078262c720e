"""What SMTP and IMAP share: verified TLS, how one signs in, and the sentences for everything that can go wrong on the way."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass

from advoplanner.core.errors import KnownProblem
from advoplanner.domain.mail_accounts import Security, Server, is_loopback

TIMEOUT = 30
"""Seconds in which a server has to answer."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who signs in, with a password or else with a token. Neither is ever shown: not in a repr, not in a log."""

    login: str
    password: str = ""
    token: str = ""

    def __repr__(self) -> str:
        return f"Credentials({self.login!r}, …)"

    @property
    def xoauth2(self) -> str:
        """The words by which a token is presented (SASL XOAUTH2)."""
        return f"user={self.login}\x01auth=Bearer {self.token}\x01\x01"


def tls() -> ssl.SSLContext:
    """Verifies chain and name against the system's authorities, TLS 1.2 at least.

    smtplib and imaplib verify nothing unless they are given such a context.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def check_private(server: Server) -> None:
    """Refuse to speak without TLS to anything but this computer; the last gate, whatever was checked before."""
    if server.security == Security.NONE and not is_loopback(server.host):
        raise KnownProblem("mail.plain", f"{server} would be spoken to without TLS, so nothing was sent.", "Choose TLS or STARTTLS in Settings.")


def no_starttls(server: Server) -> KnownProblem:
    """A server that was to begin TLS does not offer it."""
    sentence = f"{server} does not offer STARTTLS on port {server.port}, so nothing was sent and nobody signed in."
    return KnownProblem("mail.no_starttls", sentence, "Choose TLS (465 for sending, 993 for reading), or ask who runs the server.")


def login_refused(server: Server, login: str, answer: str = "") -> KnownProblem:
    """The server does not let one in."""
    said = f" It says: {answer}" if answer else ""
    hint = "Check the user's name and type the password again. Many providers want an app password, or sign-in in the browser."
    return KnownProblem("mail.login", f"{server} did not let {login} in.{said}", hint)


def cannot_sign_in(server: Server, login: str) -> KnownProblem:
    """The server offers no way of signing in that is to be used."""
    sentence = f"{server} offers no sign-in that fits the account of {login}."
    return KnownProblem("mail.sign_in_kind", sentence, "Choose another kind of sign-in, or TLS where it is off, in Settings.")


def problem(error: OSError, server: Server) -> KnownProblem:
    """The sentence for a connection that could not be made or was lost."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = (error.verify_message or "it cannot be verified").rstrip(".")
        sentence = f"The certificate of {server} cannot be trusted ({why}), so nothing was sent and nobody signed in."
        return KnownProblem("mail.certificate", sentence, "Check the server's name. If it is right, ask who runs the server: do not go on.")
    if isinstance(error, ssl.SSLError):
        sentence = f"{server} does not speak TLS on port {server.port} as expected."
        return KnownProblem("mail.tls", sentence, "Choose STARTTLS for port 587 or 143, TLS for 465 or 993.")
    if isinstance(error, socket.gaierror):
        return KnownProblem("mail.name", f"The server {server} was not found.", "Check its name, and whether this computer is online.")
    if isinstance(error, ConnectionRefusedError):
        return KnownProblem("mail.refused", f"Nothing answers on port {server.port} of {server}.", "Check the port and the server's name.")
    if isinstance(error, TimeoutError):
        sentence = f"{server} did not answer within {TIMEOUT} seconds."
        return KnownProblem("mail.timeout", sentence, "Check the network, the port, and whether a firewall is in between.")
    if isinstance(error, ConnectionError):
        return KnownProblem("mail.lost", f"The connection to {server} was lost.", "Try again.")
    return KnownProblem("mail.network", f"{server} could not be reached ({error.strerror or error}).", "Check whether this computer is online.")
