"""One reply in the drawer: what came beside what it was taken for, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advoplanner.domain.reply_rows import ReplyRow
from ui.kit.action import ActionSpec
from ui.kit.buttons import Button
from ui.kit.chip import Chip
from ui.kit.facts import Facts
from ui.kit.labels import PlainText, section
from ui.pages.replies.words import KINDS, OUTCOMES, answer_words, moment, now_words, proposed_words, read_at, why_words


class ReplyPanel(QWidget):
    """Buttons stand only for what can be done with this reply now."""

    def __init__(self, reply_id: str, actions: Sequence[ActionSpec], open_guest: Callable[[], object]) -> None:
        super().__init__()
        self.reply_id = reply_id
        self.state = Chip()
        self.why = PlainText()
        self.came, self.taken = Facts(), Facts()
        self.wrote, self.words = section("What they wrote"), PlainText()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.buttons = {spec.id: Button(spec.text.replace("&", ""), partial(spec.run, [reply_id]), icon=spec.icon) for spec in actions}
        self.times = Facts()
        self.guest = Button("Show the guest", open_guest, kind="quiet", icon="user")
        self._actions = actions
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 24)
        column.setSpacing(12)
        head: tuple[QWidget, ...] = (self.state, self.why, self.times)
        for each in head:
            column.addWidget(each)
        self._acts = QGridLayout()
        self._acts.setSpacing(8)
        column.addLayout(self._acts)
        for widget in (section("What came"), self.came, self.wrote, self.words, section("What it was taken for"), self.taken, self.guest):
            column.addWidget(widget)
        column.addStretch(1)

    def show_reply(self, row: ReplyRow, zone: str) -> None:
        """Show the reply as it stands; `zone` is the event's, for the times it names."""
        self.state.set_state(*OUTCOMES[row.outcome])
        self.why.setText(why_words(row))
        version = "" if row.sequence < 0 else "First" if row.sequence == 0 else str(row.sequence + 1)
        self.came.show_facts(
            (
                ("File", row.file_name), ("Read", read_at(row)), ("Kind", KINDS.get(row.kind, row.kind)), ("For", row.attendee),
                ("Comment", row.comment), ("Version", version),
                ("Written", moment(row.dtstamp, zone) if row.dtstamp else ""),
            )
        )  # fmt: skip
        self.times.show_facts((("Proposes", proposed_words(row, zone)), ("Our time", now_words(row, zone))))
        self.times.setVisible(bool(row.proposed))
        says = [("Guest", row.guest or "Not known"), ("Event", row.event or "Not known"), ("Says", answer_words(row))]
        self.taken.show_facts((*says, *row.details))
        self.words.setText(row.words)
        for widget in (self.words, self.wrote):
            widget.setVisible(bool(row.words))
        self._place_buttons([spec.id for spec in self._actions if not spec.reason([row.id])])
        self.guest.setVisible(bool(row.guest_id and row.event_id))

    def _place_buttons(self, offered: list[str]) -> None:
        """The first action over the whole width, the others in pairs below it."""
        for button in self.buttons.values():
            self._acts.removeWidget(button)
            button.hide()
        for place, name in enumerate(offered):
            row, column = divmod(place + 1, 2) if place else (0, 0)
            self._acts.addWidget(self.buttons[name], row, column, 1, 1 if place else 2)
            self.buttons[name].show()
