"""Companies, members and stories of an event's follow-up, and the dialogs in which they are written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from advoplanner.core.text import plural
from advoplanner.domain.ranking import ASPECTS, MOST, STAGES, AccountRow, RankRow, accounts_words
from advoplanner.domain.stories import PERMISSIONS, USES, StoryRow
from advoplanner.services import outcomes, ranking, stories
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.dialog import Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.form import Form
from ui.kit.search_box import SearchBox
from ui.pages.followup.records_view import ACCOUNTS, MEMBERS, STORIES, RecordsView

JUDGED = [(None, "not judged"), *((n, str(n)) for n in range(MOST, -1, -1))]
NOBODY = "Nobody has come yet. Who is checked in on the day is listed here afterwards."
NO_STORIES = "No story is kept yet. Write down what a guest said, and whether it may be told."


class AskDialog(Dialog):
    """A form whose commit is `keep(form, values)`; a refusal stands at its field."""

    def __init__(self, title: str, subtitle: str, form: Form, keep: Callable[[Form, dict[str, Any]], Any], verb: str = "Write down") -> None:
        self.form, self._keep = form, keep
        super().__init__(title, verb, form, subtitle=subtitle, commit=self._record)

    def _record(self) -> bool:
        return self._keep(self.form, self.form.values()) is not None


class Records:
    """The three lists; `show_event` reads them."""

    def __init__(self, ctx: Context, search: SearchBox, owner: QWidget) -> None:
        self.ctx, self._owner, self._event_id = ctx, owner, ""
        door = lambda: ctx.navigate("day", self._event_id)  # noqa: E731
        self.accounts = RecordsView("Companies", ACCOUNTS, lambda: ranking.accounts(ctx.workspace, self._event_id), accounts_words, self.ask_account,
                                    search, EmptyState(NOBODY, "Go to the door", door, icon="users"))  # fmt: skip
        self.members = RecordsView("Members", MEMBERS, lambda: ranking.members(ctx.workspace, self._event_id), _judged_words, self.ask_member,
                                   search, EmptyState(NOBODY, "Go to the door", door, icon="users"))  # fmt: skip
        drop = ActionSpec(
            "followup.stories.remove", "Re&move", lambda ids: ctx.act(stories.remove, ctx.workspace, ids), "Del", "trash-2", separator=True
        )
        self.stories = RecordsView("Stories", STORIES, lambda: stories.rows(ctx.workspace, self._event_id), _story_words, self.ask_story,
                                   search, EmptyState(NO_STORIES, "Keep a story…", self.add_story, icon="message-square"), further=[drop],
                                   buttons=[Button("Keep a story…", self.add_story, icon="plus"),
                                            Button("Export what may be told…", self.export, icon="download")])  # fmt: skip

    @property
    def views(self) -> tuple[RecordsView, ...]:
        return self.accounts, self.members, self.stories

    def of_event(self, event_id: str) -> None:
        """The lists are this event's from now on; each is read by its own `refresh`."""
        self._event_id = event_id

    def ask_account(self, row: AccountRow) -> None:
        """From which stage to which a company came, and why."""
        form = Form(columns=2)
        form.choice("before", "&Before", list(STAGES.items()))
        form.choice("after", "&After", list(STAGES.items()))
        form.field("day", "&Seen on", DayField())
        form.lines("note", "&What moved it", rows=3)
        form.load({"before": row.before, "after": row.after, "day": row.day, "note": row.note})
        keep = lambda form, values: self.ctx.act(  # noqa: E731
            ranking.record_account, self.ctx.workspace, self._event_id, row.id, form=form, **values
        )
        AskDialog(row.name, plural(row.came, "guest"), form, keep).ask(self._owner)

    def ask_member(self, row: RankRow) -> None:
        """How a member took part."""
        form = Form(columns=2)
        for name, words in ASPECTS.items():
            form.choice(name, words, JUDGED)
        form.lines("note", "&Note", rows=3)
        form.load({name: getattr(row, name) for name in (*ASPECTS, "note")})
        keep = lambda form, values: self.ctx.act(ranking.judge, self.ctx.workspace, row.guest_id, form=form, **values)  # noqa: E731
        AskDialog(row.name, row.organisation, form, keep).ask(self._owner)

    def add_story(self) -> None:
        """What a guest said, and whether it may be told."""
        rows = outcomes.rows(self.ctx.workspace, self._event_id)
        if not rows:
            self.ctx.messages.warning("Nobody has come yet, so nobody told a story.", "Check guests in on the day's page.")
            return
        form = Form(columns=2)
        form.choice("guest_id", "&Who", [(row.guest_id, row.name) for row in rows], wide=True)
        _story_fields(form)
        form.load({"guest_id": rows[0].guest_id, "permission": "", "quote": rows[0].quote})
        AskDialog("Keep a story", "", form, self._add, "Keep").ask(self._owner)

    def ask_story(self, row: StoryRow) -> None:
        """Change a story or its permission."""
        form = Form(columns=2)
        _story_fields(form)
        uses = {f"use.{use}": use in row.uses for use in USES}
        form.load({"quote": row.quote, "permission": row.permission, "evidence": row.evidence, "until": row.until} | uses)
        keep = lambda form, values: self.ctx.act(stories.edit, self.ctx.workspace, row.id, form=form, **_kept(values))  # noqa: E731
        AskDialog(row.person, row.organisation, form, keep).ask(self._owner)

    def export(self) -> None:
        """What may be told today, as CSV or JSON; who stays behind is said with the reason."""
        path = self.ctx.dialogs.save_file("Export stories", "stories.csv", "CSV (*.csv);;JSON (*.json)")
        written = self.ctx.act(stories.export, self.ctx.workspace, path, event_id=self._event_id) if path else None
        if written:
            out = "; ".join(f"{name}: {why}" for name, why in written.left_out)
            self.ctx.messages.info(f"{plural(written.count, 'story', 'stories')} written." + (f" Left out: {out}." if out else ""))

    def _add(self, form: Form, values: dict[str, Any]) -> Any:
        guest = values.pop("guest_id")
        return self.ctx.act(stories.add, self.ctx.workspace, guest, form=form, **_kept(values))


def _story_fields(form: Form) -> None:
    form.lines("quote", "In their own &words", rows=3)
    form.choice("permission", "&Permission", list(PERMISSIONS.items()))
    form.field("until", "Holds &until", DayField())
    form.line("evidence", "Where it &stands", hint="Mail of 3 May, form signed on the day", wide=True)
    for use, words in USES.items():
        form.check(f"use.{use}", words, wide=False)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The form's ticks as a list of uses."""
    uses = [use for use in USES if values.pop(f"use.{use}", False)]
    return {**values, "uses": uses}


def _judged_words(rows: Sequence[RankRow]) -> str:
    judged = sum(row.total is not None for row in rows)
    return f"{judged} of {plural(len(rows), 'member')} judged; the highest sum stands first. For the host team only."


def _story_words(rows: Sequence[StoryRow]) -> str:
    given = sum(row.permission == "given" for row in rows)
    return f"{given} of {plural(len(rows), 'story', 'stories')} may be told. Without a permission none leaves in a file."
