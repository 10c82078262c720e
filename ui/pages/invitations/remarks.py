"""What to reconsider in a wave's words, a line each; a loaded word that is right here can be passed over for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.clearing import clear
from ui.kit.labels import PlainText
from ui.kit.tokens import SMALL

TIP = "It is not marked again in any wave or agenda; the settings keep the list"


class Remarks(QWidget):
    """`pass_over(word)` is called for a word that its reader finds right."""

    def __init__(self, pass_over: Callable[[str], object]) -> None:
        super().__init__()
        self._pass_over = pass_over
        self._said: list[tuple[str, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def say(self, said: Sequence[tuple[str, str]]) -> None:
        """Show these sentences, each with the word that can be passed over, "" for none."""
        # Built anew only where something changed: it is asked after each keystroke.
        if list(said) == self._said:
            return
        self._said = list(said)
        clear(self._column)
        for sentence, word in said:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            line.addWidget(PlainText(sentence, size=SMALL, role="warn"), 1)
            if word:
                line.addWidget(Button(f"Pass over “{word}”", partial(self._pass_over, word), kind="quiet", tip=TIP))
            self._column.addWidget(row)
        self.setVisible(bool(said))

    def text(self) -> str:
        """The sentences, one a line."""
        return "\n".join(sentence for sentence, _ in self._said)
