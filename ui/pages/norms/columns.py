"""Rows and columns of the norms: one row a figure, with its value, unit, severity, mark and source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from advoplanner.domain.agenda import WORDS
from advoplanner.domain.checks import RULES
from advoplanner.domain.checks.norms import FIGURES, GROUPS, Norm, spoken
from ui.models.column import Column

SEVERITIES = {"E": "Error", "W": "Warning", "I": "Note", "": "–"}
FOUNDED = {"src": "A source", "derived": "Derived", "assumption": "Assumption"}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of a norm as it holds in the scope that is shown; `here` says whether it was changed at exactly this scope."""

    id: str
    norm: Norm
    figure: str
    here: bool

    @property
    def value(self) -> float:
        return self.norm[self.figure]

    @property
    def unit(self) -> str:
        return self.norm.unit_of(self.figure)

    @property
    def words(self) -> str:
        """The value as people read it."""
        return spoken(self.value, self.unit)

    @property
    def says(self) -> str:
        """What the figure says: "Warns above"."""
        return FIGURES[self.figure][0] if self.figure in FIGURES else WORDS.get(self.figure, self.figure)

    @property
    def severity(self) -> str:
        return FIGURES[self.figure][1] if self.figure in FIGURES else ""

    @property
    def shipped(self) -> str:
        """The value of the program, where it was changed; else ""."""
        return spoken(self.norm.changed[self.figure], self.unit) if self.figure in self.norm.changed else ""


def figure_rows(norms: Mapping[str, Norm], kind: str, here: Collection[tuple[str, str]]) -> Iterator[FigureRow]:
    """A row for each figure that concerns a kind of event."""
    for key, norm in norms.items():
        if concerns(norm, kind):
            for figure in norm.figures:
                yield FigureRow(f"{key}/{figure}", norm, figure, (key, figure) in here)


def concerns(norm: Norm, kind: str) -> bool:
    """Whether a norm is for a kind of event: one of its rules judges by it; a task names its kinds, and weights are for all."""
    if norm.key.startswith("task."):
        return not norm.kinds or kind in norm.kinds
    return norm.key == "vendor_weight" or any(kind in rule.kinds and rule.norm.format(kind=kind) == norm.key for rule in RULES)


def columns(edit: Callable[[FigureRow, str], object]) -> tuple[Column, ...]:
    """The table's columns; `edit(row, text)` saves a value that was typed into its cell."""
    order = list(GROUPS)
    return (
        Column("Norm", lambda row: row.norm.title, width=240, stretch=True),
        Column("Says", lambda row: row.says, width=170, quiet=True),
        Column("Value", lambda row: row.words, width=110, align="right", sort=lambda row: row.value, edit=edit),
        Column("Changed", lambda row: f"was {row.shipped}" if row.shipped else "", width=110, state=lambda row: "accent" if row.shipped else ""),
        Column("Severity", lambda row: SEVERITIES[row.severity], width=90, quiet=True),
        Column("Founded on", lambda row: FOUNDED[row.norm.mark_of(row.figure)], width=110, quiet=True),
        Column("Area", lambda row: GROUPS.get(row.norm.group, ""), width=120, quiet=True, sort=lambda row: order.index(row.norm.group)),
        Column("Source", lambda row: row.norm.source, width=0),
    )
