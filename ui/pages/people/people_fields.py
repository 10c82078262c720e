"""Fields of a person that the kit does not have: several lines as a list, and a company that is known or new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from advoplanner.core.text import clean
from ui.kit.combo import Combo
from ui.kit.fields import Choice, Line, Lines


class NarrowChoice(Choice):
    """A choice that gives way: its words may be longer than the drawer is wide."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__(options)
        self.combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)


class LineList(Lines):
    """One entry a line: a tuple of texts."""

    def __init__(self, hint: str = "", rows: int = 2) -> None:
        super().__init__(hint, rows)
        self.area.setFixedHeight(self.area.height() + 6)

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(line for line in map(clean, self.area.toPlainText().splitlines()) if line)

    def _write(self, value: Any) -> None:
        self.area.setPlainText("\n".join(value or ()))


class Company(Line):
    """A company's name. It is saved when the field is left, never half typed: a new name makes a new company."""

    def __init__(self) -> None:
        super().__init__("Known or new")
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)

    def set_known(self, names: Sequence[str]) -> None:
        """The companies offered while typing."""
        self._known.setStringList(list(names))

    def _touch(self) -> None:
        super()._touch()
        self._typing.stop()
