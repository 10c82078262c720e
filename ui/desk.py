"""Which workspace lies open: opens, makes and closes it, and keeps context, journal and window in step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from advoplanner import __version__
from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import AdvoError
from advoplanner.core.memory import keep
from advoplanner.core.progress import Progress
from ui.frame_facts import COUNTED, event_facts, waiting
from ui.kit.context import Context
from ui.kit.history_bridge import HistoryFunctions
from ui.kit.page import Page
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.workspace_files import KINDS, READ_AT_LEAST, asked_path, say_read_only, say_refused

if TYPE_CHECKING:
    from ui.kit.doorbell import Doorbell

SOON = 400
"""Milliseconds after opening: the first page has been drawn by then."""

ABOUT = (
    f"AdvoPlanner {__version__}\n\nFree software under the MIT licence. It uses Qt through PySide6 (LGPL 3), SQLAlchemy, "
    "ReportLab and icalendar, the typeface Inter (OFL 1.1) and icons by Lucide (ISC)."
)


class WorkspaceDesk:
    """One workspace at a time; `window` is set once the window exists."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.window: MainWindow | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._bell: Doorbell | None = None
        ctx.changes.changed.connect(self.show_counts)

    def start_page(self) -> Page:
        """The page shown without a workspace."""
        from ui.pages.start.page import StartPage

        page = StartPage(self.ctx)
        page.open_wanted.connect(lambda name: self.open(Path(name)))
        page.browse_wanted.connect(self.choose)
        page.new_wanted.connect(self.make_new)
        page.example_wanted.connect(self.make_example)
        return page

    def begin(self, path: Path | None) -> None:
        """At start-up: open `path`, or else the last one, or show the start page. The window is there already."""
        recent = self.ctx.settings.current.recent
        last = Path(recent[0]) if recent and self.ctx.settings.current.reopen_last else None
        wanted = path or (last if last and last.is_file() else None)
        if self.ctx.settings.problem:
            self.ctx.messages.warning(self.ctx.settings.problem)
        if wanted is None:
            self._start()
        else:
            self.open(wanted)

    def open(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> None:
        """Open the workspace at `path`; what is needed for it is read in a thread first, so that the window stays alive."""
        self._with_store(lambda: self._open(path, read_only, take_over))

    def choose(self) -> None:
        path = self.ctx.dialogs.open_file("Open a workspace", KINDS)
        if path:
            self.open(path)

    def make_new(self) -> None:
        """A new, empty workspace where the person says."""
        path = asked_path(self.ctx, "New workspace", "My events.advo")
        if path:
            self._with_store(lambda: self._make(path))

    def make_example(self) -> None:
        """The finished example, as a workspace of its own."""
        path = asked_path(self.ctx, "Where to put the example", "AdvoPlanner example.advo")
        if path:
            self._with_store(lambda: self._make(path, example=True))

    def save_copy(self, path: Path | None = None) -> None:
        """Copy the open workspace elsewhere, or the one at `path` that cannot be opened where it lies; then the copy is opened."""
        from advoplanner.services import history

        source = path or self.ctx.workspace.path
        target = asked_path(self.ctx, "Save a copy", f"{source.stem} (copy).advo")
        copied = self.ctx.act(history.copy_to, source, target, quiet=True) if target else None
        if copied is None:
            return
        if path:
            self.open(copied)
        else:
            self.ctx.messages.info(f"Saved a copy as “{copied.name}”.", button="Open it", action=partial(self.open, copied))

    def close(self) -> None:
        """Let go of the workspace; its changes are saved already."""
        if self.ctx.workspace is None:
            return
        _remember(self.ctx, self.ctx.workspace.path)
        self.ctx.jobs.stop()
        self._unsubscribe()
        self._unsubscribe = _nothing
        if self._bell:
            self._bell.close()
        workspace, self.ctx.workspace = self.ctx.workspace, None
        if self.window:
            self.window.history.connect_to(None)
            self.window.show_start()
        workspace.close()

    def show_counts(self, changes: ChangeSet | None = None) -> None:
        """How much waits on the pages of the rail."""
        if self.window and self.ctx.workspace is not None and (changes is None or changes.touches(COUNTED)):
            for page, count in waiting(self.ctx).items():
                self.window.rail.set_count(page, count)

    def show_log(self) -> None:
        """The folder of the log, in the system's file browser."""
        from advoplanner.core import log

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.folder())))

    def about(self) -> None:
        self.ctx.dialogs.tell("About AdvoPlanner", ABOUT)

    # How it is done

    def _with_store(self, then: Callable[[], object]) -> None:
        """Read the database's modules in a thread, then go on in the window's."""
        self.ctx.jobs.run(_read_store, title="Opening", done=lambda _: then(), owner=self.window)

    def _open(self, path: Path, read_only: bool, take_over: bool) -> None:
        from advoplanner import bootstrap

        refusal: list[AdvoError] = []

        def opened() -> Any:
            try:
                return bootstrap.open_workspace(path, read_only=read_only, take_over=take_over)
            except AdvoError as refused:
                if read_only or refused.code not in READ_AT_LEAST:
                    raise
                refusal.append(refused)
                return bootstrap.open_workspace(path, read_only=True)

        workspace = self._received(path, opened)
        if workspace:
            self._settle(workspace)
            for refused in refusal:
                say_read_only(self, refused)

    def _make(self, path: Path, *, example: bool = False) -> None:
        from advoplanner import bootstrap

        workspace = self._received(path, partial(bootstrap.create_workspace, path))
        if workspace and example:
            fill = partial(_fill_example, workspace)
            self.ctx.jobs.run(fill, title="Making the example", done=lambda _: self._settle(workspace), owner=self.window, pool="db")
        elif workspace:
            self._settle(workspace)

    def _received(self, path: Path, get: Callable[[], Any]) -> Any | None:
        """The workspace that `get` opens, with the one before it closed; None, and why, where it is refused: what lay open stays so."""
        try:
            workspace = get()
        except AdvoError as refused:
            if self.ctx.workspace is None:
                self._start()
            say_refused(self, path, refused)
            return None
        self.close()
        return workspace

    def _settle(self, workspace: Any) -> None:
        """Wire an open workspace to context, journal and window."""
        self.ctx.workspace = workspace
        self._unsubscribe = workspace.subscribe(self.ctx.changes.emit)
        if self.window is None:
            _remember(self.ctx, workspace.path)
            return
        # What writes settings is read for nothing else, and can wait until the first page has been drawn, or the workspace is closed.
        QTimer.singleShot(SOON, self.window, partial(_remember, self.ctx, workspace.path))
        pages = [spec.id for spec in PAGES if spec.scope == "workspace"]
        self.window.open_with(_name_of(workspace), partial(event_facts, self.ctx), pages[0] if pages else "")
        self.window.history.connect_to(None if workspace.read_only else _history_of(workspace))
        QTimer.singleShot(SOON, self.window, self._afterwards)
        if risky := workspace.place_warning():
            self.ctx.messages.warning(risky)
        if workspace.newer:
            made = f"“{workspace.path.name}” was made by a newer version of AdvoPlanner (its form is {workspace.newer})."
            self.ctx.messages.warning(made, "It opens for reading only. Update AdvoPlanner to change it.")
        if workspace.cut_off:
            self.ctx.messages.info(*_recovered(workspace))
        if workspace.read_only:
            self.window.bottom.show_saved("Read-only", "warn")
        else:
            self.window.bottom.show_saved()

    def _start(self) -> None:
        if self.window:
            self.window.show_start()

    def _afterwards(self) -> None:
        """What can wait until the first page has been drawn: counts on the rail, the bell, and today's version of the workspace."""
        if self.window is None or self.ctx.workspace is None:
            return
        self.show_counts()
        if not self.ctx.workspace.read_only:
            self._answer_for(self.ctx.workspace.path)
        self.ctx.jobs.run(partial(_keep_today, self.ctx.workspace), title="Keeping today's version", owner=self.window, pool="db")

    def _answer_for(self, path: Path) -> None:
        """Come to the front when the same workspace is opened again."""
        from ui.kit.doorbell import Doorbell

        self._bell = self._bell or Doorbell(partial(_bring_forward, self.window))
        self._bell.listen(path)


