"""Tables over as many pages as they need: measured before they are drawn, headed on every page, grouped where asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from advoplanner.domain.documents import GuestFacts
from advoplanner.exports.canvas import Sheet
from advoplanner.exports.furniture import HEADING_END, empty_page, heading, note_lines, portrait
from advoplanner.exports.lettering import clipped, fitted, longest_word, wrapped
from advoplanner.exports.press import PagePlan
from advoplanner.exports.style import BOTTOM, FACT, GREY, LABEL, SIDE, TEXT, TINT, TITLE, Face

_HEAD = 8.0
_GROUP = 10.0
_PAD = 2.4
_PICTURE = 8.0
_LEAST_SIZE = 7.0
_FEWEST = 4
"""Rows that are worth a page of their own."""

_CLOSER = (0.95, 0.9, 0.86)
"""How much lower rows may get so that a page is saved, the least first."""

_BETWEEN = 20.0
"""From the end of a listing to the table of one below it, with its heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, how its text looks and how many lines a cell may have."""

    title: str
    share: float
    face: Face = TEXT
    align: str = "left"
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; a second line of a cell after a line break is set small. `who` names it in problems.

    One that is `changed` is new to the reader.
    """

    cells: tuple[str, ...]
    who: str = ""
    group: str = ""
    guest: GuestFacts | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table with its heading; `least` is the smallest height of a row in millimetres.

    With `notes` what is left of the last page gets ruled lines.
    """

    label: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str
    note: str = ""
    least: float = 8.0
    landscape: bool = False
    pictures: bool = False
    level: int = 0
    closing: str = ""
    notes: bool = False


@dataclass(frozen=True, slots=True)
class _Laid:
    row: Row
    cells: tuple[tuple[str, ...], ...]
    faces: tuple[Face, ...]
    below: tuple[tuple[str, ...], ...]
    high: float
    least: float
    cut: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a listing stands on one page: `index` of `count` pages."""

    listing: Listing
    widths: list[float]
    rows: list[_Laid]
    index: int = 0
    count: int = 1

    @property
    def title(self) -> str:
        return self.listing.title + (f" ({self.index + 1} of {self.count})" if self.count > 1 else "")

    @property
    def high(self) -> float:
        """Millimetres of its head and rows."""
        groups = sum(1 for at, laid in enumerate(self.rows) if laid.row.group and (not at or laid.row.group != self.rows[at - 1].row.group))
        return _HEAD + groups * _GROUP + sum(laid.high for laid in self.rows)


def listing_pages(listing: Listing, size: tuple[float, float]) -> list[PagePlan]:
    """The pages of a listing; one that says it is empty where there are no rows."""
    return stacked_pages([listing], size) or [empty_page(listing.title, listing.empty, listing.label)]


def stacked_pages(listings: Iterable[Listing], size: tuple[float, float]) -> list[PagePlan]:
    """Several listings, one after another: a short one stands below the one before where it has room whole. Those without rows are left out."""
    pages: list[list[_Piece]] = []
    left = 0.0
    for listing in listings:
        pieces = _pieces(listing, size)
        if len(pieces) == 1 and pieces[0].high + _BETWEEN <= left:
            pages[-1] += pieces
            left -= pieces[0].high + _BETWEEN
        elif pieces:
            pages += [[piece] for piece in pieces]
            left = (size[0] if listing.landscape else size[1]) - HEADING_END - BOTTOM - pieces[-1].high
    return [PagePlan(partial(_draw, page), *_outlined(page[0])) for page in pages]


def _outlined(piece: _Piece) -> tuple[str, int, bool]:
    return "" if piece.index else piece.listing.title, piece.listing.level, piece.listing.landscape


