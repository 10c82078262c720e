"""The figures that rules compare with, read from an editable file, each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from advoplanner.core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Norm:
    """The figures of one norm by name (`warn`, `stop`, `least`, …) and where they come from."""

    key: str
    source: str
    figures: Mapping[str, float]

    def __getitem__(self, name: str) -> float:
        return self.figures[name]

    def get(self, name: str) -> float | None:
        """The figure `name`, or None where the norm sets none."""
        return self.figures.get(name)


def read_norms(text: str) -> dict[str, Norm]:
    """Norms by key from TOML; raises RuleBroken `checks.norms` where it cannot be read, or a norm has no source or an odd figure."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleBroken("checks.norms", f"The norms cannot be read: {error}.", "Put the line right, or restore the file.") from error
    return {key: _norm(key, table) for key, table in tables.items()}


def _norm(key: str, table: object) -> Norm:
    if not isinstance(table, dict) or not isinstance(table.get("source"), str):
        raise RuleBroken("checks.norms", f"The norm “{key}” has no source.", "Say where its figures come from.")
    figures = {name: value for name, value in table.items() if name != "source"}
    for name, value in figures.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise RuleBroken("checks.norms", f"“{name}” of the norm “{key}” is not a figure from 0 up.", "Write a number such as 0.2.", field=name)
    return Norm(key, table["source"], figures)
