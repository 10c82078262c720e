"""Fields of a person that the kit does not have: several lines as a list, and a company that is known or new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.text import clean
from advoplanner.domain.guests import WORDS, Side
from advoplanner.domain.person_details import SharedAddress
from ui.kit.buttons import Button
from ui.kit.clearing import clear
from ui.kit.combo import Combo
from ui.kit.fields import Line, Lines
from ui.kit.labels import quiet

SIDES = [("", "Not known"), *((str(side), WORDS[side]) for side in Side)]


class LineList(Lines):
    """One entry a line: a tuple of texts."""

    def __init__(self, hint: str = "", rows: int = 2) -> None:
        super().__init__(hint, rows)
        self.area.setFixedHeight(self.area.height() + 6)

    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(line for line in map(clean, self.area.toPlainText().splitlines()) if line)

    def _write(self, value: Any) -> None:
        self.area.setPlainText("\n".join(value or ()))


class Mailboxes(LineList):
    """Mail addresses, one a line; below them whose each shared one is. `own(person_id, address)` follows a choice."""

    def __init__(self, own: Callable[[str, str], object]) -> None:
        super().__init__("name@company.com", 2)
        self._own = own
        self.owners: list[Combo] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.area)
        column.addLayout(self._lines)

    def show_shared(self, shared: Sequence[SharedAddress]) -> None:
        """Offer for each shared address who owns it."""
        self.owners = []
        clear(self._lines)
        for each in shared:
            self._lines.addWidget(self._line(each))

    def _line(self, each: SharedAddress) -> QWidget:
        combo = Combo([f"{name} owns it" for _, name in each.holders], f"Whose mailbox {each.address} is")
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.setCurrentIndex(next((at for at, (person_id, _) in enumerate(each.holders) if person_id == each.owner_id), -1))
        combo.activated.connect(lambda at: self._own(each.holders[at][0], each.address))
        self.owners.append(combo)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(quiet(f"{each.address} is shared."))
        column.addWidget(combo)
        return box


class Company(Line):
    """A company's name. It is saved when the field is left, never half typed: a new name makes a new company.

    `about()` follows the button beside it, where one is wanted.
    """

    def __init__(self, about: Callable[[], object] | None = None) -> None:
        super().__init__("Known or new")
        if about:
            self.about = Button("About…", about, tip="Industry, size, competitors: what holds for all its people")
            self.widget = QWidget()
            row = QHBoxLayout(self.widget)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(self.line, 1)
            row.addWidget(self.about)
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
