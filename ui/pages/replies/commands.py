"""What can be done with a reply: apply, assign, admit, set aside; in the menu, by key, in the drawer and from the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication

from advoplanner.domain.guests import DECLINE_REASONS, Reply
from advoplanner.domain.reply_rows import GuestChoice, ReplyRow
from advoplanner.services import replies, reply_decisions
from ui.kit.action import ActionSpec
from ui.kit.context import Context
from ui.models.row_table_model import RowTableModel

READINGS = ((Reply.ACCEPTED, "Yes, they come"), (Reply.DECLINED, "No"), (Reply.TENTATIVE, "Maybe"), (Reply.DELEGATED, "They send somebody else"))

Rule = Callable[[ReplyRow], str]


class ReplyCommands:
    """Every command takes a list with one reply's id: each answer is a decision of its own."""

    def __init__(self, ctx: Context, model: RowTableModel) -> None:
        self.ctx = ctx
        self._model = model

    def specs(self, open_reply: Callable[[str], object]) -> list[ActionSpec]:
        """The commands on the selected row."""
        made = [ActionSpec("open", "&Open", lambda ids: open_reply(ids[0]), icon="arrow-right")]
        for name, text, run, key, icon, rule in (
            ("take", "Take the proposed &time", self.take_time, "P", "clock", _no_proposal),
            ("keep", "&Keep our time", self.keep_time, "K", "calendar", _no_proposal),
            ("resend", "&Send the invitation again", self.resend, "S", "mail", _no_resending),
            ("apply", "&Apply", self.apply, "A", "check", _no_apply),
            ("right", "The address is &right", self.address_is_right, "R", "check", _no_bounce),
            ("mark", "&Mark the answer…", self.mark, "M", "pencil", _no_marking),
            ("assign", "Assign to &guest…", self.assign, "G", "user-check", _settled),
            ("admit", "Admit as g&uest", self.admit, "U", "user-plus", _no_admission),
            ("delegate", "Admit as &delegate…", self.admit_delegate, "D", "users", _no_admission),
            ("decline", "Turn do&wn kindly", self.decline, "W", "x", _no_admission),
        ):
            made.append(ActionSpec(name, text, run, key, icon, why_not=partial(self._why_not, rule)))
        made.append(ActionSpec("ignore", "&Ignore", self.ignore, "Del", "eye-off", separator=True, why_not=partial(self._why_not, _no_ignoring)))
        return made

    def page_specs(self, open_reply: Callable[[str], object], selected: Callable[[], list[str]]) -> Sequence[ActionSpec]:
        """The same as commands of the page."""

        def on_selected(spec: ActionSpec) -> ActionSpec:
            text = f"{spec.text.replace('&', '')} (the selected reply)"
            reason = lambda _: spec.reason(selected()) if selected() else "Select a reply first."  # noqa: E731
            return ActionSpec(f"replies.{spec.id}", text, lambda _: spec.run(selected()), spec.shortcut, spec.icon, why_not=reason)

        return [on_selected(spec) for spec in self.specs(open_reply)[1:]]

    def apply(self, ids: list[str]) -> None:
        self.ctx.act(replies.apply, self.ctx.workspace, ids[0])

    def take_time(self, ids: list[str]) -> None:
        self.ctx.act(reply_decisions.accept_time, self.ctx.workspace, ids[0])

    def keep_time(self, ids: list[str]) -> None:
        self.ctx.act(reply_decisions.refuse_time, self.ctx.workspace, ids[0])

    def resend(self, ids: list[str]) -> None:
        self.ctx.act(reply_decisions.resend, self.ctx.workspace, ids[0])

    def address_is_right(self, ids: list[str]) -> None:
        self.ctx.act(reply_decisions.works_after_all, self.ctx.workspace, ids[0])

    def mark(self, ids: list[str]) -> None:
        """Ask what the message says, and for a decline why, and take it over."""
        place = self.ctx.dialogs.choose("What does this message say?", "As you read it:", [words for _, words in READINGS], verb="Mark")
        if place is None:
            return
        reply, reason = READINGS[place][0], ""
        if reply == Reply.DECLINED:
            found = self.ctx.dialogs.choose("Why do they decline?", "Kept with the answer:", list(DECLINE_REASONS), verb="Mark declined")
            if found is None:
                return
            reason = DECLINE_REASONS[found]
        self.ctx.act(reply_decisions.mark, self.ctx.workspace, ids[0], str(reply), reason="" if reason == DECLINE_REASONS[-1] else reason)

    def decline(self, ids: list[str]) -> None:
        """Set a stranger's message aside, with words to answer them on the clipboard."""
        words = self.ctx.act(reply_decisions.kind_words, self.ctx.workspace, ids[0], quiet=True)
        if words and self.ctx.act(reply_decisions.decline, self.ctx.workspace, ids[0]):
            QGuiApplication.clipboard().setText(words)
            self.ctx.messages.info("Kind words to answer them with are on the clipboard: paste them into a mail.")

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
    if row.details:
        return ""
    return "" if row.answer in list(Reply) and row.answer != Reply.NONE else "It holds no answer to take over."


def _no_admission(row: ReplyRow) -> str:
    if row.outcome == "applied":
        return _settled(row)
    if row.guest_id:
        return "They are on the guest list already."
    return "" if row.event_id and row.attendee else "It names no event of yours, or no address."


def _no_ignoring(row: ReplyRow) -> str:
    return "It is set aside already." if row.outcome == "ignored" else _settled(row)


def _no_proposal(row: ReplyRow) -> str:
    return _settled(row) if row.kind == "counter" and row.proposed and row.event_id else "It proposes no other time."


def _no_resending(row: ReplyRow) -> str:
    return _settled(row) if row.kind == "refresh" and row.guest_id else "Nobody on your list asks for an invitation in it."


def _no_bounce(row: ReplyRow) -> str:
    return "" if row.kind == "bounce" and row.outcome == "need_you" else "It is no notice that mail came back."


def _no_marking(row: ReplyRow) -> str:
    if row.outcome == "applied":
        return _settled(row)
    return "" if row.guest_id and row.kind != "bounce" else "It is not known whose answer this is: assign it to a guest first."
