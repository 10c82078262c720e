"""Settings: who sends and on which paper, how the window looks, where things lie, keys and licences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.documents import PAPER_WORDS
from advoplanner.services import accounts, workspace
from ui.kit import theme
from ui.kit.action import ActionSpec
from ui.kit.card_columns import CardColumns
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.labels import PlainText
from ui.kit.page import Page
from ui.kit.suggest_field import ZoneField
from ui.pages.settings.account_panel import AccountPanel
from ui.pages.settings.accounts import AccountsCard
from ui.pages.settings.cards import about_card, folders_card, keys_card, norms_card, titled
from ui.pages.settings.licences import licence_text

FETCHES = [("never", "Only when asked"), ("5", "Every 5 minutes"), ("15", "Every 15 minutes"), ("60", "Every hour")]
APPEARANCES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))


class SettingsPage(Page):
    """Every field saves itself when it is left."""

    tables = frozenset({"workspace_info", "mail_account"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Settings", "Everything here saves itself.")
        self.form = Form(self._save_workspace, columns=2)
        self.look = Form(self._save_look)
        self.fetching = Form(self._save_look)
        self._cards: CardColumns | None = None
        self.accounts = AccountsCard(self.open_account, self.add_account)
        self.account: AccountPanel | None = None
        self.drawer.closed.connect(self._closed)
        self._fill_forms()
        theme.THEME.changed.connect(self._show_look)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show what is stored; text that was refused stays in its field."""
        if self._cards is None:
            self._cards = self._laid_out()
            self.set_content(self._cards)
        info = workspace.info(self.ctx.workspace)
        self.form.load({**asdict(info)})
        self.form.setEnabled(not self.ctx.workspace.read_only)
        self._show_accounts()
        self._show_look()

    def commands(self) -> Sequence[ActionSpec]:
        return (ActionSpec("settings.account", "Add a mail account…", lambda _: self.add_account()),)

    def select(self, item_id: str) -> None:
        """Open a mail account."""
        self.open_account(item_id)

    def add_account(self) -> None:
        """Ask for the address, and open the account with the servers that it suggests."""
        done = self.ctx.ask_and_act("Add a mail account", "Its address:", partial(accounts.add, self.ctx.workspace), verb="Add")
        if done is not None:
            self.open_account(done.created("mail_account")[0])

    def open_account(self, account_id: str) -> None:
        """One account in the drawer."""
        self._closed()
        try:
            found = accounts.account(self.ctx.workspace, account_id)
        except RuleBroken as refused:
            self.ctx.refuse(refused)
            return
        self.account = AccountPanel(self.ctx, account_id)
        self.open_drawer(found.address, self.account, "Mail account")

    def show_licence(self, name: str, place: str) -> None:
        """A bundled licence in full, in the drawer."""
        self._closed()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(24, 0, 24, 24)
        words = PlainText(licence_text(place))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        column.addStretch(1)
        self.open_drawer(name, box)

    def _show_accounts(self) -> None:
        rows = accounts.rows(self.ctx.workspace)
        self.accounts.show_accounts(rows)
        self.accounts.add.allow("This workspace is open for reading only." if self.ctx.workspace.read_only else "")
        if self.account and all(row.id != self.account.account_id for row in rows):
            self.drawer.close_drawer()
        elif self.account:
            self.account.show_account()

    def _closed(self) -> None:
        if self.account:
            self.account.flush()
            self.account = None

    def _save_workspace(self, name: str, value: Any) -> None:
        self.ctx.act(workspace.edit, self.ctx.workspace, form=self.form, quiet=True, merge_key=f"settings.{name}", **{name: value})

    def _save_look(self, name: str, value: Any) -> None:
        self.ctx.act(self.ctx.settings.change, quiet=True, **{name: value})
        if name == "appearance":
            theme.THEME.apply(value)

    def _show_look(self) -> None:
        now = self.ctx.settings.current
        self.look.load({"appearance": now.appearance, "reduced_motion": now.reduced_motion, "reopen_last": now.reopen_last})
        self.fetching.load({"fetch_answers": now.fetch_answers})

    def _fill_forms(self) -> None:
        form = self.form
        form.line("name", "Name of the workspace")
        form.line("host_company", "Your company")
        form.field("default_zone", "Usual time zone", ZoneField(empty=True), help="New events begin with it.")
        form.choice("paper", "Paper", list(PAPER_WORDS.items()))
        form.heading("Who invites")
        form.line("sender_name", "Sender's name")
        form.line("sender_email", "Sender's e-mail address", help="Answers to invitations go there.")
        form.lines("sender_address", "Postal address", help="Stands below invitations, as many countries' laws require.")
        form.heading("Pitch guard")
        form.tags("product_names", "Names of your products", help="Invitations and sessions that name them often are pointed out.")
        form.tags("ignored_words", "Words that are passed over", help="The pitch guard says nothing about them.")
        self.fetching.choice("fetch_answers", "Fetch answers", FETCHES, help="From accounts whose reading is on, while the window is open here.")
        self.look.choice("appearance", "Colours", APPEARANCES)
        self.look.check("reduced_motion", "No motion", help="Messages appear without fading.")
        self.look.check("reopen_last", "Open the last workspace at start")

    def _laid_out(self) -> CardColumns:
        self.accounts.column.addWidget(self.fetching)
        left = [titled("Workspace", self.form), norms_card(lambda: self.ctx.navigate("norms")), about_card(self.show_licence)]
        right = [self.accounts, titled("Look", self.look), folders_card(self.ctx.workspace.path, self.ctx.settings.path), keys_card(self._keys())]
        return CardColumns(((5, left), (4, right)))

    def _keys(self) -> Iterator[tuple[str, str]]:
        """The window's own keys with what they do, in its menus' order."""
        for action in self.window().actions():
            if not action.shortcut().isEmpty():
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                yield key, action.text().replace("&", "")