def _pieces(listing: Listing, size: tuple[float, float]) -> list[_Piece]:
    wide, high = (size[1], size[0]) if listing.landscape else size
    widths = column_widths(listing, wide - 2 * SIDE)
    laid = [_laid(row, listing, widths) for row in listing.rows]
    parts = _close_set(laid, high - HEADING_END - BOTTOM - _HEAD) if laid else []
    return [_Piece(listing, widths, part, index, len(parts)) for index, part in enumerate(parts)]


def column_widths(listing: Listing, wide: float) -> list[float]:
    """Millimetres of each column."""
    wide -= _PICTURE + 3 if listing.pictures else 0
    total = sum(c.share for c in listing.columns)
    return [wide * c.share / total for c in listing.columns]


@lru_cache(maxsize=256)
def small(face: Face) -> Face:
    return FACT.sized(min(FACT.size, face.size))


def _laid(row: Row, listing: Listing, widths: list[float]) -> _Laid:
    cells, faces, below, cut, high = [], [], [], [], 0.0
    for text, column, wide in zip(row.cells, listing.columns, widths, strict=True):
        first, _, second = text.partition("\n")
        room = wide - 3
        face = fitted(longest_word(first, column.face), column.face, room, _LEAST_SIZE)
        lines = wrapped(first, face, room) if first else []
        under = wrapped(second, small(face), room) if second else []
        if len(lines) > column.lines or len(under) > column.lines:
            cut.append(f"{column.title.lower() or 'text'} of {row.who}" if row.who else column.title.lower())
        lines, under = clipped(lines, column.lines, face, room), clipped(under, column.lines, small(face), room)
        faces.append(face)
        cells.append(tuple(lines))
        below.append(tuple(under))
        high = max(high, len(lines) * face.line + len(under) * small(face).line)
    floor = max(listing.least, _PICTURE + _PAD if listing.pictures else 0.0)
    return _Laid(row, tuple(cells), tuple(faces), tuple(below), max(high + _PAD * 1.6, floor), high + _PAD, tuple(cut))


def _close_set(laid: list[_Laid], room: float) -> list[list[_Laid]]:
    """Rows shared out over pages; a little closer where that saves a page."""
    parts = _parts(laid, room)
    for share in _CLOSER if len(parts) > 1 else ():
        closer = _parts([replace(row, high=max(row.high * share, row.least)) for row in laid], room)
        if len(closer) < len(parts):
            return closer
    return parts


def _parts(laid: list[_Laid], room: float) -> list[list[_Laid]]:
    """Rows shared out over pages; a group's label stays with its first row and is repeated on the next page."""
    parts: list[list[_Laid]] = [[]]
    used, group = 0.0, ""
    for row in laid:
        need = row.high + (_GROUP if row.row.group != group else 0.0)
        if parts[-1] and used + need > room:
            parts.append([])
            used, need = 0.0, row.high + (_GROUP if row.row.group else 0.0)
        parts[-1].append(row)
        used += need
        group = row.row.group
    if len(parts) > 1:
        _even_out(parts[-2], parts[-1], room)
    return parts


def _even_out(before: list[_Laid], last: list[_Laid], room: float) -> None:
    """No page for a row or two alone: the last one takes some of those before it."""
    while len(last) < _FEWEST and len(before) > _FEWEST + 1 and before[-1].high + sum(row.high for row in last) + 2 * _GROUP <= room:
        last.insert(0, before.pop())


def _draw(pieces: list[_Piece], sheet: Sheet) -> None:
    y = 0.0
    for place, piece in enumerate(pieces):
        y = _draw_below_heading(sheet, piece, y) if place else heading(sheet, piece.listing.label, piece.title, piece.listing.note, rule=True)
        y = _draw_piece(sheet, piece, y)
    last = pieces[-1]
    if last.listing.closing and last.index == last.count - 1:
        sheet.text(SIDE, min(y + 6, sheet.height - 18), last.listing.closing, FACT, limit=sheet.width - 2 * SIDE)
    if last.listing.notes and last.index == last.count - 1:
        note_lines(sheet, y + 14)


