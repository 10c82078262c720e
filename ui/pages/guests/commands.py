"""What can be done with the selected guests: replies, decisions, sides and roles, companions, leaving the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed, plural
from advoplanner.domain.guests import CHANNEL_WORDS, DECLINE_REASONS, WORDS, Channel, Decision, GuestRow, Reply, Role, Side
from advoplanner.services import bench, guests
from ui.kit.action import ActionSpec
from ui.kit.context import Context

CHANNELS = tuple((Channel(channel), words) for channel, words in CHANNEL_WORDS.items())

Ids = list[str]


class GuestCommands:
    """`row_of(id)` gives a row; `channel` is how the next answer by hand came in."""

    def __init__(self, ctx: Context, row_of: Callable[[str], GuestRow | None], open_guest: Callable[[str], object]) -> None:
        self.ctx, self._row_of, self._open = ctx, row_of, open_guest
        self.channel = Channel.PHONE

    def specs(self) -> tuple[ActionSpec, ...]:
        """Commands on a list of ids, for the table's menu and keys."""
        reply, decide = self._reply, self._decide
        return (
            ActionSpec("guests.open", "&Open", lambda ids: self._open(ids[0])),
            ActionSpec("guests.accepted", "&Accepted", partial(reply, Reply.ACCEPTED), "A", "check", separator=True),
            ActionSpec("guests.tentative", "&Tentative", partial(reply, Reply.TENTATIVE), "T", "circle-help"),
            ActionSpec("guests.declined", "&Declined", partial(reply, Reply.DECLINED), "D", "x"),
            ActionSpec("guests.declined.why", "Declined, &because…", self._declined_because, "Shift+D"),
            ActionSpec("guests.none", "&No reply yet", partial(reply, Reply.NONE), "N", "circle"),
            ActionSpec("guests.approve", "A&pprove", partial(decide, Decision.APPROVED), separator=True),
            ActionSpec("guests.hold", "Put on the &bench", partial(decide, Decision.HOLD)),
            ActionSpec("guests.notnow", "Not no&w", partial(decide, Decision.NOT_NOW)),
            ActionSpec("guests.side", "Change &side…", partial(self._choose, "side", tuple(Side)), separator=True),
            ActionSpec("guests.role", "Change &role…", partial(self._choose, "role", tuple(Role))),
            ActionSpec("guests.companion", "Add &companion…", self._companion, icon="user-plus", why_not=self._why_no_companion),
            ActionSpec("guests.person", "Open p&erson", self._person, icon="user", why_not=_one),
            ActionSpec("guests.remove", "Re&move from the list", self._remove, "Del", "trash-2", separator=True),
        )

    def promote(self, ids: Ids) -> None:
        self.ctx.act(bench.promote, self.ctx.workspace, ids)

    def _reply(self, reply: Reply, ids: Ids) -> None:
        self.ctx.act(guests.set_reply, self.ctx.workspace, ids, reply.value, channel=self.channel.value)

    def _declined_because(self, ids: Ids) -> None:
        """Mark a decline with the reason that was given."""
        title = f"Why {plural(len(ids), 'guest')} declined"
        place = self.ctx.dialogs.choose(title, "The reason given:", list(DECLINE_REASONS), verb="Mark declined")
        if place is not None:
            reason = "" if place == len(DECLINE_REASONS) - 1 else DECLINE_REASONS[place]
            declined = partial(guests.set_reply, self.ctx.workspace, ids, Reply.DECLINED, channel=self.channel.value, reason=reason)
            self.ctx.act(declined)

    def _decide(self, decision: Decision, ids: Ids) -> None:
        self.ctx.act(guests.edit, self.ctx.workspace, ids, decision=decision.value)

    def _choose(self, field: str, values: Sequence[Side] | Sequence[Role], ids: Ids) -> None:
        words, row = [WORDS[value] for value in values], self._row_of(ids[0])
        now = [value.value for value in values].index(getattr(row, field)) if row else 0
        label = f"{field.capitalize()} of {plural(len(ids), 'guest')}"
        place = self.ctx.dialogs.choose(f"Change {field}", label, words, verb="Change", now=now)
        if place is not None:
            self.ctx.act(partial(guests.edit, self.ctx.workspace, ids, **{field: values[place].value}))

    def _companion(self, ids: Ids) -> None:
        row = self._row_of(ids[0])
        label = f"Who comes with {row.name if row else 'this guest'}?"
        self.ctx.ask_and_act("Add a companion", label, partial(guests.add_companion, self.ctx.workspace, ids[0]), verb="Add companion")

    def _why_no_companion(self, ids: Ids) -> str:
        row = self._row_of(ids[0]) if ids else None
        if len(ids) != 1 or row is None:
            return _one(ids)
        return f"{row.name} is a companion already." if row.companion_of else ""

    def _person(self, ids: Ids) -> None:
        row = self._row_of(ids[0])
        if row:
            self.ctx.navigate("people", None, row.person_id)

    def _remove(self, ids: Ids) -> None:
        """Say first what goes along; without anything it can simply be undone. Who was invited stays on record, and can be decided against."""
        try:
            also = guests.effects_of_removal(self.ctx.workspace, ids)
        except RuleBroken as refused:
            instead = partial(self._decide, Decision.NOT_NOW, ids)
            self.ctx.messages.warning(refused.sentence, refused.hint, button="Decide “not now”", action=instead)
            return
        row = self._row_of(ids[0])
        who = row.name if row and len(ids) == 1 else plural(len(ids), "guest")
        text = f"This takes away as well: {listed([_inside(line) for line in also])}. It is one step, and Undo brings everything back."
        if not also or self.ctx.dialogs.confirm(f"Remove {who} from the list?", text, f"Remove {who}"):
            self.ctx.act(guests.remove, self.ctx.workspace, ids)


def _inside(line: str) -> str:
    """A line as it stands inside a sentence."""
    return line[0].lower() + line[1:]


def _one(ids: Ids) -> str:
    return "" if len(ids) == 1 else "Select one guest."
