"""What the import dialog works on: the source, the choices made so far, and the rows of the preview in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advoplanner.core.progress import Progress
from advoplanner.core.text import listed, plural
from advoplanner.imports.headers import Mapping
from advoplanner.imports.profiles import recall
from advoplanner.services import imports
from advoplanner.services.import_rows import KIND_WORDS, ImportRow
from advoplanner.services.imports import ImportPreview

KIND_STATES = {"new": "good", "update": "accent", "same": "quiet", "duplicate": "warn", "problem": "bad"}


@dataclass(frozen=True, slots=True)
class Source:
    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decided about reading the file; empty where the program found it out."""

    mapping: Mapping | None = None
    encoding: str = ""
    delimiter: str = ""
    date_order: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was read; `remembered` says that the columns are as they were chosen before."""

    seen: ImportPreview
    remembered: bool = False


def look(workspace: Any, source: Source, choices: Choices, folder: Path | None, progress: Progress) -> Look:
    """Read and compare a file; without a mapping by hand, the one remembered for its columns is used."""
    options: dict[str, Any] = {
        "encoding": choices.encoding or None, "delimiter": choices.delimiter or None, "date_order": choices.date_order or None, "progress": progress,
    }  # fmt: skip
    seen = imports.preview(workspace, source.data, source.name, choices.mapping, **options)
    if choices.mapping is not None:
        return Look(seen)
    known = recall(folder, [column.header for column in seen.file.mapping.columns])
    if known is None or known.columns == seen.file.mapping.columns:
        return Look(seen, known is not None)
    return Look(imports.preview(workspace, source.data, source.name, known, **options), True)


def counts_in_words(rows: Iterable[ImportRow]) -> str:
    """ "530 new, 3 updated, 5 duplicates in the file and 2 with a problem; 4 left out, 12 without an e-mail address." """
    every = list(rows)
    number = {kind: sum(each.kind == kind and each.taken is not False for each in every) for kind in KIND_WORDS}
    parts = [f"{number['new']:,} new"]
    parts += [f"{number['update']:,} with something to add"] if number["update"] else []
    parts += [f"{number['same']:,} known without a change"] if number["same"] else []
    parts += [plural(number["duplicate"], "duplicate in the file", "duplicates in the file")] if number["duplicate"] else []
    parts += [f"{number['problem']:,} with a problem"] if number["problem"] else []
    left_out = sum(each.taken is False for each in every)
    silent = sum(each.taken is not None and not each.email for each in every)
    more = [f"{left_out:,} left out"] if left_out else []
    more += [f"{silent:,} without an e-mail address"] if silent else []
    return f"{listed(parts)}{'; ' if more else ''}{listed(more)}."


def people_to_come(rows: Iterable[ImportRow], with_event: bool) -> int:
    """How many people the button brings: new and changed ones; with an event, known ones too."""
    kinds = {"new", "update"} | ({"same"} if with_event else set())
    return sum(each.kind in kinds and each.taken is True for each in rows)


def conflict_counts(seen: ImportPreview) -> dict[str, int]:
    """Fields in which the file and the directory differ, with the number of people."""
    found: dict[str, int] = {}
    for match in seen.matches:
        if match.kind == "update":
            for field in match.conflicts:
                found[field] = found.get(field, 0) + 1
    return found
