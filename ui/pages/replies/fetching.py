"""Answers fetched from mailboxes: in the background, with the password asked where it lacks, and the sum in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from advoplanner.core.errors import AdvoError
from advoplanner.core.progress import Progress
from advoplanner.core.text import plural
from advoplanner.domain.mail_accounts import OAUTH, MailAccount
from advoplanner.services import accounts, mailbox
from advoplanner.services.replies import ReplyReport
from ui.kit.context import Context

NO_ACCOUNT = "No mail account reads answers: turn it on in Settings."


class Fetching:
    """Reads every account whose reading is on; `done(report)` is called for each that held answers."""

    def __init__(self, ctx: Context, page: QWidget, done: Callable[[ReplyReport], object]) -> None:
        self.ctx = ctx
        self._page = page
        self._done = done

    def why_not(self) -> str:
        """Why nothing can be fetched, "" where something can."""
        return "" if accounts.reading(self.ctx.workspace) else NO_ACCOUNT

    def fetch(self) -> None:
        """Look into the mailboxes now."""
        found = accounts.reading(self.ctx.workspace)
        if found:
            self._run(found, {})
        else:
            self.ctx.messages.info(NO_ACCOUNT, button="Settings", action=partial(self.ctx.navigate, "settings"))

    def _run(self, found: list[MailAccount], passwords: dict[str, str]) -> None:
        work = partial(_fetch, self.ctx.workspace, found, passwords)
        self.ctx.jobs.run(work, title="Fetching answers", done=self._fetched, failed=self._failed, owner=self._page)

    def _fetched(self, outcome: mailbox.Round) -> None:
        done = outcome.fetched
        for problem in outcome.problems:
            self.ctx.messages.problem(problem)
        looked = sum(each.looked_at for each in done)
        large = sum(each.too_large for each in done)
        for each in done:
            if each.report.read:
                self._done(each.report)
        if done and not any(each.report.read for each in done):
            self.ctx.messages.info(f"No answers in {plural(looked, 'new message')}." if looked else "Nothing new in the mailbox.")
        if large:
            self.ctx.messages.warning(f"{plural(large, 'message')} too large to be an answer {'was' if large == 1 else 'were'} passed over.")
        if outcome.lacking:
            self._sign_in(outcome.lacking)

    def _sign_in(self, lacking: tuple[MailAccount, ...]) -> None:
        given: dict[str, str] = {}
        for account in lacking:
            if account.sign_in in OAUTH:
                text = f"Sign in as {account.address} first."
                self.ctx.messages.warning(text, button="Settings", action=partial(self.ctx.navigate, "settings"))
                continue
            password = self.ctx.dialogs.ask_secret(f"Password for {account.address}", f"{account.login} at {account.imap_host}:", verb="Sign in")
            if password:
                given[account.id] = password
        if given:
            self._run([each for each in lacking if each.id in given], given)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AdvoError):
            raise error
        self.ctx.messages.problem(error)


def _fetch(workspace: Any, found: list[MailAccount], passwords: dict[str, str], progress: Progress) -> mailbox.Round:
    """Keep the passwords that were given, then look. In a thread, for a keyring may ask to be unlocked."""
    for account_id, password in passwords.items():
        accounts.remember(workspace, account_id, password)
    return mailbox.fetch_all(workspace, found, progress)
