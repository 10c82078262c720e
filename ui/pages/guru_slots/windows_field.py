"""An expert's free times as lines of text: "10 Mar 2027 14:00-16:00"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from advoplanner.core.errors import RuleBroken
from ui.kit.fields import Lines
from ui.kit.when import read_wall

_LINE = re.compile(r"(.*\S)\s*[-–]\s*(\d{1,2}[:.]\d{2})")
ALLOWED = "Write each time on a line of its own, as 10 Mar 2027 14:00-16:00, or 14:00-16:00 on the event's first day."


class WindowsField(Lines):
    """Pairs of wall times. `first_day` is the day meant where a line names none."""

    def __init__(self) -> None:
        super().__init__("14:00-16:00", 3)
        self.first_day = datetime.min

    def value(self) -> Any:
        return [self._span(line) for line in filter(None, map(str.strip, super().value().splitlines()))]

    def _write(self, value: Any) -> None:
        super()._write("\n".join(f"{opens.day} {opens:%b %Y %H:%M}-{closes:%H:%M}" for opens, closes in value or ()))

    def _span(self, line: str) -> tuple[datetime, datetime]:
        found = _LINE.fullmatch(line)
        if found is None:
            raise RuleBroken("guru.line", f"“{line}” is no time.", ALLOWED, field="windows")
        begins = found[1] if re.search(r"\d{4}", found[1]) else f"{self.first_day:%Y-%m-%d} {found[1]}"
        try:
            opens = read_wall(begins)
            closes = read_wall(f"{opens:%Y-%m-%d} {found[2]}")
        except RuleBroken as broken:
            raise RuleBroken("guru.line", f"“{line}” is no time.", ALLOWED, field="windows") from broken
        return opens, closes + timedelta(days=closes <= opens)
