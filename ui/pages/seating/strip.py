"""What needs attention, in one line under the plan."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import icons
from ui.kit.labels import Elided, PlainText, quiet, tip


class Strip(QWidget):
    """The first sentence and how many more there are; all of them in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.issues: list[str] = []
        self.sentence = Elided()
        self._mark = PlainText(wrap=False)
        self._mark.setFixedSize(16, 20)
        self._more = quiet()
        self._more.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.sentence, 1)
        row.addWidget(self._more)

    def show_issues(self, issues: list[str]) -> None:
        """Say the first; where there is none, say that all is well."""
        self.issues = issues
        self._mark.setPixmap(icons.pixmap("triangle-alert" if issues else "circle-check", 16, "warn" if issues else "good"))
        self.sentence.set_whole(issues[0] if issues else "Every rule holds.")
        self._more.setText(f"and {len(issues) - 1} more" if len(issues) > 1 else "")
        self.setToolTip(tip("\n".join(issues)))
        self.setAccessibleName(" ".join(issues) or "Every rule holds.")
