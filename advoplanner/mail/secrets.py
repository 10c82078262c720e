"""Passwords and tokens: in the system's own keyring where there is one that keeps them safe, else in memory until the program ends.

Nothing here writes a file. Backends are taken from a list rather than as `keyring` finds them: with a plain-text one installed
it would store a password where everybody can read it, and say nothing.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Protocol

SERVICE = "AdvoPlanner"

SAFE_BACKENDS = (
    ("keyring.backends.Windows", "WinVaultKeyring", "the Windows credential store"),
    ("keyring.backends.macOS", "Keyring", "the macOS keychain"),
    ("keyring.backends.SecretService", "Keyring", "the system's keyring"),
    ("keyring.backends.kwallet", "DBusKeyring", "KWallet"),
    ("keyring.backends.libsecret", "Keyring", "the system's keyring"),
)
"""Module, class and what people call it."""


class Backend(Protocol):
    """What of keyring's backends is used."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Secrets:
    """One secret a name. Where the keyring is absent or locked the secret is kept for as long as this object lives."""

    def __init__(self, backend: Backend | None = None, called: str = "", *, look: bool = True) -> None:
        self._backend = backend
        self._called = called
        self._look = look and backend is None
        self._kept: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"Secrets({len(self._kept)} in memory)"

    @property
    def place(self) -> str:
        """Where secrets are kept, in words; "" where only in memory."""
        self._find()
        return self._called

    def get(self, name: str) -> str:
        """The secret, "" where there is none."""
        if name in self._kept:
            return self._kept[name]
        self._find()
        if self._backend is not None:
            try:
                return self._backend.get_password(SERVICE, name) or ""
            except Exception as error:
                _say("read", error)
        return ""

    def put(self, name: str, secret: str) -> bool:
        """Keep a secret; True where the keyring has it, False where only memory does."""
        self._find()
        self._kept[name] = secret
        if self._backend is None:
            return False
        try:
            self._backend.set_password(SERVICE, name, secret)
        except Exception as error:
            _say("written", error)
            return False
        return True

    def forget(self, name: str) -> None:
        """Take a secret away, here and in the keyring."""
        had = self.get(name)
        self._kept.pop(name, None)
        if self._backend is not None and had:
            try:
                self._backend.delete_password(SERVICE, name)
            except Exception as error:
                _say("changed", error)

    def _find(self) -> None:
        if self._look:
            self._look = False
            self._backend, self._called = safe_backend()


def safe_backend() -> tuple[Backend | None, str]:
    """The first keyring of the list that works here, with its name; (None, "") where there is none."""
    for module, name, called in SAFE_BACKENDS:
        try:
            kind = getattr(import_module(module), name)
            if kind.viable:
                return kind(), called
        except Exception as error:
            # Each system has only its own; what is missing on this one says so in many ways.
            logging.getLogger(__name__).debug("no %s: %s", module, error)
    return None, ""


def _say(what: str, error: Exception) -> None:
    # Only the kind of error: its words may hold what was to be kept secret.
    logging.getLogger(__name__).warning("The keyring could not be %s (%s).", what, type(error).__name__)
