"""Every letter of a wave before it is drafted, one guest after the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.domain import markup
from advoplanner.domain.letters import LetterPreview
from advoplanner.services import guests, trials
from ui.kit.buttons import Button, IconButton
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.context import Context
from ui.kit.form import Form
from ui.kit.labels import Elided, PlainText, quiet, section
from ui.kit.letter_view import LetterView
from ui.kit.segments import Segmented
from ui.trial_mail import TrialMail


class Pager(QWidget):
    """Previous and next; the sentence on what the guest gains can be written anew, for this guest only."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.wave_id = ""
        self._trial = TrialMail(ctx, self)
        self.letters: tuple[LetterPreview, ...] = ()
        self.place = 0
        self.back = IconButton("chevron-left", "Previous guest", partial(self.turn, -1))
        self.next = IconButton("chevron-right", "Next guest", partial(self.turn, 1))
        self.count, self.to, self.state = quiet(), Elided(), Chip()
        self.why = PlainText(role="warn")
        self.subject, self.body, self.formatted = section(), PlainText(), LetterView()
        self.look = Segmented(["Formatted", "Plain text"], "How to show the letter")
        self.look.chosen.connect(lambda _: self._show_look())
        self.test = Button("Test to &me", self.send_test, icon="mail", tip="Send this letter to yourself first, marked as a test")
        self.form = Form(self._save)
        self.form.line("value_sentence", "What &this guest gains", help="Your own sentence stands in for the one chosen from what moves them.")
        self._lay_out()

    def show_letters(self, wave_id: str, letters: tuple[LetterPreview, ...]) -> None:
        """Show a wave's letters; the guest who was shown stays where they are still among them."""
        self.wave_id = wave_id
        before = self.letters[self.place] if self.letters else None
        shown = (before.guest_id, before.part) if before else None
        self.letters = letters
        self.place = next((place for place, each in enumerate(letters) if (each.guest_id, each.part) == shown), 0)
        self._show(same=bool(letters and before) and letters[self.place].guest_id == (before.guest_id if before else ""))

    def turn(self, step: int) -> None:
        """The guest before or after; the last is followed by the first."""
        if self.letters:
            self.form.flush()
            self.place = (self.place + step) % len(self.letters)
            self._show(same=False)

    def show_guest(self, guest_id: str) -> None:
        """The letter to this guest, where there is one."""
        place = next((place for place, each in enumerate(self.letters) if each.guest_id == guest_id), None)
        if place is not None:
            self.turn(place - self.place)

    def send_test(self) -> None:
        """Send the letter that is shown to its sender; nothing is drafted or recorded."""
        self.form.flush()
        shown, ws = self.letters[self.place], self.ctx.workspace
        self._trial.send(partial(trials.accounts_for, ws, self.wave_id), partial(trials.send, ws, self.wave_id, shown.guest_id, shown.part))

    def _show(self, *, same: bool) -> None:
        self._card.setVisible(bool(self.letters))
        self.form.setVisible(bool(self.letters))
        self.test.setVisible(bool(self.letters))
        for button in (self.back, self.next):
            button.setEnabled(len(self.letters) > 1)
        if not self.letters:
            self.count.setText("This wave is for nobody yet.")
            return
        letter = self.letters[self.place]
        self.count.setText(f"{self.place + 1:,} of {len(self.letters):,}")
        who = f"{letter.name} <{letter.address}>" if letter.address else f"{letter.name}, no address"
        self.to.set_whole(f"{who}  ·  {letter.label}" if letter.label else who)
        self.state.set_state(*_state(letter))
        self.why.setText(letter.why)
        self.why.setVisible(bool(letter.why))
        self.subject.setText(letter.subject)
        self.body.setText(markup.plain(letter.body))
        self.formatted.show_letter(letter.body)
        self._show_look()
        self.form["value_sentence"].editor.setProperty("placeholderText", letter.value_line)
        values = {"value_sentence": letter.own_value_line}
        if same:
            self.form.load(values)
        else:
            self.form.clear(values)

    def _show_look(self) -> None:
        self.formatted.setVisible(self.look.place == 0)
        self.body.setVisible(self.look.place == 1)

    def _save(self, name: str, value: str) -> None:
        guests.edit(self.ctx.workspace, [self.letters[self.place].guest_id], **{name: value})

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        for widget in (self.back, self.count, self.next):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.test)
        head.addSpacing(8)
        head.addWidget(self.look)
        self._card = Card()
        line = QHBoxLayout()
        line.addWidget(self.to, 1)
        line.addWidget(self.state)
        self._card.column.addLayout(line)
        for part in (self.why, self.subject, self.formatted, self.body):
            self._card.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._card)
        column.addWidget(self.form)
        column.addStretch(1)


def _state(letter: LetterPreview) -> tuple[str, str]:
    if letter.holds_it:
        return "Has it already", "quiet"
    if letter.waiting:
        return "In the outbox", "accent"
    if letter.outdated and not letter.why:
        return "Holds an old version", "warn"
    return ("Will be held", "warn") if letter.why else ("Ready to draft", "good")
