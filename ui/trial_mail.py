"""A test of a message, sent to its own sender from any page; and the passwords that sending lacks, asked for when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from advoplanner.core.errors import RuleBroken
from advoplanner.core.progress import Progress
from advoplanner.domain.mail_accounts import OAUTH, MailAccount
from advoplanner.services import accounts
from ui.kit.context import Context

Passwords = dict[str, str]
"""Account → the password that was typed just now."""

Work = Callable[[Progress], str]


class TrialMail:
    """`send(find, work)`: `find()` gives the accounts it would leave by, `work(progress)` sends it and says where it went."""

    def __init__(self, ctx: Context, owner: QObject) -> None:
        self._ctx, self._owner = ctx, owner

    def send(self, find: Callable[[], list[MailAccount]], work: Work, passwords: Passwords | None = None) -> None:
        """Send a test in the background; whose password is not known is asked for, and it goes on with it."""
        try:
            found = find()
        except RuleBroken as lacking:
            self._ctx.messages.warning(lacking.sentence, button="Settings", action=partial(self._ctx.navigate, "settings"))
            return
        job = partial(_tried, self._ctx.workspace, found, passwords or {}, work)
        done = partial(self._done, partial(self.send, find, work))
        self._ctx.jobs.run(job, title="Sending a test", done=done, failed=self._ctx.failed, owner=self._owner)

    def _done(self, again: Callable[[Passwords], object], done: str | list[MailAccount]) -> None:
        if isinstance(done, list):
            sign_in(self._ctx, done, again)
        else:
            self._ctx.messages.info(f"A test is on its way to {done}.", "Nothing was recorded.")


def lacking(workspace: Any, by: list[MailAccount], passwords: Passwords) -> list[MailAccount]:
    """Keep the passwords that were given; the accounts without one. In a thread, for a keyring may ask to be unlocked."""
    for account_id, password in passwords.items():
        accounts.remember(workspace, account_id, password)
    return [each for each in by if accounts.lacks_secret(workspace, each)]


def sign_in(ctx: Context, without: list[MailAccount], again: Callable[[Passwords], object]) -> None:
    """Ask for the passwords that lack, then try again; a sign-in in the browser belongs to the settings."""
    given: Passwords = {}
    for account in without:
        if account.sign_in in OAUTH:
            ctx.messages.warning(f"Sign in as {account.address} first.", button="Settings", action=partial(ctx.navigate, "settings"))
            return
        password = ctx.dialogs.ask_secret(f"Password for {account.address}", f"{account.login} at {account.smtp_host}:", verb="Sign in")
        if not password:
            return
        given[account.id] = password
    again(given)


def _tried(workspace: Any, by: list[MailAccount], passwords: Passwords, work: Work, progress: Progress) -> str | list[MailAccount]:
    return lacking(workspace, by, passwords) or work(progress)
