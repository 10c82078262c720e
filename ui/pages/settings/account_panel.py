"""One mail account in the drawer: servers, signing in, what it may do, and a trial that says in words what works."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.domain.mail_accounts import OAUTH, SECURITY_WORDS, SIGN_IN_WORDS, SignIn
from advoplanner.services import accounts
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet
from ui.pages.settings.accounts import AccountActs, secret_facts

OWN_ID = (
    "Your administrator registers AdvoPlanner once with your provider as a desktop application, with the redirect address http://localhost, "
    "and gives you this id."
)


class AccountPanel(QWidget):
    """Fields save themselves; a refused one keeps its text. The password is given apart, and never shown."""

    def __init__(self, ctx: Context, account_id: str) -> None:
        super().__init__()
        self.ctx = ctx
        self.account_id = account_id
        self.acts = AccountActs(ctx, account_id, self, self.say)
        self.form = Form(self._save, columns=2)
        self._fill()
        self.secret = Button("Password…", self._give_secret, icon="lock")
        self.forget = Button("Forget", self._forget, kind="quiet")
        self.forget.hide()
        self.kept = quiet()
        self.trial = Button("Try it", self._try_out, icon="check", tip="Connect and sign in; nothing is sent and nothing changes")
        self.again = Button("Read from the start", self.acts.read_again, kind="quiet", tip="Let the next reading look at the whole mailbox")
        self.remove = Button("Remove", self.acts.remove, kind="quiet", icon="trash-2")
        self.result = PlainText()
        self.result.hide()
        self._lay_out()
        self.show_account()

    def show_account(self) -> None:
        """Show what is stored, and only the fields that this way of signing in needs."""
        found = accounts.account(self.ctx.workspace, self.account_id)
        self.form.load(asdict(found))
        browser = found.sign_in in OAUTH
        for name, shown in (("client_id", browser), ("tenant", found.sign_in == SignIn.MICROSOFT)):
            self.form[name].widget.parentWidget().setVisible(shown)
        self.secret.setVisible(found.sign_in != SignIn.NONE)
        self.again.setVisible(found.reads)
        look = partial(secret_facts, self.ctx.workspace, self.account_id)
        self.ctx.jobs.run(look, title="Asking the keyring", done=partial(self._show_secret, found.sign_in), owner=self)

    def _show_secret(self, sign_in: str, facts: tuple[bool, str]) -> None:
        lacks, place = facts
        browser = ("Sign in…", "Sign in again…") if sign_in in OAUTH else ("Password…", "Another password…")
        self.secret.setText(browser[not lacks])
        self.forget.setVisible(not lacks and sign_in != SignIn.NONE)
        where = f"It is kept in {place}." if place else "This computer offers no keyring that is safe, so it is kept until AdvoPlanner is closed."
        self.kept.setText("No secret is needed." if sign_in == SignIn.NONE else where)

    def say(self, words: str, role: str) -> None:
        """What came of a trial or a sign-in, in words below the buttons."""
        self.result.set_role(role)
        self.result.setText(words)
        self.result.setVisible(bool(words))
        self.show_account()

    def flush(self) -> None:
        """Save what is being typed."""
        self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        accounts.edit(self.ctx.workspace, self.account_id, **{name: value})
        self.result.hide()

    def _give_secret(self) -> None:
        self.flush()
        self.acts.give_secret()

    def _forget(self) -> None:
        self.acts.forget()

    def _try_out(self) -> None:
        self.flush()
        self.acts.try_out()

    def _fill(self) -> None:
        form, security = self.form, list(SECURITY_WORDS.items())
        form.line("address", "&Address", help="The organiser of an event sends by the account of this address.", wide=True)
        form.choice("sign_in", "S&ign in with", list(SIGN_IN_WORDS.items()), wide=True)
        form.line("user", "&User", help="Leave it empty where it is the address.", wide=True)
        form.line("client_id", "Client i&d", help=OWN_ID, wide=True)
        form.line("tenant", "&Tenant", help="Your organisation's domain or directory id.", wide=True)
        form.heading("Sending")
        form.check("sends", "Send messages by this account")
        form.line("smtp_host", "Server (SMTP)", wide=True)
        form.number("smtp_port", "Port", low=1, high=65535)
        form.choice("smtp_security", "Protected by", security)
        form.number("per_minute", "At most", low=1, high=600, unit="a minute", help="Microsoft takes 30.", wide=True)
        form.heading("Reading answers")
        form.check("reads", "Fetch answers from this account", help="Only what concerns your invitations is taken; nothing there changes.")
        form.line("imap_host", "Server (IMAP)", wide=True)
        form.number("imap_port", "Port", low=1, high=65535)
        form.choice("imap_security", "Protected by", security)
        form.line("folder", "Folder", wide=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        column.addLayout(_row(self.trial, self.secret, self.forget))
        column.addWidget(self.kept)
        column.addWidget(self.result)
        column.addWidget(self.form)
        column.addLayout(_row(self.again, self.remove))
        column.addStretch(1)


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
