"""A day as typed ("31 Mar 2027", "2027-03-31"), with a month beside it to pick from."""

from __future__ import annotations

from datetime import date
from typing import Any

from advoplanner.core.dates import short_date
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from ui.kit.fields import Dated
from ui.kit.when import read_wall

ALLOWED = "Write it as 2027-03-31 or 31 March 2027."


class DayField(Dated):
    """A date, or None while empty."""

    EXAMPLE = "31 Mar 2027"

    def value(self) -> date | None:
        text = clean(self.line.text())
        if not text:
            return None
        try:
            return read_wall(f"{text} 00:00").date()
        except RuleBroken as broken:
            raise RuleBroken("time.unreadable", f"“{text}” is not a day that exists, as far as can be read.", ALLOWED) from broken

    def _write(self, value: Any) -> None:
        self.line.setText(short_date(value) if value else "")
