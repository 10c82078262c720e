"""A topic that a member wants on the agenda."""

from __future__ import annotations

from advoplanner.services import topics
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form


class TopicDialog(Dialog):
    """The words, and who proposes them; a refusal stands at its field."""

    def __init__(self, ctx: Context, event_id: str) -> None:
        self.ctx, self._event_id = ctx, event_id
        self.form = Form()
        self.form.line("text", "What they want to talk &about", hint="How do you win over the works council?")
        self.form.choice("guest_id", "&Who proposes it", [("", "Nobody in particular"), *topics.members(ctx.workspace, event_id)])
        super().__init__("Propose a topic", "Propose", self.form, commit=self._propose)

    def _propose(self) -> bool:
        return self.ctx.act(topics.propose, self.ctx.workspace, self._event_id, form=self.form, **self.form.values()) is not None
