"""Risky places are named, ordinary ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from advoplanner.store import place


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Nordwind", "Google Drive", "Nextcloud"])
def test_a_synchronised_folder_is_named(tmp_path: Path, folder: str) -> None:
    assert folder in place.warning(tmp_path / folder / "events" / "w.advo")


def test_a_network_drive_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_mounts", lambda: [("/", "ext4"), (str(tmp_path), "nfs4")])
    assert "another computer" in place.warning(tmp_path / "w.advo")


def test_an_ordinary_folder_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_mounts", lambda: [("/", "ext4"), ("/mnt/share", "cifs")])
    assert place.warning(tmp_path / "w.advo") == ""
