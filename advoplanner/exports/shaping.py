"""From text to glyphs: HarfBuzz shaping with kerning, font fallback and right-to-left order within one line.

Every glyph keeps the characters it stands for, so that what is drawn can be read out and searched again.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb

from advoplanner.exports.bidi import RIGHT_TO_LEFT, base_level, levels
from advoplanner.exports.typefaces import Typeface, choose, graphemes

_STAND_IN = "?"
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph, what it stands for, and its measures in thousandths of the type size; dx, dy move it off the line."""

    id: int
    stands_for: str
    advance: float
    natural: float
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs of one typeface in the order in which they are drawn; `width` in ems."""

    typeface: Typeface
    glyphs: tuple[Glyph, ...]
    width: float
    bold: bool = False
    rises: bool = False

    @property
    def plain(self) -> bool:
        """Whether its codes in a row are all that drawing it takes."""
        return not (self.bold or self.rises)


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """One line of text ready to draw; `missing` are the characters that no bundled font has."""

    runs: tuple[Run, ...]
    width: float
    missing: tuple[str, ...] = ()


def shape_line(text: str, weight: int, base: int | None = None) -> tuple[Shaped, ...]:
    """The pieces of a line, left to right: words and spaces, or one piece where some of it runs from the right.

    `base` is the level of the paragraph that the line belongs to; without it the line is a paragraph of its own.
    """
    if not text.isascii() and (base or RIGHT_TO_LEFT.search(text)):
        return (shape(text, weight, base_level(text) if base is None else base),)
    if " " not in text:
        return (shape(text, weight),) if text else ()
    space = shape(" ", weight)
    pieces: list[Shaped] = []
    for word in text.split(" "):
        if word:
            pieces.append(shape(word, weight))
        pieces.append(space)
    return tuple(pieces[:-1])


@lru_cache(maxsize=65536)
def line_width(text: str, weight: int) -> float:
    """Width in ems."""
    return sum(piece.width for piece in shape_line(text, weight))


@lru_cache(maxsize=16384)
def shape(text: str, weight: int, base: int = 0) -> Shaped:
    """`text` shaped as one piece; callers pass words where they can, since words repeat."""
    if len(text) > 400:
        return _shape_long(text, weight, base)
    missing: list[str] = []
    runs = tuple(_shape_run(part, typeface, level, weight) for level, typeface, part in _in_visual_order(_itemised(text, weight, base, missing)))
    return Shaped(runs, sum(r.width for r in runs), tuple(missing))


def _shape_long(text: str, weight: int, base: int) -> Shaped:
    """A monstrous word in slices, so that one piece never grows out of hand."""
    parts = [shape(text[i : i + 400], weight, base) for i in range(0, len(text), 400)]
    return Shaped(tuple(r for p in parts for r in p.runs), sum(p.width for p in parts), tuple(m for p in parts for m in p.missing))


Item = tuple[int, Typeface | None, str]


def _itemised(text: str, weight: int, base: int, missing: list[str]) -> list[Item]:
    """Stretches of one direction and one typeface, in reading order; notes characters that cannot be drawn."""
    ways = levels(text, base) if base or RIGHT_TO_LEFT.search(text) else None
    marked: list[Item] = []
    at = 0
    for piece in graphemes(text):
        level = ways[at] if ways else 0
        at += len(piece)
        typeface = choose(piece, weight)
        if typeface is None:
            if unicodedata.category(piece[0]) in _INVISIBLE:
                continue
            missing.append(piece)
        marked.append((level, typeface, piece))
    return [(level, typeface, "".join(m[2] for m in group)) for (level, typeface), group in groupby(marked, key=lambda m: (m[0], m[1]))]


def _in_visual_order(items: list[Item]) -> list[Item]:
    """Rule L2: from the highest level down to 1, turn every stretch of that level or more around."""
    for level in range(max((i[0] for i in items), default=0), 0, -1):
        turned: list[Item] = []
        for high, group in groupby(items, key=lambda i, at=level: i[0] >= at):  # type: ignore[misc]
            stretch = list(group)
            turned += reversed(stretch) if high else stretch
        items = turned
    return items


def _shape_run(text: str, typeface: Typeface | None, level: int, weight: int) -> Run:
    if typeface is None:
        return _stand_in_run(text, weight)
    backwards = level % 2 == 1
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in text])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    # Ornamental ligatures would change how a name reads; Arabic needs its contextual forms.
    hb.shape(typeface.font, buffer, {"kern": True, "liga": False, "clig": False, "dlig": False, "calt": backwards})
    glyphs = _with_text(buffer, text, typeface, backwards)
    return Run(typeface, glyphs, sum(g.advance for g in glyphs) / 1000, typeface.thickened and weight >= 600, any(g.dy for g in glyphs))


def _with_text(buffer: hb.Buffer, text: str, typeface: Typeface, backwards: bool) -> tuple[Glyph, ...]:
    """Glyphs with the characters of their cluster shared out over them."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({i.cluster for i in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    share = [""] * len(infos)
    for cluster, members in groupby(range(len(infos)), key=lambda i: infos[i].cluster):
        order = list(members)
        order = order[::-1] if backwards else order
        chars = text[cluster : ends[cluster]]
        # Readers of a PDF mirror brackets in text from the right themselves, so the map names the glyph as it looks.
        chars = chars.translate(_MIRROR) if backwards else chars
        for place, index in enumerate(order):
            share[index] = chars[place:] if place == len(order) - 1 else chars[place : place + 1]
    scale = 1000 / typeface.upem
    return tuple(
        Glyph(i.codepoint, s, p.x_advance * scale, typeface.font.get_glyph_h_advance(i.codepoint) * scale, p.x_offset * scale, p.y_offset * scale)
        for i, p, s in zip(infos, positions, share, strict=True)
    )


def _stand_in_run(text: str, weight: int) -> Run:
    """A question mark for each character that no font has; it still reads out as the character itself."""
    mark = shape(_STAND_IN, weight).runs[0]
    glyph = mark.glyphs[0]
    glyphs = tuple(Glyph(glyph.id, piece, glyph.advance, glyph.natural) for piece in graphemes(text))
    return Run(mark.typeface, glyphs, sum(g.advance for g in glyphs) / 1000)
