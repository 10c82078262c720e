#!/usr/bin/env python3
"""Sets this checkout up and works on it, with nothing but Python: `python3 dev.py run`, `python3 dev.py test`.

Standard library only, because it runs before anything is installed. What it says goes to stderr: stdout belongs to the command.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

USAGE = """\
python3 dev.py run [words…]      open the window, or run a command without one (run --help lists them)
python3 dev.py test [arguments…] run all tests, on several cores at once; arguments go to pytest
python3 dev.py lint              style, types, layers, pinned versions; changes nothing
python3 dev.py fix               put style right where a machine can
python3 dev.py bench [names…]    measure; --smoke only tries each benchmark
python3 dev.py shots --to DIR    pictures of every page
"""
PYTHONS = ((3, 11), (3, 14))
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "dev.json"
MOST_AT_ONCE = 4
"""Processes that share the whole suite; each takes about half a gigabyte."""

# Shared library → Debian package that brings it. PySide6's wheels bring everything else.
OFF_SCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
DESKTOP_TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xprop": "x11-utils", "pdftoppm": "poppler-utils"}
MAIL_TOOLS = {"dovecot": "dovecot-imapd"}
READERS = {"libical.so.3": "libical3"}


class Stop(Exception):
    """Set-up cannot go on; the text says why and what to type. Exit status 2."""


def main(argv: list[str]) -> int:
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        return _say(f"AdvoPlanner needs Python 3.11 to 3.14; this is {sys.version.split()[0]}. Start dev.py with another one.", 2)
    commands: dict[str, Callable[[list[str]], int]] = {"run": run, "test": test, "lint": lint, "fix": fix, "bench": bench, "shots": shots}
    if not argv or argv[0] not in commands:
        asked = bool(argv) and argv[0] in ("-h", "--help", "help")
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return commands[argv[0]](argv[1:])
    except Stop as stop:
        return _say(str(stop), 2)
    except KeyboardInterrupt:
        return 130


def run(words: list[str]) -> int:
    """Hand `words` to main.py in the caller's folder; without words a window needs a display and its libraries."""
    if not words:
        if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
            return _say("There is no display here, so no window can open; `python3 dev.py run demo --to DIR` does the main job without one.", 1)
        need_libraries({**OFF_SCREEN, **WINDOW})
    need_packages(test=False)
    return subprocess.call([PYTHON, ROOT / "main.py", *words])


def test(arguments: list[str]) -> int:
    """Run pytest in the checkout, all of it on several cores at once.

    Tests of the real window or of a real mail server skip where their tools may not be installed.
    """
    need_libraries(OFF_SCREEN)
    want_desktop()
    need_packages(test=True)
    cores = min(os.cpu_count() or 1, MOST_AT_ONCE)
    return subprocess.call([PYTHON, "-m", "pytest", *(arguments or ["-n", str(cores), "--dist", "loadfile"])], cwd=ROOT)


def lint(_: list[str]) -> int:
    """Every check that changes nothing; all run, then the failed ones are named."""
    need_packages(test=True)
    checks: dict[str, Callable[[], int]] = {
        "ruff check": lambda: _tool("ruff", "check", "."),
        "ruff format": lambda: _tool("ruff", "format", "--check", "."),
        "mypy": lambda: _tool("mypy"),
        "lint-imports": lambda: _tool("lint-imports"),
        "constraints": check_constraints,
    }
    failed = []
    for name, check in checks.items():
        _say(f"— {name}")
        if check() != 0:
            failed.append(name)
    return _say(f"Failed: {', '.join(failed)}.", 1) if failed else _say("All checks passed.", 0)


def fix(_: list[str]) -> int:
    """Let ruff repair what it can, then format."""
    need_packages(test=True)
    return max(_tool("ruff", "check", "--fix", "."), _tool("ruff", "format", "."))


def bench(arguments: list[str]) -> int:
    """Run tests/bench/bench_*.py, or those named; words that begin with a dash go to each of them."""
    flags = [word for word in arguments if word.startswith("-")]
    names = {word.removesuffix(".py").removeprefix("bench_") for word in arguments if not word.startswith("-")}
    scripts = {path.stem.removeprefix("bench_"): path for path in sorted((ROOT / "tests" / "bench").glob("bench_*.py"))}
    if unknown := names - scripts.keys():
        return _say(f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(scripts)}.", 2)
    need_libraries(OFF_SCREEN)
    need_packages(test=True)
    failed = []
    for name, script in scripts.items():
        if names and name not in names:
            continue
        _say(f"— {name}")
        if subprocess.call([PYTHON, script, *flags], env=_off_screen()) != 0:
            failed.append(name)
    return _say(f"Failed: {', '.join(failed)}.", 1) if failed else 0


def shots(arguments: list[str]) -> int:
    """Draw every page off screen into the folder named by --to."""
    need_libraries(OFF_SCREEN)
    need_packages(test=True)
    return subprocess.call([PYTHON, ROOT / "tests" / "shots.py", *arguments], env=_off_screen())


