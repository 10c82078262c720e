"""Messages as octets (.eml): an invitation carries its calendar entry last among the alternatives and attached as a twin.

Whatever is not short, visible ASCII goes into a header as encoded words, the headers of the parts are constants, and what the
parts hold is encoded, so that no text can add a header or end a part. Python's EmailMessage is not used: it decodes what looks
encoded in a name, fails on some names, and puts spaces into long ones (3.11).
"""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache
from uuid import uuid4

from advoplanner.core.text import clean
from advoplanner.domain.invitations import Recipient, check_address

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>")
_LINE = 78
_SHORT = 60
_METHODS = ("REQUEST", "CANCEL", "DECLINECOUNTER")
_ATTACHMENT = (
    b"Content-Type: application/ics; name=invite.ics\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=invite.ics\r\n"
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a message comes from; for an invitation the organiser of its calendar entry."""

    name: str
    email: str


def new_message_id(sender: Sender) -> str:
    """A Message-ID that no other message has, in the sender's domain."""
    return f"<{uuid4().hex}@{check_address(sender.email).rpartition('@')[2]}>"


def invitation(
    sender: Sender,
    recipient: Recipient,
    subject: str,
    text: str,
    html: str | None,
    calendar: bytes,
    method: str,
    message_id: str,
    date: datetime,
    *,
    draft: bool = False,
) -> bytes:
    """One message to one person with `calendar` (octets from the calendar export) of METHOD `method`: REQUEST, CANCEL or DECLINECOUNTER.

    `draft` adds the mark by which Outlook opens the file as a message to send. `date` is aware. Raises RuleBroken for an
    address that mail cannot carry; ValueError where method, organiser or guest are not the calendar's own, or `message_id` is
    malformed: programs answer to the organiser only where that is the sender, and only for the one who was written to.
    """
    _check_fits(calendar, method, sender, recipient)
    encoded = _base64(calendar)
    kind = f"Content-Type: text/calendar; charset=utf-8; method={method}\r\nContent-Transfer-Encoding: base64\r\n"
    alternatives = [*_texts(text, html), kind.encode() + b"\r\n" + encoded]
    boundary = _boundary(message_id)
    body = _multipart("mixed", boundary, [_multipart("alternative", boundary + "a", alternatives), _ATTACHMENT + b"\r\n" + encoded])
    return _headers(sender, recipient, subject, message_id, date, draft) + body


def letter(
    sender: Sender,
    recipient: Recipient,
    subject: str,
    text: str,
    html: str | None,
    message_id: str,
    date: datetime,
    *,
    draft: bool = False,
) -> bytes:
    """One message to one person without a calendar entry (thanks, reminders, notes); arguments and errors as above."""
    parts = _texts(text, html)
    body = parts[0] if len(parts) == 1 else _multipart("alternative", _boundary(message_id), parts)
    return _headers(sender, recipient, subject, message_id, date, draft) + body


def _check_fits(calendar: bytes, method: str, sender: Sender, recipient: Recipient) -> None:
    lines = calendar.replace(b"\r\n ", b"").decode().split("\r\n")
    if method not in _METHODS or f"METHOD:{method}" not in lines:
        raise ValueError(f"the calendar entry is not a {method}")
    for name, address in (("ORGANIZER", sender.email), ("ATTENDEE", recipient.email)):
        found = [line for line in lines if line.startswith(f"{name};")]
        if len(found) != 1 or not found[0].endswith(f":mailto:{check_address(address)}"):
            raise ValueError(f"the calendar entry's {name} is not {address}")


def _headers(sender: Sender, recipient: Recipient, subject: str, message_id: str, date: datetime, draft: bool) -> bytes:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(f"not a Message-ID: {message_id!r}")
    if date.tzinfo is None:
        raise ValueError("date must be aware")
    lines = [
        _mailbox("From", sender.name, sender.email),
        _mailbox("To", recipient.name, recipient.email),
        _subject(clean(subject)),
        f"Date: {format_datetime(date)}\r\n".encode(),
        f"Message-ID: {message_id}\r\n".encode(),
        b"MIME-Version: 1.0\r\n",
    ]
    return b"".join([*lines, b"X-Unsent: 1\r\n" if draft else b""])


@lru_cache(maxsize=1024)
def _mailbox(field: str, name: str, address: str) -> bytes:
    """A From or To line with one mailbox; a name that is only the address again is left out."""
    checked = check_address(address)
    shown = clean(name, limit=200)
    if not shown or shown == checked:
        return f"{field}: {checked}\r\n".encode("ascii")
    phrase = f'"{shown}"' if _is_plain(shown) and not set(shown) & set('"\\') else _encoded(field, shown)
    separator = " " if len(field) + len(phrase) + len(checked) < _LINE - 5 else "\r\n "
    return f"{field}: {phrase}{separator}<{checked}>\r\n".encode("ascii")


def _subject(text: str) -> bytes:
    return f"Subject: {text if _is_plain(text) else _encoded('Subject', text)}\r\n".encode("ascii")


def _is_plain(text: str) -> bool:
    """Whether `text` may stand in a header as it is: short, visible ASCII, and not to be taken for encoded."""
    return len(text) <= _SHORT and text.isascii() and text.isprintable() and "=?" not in text


def _encoded(field: str, text: str) -> str:
    """`text` as RFC 2047 words, which hold nothing but letters, digits and a few signs; folded between characters."""
    return Header(text, "utf-8", maxlinelen=_LINE - 2, header_name=field).encode(linesep="\r\n")


def _texts(text: str, html: str | None) -> list[bytes]:
    parts = [_text_part("plain", text)]
    return [*parts, _text_part("html", html)] if html else parts


@lru_cache(maxsize=8)
def _text_part(subtype: str, text: str) -> bytes:
    lines = clean(text, lines=True).split("\n")
    encoded = binascii.b2a_qp("\r\n".join([*lines, ""]).encode(), istext=True)
    return f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode() + encoded


def _base64(data: bytes) -> bytes:
    return encodebytes(data).replace(b"\n", b"\r\n")


def _boundary(message_id: str) -> str:
    """A separator that neither base64 nor quoted-printable can contain: an underscore after an equals sign."""
    return f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:24]}"


def _multipart(subtype: str, boundary: str, parts: list[bytes]) -> bytes:
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode()
    separator = f"--{boundary}".encode()
    return head + b"".join(separator + b"\r\n" + part + b"\r\n" for part in parts) + separator + b"--\r\n"
