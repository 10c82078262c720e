"""Mail accounts: which server takes and keeps the mail of an address, how it is spoken to, and who signs in. No secret is in here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import whole
from advoplanner.domain.invitations import check_address


class Security(StrEnum):
    """How a connection is kept from others' eyes: TLS from the first octet, TLS after STARTTLS, or not at all (this computer only)."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class SignIn(StrEnum):
    """How one proves to be the account's owner."""

    PASSWORD = "password"  # noqa: S105 (a word, not a secret)
    MICROSOFT = "microsoft"
    GOOGLE = "google"
    NONE = "none"


SECURITY_WORDS = {Security.TLS: "TLS", Security.STARTTLS: "STARTTLS", Security.NONE: "None (this computer only)"}
SIGN_IN_WORDS = {
    SignIn.PASSWORD: "Password or app password",
    SignIn.MICROSOFT: "Microsoft 365, in the browser",
    SignIn.GOOGLE: "Google, in the browser",
    SignIn.NONE: "None (a relay of your own)",
}
OAUTH = frozenset({SignIn.MICROSOFT, SignIn.GOOGLE})

USUAL_PACE = 30
"""Messages a minute unless said otherwise: Exchange Online takes 30 a minute from one mailbox."""

MICROSOFT_DOMAINS = frozenset({"outlook.com", "hotmail.com", "live.com", "msn.com"})
GOOGLE_DOMAINS = frozenset({"gmail.com", "googlemail.com"})

_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")
_CLIENT_ID = re.compile(r"[A-Za-z0-9._-]{0,200}")


@dataclass(frozen=True, slots=True)
class Server:
    """One end of a connection."""

    host: str
    port: int
    security: str

    def __str__(self) -> str:
        return self.host


@dataclass(frozen=True, slots=True)
class MailAccount:
    """One account of a workspace. `sends` and `reads` are off until a person turns them on; `per_minute` is the most that leaves."""

    id: str
    address: str
    user: str = ""
    sign_in: str = SignIn.PASSWORD
    client_id: str = ""
    tenant: str = ""
    sends: bool = False
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = Security.STARTTLS
    per_minute: int = USUAL_PACE
    reads: bool = False
    imap_host: str = ""
    imap_port: int = 993
    imap_security: str = Security.TLS
    folder: str = "INBOX"

    @property
    def login(self) -> str:
        """The name one signs in with: the address where no other is given."""
        return self.user or self.address

    @property
    def smtp(self) -> Server:
        return Server(self.smtp_host, self.smtp_port, self.smtp_security)

    @property
    def imap(self) -> Server:
        return Server(self.imap_host, self.imap_port, self.imap_security)

    @property
    def keyring_name(self) -> str:
        """Under which its secret is kept: bound to the servers it was typed for, so that a changed server never receives it."""
        return f"{self.sign_in} {self.login} {self.smtp_host} {self.imap_host}"


def suggestion(address: str) -> dict[str, Any]:
    """Servers and way of signing in that an address suggests, to begin with; raises RuleBroken where it is none."""
    checked = check_address(address)
    domain = checked.rpartition("@")[2].lower()
    if domain in GOOGLE_DOMAINS:
        return {"address": checked, "sign_in": SignIn.GOOGLE, "smtp_host": "smtp.gmail.com", "imap_host": "imap.gmail.com"}
    if domain in MICROSOFT_DOMAINS or domain.endswith(".onmicrosoft.com"):
        return {"address": checked, "sign_in": SignIn.MICROSOFT, "smtp_host": "smtp.office365.com", "imap_host": "outlook.office365.com"}
    return {"address": checked, "smtp_host": f"smtp.{domain}", "imap_host": f"imap.{domain}"}


def checked_field(name: str, value: Any) -> Any:
    """The value of one field as it is kept; raises RuleBroken with the field's name."""
    if name in ("sends", "reads"):
        return bool(value)
    if name in ("smtp_port", "imap_port", "per_minute"):
        return _number(name, value)
    text = whole(str(value), _LIMITS[name], name.replace("_", " "))
    if name == "address":
        return check_address(text)
    if name in ("smtp_host", "imap_host"):
        return _host(name, text)
    if name in _CHOICES and text not in list(_CHOICES[name]):
        raise RuleBroken("accounts.choice", f"“{text}” is not one of the choices.", f"Choose one of: {', '.join(_CHOICES[name])}.", field=name)
    if name in ("client_id", "tenant") and not _CLIENT_ID.fullmatch(text):
        raise RuleBroken(
            "accounts.client", "This holds letters, digits, dots and dashes only.", "Copy it from your organisation's console.", field=name
        )
    return (text or "INBOX") if name == "folder" else text


def check_servers(account: MailAccount) -> None:
    """Refuse what would send a password or a guest list in the clear; raises RuleBroken with the field's name."""
    for name, server in (("smtp_security", account.smtp), ("imap_security", account.imap)):
        if server.security == Security.NONE and not is_loopback(server.host):
            sentence = f"Without TLS everybody on the way to {server.host or 'the server'} could read along."
            raise RuleBroken("accounts.plain", sentence, "Choose TLS or STARTTLS; “None” is for a server on this computer.", field=name)


def check_ready(account: MailAccount, *, sending: bool) -> None:
    """Raise RuleBroken where something is lacking that sending (or reading) needs."""
    check_servers(account)
    if not (account.smtp_host if sending else account.imap_host):
        what, field = ("sends", "smtp_host") if sending else ("keeps", "imap_host")
        raise RuleBroken(
            "accounts.server", f"The server that {what} the mail of {account.address} is not named.", "Fill it in in Settings.", field=field
        )
    if account.sign_in in OAUTH and not account.client_id:
        sentence = f"Signing in as {account.address} in the browser needs your organisation's client id."
        raise RuleBroken(
            "accounts.client", sentence, "Ask your administrator to register AdvoPlanner, then fill it in in Settings.", field="client_id"
        )


def is_loopback(host: str) -> bool:
    """Whether a host is this computer."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


_LIMITS = {
    "address": 254, "user": 254, "sign_in": 12, "client_id": 200, "tenant": 200, "smtp_host": 253, "smtp_security": 10, "imap_host": 253,
    "imap_security": 10, "folder": 300,
}  # fmt: skip
_CHOICES: dict[str, type[StrEnum]] = {"sign_in": SignIn, "smtp_security": Security, "imap_security": Security}
_RANGES = {"smtp_port": (1, 65535), "imap_port": (1, 65535), "per_minute": (1, 600)}
FIELDS = frozenset({*_LIMITS, *_RANGES, "sends", "reads"})


def _number(name: str, value: Any) -> int:
    low, high = _RANGES[name]
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if not low <= number <= high:
        raise RuleBroken("accounts.number", f"This is a whole number from {low} to {high}.", "The usual ports are 587, 465 and 993.", field=name)
    return number


def _host(name: str, text: str) -> str:
    host = text.rstrip(".")
    if not host or _HOST.fullmatch(host) or is_loopback(host):
        return host
    raise RuleBroken(
        "accounts.host", f"“{text}” is not the name of a server.", "Write it as smtp.example.com, without http:// or a port.", field=name
    )
