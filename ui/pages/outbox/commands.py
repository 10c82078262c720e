"""What can be done with messages: send, hold, release, delete and refresh; in the menu, by key and from the palette."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from advoplanner.core.paths import safe_name
from advoplanner.core.text import plural
from advoplanner.services import invitation_cards, invitations, outbox, sending
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.models.row_table_model import RowTableModel
from ui.pages.outbox.columns import READY, WAITING
from ui.pages.outbox.leaving import Leaving

NOT_READY = "Only messages that are ready can leave."
GONE = "What has left stays in the log as it was."
SURE = "It is known what became of this."
NOT_LEFT = "It has not left yet."
ONE = "Choose one message that is ready."


class OutboxCommands:
    """Every command takes a list of message ids."""

    def __init__(self, ctx: Context, page: QWidget, flush: Callable[[], object], model: RowTableModel) -> None:
        self.ctx = ctx
        self._page = page
        self.leaving = Leaving(ctx, page, flush)
        self._model = model

    def specs(self, open_message: Callable[[str], object]) -> list[ActionSpec]:
        """The commands on selected rows."""
        return [
            ActionSpec("open", "&Open", lambda ids: open_message(ids[0]), icon="arrow-right"),
            ActionSpec("send", "&Send…", self.leave, icon="send", why_not=partial(self._why_not, READY, NOT_READY)),
            ActionSpec("copy", "Cop&y to paste into a mail", self.leaving.copy, "Y", "copy", why_not=self._why_no_test),
            ActionSpec("by_hand", "I have sent &it myself…", self.note_sent, icon="check", why_not=partial(self._why_not, {"draft"}, NOT_READY)),
            ActionSpec("test", "Send a &test to me", self.leaving.test, "T", "mail", why_not=self._why_no_test),
            ActionSpec("hold", "&Hold…", self.hold, "H", "lock", why_not=partial(self._why_not, WAITING, GONE)),
            ActionSpec("release", "&Release", self.release, "R", "lock-open", why_not=partial(self._why_not, {"held"}, "This is not held.")),
            ActionSpec("was_sent", "It &was sent", partial(self.settle, sent=True), icon="check", why_not=partial(self._why_not, {"unsure"}, SURE)),
            ActionSpec(
                "not_sent", "It was &not sent", partial(self.settle, sent=False), icon="undo-2", why_not=partial(self._why_not, {"unsure"}, SURE)
            ),
            ActionSpec(
                "source", "Save as it le&ft…", self.save_source, icon="save", why_not=partial(self._why_not, {"exported", "unsure"}, NOT_LEFT)
            ),
            ActionSpec("cards", "Print &cards for those without an address…", self.print_cards, icon="printer", why_not=self._why_no_cards),
            ActionSpec("remove", "&Delete", self.remove, "Del", "trash-2", separator=True, why_not=partial(self._why_not, WAITING, GONE)),
        ]

    def page_specs(self, open_message: Callable[[str], object], selected: Callable[[], list[str]]) -> Sequence[ActionSpec]:
        """The same as commands of the page, and those on all messages."""

        def on_selected(spec: ActionSpec) -> ActionSpec:
            text = f"{spec.text.replace('&', '').rstrip('…')}: the selected messages"
            reason = lambda _: spec.reason(selected()) if selected() else "Select a message first."  # noqa: E731
            return ActionSpec(f"outbox.{spec.id}", text, lambda _: spec.run(selected()), spec.shortcut, spec.icon, why_not=reason)

        return (
            ActionSpec(
                "outbox.all", "Send all ready messages…", lambda _: self.leave(self.ready()), "Ctrl+E", why_not=lambda _: self.why_no_export()
            ),
            ActionSpec("outbox.refresh", "Refresh messages that are out of date", lambda _: self.refresh_stale(), "F5", why_not=self._why_no_renewal),
            *(on_selected(spec) for spec in self.specs(open_message)[1:]),
        )

    def hold(self, ids: list[str]) -> None:
        """Ask why; a reason that cannot be kept stays to be shortened."""
        title = f"Hold {plural(len(ids), 'message')}"
        self.ctx.ask_and_act(title, "Why? (You may leave this empty.)", partial(outbox.hold, self.ctx.workspace, ids), verb="Hold")

    def release(self, ids: list[str]) -> None:
        self.ctx.act_on_many(len(ids), "Releasing messages", self._page, outbox.release, self.ctx.workspace, ids)

    def remove(self, ids: list[str]) -> None:
        self.ctx.act(outbox.remove, self.ctx.workspace, ids)

    def refresh_stale(self) -> None:
        """Write every waiting message of the events concerned again."""
        waiting = Counter(row.event_id for row in self._model.rows() if row.state in WAITING)
        for event_id in dict.fromkeys(row.event_id for row in self._model.rows() if row.state == "stale"):
            self.ctx.act_on_many(waiting[event_id], "Writing messages again", self._page, invitations.refresh, self.ctx.workspace, event_id)

    def leave(self, ids: list[str]) -> None:
        """Ask by which way they are to leave."""
        self.leaving.ask([row for row in map(self._model.row, ids) if row])

    def note_sent(self, ids: list[str]) -> None:
        """Note that messages were sent from elsewhere, with a person's own words as the receipt."""
        self.leaving.note([row for row in map(self._model.row, ids) if row])

    def settle(self, ids: list[str], *, sent: bool) -> None:
        """Say whether messages in doubt were sent."""
        self.ctx.act(sending.settle, self.ctx.workspace, ids, sent=sent)

    def save_source(self, ids: list[str]) -> None:
        """Save the exact octets of a message that has left."""
        details = invitations.message(self.ctx.workspace, ids[0])
        path = self.ctx.dialogs.save_file("Save the message", details.file_name or "message.eml", "Messages (*.eml)")
        if path:
            self.ctx.act(outbox.save_octets, self.ctx.workspace, ids[0], path, quiet=True)

    def print_cards(self, ids: list[str]) -> None:
        """Cards on paper for every guest of the message's event who has no address."""
        row = self._model.row(ids[0])
        path = self.ctx.dialogs.save_file("Invitations on paper", f"{safe_name(row.event)} - Invitations.pdf", "Documents (*.pdf)") if row else None
        if row and path:
            ws, event = self.ctx.workspace, row.event_id
            self.ctx.jobs.run(
                lambda progress: invitation_cards.write(ws, event, path),
                title="Drawing invitations",
                done=lambda count: self.ctx.messages.info(f"{plural(count, 'card')} written to “{path.name}”."),
                failed=self.ctx.failed,
                owner=self._page,
            )

    def ready(self) -> list[str]:
        """All that can be exported now."""
        return [row.id for row in self._model.rows() if row.state in READY]

    def why_no_export(self) -> str:
        """Why nothing can be exported, "" where something can."""
        if self.ready():
            return ""
        waits = any(row.state in WAITING for row in self._model.rows())
        return "No message is ready: release what is held, or refresh what is out of date." if waits else "Nothing is waiting."

    def _why_no_test(self, ids: list[str]) -> str:
        return self._why_not({"draft"}, ONE, ids) if len(ids) == 1 else ONE

    def _why_no_cards(self, ids: list[str]) -> str:
        rows = [row for row in map(self._model.row, ids) if row]
        return "" if rows and all(not row.to_address and row.state == "held" for row in rows) else "This can be sent: there is an address."

    def _why_no_renewal(self, _page: object) -> str:
        return "" if any(row.state == "stale" for row in self._model.rows()) else "Nothing is out of date."

    def _why_not(self, states: frozenset[str] | set[str], reason: str, ids: list[str]) -> str:
        rows = [self._model.row(each) for each in ids]
        return "" if all(row and row.state in states for row in rows) else reason
