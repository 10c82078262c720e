"""Runs before any test: Qt draws off screen, settings and caches go to a folder of their own, hypothesis repeats itself in CI."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from platformdirs import user_cache_dir

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
DESKTOP_TOOLS = ("Xvfb", "openbox", "xdotool", "xprop")


def _private_folders() -> Path:
    """A home for settings, data and caches that no person uses; gone when the run ends."""
    home = Path(tempfile.mkdtemp(prefix="advoplanner-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in ("config", "data", "state", "cache", "runtime"):
        folder = home / name
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{name.upper()}_{'DIR' if name == 'runtime' else 'HOME'}"] = str(folder)
    if sys.platform == "win32":
        for name in ("APPDATA", "LOCAL_APPDATA", "COMMON_APPDATA"):
            os.environ[f"WIN_PD_OVERRIDE_{name}"] = str(home / "data")
    if sys.platform == "darwin":
        os.environ["HOME"] = str(home)
    return home


# All three must stand before the first import of Qt and of our own modules, so they run while this file is read.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# The compiled seating engine is the one thing taken from the person's own cache: compiling it again costs half a minute.
os.environ.setdefault("NUMBA_CACHE_DIR", user_cache_dir("AdvoPlanner", appauthor=False))
_private_folders()

settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "dev")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests in tests/desktop need a virtual screen: skipped with the reason where tools lack, but never in CI."""
    desktop = Path(__file__).parent / "desktop"
    missing = [tool for tool in DESKTOP_TOOLS if shutil.which(tool) is None]
    for item in items:
        if not item.path.is_relative_to(desktop):
            continue
        item.add_marker(pytest.mark.desktop)
        if missing and not IN_CI:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}; `dev.py test` installs them where it may"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout's root folder."""
    return Path(__file__).resolve().parent.parent
