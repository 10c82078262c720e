"""The pages, each built when it is first opened, and thrown away when another workspace is opened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.page import Page


class PageStack(QStackedWidget):
    """`builders` maps a page's id to what builds it."""

    def __init__(self, builders: Mapping[str, Callable[[], Page]]) -> None:
        super().__init__()
        self._builders = builders
        self.window_keys: Collection[str] = ()
        self._built: dict[str, Page] = {}
        self._blank = QWidget()
        self.addWidget(self._blank)
        self.id = ""

    def open(self, page_id: str, event_id: str | None, item: str | None) -> Page:
        """Show a page, building it where needed; raises KeyError for a page that does not exist."""
        page = self._built.get(page_id) or self._build(page_id)
        self.id = page_id
        page.show_event(event_id)
        self.setCurrentWidget(page)
        if item is not None:
            page.show_item(item)
        return page

    def page(self) -> Page | None:
        """The page shown."""
        widget: Any = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def clear(self) -> None:
        """Forget all pages."""
        self.id = ""
        self.setCurrentWidget(self._blank)
        for page in self._built.values():
            self.removeWidget(page)
            page.deleteLater()
        self._built = {}

    def _build(self, page_id: str) -> Page:
        page = self._builders[page_id]()
        page.wire_keys(self.window_keys)
        self._built[page_id] = page
        self.addWidget(page)
        # Else the stack would give the focus, and its ring, to the first button of a page that is shown for the first time.
        page.setFocus()
        return page
