"""A letter as its reader will see it: headings, lists, bold and links, drawn from parsed markup and never from HTML."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from advoplanner.domain.markup import Block, Span, parse
from ui.kit import theme
from ui.kit.tokens import SECTION, TEXT

GAP = 12
INDENT = 20


class LetterView(QTextBrowser):
    """As high as its text; links are shown, not followed."""

    def __init__(self) -> None:
        super().__init__()
        self._source = ""
        self.setAccessibleName("The letter as it will look")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self.setFixedHeight(int(size.height()) + 2))
        theme.THEME.changed.connect(self._draw_again)

    def show_letter(self, source: str) -> None:
        """Draw this markup."""
        self._source = source
        self.clear()
        cursor = QTextCursor(self.document())
        for place, block in enumerate(parse(source)):
            if place:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format(block, first=not place))
            _insert(cursor, block)

    def _draw_again(self) -> None:
        """In the colours of now. A method, not a lambda: the connection ends with the widget."""
        self.show_letter(self._source)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.show_letter(self._source)


def _insert(cursor: QTextCursor, block: Block) -> None:
    mark = {"li": "•\t", "ol": f"{block.number}.\t"}.get(block.kind, "")
    cursor.insertText(mark, _look(Span(""), heading=False))
    for line, spans in enumerate(block.lines):
        if line:
            cursor.insertText("\u2028")
        for span in spans:
            cursor.insertText(span.text, _look(span, heading=block.kind == "h"))


def _block_format(block: Block, *, first: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(0 if first else 2 if block.kind in ("li", "ol") else GAP)
    made.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if block.kind in ("li", "ol"):
        made.setLeftMargin(INDENT)
        made.setTextIndent(-INDENT)
        made.setTabPositions([QTextOption.Tab(INDENT, QTextOption.TabType.LeftTab)])
    return made


def _look(span: Span, *, heading: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font(SECTION if heading else TEXT, QFont.Weight.DemiBold if heading or span.bold else QFont.Weight.Normal))
    made.setFontItalic(span.italic)
    made.setForeground(theme.colour("accent" if span.link else "text"))
    made.setFontUnderline(bool(span.link))
    if span.link:
        made.setToolTip("")
    return made
