"""Files: names that are safe everywhere, and writing that leaves either the old file or the new one."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from advoplanner.core.errors import KnownProblem
from advoplanner.core.text import clean

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
_MAX_BYTES = 120
_MAX_SHOWN = 160
_NO_NAME = ("files.name", "This cannot be the name of a file.", "Check the path.")


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

    The text goes into a file without a name in the same folder first, or into `<name>.part` where the system has no such
    files: a crash, a kill, a full disk or Cancel keeps the old file.
    """
    if not path.name:
        raise KnownProblem(*_NO_NAME)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _nameless(path.parent) or open(part, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
            if out.name != str(part):
                _name(out, part)
        os.replace(part, path)
    except OSError as error:
        raise file_problem(error, path) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _nameless(folder: Path) -> IO[bytes] | None:
    """A file in `folder` that vanishes with its writer unless it is given a name; None where the system cannot do that."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir("/proc/self/fd"):
        return None
    try:
        return open(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "w+b")
    except OSError:
        return None


def _name(nameless: IO[bytes], path: Path) -> None:
    """Give a file of `_nameless` its name; where the system refuses, the text is copied."""
    path.unlink(missing_ok=True)
    try:
        # With a folder's descriptor the call follows the link below /proc to the file itself.
        os.link(f"/proc/self/fd/{nameless.fileno()}", path, src_dir_fd=nameless.fileno())
    except OSError:
        nameless.seek(0)
        with open(path, "wb") as copy:
            shutil.copyfileobj(nameless, copy)
            os.fsync(copy.fileno())


def check_folder(folder: Path) -> None:
    """Make `folder` where it is not there, and see that it takes files; raises KnownProblem before anything counts as written there."""
    try:
        if folder.exists() and not folder.is_dir():
            raise KnownProblem("files.kind", f"“{_shown(folder)}” is a file, and a folder is needed here.", "Choose another path.")
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise file_problem(error, folder) from error


def write_bytes(path: Path, data: bytes) -> Path:
    """Write `data` to `path`, all or nothing."""
    with replacing(path) as out:
        out.write(data)
    return path


def remove(path: Path) -> None:
    """Takes a file away where there is one; raises KnownProblem."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise file_problem(error, path) from error


def free_name(path: Path) -> Path:
    """`path`, or where that is taken the same name with the first free number: "Agenda (2).pdf"."""
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found


def is_there(path: Path) -> bool:
    """Whether a file stands at `path`; raises KnownProblem where a folder does, and where the system will not say."""
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise file_problem(error, path, reading=True) from error
    except ValueError as error:
        raise KnownProblem(*_NO_NAME) from error
    if stat.S_ISDIR(kind):
        raise _is_folder(path)
    return True


def check_readable(path: Path) -> None:
    """Raises KnownProblem where `path` is neither a file nor a folder that can be looked into."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            with os.scandir(path):
                pass
    except OSError as error:
        raise file_problem(error, path, reading=True) from error


def file_problem(error: OSError, path: Path, *, reading: bool = False) -> KnownProblem:
    """The sentence for an operating system's refusal to write at `path`, or where `reading` to look there."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return KnownProblem("files.full", f"The disk is full; “{path.name}” was not written.", "Free some space, or choose another folder.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        if reading:
            return KnownProblem("files.denied", f"“{_shown(path)}” may not be read.", "Check the rights of the file and its folder.")
        return KnownProblem(
            "files.denied",
            f"“{_shown(path)}” may not be written: the folder is read-only or the file is open elsewhere.",
            "Choose another folder or name.",
        )
    if error.errno == errno.ENOENT:
        return KnownProblem("files.missing", f"“{_shown(path)}” does not exist.", "Check the path.")
    if error.errno == errno.ENAMETOOLONG:
        return KnownProblem("files.name", f"“{_shown(path)}” is longer than the name of a file may be.", "Choose a shorter name.")
    if error.errno == errno.EISDIR:
        return _is_folder(path)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return KnownProblem("files.kind", f"“{_shown(path)}” cannot be: a part of the way there is a file.", "Choose another path.")
    return KnownProblem("files.failed", f"“{_shown(path)}” could not be used: {error.strerror or error}.", "Choose another path.")


def _is_folder(path: Path) -> KnownProblem:
    return KnownProblem("files.kind", f"“{_shown(path)}” is a folder, and a file is needed here.", "Add the name of a file.")


def _shown(path: Path) -> str:
    """A path as a sentence holds it: the end of a very long one."""
    text = str(path)
    return text if len(text) <= _MAX_SHOWN else f"…{text[-_MAX_SHOWN:]}"


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of `path`, at most `limit`; raises KnownProblem where missing, unreadable or larger."""
    try:
        with open(path, "rb") as source:
            # Pipes and devices have no size to ask for, so the limit is kept while reading.
            data = b"" if os.fstat(source.fileno()).st_size > limit else source.read(limit + 1)
            size = len(data) or os.fstat(source.fileno()).st_size
    except OSError as error:
        raise file_problem(error, path, reading=True) from error
    except ValueError as error:
        raise KnownProblem(*_NO_NAME) from error
    if size > limit:
        raise KnownProblem("files.large", f"“{path.name}” is larger than {limit // 1_000_000} MB.", "Split it, or remove what is not needed.")
    return data
