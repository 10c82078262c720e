"""One event's documents as files, and as pages to look at before anything is printed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed
from advoplanner.domain.documents import Pack
from advoplanner.exports.documents import Written, audience_of, document, write_document, write_documents
from advoplanner.services import documents, workspace
from advoplanner.services.context import Workspace

WHOLE_LIST = frozenset({"guests", "report"})
"""Documents about everybody on the list; the others are about those who are expected."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Files written, and sentences on what to look at: names that had to shrink, what was left out and why."""

    files: tuple[Written, ...]
    problems: tuple[str, ...]


def export(
    ws: Workspace,
    event_id: str,
    folder: Path,
    *,
    only: Iterable[str] = (),
    paper: str | None = None,
    audience: str | None = None,
    progress: Progress = QUIET,
) -> ExportReport:
    """Write documents into `folder`: all of them, or those named; each for its usual readers unless `audience` says otherwise.

    Raises RuleBroken for a document that this audience may not read, KnownProblem where a file cannot be written.
    """
    packs: dict[str, Pack] = {}

    def pack_for(key: str, reader: str) -> Pack:
        name = f"{reader}.{key in WHOLE_LIST}"
        if name not in packs:
            packs[name] = documents.pack(ws, event_id, reader, everybody=key in WHOLE_LIST)
        return packs[name]

    chosen_paper = paper or workspace.info(ws).paper
    files = write_documents(pack_for, folder, only=only, audience=audience or "", paper=chosen_paper, progress=progress)
    hidden = [words for pack in packs.values() for words in pack.hidden]
    return ExportReport(tuple(files), tuple(dict.fromkeys([*_problems(files), *hidden])))


def preview(ws: Workspace, event_id: str, key: str, *, paper: str | None = None, audience: str = "") -> tuple[bytes, Written]:
    """One document as PDF bytes, with what there is to say about it; writes nothing that stays."""
    reader = audience_of(document(key), audience)
    pack = documents.pack(ws, event_id, reader, everybody=key in WHOLE_LIST)
    with tempfile.TemporaryDirectory() as folder:
        written = write_document(key, pack, Path(folder), paper=paper or workspace.info(ws).paper)[0]
        return written.path.read_bytes(), written


def _problems(files: Iterable[Written]) -> list[str]:
    """The sentences of all documents, each once with the documents it concerns."""
    where: dict[str, list[str]] = {}
    for file in files:
        for problem in file.problems:
            titles = where.setdefault(problem, [])
            titles += [title for title in [document(file.document).title] if title not in titles]
    return [f"{listed(titles)}: {problem}" for problem, titles in where.items()]
