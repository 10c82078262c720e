"""The kit of an event: for a meetup its mix, money and cards; for a presentation who presents, the slot and the open audience; for a board
what members signed; for a council its chairs; further dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shiboken6

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.paths import safe_name
from advoplanner.core.text import plural
from advoplanner.domain.event_details import EventDetails
from advoplanner.domain.events import PROFILES, EventKind
from advoplanner.domain.meetups import mix_of
from advoplanner.domain.sign_ups import figure_words
from advoplanner.domain.topics import TopicRow
from advoplanner.services import calendar, event_kits, events, guests, sign_ups, talks
from ui.kit.action import ActionSpec
from ui.kit.card_columns import CardColumns
from ui.kit.context import Context
from ui.kit.dialogs import file_to_write
from ui.kit.page import Page
from ui.pages.kit.board_part import BoardPart
from ui.pages.kit.budget_lines import CostDialog, CostDrawer
from ui.pages.kit.cards import AudienceCard, MixCard, MoneyCard, QuestionsCard, SeriesCard, SlotCard, TalksCard
from ui.pages.kit.papers_drawer import PapersDrawer
from ui.pages.kit.series_dialog import SeriesDialog
from ui.pages.kit.stay_drawer import StayDrawer
from ui.pages.kit.talk_drawer import TalkDrawer
from ui.pages.kit.topic_drawer import TopicDrawer

Drawer = TalkDrawer | PapersDrawer | StayDrawer | TopicDrawer | CostDrawer

REPEAT = "repeat"
"""What one is led here for: to repeat the event."""

ALONE = "This event takes place once."


class KitPage(Page):
    """Cards by kind of event; a presenter opens in the drawer."""

    tables = frozenset(
        {
            "event",
            "event_kit",
            "budget_line",
            "venue",
            "guest",
            "person",
            "organisation",
            "talk",
            "sign_up",
            "session",
            "session_role",
            "norm_override",
            "restriction",
            "agreement",
            "agenda_version",
            "agenda_approval",
            "stay",
            "topic",
            "topic_vote",
        }
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Kit")
        self.shown: EventDetails | None = None
        self.kit: event_kits.Kit | None = None
        self.talks: list[Any] = []
        self._drawn: Drawer | None = None
        self.mix, self.money, self.questions = MixCard(self._save, self._go), MoneyCard(self._save, self.open_cost), QuestionsCard(self._save)
        self.speakers, self.slot = TalksCard(self.open_talk, self.find_presenter), SlotCard()
        self.audience, self.series = AudienceCard(self._save, self._go), SeriesCard(self._open_date, self.repeat)
        self.board = BoardPart(ctx, self._open, self._go)
        self.toolbar.button("&Repeat on further dates…", self.repeat, icon="copy")
        self.calendar = self.toolbar.button("Export all dates…", self.export_calendar, icon="download", tip="One calendar file, without guests")
        self.toolbar.button("Flyer and &cards", lambda: self._go("packs"), icon="printer")
        wide = (*self.board.cards, self.mix, self.speakers, self.questions, self.audience)
        self.set_content(CardColumns([(3, wide), (2, (self.slot, self.money, self.series))]))
        self.drawer.closed.connect(self._closed)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the event and show the cards of its kind."""
        if self.event_id is None:
            return
        ws = self.ctx.workspace
        try:
            self.shown, self.kit = events.details(ws, self.event_id), event_kits.read(ws, self.event_id)
        except RuleBroken:
            self.set_title("Kit", "This event is no longer in the workspace. Undo brings it back.")
            return
        event, kit = self.shown, self.kit
        self.set_title("Kit", PROFILES[event.kind].name)
        self.talks = talks.rows(ws, event.id)
        self.money.show_money(kit.money)
        self.questions.form.load({"questions": "\n".join(kit.questions)})
        self.mix.show_mix(mix_of(guests.rows(ws, event.id)), kit.profile)
        self.speakers.show_talks(self.talks)
        self.slot.show_slot(event_kits.around(ws, event.id))
        self.audience.show_audience(figure_words(sign_ups.figures(ws, event.id)), self.talks, event.capacity, kit.form_link)
        starts = {row.id: row.start for row in events.rows(ws, [date_id for date_id, _ in kit.dates])}
        self.series.show_dates([(date_id, title, starts[date_id]) for date_id, title in kit.dates], event.id)
        self.calendar.allow("" if kit.dates else ALONE)
        self.board.show_event(event)
        self._choose_cards(event.kind)
        self._renew_drawer()

    def select(self, item_id: str) -> None:
        """A presenter's brief, a member's papers, or the question on which dates to repeat."""
        if item_id == REPEAT:
            self.repeat()
        elif any(row.guest_id == item_id for row in self.board.papers):
            self.board.open_papers(item_id)
        else:
            self.open_talk(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        return [
            ActionSpec("kit.repeat", "Repeat the event on further dates…", lambda page: self.repeat(), icon="copy"),
            ActionSpec(
                "kit.calendar", "Export the calendar of all dates…", lambda page: self.export_calendar(), icon="download",
                why_not=lambda page: "" if self.kit and self.kit.dates else ALONE,
            ),
            ActionSpec("kit.cost", "Add a cost to the budget…", lambda page: self.open_cost(), icon="plus"),
            ActionSpec(
                "kit.propose", "Propose a topic for the agenda…", lambda page: page.board.propose(),
                why_not=lambda page: page.board.why_no_topic(),
            ),
            ActionSpec("kit.sign_ups", "Sign-ups and waiting list", lambda page: self._go("sign_ups")),
        ]  # fmt: skip

    # What can be done

    def open_talk(self, guest_id: str) -> None:
        """The brief of one who presents."""
        row = next((each for each in self.talks if each.guest_id == guest_id), None)
        if row is None:
            return
        self._open(TalkDrawer, row)

    def open_cost(self, line_id: str = "") -> None:
        """One cost beside the cards; without an id ask for a further one."""
        if self.event_id is None or self.kit is None:
            return
        row = next((each for each in self.kit.money.lines if each.id == line_id), None)
        if row is not None:
            self._open(CostDrawer, row)
        elif not line_id:
            CostDialog(self.ctx, self.event_id, self.kit.money.currency).ask(self)

    def find_presenter(self) -> None:
        """On the guest list, where whoever is found is put down."""
        self.ctx.navigate("guests", self.event_id, "find:presenter")

    def repeat(self) -> None:
        """Ask on which dates, and make them."""
        if self.shown is None or self.kit is None:
            return
        starts = [row.start for row in events.rows(self.ctx.workspace, [date_id for date_id, _ in self.kit.dates])]
        SeriesDialog(self.ctx, self.shown, max([self.shown.start, *starts])).ask(self)

    def export_calendar(self) -> None:
        """All dates in one calendar file, without guests."""
        if self.shown is None or self.kit is None or not self.kit.dates:
            return
        path = file_to_write(self.ctx.dialogs, "Export all dates", f"{safe_name(self.shown.title)}.ics", "Calendars (*.ics)")
        ids = [date_id for date_id, _ in self.kit.dates]
        written = self.ctx.act(calendar.publish, self.ctx.workspace, ids, path) if path else None
        if written:
            words = f"{plural(len(ids), 'date')} written to {written.path.name}."
            self.ctx.messages.info(" ".join((words, *written.unnamed)))

    # How it is done

    def _choose_cards(self, kind: str) -> None:
        """What a kind of event does not need stands in nobody's way."""
        meetup, board = kind == EventKind.MEETUP, kind == EventKind.CAB
        self.mix.setVisible(meetup)
        self.questions.setVisible(meetup)
        self.speakers.setVisible(not meetup or bool(self.talks))
        self.slot.setVisible(kind == EventKind.ROCK_STAR)
        self.audience.setVisible(not board)

    def _save(self, field: str, value: Any) -> None:
        """A refusal is shown at its field."""
        if self.event_id is None:
            return
        stored = value.split("\n") if field == "questions" else value
        event_kits.edit(self.ctx.workspace, self.event_id, merge_key=f"kit.{self.event_id}.{field}", **{field: stored})

    def _go(self, page: str) -> None:
        self.ctx.navigate(page, self.event_id)

    def _open_date(self, event_id: str) -> None:
        self.ctx.navigate("kit", event_id)

    def _open(self, kind: type[Drawer], row: Any) -> None:
        drawer = self._living()
        if not isinstance(drawer, kind):
            drawer = self._drawn = kind(self.ctx)
        self._show_in(drawer, row)
        title, subtitle = _heading(row, drawer)
        self.open_drawer(title, drawer, subtitle)

    def _show_in(self, drawer: Drawer, row: Any) -> None:
        if not self.board.show_in(drawer, row) and isinstance(drawer, TalkDrawer | CostDrawer):
            drawer.show_row(row)

    def _living(self) -> Drawer | None:
        return self._drawn if self._drawn is not None and shiboken6.isValid(self._drawn) else None

    def _renew_drawer(self) -> None:
        drawer = self._living()
        if drawer is None or self.drawer.isHidden():
            return
        ours = self.board.rows(drawer)
        rows: dict[str, Any] = {key_of(each): each for each in (self.talks if ours is None else ours)}
        if isinstance(drawer, CostDrawer):
            rows = {each.id: each for each in self.kit.money.lines} if self.kit else {}
        row = rows.get(drawer.row_id)
        if row is None:
            self.drawer.close_drawer()
        else:
            self._show_in(drawer, row)

    def _closed(self) -> None:
        drawer = self._living()
        if drawer is not None:
            drawer.flush()


def _heading(row: Any, drawer: Drawer) -> tuple[str, str]:
    """Title and second line of the drawer."""
    if isinstance(drawer, CostDrawer):
        return row.words, "Budget"
    return (row.text, "Topic") if isinstance(row, TopicRow) else (row.name, row.organisation)


def key_of(row: Any) -> str:
    """What a drawer calls its row by."""
    return str(row.id if isinstance(row, TopicRow) else row.guest_id)
