"""Documents into a folder: asked where, asked before files are replaced, written in a thread, told what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.core.progress import Progress
from advoplanner.core.text import listed, plural
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.exports.locking import SAYS, SHORTEST, check_password
from advoplanner.services import checks, printing
from advoplanner.services.printing import ExportReport
from ui.kit.context import Context
from ui.kit.gate import may_pass
from ui.pages.packs.shelf import Order

Mark = tuple[str, str, str, str]
"""Event, document, readers and paper of a file that was written."""


class Exporter:
    """`marks` stand for what was written last, so that a change since can be told; `written()` follows each export."""

    def __init__(self, ctx: Context, owner: QWidget, written: Callable[[], object]) -> None:
        self.ctx = ctx
        self.marks: dict[Mark, str] = {}
        self._owner = owner
        self._written = written

    def export_locked(self, order: Order, only: Sequence[str]) -> None:
        """Ask for a password, then for a folder, and write PDFs that open with it alone."""
        label = f"Password, {SHORTEST} characters or more. {SAYS}"
        # It is shown as it is typed: with a slip in it nobody would open the file again.
        password = self.ctx.dialogs.ask_text("Lock with a password", label, verb="Choose a folder…")
        if password is None:
            return
        try:
            self.export(order, only, check_password(password))
        except RuleBroken as refused:
            self.ctx.refuse(refused)

    def export(self, order: Order, only: Sequence[str], password: str = "") -> None:
        """Ask for a folder and write the documents named, or all that these readers may have; what stands against printing is asked about first."""
        against = checks.gate(self.ctx.workspace, order.event_id, "print").reason
        if not may_pass(self.ctx, "These documents", against, partial(checks.open_gate, self.ctx.workspace, [order.event_id], "print")):
            return
        folder = self.ctx.dialogs.choose_folder("Folder for the documents")
        if folder is None or not self._may_replace(folder, only, order):
            return
        what = f"“{DOCUMENTS[only[0]].title}”" if only else "documents"
        work = partial(_exported, self.ctx.workspace, order, folder, only, password)
        done = partial(self._done, order, folder)
        self.ctx.jobs.run(work, title=f"Exporting {what}", done=done, failed=self._failed, owner=self._owner)

    def mark(self, order: Order, key: str) -> str:
        """What stands for the file written last for this order; "" where there was none."""
        return self.marks.get(_place(order, key), "")

    def _may_replace(self, folder: Path, only: Sequence[str], order: Order) -> bool:
        names = printing.file_names(self.ctx.workspace, order.event_id, only=only, audience=order.audience)
        there = [name for name in names if (folder / name).exists()]
        if not there:
            return True
        files = plural(len(there), "file")
        text = f"“{folder.name}” holds {files} of the same name: {listed(there[:3])}{' and others' if len(there) > 3 else ''}."
        return self.ctx.dialogs.confirm("Replace documents?", text, f"Replace {files}")

    def _done(self, order: Order, folder: Path, result: tuple[ExportReport, dict[str, str]]) -> None:
        report, marks = result
        self.marks |= {_place(order, key): mark for key, mark in marks.items()}
        self._written()
        check = len(report.problems)
        hint = f"{plural(check, 'thing')} to look at: “Check these” and “Left out, and why” say which." if check else ""
        words = f"{plural(len(report.files), 'file')} written to “{folder.name}”."
        self.ctx.messages.info(words, hint, button="Open folder", action=partial(_open, folder))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            self.ctx.refuse(error)
        elif isinstance(error, AdvoError):
            self.ctx.messages.problem(error)
        else:
            raise error


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _place(order: Order, key: str) -> Mark:
    return order.event_id, key, order.reader(key), order.paper


def _exported(ws: Any, order: Order, folder: Path, only: Sequence[str], password: str, progress: Progress) -> tuple[ExportReport, dict[str, str]]:
    """Write the files, and take the mark of each PDF."""
    audience = order.audience or None
    report = printing.export(
        ws, order.event_id, folder, only=only, paper=order.paper, audience=audience, progress=progress, options=order.options, password=password
    )
    # A locked copy is another one each time, so it says nothing about what changed.
    pdfs = [file for file in report.files if file.path.suffix == ".pdf" and not password]
    return report, {file.document: sha256(file.path.read_bytes()).hexdigest() for file in pdfs}
