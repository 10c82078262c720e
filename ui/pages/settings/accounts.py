"""Mail accounts among the settings: the card that lists them, and what can be done with one, in the background where a server is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.errors import AdvoError
from advoplanner.core.progress import Progress
from advoplanner.domain.mail_accounts import OAUTH, MailAccount, SignIn
from advoplanner.services import accounts, mailbox
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.context import Context
from ui.kit.labels import Elided, quiet, section

WHAT_FOR = (
    "With an account messages can be sent from here and answers fetched. Both are off until you turn them on, and no password is ever "
    "written to a file."
)


class AccountsCard(Card):
    """One line an account, with what it may do; `opened(id)` is called for the one that is to be shown."""

    def __init__(self, opened: Callable[[str], object], add: Callable[[], object]) -> None:
        super().__init__(spacing=12)
        self._opened = opened
        self.column.addWidget(section("Mail accounts"))
        self.column.addWidget(quiet(WHAT_FOR))
        self._lines = QWidget()
        self.column.addWidget(self._lines)
        self.add = Button("Add account…", add, icon="plus")
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self.column.addLayout(row)
        self._place = self.column.indexOf(self._lines)

    def show_accounts(self, rows: list[MailAccount]) -> None:
        """List these."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in rows:
            name = Elided(each.address)
            name.set_whole(each.address)
            button = Button("Change", partial(self._opened, each.id), kind="quiet", icon="pencil")
            button.setAccessibleName(f"Change {each.address}")
            line = QHBoxLayout()
            line.addWidget(Chip(*standing(each)))
            line.addStretch(1)
            line.addWidget(button)
            holder = Card(margin=8, spacing=4)
            holder.column.addWidget(name)
            holder.column.addLayout(line)
            column.addWidget(holder)
        self.column.replaceWidget(self._lines, box)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = box
        box.setVisible(bool(rows))


def standing(account: MailAccount) -> tuple[str, str]:
    """What an account may do, and the colour of its dot."""
    words = {(True, True): "Sends and reads", (True, False): "Sends", (False, True): "Reads", (False, False): "Off"}[account.sends, account.reads]
    return words, "good" if account.sends or account.reads else "quiet"


class AccountActs:
    """Password, sign-in, trial and removal of one account; what came of it goes to `say`."""

    def __init__(self, ctx: Context, account_id: str, owner: QWidget, say: Callable[[str, str], object]) -> None:
        self.ctx = ctx
        self._id = account_id
        self._owner = owner
        self._say = say

    @property
    def account(self) -> MailAccount:
        return accounts.account(self.ctx.workspace, self._id)

    def give_secret(self) -> None:
        """Ask for the password and keep it, or open the browser to sign in."""
        found = self.account
        if found.sign_in in OAUTH:
            self._sign_in(found)
        elif password := self._password(found):
            words = {True: "The password is kept in the system's keyring.", False: "The password is kept until AdvoPlanner is closed."}
            done = lambda kept: self._say(words[bool(kept)], "quiet")  # noqa: E731
            self._run(partial(_remember, self.ctx.workspace, self._id, password), "Keeping the password", done)

    def forget(self) -> None:
        """Forget the password or the sign-in, in the keyring too."""
        work = partial(_forget, self.ctx.workspace, self._id)
        self._run(work, "Forgetting the password", lambda _: self._say("Forgotten.", "quiet"))

    def try_out(self, password: str = "") -> None:
        """Connect and sign in; nothing is sent."""
        found = self.account
        self._say(f"Asking {found.smtp_host or found.imap_host}…", "quiet")
        work = partial(_try_out, self.ctx.workspace, self._id, password)
        self._run(work, f"Trying {found.address}", self._tried)

    def read_again(self) -> None:
        """Let the next reading look at the whole mailbox."""
        mailbox.read_again(self.ctx.workspace, self._id)
        self._say("The next reading looks at the whole mailbox; answers that are known are passed over.", "quiet")

    def remove(self) -> None:
        self.ctx.act(accounts.remove, self.ctx.workspace, self._id)

    def _tried(self, lines: list[str] | None) -> None:
        """Say what works; None where the password lacks, which is asked for."""
        if lines is not None:
            self._say("\n".join(lines), "good")
            return
        self._say("", "quiet")
        found = self.account
        if found.sign_in in OAUTH:
            self._sign_in(found)
        elif password := self._password(found):
            self.try_out(password)

    def _password(self, found: MailAccount) -> str:
        label = f"{found.login} at {found.smtp_host or found.imap_host}:"
        return self.ctx.dialogs.ask_secret(f"Password for {found.address}", label, verb="Keep") or ""

    def _sign_in(self, found: MailAccount) -> None:
        secret = ""
        if found.sign_in == SignIn.GOOGLE:
            secret = self.ctx.dialogs.ask_secret("Client secret", "The secret that Google shows beside the client id:", verb="Go on") or ""
            if not secret:
                return
        self._say("Waiting for you to sign in in the browser…", "quiet")
        words = {True: "Signed in; it is kept in the system's keyring.", False: "Signed in until AdvoPlanner is closed."}
        done = lambda kept: self._say(words[bool(kept)], "good")  # noqa: E731
        self._run(partial(_sign_in, self.ctx.workspace, self._id, secret), f"Signing in as {found.address}", done)

    def _run(self, work: Callable[[Progress], Any], title: str, done: Callable[[Any], object]) -> None:
        self.ctx.jobs.run(work, title=title, done=done, failed=self._failed, owner=self._owner)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AdvoError):
            raise error
        self._say(f"{error.sentence} {error.hint}".strip(), "bad")


def _try_out(workspace: Any, account_id: str, password: str, progress: Progress) -> list[str] | None:
    if password:
        accounts.remember(workspace, account_id, password)
    if accounts.lacks_secret(workspace, accounts.account(workspace, account_id)):
        return None
    return accounts.try_out(workspace, account_id, progress)


def _remember(workspace: Any, account_id: str, password: str, _progress: Progress) -> bool:
    return accounts.remember(workspace, account_id, password)


def _forget(workspace: Any, account_id: str, _progress: Progress) -> None:
    accounts.forget(workspace, account_id)


def _sign_in(workspace: Any, account_id: str, secret: str, progress: Progress) -> bool:
    return accounts.sign_in(workspace, account_id, secret, progress)


def secret_facts(workspace: Any, account_id: str, _progress: Progress) -> tuple[bool, str]:
    """Whether the secret lacks, and where secrets are kept; in a thread, for a keyring may ask to be unlocked."""
    return accounts.lacks_secret(workspace, accounts.account(workspace, account_id)), workspace.secrets.place
