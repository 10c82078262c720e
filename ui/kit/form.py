"""Forms that save themselves: a label above, an error in words below, and text that is typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from advoplanner.core.errors import AdvoError, RuleBroken
from ui.kit.fields import Check, Choice, Field, Level, Line, Lines, Number, Tags, Wall
from ui.kit.labels import PlainText, section
from ui.kit.tokens import SMALL

Save = Callable[[str, Any], object]


class FieldGrid(QWidget):
    """Fields in a grid with their labels and errors; Form gives it its kinds of field."""

    changed = Signal(str)

    def __init__(self, save: Save | None = None, *, columns: int = 1) -> None:
        super().__init__()
        self._save = save
        self._fields: dict[str, Field] = {}
        self._errors: dict[str, PlainText] = {}
        self._saving = ""
        self._columns = columns
        self._cell = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    # Values and errors

    def load(self, values: dict[str, Any]) -> None:
        """Show stored values. A field somebody is typing in, or whose text was refused, keeps its text.

        Where what was refused is stored by now, nothing is wrong with it any more.
        """
        for name, value in values.items():
            if name not in self._fields:
                continue
            each = self._fields[name]
            if not each.unsaved:
                each.show_value(value)
            elif self.error(name) and _says(each, value):
                each.unsaved = False
                self.clear_error(name)

    def clear(self, values: dict[str, Any]) -> None:
        """Show stored values of another thing: nothing typed before is kept."""
        self.flush()
        for name, each in self._fields.items():
            each.unsaved = False
            self.clear_error(name)
            if name in values:
                each.show_value(values[name])

    def values(self) -> dict[str, Any]:
        """All values; raises RuleBroken for the first that cannot be read, shown at its field."""
        found = {}
        for name, each in self._fields.items():
            try:
                found[name] = each.value()
            except RuleBroken as broken:
                self.show_error(name, str(broken))
                raise
        return found

    def flush(self) -> None:
        """Save what is still being typed, now."""
        for name, each in self._fields.items():
            if each.unsaved and each.dirty:
                self._commit(name)

    def show_error(self, name: str, sentence: str) -> bool:
        """Put words below a field; where there is no such field below the one that is being saved, or else return False."""
        if name not in self._fields:
            name = self._saving
        if not name:
            return False
        self._errors[name].setText(sentence)
        self._errors[name].show()
        self._fields[name].mark_wrong(sentence)
        self._fields[name].unsaved = True
        return True

    def clear_error(self, name: str) -> None:
        if self._errors[name].isVisibleTo(self):
            self._errors[name].hide()
            self._fields[name].mark_wrong("")

    def error(self, name: str) -> str:
        """The words that stand below a field now; "" for none."""
        return self._errors[name].text() if self._errors[name].isVisibleTo(self) else ""

    def first_wrong(self) -> Field | None:
        """The first field that has words below it, for the focus to go there."""
        return next((self._fields[name] for name in self._fields if self.error(name)), None)

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    # How it is done

    def _add(self, name: str, label: str, made: Field, help: str, wide: bool) -> Field:
        error = PlainText(size=SMALL, role="bad")
        error.hide()
        self._fields[name], self._errors[name] = made, error
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if label:
            words = PlainText(label, size=SMALL, role="quiet")
            words.setBuddy(made.editor)
            made.editor.setAccessibleName(label.replace("&", ""))
            column.addWidget(words)
        column.addWidget(made.widget)
        if help:
            column.addWidget(PlainText(help, size=SMALL, role="quiet"))
            made.editor.setAccessibleDescription(help)
        column.addWidget(error)
        column.addStretch(1)
        made.edited.connect(lambda: self._edited(name))
        made.committed.connect(lambda: self._commit(name))
        self._place(box, wide)
        return made

    def _place(self, widget: QWidget, wide: bool) -> None:
        if wide and self._cell % self._columns:
            self._cell += self._columns - self._cell % self._columns
        row, column = divmod(self._cell, self._columns)
        span = self._columns if wide else 1
        self._grid.addWidget(widget, row, column, 1, span)
        self._cell += span

    def _edited(self, name: str) -> None:
        self.clear_error(name)
        self.changed.emit(name)

    def _commit(self, name: str) -> None:
        each = self._fields[name]
        each.dirty = False
        if self._save is None:
            return
        try:
            value = each.value()
            self.clear_error(name)
            each.unsaved = False
            self._saving = name
            self._save(name, value)
        except AdvoError as refused:
            self.show_error(name, str(refused))
        finally:
            self._saving = ""


class Form(FieldGrid):
    """Labelled fields in one or two columns. `save(field, value)` is called when a field is left, after Enter, and
    two seconds after the last letter; where it raises RuleBroken the words stand below the field and the text stays.

    `changed(field)` follows every edit, saved or not; `values()` reads all, for a dialog that saves at the end.
    """

    def line(self, name: str, label: str, *, hint: str = "", help: str = "", wide: bool = False) -> Field:
        """One line of text. `hint` stands in the empty field, `help` below it."""
        return self._add(name, label, Line(hint), help, wide)

    def lines(self, name: str, label: str, *, hint: str = "", help: str = "", rows: int = 3) -> Field:
        """Several lines of text, over the whole width."""
        return self._add(name, label, Lines(hint, rows), help, True)

    def wall(self, name: str, label: str, *, help: str = "", wide: bool = False) -> Field:
        """Date and time on the wall clock: a naive datetime, or None while empty."""
        return self._add(name, label, Wall(), help, wide)

    def choice(self, name: str, label: str, options: Sequence[tuple[Any, str]], *, help: str = "", wide: bool = False) -> Field:
        """One of (value, words)."""
        return self._add(name, label, Choice(options), help, wide)

    def tags(self, name: str, label: str, *, known: Sequence[str] = (), help: str = "", wide: bool = True) -> Field:
        """Words with commas between: a tuple of texts; `known` completes while typing."""
        return self._add(name, label, Tags(known), help, wide)

    def number(self, name: str, label: str, *, low: int = 0, high: int = 999, unit: str = "", help: str = "", wide: bool = False) -> Field:
        """A whole number from `low` to `high`, or None while empty."""
        return self._add(name, label, Number(low, high, unit), help, wide)

    def level(self, name: str, label: str, *, words: Sequence[str] = ("none", "a little", "clearly", "strongly"), help: str = "") -> Field:
        """0 to 3 as bars, each with its word."""
        return self._add(name, label, Level(words), help, False)

    def check(self, name: str, label: str, *, help: str = "", wide: bool = True) -> Field:
        """Yes or no; the label stands beside the box."""
        return self._add(name, "", Check(label), help, wide)

    def field(self, name: str, label: str, made: Field, *, help: str = "", wide: bool = False) -> Field:
        """A field of the page's own kind."""
        return self._add(name, label, made, help, wide)

    def heading(self, text: str) -> None:
        """A section's title over the whole width."""
        self._place(section(text), True)


def _says(field: Field, value: Any) -> bool:
    """Whether what stands in a field is this value."""
    try:
        return bool(field.value() == value)
    except RuleBroken:
        return False
