"""What every use case is given: the open workspace with its store, clock and file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import Clock
from advoplanner.mail.secrets import Secrets
from advoplanner.store import place
from advoplanner.store.session import Store, UnitOfWork


@dataclass
class Workspace:
    """One open workspace. `newer` names the revision where a newer program wrote the file, which is then read-only;
    `cut_off` tells that it was not closed last time.

    `secrets` holds passwords and tokens of its mail accounts; the file never does. `leaving` is held while messages are
    handed to a server.
    """

    path: Path
    store: Store
    clock: Clock
    release: Callable[[], None]
    newer: str = ""
    cut_off: bool = False
    secrets: Secrets = field(default_factory=Secrets)
    leaving: threading.Lock = field(default_factory=threading.Lock)

    @property
    def read_only(self) -> bool:
        return self.store.read_only

    def place_warning(self) -> str:
        """One sentence where the file lies in a risky place (a network drive, a synchronised folder), else ""."""
        return place.warning(self.path)

    def reading(self) -> AbstractContextManager[Session]:
        """A session to read one moment of the workspace."""
        return self.store.reading()

    def action(self, label: str, *, merge_key: str = "", final: bool = False) -> AbstractContextManager[UnitOfWork]:
        """One action: one transaction, one step of undo named `label`."""
        return self.store.unit_of_work(label, merge_key=merge_key, final=final)

    def subscribe(self, subscriber: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call `subscriber` with the ChangeSet after each commit (in the committing thread); returns how to end it."""
        return self.store.subscribe(subscriber)

    def close(self) -> None:
        """Let go of the file and its lock."""
        self.store.close()
        self.release()
