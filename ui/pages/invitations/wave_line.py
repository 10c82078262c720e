"""The waves of an event as cards along a line, by the day for which they are planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advoplanner.domain.letters import WavePreview, WaveRow
from ui.kit.clearing import clear
from ui.pages.invitations.wave_card import WaveCard


class WaveLine(QWidget):
    """`chosen(wave_id)` follows a click or an arrow key, not `show_waves`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, WaveCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 0, 4, 0)
        self._column.setSpacing(0)

    def show_waves(self, waves: Sequence[WaveRow], previews: Mapping[str, WavePreview], chosen: str, today: date) -> None:
        """Show how each wave stands; cards are made anew only where waves came or went, so that the focus stays."""
        ids = [wave.id for wave in waves]
        if list(self.cards) != ids:
            self._make_cards(ids)
        for place, wave in enumerate(waves):
            card = self.cards[wave.id]
            card.show_wave(wave, previews.get(wave.id), today, first=place == 0, last=place == len(waves) - 1)
            card.blockSignals(True)
            card.setChecked(wave.id == chosen)
            card.blockSignals(False)

    def _make_cards(self, ids: list[str]) -> None:
        clear(self._column)
        self.cards = {wave_id: WaveCard() for wave_id in ids}
        for wave_id, card in self.cards.items():
            card.toggled.connect(partial(self._toggled, wave_id))
            self._column.addWidget(card)
            card.show()
        self._column.addStretch(1)

    def _toggled(self, wave_id: str, on: bool) -> None:
        if on:
            self.chosen.emit(wave_id)
