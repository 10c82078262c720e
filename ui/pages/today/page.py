"""What waits across all events, each line leading to where it is done, and the next events with how ready they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import short_date
from advoplanner.core.text import plural
from advoplanner.domain.followup import ActionRow
from advoplanner.domain.today import NextEvent, TodayRows, WaitingMessages, WaitingReply
from advoplanner.services import clock_rules, today
from ui.kit.action import ActionSpec
from ui.kit.card import Card
from ui.kit.card_columns import CardColumns
from ui.kit.clearing import clear
from ui.kit.clock_notice import ClockNotice
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.event_words import days_ahead, kind_words, ready_state, ready_words, when
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import quiet, section
from ui.kit.meter import Meter
from ui.kit.page import Page
from ui.pages.today.due_rows import due_words, request_rows, short_rows, task_rows, term_rows, thanks_rows, wave_rows

Jump = Callable[..., object]


class TodayPage(Page):
    """Reading only; every line jumps."""

    tables = frozenset(
        {
            "event", "guest", "person", "action", "message", "reply_record", "assignment", "seat_table", "session", "session_role", "venue",
            "workspace_info", "task", "wave", "waiver", "norm_override", "host_request", "event_kit", "talk", "restriction", "organisation",
            "programme", "membership",
        }
    )  # fmt: skip

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Today")
        self.rows: TodayRows | None = None
        self.waiting, self.ahead = Stack(), Stack()
        self.empty = EmptyState("Nothing due, and no event ahead.", "Plan an event", self.open_next, icon="check")
        self._left = QStackedWidget()
        self._columns = CardColumns([(3, (self.waiting,)), (2, (self.ahead,))])
        self._left.addWidget(self._columns)
        self._left.addWidget(self.empty)
        self.clocks = ClockNotice(ctx, clock_rules.follow)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.clocks)
        column.addWidget(self._left, 1)
        self.set_content(whole)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read everything that waits."""
        self.rows = rows = today.page(self.ctx.workspace)
        day = self.ctx.workspace.clock().astimezone().date()
        self.set_title("Today", short_date(day))
        jump: Jump = self.ctx.navigate
        self.waiting.fill([*_waiting_cards(rows, day, jump)] or [_nothing_card(rows, self.open_next)])
        self.ahead.fill(_event_cards(rows.events, jump))
        self.clocks.show_moved(clock_rules.moved(self.ctx.workspace))
        self._left.setCurrentWidget(self._columns if rows.events or not rows.nothing_due else self.empty)

    def commands(self) -> Sequence[ActionSpec]:
        return [ActionSpec("today.next", "Open the next event", lambda page: page.open_next(), icon="calendar", why_not=_no_event)]

    def open_next(self) -> None:
        """The next event's overview; without one, the list of events."""
        if self.rows and self.rows.events:
            self.ctx.navigate(self.rows.events[0].page, self.rows.events[0].id)
        else:
            self.ctx.navigate("events")


