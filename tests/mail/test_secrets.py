"""Secrets go into a safe keyring or stay in memory; no file, no repr and no log ever holds one."""

from __future__ import annotations

import logging
import sys
import types

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.settings import SettingsFile
from advoplanner.mail import secrets
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, history

PASSWORD = "Zq7-unmistakable-ß"


class Ring:
    """A keyring in memory; `broken` raises as a locked one does."""

    def __init__(self, broken: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = broken

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise RuntimeError(f"locked, asked for {username}")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise RuntimeError(f"locked, given {password}")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def test_a_keyring_keeps_it_and_memory_forgets_with_the_program() -> None:
    ring = Ring()
    assert Secrets(ring, "the ring").put("a", PASSWORD)
    assert Secrets(ring).get("a") == PASSWORD
    memory = Secrets(look=False)
    assert not memory.put("a", PASSWORD)
    assert memory.get("a") == PASSWORD
    assert Secrets(look=False).get("a") == ""
    assert memory.place == ""


def test_forgetting_takes_it_out_of_the_keyring_too() -> None:
    ring = Ring()
    kept = Secrets(ring)
    kept.put("a", PASSWORD)
    kept.forget("a")
    kept.forget("never there")
    assert (kept.get("a"), ring.kept) == ("", {})


def test_a_locked_keyring_falls_back_to_memory_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    kept = Secrets(Ring(broken=True), "the ring")
    with caplog.at_level(logging.DEBUG):
        assert not kept.put("a", PASSWORD)
        assert kept.get("a") == PASSWORD
        assert kept.get("b") == ""
    assert "The keyring could not be written (RuntimeError)." in caplog.text
    assert PASSWORD not in caplog.text
    assert PASSWORD not in repr(kept)


def test_a_plain_text_keyring_is_never_taken_even_where_it_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backend import KeyringBackend

    class PlaintextKeyring(KeyringBackend):
        priority = 99  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str | None:
            return "from a file"

        def set_password(self, service: str, username: str, password: str) -> None:
            raise AssertionError("a password was written in the clear")

        def delete_password(self, service: str, username: str) -> None: ...

    keyring.set_keyring(PlaintextKeyring())
    kept = Secrets()
    kept.put("a", PASSWORD)
    assert Secrets().get("nothing") != "from a file"
    backend, _ = secrets.safe_backend()
    assert type(backend).__name__ != "PlaintextKeyring"


def test_the_first_keyring_of_the_list_that_works_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("advo_test_ring")

    class Keyring(Ring):
        viable = True

    module.Keyring = Keyring  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "advo_test_ring", module)
    monkeypatch.setattr(secrets, "SAFE_BACKENDS", (("no.such.module", "Keyring", "nothing"), ("advo_test_ring", "Keyring", "the test's ring")))
    kept = Secrets()
    assert kept.place == "the test's ring"
    assert kept.put("a", PASSWORD)


def test_a_password_is_in_no_file_of_the_workspace_nor_the_settings_nor_the_log(tmp_path, caplog) -> None:
    ring = Ring()
    ws = create_workspace(tmp_path / "w.advo")
    ws.secrets = Secrets(ring, "the ring")
    with caplog.at_level(logging.DEBUG):
        made = accounts.add(ws, "jo@host.example").created("mail_account")[0]
        assert accounts.remember(ws, made, PASSWORD)
        accounts.edit(ws, made, per_minute=12)
        history.take_snapshot(ws, "with an account")
        SettingsFile(tmp_path / "settings.toml").change(paper="letter")
    assert PASSWORD in ring.kept.values()
    ws.store._writing.dispose()
    ws.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 2
    for path in files:
        data = path.read_bytes()
        assert PASSWORD.encode() not in data, path
        assert PASSWORD.encode("utf-16-le") not in data, path
    assert PASSWORD not in caplog.text
    assert PASSWORD not in repr(ws)
