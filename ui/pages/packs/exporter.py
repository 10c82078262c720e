"""Documents into a folder: asked where, asked before files are replaced, written in a thread, told what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from advoplanner.core.errors import AdvoError, KnownProblem, RuleBroken
from advoplanner.core.progress import Progress
from advoplanner.core.text import listed, plural
from advoplanner.domain.prints import Printout
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.exports.locking import SAYS, SHORTEST, check_password
from advoplanner.services import checks, printing, prints
from advoplanner.services.printing import ExportReport
from ui.kit.context import Context
from ui.kit.gate import may_pass
from ui.pages.packs.one_reader import ask_reader, exported
from ui.pages.packs.shelf import Order


class Exporter:
    """Knows what was exported last, so that a change since can be told; `written()` follows each export."""

    def __init__(self, ctx: Context, owner: QWidget, written: Callable[[], object]) -> None:
        self.ctx = ctx
        self._last: dict[prints.Key, Printout] = {}
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
        folder = self._folder(order)
        if folder is not None and self._may_replace(folder, only, order):
            self._write(order, folder, only, password)

    def export_raw(self, order: Order) -> None:
        """The guest list with a CSV for programs that import it, in which nothing is guarded from spreadsheets."""
        raw = {**order.options, "guests": {**order.options.get("guests", {}), "raw": True}}
        self.export(replace(order, options=raw), ("guests",))

    def export_for_reader(self, order: Order) -> None:
        """Ask for whom and where, and write briefing packs for one reader each."""
        wanted = ask_reader(self.ctx, order.event_id)
        folder = self._folder(order) if wanted else None
        if folder is not None:
            work = partial(exported, self.ctx.workspace, order, folder, wanted)
            failed = partial(self._failed, order, folder, (), lambda _: None)
            self.ctx.jobs.run(work, title="Exporting packs for readers", done=partial(self._told, folder), failed=failed, owner=self._owner)

    def _folder(self, order: Order) -> Path | None:
        """Where to, once what stands against printing was asked about."""
        against = checks.gate(self.ctx.workspace, order.event_id, "print").reason
        if not may_pass(self.ctx, "These documents", against, partial(checks.open_gate, self.ctx.workspace, [order.event_id], "print")):
            return None
        return self.ctx.dialogs.choose_folder("Folder for the documents")

    def _write(self, order: Order, folder: Path, only: Sequence[str], password: str, *, beside: bool = False) -> None:
        what = f"“{DOCUMENTS[only[0]].title}”" if len(only) == 1 else "documents"
        work = partial(_exported, self.ctx.workspace, order, folder, only, password, beside)
        again = partial(self._write, order, folder, password=password, beside=True)
        done, failed = partial(self._done, order, folder, again), partial(self._failed, order, folder, only, again)
        self.ctx.jobs.run(work, title=f"Exporting {what}", done=done, failed=failed, owner=self._owner)

    def load(self, event_id: str) -> None:
        """Read what was exported last of an event."""
        self._last = prints.last(self.ctx.workspace, event_id)

    def last(self, order: Order, key: str) -> Printout | None:
        """What was exported last of a document for these readers on this paper."""
        return self._last.get((key, order.reader(key), order.paper))

    def _may_replace(self, folder: Path, only: Sequence[str], order: Order) -> bool:
        there = self._names_there(folder, only, order)
        if not there:
            return True
        files = plural(len(there), "file")
        text = f"“{folder.name}” holds {files} of the same name: {listed(there[:3])}{' and others' if len(there) > 3 else ''}."
        return self.ctx.dialogs.confirm("Replace documents?", text, f"Replace {files}")

    def _names_there(self, folder: Path, only: Sequence[str], order: Order) -> list[str]:
        names = printing.file_names(self.ctx.workspace, order.event_id, only=only, audience=order.audience, options=order.options)
        return [name for name in names if (folder / name).exists()]

    def _done(self, order: Order, folder: Path, again: Callable[..., None], report: ExportReport) -> None:
        self.load(order.event_id)
        self._written()
        self._told(folder, report)
        if report.failed:
            self._offer_names([key for key, _ in report.failed], report.failed[0][1], again)

    def _told(self, folder: Path, report: ExportReport) -> None:
        check = len(report.problems)
        hint = f"{plural(check, 'thing')} to look at: “Check these” and “Left out, and why” say which." if check else ""
        words = f"{plural(len(report.files), 'file')} written to “{folder.name}”."
        self.ctx.messages.info(words, hint, button="Open folder", action=partial(_open, folder))

    def _offer_names(self, keys: Sequence[str], problem: KnownProblem, again: Callable[..., None]) -> None:
        """What is open in another program may be written under a new name beside it."""
        titles = listed([f"“{DOCUMENTS[key].title}”" for key in dict.fromkeys(keys)])
        text = f"{titles} could not be replaced. {problem} A file that is open elsewhere can stay: the new one gets a number behind its name."
        if self.ctx.dialogs.confirm("Write under another name?", text, "Write under another name"):
            again(tuple(dict.fromkeys(keys)))

    def _failed(self, order: Order, folder: Path, only: Sequence[str], again: Callable[..., None], error: BaseException) -> None:
        if isinstance(error, KnownProblem) and error.code in ("files.denied", "files.kind") and self._names_there(folder, only, order):
            self._offer_names(only or [key for key in DOCUMENTS if order.may_read(key)], error, again)
        elif isinstance(error, RuleBroken):
            self.ctx.refuse(error)
        elif isinstance(error, AdvoError):
            self.ctx.messages.problem(error)
        else:
            raise error


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _exported(ws: Any, order: Order, folder: Path, only: Sequence[str], password: str, beside: bool, progress: Progress) -> ExportReport:
    audience = order.audience or None
    return printing.export(
        ws, order.event_id, folder, only=only, paper=order.paper, audience=audience, progress=progress, options=order.options, password=password,
        beside=beside,
    )  # fmt: skip
