"""What the groups' side of the page does: each is one service call, announced with Undo; searching and printing run in the background."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from advoplanner.core.errors import AdvoError, RuleBroken
from advoplanner.domain.breakouts import BreakoutRow
from ui.kit.context import Context, ErrorPlace, changes_in


class GroupsDesk:
    """Works on the breakouts of one event. `event_id()` says of which; `shown(breakout_id)` follows a new one."""

    def __init__(self, ctx: Context, owner: QObject, breakouts: Any, event_id: Callable[[], str], shown: Callable[[str], object]) -> None:
        self.ctx = ctx
        self._owner, self._breakouts, self._event, self._shown = owner, breakouts, event_id, shown

    def rows(self) -> list[BreakoutRow]:
        return list(self._breakouts.rows(self.ctx.workspace, self._event()))

    def topics(self) -> list[str]:
        """What those who accepted care about, the most wanted first."""
        return list(self._breakouts.topics(self.ctx.workspace, self._event()))

    def make(self, form: ErrorPlace, fields: dict[str, Any], done: Callable[[bool], object]) -> None:
        """Make a breakout from a form's fields in the background; what was done otherwise than asked is said.

        `done` hears whether it was made; what is wrong with a field stands there.
        """
        by_topic, wanted = fields.pop("by") == "topic", fields.pop("topics")
        topics = list(wanted) if by_topic else []
        ws, event = self.ctx.workspace, self._event()

        def made(result: Any) -> None:
            done(True)
            self.ctx.announce(changes_in(result))
            if result.note:
                self.ctx.messages.info(result.note)
            self._shown(result.breakout_id)

        def failed(error: BaseException) -> None:
            done(False)
            if isinstance(error, RuleBroken):
                self.ctx.refuse(error, form)
            else:
                self._failed(error)

        def work(progress: Any) -> Any:
            return self._breakouts.make(ws, event, topics=topics, progress=progress, **fields)

        self.ctx.jobs.run(work, title="Making the groups", done=made, failed=failed, owner=self._owner)

    def remake(self, row: BreakoutRow) -> None:
        ws = self.ctx.workspace

        def work(progress: Any) -> Any:
            return self._breakouts.remake(ws, row.id, progress=progress)

        self.ctx.jobs.run(work, title="Making the groups", done=self.ctx.announce, failed=self._failed, owner=self._owner)

    def set_host(self, row: BreakoutRow, place: int, guest_id: str) -> None:
        self.ctx.act(self._breakouts.set_host, self.ctx.workspace, row.id, place, guest_id)

    def edit_group(self, row: BreakoutRow, place: int, name: str, topic: str) -> None:
        self.ctx.act(self._breakouts.edit_group, self.ctx.workspace, row.id, place, quiet=True, name=name, topic=topic)

    def move(self, row: BreakoutRow, rotation: int, guest_ids: Sequence[str], place: int) -> None:
        for guest_id in guest_ids:
            self.ctx.act(self._breakouts.move, self.ctx.workspace, row.id, rotation, guest_id, place)

    def remove(self, row: BreakoutRow) -> None:
        self.ctx.act(self._breakouts.remove, self.ctx.workspace, row.id)

    def add_to_agenda(self, row: BreakoutRow) -> None:
        self.ctx.act(self._breakouts.add_to_agenda, self.ctx.workspace, row.id)

    def print_cards(self, row: BreakoutRow) -> None:
        """Ask where, and write the cards in the background."""
        stem = re.sub(r"[^\w\- ]+", "", row.name).strip() or "Breakout"
        path = self.ctx.dialogs.save_file("Cards of the breakout", f"{stem} cards.pdf", "PDF (*.pdf)")
        if path is None:
            return
        ws = self.ctx.workspace

        def done(problems: list[str]) -> None:
            self.ctx.messages.info(f"Cards are in {path.name}.", *problems[:1])

        self.ctx.jobs.run(
            lambda progress: self._breakouts.print_cards(ws, row.id, path, progress=progress),
            title="Printing cards", done=done, failed=self._failed, owner=self._owner,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, RuleBroken):
            self.ctx.refuse(error)
        elif isinstance(error, AdvoError):
            self.ctx.messages.problem(error)
        else:
            raise error
