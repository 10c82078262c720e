"""Whether lengths are read and typed in metres or in feet; what is kept are centimetres."""

from __future__ import annotations

from PySide6.QtCore import QLocale

_chosen = {"units": "system"}


def imperial() -> bool:
    """Whether lengths are shown in feet: as this person chose, else as this computer's owner measures."""
    if _chosen["units"] != "system":
        return _chosen["units"] == "imperial"
    return QLocale.system().measurementSystem() != QLocale.MeasurementSystem.MetricSystem


def use_units(units: str) -> None:
    """Show lengths in "metric" or "imperial" units, or as the "system" does; no length changes."""
    _chosen["units"] = units
