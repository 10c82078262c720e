"""The parts of a mail that may hold an answer, found without entering forwarded messages or bounces."""

from __future__ import annotations

import email
import email.policy
import html
import re
from dataclasses import dataclass
from datetime import UTC
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

from advoplanner.imports.calendar_lines import decoded

MAX_DEPTH = 16
MAX_PARTS = 256

# Seen from Python's mail package for damaged messages, besides the errors it documents.
DAMAGED = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError, UnicodeError)

_MAX_HEADER = 5000
_MAX_COMPARISONS = 3_000_000
_LONG_HEADER = re.compile(rb"^content-(?:type|disposition):.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_MAX_TEXT = 200_000
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_CALENDAR_TYPES = ("text/calendar", "application/ics", "text/x-vcalendar")


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The octets of a part, with the charset and method that its header names."""

    data: bytes
    charset: str
    method: str
    is_winmail: bool = False


@dataclass(frozen=True, slots=True)
class Bounce:
    """A notice that mail could not be delivered: to whom, and what is left of the message."""

    addresses: tuple[str, ...]
    returned: Message | None


def parsed(data: bytes) -> Message:
    """The message in `data`; raises ValueError for one built to keep the reader busy: every line is held against every boundary,
    and the time for a header grows with the square of its length."""
    if data.count(b"boundary") * data.count(b"\n") > _MAX_COMPARISONS:
        raise ValueError("parts within parts without end")
    if any(found.end() - found.start() > _MAX_HEADER for found in _LONG_HEADER.finditer(data)):
        raise ValueError("a header without end")
    return email.message_from_bytes(data, policy=email.policy.compat32)


def calendar_parts(message: Message) -> list[CalendarPart]:
    """Parts that may hold a calendar, those first that name a method, then text/calendar, then as they come."""
    found = [
        (_rank(part), CalendarPart(_octets(part), _param(part, "charset"), _param(part, "method"), _is_winmail(part))) for part in _leaves(message)
    ]
    return [part for rank, part in sorted(((r, p) for r, p in found if r is not None), key=lambda entry: entry[0])]


def bounce_of(message: Message) -> Bounce | None:
    """The bounce that this message is; None for anything else, reading receipts and notices of delay included."""
    named = _addresses(message, "X-Failed-Recipients")
    report = next((part for part in _walk(message) if part.get_content_type() == "multipart/report"), None)
    if report is None:
        return Bounce(tuple(named), None) if named else None
    if _param(report, "report-type").lower() not in ("", "delivery-status"):
        return None
    parts = [part for part in report.get_payload() if isinstance(part, Message)] if report.is_multipart() else []
    fields = [field for part in parts if part.get_content_type() == "message/delivery-status" for field in _fields(part)]
    actions = {str(field.get("Action", "")).strip().lower() for field in fields} - {""}
    if actions and "failed" not in actions:
        return None
    failed = [field for field in fields if str(field.get("Action", "failed")).strip().lower() == "failed"]
    addresses = [str(f.get("Final-Recipient") or f.get("Original-Recipient") or "").rpartition(";")[2].strip().strip("<>").lower() for f in failed]
    returned = next((inner for part in parts if part.get_content_type() == "message/rfc822" for inner in _fields(part)), None)
    return Bounce(tuple(dict.fromkeys([a for a in addresses if "@" in a] or named)), returned)


def from_address(message: Message) -> str:
    """The address in From, lower case; empty where there is none."""
    return next(iter(_addresses(message, "From")), "")


def header(message: Message, name: str) -> str:
    """A header as text on one line, encoded words undone where they can be."""
    return _undone(str(message.get(name, ""))[:_MAX_HEADER])


def from_name(message: Message) -> str:
    """What the sender is called, "" where the header does not say.

    The encoded words are undone last: a comma in one would else end the name.
    """
    try:
        return _undone(parseaddr(str(message.get("From", ""))[:_MAX_HEADER])[0])
    except DAMAGED:
        return ""


def _undone(raw: str) -> str:
    try:
        raw = str(make_header(decode_header(raw)))
    except DAMAGED:
        raw = raw.encode("utf-8", "replace").decode("utf-8", "replace")
    return " ".join(raw.split())


def text_of(message: Message) -> str:
    """What a person reads in the message: its plain text, else its HTML without the tags; "" where there is neither."""
    leaves = _leaves(message)
    for wanted in ("text/plain", "text/html"):
        part = next((p for p in leaves if p.get_content_type() == wanted and not _file_name(p)), None)
        if part is not None:
            text = decoded(_octets(part)[:_MAX_TEXT], _param(part, "charset"))
            return _without_tags(text) if wanted == "text/html" else text
    return ""


def references(message: Message) -> tuple[str, ...]:
    """The Message-IDs that the message answers."""
    words = f"{message.get('In-Reply-To', '')} {message.get('References', '')}"[:_MAX_HEADER]
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(words)))[:50]


def _without_tags(text: str) -> str:
    for name in ("head", "style", "script"):
        text = _without(name, text)
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _without(name: str, text: str) -> str:
    """`text` without the elements of a name and all in them; one that never ends takes the rest along."""
    kept, place, lower = [], 0, text.lower()
    while (start := lower.find(f"<{name}", place)) >= 0:
        kept.append(text[place:start])
        end = lower.find(f"</{name}", start)
        place = len(text) if end < 0 else end
    return "".join([*kept, text[place:]])


def date_text(message: Message) -> str:
    """The Date header in UTC as 20270318T080000Z, empty where it is none."""
    try:
        when = parsedate_to_datetime(str(message.get("Date", "")))
        return f"{when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    except (*DAMAGED, OverflowError):
        return ""


def _walk(message: Message) -> list[Message]:
    """Parts in document order; messages inside are not entered, nor is anything beyond the limits."""
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting and len(found) < MAX_PARTS:
        part, depth = waiting.pop()
        found.append(part)
        kind = part.get_content_type()
        if part.is_multipart() and depth < MAX_DEPTH and not kind.startswith("message/") and kind != "multipart/report":
            inner = [p for p in part.get_payload() if isinstance(p, Message)]
            waiting += [(p, depth + 1) for p in reversed(inner)]
    return found


def _leaves(message: Message) -> list[Message]:
    return [part for part in _walk(message) if not part.is_multipart()]


def _rank(part: Message) -> int | None:
    kind = part.get_content_type()
    name = _file_name(part).lower()
    if kind in _CALENDAR_TYPES or name.endswith(".ics"):
        return 0 if _param(part, "method") else 1 if kind == "text/calendar" else 2
    return 2 if _is_winmail(part) else None


def _is_winmail(part: Message) -> bool:
    return part.get_content_type() in ("application/ms-tnef", "application/vnd.ms-tnef") or _file_name(part).lower() == "winmail.dat"


def _file_name(part: Message) -> str:
    try:
        return part.get_filename("") or ""
    except DAMAGED:
        return ""


def _param(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
    except DAMAGED:
        return ""
    return str(value[2] if isinstance(value, tuple) else value).strip()


def _octets(part: Message) -> bytes:
    """The decoded body; as it stands where the declared encoding is a lie."""
    try:
        body = part.get_payload(decode=True)
    except DAMAGED:
        body = None
    plain = part.get_payload()
    raw = plain.encode("utf-8", "surrogateescape") if isinstance(plain, str) else b""
    if not isinstance(body, bytes) or (b"BEGIN:VCALENDAR" not in body.upper() and b"BEGIN:VCALENDAR" in raw.upper()):
        return raw
    return body


def _fields(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [p for p in inner if isinstance(p, Message)] if isinstance(inner, list) else []


def _addresses(message: Message, name: str) -> list[str]:
    try:
        return [address.strip().lower() for _, address in getaddresses([str(v)[:_MAX_HEADER] for v in message.get_all(name, [])]) if "@" in address]
    except DAMAGED:
        return []
