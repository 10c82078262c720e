"""The open audience: who signed up and by which way, who waits for a place, who knows it, and afterwards how many of them came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from advoplanner.core.changes import ChangeSet
from advoplanner.core.text import plural
from advoplanner.domain.sign_ups import Place, figure_words
from advoplanner.services import events, sign_up_notices, sign_ups
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.form import Form
from ui.kit.told_page import ToldPage, View
from ui.models.row_table_model import RowTableModel
from ui.pages.sign_ups.columns import COLUMNS

EMPTY = "Nobody has signed up yet. Read in the list of your web form, or the mails that came; the flyer's code leads to either."
KINDS = "Sign-ups (*.csv *.xlsx *.xls *.ods *.txt *.vcf *.eml)"
VIEWS: tuple[View, ...] = (
    ("All", None),
    ("Waiting", lambda row: row.place == Place.WAITING),
    ("To be told", lambda row: row.to_tell),
)


class SignUpsPage(ToldPage):
    """Delete gives a place back, and whoever waits moves up in the same step; M marks as told."""

    tables = frozenset({"sign_up", "guest", "person", "organisation", "event", "email_address"})

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Sign-ups", RowTableModel(COLUMNS))
        self.toolbar.primary("&Read sign-ups…", self.read_files, icon="file-up", tip="The list of a web form, or mails (Ctrl+I)")
        self.toolbar.button("&Sign up…", self.sign_up, icon="user-plus", tip="Somebody who called or asked (Ctrl+N)")
        self.finish(VIEWS, "Which sign-ups", "Search sign-ups", EmptyState(EMPTY, "Read sign-ups…", self.read_files, icon="users"))

    def refresh(self, changes: ChangeSet | None) -> None:
        """Everybody who signed up, and the audience in numbers."""
        if self.event_id is None:
            return
        rows = sign_ups.rows(self.ctx.workspace, self.event_id)
        self.model.set_rows(rows)
        found = sign_ups.figures(self.ctx.workspace, self.event_id)
        self.set_title("Sign-ups", " · ".join(figure_words(found)) if rows else "")
        untold = sum(row.to_tell for row in rows)
        limit = "" if found.places else "The event has no limit: everybody gets a place. Set its places in the overview's details."
        waits = f"{plural(untold, 'person does', 'people do')} not know yet where they stand."
        self.write_button.allow("" if untold else "Everybody knows where they stand.")
        self.told.setText(waits if untold and found.places else limit)
        self.told.setVisible(bool(rows) and bool(self.told.text()))

    def commands(self) -> Sequence[ActionSpec]:
        return [
            ActionSpec("sign_ups.read", "Read sign-ups from files…", lambda page: self.read_files(), "Ctrl+I"),
            ActionSpec("sign_ups.write", "Write to those who do not know yet…", lambda page: self.write_notices(), icon="mail"),
            ActionSpec("sign_ups.add", "Sign somebody up…", lambda page: self.sign_up(), "Ctrl+N"),
            *self.row_commands(),
        ]

    # What can be done

    def read_files(self) -> None:
        """Read lists and mails; what could not be read is told with the reason, the others are in."""
        paths = self.ctx.dialogs.open_files("Choose sign-ups", KINDS)
        taken = self.ctx.act(sign_ups.take_files, self.ctx.workspace, self.event_id, paths) if paths else None
        if taken is not None:
            self.ctx.messages.info(f"{taken.report.words()}.")
            if taken.report.problems:
                lines = [f"{name}: {why}" for name, why in taken.report.problems]
                self.ctx.dialogs.tell("Not everything could be read", "\n".join(lines))

    def sign_up(self) -> None:
        """Ask for one person."""
        if self.event_id is not None:
            SignUpDialog(self.ctx, self.event_id, events.details(self.ctx.workspace, self.event_id).title).ask(self)

    def write(self, folder: Path) -> Any:
        return self.ctx.act(sign_up_notices.write, self.ctx.workspace, self.event_id, folder)

    def copy_addresses(self, ids: list[str]) -> None:
        """The addresses of the chosen, for the field Bcc of a mail."""
        rows = [self.model.row(guest_id) for guest_id in ids]
        found = [row.email for row in rows if row is not None and row.email]
        if found:
            QGuiApplication.clipboard().setText("; ".join(found))
            self.ctx.messages.info(f"{plural(len(found), 'address', 'addresses')} copied, to paste into Bcc.")
        else:
            self.ctx.messages.warning("No address is known of them.")

    # How it is done

    def row_specs(self) -> tuple[ActionSpec, ...]:
        def told(ids: list[str]) -> None:
            self.ctx.act(sign_ups.mark_told, self.ctx.workspace, ids)

        def withdraw(ids: list[str]) -> None:
            self.ctx.act(sign_ups.withdraw, self.ctx.workspace, ids)

        return (
            ActionSpec("sign_ups.open", "&Open as a guest", lambda ids: self.open_guest(ids[0])),
            ActionSpec("sign_ups.copy", "Copy &addresses", self.copy_addresses, icon="copy"),
            ActionSpec("sign_ups.told", "&Mark as told", told, "M", "check"),
            ActionSpec("sign_ups.out", "&Give the place back", withdraw, "Del", "undo-2", separator=True),
        )


class SignUpDialog(Dialog):
    """Signs one person up by hand."""

    def __init__(self, ctx: Context, event_id: str, title: str) -> None:
        self.ctx, self._event_id = ctx, event_id
        self.form = Form()
        self.form.line("name", "&Name")
        self.form.line("email", "&E-mail")
        self.form.line("organisation", "&Company")
        super().__init__("Sign somebody up", "Sign up", self.form, subtitle=title, commit=self._add)

    def _add(self) -> bool:
        values = self.form.values()
        name = values.pop("name")
        return self.ctx.act(sign_ups.add, self.ctx.workspace, self._event_id, name, form=self.form, **values) is not None
