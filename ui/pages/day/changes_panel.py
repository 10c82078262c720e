"""When the morning changes: who is late, cannot come or sends somebody, what that does, and what follows from all of it, in order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed, plural
from advoplanner.domain.day_changes import Aftermath
from advoplanner.domain.kept_plans import seat_words
from advoplanner.services.day_changes import CalmPlan, LatePreview
from ui.kit.buttons import Button
from ui.kit.clearing import clear
from ui.kit.form import Form
from ui.kit.labels import PlainText, quiet, section
from ui.kit.segments import Segmented
from ui.kit.suggest_field import Suggest
from ui.pages.day.changes_desk import ChangesDesk

LATE, GONE, SENDS = 0, 1, 2
FIRST = ("minutes", "reason", "name")
KINDS = ("Is late", "Cannot come", "Sends somebody")
USUAL = 15
"""Minutes that stand in the field before somebody types others."""

MOST = 8
"""Lines of one kind, or names in one line, that are read at a glance."""

LOOK_MS = 200
NO_PARTS = "Otherwise their parts stay open."
QUIET_DAY = "Nothing has changed yet."


class ChangesPanel(QWidget):
    """Enter in a field does it. `to_print_wanted` and `to_tell_wanted` ask to be led to the packs and the outbox."""

    to_print_wanted = Signal()
    to_tell_wanted = Signal()

    def __init__(self, desk: ChangesDesk) -> None:
        super().__init__()
        self._desk = desk
        self._shorter = 0
        self.kind = Segmented(KINDS, "What happened")
        self.kind.chosen.connect(lambda _: self._show_kind())
        self.who = Suggest(hint="Name or company")
        self.forms = (Form(), Form(), Form())
        self.common = Form()
        self.common.field("guest", "&Who", self.who, wide=True)
        self.forms[LATE].number("minutes", "&Minutes late", low=1, high=24 * 60)
        self.forms[GONE].line("reason", "&Reason", hint="As they said it on the telephone")
        self.forms[SENDS].line("name", "&Name of whom they send")
        self.forms[SENDS].line("job_title", "&Title")
        self.forms[SENDS].line("email", "&E-mail", help="Without one they get no message.")
        self.forms[SENDS].check("parts", "&Takes over their sessions and introductions", help=NO_PARTS)
        self.forms[LATE].load({"minutes": USUAL})
        self.forms[SENDS].load({"parts": True})
        self.preview = PlainText(role="quiet")
        self.shorten = Button("", self._do_shorter)
        self.go = Button("", self.do, kind="primary")
        self.follows = QVBoxLayout()
        self.buttons: dict[str, Button] = {}
        self._timer = QTimer(self, interval=LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._lay_out()
        for form in (self.common, *self.forms):
            form.changed.connect(lambda _: self._timer.start())
        for form in self.forms:
            for line in form.findChildren(QLineEdit):
                line.returnPressed.connect(lambda: self.do())
        self.who.line.returnPressed.connect(self._go_on)
        self._show_kind()

    def begin(self, guest_id: str = "", kind: int = LATE) -> None:
        """Ready for the next piece of news, about a guest where one is named."""
        self.kind.show_place(kind)
        self.who.show_value(self._desk.words_of(guest_id))
        self._show_kind()
        (self.forms[kind][FIRST[kind]].editor if guest_id else self.who.line).setFocus()

    def show_day(self, names: Sequence[str], found: Aftermath) -> None:
        """The guests to choose from, and what today's changes lead to."""
        self.who.set_options(names)
        self._show_follows(found)

    def look(self) -> None:
        """Say what it would do, while it is typed."""
        self._timer.stop()
        self._shorter = 0
        self.shorten.hide()
        found = None
        if self.kind.place == LATE:
            try:
                found = self._desk.preview(self.who.value(), int(self.forms[LATE]["minutes"].value() or 0))
            except (RuleBroken, ValueError):
                found = None
        words = _late_words(found) if found else ""
        held = self._desk.held(self.who.value()) if self.kind.place != LATE else ""
        if held:
            words = f"{'They leave open' if self.kind.place == GONE else 'They hold'}: {held}."
        words = "\n".join(filter(None, (words, self._desk.beware(self.who.value()))))
        self.preview.setText(words)
        self.preview.setVisible(bool(words))
        if found and found.delay.overrun and found.session:
            self._shorter = found.delay.overrun
            self.shorten.setText(f"Shorten it by {plural(self._shorter, 'minute')}")
            self.shorten.setVisible(found.session.minutes > self._shorter)

    def do(self, shorter: int = 0) -> None:
        """Carry it out; what is refused stands at its field, and what was typed stays."""
        self._timer.stop()
        form = self.forms[self.kind.place]
        place = _Fields(self.common, form)
        guest_id = self._desk.id_of(self.who.value())
        if not guest_id:
            self.common.show_error("guest", "Choose somebody who is on the list. Walk-ins have a form of their own.")
            self.who.line.setFocus()
            return
        try:
            values = form.values()
        except RuleBroken:
            return
        if self.kind.place == LATE:
            done = self._desk.late(guest_id, int(values["minutes"] or 0), shorter, place)
        elif self.kind.place == GONE:
            done = self._desk.cannot_come(guest_id, values["reason"], place)
        else:
            done = self._desk.send_delegate(guest_id, values, place)
        if done:
            form.clear({"minutes": USUAL, "reason": "", "name": "", "job_title": "", "email": "", "parts": True})
            self.begin(kind=self.kind.place)

    def _go_on(self) -> None:
        """From the name to what is asked next."""
        if self._desk.id_of(self.who.value()):
            self.forms[self.kind.place][FIRST[self.kind.place]].editor.setFocus()

    def _do_shorter(self) -> None:
        self.do(self._shorter)

    def _show_kind(self) -> None:
        for place, form in enumerate(self.forms):
            form.setVisible(place == self.kind.place)
        self.go.setText(("Delay what waits for them", "Mark as not coming", "Let them come instead")[self.kind.place])
        self.look()

    def _show_follows(self, found: Aftermath) -> None:
        clear(self.follows)
        self.buttons = {}
        if not found:
            self.follows.addWidget(quiet(QUIET_DAY))
            return
        self._part("The agenda", [d.sentence for d in found.differences])
        self._part("Not coming", found.gone)
        self._part("Coming now", found.new)
        self._part("Other seats", found.moves)
        if found.to_seat:
            words = plural(len(found.to_seat), "guest has no seat", "guests have no seat")
            self._part(words, ())
            self._button("seat", f"Seat {'them' if len(found.to_seat) > 1 else 'this guest'}, moving nobody", "armchair", self._desk.reseat)
        elif found.gone or found.new:
            self._button("better", "Look for better tables with few moves", "shuffle", self._find_plans)
        if found.to_print:
            cards, pages = plural(len(found.cards), "card"), plural(len(found.pages), "page")
            self._part(f"To print again: {cards}, {pages}", _print_words(found))
            self._button("print", "Go to the packs", "printer", self.to_print_wanted.emit)
        if found.to_tell:
            self._part(plural(len(found.to_tell), "guest to tell", "guests to tell"), [self._desk.names_of(found.to_tell)])
            tell = partial(self._desk.tell, found.to_tell)
            self._button("tell", f"Draft {plural(len(found.to_tell), 'message')}", "mail", tell)
            if self._desk.drafted():
                self._button("outbox", "Go to the outbox", "send", self.to_tell_wanted.emit)

    def _find_plans(self) -> None:
        """Nothing is moved before somebody has read who."""
        button = self.buttons["better"]
        button.allow("The tables are being compared.")
        self._desk.find_plans(partial(self._show_plans, button), button)

    def _show_plans(self, button: Button, found: Sequence[CalmPlan]) -> None:
        """Who would move, in place of the button that asked; with another button that does it."""
        place = self.follows.indexOf(button)
        button.hide()
        lines = [words for each in found for words in _plan_words(each, several=len(found) > 1)]
        for number, line in enumerate(lines or ["No few moves make the tables better."]):
            self.follows.insertWidget(place + number, PlainText(line, role="quiet"))
        if found:
            self.buttons["move"] = Button("Seat them so", partial(self._desk.take_plans, found), icon="armchair")
            self.follows.insertWidget(place + len(lines), self.buttons["move"])

    def _part(self, title: str, lines: Sequence[str]) -> None:
        if title and (lines or title[0].isdigit() or title.startswith("To print")):
            self.follows.addSpacing(4)
            self.follows.addWidget(PlainText(title, weight=QFont.Weight.Medium))
            shown = lines if len(lines) <= MOST else [*lines[: MOST - 1], f"And {len(lines) - MOST + 1} more."]
            for line in shown:
                self.follows.addWidget(PlainText(line, role="quiet"))

    def _button(self, name: str, words: str, icon: str, clicked: object) -> None:
        self.buttons[name] = Button(words, clicked, icon=icon)  # type: ignore[arg-type]
        self.follows.addWidget(self.buttons[name])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        for widget in (self.kind, self.common, *self.forms, self.preview, self.shorten, self.go):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(section("What follows from it"))
        self.follows.setSpacing(6)
        column.addLayout(self.follows)
        column.addStretch(1)


