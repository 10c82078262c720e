"""From lines of text to the operators of a page: one font after the other, words that repeat set once."""

from __future__ import annotations

from functools import lru_cache

from advoplanner.exports.bidi import RIGHT_TO_LEFT, base_level
from advoplanner.exports.embedding import EmbeddedFont
from advoplanner.exports.shaping import Run, shape, shape_line
from advoplanner.exports.style import Face
from advoplanner.exports.typefaces import Typeface

_Word = tuple[EmbeddedFont, str]
"""A word's font, and its codes with kerning between."""

Spot = tuple[float, float, str]
"""Where a line begins, in points from the bottom left of the page, and what it says."""

_STROKE = 0.02
"""Width of the line that makes a glyph bold where the typeface has one weight only, in ems."""


class Typesetter:
    """Sets the lines of one document; knows its fonts, and what could not be set."""

    def __init__(self) -> None:
        self._fonts: dict[str, EmbeddedFont] = {}
        self._codes: dict[Run, str] = {}
        self._words: dict[int, dict[str, _Word | None]] = {}
        self.missing: set[str] = set()

    def set(self, spots: list[Spot], face: Face) -> str:
        """The text object for lines of one face."""
        code = ["BT", fill(face.colour)]
        if face.tracking:
            code.append(f"{face.tracking * face.size / 1000:.3f} Tc")
        at_x = at_y = 0.0
        font = ""
        base = paragraph_level([words for _, _, words in spots])
        for x, y, words in spots:
            code.append(f"{x - at_x:.2f} {y - at_y:.2f} Td")
            at_x, at_y = round(x, 2), round(y, 2)
            font = self._set_line(words, face, base, font, code)
        if face.tracking:
            code.append("0 Tc")
        code.append("ET")
        return " ".join(code)

    @property
    def fonts(self) -> list[EmbeddedFont]:
        """Every font that was used."""
        return list(self._fonts.values())

    def _set_line(self, words: str, face: Face, base: int, font: str, code: list[str]) -> str:
        """Add a line to `code`; returns the font that is chosen at its end. Runs of one font are shown together."""
        plain = self._plain_line(words, face.weight) if not base else None
        if plain is not None:
            used, shown = plain
            if used.name != font:
                code.append(f"/{used.name} {face.size:g} Tf")
            code.append(f"[{shown.replace('><', '')}] TJ")
            return used.name
        waiting: list[str] = []
        for piece in shape_line(words, face.weight, base):
            if piece.missing:
                self.missing.update(piece.missing)
            for run in piece.runs:
                used = self._font(run.typeface)
                if used.name != font:
                    _show(waiting, code)
                    font = used.name
                    code.append(f"/{font} {face.size:g} Tf")
                known = self._codes.get(run)
                if known is not None:
                    waiting.append(known)
                elif run.plain:
                    waiting.append(self._codes.setdefault(run, used.codes(run)))
                else:
                    _show(waiting, code)
                    code.append(_apart(run, used, face))
        _show(waiting, code)
        return font

    def _plain_line(self, words: str, weight: int) -> _Word | None:
        """A line whose words all come from one font and are nothing but codes, as most are; None for any other."""
        known = self._words.get(weight)
        if known is None:
            space = self._word(" ", weight)
            known = self._words[weight] = {" ": space, "": space and (space[0], "")}
        space = known[" "]
        found = [known[word] if word in known else known.setdefault(word, self._word(word, weight)) for word in words.split(" ")]
        if space is None or any(each is None or each[0] is not space[0] for each in found):
            return None
        return space[0], space[1].join([each[1] for each in found if each])

    def _word(self, word: str, weight: int) -> _Word | None:
        if RIGHT_TO_LEFT.search(word):
            return None
        shaped = shape(word, weight)
        if shaped.missing or len(shaped.runs) != 1 or not shaped.runs[0].plain:
            return None
        font = self._font(shaped.runs[0].typeface)
        return font, font.codes(shaped.runs[0])

    def _font(self, typeface: Typeface) -> EmbeddedFont:
        font = self._fonts.get(typeface.file)
        if font is None:
            font = self._fonts[typeface.file] = EmbeddedFont(typeface, f"T{len(self._fonts) + 1}")
        return font


def paragraph_level(rows: list[str]) -> int:
    """0 for lines of a paragraph that runs from the left, 1 for one that runs from the right."""
    return base_level(" ".join(rows)) if any(not row.isascii() and RIGHT_TO_LEFT.search(row) for row in rows) else 0


def _apart(run: Run, font: EmbeddedFont, face: Face) -> str:
    """A run that needs more than codes: marks above the line, or strokes for boldness."""
    shown = font.raised(run, face.size) if run.rises else f"[{font.codes(run)}] TJ"
    if run.bold:
        shown = f"{stroke(face.colour)} {face.size * _STROKE:.3f} w 2 Tr {shown} 0 Tr"
    return shown


def _show(waiting: list[str], code: list[str]) -> None:
    if waiting:
        code.append(f"[{''.join(waiting).replace('><', '')}] TJ")
        waiting.clear()


@lru_cache(maxsize=256)
def fill(colour: str) -> str:
    """The operator that fills with "#RRGGBB"."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4g}" for i in (1, 3, 5)) + " rg"


@lru_cache(maxsize=256)
def stroke(colour: str) -> str:
    """The operator that draws lines in "#RRGGBB"."""
    return fill(colour).removesuffix("rg") + "RG"
