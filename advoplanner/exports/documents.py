"""Every document by its word: who reads it unless somebody says otherwise, what its file is called, and what writes it.

Writers are imported when they are needed, so that this table costs nothing at start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.core.paths import free_name, safe_name, write_bytes
from advoplanner.core.progress import QUIET, Part, Progress
from advoplanner.core.text import listed
from advoplanner.domain.documents import Pack
from advoplanner.domain.restrictions import AUDIENCE_WORDS, Audience

_GUESTS = (Audience.HOST, Audience.MEMBER, Audience.PROSPECT, Audience.PUBLIC)
_ANYBODY = (*_GUESTS, Audience.VENUE)
_HOST_ONLY = (Audience.HOST,)
_TEAM = (Audience.HOST, Audience.MEMBER)
_AMONG = (Audience.MEMBER, Audience.PROSPECT)
_INVITED = (Audience.HOST, Audience.MEMBER, Audience.PROSPECT)
_HOUSE = (Audience.HOST, Audience.VENUE)
_SERVICE = (Audience.HOST, Audience.CATERER, Audience.VENUE)


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """A document: `writers` are pairs of file ending and module; `audiences` those who may read it, the usual one first."""

    key: str
    title: str
    purpose: str
    audience: str
    audiences: tuple[str, ...]
    writers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written; `problems` are sentences about what to look at before it is used."""

    path: Path
    document: str
    audience: str
    pages: int
    problems: tuple[str, ...] = ()


def _spec(key: str, title: str, purpose: str, audience: str, audiences: tuple[str, ...], *beside: tuple[str, str]) -> DocumentSpec:
    return DocumentSpec(key, title, purpose, audience, audiences, ((".pdf", f"{key}_pdf"), *beside))


DOCUMENTS: dict[str, DocumentSpec] = {
    spec.key: spec
    for spec in (
        _spec("agenda", "Agenda", "The programme as members read it, day by day", Audience.MEMBER, _ANYBODY),
        _spec("onepage", "Agenda on one page", "All days at a glance, to hang up and to carry", Audience.MEMBER, _ANYBODY),
        _spec("personal", "Personal agendas", "A page for each guest: their own parts, one-to-ones and seat", Audience.MEMBER, _INVITED),
        _spec("briefing", "Briefing pack", "Everything the host team should know, a page for each guest", Audience.HOST, _TEAM),
        _spec("hosts", "Host sheets", "A page for each host: own parts, one-to-ones, introductions, own table", Audience.HOST, _HOST_ONLY),
        _spec("badges", "Badges", "Name badges on label stock", Audience.MEMBER, _GUESTS),
        _spec("tents", "Tent cards", "Folded cards for the tables, the name on both sides", Audience.MEMBER, _GUESTS),
        _spec("tables", "Seating", "The plan to scale, table by table, and by name", Audience.HOST, _ANYBODY),
        _spec("tablecards", "Table cards", "Number, topic and names for each table", Audience.MEMBER, _GUESTS),
        _spec("signs", "Signs", "Welcome, sign-in, rooms, seats, and pictures being taken", Audience.MEMBER, _ANYBODY),
        _spec("signin", "Sign-in sheet", "Names with a line to sign on", Audience.MEMBER, _GUESTS),
        _spec("guests", "Guest list", "On paper and for spreadsheets", Audience.HOST, _GUESTS, (".xlsx", "guests_xlsx"), (".csv", "guests_csv")),
        _spec("contacts", "Contact sheet", "How guests reach one another, of those who agreed", Audience.MEMBER, _AMONG, (".vcf", "contacts_vcf")),
        _spec("runofshow", "Run of show", "Every session minute by minute, with private notes", Audience.HOST, _HOUSE),
        _spec("facesheet", "Face sheet", "Everybody's picture, to learn the room by heart", Audience.HOST, _GUESTS),
        _spec("dietary", "Dietary summary", "What the kitchen and the service need to know", Audience.HOST, _SERVICE),
        _spec("rooming", "Rooming list", "For the hotel: who sleeps where, from when to when", Audience.HOST, _HOUSE, (".xlsx", "rooming_xlsx")),
        _spec("arrivals", "Arrivals and departures", "By day and hour, to fetch guests", Audience.HOST, _HOUSE, (".xlsx", "arrivals_xlsx")),
        _spec("flyer", "Flyer", "One public page that invites", Audience.PUBLIC, _GUESTS),
        _spec("talkcards", "Talk cards", "A page for each presenter: their story, the slot, whom to expect", Audience.MEMBER, _TEAM),
        _spec("questioncards", "Conversation cards", "A question on each, to lie on the tables", Audience.MEMBER, _INVITED),
        _spec("thanks", "Thank-you letters", "A letter to each guest who came", Audience.MEMBER, _INVITED),
        _spec("report", "Report", "How it went, in figures", Audience.HOST, _HOST_ONLY),
    )
}  # fmt: skip


