"""Every row of a file with what becomes of it, in words: for the preview, and for the report afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from advoplanner.core.text import listed
from advoplanner.imports.header_words import FIELDS
from advoplanner.imports.matching import Match
from advoplanner.services.imports import ImportPreview

KIND_WORDS = {"new": "New", "update": "Update", "same": "No change", "duplicate": "Duplicate", "problem": "Problem"}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file in the preview; `taken` is None where there is nothing to take.

    `shares` is an address that somebody else has too; `owns` says that this person is to own it.
    """

    id: str
    row: int
    kind: str
    name: str
    company: str
    email: str
    words: str
    look: bool
    taken: bool | None
    shares: str = ""
    owns: bool = False


def import_rows(seen: ImportPreview) -> list[ImportRow]:
    """Every row of the file: those that are people, and those that could not be read."""
    told: dict[int, list[str]] = {}
    for row, why in seen.file.problems:
        told.setdefault(row, []).append(why)
    rows = [_row(index, match, told.pop(match.draft.row, [])) for index, match in enumerate(seen.matches)]
    rows += [ImportRow(f"r{row}", row, "problem", "", "", "", " ".join(whys), True, None) for row, whys in told.items()]
    return sorted(rows, key=lambda each: each.row)


def field_word(field: str) -> str:
    """What a field is called on screen."""
    return FIELDS.get(field, "Name" if field == "display_name" else field)


def report_cells(row: ImportRow) -> tuple[str, ...]:
    """A row as one line of the report."""
    what = "Left out" if row.taken is False else KIND_WORDS[row.kind]
    return (str(row.row), row.name, row.company, row.email, what, row.words)


def _row(index: int, match: Match, problems: list[str]) -> ImportRow:
    draft = match.draft
    kind = "same" if match.kind == "update" and not match.changes else match.kind
    words = [match.why] if match.why else []
    if match.kind == "update" and match.fills:
        words.append(f"Adds {listed([field_word(field).lower() for field in match.fills])}.")
    if match.kind == "update" and match.conflicts:
        words.append(f"Differs in {listed([field_word(field).lower() for field in match.conflicts])}.")
    return ImportRow(
        str(index), draft.row, kind, draft.display_name, draft.organisation, next(iter(draft.emails), ""), " ".join((*words, *problems)),
        match.look or bool(problems), None if kind == "problem" else True,
        match.shares,
    )  # fmt: skip