class Stack(QWidget):
    """Cards one below another, replaced each time; the focus stays on the line with the same words."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def fill(self, cards: Iterable[QWidget]) -> None:
        had = next((row.words for row in self.findChildren(JumpRow) if row.hasFocus()), None)
        # Hidden meanwhile: a card that is shown among others lays all of them out, each time.
        self.hide()
        clear(self._column)
        laid = list(cards)
        for card in laid:
            self._column.addWidget(card)
        self.show()
        for row in (row for card in laid for row in card.findChildren(JumpRow)):
            if row.words == had:
                row.setFocus()


def _waiting_cards(rows: TodayRows, day: date, jump: Jump) -> Iterable[QWidget]:
    """A card for each sort of thing that waits."""
    replies = [JumpRow(_reply_words(r), partial(jump, r.page, r.event_id or None, r.id), why=r.event, state="accent") for r in rows.replies]
    messages = [
        JumpRow(_message_words(m), partial(jump, m.page, m.event_id), why=m.event, state="warn" if m.held or m.stale else "accent")
        for m in rows.messages
    ]
    unseated = [
        JumpRow(f"{plural(u.count, 'accepted guest')} without a seat", partial(jump, u.page, u.event_id), why=u.event, state="warn")
        for u in rows.unseated
    ]
    actions = [_action_row(each.action, each.page, day, jump) for each in rows.actions]
    groups = (
        ("Replies that need you", replies), ("Hosts who ask", request_rows(rows.requests, jump)),
        ("Forecasts that fall short", short_rows(rows.short, day, jump)),
        ("Tasks", task_rows(rows.tasks, day, jump)),
        ("Invitations due", wave_rows(rows.waves, day, jump)), ("Waiting to leave", messages), ("Without a seat", unseated),
        ("Promised, and due", actions), ("Terms that end", [*term_rows(rows.terms, day, jump), *thanks_rows(rows.thanks, jump)]),
    )  # fmt: skip
    return [_card(title, found) for title, found in groups if found]


def _action_row(action: ActionRow, page: str, day: date, jump: Jump) -> JumpRow:
    missing = [word for word, there in (("owner", action.owner), ("date", action.due)) if not there]
    parts = [action.owner, due_words(action.due, day) if action.due else "", f"no {' and no '.join(missing)}" if missing else "", action.event]
    state, word = ("bad", "Late") if action.overdue else ("warn", "Incomplete") if action.incomplete else ("accent", "Due")
    why = " · ".join(part for part in parts if part)
    return JumpRow(action.text, partial(jump, page, action.event_id, action.id), why=why, state=state, state_word=word)


def _reply_words(reply: WaitingReply) -> str:
    return reply.why if reply.who in reply.why else f"{reply.who}: {reply.why}"


def _message_words(waiting: WaitingMessages) -> str:
    """ "12 messages ready to send, 2 held, 3 out of date"."""
    parts = [f"{plural(waiting.ready, 'message')} ready to send"] if waiting.ready else []
    parts += [f"{waiting.held:,} held"] if waiting.held else []
    parts += [f"{waiting.stale:,} out of date"] if waiting.stale else []
    return ", ".join(parts)


def _event_cards(events: Sequence[NextEvent], jump: Jump) -> list[QWidget]:
    if not events:
        return [_quiet_card("No event ahead.", "Plan an event", partial(jump, "events"))]
    return [_event_card(event, jump) for event in events]


def _event_card(event: NextEvent, jump: Jump) -> Card:
    card = Card(margin=12, spacing=4)
    title = JumpRow(event.title, partial(jump, event.page, event.id), why=when(event.start, event.zone), weight=QFont.Weight.DemiBold)
    card.column.addWidget(title)
    ready = event.readiness
    words = f"{ready_words(ready)} of checks met" if ready is not None else "not known yet"
    meter = Meter(ready or 0.0, words, state=ready_state(ready, event.errors))
    blocked = [f"{plural(event.errors, 'finding')} to put right"] if event.errors else []
    blocked += [plural(event.warnings, "warning")] if event.warnings else []
    facts = [kind_words(event.kind), days_ahead(event.days_left), f"{event.accepted} of {event.invited} accepted", *blocked]
    for widget in (quiet(" · ".join(facts)), meter):
        card.column.addWidget(inset(widget))
    return card


def _card(title: str, rows: Iterable[QWidget]) -> Card:
    card = Card(margin=12, spacing=2)
    card.column.addWidget(inset(section(title), 8))
    for row in rows:
        card.column.addWidget(row)
    return card


def _quiet_card(words: str, button: str, clicked: Callable[[], object], icon: str = "calendar") -> Card:
    card = Card(margin=12)
    empty = EmptyState(words, button, clicked, icon=icon)
    empty.setMinimumHeight(220)
    card.column.addWidget(empty)
    return card


def _nothing_card(rows: TodayRows, open_next: Callable[[], object]) -> Card:
    if not rows.events:
        return _quiet_card("Nothing due.", "Plan an event", open_next, "check")
    return _quiet_card(f"Nothing due. The next event is {days_ahead(rows.events[0].days_left)}.", "Open it", open_next, "check")


def _no_event(page: TodayPage) -> str:
    return "" if page.rows and page.rows.events else "No event is ahead."
