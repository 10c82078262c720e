"""How messages leave the window: the one question, the password where it is needed, the work in the background, and what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.domain.letters import MessageRow
from advoplanner.domain.mail_accounts import MailAccount
from advoplanner.services import by_hand, checks, outbox, sending
from ui.kit import clipboard
from ui.kit.context import Context
from ui.kit.dialogs import file_to_write
from ui.kit.form import Form
from ui.kit.gate import may_pass
from ui.pages.outbox.send_dialog import FOLDER, SEND, ReceiptDialog, SendDialog
from ui.trial_mail import Passwords, TrialMail, lacking, sign_in

NAMED = 3
"""Messages that failed and are told one by one; the list has them all."""


class Leaving:
    """Sends, exports and tests messages given by their rows."""

    def __init__(self, ctx: Context, page: QWidget, flush: Callable[[], object]) -> None:
        self.ctx = ctx
        self._page = page
        self._flush = flush
        self._trial = TrialMail(ctx, page)
        self._way = ""

    def _may_leave(self, event_ids: list[str]) -> bool:
        """Whether invitations of these events may go: nothing stands against them, or a reason lets them pass."""
        ws = self.ctx.workspace
        against = next((gate.reason for gate in (checks.gate(ws, event_id, "invitations") for event_id in event_ids) if not gate.open), "")
        return may_pass(self.ctx, "These messages", against, partial(checks.open_gate, ws, event_ids, "invitations"))

    def ask(self, rows: list[MessageRow]) -> None:
        """Ask by which way these are to leave, and let them go by it."""
        self._flush()
        if not self._may_leave(list(dict.fromkeys(row.event_id for row in rows))):
            return
        found, why = self._accounts([row.id for row in rows if row.state == "draft"])
        if any(row.state == "exporting" for row in rows):
            found, why = [], "Some were begun as files, and are finished so."
        dialog = SendDialog(rows, [each.address for each in found], why, self._way)
        if not dialog.ask(self._page):
            return
        self._way = dialog.way
        ids = [row.id for row in rows]
        if self._way == SEND:
            self.send(ids, found)
        elif self._way == FOLDER:
            folder = self.ctx.dialogs.choose_folder(f"Where to put {plural(len(ids), 'message')}")
            if folder is not None:
                self._run(partial(_export, self.ctx.workspace, ids, folder, dialog.entries), "Exporting", ids, partial(self._exported, folder), "db")
        else:
            folder = Path(tempfile.mkdtemp(prefix="advoplanner-"))
            self._run(partial(_export, self.ctx.workspace, ids, folder, False), "Opening", ids, self._open, "db")

    def send(self, ids: list[str], by: list[MailAccount], passwords: Passwords | None = None) -> None:
        """Send by these accounts; whose password is not known is asked for, and it goes on with it."""
        work = partial(_send, self.ctx.workspace, ids, by, passwords or {})
        self._run(work, "Sending", ids, partial(self._sent, partial(self.send, ids, by)), "work")

    def test(self, ids: list[str]) -> None:
        """Send one message to its sender, marked as a test."""
        ws = self.ctx.workspace
        self._trial.send(partial(sending.accounts_for, ws, ids), partial(sending.send_test, ws, ids[0]))

    def copy(self, ids: list[str]) -> None:
        """The words of one message on the clipboard, with formats; its calendar entry can be saved beside it."""
        found = self.ctx.act(by_hand.copied, self.ctx.workspace, ids[0])
        if found is None:
            return
        clipboard.copy(found.plain, found.html)
        text = f"The text for {found.address} is on the clipboard: paste it into a mail of your own."
        entry = partial(self._save_entry, ids[0]) if found.entry else None
        hint = f"Its subject is “{found.subject}”. When it has left, say so here: “I have sent it myself”."
        self.ctx.messages.info(text, hint, button="Save its calendar entry…" if entry else "", action=entry)

    def note(self, rows: list[MessageRow]) -> None:
        """Ask for the receipt of messages that were sent from elsewhere, and note them as sent."""
        self._flush()
        if not rows or not self._may_leave(list(dict.fromkeys(row.event_id for row in rows))):
            return
        ReceiptDialog(rows, partial(self._note, [row.id for row in rows])).ask(self._page)

    def _note(self, ids: list[str], receipt: str, form: Form) -> bool:
        noted = self.ctx.act(by_hand.note_sent, self.ctx.workspace, ids, receipt, form=form)
        for who, why in noted.held if noted else ():
            self.ctx.messages.warning(f"{who} was held back. {why}")
        return noted is not None

    def _save_entry(self, message_id: str) -> None:
        path = file_to_write(self.ctx.dialogs, "Save the calendar entry", "invite.ics", "Calendar (*.ics)")
        if path:
            self.ctx.act(by_hand.save_entry, self.ctx.workspace, message_id, path)

    def _accounts(self, ids: list[str]) -> tuple[list[MailAccount], str]:
        """The accounts that can send these, or why none can."""
        try:
            return (sending.accounts_for(self.ctx.workspace, ids), "") if ids else ([], "")
        except RuleBroken as refused:
            return [], refused.sentence

    def _run(self, work: Callable[[Progress], Any], verb: str, ids: list[str], done: Callable[[Any], object], pool: Any) -> None:
        owner = self._page if isinstance(self._page, QObject) else None
        title = f"{verb} {plural(len(ids), 'message')}"
        self.ctx.jobs.run(work, title=title, done=done, failed=self.ctx.failed, owner=owner, pool=pool)

    def _exported(self, folder: Path, done: outbox.ExportedMail) -> None:
        text = f"{plural(len(done.written), 'message')} written to “{folder.name}”."
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))
        self.ctx.messages.info(text, "Open each in your mail program to send it.", button="Show folder", action=show)
        for who, why in done.held:
            self.ctx.messages.warning(f"{who} was held back. {why}")

    def _open(self, done: outbox.ExportedMail) -> None:
        opened = [path for path in done.written if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))]
        if len(opened) < len(done.written):
            folder = done.written[0].parent
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder)))
            text = "No program here opens messages (.eml files)."
            self.ctx.messages.error(text, f"They lie in “{folder}”.", button="Show folder", action=show)
        else:
            self.ctx.messages.info(f"{plural(len(opened), 'message')} opened.", "Press Send in each window.")

    def _sent(self, again: Callable[[Passwords], object], report: sending.SendReport | list[MailAccount]) -> None:
        if isinstance(report, list):
            sign_in(self.ctx, report, again)
            return
        left = f"{plural(report.left, 'message')} {'is' if report.left == 1 else 'are'} ready as before." if report.left else ""
        if report.problem:
            self.ctx.messages.error(f"{report.sent:,} sent, then it stopped. {report.problem.sentence}", f"{report.problem.hint} {left}".strip())
        elif report.sent or report.stopped:
            self.ctx.messages.info(f"{plural(report.sent, 'message')} sent{', then stopped' if report.stopped else ''}.", left)
        for rows, words in ((report.unsure, "may have been sent"), (report.held, "held"), (report.later, "put off by the server")):
            for who, why in rows[:NAMED]:
                self.ctx.messages.warning(f"{who}: {words}. {why}")
            if len(rows) > NAMED:
                self.ctx.messages.warning(f"{len(rows) - NAMED:,} more {words}; each says why in the list.")


def _export(workspace: Any, ids: list[str], folder: Path, entries: bool, progress: Progress) -> outbox.ExportedMail:
    return outbox.export(workspace, ids, folder, progress, entries=entries)


def _send(workspace: Any, ids: list[str], by: list[MailAccount], passwords: Passwords, progress: Progress) -> sending.SendReport | list[MailAccount]:
    return lacking(workspace, by, passwords) or sending.send(workspace, ids, progress)
