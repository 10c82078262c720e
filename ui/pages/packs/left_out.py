"""What the readers do not see and why, person by person; and what they see all the same, with the reason that was given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from advoplanner.domain.restrictions import LeftOut
from advoplanner.services import consents
from advoplanner.services.consents import LeaveRow
from advoplanner.services.printing import Preview
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.labels import PlainText, quiet, section

MOST = 40
"""Rows shown; beyond that the sentences above say how many there are."""

NONE = "Nothing is left out for these readers."


class LeftOutList(QScrollArea):
    """Each line can be shown all the same, for a reason, and left out again."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(widgetResizable=True)
        self.ctx = ctx
        self._event_id = self._audience = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_preview(self, event_id: str, preview: Preview) -> None:
        """What the readers of a document do not see, and each leave that stands."""
        self._event_id, self._audience = event_id, preview.audience
        leaves = consents.standing_leaves(self.ctx.workspace, event_id, preview.audience)
        self._draw(preview.hidden, preview.left_out, leaves)

    def show_all_the_same(self, item: LeftOut) -> None:
        """Ask for the reason why these readers see something all the same, and keep it."""
        label = f"Why do these readers see the {item.what} of {item.of} all the same? Say who agreed, and when; the reason is kept."
        leave = partial(consents.give_leave, self.ctx.workspace, self._event_id, item.person_id, item.use, self._audience)
        self.ctx.ask_and_act("Show all the same", label, leave, verb="Show")

    def leave_out_again(self, leave_id: str) -> None:
        """Take a leave back."""
        self.ctx.act(consents.take_back_leave, self.ctx.workspace, leave_id)

    def _draw(self, sentences: Sequence[str], items: Sequence[LeftOut], leaves: Sequence[LeaveRow]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 8)
        column.setSpacing(12)
        for line in sentences or (NONE,):
            shown = PlainText(line, role="text" if sentences else "quiet")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(shown)
        if leaves:
            column.addWidget(section("Shown all the same"))
            for leave in leaves:
                button = Button("Leave out again", partial(self.leave_out_again, leave.id))
                column.addWidget(_row(f"{leave.person}: {leave.what}", leave.reason, button))
        if items:
            column.addWidget(section("One by one"))
            for item in list(dict.fromkeys(items))[:MOST]:
                button = Button("Show all the same…", partial(self.show_all_the_same, item))
                column.addWidget(_row(f"{item.of}: {item.what}", f"{item.why[:1].upper()}{item.why[1:]}.", button))
            if len(items) > MOST:
                column.addWidget(quiet(f"And {len(items) - MOST:,} more, for the reasons above."))
        column.addStretch(1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


def _row(head: str, words: str, button: Button) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(PlainText(head))
    texts.addWidget(quiet(words))
    row.addLayout(texts, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    button.setAccessibleName(f"{button.text()} {head}")
    return box
