"""A set of invitations as they leave, for other programs to read: `python tests/interop/written.py DIR`.

Thirty zones whose rules are odd, each around every change of its clocks in 2027, in ten languages: invitations, moves, new rooms,
cancellations, whole days, several days. Beside each .eml stands its calendar entry as .ics, and expected.json says what they mean.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from advoplanner.core.dates import in_fold, to_utc, to_wall
from advoplanner.domain.invitations import CalendarFacts, Recipient, called_off
from advoplanner.exports import calendar
from advoplanner.exports.zones import onsets, vtimezone
from advoplanner.mail.compose import Sender, invitation

ZONES = (
    "Europe/Dublin", "Africa/Casablanca", "America/Havana", "Asia/Jerusalem", "Africa/Cairo", "America/Santiago", "America/Nuuk",
    "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kathmandu", "Asia/Kolkata", "Australia/Adelaide", "America/St_Johns", "Pacific/Apia",
    "Pacific/Kiritimati", "Asia/Tehran", "Asia/Beirut", "Europe/Chisinau", "America/Asuncion", "Antarctica/Troll", "America/Vancouver",
    "Pacific/Norfolk", "Pacific/Easter", "Atlantic/Azores", "America/Sao_Paulo", "Europe/London", "America/New_York", "Asia/Tokyo",
    "America/Adak", "Europe/Berlin",
)  # fmt: skip
TITLES = (
    "Advisory board; spring, part one", "Kundenbeirat in Köln – Frühjahr", "Conseil des clients : l'été à Orléans", "Consejo de clientes (mañana)",
    "Tanácsadó testület őszi ülése", "Совет клиентов: весна", "顧客諮問委員会、春の部",
    "고객 자문 위원회 봄 모임", "مجلس العملاء الاستشاري", "ที่ปรึกษาลูกค้า รอบฤดูใบไม้ผลิ",
)  # fmt: skip
NAMES = ("Ana Lima", "Jürgen Groß", "Зоя Иванова", "李小龍", "Smith, John (CIO)", "O'Neil; Sam", "نور", "Łukasz Żak", "김민준", "Zoë d'Été")
YEAR = 2027
ORGANISER = "host@firm.example"
FIRST_STAMP = datetime(2027, 1, 4, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """One message and what it must mean; times in UTC as 20270318T080000Z, or dates."""

    name: str
    facts: CalendarFacts
    method: str
    recipient: Recipient

    def expected(self) -> dict[str, object]:
        """As expected.json holds it."""
        facts = self.facts
        if facts.all_day:
            start, end, tzid = f"{facts.start:%Y%m%d}", f"{facts.end + timedelta(days=1):%Y%m%d}", ""
        else:
            start, end = (f"{to_utc(each, facts.zone):%Y%m%dT%H%M%SZ}" for each in (facts.start, facts.end))
            # An hour that the clocks show twice is written in UTC, and so is a zone that no yearly rule describes.
            twice = in_fold(facts.start, facts.zone) or in_fold(facts.end, facts.zone)
            tzid = facts.zone if not twice and vtimezone(facts.zone, facts.start.year, facts.end.year) else ""
        return {
            "file": self.name, "uid": facts.uid, "method": self.method, "attendees": [f"mailto:{self.recipient.email}"], "sequence": facts.sequence,
            "summary": facts.title, "start": start, "end": end, "tzid": tzid, "recipient": self.recipient.email,
        }  # fmt: skip


def cases() -> Iterator[Case]:
    """Every message of the set, in the order of sending."""
    for number, zone in enumerate(ZONES):
        for place, start in enumerate(_starts(zone)):
            yield from _story(number, place, zone, start)
        yield from _days(number, zone)


def write(folder: Path) -> list[dict[str, object]]:
    """Write the set and say what it means."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = []
    sender = Sender("Host Team", ORGANISER)
    for number, case in enumerate(cases()):
        make = calendar.request if case.method == "REQUEST" else calendar.cancel
        octets = make(case.facts, case.recipient)
        text = f"{case.facts.title}\n\n{case.facts.location}"
        mail = invitation(sender, case.recipient, case.facts.title, text, None, octets, case.method, f"<{number}@firm.example>", case.facts.dtstamp)
        (folder / f"{case.name}.eml").write_bytes(mail)
        (folder / f"{case.name}.ics").write_bytes(octets)
        expected.append(case.expected())
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), "utf-8")
    return expected


def _starts(zone: str) -> list[datetime]:
    """Wall times an hour before and after each change of the clocks, and one where nothing changes; never in a gap or told twice."""
    found = [datetime(YEAR, 5, 19, 18, 30)]
    for onset in onsets(zone, YEAR):
        instant = (onset.wall - onset.before).replace(tzinfo=UTC)
        found += [to_wall(instant + timedelta(hours=hours), zone).replace(tzinfo=None, fold=0) for hours in (-4, 4)]
    return found


def _story(number: int, place: int, zone: str, start: datetime) -> Iterator[Case]:
    """Invited, moved by two hours, another room, and called off."""
    at = number + place
    recipient = Recipient(NAMES[at % len(NAMES)], f"guest{number}.{place}@guest.example", required=at % 3 != 0)
    name = f"{number:02d}-{zone.replace('/', '_')}-{place}"
    facts = CalendarFacts(
        uid=f"interop-{number}-{place}@firm.example", title=TITLES[at % len(TITLES)], start=start, end=start + timedelta(hours=3), zone=zone,
        organiser_name="Host, Team", organiser_email=ORGANISER, dtstamp=FIRST_STAMP, location="Saal 1; Haus \\ Nord, 2. OG",
        description="Line one,\nline two; and three.\n\n" + TITLES[at % len(TITLES)] * 9,
    )  # fmt: skip
    yield Case(f"{name}-0-invited", facts, "REQUEST", recipient)
    moved = replace(facts, start=start + timedelta(days=14), end=facts.end + timedelta(days=14), sequence=1, dtstamp=FIRST_STAMP + timedelta(days=1))
    if place % 2 == 0:
        yield Case(f"{name}-1-moved", moved, "REQUEST", recipient)
        room = replace(moved, location="Saal 2", dtstamp=FIRST_STAMP + timedelta(days=2))
        yield Case(f"{name}-2-room", room, "REQUEST", recipient)
        yield Case(f"{name}-3-cancelled", called_off(room, FIRST_STAMP + timedelta(days=3)), "CANCEL", recipient)


def _days(number: int, zone: str) -> Iterator[Case]:
    """One whole day, three whole days, and three days by the clock over the end of March, where many clocks change."""
    recipient = Recipient(NAMES[number % len(NAMES)], f"days{number}@guest.example")
    base = CalendarFacts(
        uid="", title=TITLES[number % len(TITLES)], start=datetime(YEAR, 3, 26, 9), end=datetime(YEAR, 3, 26, 17), zone=zone, organiser_name="Host",
        organiser_email=ORGANISER, dtstamp=FIRST_STAMP,
    )  # fmt: skip
    day = datetime(YEAR, 6, 7 + number % 20)
    for what, facts in (
        ("day", replace(base, start=day, end=day, all_day=True)),
        ("days", replace(base, start=day, end=day + timedelta(days=2), all_day=True)),
        ("long", replace(base, end=datetime(YEAR, 3, 29, 17))),
    ):
        yield Case(f"{number:02d}-{zone.replace('/', '_')}-{what}", replace(facts, uid=f"interop-{number}-{what}@firm.example"), "REQUEST", recipient)


if __name__ == "__main__":
    print(len(write(Path(sys.argv[1]))), "messages")