class _Fields:
    """Where the words of a broken rule can stand: the common field or one of the kind's own."""

    def __init__(self, *forms: Form) -> None:
        self._forms = forms

    def show_error(self, field: str, sentence: str) -> bool:
        return any(form.show_error(field, sentence) for form in self._forms)


def _late_words(found: LatePreview) -> str:
    if found.session is None:
        return "Nothing on the agenda waits for them: it is only noted from when they are there."
    lines = [d.sentence for d in found.differences]
    if found.delay.overrun:
        stop = found.delay.stop
        where = f"into “{stop.title}”, which stays at {stop.start:%H:%M}" if stop and stop.start else "past the end of the event"
        lines.append(f"That would run {plural(found.delay.overrun, 'minute')} {where}.")
    elif found.delay.stop is not None and found.delay.stop.start:
        lines.append(f"“{found.delay.stop.title}” stays at {found.delay.stop.start:%H:%M}.")
    return "\n".join(lines)


def _plan_words(each: CalmPlan, *, several: bool) -> list[str]:
    """What few moves come to, then each of them: "Ana Lima: table 2, seat 3 → table 4, seat 1"."""
    moved, gained = plural(each.plan.tables_changed, "guest"), each.plan.score - each.score
    where = f"{each.round_name}: " if several else ""
    head = f"{where}{moved} at another table: fit {each.score:,} becomes {each.plan.score:,} (+{gained:,})"
    return [head, *(f"{move.name}: {seat_words(move.before)} → {seat_words(move.after)}" for move in each.plan.moves)]


def _print_words(found: Aftermath) -> list[str]:
    """Cards by the reason for them, then the pages, a line each."""
    names: dict[str, dict[str, None]] = {}
    for card in found.cards:
        names.setdefault(card.why, {})[card.guest] = None
    cards = [f"Badge and tent card of {_listed(list(people))}: {why}" for why, people in names.items()]
    return [*cards, *(f"{page.words}: {page.why}" for page in found.pages)]


def _listed(names: Sequence[str]) -> str:
    """All of a few names, of many the first ones."""
    return listed(list(names)) if len(names) <= MOST else listed([*names[: MOST - 1], f"{len(names) - MOST + 1} more"])
