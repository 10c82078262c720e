"""The first page of an import: a file chosen or dropped, or text pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.core.paths import read_bytes
from advoplanner.services import imports
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section
from ui.kit.tokens import RADIUS
from ui.pages.people.import_facts import Source

KINDS = "Lists of people (*.csv *.xlsx *.xls *.ods *.vcf *.ics *.tsv *.txt);;All files (*)"
PASTED = "pasted.txt"


class SourcePage(QWidget):
    """`chosen` follows a file that was taken."""

    chosen = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.file: Path | None = None
        self.drop = _DropArea(self.take)
        self.said = PlainText("Drop a file here")
        self.said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        kinds = quiet("CSV, Excel, LibreOffice, contact cards (.vcf), meetings (.ics), up to 200 MB. Nothing is written before the last page.")
        kinds.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.drop.column.addStretch(1)
        self.drop.column.addWidget(self.said)
        self.drop.column.addWidget(Button("&Choose a file…", self.choose, icon="folder-open"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.drop.column.addWidget(kinds)
        self.drop.column.addStretch(1)
        self.pasted = QPlainTextEdit()
        self.pasted.setAccessibleName("Pasted text")
        self.pasted.setPlaceholderText("Rows copied from a spreadsheet, or addresses such as Ana Ruiz <ana@company.com>; Bo Lee <bo@company.com>")
        self.pasted.setTabChangesFocus(True)
        self._lay_out()

    def source(self) -> Source:
        """The bytes to read; raises RuleBroken where nothing was given, KnownProblem where the file cannot be read."""
        text = self.pasted.toPlainText()
        if text.strip():
            return Source(text.encode("utf-8", "replace"), PASTED)
        if self.file is None:
            raise RuleBroken("import.nothing", "Choose a file, drop one, or paste rows or addresses.")
        return Source(read_bytes(self.file, imports.MAX_BYTES), self.file.name)

    def choose(self) -> None:
        path = self.ctx.dialogs.open_file("Choose a list of people", KINDS)
        if path:
            self.take(path)

    def take(self, path: Path) -> None:
        """Use this file."""
        self.file = path
        self.pasted.clear()
        self.said.setText(path.name)
        self.chosen.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.drop, 3)
        head = QHBoxLayout()
        head.addWidget(section("Or paste"), 1)
        head.addWidget(Button("Save a template…", lambda: save_template(self.ctx), kind="quiet", icon="download"))
        column.addLayout(head)
        column.addWidget(self.pasted, 2)


def save_template(ctx: Context) -> Path | None:
    """A file with all columns that are known and one example row, to be filled in a spreadsheet."""
    from importlib.resources import files

    from advoplanner.core.paths import write_bytes

    path = ctx.dialogs.save_file("Save the template", "people.csv", "CSV (*.csv)")
    if path is None:
        return None
    try:
        write_bytes(path, (files("resources") / "templates" / "people.csv").read_bytes())
    except AdvoError as problem:
        ctx.messages.problem(problem)
        return None
    ctx.messages.info(f"The template is in “{path.name}”.")
    return path


class _DropArea(QWidget):
    """A dashed frame that takes one file."""

    def __init__(self, dropped) -> None:
        super().__init__()
        self._dropped = dropped
        self.setAcceptDrops(True)
        self.setMinimumHeight(160)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._dropped(Path(next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("window"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
