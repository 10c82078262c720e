"""The one notice of a bug: what was saved, and details to copy. Later bugs of the same run are only logged."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import PlainText

if TYPE_CHECKING:
    from ui.kit.dialog import Dialog

_LOG = logging.getLogger("advoplanner")


class CrashWatch(QObject):
    """Takes over sys.excepthook and threading.excepthook; `show` receives the details of the first bug only."""

    _caught = Signal(str)

    def __init__(self, show: Callable[[str], object], version: str) -> None:
        super().__init__()
        self._version = version
        self._shown = False
        self._show = show
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """From now on every bug is logged, and the first is shown."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a bug; Ctrl+C in the terminal is none."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        _LOG.error("Unexpected failure", exc_info=(kind, error, trace))
        import platform

        details = "".join(traceback.format_exception(kind, error, trace))
        self._caught.emit(f"AdvoPlanner {self._version}, Python {platform.python_version()}, {platform.platform()}\n\n{details}")

    def _tell(self, details: str) -> None:
        if not self._shown:
            self._shown = True
            self._show(details)


def crash_notice(details: str, over: QWidget | None) -> Dialog:
    """A dialog that does not block the window: everything done before is saved."""
    # Dialogs bring forms with them, which the window does not wait for.
    from ui.kit.dialog import Dialog

    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(PlainText("A fault in the program stopped the last action. What you did before it is saved, and you can go on working."))
    box = QPlainTextEdit(details, readOnly=True)
    box.setAccessibleName("Details of the fault")
    box.setTabChangesFocus(True)
    column.addWidget(box)
    column.addWidget(Button("Copy details", lambda: QGuiApplication.clipboard().setText(details), icon="copy"), 0, Qt.AlignmentFlag.AlignLeft)
    notice = Dialog("Something went wrong", "Go on", content, subtitle="The details name files of the program, and may name what you worked on.")
    notice.cancel.hide()
    if over is not None:
        notice.setParent(over, Qt.WindowType.Dialog)
    notice.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    notice.resize(640, 420)
    notice.show()
    return notice
