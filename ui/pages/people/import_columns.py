"""The second page of an import: what each column means, with some of its cells, and how the file was read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from advoplanner.core.text import listed, plural
from advoplanner.imports.header_words import FIELDS
from advoplanner.imports.headers import Column, Mapping
from ui.kit.buttons import Button
from ui.kit.chip import Chip
from ui.kit.combo import Combo
from ui.kit.labels import Elided, PlainText, quiet
from ui.kit.tokens import SMALL
from ui.pages.people.import_facts import Choices, Look

ENCODINGS = (("", "found by itself"), ("utf-8", "UTF-8"), ("cp1252", "Windows Western"), ("utf-16", "UTF-16"), ("mac_roman", "Mac Western"))
DELIMITERS = (("", "found by itself"), (",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar"))
DATE_ORDERS = (("", "choose…"), ("dmy", "3 April (day first)"), ("mdy", "4 March (month first)"))
TARGETS = (("", "No field: keep beside the person"), *FIELDS.items())
SAMPLES = 3
LONGEST_SAMPLE = 40


class ColumnsPage(QWidget):
    """`reread` asks to read the file again with `choices()`; `mapping()` is what was decided so far."""

    reread = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[Column] = []
        self._samples: list[list[str]] = []
        self._date_order = ""
        self._asks = False
        self.encoding = _choice(ENCODINGS, "Encoding", self.reread.emit)
        self.delimiter = _choice(DELIMITERS, "Delimiter", self.reread.emit)
        self.order = _choice(DATE_ORDERS, "3/4/2026 means", self.reread.emit)
        self.accept_all = Button("", self.accept_suggestions, icon="check")
        self.warning = PlainText(role="warn")
        self.notes = quiet()
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()

    def show_look(self, look: Look) -> None:
        """The file's columns with the fields they were given."""
        file = look.seen.file
        self._columns = list(file.mapping.columns)
        cells = file.table_preview[1:]
        self._samples = [_some([row[place] for row in cells]) for place in range(len(self._columns))]
        self._asks = file.ask_date_order or bool(self.order.currentIndex())
        self._order_box.setVisible(self._asks)
        self._csv_box.setVisible(file.kind == "csv")
        found = f"Read as {file.encoding}." if file.encoding else ""
        again = "The columns are as you chose them last time." if look.remembered else ""
        self.notes.setText(" ".join(filter(None, (again, *file.notes, found))))
        self._draw()

    def choices(self) -> Choices:
        """What the person decided; the mapping only where one was shown."""
        mapping = Mapping(tuple(self._columns)) if self._columns else None
        return Choices(
            mapping,
            ENCODINGS[self.encoding.currentIndex()][0],
            DELIMITERS[self.delimiter.currentIndex()][0],
            DATE_ORDERS[self.order.currentIndex()][0],
        )

    def forget(self) -> None:
        """For another file: nothing is decided."""
        self._columns = []
        for combo in (self.encoding, self.delimiter, self.order):
            combo.setCurrentIndex(0)

    def why_not(self) -> str:
        """Why one cannot go on, or ""."""
        if self._asks and not self.order.currentIndex():
            return "Say first whether 3/4/2026 is in April or in March."
        if not any(column.sure and column.field in _NAMING for column in self._columns):
            return "Say which column holds the names, or the e-mail addresses."
        return ""

    def accept_suggestions(self) -> None:
        """Take every suggestion."""
        self._columns = [Column(column.header, column.field) for column in self._columns]
        self._draw()

    def choose(self, place: int, field: str) -> None:
        """Give a column its field."""
        self._columns[place] = Column(self._columns[place].header, field)
        self._draw()

    def _draw(self) -> None:
        suggested = sum(not column.sure for column in self._columns)
        self.accept_all.setText(f"Accept {plural(suggested, 'suggestion')}")
        self.accept_all.setVisible(bool(suggested))
        unused = [c.header for c, cells in zip(self._columns, self._samples, strict=True) if cells and not (c.sure and c.field)]
        shown = listed([f"“{header}”" for header in unused[:3]] + ([f"{len(unused) - 3} more"] if len(unused) > 3 else []))
        self.warning.setText(f"{shown} {'fills' if len(unused) == 1 else 'fill'} no field; the text is kept beside each person." if unused else "")
        self.warning.setVisible(bool(unused))
        bar = self._area.verticalScrollBar().value()
        # The old lines go later: one of their boxes may be the one that was just chosen in.
        old = self._area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._area.setWidget(self._grid())
        self._area.verticalScrollBar().setValue(bar)

    def _grid(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, words in enumerate(("Column in the file", "Some of its cells", "Field")):
            grid.addWidget(quiet(words), 0, at)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for place, (column, cells) in enumerate(zip(self._columns, self._samples, strict=True)):
            self._add_line(grid, place, column, cells)
        grid.setRowStretch(len(self._columns) + 1, 1)
        return body

    def _add_line(self, grid: QGridLayout, place: int, column: Column, cells: list[str]) -> None:
        header = Elided(size=13)
        header.set_whole(column.header)
        samples = Elided(size=SMALL, role="quiet")
        samples.set_whole(" · ".join(cells) or "empty")
        combo = Combo([words for _, words in TARGETS], f"Field for {column.header}")
        combo.setFixedWidth(272)
        combo.setCurrentIndex(next(at for at, (field, _) in enumerate(TARGETS) if field == column.field))
        combo.activated.connect(lambda at: self.choose(place, TARGETS[at][0]))
        line = place + 1
        grid.addWidget(header, line, 0)
        grid.addWidget(samples, line, 1)
        grid.addWidget(combo, line, 2)
        grid.addWidget(self._mark(place, column, cells), line, 3, Qt.AlignmentFlag.AlignLeft)

    def _mark(self, place: int, column: Column, cells: list[str]) -> QWidget:
        if not column.sure:
            return Button("Suggested: accept", lambda: self.choose(place, column.field), tip="Until you accept it, the column fills no field")
        if column.field in ("", "extra") and cells:
            return Chip("Kept as it is", "warn" if not column.field else "quiet")
        if column.field == "skip" or not cells:
            return Chip("Left out" if cells else "Empty", "quiet")
        return Chip("Used", "good")

    def _lay_out(self) -> None:
        self._csv_box = _row(("Encoding", self.encoding), ("Delimiter", self.delimiter))
        self._order_box = _row(("3/4/2026 means", self.order))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._csv_box)
        head.addWidget(self._order_box)
        head.addStretch(1)
        head.addWidget(self.accept_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.notes)
        column.addWidget(self._area, 1)
        column.addWidget(self.warning)


_NAMING = frozenset({"full_name", "given", "family", "emails", "nickname"})


def _some(cells: list[str]) -> list[str]:
    """The first different cells that hold something, cut short."""
    texts = (" ".join(cell.split()) for cell in cells)
    return [text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…" for text in list(dict.fromkeys(filter(None, texts)))[:SAMPLES]]


def _choice(options, name: str, chosen) -> Combo:
    combo = Combo([words for _, words in options], name)
    combo.activated.connect(lambda _: chosen())
    return combo


def _row(*labelled: tuple[str, QWidget]) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for words, widget in labelled:
        row.addWidget(PlainText(words, size=SMALL, role="quiet", wrap=False))
        row.addWidget(widget)
    return box
