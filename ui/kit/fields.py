"""The kinds of field a form is made of: each shows a value, reads it back, and says when it was edited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from advoplanner.core.dates import long_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, fold
from ui.kit.buttons import IconButton
from ui.kit.combo import Combo
from ui.kit.day_picker import pick_day
from ui.kit.level_bars import LevelBars
from ui.kit.tick_box import TickBox
from ui.kit.when import read_wall, write_wall

TYPING_MS = 2000

_GROUPED = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")
"""What stands between thousands; a comma before one or two digits is that of a fraction, and no whole number."""

_WHOLE = re.compile(r"[-−]?\d{1,18}")


class Field(QObject):
    """One field: `widget` for the layout, `editor` for focus and name.

    `edited` follows each keystroke or choice, `committed` asks to save. `dirty`: edited since the last commit;
    `unsaved`: holds something the store does not have, so that a refresh must not overwrite it.
    """

    edited = Signal()
    committed = Signal()

    def __init__(self, editor: QWidget, widget: QWidget | None = None) -> None:
        super().__init__(editor)
        self.editor = editor
        self.widget = widget or editor
        self.dirty = False
        self.unsaved = False
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._leave)

    def value(self) -> Any:
        """What the field holds; raises RuleBroken where it cannot be read."""
        return None

    def show_value(self, value: Any) -> None:
        """Show a stored value; not an edit."""
        self.editor.blockSignals(True)
        self._write(value)
        self.editor.blockSignals(False)
        self.dirty = self.unsaved = False

    def mark_wrong(self, why: str) -> None:
        """Red border and spoken reason; "" takes both away."""
        self.editor.setProperty("wrong", bool(why))
        self.editor.setAccessibleDescription(why)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def _write(self, value: Any) -> None:
        """Put a stored value into the editor."""

    def _touch(self) -> None:
        self.dirty = self.unsaved = True
        self._typing.start()
        self.edited.emit()

    def _leave(self) -> None:
        self._typing.stop()
        if self.dirty:
            self.committed.emit()

    def _settle(self) -> None:
        """A choice is made at once: edited and committed."""
        self._touch()
        self._leave()


class Line(Field):
    """One line of text."""

    def __init__(self, hint: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self.line.setPlaceholderText(hint)
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> str:
        return clean(self.line.text())

    def _write(self, value: Any) -> None:
        # What comes back after a save is what was typed: the cursor and a space at the end stay.
        if clean(self.line.text()) != (value or "") or not value:
            self.line.setText("" if value is None else str(value))
            self.line.setCursorPosition(0)


class Lines(Field):
    """Several lines; grows no further than `rows`, then scrolls. Tab leaves it."""

    def __init__(self, hint: str = "", rows: int = 3) -> None:
        self.area = _Area(self)
        super().__init__(self.area)
        self.area.setPlaceholderText(hint)
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(rows * self.area.fontMetrics().lineSpacing() + 22)
        self.area.textChanged.connect(self._touch)

    def value(self) -> str:
        return clean(self.area.toPlainText(), lines=True)

    def _write(self, value: Any) -> None:
        if clean(self.area.toPlainText(), lines=True) != (value or "") or not value:
            self.area.setPlainText("" if value is None else str(value))


class _Area(QPlainTextEdit):
    """Tells its field when it is left."""

    def __init__(self, field: Lines) -> None:
        super().__init__()
        self._field = field
        self.document().setDocumentMargin(2)  # in line with the words of a one-line field

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._field._leave()


class Dated(Field):
    """A line in which a day is typed, with a calendar beside it; what it stands for is told by the fields below."""

    EXAMPLE = ""

    def __init__(self) -> None:
        self.line = QLineEdit()
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        self.button = IconButton("calendar", "Choose a day", self._pick)
        row.addWidget(self.button)
        super().__init__(self.line, box)
        self.line.setPlaceholderText(self.EXAMPLE)
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)

    def _pick(self) -> None:
        now = self._typed()
        pick_day(self.button, now.date() if isinstance(now, datetime) else now, self._picked)

    def _typed(self) -> Any:
        """The value, or None while the text cannot be read."""
        try:
            return self.value()
        except RuleBroken:
            return None

    def _picked(self, day: date) -> None:
        self._write(day)
        self._settle()


class Wall(Dated):
    """Date and time as typed ("10 Mar 2027 18:00", "2027-03-10 18:00")."""

    EXAMPLE = "2027-03-10 18:00"

    def value(self) -> datetime | None:
        text = clean(self.line.text())
        return read_wall(text) if text else None

    def _write(self, value: Any) -> None:
        self.line.setText(write_wall(value) if value else "")
        self.line.setToolTip(long_date(value.date()) if value else "")

    def _picked(self, day: date) -> None:
        now = self._typed()
        super()._picked(datetime.combine(day, now.time() if now else time(18, 0)))


class Choice(Field):
    """One of (value, words)."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        self.combo = Combo()
        super().__init__(self.combo)
        self.set_options(options)
        self.combo.activated.connect(self._settle)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        self._values = [value for value, _ in options]
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([words for _, words in options])
        self.combo.blockSignals(False)

    def value(self) -> Any:
        place = self.combo.currentIndex()
        return self._values[place] if place >= 0 else None

    def _write(self, value: Any) -> None:
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class NarrowChoice(Choice):
    """A choice that gives way: its words may be longer than the drawer is wide."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__(options)
        self.combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)


class Tags(Field):
    """Words with commas between; the same word twice is kept once."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self.line.setPlaceholderText("Words with commas between")
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)
        if known:
            self._complete(known)

    def value(self) -> tuple[str, ...]:
        words = [clean(word) for word in self.line.text().split(",")]
        kept: dict[str, str] = {}
        for word in filter(None, words):
            kept.setdefault(fold(word), word)
        return tuple(kept.values())

    def _write(self, value: Any) -> None:
        self.line.setText(", ".join(value or ()))

    def _complete(self, known: Sequence[str]) -> None:
        completer = QCompleter(list(known), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setWidget(self.line)
        completer.activated.connect(self._take)
        self.line.textEdited.connect(lambda text: self._offer(completer, text))

    def _offer(self, completer: QCompleter, text: str) -> None:
        begun = text.rsplit(",", 1)[-1].strip()
        completer.setCompletionPrefix(begun)
        if begun and completer.completionCount():
            completer.complete()
        else:
            completer.popup().hide()

    def _take(self, word: str) -> None:
        before = self.line.text().rsplit(",", 1)[0] + ", " if "," in self.line.text() else ""
        self.line.setText(f"{before}{word}, ")
        self._touch()


class Number(Field):
    """A whole number; text that is none stays and is explained."""

    def __init__(self, low: int, high: int, unit: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._low, self._high, self._unit = low, high, unit
        self.line.setPlaceholderText(unit)
        self.line.setMaximumWidth(160)
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> int | None:
        text = _GROUPED.sub("", clean(self.line.text()).removesuffix(self._unit).strip())
        if not text:
            return None
        allowed = f"A whole number from {self._low:,} to {self._high:,} is allowed."
        if not _WHOLE.fullmatch(text):
            raise RuleBroken("form.number", f"“{clean(self.line.text())}” is not a whole number.", allowed)
        number = int(text.replace("−", "-"))
        if not self._low <= number <= self._high:
            raise RuleBroken("form.range", f"{number:,} is out of range.", allowed)
        return number

    def _write(self, value: Any) -> None:
        self.line.setText("" if value is None else f"{value} {self._unit}".strip())


class Level(Field):
    """0 to 3 as bars with a word."""

    def __init__(self, words: Sequence[str]) -> None:
        self.bars = LevelBars(words)
        super().__init__(self.bars)
        self.bars.chosen.connect(self._settle)

    def value(self) -> int:
        return self.bars.level

    def _write(self, value: Any) -> None:
        self.bars.set_level(int(value or 0))


class Check(Field):
    """Yes or no."""

    def __init__(self, label: str) -> None:
        self.box = TickBox(label)
        super().__init__(self.box)
        self.box.clicked.connect(self._settle)

    def value(self) -> bool:
        return self.box.isChecked()

    def _write(self, value: Any) -> None:
        self.box.setChecked(bool(value))
