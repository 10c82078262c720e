"""What can be done with members who are selected: renew, thank as alumni, pause, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advoplanner.domain.programmes import MemberRow, MemberStatus, Thanks
from advoplanner.services import memberships
from ui.kit.action import ActionSpec
from ui.kit.context import Context

ALUMNI_ALREADY = "They are alumni already."


class MemberCommands:
    """A command acts on those of the selected whom it concerns; `row(id)` gives the row of a member, `show(id)` opens one in the drawer."""

    def __init__(self, ctx: Context, row: Callable[[str], Any], show: Callable[[str], object]) -> None:
        self.ctx, self._row, self._show = ctx, row, show

    def specs(self) -> tuple[ActionSpec, ...]:
        """For the table's menu; the subject is the list of selected ids."""
        return (
            ActionSpec("members.open", "&Open", lambda ids: self._show(ids[0]), icon="user"),
            ActionSpec("members.renew", "Re&new the term", self.renew, "R", "refresh-cw", separator=True),
            ActionSpec("members.join", "&Now active", self.activate, "J", "user-check", why_not=self._why_not_active),
            ActionSpec("members.pause", "&Pause", self.pause, "P", "clock", words=self._pause_words, why_not=self._why_not_pause),
            ActionSpec("members.thank", "&Alumni with thanks", self.thank, "A", "handshake", why_not=self._why_not_thank),
            ActionSpec("members.thanked", "T&hanked", self.thanked, "H", "check", why_not=self._why_not_thanked),
            ActionSpec("members.person", "&Show under People", self.show_person, icon="arrow-right"),
            ActionSpec("members.remove", "Re&move from the programme", self.remove, "Del", "trash-2", separator=True),
        )

    def renew(self, ids: list[str]) -> None:
        """As long again as the charter says."""
        self.ctx.act(memberships.renew, self.ctx.workspace, ids)

    def activate(self, ids: list[str]) -> None:
        """Whoever was nominated or approached said yes."""
        self.ctx.act(memberships.edit, self.ctx.workspace, ids, status=MemberStatus.ACTIVE)

    def pause(self, ids: list[str]) -> None:
        """Pause those who are active, or let them go on."""
        was, to = MemberStatus.ACTIVE, MemberStatus.PAUSED
        if not self._any(ids, MemberStatus.ACTIVE):
            was, to = to, was
        self.ctx.act(memberships.edit, self.ctx.workspace, [row.id for row in self._rows(ids) if row.status == was], status=to)

    def thank(self, ids: list[str]) -> None:
        """Alumni, and a task to thank each of them."""
        here = [row.id for row in self._rows(ids) if row.status != MemberStatus.ALUMNI]
        self.ctx.act(memberships.alumni_with_thanks, self.ctx.workspace, here)

    def thanked(self, ids: list[str]) -> None:
        """Those who were to be thanked have been."""
        due = [row.id for row in self._rows(ids) if row.thanks == Thanks.DUE]
        self.ctx.act(memberships.thanked, self.ctx.workspace, due)

    def show_person(self, ids: list[str]) -> None:
        self.ctx.navigate("people", None, self._row(ids[0]).person_id)

    def remove(self, ids: list[str]) -> None:
        self.ctx.act(memberships.remove, self.ctx.workspace, ids)

    def _rows(self, ids: list[str]) -> list[MemberRow]:
        return [row for row in map(self._row, ids) if row is not None]

    def _any(self, ids: list[str], *wanted: str) -> bool:
        return any(row.status in wanted for row in self._rows(ids))

    def _pause_words(self, ids: list[str]) -> str:
        return "&Pause" if self._any(ids, MemberStatus.ACTIVE) else "Let them &go on"

    def _why_not_pause(self, ids: list[str]) -> str:
        return "" if self._any(ids, MemberStatus.ACTIVE, MemberStatus.PAUSED) else "Only those who are active can pause."

    def _why_not_active(self, ids: list[str]) -> str:
        return "" if any(row.status != MemberStatus.ACTIVE for row in self._rows(ids)) else "They are active already."

    def _why_not_thanked(self, ids: list[str]) -> str:
        return "" if any(row.thanks == Thanks.DUE for row in self._rows(ids)) else "Nobody selected waits to be thanked."

    def _why_not_thank(self, ids: list[str]) -> str:
        return "" if any(row.status != MemberStatus.ALUMNI for row in self._rows(ids)) else ALUMNI_ALREADY
