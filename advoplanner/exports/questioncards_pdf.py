"""Conversation cards: a question on each, to lie on tables and to start a talk; four on a sheet."""

from __future__ import annotations

from functools import partial

from advoplanner.core.progress import QUIET, Progress
from advoplanner.domain.documents import Pack
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import empty_page
from advoplanner.exports.lettering import balanced, clipped, wrapped
from advoplanner.exports.press import PagePlan, Target, paper_size, print_pages
from advoplanner.exports.style import FACT, GREY, LABEL, NAVY, RULE, TEAL, Face
from advoplanner.exports.tidying import tidied

_ACROSS, _DOWN = 2, 2
_PAD = 12.0
_LARGEST, _SMALLEST = 24.0, 13.0
_ROWS = 7
_EMPTY = "There are no questions, for casual talk is the point. Write some in the event's kit if you want cards."


def write(pack: Pack, target: Target, *, paper: str = "a4", progress: Progress = QUIET, problems: list[str] | None = None) -> int:
    """Write the cards; returns the number of sheets."""
    found: list[str] = [] if problems is None else problems
    pack = tidied(pack, found)
    return print_pages(pack, target, plan(pack, paper_size(paper)), title="Conversation cards", paper=paper, progress=progress, problems=found)


def plan(pack: Pack, _size: tuple[float, float]) -> list[PagePlan]:
    """Sheets of four; one that says why there is none where nobody wrote a question."""
    each = _ACROSS * _DOWN
    sheets = [pack.questions[n : n + each] for n in range(0, len(pack.questions), each)]
    if not sheets:
        return [empty_page("Conversation cards", _EMPTY, "Conversation cards")]
    return [PagePlan(partial(_draw, pack, questions), "" if n else "Conversation cards", footer=False) for n, questions in enumerate(sheets)]


def _draw(pack: Pack, questions: tuple[str, ...], sheet: Sheet) -> None:
    wide, high = sheet.width / _ACROSS, sheet.height / _DOWN
    for n, question in enumerate(questions):
        down, across = divmod(n, _ACROSS)
        _draw_card(sheet, across * wide, down * high, wide, high, pack.event.title, question)
    sheet.stroke(0, high, sheet.width, high, RULE, 0.4, (4, 3))
    sheet.stroke(wide, 0, wide, sheet.height, RULE, 0.4, (4, 3))


def _draw_card(sheet: Sheet, x: float, y: float, wide: float, high: float, title: str, question: str) -> None:
    room = wide - 2 * _PAD
    sheet.text(x + _PAD, y + _PAD + 4, "TO START WITH", LABEL.coloured(TEAL), limit=room, tag="P")
    face = Face(_LARGEST, 600, NAVY)
    while face.size > _SMALLEST and len(wrapped(question, face, room)) > _ROWS:
        face = face.sized(face.size - 1)
    rows = clipped(balanced(question, face, room), _ROWS + 3, face, room)
    sheet.lines(x + _PAD, y + (high - len(rows) * face.line) / 2 + face.line * 0.7, rows, face, tag="H2")
    sheet.text(x + _PAD, y + high - _PAD, title, FACT.coloured(GREY), limit=room)
