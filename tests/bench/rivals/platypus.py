"""The briefing pack as a textbook Platypus program writes it: a table of contents, so two passes, and "Page x of y"."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, Image, PageBreak, PageTemplate, Paragraph, Spacer, Table
from reportlab.platypus.tableofcontents import TableOfContents


class _Counted(Canvas):
    """Keeps every page until the last is known, then writes the footers."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFont("Inter", 7.5)
            self.line(20 * mm, 15 * mm, 190 * mm, 15 * mm)
            self.drawRightString(190 * mm, 10.6 * mm, f"Confidential – host team only   Page {number} of {len(self._kept)}")
            super().showPage()
        super().save()


class _Book(BaseDocTemplate):
    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Paragraph) and flowable.style.name == "title":
            key = f"h{self.seq.nextf('heading')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, 0)
            if not getattr(flowable, "guest", False):
                self.notify("TOCEntry", (0, flowable.getPlainText(), self.page, key))


def write(data: dict[str, Any], folder: Path, fonts: Path, target: Path) -> None:
    """Write the pack of `data`, whose photos lie in `folder`, to `target`."""
    for name, file in (("Inter", "Inter_400Regular.ttf"), ("Inter-Bold", "Inter_600SemiBold.ttf")):
        pdfmetrics.registerFont(TTFont(name, fonts / file))
    pdfmetrics.registerFontFamily("Inter", normal="Inter", bold="Inter-Bold", italic="Inter", boldItalic="Inter-Bold")
    style = {
        "text": ParagraphStyle("text", fontName="Inter", fontSize=9.5, leading=13.5),
        "title": ParagraphStyle("title", fontName="Inter-Bold", fontSize=22, leading=27, textColor=HexColor("#1F3A5F")),
        "label": ParagraphStyle("label", fontName="Inter-Bold", fontSize=7.5, leading=10, spaceBefore=9, textColor=HexColor("#0F766E")),
        "role": ParagraphStyle("role", fontName="Inter-Bold", fontSize=12, leading=16),
    }
    book = _Book(str(target), pagesize=A4, title=data["title"], author=data["author"], lang="en-GB")
    book.addPageTemplates(PageTemplate(frames=[Frame(20 * mm, 24 * mm, 170 * mm, 255 * mm, 0, 0, 0, 0)]))
    book.multiBuild(_story(data, folder, style), canvasmaker=_Counted)


def _story(data: dict[str, Any], folder: Path, style: dict[str, ParagraphStyle]) -> list[Flowable]:
    def words(text: str, name: str = "text") -> Paragraph:
        return Paragraph(escape(text).replace("\n", "<br/>"), style[name])

    contents = TableOfContents()
    contents.levelStyles = [style["text"]]
    story: list[Flowable] = [words(data["title"], "title"), contents, words(data["purpose"]), *map(words, data["objectives"]), PageBreak()]
    for day in data["days"]:
        rows = [[words(s["time"], "role"), [words(s["title"], "role"), words(s["place"])]] for s in day["sessions"]]
        story += [words(day["title"], "title"), Table(rows, [28 * mm, 142 * mm]), PageBreak()]
    rows = [
        [Image(str(folder / g["photo"]), 8 * mm, 8 * mm), words(g["name"]), words(g["job"]), words(g["organisation"]), words(g["table"])]
        for g in data["guests"]
    ]
    story += [words("Who is coming", "title"), Table([["", "NAME", "ROLE", "ORGANISATION", "TABLE"], *rows], repeatRows=1), PageBreak()]
    for guest in data["guests"]:
        story += _profile(guest, folder, words)
    for part in data["tables"]:
        story += [
            words(part["title"], "title"),
            Table([["SEAT", "NAME", "ORGANISATION"], *[[*map(words, row)] for row in part["rows"]]]),
            PageBreak(),
        ]
    return story


def _profile(guest: dict[str, Any], folder: Path, words: Any) -> list[Flowable]:
    name = words(guest["name"], "title")
    name.guest = True
    head = [words(guest["label"].upper(), "label"), name, words(guest["job"], "role"), words(guest["organisation"]), words(guest["languages"])]
    left = [words("BACKGROUND", "label"), words(guest["background"]), words("TALKING POINTS", "label")]
    left += [Paragraph(escape(point), words("").style, bulletText="•") for point in guest["points"]]
    left += [words("WHAT MOVES THEM", "label"), words(guest["moves"]), words("ASK THEM", "label")]
    left += [Paragraph(escape(question), words("").style, bulletText="•") for question in guest["questions"]]
    for title, lines in guest["sections"]:
        left += [words(title.upper(), "label"), *(Paragraph(escape(line), words("").style, bulletText="•") for line in lines)]
    rail = [Table([[words(a), words(b)] for a, b in guest["facts"]], [20 * mm, 33 * mm]), words("SHOULD MEET", "label")]
    rail += [each for person, why in guest["meet"] for each in (words(person), words(why))]
    photo = Image(str(folder / guest["photo"]), 44 * mm, 44 * mm)
    # A name that the table of contents should see stands outside a table.
    return [
        name,
        Table([[photo, [head[0], *head[2:]]]], [50 * mm, 120 * mm]),
        Spacer(1, 8 * mm),
        Table([[left, rail]], [110 * mm, 60 * mm]),
        PageBreak(),
    ]
