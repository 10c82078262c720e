"""Puts the window together: log, settings, theme, context, desk and frame. The only place that names them all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from advoplanner import __version__
from advoplanner.core import settings
from ui.check_counts import CheckCounts
from ui.desk import WorkspaceDesk
from ui.frame_facts import Finder
from ui.kit import icons, theme
from ui.kit.change_signal import ChangeSignal
from ui.kit.context import Context
from ui.kit.crash_notice import CrashWatch, crash_notice
from ui.kit.dialogs import QtDialogs
from ui.kit.jobs import Jobs
from ui.kit.messages import POST
from ui.kit.undo_keys import UndoKeys
from ui.mail_watch import MailWatch
from ui.main_window import MainWindow


class Marks(Protocol):
    """Notes how long a step of the start took."""

    def mark(self, step: str) -> None: ...


@dataclass
class Parts:
    """What lives as long as the program."""

    window: MainWindow
    desk: WorkspaceDesk
    watch: CrashWatch
    finder: Finder
    counts: CheckCounts
    mail: MailWatch

    def begin(self, path: Path | None, times: Marks) -> None:
        """Open the workspace once the window has been drawn."""

        def open_now() -> None:
            times.mark("drawn")
            start_log()
            self.desk.begin(path)

        QTimer.singleShot(0, open_now)


def assemble(app: QApplication) -> Parts:
    """Everything but the workspace itself."""
    stored = settings.load()
    theme.THEME.apply(stored.current.appearance)
    app.setWindowIcon(QIcon(icons.pixmap("armchair", 64, "ink")))
    dialogs = QtDialogs()
    jobs = Jobs(app)
    ctx = Context(None, ChangeSignal(app), jobs, POST, dialogs, stored)
    desk = WorkspaceDesk(ctx)
    window = MainWindow(ctx, desk, desk.start_page, _window_state(settings.default_path()))
    desk.window = window
    dialogs.parent = window
    UndoKeys(app, window)
    watch = CrashWatch(lambda details: crash_notice(details, window), __version__)
    watch.watch()
    finder = Finder(ctx)
    window.finders.append(finder)
    counts = CheckCounts(ctx, window.bottom.show_checks, window)
    window.event_shown.connect(counts.look_at)
    app.aboutToQuit.connect(jobs.stop)
    return Parts(window, desk, watch, finder, counts, MailWatch(ctx, window))


def start_log() -> None:
    """After the window: the log's modules take longer to read than the window to draw; until then faults go to stderr."""
    from advoplanner.core import log

    log.start()


def _window_state(beside: Path) -> QSettings:
    """Where the window stood is kept beside the settings, apart from what a person chose."""
    return QSettings(str(beside.with_name("window.ini")), QSettings.Format.IniFormat)
