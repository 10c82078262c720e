"""From planned pages to a file: numbers known beforehand, one footer, progress and Cancel between pages, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from PIL import Image

from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import replacing
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.domain.restrictions import AUDIENCE_WORDS, Audience
from advoplanner.exports.canvas import ONE_AT_A_TIME, Sheet
from advoplanner.exports.lettering import width
from advoplanner.exports.style import AMBER, FOOT, FOOTER_BASELINE, FOOTER_RULE, PAPERS, SIDE
from advoplanner.exports.words import CHANGED

LOGO_TOP, LOGO_HIGH, LOGO_WIDE = 6.0, 11.0, 45.0
"""Millimetres from the top edge, and the most that a logo takes."""


class Excerpt(BytesIO):
    """A target that takes one page of a document, numbered from 1, as a PDF of its own: what is looked at after an edit.

    A document of fewer pages gives its last one. `page` is the number of the page that was drawn.
    """

    def __init__(self, page: int) -> None:
        super().__init__()
        self.page = page


Target = Path | IO[bytes]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page to come: how it is drawn and what it is called in the outline ("" to leave it out)."""

    draw: Callable[[Sheet], None]
    outline: str = ""
    level: int = 0
    landscape: bool = False
    footer: bool = True


def paper_size(paper: str) -> tuple[float, float]:
    """Width and height in millimetres; raises RuleBroken `export.paper`."""
    if paper not in PAPERS:
        raise RuleBroken("export.paper", f"“{paper}” is not a paper that documents are made for.", "Choose a4 or letter.", field="paper")
    return PAPERS[paper]


def print_pages(
    pack: Pack,
    target: Target,
    pages: list[PagePlan],
    *,
    title: str,
    paper: str,
    progress: Progress = QUIET,
    problems: list[str] | None = None,
    readers: str = "",
) -> int:
    """Draw `pages` into `target` and return their number; sentences about cut or unprintable text go to `problems`.

    `readers` stands in the footer in place of the audience's words.

    A path is replaced only when everything is drawn; a file object is written at the end in one go, an `Excerpt` with its page alone.
    """
    job = _Job(pack, pages, title, paper, readers, progress)
    if isinstance(target, Path):
        with replacing(target) as file:
            sheet = job.drawn(file)
    else:
        whole = BytesIO()
        sheet = job.drawn(whole, target if isinstance(target, Excerpt) else None)
        target.write(whole.getvalue())
    progress.step(1.0, title)
    if problems is not None:
        problems += _sentences(sheet)
    return len(pages)


@dataclass(frozen=True, slots=True)
class _Job:
    pack: Pack
    pages: list[PagePlan]
    title: str
    paper: str
    readers: str
    progress: Progress

    def drawn(self, file: IO[bytes], excerpt: Excerpt | None = None) -> Sheet:
        with ONE_AT_A_TIME:
            return self._drawn(file, excerpt)

    def _drawn(self, file: IO[bytes], excerpt: Excerpt | None) -> Sheet:
        sheet = _sheet(self.pack, file, self.title, self.paper)
        numbers: Iterable[int] = range(1, len(self.pages) + 1)
        if excerpt is not None:
            excerpt.page = min(max(excerpt.page, 1), len(self.pages))
            numbers, sheet.leads_elsewhere = [excerpt.page], False
        for number in numbers:
            self.progress.step((number - 1) / len(self.pages), f"{self.title}, page {number}")
            page = self.pages[number - 1]
            sheet.start(landscape=page.landscape, outline=page.outline, level=page.level)
            page.draw(sheet)
            if sheet.shows_changes:
                _draw_key(sheet, self.pack)
            if page.footer:
                _draw_footer(sheet, self.pack, self.readers, f"Page {number} of {len(self.pages)}")
            sheet.finish()
        sheet.save()
        return sheet


def _sheet(pack: Pack, file: IO[bytes], title: str, paper: str) -> Sheet:
    event = pack.event
    full_title = f"{event.title} – {title}"
    author = event.organiser_name or event.host_company or "AdvoPlanner"
    return Sheet(file, paper_size(paper), title=full_title, author=author, subject=f"{title} ({AUDIENCE_WORDS.get(pack.audience, pack.audience)})")


def _draw_key(sheet: Sheet, pack: Pack) -> None:
    """Below a page with bars at its edge: what they mean."""
    y = sheet.height - FOOTER_RULE - 2.4
    sheet.box(SIDE - 3.4, y - 2.4, 1.0, 3.0, fill=AMBER)
    sheet.text(SIDE, y, f"{CHANGED}{pack.changes.since}.", FOOT, limit=sheet.width - 2 * SIDE)


def _draw_footer(sheet: Sheet, pack: Pack, readers: str, page: str) -> None:
    right = sheet.width - SIDE
    baseline = sheet.height - FOOTER_BASELINE
    words = readers or AUDIENCE_WORDS.get(pack.audience, "")
    secret = pack.audience == Audience.HOST and not readers
    with sheet.aside():
        sheet.rule(SIDE, sheet.height - FOOTER_RULE, right)
        sheet.text(right, baseline, page, FOOT, align="right")
        middle = right - width(page, FOOT) - 5
        sheet.text(middle, baseline, words, FOOT.weighing(500).coloured(AMBER) if secret else FOOT, align="right")
        room = middle - width(words, FOOT) - SIDE - 6
        mark = pack.event.mark if pack.event.mark != pack.event.title else ""
        sheet.text(SIDE, baseline, " · ".join(filter(None, (mark, pack.event.title, pack.event.version_label))), FOOT, limit=room)
        if pack.event.disclosure:
            sheet.text(SIDE, baseline + FOOT.line, pack.event.disclosure, FOOT, limit=right - SIDE)
    if pack.event.logo is not None:
        _draw_logo(sheet, pack.event.logo, right, pack.event.mark)


def _draw_logo(sheet: Sheet, logo: bytes, right: float, mark: str) -> None:
    """In the margin above a page's heading, in its own proportions."""
    with Image.open(BytesIO(logo)) as image:
        wide, high = image.size
    shown = min(LOGO_HIGH, LOGO_WIDE * high / wide)
    sheet.picture(right - shown * wide / high, LOGO_TOP, shown * wide / high, shown, logo, radius=0, says=f"Logo of {mark}")


def _sentences(sheet: Sheet) -> list[str]:
    said = [f"{where[:1].upper()}{where[1:]} is too long for its place and ends in “…”." for where in dict.fromkeys(sheet.cut)]
    if sheet.missing:
        letters = " ".join(sorted(sheet.missing)[:20])
        said.append(f"No bundled typeface has {letters}; a question mark is printed instead.")
    return said
