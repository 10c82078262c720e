"""The last page of an import: what was done, what somebody should look at, a report to keep, and one undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.text import listed, plural
from advoplanner.services.import_rows import ImportRow, report_cells
from advoplanner.services.imports import ImportResult
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.data_table import DataTable
from ui.kit.labels import PlainText, quiet, section
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel


class ResultPage(QWidget):
    """`undone()` is called after the import was taken back."""

    def __init__(self, ctx: Context, undone: Callable[[], object]) -> None:
        super().__init__()
        self.ctx = ctx
        self._undone = undone
        self._rows: list[ImportRow] = []
        self.done = section()
        self.more = quiet()
        self.look = PlainText("These rows need a look:")
        self.model = RowTableModel(COLUMNS, row_id=lambda problem: f"{problem[0]} {problem[1]}")
        self.table = DataTable(self.model, "Problems")
        row = QHBoxLayout()
        row.setSpacing(8)
        self.undo = Button("Undo the import", self.take_back, icon="undo-2")
        row.addWidget(Button("Save report…", self.save_report, icon="download", tip="Every row and what became of it, as CSV"))
        row.addWidget(self.undo)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.done, self.more, self.look):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addStretch(0)

    def show_result(self, result: ImportResult, rows: list[ImportRow]) -> None:
        """What an import did with these rows."""
        self._rows = rows
        self.done.setText(done_words(result))
        left_out = f" {result.left_out:,} left out." if result.left_out else ""
        joined = f", {plural(result.duplicates, 'duplicate')} joined with earlier rows" if result.duplicates else ""
        self.more.setText(f"{plural(result.read, 'row')} read{joined}.{left_out}")
        self.model.set_rows(result.problems)
        self.look.setVisible(bool(result.problems))
        self.table.setVisible(bool(result.problems))
        self.undo.setVisible(result.changes.step is not None)

    def save_report(self) -> None:
        """Write every row and what became of it."""
        from advoplanner.exports import import_report

        path = self.ctx.dialogs.save_file("Save the report", "import report.csv", "CSV (*.csv)")
        if path is None:
            return
        written = self.ctx.act(import_report.write, path, [report_cells(row) for row in self._rows], quiet=True)
        if written:
            self.ctx.messages.info(f"The report is in “{path.name}”.")

    def take_back(self) -> None:
        self.ctx.undo()
        self._undone()


def done_words(result: ImportResult) -> str:
    """One sentence for what came in."""
    parts = [f"{plural(result.created, 'person', 'people')} added"] if result.created else []
    parts += [f"{result.updated:,} updated"] if result.updated else []
    parts += [f"{plural(result.added_to_event, 'guest')} on the list"] if result.added_to_event else []
    words = listed(parts) or "Nothing was new"
    return f"{words[0].upper()}{words[1:]}."


COLUMNS = (
    Column("Row", lambda problem: problem[0], width=72, align="right"),
    Column("Why", lambda problem: problem[1], width=520, stretch=True),
)
