"""What every page is handed: the workspace, the services of the window, and one way to act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import Clock, utc_now
from advoplanner.core.errors import AdvoError, Cancelled, KnownProblem, RuleBroken
from advoplanner.core.settings import SettingsFile
from ui.kit.change_signal import ChangeSignal
from ui.kit.dialogs import Dialogs
from ui.kit.jobs import Jobs
from ui.kit.messages import Messages

AT_ONCE = 60
"""Messages, or rows as costly, that are written while the window waits: a tenth of a second."""


class ErrorPlace(Protocol):
    """Where the words of a broken rule can stand: a form, or anything that knows fields by name."""

    def show_error(self, field: str, sentence: str) -> bool:
        """Put `sentence` at `field`; False where there is no such field."""
        ...


class Navigate(Protocol):
    def __call__(self, page: str, event_id: str | None = None, item: str | None = None) -> None: ...


def _nowhere(page: str, event_id: str | None = None, item: str | None = None) -> None:
    """Before there is a window there is nowhere to go."""


def _nothing() -> None:
    """Before a workspace is open there is nothing to undo."""


@dataclass(slots=True)
class Context:
    """Handed to every page. `workspace` is opaque here; `navigate` and `undo` are given by the window."""

    workspace: Any
    changes: ChangeSignal
    jobs: Jobs
    messages: Messages
    dialogs: Dialogs
    settings: SettingsFile
    clock: Clock = utc_now
    navigate: Navigate = _nowhere
    undo: Callable[[], object] = _nothing

    def act(self, function: Callable[..., Any], *args: Any, form: ErrorPlace | None = None, quiet: bool = False, **kwargs: Any) -> Any:
        """Run one service function; its ChangeSet is announced with Undo and returned, None where it was refused.

        A broken rule goes to its field in `form`, or else to a toast; a problem of the environment to a banner.
        `quiet` leaves out the toast, for edits in place that show themselves. Results other than a ChangeSet are
        returned as they are; a tuple or an object with `changes` is announced by those.
        """
        try:
            result = function(*args, **kwargs)
        except RuleBroken as broken:
            self.refuse(broken, form)
            return None
        except KnownProblem as problem:
            self.messages.problem(problem)
            if form is not None:
                # At the field that was being saved, so that what was typed stays there to be saved again.
                form.show_error("", str(problem))
            return None
        except Cancelled:
            return None
        if not quiet:
            self.announce(changes_in(result))
        return result

    def ask_and_act(
        self, title: str, label: str, function: Callable[[str], Any], text: str = "", *, verb: str = "OK", lines: bool = False, quiet: bool = False
    ) -> Any:
        """Ask for a text and `act` with it; one that is refused stays in the field with the reason above it, until it is taken or one cancels."""
        said = label
        while (typed := self.dialogs.ask_text(title, said, text, verb=verb, lines=lines)) is not None:
            refused = _Refused()
            result = self.act(function, typed, form=refused, quiet=quiet)
            if result is not None or not refused.why:
                return result
            said, text = f"{refused.why}\n\n{label}", typed
        return None

    def act_on_many(self, count: int, title: str, owner: QObject, function: Callable[..., Any], *args: Any) -> None:
        """Like `act`; on more than a window can do between two pictures in a thread, so that it does not stand still and can be ended.

        `function` takes `progress` by that name, as services do that write many messages.
        """
        if count <= AT_ONCE:
            self.act(function, *args)
            return
        done = lambda result: self.announce(changes_in(result))  # noqa: E731
        self.jobs.run(lambda progress: function(*args, progress=progress), title=title, done=done, failed=self.failed, owner=owner, pool="db")

    def failed(self, error: BaseException) -> None:
        """Say why work in the background ended early; a bug is raised."""
        if isinstance(error, RuleBroken):
            self.refuse(error)
        elif isinstance(error, AdvoError):
            self.messages.problem(error)
        else:
            raise error

    def refuse(self, broken: RuleBroken, form: ErrorPlace | None = None) -> None:
        """Say which rule was broken: at the field where there is one, else as a toast."""
        if form is not None and broken.field and form.show_error(broken.field, str(broken)):
            return
        self.messages.warning(broken.sentence, broken.hint)

    def announce(self, changes: ChangeSet | None) -> None:
        """Toast what was done, with Undo where a step was written."""
        if changes and changes.label:
            undoable = changes.step is not None
            self.messages.info(changes.label, button="Undo" if undoable else "", action=self.undo if undoable else None)


class _Refused:
    """Stands where a form would, and keeps why a text was refused."""

    why = ""

    def show_error(self, field: str, sentence: str) -> bool:
        self.why = sentence
        return True


def changes_in(result: Any) -> ChangeSet | None:
    """The ChangeSet that a service returned, by itself, in a tuple or as an attribute."""
    if isinstance(result, ChangeSet):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, ChangeSet)), None)
    changes = getattr(result, "changes", None)
    return changes if isinstance(changes, ChangeSet) else None
