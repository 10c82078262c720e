"""Whom a wave addresses: nobody yet, everybody, or those whom side, role, tier and tags keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from advoplanner.domain.audiences import Audience, Who
from advoplanner.domain.guests import WORDS, Role, Side
from advoplanner.domain.letters import WaveKind, WavePreview
from ui.kit.buttons import Button
from ui.kit.combo import Combo
from ui.kit.labels import quiet

WHO = ((Who.NOBODY, "Nobody yet"), (Who.EVERYBODY, "Everybody who is approved"), (Who.SOME, "Only some"))
OWN = {
    WaveKind.REMINDER: "who has an invitation and has not answered",
    WaveKind.CONFIRMATION: "who has accepted",
    WaveKind.SPEAKERS: "who speaks in a session",
}
"""Words for the whole audience of waves that find theirs by how the guests stand."""

TIERS = ((1, "Tier 1"), (2, "Tier 2"), (3, "Tier 3"), (0, "No tier"))


class AudienceBar(QWidget):
    """`changed(audience)` follows each choice."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.audience = Audience()
        self.who = Combo([words for _, words in WHO], "Whom this wave is for")
        # The words of the second choice are those of the wave.
        self.who.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self.who.activated.connect(self.choose)
        self.filters = {
            "sides": FilterButton("Side", [(side, WORDS[side]) for side in Side], partial(self._filter, "sides")),
            "roles": FilterButton("Role", [(role, WORDS[role]) for role in Role], partial(self._filter, "roles")),
            "tiers": FilterButton("Tier", TIERS, partial(self._filter, "tiers")),
            "tags": FilterButton("Tag", (), partial(self._filter, "tags")),
        }
        self.words = quiet()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.who, *self.filters.values()):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.words)

    def show_audience(self, audience: Audience, kind: str, tags: Sequence[str], found: WavePreview) -> None:
        """Show a wave's audience; `tags` are those that guests of the event have."""
        self.audience = audience
        self.who.setItemText(1, f"Everybody {OWN.get(WaveKind(kind), 'who is approved')}")
        self.who.setCurrentIndex([who for who, _ in WHO].index(Who(audience.who)))
        self.filters["tags"].offer([(tag, tag) for tag in dict.fromkeys([*audience.tags, *tags])])
        for name, button in self.filters.items():
            button.show_chosen(getattr(audience, name))
            button.setVisible(audience.who == Who.SOME and button.has_options)
        self.words.setText(_summary(audience, found))

    def choose(self, place: int) -> None:
        """Take the choice at `place` of WHO."""
        self._take(replace(self.audience, who=str(WHO[place][0])))

    def _filter(self, name: str, values: tuple[Any, ...]) -> None:
        changed: dict[str, Any] = {name: values}
        self._take(replace(self.audience, **changed))

    def _take(self, audience: Audience) -> None:
        if audience != self.audience:
            self.changed.emit(audience)


class FilterButton(Button):
    """A menu of ticks: none ticked keeps everybody."""

    def __init__(self, name: str, options: Sequence[tuple[Any, str]], chosen: Callable[[tuple[Any, ...]], object]) -> None:
        super().__init__(f"{name}: any", self.open_menu)
        self._name, self._options, self._tell = name, list(options), chosen
        self._chosen: tuple[Any, ...] = ()

    @property
    def has_options(self) -> bool:
        return bool(self._options)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        self._options = list(options)

    def show_chosen(self, values: Sequence[Any]) -> None:
        self._chosen = tuple(values)
        words = [words for value, words in self._options if value in self._chosen]
        one = words[0] if words and self._name == "Tag" else "".join(words[:1]).lower()
        self.setText(f"{self._name}: {one if len(words) == 1 else f'{len(words)} chosen' if words else 'any'}")

    def menu_of_ticks(self) -> QMenu:
        """The menu as it stands now."""
        menu = QMenu(self)
        for value, words in self._options:
            action = QAction(words.replace("&", "&&"), menu, checkable=True)
            action.setChecked(value in self._chosen)
            action.toggled.connect(partial(self._toggle, value))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open_menu(self) -> None:
        self.menu_of_ticks().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _toggle(self, value: Any, on: bool) -> None:
        rest = tuple(each for each in self._chosen if each != value)
        self._tell((*rest, value) if on else rest)


def _summary(audience: Audience, found: WavePreview) -> str:
    """How many get it, how many are left out, and what was changed by hand."""
    left_out = len(found.left_out)
    words = f"{found.guests:,} of {found.guests + left_out:,} on the list. Whoever is left out stands below with the reason."
    by_hand = [f"{len(audience.added)} added" if audience.added else "", f"{len(audience.without)} left out" if audience.without else ""]
    hand = " and ".join(part for part in by_hand if part)
    return f"{words} By hand: {hand}." if hand else words
