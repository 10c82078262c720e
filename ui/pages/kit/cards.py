"""The cards of the kit: the mix of a meetup and how strictly it is judged, money, questions, the slot, who presents, further dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from advoplanner.core.dates import short_date
from advoplanner.core.text import plural
from advoplanner.domain.budgets import Money
from advoplanner.domain.host_requests import PROFILES
from advoplanner.domain.meetups import MOST, TOO_MANY, Mix
from advoplanner.domain.slots import KIND_WORDS, Slot
from advoplanner.domain.talks import TalkRow, brief_words, draw_words, guests_words
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.facts import Facts
from ui.kit.filled_lines import Lines
from ui.kit.form import Form
from ui.kit.jump_row import JumpRow, inset
from ui.kit.labels import PlainText, quiet, section
from ui.kit.meter import Meter
from ui.pages.kit.budget_lines import CostLines

MONEY_MOST = 10_000_000
NO_TALKS = "Nobody presents yet. Find a customer who knows the topic and lives near by."
NO_SLOT = "It takes place within the opening hours, or the venue's hours are not known: nothing special is to be arranged."
RECORDING = {"yes": "may be recorded", "no": "may not be recorded", "": "not asked about recording"}
Save = Callable[[str, Any], object]


class MixCard(Card):
    """Prospects for each advocate, and how the evening is judged."""

    def __init__(self, save: Save, go: Callable[[str], object]) -> None:
        super().__init__(margin=20, spacing=12)
        self.meter = Meter()
        self.words = PlainText()
        self.form = Form(save)
        self.form.choice("profile", "What kind of evening it is", list(PROFILES.items()))
        self.guests = Button("Go to the guest list", lambda: go("guests"), icon="users")
        for widget in (section("Prospects for each advocate"), self.meter, self.words, self.form):
            self.column.addWidget(widget)
        self.column.addWidget(self.guests, 0, Qt.AlignmentFlag.AlignLeft)

    def show_mix(self, mix: Mix, profile: str) -> None:
        """The meter runs to what is too many; its tick is what is a crowd."""
        ratio = mix.ratio
        said = f"{ratio:.1f} to 1" if ratio is not None else "no advocate yet"
        self.meter.set_share((ratio or 0.0) / TOO_MANY, said, limit=MOST / TOO_MANY, state=mix.state())
        self.words.setText(mix.words())
        self.form.load({"profile": profile})


class MoneyCard(Card):
    """What the event may cost and what it comes to, in all and for each head."""

    def __init__(self, save: Save, opened: Callable[[str], object]) -> None:
        super().__init__(margin=20, spacing=12)
        self.words, self.over = PlainText(), PlainText(role="bad")
        self.lines = CostLines(opened)
        self.form = Form(save, columns=2)
        self.form.number("budget", "May cost in all", low=0, high=MONEY_MOST)
        self.form.number("per_head", "For each head", low=0, high=MONEY_MOST)
        self.form.number("planned", "Planned", low=0, high=MONEY_MOST)
        self.form.number("spent", "Spent", low=0, high=MONEY_MOST)
        self.form.line("currency", "Currency")
        for widget in (section("Budget"), self.words, self.over, self.form, self.lines):
            self.column.addWidget(widget)

    def show_money(self, money: Money) -> None:
        """The figures, what that is for each head, and what is over its limit."""
        self.form.load({name: getattr(money, name) or None for name in ("budget", "per_head", "planned", "spent")} | {"currency": money.currency})
        each = money.for_each
        sums = [f"Planned {money.said(money.planned)}", f"spent {money.said(money.spent)}"] if money.lines else []
        heads = [f"{money.said(round(each, 2))} for each of {money.heads}"] if each is not None else []
        self.words.setText(" · ".join([*sums, *heads]) or "Nothing is planned yet.")
        over = money.over()
        self.over.setText("\n".join(over))
        self.over.setVisible(bool(over))
        for name in ("planned", "spent"):
            # With lines both are their sums, which stand above.
            self.form[name].widget.parentWidget().setVisible(not money.lines)
        self.lines.show_money(money)


class QuestionsCard(Card):
    """Questions for cards on the tables; none unless somebody wants them."""

    def __init__(self, save: Save) -> None:
        super().__init__(margin=20, spacing=12)
        self.form = Form(save)
        self.form.lines("questions", "Five or six questions that start a talk, one on each line", hint="What did you try that failed?", rows=6)
        for widget in (section("Conversation cards"), quiet("Casual talk is the point: leave this empty unless you want cards."), self.form):
            self.column.addWidget(widget)


class AudienceCard(Card):
    """Who may come without an invitation: places and waiting, and where they sign up."""

    def __init__(self, save: Save, go: Callable[[str], object]) -> None:
        super().__init__(margin=20, spacing=12)
        self.words = PlainText()
        self.form = Form(save)
        self.form.line("form_link", "Form to sign up", hint="https://…", help="The flyer's code leads here; without a form it writes a mail to you.")
        self.open = Button("Sign-ups and waiting list", lambda: go("sign_ups"), icon="list-ordered")
        for widget in (section("Open audience"), self.words, self.form):
            self.column.addWidget(widget)
        self.column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_audience(self, figures: Sequence[str], rows: Sequence[TalkRow], capacity: int, form_link: str) -> None:
        """The numbers, and what the presenters draw."""
        drawn = draw_words(rows, capacity)
        self.words.setText("\n".join(filter(None, (" · ".join(figures), drawn))))
        self.form.load({"form_link": form_link})


class SlotCard(Card):
    """What the hour means for the venue: set-up, clear-down, keys, neighbours, the last transport."""

    def __init__(self) -> None:
        super().__init__(margin=20, spacing=12)
        self.facts = Facts()
        self.nothing = quiet(NO_SLOT)
        for widget in (section("The slot"), self.facts, self.nothing):
            self.column.addWidget(widget)

    def show_slot(self, slot: Slot | None) -> None:
        """The times in the order of the evening."""
        self.nothing.setVisible(slot is None)
        self.facts.setVisible(slot is not None)
        if slot is not None:
            hours = (("Set-up from", slot.doors), ("Begins", slot.start), ("Ends", slot.end), ("Cleared by", slot.done))
            facts = [("When", KIND_WORDS[slot.kind]), *((name, f"{wall:%H:%M}") for name, wall in hours)]
            self.facts.show_facts([*facts, ("To arrange", "\n".join(slot.notes))])


class TalksCard(Card):
    """Whoever presents, each line leading to the brief."""

    def __init__(self, opened: Callable[[str], object], find: Callable[[], object]) -> None:
        super().__init__(margin=12)
        self._opened = opened
        self.lines = Lines()
        self.nothing = inset(quiet(NO_TALKS), 8)
        self.find_button = Button("Find a presenter…", find, icon="mic")
        for widget in (inset(section("Who presents"), 8), self.nothing, self.lines):
            self.column.addWidget(widget)
        self.column.addWidget(inset(self.find_button, 8), 0, Qt.AlignmentFlag.AlignLeft)

    def show_talks(self, rows: Sequence[TalkRow]) -> None:
        """Names with what is still missing."""
        self.nothing.setVisible(not rows)
        self.lines.fill([self._line(row) for row in rows])

    def _line(self, row: TalkRow) -> JumpRow:
        company = f", {row.organisation}" if row.organisation else ""
        parts = [f"Brief {brief_words(row)}", RECORDING[row.recording]]
        parts += [f"draws {row.draw}"] * (row.draw is not None) + [f"own guests: {guests_words(row)}"] * bool(guests_words(row))
        ready = not row.missing and row.recording != ""
        return JumpRow(
            f"{row.name}{company}", partial(self._opened, row.guest_id), why=" · ".join(parts), state="good" if ready else "warn",
            state_word="Prepared" if ready else "To prepare",
        )  # fmt: skip


class SeriesCard(Card):
    """Further dates of the same event, each an event of its own."""

    def __init__(self, opened: Callable[[str], object], repeat: Callable[[], object]) -> None:
        super().__init__(margin=12)
        self._opened = opened
        self.lines = Lines()
        self.words = quiet()
        self.repeat = Button("Repeat on further dates…", repeat, icon="copy")
        for widget in (inset(section("Dates"), 8), inset(self.words, 8), self.lines):
            self.column.addWidget(widget)
        self.column.addWidget(inset(self.repeat, 8), 0, Qt.AlignmentFlag.AlignLeft)

    def show_dates(self, dates: Sequence[tuple[str, str, Any]], here: str) -> None:
        """(id, title, start) of each date; the event itself is marked."""
        self.words.setText(f"A series of {plural(len(dates), 'date')}; each is changed by itself." if dates else "It takes place once.")
        self.lines.fill([JumpRow(title, partial(self._opened, key), why=_when(start, key == here)) for key, title, start in dates])


def _when(start: datetime, here: bool) -> str:
    """Day and hour of a date, and whether it is the event that is shown."""
    return f"{short_date(start.date())}, {start:%H:%M}{' · this event' if here else ''}"
