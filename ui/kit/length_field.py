"""A field for a length: typed in metres or feet as people write them, kept in centimetres."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from advoplanner.core.text import clean
from advoplanner.domain.lengths import exact_words, parse_length
from ui.kit.fields import Field
from ui.kit.units import imperial


class LengthField(Field):
    """Shows the stored length in the units in force; only what is typed is ever saved, so that switching them rounds nothing."""

    def __init__(self, name: str) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._name = name
        self._stored: float | None = None
        self.line.textEdited.connect(self._touch)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> float | None:
        """Centimetres, None while empty; raises RuleBroken for text that is no length."""
        text = clean(self.line.text())
        if not text:
            return None
        if self._stored is not None and text == exact_words(self._stored, imperial=imperial()):
            return self._stored
        return parse_length(text, self._name, imperial=imperial())

    def _write(self, value: float | None) -> None:
        self._stored = value
        self.line.setText("" if value is None else exact_words(value, imperial=imperial()))
