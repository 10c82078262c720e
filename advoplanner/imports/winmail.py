"""The answer in a winmail.dat, which Exchange sends instead of a calendar part when it takes the receiver for Outlook.

The layout is Microsoft's: MS-OXTNEF for the container, MS-OXOCAL 2.2.1.27 for the identity of the event.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIGNATURE = b"\x78\x9f\x3e\x22"

_MESSAGE_CLASS = 0x00078008
_GLOBAL_ID = bytes.fromhex("040000008200E00074C5B7101A82E008")
_FOREIGN = b"vCal-Uid\x01\x00\x00\x00"
_MAX_ID = 1024
# The class as Outlook names it and as TNEF's own table shortens it.
_ANSWERS = {
    b"ipm.schedule.meeting.resp.pos": "ACCEPTED",
    b"ipm.schedule.meeting.resp.neg": "DECLINED",
    b"ipm.schedule.meeting.resp.tent": "TENTATIVE",
    b"ipm.microsoft schedule.mtgrespp": "ACCEPTED",
    b"ipm.microsoft schedule.mtgrespn": "DECLINED",
    b"ipm.microsoft schedule.mtgrespa": "TENTATIVE",
}


@dataclass(frozen=True, slots=True)
class WinmailAnswer:
    """`rid` is the date of the one instance it is about (20270318), empty for the whole event."""

    uid: str
    partstat: str
    rid: str


def read_winmail(data: bytes) -> WinmailAnswer | None:
    """The answer in the octets of a winmail.dat; None where it holds none or cannot be read."""
    partstat = _ANSWERS.get(_message_class(data).rstrip(b"\0 ").lower(), "")
    at = data.find(_GLOBAL_ID)
    if not data.startswith(SIGNATURE) or not partstat or at < 0 or len(data) < at + 40:
        return None
    year, month, day = struct.unpack(">HBB", data[at + 16 : at + 20])
    (size,) = struct.unpack("<I", data[at + 36 : at + 40])
    held = data[at + 40 : at + 40 + size]
    if size > _MAX_ID or len(held) < size:
        return None
    rid = f"{year:04d}{month:02d}{day:02d}" if year else ""
    if held.startswith(_FOREIGN):
        return WinmailAnswer(held[len(_FOREIGN) :].split(b"\0")[0].decode("utf-8", "replace"), partstat, rid)
    whole = data[at : at + 16] + b"\0\0\0\0" + data[at + 20 : at + 40] + held
    return WinmailAnswer(whole.hex().upper(), partstat, rid)


def _message_class(data: bytes) -> bytes:
    """The value of attMessageClass, walking the attributes: level (1), id (4), length (4), value, checksum (2)."""
    at = 6
    while at + 9 <= len(data):
        name, length = struct.unpack("<II", data[at + 1 : at + 9])
        if name == _MESSAGE_CLASS:
            return data[at + 9 : at + 9 + length]
        at += 9 + length + 2
    return b""
