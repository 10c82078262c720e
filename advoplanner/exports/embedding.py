"""Fonts inside one PDF: each glyph with the text it stands for gets a code of its own, so extraction is exact.

reportlab's own TrueType support shapes nothing and loses characters beyond U+FFFF; this adds composite
fonts with a code map and a Unicode map through the same door (`delayedFonts`).
"""

from __future__ import annotations

import hashlib
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from advoplanner.exports.shaping import Glyph, Run
from advoplanner.exports.typefaces import Typeface

_EMPTY = "\u200b"
"""What a glyph reads as where another one already stands for all characters."""


class EmbeddedFont:
    """One typeface in one document: hands out two-byte codes while pages are drawn, writes its subset at the end."""

    def __init__(self, typeface: Typeface, name: str) -> None:
        self.name = name
        self._typeface = typeface
        self._codes: dict[tuple[int, str], int] = {}
        self._advances: list[float] = []
        self._level: dict[Run, str] = {}

    def operators(self, run: Run, size: float) -> str:
        """Text operators for `run`: glyph codes with kerning between, and a rise where marks leave the line."""
        known = self._level.get(run)
        if known is not None:
            return known
        if not any(g.dy for g in run.glyphs):
            # Without a rise the operators are the same at every size, and words repeat.
            return self._level.setdefault(run, " ".join(_shown([self._shifted(g) for g in run.glyphs])))
        return self._raised(run, size)

    def _raised(self, run: Run, size: float) -> str:
        parts: list[str] = []
        rise = 0.0
        codes: list[str] = []
        for glyph in run.glyphs:
            if glyph.dy != rise:
                parts += _shown(codes)
                rise = glyph.dy
                parts.append(f"{rise * size / 1000:.3f} Ts")
                codes = []
            codes.append(self._shifted(glyph))
        parts += _shown(codes)
        if rise:
            parts.append("0 Ts")
        return " ".join(parts)

    def _shifted(self, glyph: Glyph) -> str:
        code = f"<{self._code(glyph):04X}>"
        before = f"{-glyph.dx:.0f}" if abs(glyph.dx) >= 0.5 else ""
        after = glyph.natural - glyph.advance + glyph.dx
        return before + code + (f"{after:.0f}" if abs(after) >= 0.5 else "")

    def _code(self, glyph: Glyph) -> int:
        key = (glyph.id, glyph.stands_for)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = len(self._codes) + 1
            self._advances.append(glyph.natural)
        return code

    def addObjects(self, document: Any) -> None:
        """Write the font's objects; reportlab calls this once, while saving."""
        face = self._typeface
        glyphs = sorted({g for g, _ in self._codes})
        base = f"{_subset_tag(face.file, glyphs)}+{face.file.removesuffix('.ttf').replace('_', '-')}"
        data = _subset(face, glyphs)
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Length1": len(data)}), data, [pdfdoc.PDFZCompress])
        descendant = self._descendant(document, base, document.Reference(stream))
        font = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"), "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(pdfdoc.PDFStream(content=self._unicode_map(), filters=[pdfdoc.PDFZCompress])),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _descendant(self, document: Any, base: str, file: Any) -> Any:
        code_map = b"\0\0" + b"".join(g.to_bytes(2, "big") for g, _ in self._codes)
        widths = pdfdoc.PDFArray([1, pdfdoc.PDFArray([round(a) for a in self._advances])])
        return pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
            ),
            "DW": 0, "W": widths, "FontDescriptor": document.Reference(self._descriptor(base, file)),
            "CIDToGIDMap": document.Reference(pdfdoc.PDFStream(content=code_map, filters=[pdfdoc.PDFZCompress])),
        })  # fmt: skip

    def _descriptor(self, base: str, file: Any) -> Any:
        extents = self._typeface.font.get_font_extents("ltr")
        scale = 1000 / self._typeface.upem
        up, down = round(extents.ascender * scale), round(extents.descender * scale)
        return pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": pdfdoc.PDFName(base), "Flags": 4, "ItalicAngle": 0,
            "FontBBox": pdfdoc.PDFArray([-1000, down, 3000, up]), "Ascent": up, "Descent": down, "CapHeight": 730, "StemV": 80,
            "FontFile2": file,
        })  # fmt: skip

    def _unicode_map(self) -> bytes:
        lines = [f"<{code:04X}> <{(text or _EMPTY).encode('utf-16-be').hex().upper()}>" for (_, text), code in self._codes.items()]
        blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
        body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n/CMapName /Adobe-Identity-UCS def\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _shown(codes: list[str]) -> list[str]:
    return [f"[{''.join(codes).replace('><', '')}] TJ"] if codes else []


def _subset(typeface: Typeface, glyphs: list[int]) -> bytes:
    """The font with these glyphs only, their numbers kept."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"kern"))
    return bytes(hb.subset(typeface.face, wanted).blob.data)


def _subset_tag(file: str, glyphs: list[int]) -> str:
    digest = hashlib.sha256(f"{file}{glyphs}".encode()).digest()
    return "".join(chr(65 + b % 26) for b in digest[:6])
