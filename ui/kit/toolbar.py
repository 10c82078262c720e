"""The row below a page's title: one filled button, quiet ones, the search at the right; what does not fit goes into a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget, QWidgetItem

from ui.kit.buttons import Button, IconButton
from ui.kit.search_box import SearchBox

GAP = 8


class Toolbar(QWidget):
    """Hidden while it is empty. Widgets stand in the order in which they are added; buttons fold into the menu from the last."""

    def __init__(self) -> None:
        super().__init__()
        self.search: SearchBox | None = None
        self.more = IconButton("ellipsis", "More commands", self._show_menu)
        self._buttons: list[FoldingButton] = []
        self._others: list[QWidget] = []
        self._fill: Callable[[QMenu], object] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.more.hide()
        self.hide()

    def primary(self, text: str, clicked: Callable[[], object], *, icon: str = "", tip: str = "") -> Button:
        """The page's one filled button; call it first."""
        made = Button(text, clicked, kind="primary", icon=icon, tip=tip)
        self.add(made)
        return made

    def button(self, text: str, clicked: Callable[[], object], *, icon: str = "", tip: str = "") -> Button:
        """A further button with a border."""
        made = FoldingButton(text, clicked, icon=icon, tip=tip)
        self._buttons.append(made)
        self._insert(made)
        return made

    def add(self, widget: QWidget) -> None:
        """Any other widget: a combo, a switch."""
        self._others.append(widget)
        self._insert(widget)

    def add_end(self, widget: QWidget) -> None:
        """Any other widget at the right, before the search where there is one."""
        self._others.append(widget)
        self._row.insertWidget(self._row.count() - (1 if self.search else 0), widget)
        self.show()

    def add_menu(self, fill: Callable[[QMenu], object]) -> None:
        """Commands that always stand in the menu; `fill` puts them there each time it opens."""
        self._fill = fill
        self.more.show()

    def add_search(self, words: str, searched: Callable[[str], object]) -> SearchBox:
        """The search field at the right; Ctrl+F goes there."""
        self.search = SearchBox(words)
        self.search.searched.connect(searched)
        self._others.append(self.search)
        self._row.addWidget(self.search)
        self.show()
        return self.search

    def menu(self) -> QMenu:
        """The buttons that are folded away, then what `add_menu` puts there."""
        menu = QMenu(self.more)
        menu.setToolTipsVisible(True)
        for button in self._buttons:
            if button.folded and button.wanted:
                action = menu.addAction(button.icon(), button.text(), button.click)
                action.setEnabled(button.isEnabled())
                action.setToolTip(button.toolTip())
        if self._fill:
            self._fill(menu)
        return menu

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(self._buttons), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    # How it is done

    def _insert(self, widget: QWidget) -> None:
        self._row.insertWidget(self._row.indexOf(self.more), widget)
        self.show()

    def _fold(self) -> None:
        """Fold as few buttons as the width allows."""
        count = next((n for n in range(len(self._buttons)) if self._needed(self._buttons[-n:] if n else ()) <= self.width()), len(self._buttons))
        for place, button in enumerate(self._buttons):
            button.fold(place >= len(self._buttons) - count)
        self.more.setVisible(self._fill is not None or any(button.wanted for button in self._buttons[-count:] if count))

    def _needed(self, folded: Sequence[QWidget]) -> int:
        """The least width, in px, with these buttons folded away."""
        menu = self._fill is not None or any(button.wanted for button in self._buttons if button in folded)
        widths = [button.sizeHint().width() for button in self._buttons if button.wanted and button not in folded]
        widths += [QWidgetItem(widget).minimumSize().width() for widget in self._others if not widget.isHidden()]
        return sum(widths) + GAP * (len(widths) - 1) + ((self.more.width() + GAP) if menu else 0)

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


class FoldingButton(Button):
    """A toolbar's button: shown where it is `wanted`, which `setVisible` says, and not `folded`."""

    wanted = True
    folded = False

    def setVisible(self, visible: bool) -> None:
        self.wanted = visible
        super().setVisible(visible and not self.folded)

    def fold(self, folded: bool) -> None:
        if folded != self.folded:
            self.folded = folded
            super().setVisible(self.wanted and not folded)
