"""What can be done with a reply: apply, assign, admit, set aside; in the menu, by key, in the drawer and from the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from advoplanner.domain.guests import Reply
from advoplanner.domain.reply_rows import GuestChoice, ReplyRow
from advoplanner.services import replies
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.models.row_table_model import RowTableModel

Rule = Callable[[ReplyRow], str]


class ReplyCommands:
    """Every command takes a list with one reply's id: each answer is a decision of its own."""

    def __init__(self, ctx: Context, model: RowTableModel) -> None:
        self.ctx = ctx
        self._model = model

    def specs(self, open_reply: Callable[[str], object]) -> list[ActionSpec]:
        """The commands on the selected row."""
        return [
            ActionSpec("open", "&Open", lambda ids: open_reply(ids[0]), icon="arrow-right"),
            ActionSpec("apply", "&Apply", self.apply, "A", "check", why_not=partial(self._why_not, _no_apply)),
            ActionSpec("assign", "Assign to &guest…", self.assign, "G", "user-check", why_not=partial(self._why_not, _settled)),
            ActionSpec("admit", "Ad&mit as guest", self.admit, "", "user-plus", why_not=partial(self._why_not, _no_admission)),
            ActionSpec("delegate", "Admit as &delegate of…", self.admit_delegate, "", "users", why_not=partial(self._why_not, _no_admission)),
            ActionSpec("ignore", "&Ignore", self.ignore, "Del", "eye-off", separator=True, why_not=partial(self._why_not, _no_ignoring)),
        ]

    def page_specs(self, open_reply: Callable[[str], object], selected: Callable[[], list[str]]) -> Sequence[ActionSpec]:
        """The same as commands of the page."""

        def on_selected(spec: ActionSpec) -> ActionSpec:
            text = f"{spec.text.replace('&', '')} (the selected reply)"
            reason = lambda _: spec.reason(selected()) if selected() else "Select a reply first."  # noqa: E731
            return ActionSpec(f"replies.{spec.id}", text, lambda _: spec.run(selected()), spec.shortcut, spec.icon, why_not=reason)

        return [on_selected(spec) for spec in self.specs(open_reply)[1:]]

    def apply(self, ids: list[str]) -> None:
        self.ctx.act(replies.apply, self.ctx.workspace, ids[0])

    def assign(self, ids: list[str]) -> None:
        """Ask whose answer it is."""
        chosen = self._guest("Whose answer is this?", ids[0], "Assign")
        if chosen:
            self.ctx.act(replies.assign, self.ctx.workspace, ids[0], chosen.guest_id)

    def admit(self, ids: list[str]) -> None:
        self.ctx.act(replies.admit, self.ctx.workspace, ids[0])

    def admit_delegate(self, ids: list[str]) -> None:
        """Ask who sends them, and let them in instead."""
        chosen = self._guest("Who sends them?", ids[0], "Admit as delegate")
        if chosen:
            self.ctx.act(replies.admit, self.ctx.workspace, ids[0], as_delegate_of=chosen.guest_id)

    def ignore(self, ids: list[str]) -> None:
        self.ctx.act(replies.ignore, self.ctx.workspace, ids[0])

    def _why_not(self, rule: Rule, ids: list[str]) -> str:
        if len(ids) != 1:
            return "Select one reply."
        row = self._model.row(ids[0])
        return rule(row) if row else "This reply is no longer here."

    def _guest(self, title: str, reply_id: str, verb: str) -> GuestChoice | None:
        found = replies.choices(self.ctx.workspace, reply_id)
        if not found:
            self.ctx.messages.info("There is no guest to choose: no event to come has a guest list.")
            return None
        words = [", ".join(filter(None, (g.name, g.organisation, g.email))) + (" (likely)" if g.likely else "") for g in found]
        place = self.ctx.dialogs.choose(title, "Guest, the likely ones first:", words, verb=verb)
        return None if place is None else found[place]


def _settled(row: ReplyRow) -> str:
    return "This was applied already; Undo takes it back." if row.outcome == "applied" else ""


def _no_apply(row: ReplyRow) -> str:
    if row.outcome == "applied":
        return _settled(row)
    if not row.guest_id:
        return "It is not known whose answer this is: assign it to a guest first."
    return "" if row.answer in list(Reply) and row.answer != Reply.NONE else "It holds no answer to take over."


def _no_admission(row: ReplyRow) -> str:
    if row.outcome == "applied":
        return _settled(row)
    if row.guest_id:
        return "They are on the guest list already."
    return "" if row.event_id and row.attendee else "It names no event of yours, or no address."


def _no_ignoring(row: ReplyRow) -> str:
    return "It is set aside already." if row.outcome == "ignored" else _settled(row)
