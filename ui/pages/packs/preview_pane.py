"""The document beside the list: its pages, what to check in it, what its readers do not see and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import plural
from advoplanner.services.printing import Preview
from ui.kit.buttons import Button, IconButton
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section, tip
from ui.kit.segments import Segmented
from ui.kit.tokens import SMALL
from ui.pages.packs.left_out import LeftOutList
from ui.pages.packs.page_view import PageView
from ui.pages.packs.rendering import page_image, page_sizes, pages_meant

ZOOMS = ((0.0, "Whole page"), (-1.0, "Page width"), (0.5, "50 %"), (0.75, "75 %"), (1.0, "100 %"), (1.5, "150 %"), (2.0, "200 %"), (3.0, "300 %"))
PAGES, CHECK, HIDDEN, STOCK = range(4)


class PreviewPane(QWidget):
    """`options` is the form for the stock of badges and cards, shown as a part of its own where a document has one."""

    pages_changed = Signal()
    changed_wanted = Signal()

    def __init__(self, ctx: Context, options: QWidget, hidden: LeftOutList) -> None:
        super().__init__()
        self.ctx = ctx
        self.preview: Preview | None = None
        self.pages: tuple[int, ...] = ()
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._place = 0
        self._ticket = 0
        self._glimpse: tuple[bytes, int] | None = None
        self.title = section()
        self.reader = quiet()
        self.view = PageView()
        self.view.wanted.connect(self._draw)
        self.view.turned.connect(self.turn)
        self.view.zoomed.connect(self.step_zoom)
        self.check, self.hidden = _Sentences(), hidden
        self._parts = QStackedWidget()
        self.parts = Segmented(("Pages", "Check these", "Left out, and why", "Stock"), "Parts of the preview")
        self.parts.chosen.connect(self._parts.setCurrentIndex)
        self._notice = PlainText(role="quiet")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build_bar()
        self._lay_out(options)
        self.say("Choose a document to look at it.")

    # What is shown

    def begin(self, title: str, reader: str, *, stock: bool) -> None:
        """A document is being made; the last page stays until it is there."""
        self.title.setText(title)
        self.reader.setText(reader)
        self.parts.buttons[STOCK].setVisible(stock)
        if not stock and self._parts.currentIndex() == STOCK:
            self.show_part(PAGES)

    def say(self, sentence: str) -> None:
        """Words in place of pages: nothing chosen, or why it cannot be made."""
        self.preview, self.pages, self._sizes, self._glimpse = None, (), (), None
        self.view.clear()
        self._notice.setText(sentence)
        self._top.setCurrentWidget(self._notice)
        self._count()

    def show_preview(self, preview: Preview) -> None:
        """A document that was made; the same one made again stays on its page."""
        same = self.preview is not None and self.preview.document == preview.document
        self._glimpse = None
        self._place = self._place if same else 0
        if not same:
            self.range.clear()
            self._say_range("")
        self.preview = preview
        self._sizes = page_sizes(preview.pdf)
        self.check.show_lines(preview.problems, "Nothing to check: no name had to shrink, nothing was cut.")
        self._top.setCurrentWidget(self.view)
        self.choose_range()

    def looked_at(self, document: str) -> int:
        """The page of this document that is shown, counted from 1; 0 where another one is."""
        there = self.preview is not None and self.preview.document == document and bool(self.pages)
        return self.pages[self._place] + 1 if there else 0

    def show_glimpse(self, document: str, pdf: bytes, page: int) -> None:
        """The page that is looked at as it is after a change, while the document is still being made."""
        if self.looked_at(document) == page:
            self._glimpse = (pdf, page)
            self.view.set_zoom(self.view.zoom)

    def turn(self, step: int) -> None:
        """Leaf by so many pages; stops at the first and the last."""
        if self.pages:
            self._place = min(max(self._place + step, 0), len(self.pages) - 1)
            self._show_page()

    def step_zoom(self, step: int) -> None:
        """The next fixed size above or below what is shown."""
        sizes = [zoom for zoom, _ in ZOOMS if zoom > 0]
        now = self.view.share()
        above = [size for size in sizes if size > now + 0.01]
        below = [size for size in sizes if size < now - 0.01]
        wanted = (above[:1] if step > 0 else below[-1:]) or [sizes[-1] if step > 0 else sizes[0]]
        self.zoom.setCurrentIndex([zoom for zoom, _ in ZOOMS].index(wanted[0]))
        self._zoom()

    def show_part(self, place: int) -> None:
        """Pages, what to check, what is left out, or the stock."""
        self.parts.choose(place)

    # How it is done

    def _show_page(self) -> None:
        self._count()
        if self.pages:
            self.view.show_paper(*self._sizes[self.pages[self._place]])

    def _draw(self, scale: float) -> None:
        """Have the page drawn in a thread; only the newest answer counts."""
        if self.preview is None or not self.pages:
            return
        self._ticket += 1
        pdf, number = self.preview.pdf, self.pages[self._place]
        if self._glimpse is not None and self._glimpse[1] == number + 1:
            pdf, number = self._glimpse[0], 0
        done = partial(self._drawn, self._ticket)
        self.ctx.jobs.run(lambda progress: page_image(pdf, number, scale), title="Drawing the page", done=done, owner=self)

    def _drawn(self, ticket: int, image: QImage) -> None:
        if ticket == self._ticket:
            self.view.show_image(image)

    def choose_range(self) -> str:
        """Look at the pages that were typed; at all where they name none, which is said and returned."""
        count = len(self._sizes)
        try:
            self.pages = pages_meant(self.range.text(), count)
        except RuleBroken as wrong:
            self.pages = tuple(range(count))
            self._say_range(str(wrong))
        else:
            self._say_range("")
        self._place = min(self._place, max(len(self.pages) - 1, 0))
        self._show_page()
        self.pages_changed.emit()
        return self._wrong.text()

    def show_changed(self, words: str, explained: str) -> None:
        """The button for what has changed since the last export; "" takes it away."""
        self.only.setText(words)
        self.only.setToolTip(tip(explained))
        self.only.setVisible(bool(words))

    def look_at(self, pages: Sequence[int]) -> None:
        """Look at some pages alone, counted from 0; at all of them where none are named."""
        self.range.setText(", ".join(str(page + 1) for page in pages))
        self.choose_range()

    def _say_range(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.range.setProperty("wrong", bool(sentence))
        self.range.style().unpolish(self.range)
        self.range.style().polish(self.range)

    def _count(self) -> None:
        """The words of the bar and of the parts."""
        pages, preview = len(self.pages), self.preview
        place = f"{self.pages[self._place] + 1} of {len(self._sizes):,}" if pages else "–"
        self._where.setText(place)
        self._back.setEnabled(self._place > 0)
        self._on.setEnabled(self._place < pages - 1)
        problems, hidden = (len(preview.problems), len(preview.hidden)) if preview else (0, 0)
        self.parts.buttons[CHECK].setText(f"Check these ({problems})" if problems else "Check these")
        self.parts.buttons[HIDDEN].setText(f"Left out, and why ({hidden})" if hidden else "Left out, and why")
        self.view.setAccessibleDescription(f"Page {place}" if pages else "")

    def _zoom(self) -> None:
        self.view.set_zoom(ZOOMS[self.zoom.currentIndex()][0])

    def _build_bar(self) -> None:
        self._back = IconButton("chevron-left", "Page before (Page Up)", partial(self.turn, -1))
        self._on = IconButton("chevron-right", "Next page (Page Down)", partial(self.turn, 1))
        self._where = PlainText(role="quiet", size=SMALL, wrap=False, figures=True)
        self._where.setMinimumWidth(56)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom = Combo([words for _, words in ZOOMS], "Size of the page")
        self.zoom.activated.connect(self._zoom)
        self.range = QLineEdit()
        self.range.setPlaceholderText("All pages")
        self.range.setAccessibleName("Pages to look at and to print")
        self.range.setToolTip("Pages to look at and to print: 2-4, 7")
        self.range.setFixedWidth(104)
        self.range.editingFinished.connect(self.choose_range)
        self.only = Button("", self.changed_wanted.emit)
        self.only.setAccessibleName("Only what changed, or all again")
        self.only.hide()
        self._wrong = PlainText(role="bad", size=SMALL)
        self._wrong.hide()

    def _lay_out(self, options: QWidget) -> None:
        self._top = QStackedWidget()
        self._top.addWidget(self.view)
        self._top.addWidget(self._notice)
        pages = QWidget()
        column = QVBoxLayout(pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for widget in (self._back, self._where, self._on):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.only)
        bar.addSpacing(4)
        bar.addWidget(self.range)
        bar.addSpacing(4)
        bar.addWidget(self.zoom)
        column.addLayout(bar)
        column.addWidget(self._wrong)
        column.addWidget(self._top, 1)
        for part in (pages, self.check, self.hidden, options):
            self._parts.addWidget(part)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.reader)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._parts, 1)
        self.show_part(PAGES)


class _Sentences(QScrollArea):
    """Sentences one below another, or one that says there are none."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: tuple[str, ...], none: str) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(12)
        for line in lines or (none,):
            shown = PlainText(line, role="text" if lines else "quiet")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(shown)
        if len(lines) > 1:
            column.insertWidget(0, quiet(plural(len(lines), "thing")))
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
