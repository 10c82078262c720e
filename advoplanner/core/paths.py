"""Files: names that are safe everywhere, and writing that leaves either the old file or the new one."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from advoplanner.core.errors import KnownProblem
from advoplanner.core.text import clean

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
_MAX_BYTES = 120


def safe_name(text: str, fallback: str = "untitled") -> str:
    """`text` as one file name without its ending: no separators, no reserved names, at most 120 bytes."""
    name = _FORBIDDEN.sub(" ", clean(text))
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    name = " ".join(name.split()).strip(". ")
    while len(name.encode()) > _MAX_BYTES:
        name = name[:-1]
    name = name.strip(". ")
    if name.split(".")[0].lower() in _RESERVED:
        name = f"_{name}"
    return name or fallback


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that becomes `path` only when the block ends well; raises KnownProblem with words.

    The text goes to `<name>.part` in the same folder first, so a crash, a full disk or Cancel keeps the old file.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    except OSError as error:
        raise file_problem(error, path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> Path:
    """Write `data` to `path`, all or nothing."""
    with replacing(path) as out:
        out.write(data)
    return path


def file_problem(error: OSError, path: Path) -> KnownProblem:
    """The sentence for an operating system's refusal at `path`."""
    if error.errno == errno.ENOSPC:
        return KnownProblem("files.full", f"The disk is full; “{path.name}” was not written.", "Free some space, or choose another folder.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return KnownProblem(
            "files.denied", f"“{path}” may not be written: the folder is read-only or the file is open elsewhere.", "Choose another folder or name."
        )
    if error.errno == errno.ENOENT:
        return KnownProblem("files.missing", f"“{path}” does not exist.", "Check the path.")
    if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return KnownProblem("files.kind", f"“{path}” is not the kind of file or folder that is needed here.", "Choose another path.")
    return KnownProblem("files.failed", f"“{path}” could not be used: {error.strerror or error}.", "Choose another path.")


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of `path`, at most `limit`; raises KnownProblem where missing, unreadable or larger."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise KnownProblem("files.large", f"“{path.name}” is larger than {limit // 1_000_000} MB.", "Split it, or remove what is not needed.")
        return path.read_bytes()
    except OSError as error:
        raise file_problem(error, path) from error
