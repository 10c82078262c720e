"""What the door needs: a large search, a list of tall rows, and the form for somebody who is not on the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.form import Form
from ui.kit.search_box import SearchBox
from ui.kit.tokens import SECTION
from ui.pages.day.arrivals import ArrivalDelegate, Arrivals

FIELDS = ("name", "organisation", "email")
TALL, UNBOUNDED = 44, 16_777_215


class WalkIn(QWidget):
    """Name, company, address, with what `begun` says of each; `let_in(form)` follows the button, or Enter in any: at the door one is in a hurry."""

    def __init__(self, let_in: Callable[[Form], object], begun: Mapping[str, str]) -> None:
        super().__init__()
        self.form = Form()
        self.form.line("name", "&Name")
        self.form.line("organisation", "&Company")
        self.form.line("email", "&E-mail", help="Finds people you know already.")
        self.button = Button("Let in", lambda: let_in(self.form), kind="primary", icon="log-in")
        for name in FIELDS:
            self.form[name].show_value(begun.get(name, ""))
            line: Any = self.form[name].editor
            line.returnPressed.connect(self.button.click)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 20, 24)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def texts(self) -> dict[str, str]:
        """What stands in the fields, as it was typed."""
        return {name: str(self.form[name].editor.text()) for name in FIELDS}  # type: ignore[attr-defined]


def big_search() -> SearchBox:
    """The search over the list, as wide as there is room."""
    box = SearchBox("Name or company")
    box.setFont(theme.font(SECTION))
    box.setMaximumWidth(UNBOUNDED)
    box.setFixedHeight(TALL)
    return box


def big_list(model: Arrivals, face: Callable[[str], QPixmap | None]) -> QListView:
    """The list of guests in tall rows."""
    made = QListView()
    made.setAccessibleName("Guests at the door")
    made.setModel(model)
    made.setItemDelegate(ArrivalDelegate(made, face))
    made.setUniformItemSizes(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return made
