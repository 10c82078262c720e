"""Over three hundred messages as they leave, read by six programs that others wrote: one attendee, one recipient, the right instant."""

from __future__ import annotations

import email
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from advoplanner.core.dates import zone

sys.path.insert(0, str(Path(__file__).parent))

import libical
import written

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
ICALJS = "ADVOPLANNER_ICALJS"
"""Names the folder into which npm has put ical.js."""

Reading = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("interop")


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[Reading]:
    return written.write(folder)


def test_the_set_is_large_and_odd_enough(expected: list[Reading]) -> None:
    assert len(expected) >= 300
    assert len(written.ZONES) == 30
    assert len({each["summary"] for each in expected}) == 10
    assert {each["method"] for each in expected} == {"REQUEST", "CANCEL"}
    assert sum(len(each["start"]) == 8 for each in expected) == 60, "whole days"
    assert sum(each["tzid"] == "" and len(each["start"]) > 8 for each in expected) > 0, "zones that no rule describes go out in UTC"
    assert sum(each["tzid"] != "" for each in expected) > 200


def test_every_message_goes_to_one_person_and_carries_its_entry_twice(folder: Path, expected: list[Reading]) -> None:
    for each in expected:
        message = email.message_from_bytes((folder / f"{each['file']}.eml").read_bytes())
        assert message.get_all("To")[0].endswith(f"<{each['recipient']}>")
        assert [message.get_all(name) for name in ("Cc", "Bcc")] == [None, None]
        assert [len(message.get_all(name)) for name in ("To", "From", "Subject", "Date", "Message-ID", "MIME-Version")] == [1] * 6
        parts = [part for part in message.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
        assert [part.get_content_type() for part in parts] == ["text/calendar", "application/ics"]
        assert parts[0].get_param("method") == each["method"]
        octets = (folder / f"{each['file']}.ics").read_bytes()
        assert [part.get_payload(decode=True) for part in parts] == [octets, octets]


@pytest.mark.parametrize("reader", ["icalendar", "vobject", "ics", "ical", "libical", "icaljs"])
def test_it_means_the_same_to(reader: str, folder: Path, expected: list[Reading]) -> None:
    found = READERS[reader](folder, expected)
    assert len(found) == len(expected)
    wrong = [
        (each["file"], name, value, each[name])
        for each, got in zip(expected, found, strict=True)
        for name, value in got.items()
        if value != each[name]
    ]
    assert wrong == [], f"{len(wrong)} differ"
    assert all(len(got["attendees"]) == 1 for got in found)


def needs(package: str) -> None:
    """Skip where a reader is not installed; in CI it is."""
    if find_spec(package) is None:
        _lacks(f"pip install {package}")


def _lacks(how: str) -> None:
    if IN_CI:
        pytest.fail(f"A reader is not installed; .ci/run installs it: {how}")
    pytest.skip(f"2026-11-28: needs {how}")


def by_icalendar(folder: Path, expected: list[Reading]) -> list[Reading]:
    import icalendar

    def read(data: bytes) -> Reading:
        root = icalendar.Calendar.from_ical(data)
        (event,) = root.walk("VEVENT")
        defined = {str(zone["TZID"]) for zone in root.walk("VTIMEZONE")}
        tzid = event["DTSTART"].params.get("TZID", "")
        assert not tzid or tzid in defined
        attendees = event["ATTENDEE"]
        return {
            "uid": str(event["UID"]), "method": str(root["METHOD"]), "attendees": [str(attendees)], "sequence": int(event["SEQUENCE"]),
            "summary": str(event["SUMMARY"]), "start": moment(event["DTSTART"].dt), "end": moment(event["DTEND"].dt), "tzid": tzid,
        }  # fmt: skip

    return each_of(folder, expected, read)


def by_vobject(folder: Path, expected: list[Reading]) -> list[Reading]:
    import vobject

    def read(data: bytes) -> Reading:
        root = vobject.readOne(data.decode())
        (event,) = root.vevent_list
        return {
            "uid": event.uid.value, "method": root.method.value, "attendees": [a.value for a in event.attendee_list],
            "sequence": int(event.sequence.value), "summary": event.summary.value, "start": moment(event.dtstart.value),
            "end": moment(event.dtend.value), "tzid": getattr(event.dtstart, "x_vobj_original_tzid_param", ""),
        }  # fmt: skip

    return each_of(folder, expected, read)


def by_ics(folder: Path, expected: list[Reading]) -> list[Reading]:
    needs("ics")
    import ics

    # It finds zones by their names in the system's data, which may be older than ours: it is given today's.
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr("ics.utils.gettz", zone)

    def read(data: bytes) -> Reading:
        root = ics.Calendar(data.decode())
        (event,) = root.events
        shown = "%Y%m%d" if event.all_day else "%Y%m%dT%H%M%SZ"
        times = (event.begin, event.end) if event.all_day else (event.begin.to("utc"), event.end.to("utc"))
        return {
            "uid": event.uid, "method": root.method, "attendees": [f"mailto:{a.email.removeprefix('mailto:')}" for a in event.attendees],
            "summary": event.name, "start": times[0].datetime.strftime(shown), "end": times[1].datetime.strftime(shown),
        }  # fmt: skip

    try:
        return each_of(folder, expected, read)
    finally:
        monkeypatch.undo()


def by_ical(folder: Path, expected: list[Reading]) -> list[Reading]:
    needs("ical")
    from ical.calendar_stream import IcsCalendarStream

    def read(data: bytes) -> Reading:
        root = IcsCalendarStream.calendar_from_ics(data.decode())
        (event,) = root.events
        return {
            "uid": event.uid, "method": str(root.method or ""), "attendees": [str(a.uri) for a in event.attendees], "sequence": event.sequence,
            "summary": event.summary, "start": moment(event.dtstart), "end": moment(event.dtend),
        }  # fmt: skip

    return each_of(folder, expected, read)


def by_libical(folder: Path, expected: list[Reading]) -> list[Reading]:
    library = libical.load()
    if library is None:
        _lacks("libical: on Debian, apt-get install libical3")
    assert library is not None
    return each_of(folder, expected, lambda data: libical.read(library, data))


def by_icaljs(folder: Path, expected: list[Reading]) -> list[Reading]:
    module = Path(os.environ.get(ICALJS, "nowhere")) / "node_modules" / "ical.js" / "dist" / "ical.js"
    node = shutil.which("node")
    if node is None or not module.exists():
        if IN_CI and ICALJS in os.environ:
            pytest.fail(f"ical.js is not in {module}")
        pytest.skip(f"2026-11-28: needs Node.js, and {ICALJS} naming where `npm install ical.js` was run")
    script = Path(__file__).with_name("icaljs.mjs")
    done = subprocess.run([node, script, module, folder], capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    by_name = {each.pop("file"): each for each in map(json.loads, done.stdout.splitlines())}
    return [by_name[each["file"]] for each in expected]


READERS: dict[str, Callable[[Path, list[Reading]], list[Reading]]] = {
    "icalendar": by_icalendar, "vobject": by_vobject, "ics": by_ics, "ical": by_ical, "libical": by_libical, "icaljs": by_icaljs,
}  # fmt: skip


def each_of(folder: Path, expected: list[Reading], read: Callable[[bytes], Reading]) -> list[Reading]:
    return [read((folder / f"{each['file']}.ics").read_bytes()) for each in expected]


def moment(at: date) -> str:
    """As expected.json writes it."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(at, datetime) else f"{at:%Y%m%d}"
