"""Ways for messages to leave, behind one small protocol, and the three ways in which handing one over can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from advoplanner.core.paths import write_bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message as it leaves: whom it is from and to, its octets, and the name of its file. `entry` is its calendar entry."""

    sender: str
    recipient: str
    data: bytes
    file_name: str
    entry: bytes = b""


class Undelivered(Exception):
    """One message was not taken; `sentence` says why. The others may go on."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Undelivered):
    """It will never be taken as it is: the address is wrong, or the message is not liked."""


class NotNow(Undelivered):
    """It may be taken later."""


class InDoubt(Undelivered):
    """It was handed over, but no answer came: nobody here can know whether it left."""


class Transport(Protocol):
    """Opened by whoever made it."""

    def deliver(self, parcel: Parcel) -> str:
        """Hand over one message; what was answered. Raises an Undelivered for this message, a KnownProblem for all."""
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...


Connect = Callable[[], Transport]


class DraftFolder:
    """A folder of .eml files that a mail program opens as messages to send; with `entries` the .ics stands beside each."""

    def __init__(self, folder: Path, *, entries: bool = False) -> None:
        self._folder = folder
        self._entries = entries

    def deliver(self, parcel: Parcel) -> str:
        """Write the file, all or nothing; its path."""
        path = write_bytes(self._folder / parcel.file_name, parcel.data)
        if self._entries and parcel.entry:
            write_bytes(path.with_suffix(".ics"), parcel.entry)
        return str(path)

    def close(self) -> None:
        return None