def document(key: str) -> DocumentSpec:
    """The document called `key`; raises RuleBroken `export.unknown`."""
    if key not in DOCUMENTS:
        raise RuleBroken("export.unknown", f"There is no document called “{key}”.", f"Known are {listed(list(DOCUMENTS))}.", field="only")
    return DOCUMENTS[key]


def audience_of(spec: DocumentSpec, wanted: str = "") -> str:
    """Who reads the document: `wanted`, or its usual audience; raises RuleBroken `export.audience` where it may not be theirs."""
    audience = wanted or spec.audience
    if audience not in spec.audiences:
        sentence = f"The document “{spec.title}” is for the host team only."
        if spec.audiences != _HOST_ONLY:
            sentence = f"The document “{spec.title}” is not made for {AUDIENCE_WORDS.get(audience, audience).removeprefix('For ').lower()}."
        raise RuleBroken("export.audience", sentence, "Leave it out for this audience, or export it for the host team.", field="audience")
    return audience


def write_document(
    key: str,
    pack: Pack,
    folder: Path,
    *,
    paper: str = "a4",
    progress: Progress = QUIET,
    options: Mapping[str, Any] | None = None,
    password: str = "",
    beside: bool = False,
    failed: list[tuple[str, KnownProblem]] | None = None,
) -> list[Written]:
    """Write one document, and the spreadsheets beside it, for the audience that `pack` was made for.

    `options` go to the PDF's writer (`stock`, `start`, `shift`, `outline` of badges); `guests` among them are the ids of those whose
    cards are wanted, and the file is named so; with `raw` a CSV is for programs that import it, not for spreadsheets. With `beside`
    a file that is there stays, and the new one gets another name. Raises RuleBroken for what the person can change, KnownProblem
    where a file may not be written (unless it goes to `failed`); a file is there whole or not at all. With a `password` the PDF is
    locked before it reaches the disk, and spreadsheets, which cannot be locked, are left out.
    """
    spec = document(key)
    audience = audience_of(spec, pack.audience)
    written = []
    pack, asked, some = _chosen(pack, options)
    raw = {".csv": {"raw": True}} if asked.pop("raw", False) else {}
    for index, (ending, module) in enumerate(spec.writers[:1] if password or some else spec.writers):
        problems: list[str] = []
        path = folder / file_name(spec, pack, audience, ending, options)
        path = free_name(path) if beside else path
        writer = import_module(f"advoplanner.exports.{module}").write
        chosen = asked if index == 0 else raw.get(ending, {})
        target = BytesIO() if password else path
        try:
            pages = writer(pack, target, paper=paper, progress=progress, problems=problems, **chosen)
            if isinstance(target, BytesIO):
                problems += _locked(target, path, password, len(spec.writers) > 1)
        except KnownProblem as problem:
            # One file that is open elsewhere is no reason to withhold the others.
            if failed is None:
                raise
            failed.append((key, problem))
            continue
        if pages:
            written.append(Written(path, key, audience, pages, tuple(dict.fromkeys(problems))))
    return written


def _chosen(pack: Pack, options: Mapping[str, Any] | None) -> tuple[Pack, dict[str, Any], bool]:
    """The pack with the guests that are wanted, the options for the writer, and whether those are some alone."""
    chosen = dict(options or {})
    wanted = chosen.pop("guests", None)
    if wanted is None:
        return pack, chosen, False
    return replace(pack, guests=tuple(g for g in pack.guests if g.id in wanted)), chosen, True


