"""What the door does when the morning changes: each piece of news one step of undo, and what follows from all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from advoplanner.core.text import fold, listed
from advoplanner.domain.day_changes import Aftermath
from advoplanner.domain.guests import GuestRow
from advoplanner.services import calls, day_changes, invitations
from ui.kit.context import Context, ErrorPlace
from ui.pages.day.arrivals import seat_words


class ChangesDesk:
    """Knows the guests by the words that stand in the field: name and company, and where two share both, the seat."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.event_id = ""
        self._ids: dict[str, str] = {}
        self._rows: dict[str, GuestRow] = {}
        self._since: dict[str, int] = {}

    def read(self, event_id: str, rows: Sequence[GuestRow], *, today: bool) -> None:
        """`today`: the event is on. Before that, what counts as changed is what changed since this page was opened first."""
        self.event_id = event_id
        if today:
            self._since.pop(event_id, None)
        else:
            self._since.setdefault(event_id, day_changes.newest_step(self.ctx.workspace))
        self._rows = {row.id: row for row in rows}
        plain = {row.id: ", ".join(filter(None, (row.name, row.organisation))) for row in rows}
        often = Counter(plain.values())
        self._ids = {}
        for number, row in enumerate(rows):
            words = plain[row.id] if often[plain[row.id]] == 1 else f"{plain[row.id]} ({seat_words(row) or row.job_title or f'number {number + 1}'})"
            self._ids[words] = row.id

    @property
    def names(self) -> list[str]:
        """Words for each guest in the order of the list; of two of one name by company."""
        return sorted(self._ids, key=lambda words: (self._rows[self._ids[words]].sort_name, fold(words)))

    def id_of(self, words: str) -> str:
        """The guest whom the words name: whole, or the only one whose words hold them; "" for nobody or several."""
        if words in self._ids:
            return self._ids[words]
        found = [key for text, key in self._ids.items() if words and words.casefold() in text.casefold()]
        return found[0] if len(found) == 1 else ""

    def words_of(self, guest_id: str) -> str:
        return next((words for words, key in self._ids.items() if key == guest_id), "")

    def names_of(self, guest_ids: Sequence[str]) -> str:
        """ "Ana Lima, Ben Ode and Joy Weber"; those who came since are read by then."""
        return listed([self._rows[key].name for key in guest_ids if key in self._rows])

    def aftermath(self) -> Aftermath:
        return day_changes.aftermath(self.ctx.workspace, self.event_id, self._since.get(self.event_id))

    def preview(self, words: str, minutes: int) -> day_changes.LatePreview | None:
        """What a delay would do, None where the words name nobody; raises RuleBroken for minutes that cannot be."""
        guest_id = self.id_of(words)
        return day_changes.preview_late(self.ctx.workspace, guest_id, minutes) if guest_id else None

    def held(self, words: str) -> str:
        """What whoever is named would hand over to a delegate, in words; "" for nothing or nobody."""
        guest_id = self.id_of(words)
        return day_changes.held_words(self.ctx.workspace, guest_id) if guest_id else ""

    def beware(self, words: str) -> str:
        """That whoever is named must not be phoned, and why; "" where they may be, or for nobody."""
        guest_id = self.id_of(words)
        return calls.why_not_guest(self.ctx.workspace, guest_id) if guest_id else ""

    def drafted(self) -> bool:
        """Whether messages about the event wait in the outbox."""
        return bool(invitations.messages(self.ctx.workspace, self.event_id, ("draft", "held", "stale")))

    def late(self, guest_id: str, minutes: int, shorter: int, form: ErrorPlace) -> bool:
        return self._act(day_changes.late, guest_id, minutes, form=form, shorter=shorter)

    def cannot_come(self, guest_id: str, reason: str, form: ErrorPlace) -> bool:
        return self._act(day_changes.cannot_come, [guest_id], reason, form=form)

    def send_delegate(self, guest_id: str, values: Mapping[str, Any], form: ErrorPlace) -> bool:
        more = {name: values[name] for name in ("email", "job_title", "parts")}
        return self._act(day_changes.send_delegate, guest_id, values["name"], form=form, **more)

    def reseat(self) -> None:
        """Seat those without a seat, in the background."""
        job = partial(day_changes.reseat, self.ctx.workspace, self.event_id)
        self.ctx.jobs.run(job, title="Seating", done=self.ctx.announce)

    def find_plans(self, done: Callable[[Sequence[day_changes.CalmPlan]], object], owner: QObject) -> None:
        """Work out, in the background, how few moves would make better tables."""
        job = partial(day_changes.calm_plans, self.ctx.workspace, self.event_id)
        self.ctx.jobs.run(job, title="Better tables", done=done, owner=owner)

    def take_plans(self, found: Sequence[day_changes.CalmPlan]) -> None:
        self.ctx.act(day_changes.take_plans, self.ctx.workspace, found)

    def tell(self, guest_ids: Sequence[str]) -> None:
        """Draft messages to those concerned."""
        self.ctx.act(day_changes.tell, self.ctx.workspace, self.event_id, guest_ids, self._since.get(self.event_id))

    def _act(self, function: object, *args: object, form: ErrorPlace, **more: object) -> bool:
        return self.ctx.act(function, self.ctx.workspace, *args, form=form, **more) is not None  # type: ignore[arg-type]
