"""Fonts inside one PDF: each glyph with the text it stands for gets a code of its own, so extraction is exact.

reportlab's own TrueType support shapes nothing and loses characters beyond U+FFFF; this adds composite fonts with a code map and a
Unicode map through the same door (`delayedFonts`), so that what is copied out is what was written.
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

_PACKED = [pdfdoc.PDFZCompress]
_name = pdfdoc.PDFName
_LAYOUT_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"kern", b"STAT", b"DSIG", b"gasp")


class EmbeddedFont:
    """One typeface in one document: hands out two-byte codes while pages are drawn, writes its subset at the end."""

    def __init__(self, typeface: Typeface, name: str) -> None:
        self.name = name
        self._typeface = typeface
        self._codes: dict[tuple[int, str], int] = {}
        self._advances: list[float] = []

    def codes(self, run: Run) -> str:
        """Operands for a run whose glyphs all stand on the line: codes with kerning between."""
        return "".join(self._shifted(g) for g in run.glyphs).replace("><", "")

    def raised(self, run: Run, size: float) -> str:
        """Operators for a run of which some glyphs leave the line, at `size` points."""
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
        data, renumbered = _subset(face, glyphs)
        program = document.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Length1": len(data)}), data, _PACKED))
        code_map = b"\0\0" + b"".join(renumbered[g].to_bytes(2, "big") for g, _ in self._codes)
        widths = pdfdoc.PDFArray([1, pdfdoc.PDFArray([round(a) for a in self._advances])])
        descendant = _dictionary(
            Type=_name("Font"), Subtype=_name("CIDFontType2"), BaseFont=_name(base), DW=0, W=widths,
            CIDSystemInfo=_dictionary(Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0),
            FontDescriptor=document.Reference(self._descriptor(base, program)),
            CIDToGIDMap=document.Reference(pdfdoc.PDFStream(content=code_map, filters=_PACKED)),
        )  # fmt: skip
        font = _dictionary(
            Type=_name("Font"), Subtype=_name("Type0"), BaseFont=_name(base), Encoding=_name("Identity-H"),
            DescendantFonts=pdfdoc.PDFArray([document.Reference(descendant)]),
            ToUnicode=document.Reference(pdfdoc.PDFStream(content=self._unicode_map(), filters=_PACKED)),
        )  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _descriptor(self, base: str, program: Any) -> Any:
        extents = self._typeface.font.get_font_extents("ltr")
        scale = 1000 / self._typeface.upem
        up, down = round(extents.ascender * scale), round(extents.descender * scale)
        return _dictionary(
            Type=_name("FontDescriptor"), FontName=_name(base), Flags=4, ItalicAngle=0, FontBBox=pdfdoc.PDFArray([-1000, down, 3000, up]),
            Ascent=up, Descent=down, CapHeight=730, StemV=80, FontFile2=program,
        )  # fmt: skip

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


def _subset(typeface: Typeface, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    """The font with these glyphs only, and the new number of each."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _LAYOUT_TABLES)
    plan = hb.SubsetPlan(typeface.face, wanted)
    renumbered = {int(old): int(new) for old, new in plan.old_to_new_glyph_mapping.items()}
    return bytes(plan.execute().blob.data), renumbered


def _subset_tag(file: str, glyphs: list[int]) -> str:
    digest = hashlib.sha256(f"{file}{glyphs}".encode()).digest()
    return "".join(chr(65 + b % 26) for b in digest[:6])


def _dictionary(**entries: Any) -> Any:
    return pdfdoc.PDFDictionary(entries)
