"""Mappings that a person made once, found again for every file with the same columns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from advoplanner.core.errors import AdvoError
from advoplanner.core.paths import write_bytes
from advoplanner.imports.header_words import letters
from advoplanner.imports.headers import Mapping, dump_profile, load_profile


def profile_path(folder: Path, headers: Sequence[str]) -> Path:
    """Where the mapping for these columns lies, whatever their order and spelling of case and accents."""
    signature = "\n".join(sorted(map(letters, headers)))
    return folder / f"{hashlib.sha256(signature.encode()).hexdigest()[:16]}.toml"


def recall(folder: Path | None, headers: Sequence[str]) -> Mapping | None:
    """The mapping made for these columns before; None where there is none, or where its file was spoilt."""
    if folder is None or not headers:
        return None
    path = profile_path(folder, headers)
    try:
        return load_profile(path).for_headers(headers) if path.is_file() else None
    except AdvoError:
        return None


def remember(folder: Path | None, mapping: Mapping) -> Path | None:
    """Keep a mapping for the next file with these columns; raises KnownProblem where it cannot be written."""
    if folder is None or not mapping.columns:
        return None
    path = profile_path(folder, [column.header for column in mapping.columns])
    return write_bytes(path, dump_profile(mapping).encode())
