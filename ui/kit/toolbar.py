"""The row below a page's title: one filled button, quiet ones, the search at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.search_box import SearchBox


class Toolbar(QWidget):
    """Hidden while it is empty. Widgets stand in the order in which they are added."""

    def __init__(self) -> None:
        super().__init__()
        self.search: SearchBox | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.hide()

    def primary(self, text: str, clicked: Callable[[], object], *, icon: str = "", tip: str = "") -> Button:
        """The page's one filled button; call it first."""
        return self._insert(Button(text, clicked, kind="primary", icon=icon, tip=tip))

    def button(self, text: str, clicked: Callable[[], object], *, icon: str = "", tip: str = "") -> Button:
        """A further button with a border."""
        return self._insert(Button(text, clicked, icon=icon, tip=tip))

    def add(self, widget: QWidget) -> None:
        """Any other widget: a combo, a switch."""
        self._row.insertWidget(self._end(), widget)
        self.show()

    def add_end(self, widget: QWidget) -> None:
        """Any other widget at the right, before the search where there is one."""
        self._row.insertWidget(self._row.count() - (1 if self.search else 0), widget)
        self.show()

    def add_search(self, words: str, searched: Callable[[str], object]) -> SearchBox:
        """The search field at the right; Ctrl+F goes there."""
        self.search = SearchBox(words)
        self.search.searched.connect(searched)
        self._row.addWidget(self.search)
        self.show()
        return self.search

    def _insert(self, made: Button) -> Button:
        self.add(made)
        return made

    def _end(self) -> int:
        """Before the stretch that pushes the search to the right."""
        return next(i for i in range(self._row.count()) if self._row.itemAt(i).spacerItem())
