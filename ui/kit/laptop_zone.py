"""The zone this computer's clock keeps."""

from __future__ import annotations

from PySide6.QtCore import QTimeZone

from advoplanner.core.dates import zone_names


def laptop_zone() -> str:
    """Its IANA name; UTC where the system names none that we know."""
    name = QTimeZone.systemTimeZoneId().toStdString()
    return name if name in zone_names() else "UTC"
