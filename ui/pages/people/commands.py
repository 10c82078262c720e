"""What can be done with people who are selected: tag, invite, copy addresses, merge, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication

from advoplanner.core.dates import long_date
from advoplanner.core.text import clean, listed, plural
from advoplanner.domain.people import PersonRow
from advoplanner.services import people
from ui.kit.action import ActionSpec
from ui.kit.context import Context

MERGES_TWO = "Select exactly two people to merge."


class PeopleCommands:
    """`rows(ids)` gives the rows of selected people, `show(id)` opens one in the drawer, `over` is where dialogs stand."""

    def __init__(self, ctx: Context, over: Any, rows: Callable[[Sequence[str]], list[PersonRow]], show: Callable[[str], object]) -> None:
        self.ctx, self._over, self._rows, self._show = ctx, over, rows, show

    def specs(self) -> tuple[ActionSpec, ...]:
        """For the table's menu; the subject is the list of selected ids."""
        return (
            ActionSpec("people.open", "&Open", lambda ids: self._show(ids[0]), icon="user"),
            ActionSpec("people.tag", "&Tag…", self.tag, "T", "tag", separator=True),
            ActionSpec("people.untag", "Take a tag a&way…", self.untag, "Shift+T", why_not=self._untagged),
            ActionSpec("people.invite", "&Invite to event…", self.invite, "I", "calendar-plus", why_not=self._no_event),
            ActionSpec("people.copy", "&Copy addresses", self.copy_addresses, "Ctrl+Shift+C", "mail"),
            ActionSpec("people.merge", "&Merge two…", self.merge, "M", why_not=lambda ids: "" if len(ids) == 2 else MERGES_TWO, separator=True),
            ActionSpec("people.remove", "&Remove…", self.remove, "Del", "trash-2", separator=True),
        )

    def tag(self, ids: list[str]) -> None:
        given = lambda words: people.tag(self.ctx.workspace, ids, add=[clean(word) for word in words.split(",") if clean(word)])  # noqa: E731
        self.ctx.ask_and_act("Tag people", f"Tags for {self._who(ids)}, with commas between:", given, verb="Tag")

    def untag(self, ids: list[str]) -> None:
        tags = self._tags(ids)
        taken = self.ctx.dialogs.choose("Take a tag away", f"From {self._who(ids)}:", tags, verb="Take away")
        if taken is not None:
            self.ctx.act(people.tag, self.ctx.workspace, ids, remove=[tags[taken]])

    def invite(self, ids: list[str]) -> None:
        """Put the selected people on an event's guest list."""
        from advoplanner.services import events, guests
        from ui.guests_added import tell_added

        known = events.rows(self.ctx.workspace)
        titles = [f"{each.title} – {long_date(each.start.date())}" for each in known]
        taken = self.ctx.dialogs.choose("Invite to an event", f"Put {self._who(ids)} on the guest list of:", titles, verb="Add to guest list")
        if taken is None:
            return
        done = self.ctx.act(guests.add, self.ctx.workspace, known[taken].id, ids, within_capacity=True, quiet=True)
        if done is not None:
            tell_added(self.ctx, done, known[taken].id, known[taken].title)

    def copy_addresses(self, ids: list[str]) -> None:
        """The addresses for a mail's To line; those who may not be contacted are left out and counted."""
        rows = self._rows(ids)
        wanted = [row.email for row in rows if row.email and not row.flags]
        left_out = len(rows) - len(wanted)
        if wanted:
            QGuiApplication.clipboard().setText("; ".join(dict.fromkeys(wanted)))
        words = f"{plural(len(wanted), 'address', 'addresses')} copied." if wanted else "No address was copied."
        why = f"{plural(left_out, 'person', 'people')} left out: no address, a doubtful one, or do not contact." if left_out else ""
        self.ctx.messages.info(words, why)

    def merge(self, ids: list[str]) -> None:
        from ui.pages.people.merge_dialog import MergeDialog

        MergeDialog(self.ctx, *ids).ask(self._over)

    def remove(self, ids: list[str]) -> None:
        """Take people out of the directory, once the person has read what goes with them."""
        effects = self.ctx.act(people.effects_of_removal, self.ctx.workspace, ids)
        if effects is None:
            return
        also = f" With them go {listed(effects)}." if effects else ""
        text = f"{self._who(ids)} will leave the directory.{also} Undo brings everything back."
        if self.ctx.dialogs.confirm("Remove people", text, f"Remove {plural(len(ids), 'person', 'people')}", danger=True):
            self.ctx.act(people.remove, self.ctx.workspace, ids)

    def _who(self, ids: list[str]) -> str:
        if len(ids) > 1:
            return plural(len(ids), "person", "people")
        return next((row.name for row in self._rows(ids)), "nobody")

    def _tags(self, ids: list[str]) -> list[str]:
        return list(dict.fromkeys(tag for row in self._rows(ids) for tag in row.tags))

    def _untagged(self, ids: list[str]) -> str:
        return "" if self._tags(ids) else "Nobody selected has a tag."

    def _no_event(self, ids: list[str]) -> str:
        from advoplanner.services import events

        return "" if events.rows(self.ctx.workspace) else "Make an event first."
