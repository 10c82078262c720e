"""Where a workspace lies: network drives and folders that a program synchronises can damage it, so they are named."""

from __future__ import annotations

import sys
from pathlib import Path

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "fuse.davfs", "fuse.rclone"})
"""Kinds of file system on which a write-ahead log does not work (sqlite.org, wal.html)."""

SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "mobile documents", "nextcloud", "owncloud", "syncthing", "box sync")
"""Words in the names of folders that programs copy while a workspace is written."""


def warning(path: Path) -> str:
    """One sentence where the folder of `path` is a risky place, "" where nothing speaks against it."""
    folder = path.resolve().parent
    for part in folder.parts:
        if any(word in part.lower() for word in SYNCED):
            return f"“{part}” is copied by another program while you work, which can damage a workspace; keep it in a folder of this computer."
    if _on_network(folder):
        return "This folder lies on another computer, where a workspace can be damaged; keep it in a folder of this computer."
    return ""


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        return str(folder).startswith("\\\\")
    return _file_system(folder, _mounts()) in NETWORK


def _mounts() -> list[tuple[str, str]]:
    """(folder, kind) of what is mounted; empty where the system does not tell."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(fields[1].replace("\\040", " "), fields[2]) for fields in map(str.split, lines) if len(fields) > 2]


def _file_system(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """The kind of the mount that lies deepest above `folder`."""
    above = [(len(mounted), kind) for mounted, kind in mounts if folder.is_relative_to(mounted)]
    return max(above)[1] if above else ""
