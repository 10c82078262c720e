"""On the day: find a guest by a few letters, Enter, done; who is here, where they sit, and what is on now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import to_wall
from advoplanner.domain.guests import Attendance, GuestRow, may_be_seated
from advoplanner.services import agenda, events, guests
from ui.kit.a11y import announce
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.empty_state import EmptyState
from ui.kit.event_words import days_ahead
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.kit.page import Page
from ui.kit.row_menu import RowMenu
from ui.pages.day.agenda_now import now_and_next
from ui.pages.day.arrivals import ROLE_ROW, Arrivals, seat_words
from ui.pages.day.changes_panel import GONE, LATE, SENDS
from ui.pages.day.door import big_list, big_search
from ui.pages.day.greeters import ask_greeter, greet, show_waits
from ui.pages.day.news import News
from ui.pages.day.side import MORE, WIDTH, Side
from ui.pages.day.unfinished import Unfinished

EMPTY = "Nobody is expected yet. Guests who are approved stand here."
NOBODY = "Nobody by that name is on the list."
HINT = "A few letters and Enter. In the list: N no-show, T late, C cannot come, G greeted, Backspace takes a mark back."
NEWS_TIP = "Late, not coming, somebody else instead: and what follows from it (Ctrl+J)"
FOLLOWS = {
    "seat": "Seat who has no seat, moving nobody", "better": "Look for better tables with few moves", "move": "Seat them as shown",
    "tell": "Draft messages for those whom it concerns",
}  # fmt: skip
"""What may follow from the changes of the day, from the keys too."""

MINUTE_MS = 20_000
TALL, ROOMY = 700, 1300
"""Height in px from which the latest arrivals are listed, and width from which the side stays beside an open drawer."""


class DayPage(Page):
    """Enter marks whoever stands first as arrived; the same again takes nothing back, Undo does."""

    tables = frozenset(
        {
            "guest",
            "person",
            "organisation",
            "assignment",
            "seat_table",
            "seat",
            "session",
            "session_role",
            "event",
            "message",
            "seating_round",
            "agreement",
        }
    )

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "On the day")
        self._zone = "UTC"
        self._faces: dict[str, QPixmap | None] = {}
        self.model = Arrivals()
        self.search = self.toolbar.search = big_search()
        self.setFocusProxy(self.search)
        self.list = big_list(self.model, lambda guest_id: self._faces.get(guest_id))
        self.unfinished = Unfinished(self)
        self._wire()
        self.menu = RowMenu(self.list, self.selected_ids)
        for spec in _row_specs(self):
            self.menu.add(spec)
        self.side = Side(self.expect_again, self.overrun)
        self.news = News(self)
        self.nobody = EmptyState(NOBODY, "Let in somebody new…", self.open_walk_in, icon="search")
        self._stack = QStackedWidget()
        for widget in (self.list, EmptyState(EMPTY, "Go to the guests", lambda: ctx.navigate("guests"), icon="door-open"), self.nobody):
            self._stack.addWidget(widget)
        self.walk_in_button = Button("Walk-in…", self.open_walk_in, icon="user-plus", tip="Somebody who is not on the list (Ctrl+N)")
        self.news_button = Button("Something changed…", self.open_news, icon="shuffle", tip=NEWS_TIP)
        self._clock = QTimer(self, interval=MINUTE_MS)
        self._clock.timeout.connect(self._show_agenda)
        self._clock.start()
        self.drawer.closed.connect(self.fit)
        self.set_content(self._laid_out())

    # For the window

    def refresh(self, changes: ChangeSet | None) -> None:
        """Everybody expected at the door, and where the event stands."""
        if self.event_id is None:
            return
        ws, chosen = self.ctx.workspace, self.selected_ids()
        event = events.details(ws, self.event_id)
        self._zone = event.zone
        rows = [row for row in guests.rows(ws, self.event_id) if _expected(row)]
        if changes is None or changes.touches({"person"}):
            self._faces = {guest_id: _pixmap(data) for guest_id, data in guests.photos(ws, [row.id for row in rows]).items()}
        self.model.set_rows(rows)
        show_waits(self.ctx, self.event_id, self.model, self.side)
        self.side.show_guests(rows, self._zone)
        days = (event.start.date() - to_wall(ws.clock(), event.zone).date()).days
        self.news.read(self.event_id, rows, today=days <= 0)
        self.set_title("On the day", days_ahead(days).capitalize() if days >= 0 else "")
        self._show_agenda()
        self._choose(chosen[0] if chosen else "")
        self._count()
        self.unfinished.begin()

    def select(self, item_id: str) -> None:
        self.search.clear()
        self.model.search("")
        self._choose(item_id)

    def commands(self) -> Sequence[ActionSpec]:
        own = [
            ActionSpec("day.walk_in", "Walk-in…", lambda page: self.open_walk_in(), "Ctrl+N"),
            ActionSpec("day.news", "Something changed…", lambda page: self.open_news(), "Ctrl+J"),
            ActionSpec("day.overrun", "What is on takes 5 minutes more", lambda page: self.overrun(self.side.now_id, MORE[0]), "Ctrl+E",
                       why_not=lambda page: "" if self.side.now_id else "Nothing is on now."),
        ]  # fmt: skip
        own += [_following(name, words) for name, words in FOLLOWS.items()]
        return own + [ActionSpec(s.id, s.text.replace("&", ""), partial(_run, s), why_not=_why_not) for s in _row_specs(self)]

    # What is done at the door

    def arrive(self, guest_id: str = "") -> None:
        """Mark a guest, or else the one chosen in the list, as arrived; who is here already is only shown."""
        line = self.model.line_of(guest_id) if guest_id else max(self.list.currentIndex().row(), 0)
        if not 0 <= line < len(self.model.shown):
            return
        row = self.model.shown[line]
        if row.attendance == Attendance.ARRIVED:
            self.ctx.messages.info(f"{row.name} is here already.")
        elif self.ctx.act(guests.set_attendance, self.ctx.workspace, [row.id], Attendance.ARRIVED.value) is not None:
            announce(self, ". ".join(filter(None, (row.name, self.model.alerts.get(row.id, ""), seat_words(row) or "No seat yet"))) + ".")
        self.search.clear()
        self.model.search("")
        self._count()
        self.search.setFocus()

    def expect_again(self, guest_id: str) -> None:
        self.mark(Attendance.EXPECTED, [guest_id])

    def open_walk_in(self) -> None:
        """A form for somebody who is not on the list; what was typed in the search begins the name."""
        self.unfinished.open({"name": self.search.text() if not self.model.shown else ""})

    def open_news(self, guest_id: str = "", kind: int = LATE) -> None:
        """Somebody is late, cannot come or sends somebody else: a form for it, and what follows from today's changes."""
        self.fit(opens=True)
        self.news.open(guest_id, kind)

    def let_in(self, form: Form) -> None:
        """Let in whom the form names; the words stay there where something is wrong."""
        values = form.values()
        details = {"organisation": values["organisation"], "email": values["email"]}
        if self.ctx.act(guests.walk_in, self.ctx.workspace, self.event_id, values["name"], form=form, **details) is not None:
            self.drawer.close_drawer()
            self.search.clear()
            self._search("")
            self.search.setFocus()
            self.unfinished.keep()

    def fit(self, *, opens: bool = False) -> None:
        """In a narrow window the side gives way to the drawer that is open, or that `opens` now."""
        self.side_box.setVisible((self.drawer.isHidden() and not opens) or self.width() >= ROOMY)

    def overrun(self, session_id: str, minutes: int) -> None:
        """Let what is on take longer; what follows makes room."""
        self.ctx.act(agenda.overrun, self.ctx.workspace, session_id, minutes)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search the arrows move through the list, and Enter marks."""
        if watched is self.search and event.type() == QEvent.Type.FocusOut:
            self._search(self.search.text())  # Whoever goes on quickly means whom the letters name, not whom they named before.
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search(self.search.text())
                self.arrive()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._go_to(min(max(self.list.currentIndex().row() + step, 0), len(self.model.shown) - 1))
                return True
        pressed = event.key() if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.arrive()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.recent.setVisible(self.height() >= TALL)
        self.fit()

    # How it is done

    def selected_ids(self) -> list[str]:
        index = self.list.currentIndex()
        return [index.data(ROLE_ROW).id] if index.isValid() else []

    def mark(self, state: Attendance, ids: list[str]) -> None:
        self.ctx.act(guests.set_attendance, self.ctx.workspace, ids, state.value)

    def _search(self, text: str) -> None:
        if self.model.search(text):
            self._go_to(0)
            self._count()

    def _go_to(self, line: int) -> None:
        if 0 <= line < len(self.model.shown):
            self.list.setCurrentIndex(self.model.index(line))

    def _choose(self, guest_id: str) -> None:
        self._go_to(max(self.model.line_of(guest_id), 0))

    def _count(self) -> None:
        self._stack.setCurrentIndex(0 if self.model.shown else 2 if self.model.rows else 1)
        self.search.show_count(len(self.model.shown), len(self.model.rows))

    def _show_agenda(self) -> None:
        if self.event_id and self.isVisible():
            self.side.show_agenda(now_and_next(agenda.rows(self.ctx.workspace, self.event_id), to_wall(self.ctx.clock(), self._zone)))
            show_waits(self.ctx, self.event_id, self.model, self.side)

    def _wire(self) -> None:
        self.search.searched.connect(self._search)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda index: self.arrive(index.data(ROLE_ROW).id))
        self.list.customContextMenuRequested.connect(lambda at: self.menu.popup(at))

    def _laid_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.walk_in_button)
        head.addWidget(self.news_button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self._stack, 1)
        left.addWidget(quiet(HINT))
        self.side_box = scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(WIDTH + 12)
        scroll.setWidget(self.side)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(scroll)
        QShortcut(QKeySequence("Ctrl+N"), self, self.open_walk_in, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return body


def _following(name: str, words: str) -> ActionSpec:
    """The button of the drawer with this name, as a command."""

    def press(page: DayPage) -> None:
        page.news.press(name)

    def why_not(page: DayPage) -> str:
        return page.news.why_not(name)

    return ActionSpec(f"day.{name}", words, press, why_not=why_not)


def _run(spec: ActionSpec, page: DayPage) -> None:
    spec.run(page.selected_ids())


def _row_specs(page: DayPage) -> tuple[ActionSpec, ...]:
    """Commands on the guest chosen in the list."""

    def mark(state: Attendance) -> Any:
        return lambda ids: page.mark(state, ids)

    return (
        ActionSpec("day.arrived", "&Arrived", lambda ids: page.arrive(ids[0]), icon="check"),
        ActionSpec("day.expected", "&Expected again", mark(Attendance.EXPECTED), "Backspace", "undo-2"),
        ActionSpec("day.left", "&Left early", mark(Attendance.LEFT_EARLY), "L", "log-out"),
        ActionSpec("day.no_show", "&No-show", mark(Attendance.NO_SHOW), "N", "x"),
        ActionSpec("day.greeter", "&Who greets them…", partial(ask_greeter, page), icon="handshake", separator=True),
        ActionSpec("day.greeted", "&Greeted", partial(greet, page), "G", "check"),
        ActionSpec("day.late", "Is la&te…", lambda ids: page.open_news(ids[0], LATE), "T", "clock", separator=True),
        ActionSpec("day.gone", "&Cannot come…", lambda ids: page.open_news(ids[0], GONE), "C", "phone"),
        ActionSpec("day.sends", "&Sends somebody…", lambda ids: page.open_news(ids[0], SENDS), "S", "user-check"),
        ActionSpec("day.guest", "&Open the guest", lambda ids: page.ctx.navigate("guests", page.event_id, ids[0]), separator=True),
    )


def _why_not(page: DayPage) -> str:
    return "" if page.selected_ids() else "Choose a guest first."


def _expected(row: GuestRow) -> bool:
    """Whether somebody may stand at the door: approved or invited and not declined, or here already."""
    return (may_be_seated(row.decision, row.reply) and row.decision == "approved") or row.attendance != Attendance.EXPECTED


def _pixmap(data: bytes) -> QPixmap | None:
    made = QPixmap()
    return made if made.loadFromData(data) else None