def _locked(drawn: BytesIO, path: Path, password: str, sheets: bool) -> list[str]:
    from advoplanner.exports.locking import SAYS, locked

    write_bytes(path, locked(drawn.getvalue(), password))
    return [SAYS, "Spreadsheets cannot be locked and were left out."] if sheets else [SAYS]


def draw_document(
    key: str, pack: Pack, file: IO[bytes], *, paper: str = "a4", progress: Progress = QUIET, options: Mapping[str, Any] | None = None
) -> tuple[int, tuple[str, ...]]:
    """Draw one document's PDF into `file`, without the spreadsheets beside it; returns its pages and what to look at."""
    spec = document(key)
    audience_of(spec, pack.audience)
    problems: list[str] = []
    writer = import_module(f"advoplanner.exports.{spec.writers[0][1]}").write
    pack, chosen, _ = _chosen(pack, options)
    # A word for the CSV beside it, which the PDF's writer does not know.
    chosen.pop("raw", None)
    pages = writer(pack, file, paper=paper, progress=progress, problems=problems, **chosen)
    return pages, tuple(dict.fromkeys(problems))


def draw_page(
    key: str, pack: Pack, number: int, *, paper: str = "a4", progress: Progress = QUIET, options: Mapping[str, Any] | None = None
) -> tuple[bytes, int, int]:
    """One page of a document, counted from 1, as a PDF of its own; also its number, which is the last where there are fewer, and how many.

    The rest is planned but not drawn, so that an edit is seen at once.
    """
    from advoplanner.exports.press import Excerpt

    target = Excerpt(number)
    pages, _ = draw_document(key, pack, target, paper=paper, progress=progress, options=options)
    return target.getvalue(), target.page, pages


def write_documents(
    pack_for: Callable[[str, str], Pack],
    folder: Path,
    *,
    only: Iterable[str] = (),
    audience: str = "",
    paper: str = "a4",
    progress: Progress = QUIET,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    password: str = "",
    beside: bool = False,
    failed: list[tuple[str, KnownProblem]] | None = None,
) -> list[Written]:
    """Write several documents, each from the pack that `pack_for(document, audience)` gives.

    What could not be written goes to `failed` while the rest is written; it is raised where nothing was, or without that list.

    Without `only`, all that may be read by `audience` ("" for each document's usual readers); files that were finished
    before Cancel stay. `options` are those of each document's writer. Raises as `write_document` does.
    """
    if audience and audience not in list(Audience):
        raise RuleBroken(
            "export.readers", f"There are no readers called “{audience}”.", f"Known are {listed([str(each) for each in Audience])}.", field="audience"
        )
    asked = [document(key) for key in dict.fromkeys(only)]
    specs = asked or [s for s in DOCUMENTS.values() if not audience or audience in s.audiences]
    readers = [audience_of(spec, audience) for spec in specs]
    written: list[Written] = []
    refused: list[tuple[str, KnownProblem]] = []
    for index, (spec, reader) in enumerate(zip(specs, readers, strict=True)):
        part = Part(progress, index / len(specs), 1 / len(specs))
        pack, chosen = pack_for(spec.key, reader), (options or {}).get(spec.key)
        written += write_document(
            spec.key, pack, folder, paper=paper, progress=part, options=chosen, password=password, beside=beside, failed=refused
        )
    if refused and (failed is None or not written):
        raise refused[0][1]
    progress.step(1.0, "Documents")
    if failed is not None:
        failed += refused
    return written


def file_name(spec: DocumentSpec, pack: Pack, audience: str, ending: str, options: Mapping[str, Any] | None = None) -> str:
    """What one of a document's files is called; `options` are those of its writer."""
    chosen = options or {}
    some = " (changed)" if chosen.get("guests") is not None else ""
    raw = " (raw)" if ending == ".csv" and chosen.get("raw") else ""
    return f"{file_stem(spec, pack, audience)}{some}{raw}{ending}"


def file_stem(spec: DocumentSpec, pack: Pack, audience: str) -> str:
    """The name of the file without its ending: event, document, and the readers where they are not the usual ones or one alone."""
    readers = "" if audience == spec.audience else f" ({audience})"
    if reader := pack.reader_facts:
        readers = f" for {safe_name(reader.name[:60], 'one reader')}"
    return f"{safe_name(pack.event.title[:60], 'Event')} - {spec.title}{readers}"