def _draw_below_heading(sheet: Sheet, piece: _Piece, y: float) -> float:
    """The heading, also in the outline, of a listing that stands below another one; returns the y of its table."""
    y += _BETWEEN
    noted = sheet.text(sheet.width - SIDE, y - 4, piece.listing.note, TEXT.coloured(GREY), align="right", limit=70)
    sheet.outline(piece.title, y - 12, piece.listing.level)
    sheet.text(SIDE, y - 4, piece.title, TITLE.sized(14), limit=sheet.width - 2 * SIDE - noted - 6, tag="H2")
    return y


def _draw_piece(sheet: Sheet, piece: _Piece, y: float) -> float:
    listing = piece.listing
    left = SIDE + (_PICTURE + 3 if listing.pictures else 0)
    changed: list[tuple[float, _Laid]] = []
    with sheet.group("Table"):
        y = _draw_rows(sheet, listing, piece.widths, piece.rows, left, _draw_head(sheet, listing, piece.widths, left, y), changed)
    # Below the table, of which a bar is no cell.
    for top, laid in changed:
        sheet.changed(SIDE, top + 0.8, laid.high - 1.6, laid.row.who)
    return y


def _draw_rows(
    sheet: Sheet, listing: Listing, widths: list[float], part: list[_Laid], left: float, y: float, changed: list[tuple[float, _Laid]]
) -> float:
    group = ""
    for laid in part:
        if laid.row.group != group:
            group = laid.row.group
            with sheet.group("TR"), sheet.group("TH", columns=len(widths) + listing.pictures):
                sheet.text(SIDE, y + 6.6, group.upper(), LABEL)
            y += _GROUP
            sheet.rule(SIDE, y, sheet.width - SIDE)
        with sheet.group("TR"):
            _draw_row(sheet, listing, widths, laid, left, y)
        if laid.row.changed:
            changed.append((y, laid))
        y += laid.high
        sheet.rule(SIDE, y, sheet.width - SIDE)
    return y


def _draw_head(sheet: Sheet, listing: Listing, widths: list[float], left: float, y: float) -> float:
    sheet.box(SIDE, y, sheet.width - 2 * SIDE, _HEAD - 1, fill=TINT)
    x = left
    with sheet.group("TR"):
        if listing.pictures:
            with sheet.group("TH"):
                pass
        for column, wide in zip(listing.columns, widths, strict=True):
            at = x + wide - 1.5 if column.align == "right" else x + (1.5 if left == SIDE else 0)
            with sheet.passage(column.title, tag="TH"):
                sheet.text(at, y + 4.6, column.title.upper(), LABEL.coloured(GREY), align=column.align, limit=wide - 2)
            x += wide
    return y + _HEAD - 1


def _draw_row(sheet: Sheet, listing: Listing, widths: list[float], laid: _Laid, left: float, y: float) -> None:
    sheet.cut += laid.cut
    if listing.pictures:
        with sheet.group("TD"):
            if laid.row.guest:
                portrait(sheet, SIDE, y + (laid.high - _PICTURE) / 2, _PICTURE, laid.row.guest, radius=_PICTURE / 2)
    x = left
    for column, wide, lines, face, below in zip(listing.columns, widths, laid.cells, laid.faces, laid.below, strict=True):
        at = x + wide - 1.5 if column.align == "right" else x + (1.5 if left == SIDE else 0)
        text_high = len(lines) * face.line + len(below) * small(face).line
        first = y + max((laid.high - text_high) / 2, _PAD * 0.7) + face.size * 0.353 * 0.98
        start = first + len(lines) * face.line - (face.line - small(face).line) * 0.5
        with sheet.passage(" ".join((*lines, *below)), tag="TD"):
            for number, line in enumerate(lines):
                sheet.text(at, first + number * face.line, line, face, align=column.align)
            for number, line in enumerate(below):
                sheet.text(at, start + number * small(face).line, line, small(face), align=column.align)
        x += wide
