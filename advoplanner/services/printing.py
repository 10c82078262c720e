"""One event's documents as files, and as pages to look at before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from advoplanner.core.dates import moment_here
from advoplanner.core.errors import KnownProblem
from advoplanner.core.paths import write_bytes
from advoplanner.core.progress import QUIET, Progress
from advoplanner.core.text import listed
from advoplanner.domain.documents import EventFacts, Pack
from advoplanner.domain.prints import AGENDAS, Printout, part_marks, since_print
from advoplanner.domain.restrictions import Audience, LeftOut
from advoplanner.exports.documents import DOCUMENTS, Written, audience_of, document, draw_document, draw_page, file_name, write_documents
from advoplanner.exports.locking import check_password
from advoplanner.exports.stocks import Stock
from advoplanner.services import agenda_versions, documents, events, prints, workspace
from advoplanner.services.context import Workspace

WHOLE_LIST = frozenset({"guests", "report"})
"""Documents about everybody on the list; the others are about those who are expected."""

Options = Mapping[str, Mapping[str, Any]]
"""For a document what its writer takes beside the paper: `stock` and `start` of badges and tent cards, `shift`, `outline`, `both_sides`,
`code` and `crop` of badges."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Files written, and sentences on what to look at: names that had to shrink, what was left out and why."""

    files: tuple[Written, ...]
    problems: tuple[str, ...]
    failed: tuple[tuple[str, KnownProblem], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """One document as PDF; `problems` are to be looked at, `hidden` say what its readers do not see and why.

    `mark` stands for its content: the same document gives the same mark. `cards` are marks of its cards and lines.
    """

    document: str
    audience: str
    pdf: bytes
    pages: int
    problems: tuple[str, ...]
    hidden: tuple[str, ...]
    mark: str
    left_out: tuple[LeftOut, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)
    marked: bool = False
    """Whether what has changed since the last export is marked in it: those marks go with the next export."""


def export(
    ws: Workspace,
    event_id: str,
    folder: Path,
    *,
    only: Iterable[str] = (),
    paper: str | None = None,
    audience: str | None = None,
    progress: Progress = QUIET,
    options: Options | None = None,
    password: str = "",
    beside: bool = False,
) -> ExportReport:
    """Write documents into `folder`: all of them, or those named; each for its usual readers unless `audience` says otherwise.

    With a `password` every PDF is locked with it; it is kept nowhere. Raises RuleBroken for a document that this audience may not
    read and for a password that will not do, KnownProblem where no file can be written; where some can, the others are among the
    problems. With `beside` files that are there stay and new ones get a free name. What was written is remembered, so that later
    only what changed is printed again.
    """
    if password:
        check_password(password)
    chosen_paper = paper or workspace.info(ws).paper
    packs = Packs(ws, event_id, chosen_paper)
    failed: list[tuple[str, KnownProblem]] = []
    files = write_documents(
        packs, folder, only=only, audience=audience or "", paper=chosen_paper, progress=progress, options=options, password=password,
        beside=beside, failed=failed,
    )  # fmt: skip
    if not password:
        prints.remember(ws, event_id, _printouts(files, packs, chosen_paper, options or {}))
    said = [f"{problem} {problem.hint}".strip() for _, problem in failed]
    return ExportReport(tuple(files), tuple(dict.fromkeys([*said, *_problems(files), *packs.hidden()])), tuple(failed))


def _printouts(files: Iterable[Written], packs: Packs, paper: str, options: Options) -> list[Printout]:
    """The PDFs that were written, as marks; of chosen cards only theirs."""
    from advoplanner.exports.page_marks import page_marks

    made = []
    for file in files:
        if file.path.suffix == ".pdf":
            wanted = options.get(file.document, {}).get("guests")
            cards = part_marks(file.document, packs.plain(file.document, file.audience))
            if wanted is not None:
                made.append(Printout(file.document, file.audience, paper, "", {g: m for g, m in cards.items() if g in wanted}))
            else:
                data = _as_kept(file, packs, paper, options)
                made.append(Printout(file.document, file.audience, paper, sha256(data).hexdigest(), cards, page_marks(data)))
    return made


def _as_kept(file: Written, packs: Packs, paper: str, options: Options) -> bytes:
    """The document as it reads once it counts as exported: without marks of what had changed since the export before."""
    plain = packs.plain(file.document, file.audience)
    if packs(file.document, file.audience).changes == plain.changes:
        return file.path.read_bytes()
    drawn = BytesIO()
    draw_document(file.document, plain, drawn, paper=paper, options=options.get(file.document))
    return drawn.getvalue()


class Packs:
    """The packs of one event, each made once: for the documents about everybody, and for those about who is expected.

    What has changed since the last export on this paper is marked in them; without a paper only what the agenda's versions tell.
    """

    def __init__(self, ws: Workspace, event_id: str, paper: str = "") -> None:
        self._ws = ws
        self._event_id = event_id
        self._paper = paper
        self._made: dict[tuple[str, bool], Pack] = {}
        self._last = prints.last(ws, event_id) if paper else {}

    def __call__(self, key: str, audience: str) -> Pack:
        """The pack that a document is drawn from for its readers."""
        made = self.plain(key, audience)
        before = self._last.get((key, audience, self._paper))
        when = moment_here(before.at) if before is not None and before.at is not None else ""
        return replace(made, changes=since_print(key, made, before, when))

    def plain(self, key: str, audience: str) -> Pack:
        """The same pack without marks of what has changed since the last export."""
        name = (audience, key in WHOLE_LIST)
        if name not in self._made:
            self._made[name] = documents.pack(self._ws, self._event_id, audience, everybody=key in WHOLE_LIST)
        made = self._made[name]
        event = made.event if key in AGENDAS else replace(made.event, version_label="")
        return replace(made, event=event, changes=since_print(key, made, None, ""))

    def hidden(self) -> list[str]:
        """What was left out of any of them."""
        return [words for pack in self._made.values() for words in pack.hidden]


def preview(
    ws: Workspace,
    event_id: str,
    key: str,
    *,
    paper: str | None = None,
    audience: str = "",
    options: Mapping[str, Any] | None = None,
    packs: Packs | None = None,
    progress: Progress = QUIET,
) -> Preview:
    """One document as PDF bytes, with what there is to say about it; writes nothing.

    `packs` from an earlier preview save reading everything again while nothing has changed.
    """
    reader = audience_of(document(key), audience)
    chosen = paper or workspace.info(ws).paper
    packs = packs or Packs(ws, event_id, chosen)
    pack = packs(key, reader)
    file = BytesIO()
    pages, problems = draw_document(key, pack, file, paper=chosen, progress=progress, options=options)
    pdf = file.getvalue()
    marked = pack.changes.ids != packs.plain(key, reader).changes.ids
    return Preview(key, reader, pdf, pages, problems, pack.hidden, sha256(pdf).hexdigest(), pack.left_out, part_marks(key, pack), marked)


def preview_page(
    ws: Workspace,
    event_id: str,
    key: str,
    number: int,
    *,
    paper: str | None = None,
    audience: str = "",
    options: Mapping[str, Any] | None = None,
    packs: Packs | None = None,
) -> tuple[bytes, int]:
    """One page of a document, counted from 1, as PDF, and its number: seen at once after an edit, while the whole is still being made."""
    reader = audience_of(document(key), audience)
    chosen = paper or workspace.info(ws).paper
    pack = (packs or Packs(ws, event_id, chosen))(key, reader)
    pdf, drawn, _ = draw_page(key, pack, number, paper=chosen, options=options)
    return pdf, drawn


def print_version(ws: Workspace, version_id: str, path: Path, *, audience: str = Audience.MEMBER, progress: Progress = QUIET) -> Path:
    """The agenda as it was released, as a PDF; raises RuleBroken `agenda_versions.unknown`, KnownProblem where it cannot be written."""
    found = agenda_versions.version(ws, version_id)
    pack = documents.pack(ws, found.event_id, audience, version_id=version_id)
    file = BytesIO()
    draw_document("agenda", pack, file, paper=workspace.info(ws).paper, progress=progress)
    return write_bytes(path, file.getvalue())


def calibration_sheet(ws: Workspace, event_id: str, stock: Stock, *, shift: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """A PDF page that shows where the labels of `stock` would be printed, moved by `shift` millimetres right and down."""
    from advoplanner.exports import calibration_pdf

    event = events.details(ws, event_id)
    file = BytesIO()
    calibration_pdf.write(Pack(EventFacts(event.id, event.title, event.start, event.end)), file, stock, shift=shift)
    return file.getvalue()


def file_names(ws: Workspace, event_id: str, *, only: Iterable[str] = (), audience: str = "", options: Options | None = None) -> list[str]:
    """The names that an export may give its files, to ask before any is replaced: that of the vCards also where nobody agreed to them, since
    those of an earlier export go. Raises RuleBroken as the export does."""
    event = events.details(ws, event_id)
    pack = Pack(EventFacts(event.id, event.title, event.start, event.end))
    specs = [document(key) for key in only] or [spec for spec in DOCUMENTS.values() if not audience or audience in spec.audiences]
    chosen = options or {}
    return [file_name(s, pack, audience_of(s, audience), ending, chosen.get(s.key)) for s in specs for ending, _ in s.writers]


def _problems(files: Iterable[Written]) -> list[str]:
    """The sentences of all documents, each once with the documents it concerns."""
    where: dict[str, list[str]] = {}
    for file in files:
        for problem in file.problems:
            titles = where.setdefault(problem, [])
            titles += [title for title in [document(file.document).title] if title not in titles]
    return [f"{listed(titles)}: {problem}" for problem, titles in where.items()]