def _remember(ctx: Context, path: Path) -> None:
    ctx.act(ctx.settings.remember, path, quiet=True)


def _bring_forward(window: MainWindow | None) -> None:
    """Somebody tried to open the same workspace again: here it is."""
    if window:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()


def _read_store(progress: Progress) -> None:
    progress.step(0.0, "reading the database's modules")
    import_module("advoplanner.bootstrap")
    keep()


def _fill_example(workspace: Any, progress: Progress) -> None:
    """In a thread: a workspace that is not filled is let go of, so that its file can be used again."""
    from advoplanner.services import sample

    try:
        sample.make(workspace, progress)
    except BaseException:
        workspace.close()
        raise


def _name_of(workspace: Any) -> str:
    from advoplanner.services import workspace as settings

    return settings.info(workspace).name


def _keep_today(workspace: Any, _progress: Progress) -> None:
    """Also sort out what a sending that was cut off has left, so that what may have been sent is seen at once."""
    from advoplanner.services import history, interrupted

    if not workspace.read_only:
        interrupted.note_interrupted(workspace)
    history.take_daily_snapshot(workspace)


def _recovered(workspace: Any) -> tuple[str, str]:
    """What is there after the program was cut off, in words."""
    from advoplanner.services import history

    last = history.last_saved(workspace)
    return "The program was cut off last time; all that had been saved is here.", f"The last was “{last}”." if last else ""


def _history_of(workspace: Any) -> HistoryFunctions:
    from advoplanner.services import history

    return HistoryFunctions(
        undo=partial(history.undo, workspace),
        redo=partial(history.redo, workspace),
        next_undo=partial(history.next_undo, workspace),
        next_redo=partial(history.next_redo, workspace),
    )


def _nothing() -> None:
    """No subscription to end."""
