"""What needs attention: one line under the plan, and all of it as a list that leads to the places."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from advoplanner.core.text import plural
from advoplanner.domain.seating_issues import PlanIssue
from ui.kit import icons, theme
from ui.kit.jump_row import JumpRow
from ui.kit.labels import Elided, PlainText, quiet
from ui.kit.laid_button import LaidButton
from ui.kit.tokens import RADIUS

WELL = "Every rule holds."
_HIGH = 28


class Strip(LaidButton):
    """The first sentence and how many more there are; a click or Enter shows them all."""

    def __init__(self) -> None:
        self.sentence = Elided()
        self._mark = PlainText(wrap=False)
        self._mark.setFixedSize(16, 20)
        self._more = quiet()
        self._more.setWordWrap(False)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.sentence, 1)
        row.addWidget(self._more)
        super().__init__([line], QMargins(4, 2, 4, 2), 0, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH)

    def show_issues(self, issues: Sequence[PlanIssue]) -> None:
        """Say the first; where there is none, say that all is well."""
        severe = any(issue.severe for issue in issues)
        self._mark.setPixmap(icons.pixmap("triangle-alert" if issues else "circle-check", 16, "bad" if severe else "warn" if issues else "good"))
        self.sentence.set_whole(issues[0].sentence if issues else WELL)
        self._more.setText(f"and {len(issues) - 1} more" if len(issues) > 1 else "")
        self.setEnabled(bool(issues))
        self.setAccessibleName(f"{plural(len(issues), 'issue')}: {issues[0].sentence}" if issues else WELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() or self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.ring() if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover") if self.isEnabled() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)


class IssueList(QScrollArea):
    """All issues, each a row that leads to its place; `opened(issue)` follows a click or Enter."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.issues: list[PlanIssue] = []
        self.rows: list[JumpRow] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What needs attention")
        self._fill([])

    def show_issues(self, issues: Sequence[PlanIssue]) -> None:
        """Show these, unless they are there already: the row that has the focus keeps it."""
        if list(issues) != self.issues:
            self._fill(list(issues))

    def _fill(self, issues: list[PlanIssue]) -> None:
        self.issues = issues
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        self.rows = [self._row(issue) for issue in issues]
        for row in self.rows:
            column.addWidget(row)
        if not issues:
            column.addWidget(quiet(f"{WELL} Everybody who accepted has a seat, and the room has space to walk."))
        column.addStretch(1)
        at = self.verticalScrollBar().value()
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setValue(at)

    def _row(self, issue: PlanIssue) -> JumpRow:
        state, word = ("bad", "Broken") if issue.severe else ("warn", "To look at")
        return JumpRow(issue.sentence, lambda: self.opened.emit(issue), why=issue.offer, state=state, state_word=word)
