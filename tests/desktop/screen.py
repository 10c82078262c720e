"""A screen without glass, and the program on it, driven with keys and mouse as a person does.

Nothing here sleeps a fixed time: each wait asks again until it is answered or its deadline passes, and then says what was seen.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

DEADLINE = 60.0
"""Seconds; far above what anything here takes, so that a busy machine only makes the story slower."""

PAUSE = 0.05
REST, RESTS, BLINK = 0.3, 12, 40
"""Seconds between two looks at the screen, how many at most, and the lines of pixels that a blinking cursor may change."""

SIZE = (1366, 820)
"""Pixels of the screen: room for the largest look with its frame."""

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "QT_QPA_PLATFORMTHEME", "QT_SCALE_FACTOR")
"""Variables of the desktop the tests were started from, which would change how the window looks or asks for files."""


@dataclass(frozen=True)
class Look:
    """How a window looks: its colours, and width and height of its inside."""

    appearance: str
    size: tuple[int, int]


LOOKS = {f"{colours}-{w}x{h}": Look(colours, (w, h)) for colours in ("light", "dark") for w, h in ((1366, 768), (1024, 768))}
LIGHT, LIGHT_NARROW, DARK, DARK_NARROW = LOOKS.values()
WISHED = os.environ.get("ADVOPLANNER_LOOK", "")
"""One of LOOKS for all stories, as "dark-1024x768"; without it each has its own, so that all looks are seen in one run."""

PICTURES = os.environ.get("ADVOPLANNER_PICTURES", "")
"""A folder for the pictures of each step; without it none is taken, which would cost a quarter of the run."""


class Screen:
    """Xvfb on a free display with openbox; `picture` reads Xvfb's own memory, so that no further tool is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._memory = folder / "memory"
        self._memory.mkdir()
        reading, writing = os.pipe()
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(self._memory), "-nolisten", "tcp", "-dpi", "96"]
        self._log = (folder / "screen.log").open("wb")
        self._server = subprocess.Popen(command, pass_fds=[writing], stdout=self._log, stderr=self._log)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            self._server.wait()
            raise RuntimeError(f"Xvfb did not start: {(folder / 'screen.log').read_text()}")
        self.environment = {k: v for k, v in os.environ.items() if k not in NOT_OURS} | {"DISPLAY": f":{number}"}
        self._processes = [self._server]

    def start_manager(self) -> None:
        """Start openbox; returns when it answers for the windows."""
        home = self.folder / "wm"
        home.mkdir()
        own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        self._processes.insert(0, subprocess.Popen(["openbox"], env=self.environment | own, stdout=self._log, stderr=self._log))
        wait(lambda: "window id" in self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "openbox to answer", self)

    def ask(self, *command: str) -> str:
        """What a command about this screen prints; "" where it fails, as xdotool does while it finds nothing."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=DEADLINE)
        return done.stdout.strip() if done.returncode == 0 else ""

    def do(self, *words: str) -> None:
        """One xdotool command that must succeed."""
        subprocess.run(["xdotool", *words], env=self.environment, check=True, capture_output=True, timeout=DEADLINE)

    def title(self) -> str:
        """The title of the window that has the keys."""
        return self.ask("xdotool", "getactivewindow", "getwindowname")

    def windows(self, title: str) -> list[str]:
        """Windows to be seen whose title contains `title`."""
        return self.ask("xdotool", "search", "--onlyvisible", "--name", title).split()

    def picture(self, path: Path) -> Path:
        """What is on the screen now, as PNG. Xvfb keeps it in the format of xwd: numbers of 32 bits, a colour map, then rows."""
        data = (self._memory / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", data[:100])
        length, width, height, stride, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = data[length + 12 * colours :]
        Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", stride, 1).save(path)
        return path

    def still_picture(self, path: Path, rest: float = REST) -> None:
        """A picture once two, `rest` seconds apart, are the same but for a cursor that blinks; where the screen never rests, as it is then."""
        before = self._seen()
        for _ in range(RESTS):
            time.sleep(rest)
            now = self._seen()
            if sum(a != b for a, b in zip(before, now, strict=True)) < BLINK:
                break
            before = now
        self.picture(path)

    def _seen(self) -> list[bytes]:
        """The screen as strips, a line of pixels each."""
        data = (self._memory / "Xvfb_screen0").read_bytes()
        stride = struct.unpack(">25I", data[:100])[12]
        return [data[at : at + stride] for at in range(0, len(data), stride)]

    def stop(self) -> None:
        """End both programs."""
        for process in self._processes:
            end(process)
        self._log.close()


@dataclass
class Program:
    """The program in a process of its own, with folders of its own."""

    screen: Screen
    folder: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, screen: Screen, folder: Path, *words: str, look: Look = LIGHT, today: str = "") -> Program:
        """Start main.py, on another day where `today` names one; returns when its window has the size of the look."""
        own = {"QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8", "HOME": str(folder), "ADVOPLANNER_TODAY": today}
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            (folder / name.lower()).mkdir()
            own[f"XDG_{name}_HOME"] = str(folder / name.lower())
        settings = folder / "config" / "AdvoPlanner" / "settings.toml"
        settings.parent.mkdir()
        look = LOOKS[WISHED] if WISHED else look
        settings.write_text(f'appearance = "{look.appearance}"\nreduced_motion = true\n')
        with (folder / "program.log").open("wb") as log:
            process = subprocess.Popen([sys.executable, str(ROOT / "main.py"), *words], env=screen.environment | own, stdout=log, stderr=log)
        program = cls(screen, folder, process)
        program.wait_title("AdvoPlanner")
        program.take(look.size)
        return program

    def take(self, size: tuple[int, int]) -> None:
        """Make the inside of the window so wide and high."""
        window, wished = self._window(), [str(each) for each in size]
        self.screen.do("windowmove", window, "0", "0", "windowsize", window, *wished)
        self.wait(lambda: self.size() == size, "the window to have its size")

    def key(self, *keys: str) -> None:
        """Press keys one after another, by their names in X: "ctrl+k", "Return"."""
        self.screen.do("key", *keys)

    def type(self, text: str) -> None:
        """Type letters of the American keyboard."""
        self.screen.do("type", "--delay", "4", text)

    def press_until(self, holds: Callable[[], Any], what: str, *keys: str) -> None:
        """Press keys that do nothing while the window works, again and again until `holds()`."""

        def pressed() -> Any:
            found = holds()
            if not found:
                self.key(*keys)
            return found

        self.wait(pressed, what)

    def find(self, words: str) -> None:
        """Open the palette, type and take the first hit. Keys wait in the window's queue, so there is nothing to wait for between."""
        self.key("ctrl+k")
        self.type(words)
        self.key("Return")

    def answer_file(self, title: str, path: Path) -> None:
        """Type a whole path into the file chooser."""
        self.wait_title(title)
        self.key("ctrl+a")
        self.type(str(path))
        self.key("Return")

    def wait_title(self, words: str) -> None:
        """Until the window that has the keys is called so."""
        self.wait(lambda: words in self.screen.title(), f"a window called “{words}”")

    def wait(self, holds: Callable[[], Any], what: str) -> Any:
        """Until `holds()`; a program that ended meanwhile fails at once."""

        def asked() -> Any:
            found = holds()
            if not found and self.process.poll() is not None:
                raise AssertionError(f"The program ended with {self.process.returncode} before {what}.\n{self.log()}")
            return found

        try:
            return wait(asked, what, self.screen)
        except AssertionError as failed:
            raise AssertionError(f"{failed}\n{self.log()}") from None

    def size(self) -> tuple[int, int]:
        """Width and height of the window's inside."""
        found = dict(line.split("=", 1) for line in self.screen.ask("xdotool", "getwindowgeometry", "--shell", self._window()).splitlines())
        return int(found["WIDTH"]), int(found["HEIGHT"])

    def drag(self, start: tuple[int, int], end: tuple[int, int], *, steps: int = 8) -> None:
        """Press at `start`, move in steps, release at `end`; both count from the top left of the window's inside."""
        window = self._window()
        for step in range(steps + 1):
            at = (str(round(a + (b - a) * step / steps)) for a, b in zip(start, end, strict=True))
            self.screen.do("mousemove", "--window", window, *at)
            if step == 0:
                self.screen.do("mousedown", "1")
        self.screen.do("mouseup", "1")

    def picture(self, what: str, rest: float = REST) -> None:
        """The window once it has come to rest, in a folder of its story, where pictures are wished for."""
        if PICTURES:
            folder = Path(PICTURES) / self.folder.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            self.screen.still_picture(folder / f"{len(list(folder.iterdir())) + 1:02}-{what}.png", rest)

    def quit(self) -> int:
        """Close it as a person does; returns its exit status."""
        self.key("ctrl+q")
        return self.process.wait(DEADLINE)

    def log(self) -> str:
        """What it printed."""
        return (self.folder / "program.log").read_text("utf-8", "replace")[-4000:]

    def stop(self) -> None:
        """End it whatever it is doing."""
        end(self.process)

    def _window(self) -> str:
        return self.screen.ask("xdotool", "getactivewindow")


def wait(holds: Callable[[], Any], what: str, screen: Screen) -> Any:
    """Ask until the answer is true, and return it; where the deadline passes, say what was awaited, with a picture of the screen."""
    until = time.monotonic() + DEADLINE
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > until:
            picture = screen.picture(screen.folder / "failed.png")
            raise AssertionError(f"Waited {DEADLINE:.0f} s for {what}. In front: “{screen.title()}”. Picture: {picture}")
        time.sleep(PAUSE)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and end it where it does not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
