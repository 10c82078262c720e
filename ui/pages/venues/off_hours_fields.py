"""What a venue allows outside its opening hours, and days with hours of their own, as fields of its drawer."""

from __future__ import annotations

from typing import Any

from advoplanner.domain.slots import CLEARDOWN, EARLIEST, LATEST, LONGEST, SETUP, OffHours, check_exceptions
from ui.kit.fields import Lines
from ui.kit.form import Form

CLOCKS = {"earliest": EARLIEST, "latest": LATEST, "quiet_from": "22:00", "last_transport": "00:10"}
WORDS = {"earliest": "Not before", "latest": "Not after", "quiet_from": "Quiet from", "last_transport": "Last transport"}


class ExceptionsField(Lines):
    """A line for each day: "2027-12-24 09:00-14:00", or "2027-12-25 closed"."""

    def __init__(self) -> None:
        super().__init__("2027-12-24 09:00-14:00", 2)

    def value(self) -> Any:
        """Days with their hours as the domain takes them; raises RuleBroken for a line that cannot be read."""
        found: dict[str, list[str]] = {}
        for line in filter(None, map(str.strip, super().value().splitlines())):
            day, _, times = line.partition(" ")
            shut = times.strip().casefold() in ("", "closed")
            found[day] = [] if shut else [word.strip() for word in times.replace("–", "-").split("-")]
        return check_exceptions(found)

    def _write(self, value: Any) -> None:
        super()._write("\n".join(f"{day} {'-'.join(times) if times else 'closed'}" for day, times in (value or {}).items()))


class OffHoursForm(Form):
    """Saves itself as one value, `off_hours`, through `save(field, value)` of the drawer's form."""

    def __init__(self, save: Any) -> None:
        super().__init__(self._save_rules, columns=2)
        self._save_whole = save
        for name, hint in CLOCKS.items():
            self.line(name, WORDS[name], hint=hint)
        self.number("setup", "Set-up", high=LONGEST, unit="min")
        self.number("cleardown", "Clear-down", high=LONGEST, unit="min")

    def show_rules(self, stored: dict[str, Any]) -> None:
        """Show what is stored; the fields left empty have the usual times as hints."""
        rules = OffHours(**stored)
        shown = {name: stored.get(name, "") for name in CLOCKS}
        self.load(shown | {"setup": rules.setup, "cleardown": rules.cleardown})

    def _save_rules(self, _name: str, _value: Any) -> None:
        values = {each: self[each].value() for each in CLOCKS}
        minutes = {each: usual if self[each].value() is None else self[each].value() for each, usual in (("setup", SETUP), ("cleardown", CLEARDOWN))}
        self._save_whole("off_hours", {k: v for k, v in values.items() if v} | minutes)