def check_constraints() -> int:
    """Compile constraints.txt again with itself as preference: 0 where nothing moves or no package index answers."""
    pinned = ROOT / "constraints.txt"
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "constraints.txt"
        shutil.copy(pinned, again)
        options = ["--universal", "--all-extras", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]
        done = subprocess.run([BIN / "uv", "pip", "compile", "pyproject.toml", *options, "-o", again], cwd=ROOT, capture_output=True, text=True)
        if "Failed to fetch" in done.stderr:
            return _say("constraints.txt was not compiled again, for no package index answered; tests compare it with pyproject.toml.", 0)
        if done.returncode == 0 and again.read_text() == pinned.read_text():
            return 0
    command = shlex.join([".venv/bin/uv", "pip", "compile", "pyproject.toml", *options, "-o", "constraints.txt"])
    return _say(f"{done.stderr}constraints.txt does not fit pyproject.toml any more. Compile it again: {command}", 1)


def need_libraries(wanted: dict[str, str]) -> None:
    """Make sure that Linux has the shared libraries Qt loads; raises Stop with the line to type where it may not install them."""
    if sys.platform != "linux":
        return
    missing = {library: package for library, package in wanted.items() if not _loads(library)}
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise Stop(f"Qt needs these shared libraries, which your system lacks: {', '.join(missing)}. Install the packages that hold them.")
    if not _install(missing.values()):
        raise Stop(f"Qt needs a few system libraries. Type: sudo apt-get install {' '.join(missing.values())}")


def want_desktop() -> None:
    """Install what tests of the real window and of mail use, where that is allowed; elsewhere those tests skip and say so."""
    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return
    missing = [package for library, package in {**WINDOW, **READERS}.items() if not _loads(library)]
    missing += [package for tool, package in {**DESKTOP_TOOLS, **MAIL_TOOLS}.items() if _which(tool) is None]
    if missing and not _install(missing):
        _say(f"Tests of the real window, or with a real mail server, will skip. To run them too: sudo apt-get install {' '.join(missing)}")


def need_packages(*, test: bool) -> None:
    """Make .venv hold what pyproject.toml and constraints.txt say; does nothing where its stamp says it does."""
    stamp = _read_stamp()
    wanted = _digest([ROOT / "pyproject.toml", ROOT / "constraints.txt"])
    fits = stamp.get("root") == str(ROOT) and PYTHON.exists()
    if not fits or stamp.get("packages") != wanted or (test and not stamp.get("test")):
        test = test or (fits and bool(stamp.get("test")))
        _say("Setting up .venv: about a minute, once.")
        _need_venv(fits)
        target = f"{ROOT}[test]" if test else str(ROOT)
        pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        if subprocess.call([*pip, "-c", ROOT / "constraints.txt", "-e", target], stdout=sys.stderr) != 0:
            raise Stop("The packages could not be installed; the lines above say why. Without a network nothing can be fetched.")
        stamp = {"root": str(ROOT), "packages": wanted, "test": test}
        STAMP.write_text(json.dumps(stamp))
    _need_kernels(stamp)


def _need_kernels(stamp: dict[str, object]) -> None:
    """Compile the seating engine once, so that no command and no window waits for it."""
    wanted = _digest(sorted((ROOT / "advoplanner" / "seating").glob("*.py")))
    if stamp.get("kernels") == wanted:
        return
    _say("Compiling the seating engine: some seconds, once.")
    if subprocess.call([PYTHON, "-c", "from advoplanner.seating import warm_up; warm_up()"], cwd=ROOT, stdout=sys.stderr) != 0:
        raise Stop("The seating engine could not be compiled; the lines above say why.")
    STAMP.write_text(json.dumps({**stamp, "kernels": wanted}))


def _need_venv(fits: bool) -> None:
    if fits and subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not _install([package]):
            raise Stop(f"Python lacks its venv module. Type: sudo apt-get install {package}")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV], stdout=sys.stderr) != 0:
        raise Stop(f"{VENV} could not be made; the lines above say why.")


def _install(packages: Iterable[str]) -> bool:
    """apt-get install as root or with a sudo that asks nothing; False where neither is possible or it failed."""
    if shutil.which("apt-get") is None:
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and (shutil.which("sudo") is None or subprocess.call([*sudo, "true"], stderr=subprocess.DEVNULL) != 0):
        return False
    names = sorted(set(packages))
    _say(f"Installing {', '.join(names)}.")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *names]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            _say(done.stdout)
    return done.returncode == 0


def _which(tool: str) -> str | None:
    """Where a tool lies; servers lie where only the superuser looks."""
    return shutil.which(tool, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _read_stamp() -> dict[str, object]:
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def _off_screen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _tool(name: str, *arguments: str) -> int:
    return subprocess.call([BIN / name, *arguments], cwd=ROOT)


def _say(text: str, status: int = 0) -> int:
    print(text, file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
