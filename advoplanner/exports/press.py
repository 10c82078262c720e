"""From planned pages to a file: numbers known beforehand, one footer, progress and Cancel between pages, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import replacing
from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.domain.restrictions import AUDIENCE_WORDS, Audience
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.lettering import width
from advoplanner.exports.style import AMBER, FOOT, FOOTER_BASELINE, FOOTER_RULE, PAPERS, SIDE

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

    A path is replaced only when everything is drawn; a file object is written at the end in one go.
    """
    if isinstance(target, Path):
        with replacing(target) as file:
            sheet = _drawn(pack, file, pages, title=title, paper=paper, progress=progress, readers=readers)
    else:
        whole = BytesIO()
        sheet = _drawn(pack, whole, pages, title=title, paper=paper, progress=progress, readers=readers)
        target.write(whole.getvalue())
    progress.step(1.0, title)
    if problems is not None:
        problems += _sentences(sheet)
    return len(pages)


def _drawn(pack: Pack, file: IO[bytes], pages: list[PagePlan], *, title: str, paper: str, progress: Progress, readers: str) -> Sheet:
    sheet = _sheet(pack, file, title, paper)
    for index, page in enumerate(pages):
        progress.step(index / len(pages), f"{title}, page {index + 1}")
        sheet.start(landscape=page.landscape, outline=page.outline, level=page.level)
        page.draw(sheet)
        if page.footer:
            _draw_footer(sheet, pack, readers, f"Page {index + 1} of {len(pages)}")
        sheet.finish()
    sheet.save()
    return sheet


def _sheet(pack: Pack, file: IO[bytes], title: str, paper: str) -> Sheet:
    event = pack.event
    full_title = f"{event.title} – {title}"
    author = event.organiser_name or event.host_company or "AdvoPlanner"
    return Sheet(file, paper_size(paper), title=full_title, author=author, subject=f"{title} ({AUDIENCE_WORDS.get(pack.audience, pack.audience)})")


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
        sheet.text(SIDE, baseline, " · ".join(filter(None, (pack.event.title, pack.event.version_label))), FOOT, limit=room)


def _sentences(sheet: Sheet) -> list[str]:
    said = [f"{where[:1].upper()}{where[1:]} is too long for its place and ends in “…”." for where in dict.fromkeys(sheet.cut)]
    if sheet.missing:
        letters = " ".join(sorted(sheet.missing)[:20])
        said.append(f"No bundled typeface has {letters}; a question mark is printed instead.")
    return said
