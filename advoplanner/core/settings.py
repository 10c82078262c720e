"""The person's own settings, one TOML file: typed, unknown keys kept, a damaged file set aside rather than lost."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from advoplanner.core.records import dataclass

Appearance = Literal["system", "light", "dark", "contrast"]
Paper = Literal["a4", "letter"]
Units = Literal["system", "metric", "imperial"]
FetchAnswers = Literal["never", "5", "15", "60"]
"""Minutes after which the mailboxes are looked into again by themselves."""

RECENT_KEPT = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose once for this computer; what belongs to a workspace lives in the workspace."""

    appearance: Appearance = "system"
    reduced_motion: bool = False
    reopen_last: bool = True
    rail_collapsed: bool = False
    paper: Paper = "a4"
    units: Units = "system"
    fetch_answers: FetchAnswers = "never"
    recent: tuple[str, ...] = ()


class SettingsFile:
    """The settings and their file. Without a path nothing is written: for tests and first steps."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.problem = ""
        self._stored: dict[str, Any] = self._read()
        self.current = _typed(self._stored)

    def change(self, **values: Any) -> Settings:
        """Set the named values and write the file; raises KnownProblem where it may not be written."""
        self.current = replace(self.current, **values)
        self._write()
        return self.current

    def remember(self, workspace: Path) -> None:
        """Put `workspace` first among the recent ones."""
        name = str(workspace)
        recent = (name, *(other for other in self.current.recent if other != name))[:RECENT_KEPT]
        if recent != self.current.recent:
            self.change(recent=recent)

    def forget(self, workspace: Path) -> None:
        """Take `workspace` off the recent ones; its file stays."""
        self.change(recent=tuple(other for other in self.current.recent if other != str(workspace)))

    def _read(self) -> dict[str, Any]:
        if self.path is None or not self.path.exists():
            return {}
        try:
            return tomllib.loads(self.path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            aside = self.path.with_suffix(".damaged.toml")
            self.path.replace(aside)
            self.problem = f"The settings could not be read. They were set aside as “{aside}”, and the usual ones apply."
        except OSError as error:
            self.problem = f"The settings could not be read ({error.strerror}). The usual ones apply."
        return {}

    def _write(self) -> None:
        if self.path is None:
            return
        import tomlkit

        from advoplanner.core.paths import write_bytes

        self._stored |= {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self.current).items()}
        write_bytes(self.path, tomlkit.dumps(self._stored).encode())


def default_path() -> Path:
    """Where this computer keeps settings: the platform's folder for configuration."""
    from platformdirs import user_config_path

    return user_config_path("AdvoPlanner", appauthor=False) / "settings.toml"


def load() -> SettingsFile:
    return SettingsFile(default_path())


def _typed(stored: dict[str, Any]) -> Settings:
    """The known settings out of `stored`; a value of the wrong kind gives way to the usual one."""
    usual = Settings()
    good: dict[str, Any] = {}
    for each in fields(Settings):
        value = stored.get(each.name)
        if each.name == "recent" and isinstance(value, list):
            good["recent"] = tuple(str(path) for path in value)[:RECENT_KEPT]
        elif (each.name in _CHOICES and value in _CHOICES[each.name]) or (isinstance(value, bool) and isinstance(getattr(usual, each.name), bool)):
            good[each.name] = value
    return Settings(**good)


_CHOICES: dict[str, tuple[str, ...]] = {"appearance": get_args(Appearance), "paper": get_args(Paper), "units": get_args(Units),
    "fetch_answers": get_args(FetchAnswers),
}  # fmt: skip
