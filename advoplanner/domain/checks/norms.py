"""The figures that rules and tasks compare with, read from an editable file, each with its unit, its mark and its source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from advoplanner.core.errors import RuleBroken
from advoplanner.core.records import dataclass

MARKS = {"src": "From a source", "derived": "Derived from a source", "assumption": "Our own assumption"}
"""How well a figure is founded."""

GROUPS = {
    "pitch": "Pitch guard", "agenda": "Agenda", "event": "Purpose and facts", "guests": "Guests", "turnout": "Turnout", "seating": "Seating",
    "invitations": "Invitations", "tasks": "Tasks",
}  # fmt: skip

FIGURES: dict[str, tuple[str, str]] = {
    "warn": ("Warns above", "W"), "most": ("Warns above", "W"), "least": ("Warns below", "W"), "stop": ("An error above", "E"),
    "known": ("Judged once known of", ""), "days": ("Before the event", "E"), "break_after": ("Warns after", "W"),
    "before": ("Before the event", ""), "after": ("After the event", ""), "live": ("Live event with prospects", ""),
    "share": ("Or this share of the members", ""), "new_days": ("New for", ""), "events": ("From", ""), "cases": ("Guests with a reply", ""),
    "asks": ("Asks for each yes", ""), "settled": ("After the first year", ""), "enough": ("Quiet from", ""), "come": ("Of whom come", ""),
    "people": ("On screens at most", "W"), "year": ("Warns above in a year", "W"),
    "stage": ("Facing a stage", "I"), "long183": ("182 cm long", "W"), "long213": ("213 cm long", "W"),
    "theatre": ("In theatre rows, warns below", "W"), "board": ("Round one table, warns below", "W"), "standing": ("Standing, warns below", "W"),
    "screens": ("On screens, warns above", "I"),
    "accepted": ("Accepted", ""), "tentative": ("Tentative", ""), "none": ("No reply", ""),
    "cm107": ("107 to 151 cm wide", "W"), "cm152": ("152 to 182 cm wide", "W"), "cm183": ("183 cm wide and more", "W"),
}  # fmt: skip
"""What each figure says, in words, and the severity of what is found beyond it ("" where it only measures)."""

AT_MOST_ONE = frozenset({"share", "switch"})
"""Units whose figures lie between 0 and 1."""

_WORDS = frozenset({"source", "title", "unit", "mark", "group", "page"})
_TABLES = frozenset({"marks", "units"})


@dataclass(frozen=True, slots=True)
class Norm:
    """The figures of one norm by name (`warn`, `stop`, `least`, …) and where they come from.

    `marks` and `units` hold what differs for single figures, `changed` the shipped values of figures that were changed.
    `kinds` are the kinds of event that a task is for (all where empty), `page` is where it is done.
    """

    key: str
    source: str
    figures: Mapping[str, float]
    title: str = ""
    unit: str = ""
    mark: str = "assumption"
    group: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, float] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    page: str = ""

    def __getitem__(self, name: str) -> float:
        return self.figures[name]

    def get(self, name: str) -> float | None:
        """The figure `name`, or None where the norm sets none."""
        return self.figures.get(name)

    def unit_of(self, name: str) -> str:
        return self.units.get(name, self.unit)

    def mark_of(self, name: str) -> str:
        return self.marks.get(name, self.mark)

    def said(self) -> str:
        """The source for a finding, and that the figures are one's own where they were changed."""
        return f"{self.source} (changed here)" if self.changed else self.source


@dataclass(frozen=True, slots=True)
class Override:
    """A figure that somebody changed: for a `kind` of event, for the events of one programme, or for one event."""

    id: str
    event_id: str
    kind: str
    norm: str
    figure: str
    value: float
    programme_id: str = ""


def read_norms(text: str) -> dict[str, Norm]:
    """Norms by key from TOML; raises RuleBroken `checks.norms` where it cannot be read, or a norm has no source or an odd figure."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleBroken("checks.norms", f"The norms cannot be read: {error}.", "Put the line right, or restore the file.") from error
    return {key: _norm(key, table) for key, table in tables.items()}


def adapted(norms: Mapping[str, Norm], overrides: Iterable[Override]) -> dict[str, Norm]:
    """Norms with changed figures; what was changed for the event wins over its programme's figure, and that over its kind's.

    Unknown ones are passed over.
    """
    made = dict(norms)
    for one in sorted(overrides, key=lambda o: (bool(o.event_id), bool(o.programme_id))):
        norm = made.get(one.norm)
        if norm is not None and one.figure in norm.figures:
            shipped = {one.figure: norm.figures[one.figure], **norm.changed}
            made[one.norm] = replace(norm, figures={**norm.figures, one.figure: one.value}, changed=shipped)
    return made


def check_figure(norm: Norm, name: str, value: float) -> float:
    """`value` as the norm may hold it; raises RuleBroken `norms.range` at the field where it is out of range."""
    unit = norm.unit_of(name)
    if unit in AT_MOST_ONE and not 0 <= value <= 1:
        allowed = "Write 0 % to 100 %." if unit == "share" else "Write 0 or 1."
        raise RuleBroken("norms.range", f"{spoken(value, unit)} is not possible here.", allowed, field=name)
    if not 0 <= value <= 10_000:
        raise RuleBroken("norms.range", f"{value:g} is not possible here.", "Write a number from 0 to 10,000.", field=name)
    return float(value)


def spoken(value: float, unit: str) -> str:
    """A figure as people read it: "20 %", "5 minutes", "1.1 m²", "yes"."""
    if unit == "share":
        return f"{round(value * 100, 1):g} %"
    if unit == "switch":
        return "yes" if value else "no"
    if unit == "ratio":
        return f"{value:.2f}".rstrip("0").rstrip(".")
    number = f"{round(value, 2):g}"
    one = {"people": "person", "companies": "company"}.get(unit, unit.removesuffix("s"))
    return " ".join(part for part in (number, {"m2": "m²"}.get(unit, one if value == 1 else unit)) if part)


def read_figure(text: str, unit: str) -> float:
    """A figure as typed, "20 %", "0.2" or "20" for a share; raises RuleBroken `norms.unreadable`."""
    bare = text.strip().lower().replace(",", ".")
    if unit == "switch" and bare in ("yes", "no"):
        return float(bare == "yes")
    percent = bare.endswith("%")
    number = bare.rstrip("%").strip().split(" ")[0]
    try:
        value = float(number)
    except ValueError as error:
        raise RuleBroken("norms.unreadable", f"“{text.strip()}” is not a figure.", f"Write it as {spoken(0.2, unit)}.") from error
    return value / 100 if percent or (unit == "share" and value > 1) else value


def _norm(key: str, table: Any) -> Norm:
    if not isinstance(table, dict) or not isinstance(table.get("source"), str):
        raise RuleBroken("checks.norms", f"The norm “{key}” has no source.", "Say where its figures come from.")
    figures = {name: value for name, value in table.items() if name not in _WORDS | _TABLES | {"kinds"}}
    for name, value in figures.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise RuleBroken("checks.norms", f"“{name}” of the norm “{key}” is not a figure from 0 up.", "Write a number such as 0.2.", field=name)
    norm = Norm(
        key, table["source"], figures, **{name: table[name] for name in (_WORDS | _TABLES) - {"source"} if name in table},
        kinds=tuple(table.get("kinds", ())),
    )  # fmt: skip
    if {norm.mark, *norm.marks.values()} - MARKS.keys():
        raise RuleBroken("checks.norms", f"The norm “{key}” has a mark that is not known.", f"Use one of {', '.join(MARKS)}.")
    return norm
