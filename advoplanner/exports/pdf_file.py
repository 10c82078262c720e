"""A PDF file from the ground up: numbered objects, bundled and compressed, written as they come.

Written by us because archives and screen readers ask for a syntax that libraries leave to a second pass over the whole
file; here one pass is enough, nothing of a page is kept once it is closed, and the same content gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import IO

_BUNDLE = 200
"""Objects in one compressed bundle: more make a reader unpack much for little, fewer compress badly."""

_LITERAL = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


class PdfFile:
    """Objects of one PDF 1.7, written to `file` in the order in which they are put; `finish` makes it whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0
        self._digest = hashlib.sha256()
        self._places: list[tuple[int, int, int]] = [(0, 0, 0xFFFF)]
        self._bundle: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """The number of an object that is put later, so that others can refer to it."""
        self._places.append((0, 0, 0))
        return len(self._places) - 1

    def put(self, body: str, number: int = 0) -> int:
        """Add an object that is no stream; returns its number."""
        number = number or self.reserve()
        self._bundle.append((number, body.encode("ascii")))
        if len(self._bundle) == _BUNDLE:
            self._flush()
        return number

    def stream(self, entries: str, data: bytes, *, number: int = 0, packed: bool = True) -> int:
        """Add a stream with its dictionary's `entries`; `packed` compresses `data`, which pictures already are."""
        number = number or self.reserve()
        if packed:
            data, entries = zlib.compress(data), f"{entries}/Filter/FlateDecode"
        self._places[number] = (1, self._at, 0)
        # Two signs end the data, for of one alone nobody could tell whether it closes a line or belongs to data ending in half a line end.
        self._write(f"{number} 0 obj\n<<{entries}/Length {len(data)}>>\nstream\n".encode("ascii"), data, b"\r\nendstream\nendobj\n")
        return number

    def finish(self, catalog: int, info: int) -> None:
        """Write what a reader begins with: where each object stands. The file's identity follows from its content."""
        self._flush()
        number, at = self.reserve(), self._at
        self._places[number] = (1, at, 0)
        rows = b"".join(kind.to_bytes(1, "big") + place.to_bytes(5, "big") + part.to_bytes(2, "big") for kind, place, part in self._places)
        identity = self._digest.hexdigest()[:32].upper()
        self.stream(
            f"/Type/XRef/Size {len(self._places)}/W[1 5 2]/Root {catalog} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]", rows, number=number
        )
        self._write(f"startxref\n{at}\n%%EOF\n".encode("ascii"))

    def _flush(self) -> None:
        if not self._bundle:
            return
        bundle, self._bundle = self._bundle, []
        heads, at = [], 0
        for _, body in bundle:
            heads.append(at)
            at += len(body) + 1
        head = " ".join(f"{number} {start}" for (number, _), start in zip(bundle, heads, strict=True)).encode("ascii") + b"\n"
        holder = self.stream(f"/Type/ObjStm/N {len(bundle)}/First {len(head)}", head + b"\n".join(body for _, body in bundle))
        for index, (number, _) in enumerate(bundle):
            self._places[number] = (2, holder, index)

    def _write(self, *parts: bytes) -> None:
        for part in parts:
            self._file.write(part)
            self._digest.update(part)
            self._at += len(part)


def text_string(text: str) -> str:
    """`text` as a string object: read as it stands, whatever its letters."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_LITERAL)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def references(numbers: list[int]) -> str:
    """An array that refers to objects."""
    return f"[{' '.join(f'{n} 0 R' for n in numbers)}]"
