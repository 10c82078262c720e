"""Answers to invitations from files as they come: .ics, .eml, mailboxes and folders of them.

Nothing here raises for what a file holds: what cannot be read comes out as kind none, with the reason.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import Message
from itertools import islice
from pathlib import Path

from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import read_bytes
from advoplanner.core.text import clean
from advoplanner.domain.replies import Answer, MessageKind, ReadMessage
from advoplanner.imports import mail_parts, winmail
from advoplanner.imports.attendees import address_of, mail_address, name_in
from advoplanner.imports.calendar_lines import Block, Line, calendars, decoded, unescaped
from advoplanner.imports.calendar_times import Zones, end_text, utc_text, zones_of

MAX_OCTETS = 5_000_000
"""Larger files and messages are not read: an answer has a few thousand octets."""

READABLE = (".ics", ".eml", ".mbox", "winmail.dat")
"""Endings that are looked at in a folder; a file named outright is looked at whatever it is called."""

_YEAR = re.compile(rb"\b\d{4}\b")
_QUOTED_FROM = re.compile(rb">+From ")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_ENTRIES = 500
_MAX_ANSWERS = 5000
_MAX_TEXT = 20_000
_MAX_ROW = 100_000


def read(data: bytes, file_name: str = "") -> ReadMessage:
    """What the octets of one file or message say about an invitation."""
    if len(data) > MAX_OCTETS:
        return _nothing(data[:MAX_OCTETS], f"It is larger than {MAX_OCTETS // 1_000_000} MB, so it was not read.")
    try:
        found = _read(data, file_name.lower())
    except mail_parts.DAMAGED as error:
        return _nothing(data, f"It is damaged and could not be read ({type(error).__name__}).")
    return replace(found, digest=_digest(data))


def read_file(path: Path) -> ReadMessage:
    """What one file says; kind none with the reason where it cannot be opened."""
    try:
        return read(read_bytes(path, MAX_OCTETS), path.name)
    except KnownProblem as problem:
        return ReadMessage(MessageKind.NONE, str(problem))


def read_paths(paths: Iterable[Path]) -> Iterator[tuple[str, ReadMessage]]:
    """Each message of files, folders (with all below them) and mailboxes, with the name to list it under, in order of names.

    Messages of a mailbox are named `inbox.mbox#3`.
    """
    for path in paths:
        for file in _files(path):
            if file.suffix.lower() == ".mbox":
                yield from _mailbox(file)
            else:
                yield str(file), read_file(file)


def as_line(file: str, message: ReadMessage) -> dict[str, object]:
    """A message as `read-replies` prints it."""
    events = [{"rid": a.rid or None, "attendee": a.attendee, "partstat": a.partstat or None, "comment": a.comment or None} for a in message.events]
    proposed = list(message.proposed) if message.proposed else None
    return {"file": file, "kind": message.kind.value, "uid": message.uid or None, "events": events, "proposed": proposed}


def _read(data: bytes, file_name: str) -> ReadMessage:
    if data.startswith(winmail.SIGNATURE):
        return _from_winmail(data)
    if data.startswith(_OLE):
        return ReadMessage(MessageKind.NONE, "It is an Outlook message file; save it as .eml or drag the .ics out of it.")
    opening = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper()
    if opening == b"BEGIN:VCALENDAR" or file_name.endswith((".ics", ".vcs")):
        return _from_calendar(decoded(data), "")
    return _from_mail(mail_parts.parsed(data))


def _from_mail(message: Message) -> ReadMessage:
    bounce = mail_parts.bounce_of(message)
    found = _from_bounce(bounce) if bounce else _from_parts(message)
    return replace(
        found,
        message_id=mail_parts.header(message, "Message-ID"),
        date=mail_parts.date_text(message),
        from_address=mail_parts.from_address(message),
        from_name=clean(mail_parts.from_name(message), limit=120),
        automatic=mail_parts.header(message, "Auto-Submitted").lower() not in ("", "no"),
        subject=clean(mail_parts.header(message, "Subject"), limit=300),
        text=clean(mail_parts.text_of(message), lines=True, limit=_MAX_TEXT),
        references=mail_parts.references(message),
    )


def _from_parts(message: Message) -> ReadMessage:
    best = ReadMessage(MessageKind.NONE, "There is no calendar answer in it.")
    for part in mail_parts.calendar_parts(message):
        found = _from_winmail(part.data) if part.is_winmail else _from_calendar(decoded(part.data, part.charset), part.method)
        if found.kind != MessageKind.NONE:
            return found
        if found.uid or not best.uid:
            best = found
    return best


def _from_bounce(bounce: mail_parts.Bounce) -> ReadMessage:
    inner = _from_parts(bounce.returned) if bounce.returned is not None else ReadMessage(MessageKind.NONE)
    addresses = bounce.addresses or tuple(a.attendee for a in inner.events[:1])
    return ReadMessage(MessageKind.BOUNCE, "A message could not be delivered.", inner.uid, events=tuple(Answer(a) for a in addresses))


def _from_winmail(data: bytes) -> ReadMessage:
    answer = winmail.read_winmail(data)
    if answer is None:
        return ReadMessage(MessageKind.NONE, "It holds a winmail.dat without an answer that can be read.")
    return ReadMessage(MessageKind.REPLY, uid=answer.uid, events=(Answer("", answer.partstat, rid=answer.rid),))


def _from_calendar(text: str, method: str) -> ReadMessage:
    found = [calendar for calendar in calendars(text) if calendar.inside("VEVENT")]
    if not found:
        return ReadMessage(MessageKind.NONE, "There is no event in its calendar part." if text.strip() else "It is empty.")
    calendar = found[0]
    methods = calendar.all("METHOD")
    method = (methods[-1].value if methods else method).strip().upper()
    uid = _uid(calendar.inside("VEVENT")[0])
    entries = [entry for entry in calendar.inside("VEVENT")[:_MAX_ENTRIES] if _uid(entry) == uid]
    zones = zones_of(calendar)
    events = tuple(islice((answer for entry in entries for answer in _answers(entry, zones)), _MAX_ANSWERS))
    kind, why = _kind(method, uid, events)
    proposed = _proposed(entries[0], zones) if kind == MessageKind.COUNTER else None
    return ReadMessage(kind, why, uid, events=events, proposed=proposed)


def _kind(method: str, uid: str, events: tuple[Answer, ...]) -> tuple[MessageKind, str]:
    if not uid and method in ("REPLY", "COUNTER", "REFRESH"):
        return MessageKind.NONE, "It does not say which event it is about."
    if method == "REPLY" and not any(answer.reply for answer in events):
        return MessageKind.NONE, "It is a reply that says neither yes, no nor maybe."
    if method in ("REPLY", "COUNTER", "REFRESH", "REQUEST", "CANCEL"):
        return MessageKind(method.lower()), ""
    return (
        MessageKind.NONE,
        f"It is a calendar of the kind {clean(method, limit=20)}, not an answer." if method else "It does not say that it is an answer.",
    )


def _uid(entry: Block) -> str:
    line = entry.first("UID")
    return clean(unescaped(line.value), limit=1000) if line else ""


def _answers(entry: Block, zones: Zones) -> Iterator[Answer]:
    rid = utc_text(entry.first("RECURRENCE-ID"), zones)
    stamp = utc_text(entry.first("DTSTAMP"), zones)
    sequence = _number(entry.first("SEQUENCE"))
    comment = "\n".join(filter(None, (clean(line.text, lines=True) for line in entry.all("COMMENT"))))
    for line in entry.all("ATTENDEE"):
        said = comment or clean(unescaped(line.params.get("X-RESPONSE-COMMENT", "")), lines=True)
        yield Answer(
            attendee=address_of(line),
            partstat=line.params.get("PARTSTAT", "").strip().upper(),
            comment=said,
            rid=rid,
            delegated_to=mail_address(line.params.get("DELEGATED-TO", "").strip('"')),
            sent_by=mail_address(line.params.get("SENT-BY", "")),
            sequence=sequence,
            dtstamp=stamp,
            name=name_in(line.params.get("CN", "")),
        )


def _number(line: Line | None) -> int | None:
    found = re.match(r"\s*(\d{1,9})\s*$", line.value) if line else None
    return int(found[1]) if found else None


def _proposed(entry: Block, zones: Zones) -> tuple[str, str] | None:
    start = utc_text(entry.first("DTSTART"), zones)
    return (start, end_text(start, entry.first("DTEND"), entry.first("DURATION"), zones)) if start else None


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(READABLE) and not name.startswith("."))


def _mailbox(path: Path) -> Iterator[tuple[str, ReadMessage]]:
    number = 0
    try:
        with open(path, "rb") as box:
            for data in _messages(iter(lambda: box.readline(_MAX_ROW), b"")):
                number += 1
                yield f"{path}#{number}", read(data, "")
    except OSError as error:
        yield str(path), ReadMessage(MessageKind.NONE, f"“{path.name}” could not be opened: {error.strerror or error}.")
        return
    if not number:
        yield str(path), ReadMessage(MessageKind.NONE, "There is no message in it.")


def _messages(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The messages of a mailbox (mboxrd), read line by line so that its size does not matter."""
    kept: list[bytes] | None = None
    size, after_blank = 0, True
    for line in lines:
        if after_blank and line.startswith(b"From ") and _YEAR.search(line[:300]):
            if kept is not None:
                yield b"".join(kept)
            kept, size = [], 0
        elif kept is not None and size <= MAX_OCTETS:
            kept.append(line[1:] if _QUOTED_FROM.match(line) else line)
            size += len(line)
        after_blank = not line.strip()
    if kept is not None:
        yield b"".join(kept)


def _nothing(data: bytes, why: str) -> ReadMessage:
    return ReadMessage(MessageKind.NONE, why, digest=_digest(data))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
