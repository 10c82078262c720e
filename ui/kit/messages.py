"""What the program tells a person, callable from anywhere and kept until a window can show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from advoplanner.core.errors import AdvoError
from advoplanner.core.records import dataclass

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence with at most one thing to do about it. `sticky` messages stay as a banner, others pass as a toast."""

    level: Level
    text: str
    hint: str = ""
    button: str = ""
    action: Callable[[], object] | None = None
    sticky: bool = False
    code: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.hint}".strip()


class Messages:
    """A queue with one reader: the window attaches itself, and receives what was said before it existed."""

    def __init__(self) -> None:
        self._show: Callable[[Message], object] | None = None
        self._waiting: list[Message] = []

    def attach(self, show: Callable[[Message], object]) -> None:
        """From now on every message goes to `show`, those waiting first."""
        self._show = show
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            show(message)

    def detach(self) -> None:
        self._show = None

    def say(self, message: Message) -> None:
        if self._show is None:
            self._waiting.append(message)
        else:
            self._show(message)

    def info(self, text: str, hint: str = "", *, button: str = "", action: Callable[[], object] | None = None) -> None:
        """Something was done: a toast for eight seconds, with one button where given."""
        self.say(Message("info", text, hint, button, action))

    def warning(self, text: str, hint: str = "", *, button: str = "", action: Callable[[], object] | None = None) -> None:
        """Something was refused and can be put right at once: a toast."""
        self.say(Message("warning", text, hint, button, action))

    def error(self, text: str, hint: str = "", *, button: str = "", action: Callable[[], object] | None = None) -> None:
        """The environment said no: a banner that stays until it is closed."""
        self.say(Message("error", text, hint, button, action, sticky=True))

    def problem(self, error: AdvoError) -> None:
        """A KnownProblem in its own words, as a banner; the same problem twice is shown once."""
        self.say(Message("error", error.sentence, error.hint, sticky=True, code=error.code))


POST = Messages()
info, warning, error, problem = POST.info, POST.warning, POST.error, POST.problem
