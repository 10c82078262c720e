"""Whole evenings through the commands, each from nothing; and a process that is killed in the middle of them."""

from __future__ import annotations

import email
import email.policy
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from advoplanner import bootstrap
from advoplanner.cli import main
from advoplanner.services import agenda, events, followup

ANSWER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{UID}\r\nDTSTAMP:20270102T090000Z\r\n"
    "SEQUENCE:{SEQUENCE}\r\nORGANIZER:mailto:host@firm.example\r\nATTENDEE;PARTSTAT={state}:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
TOPICS = ("Data residency", "Talent", "Cost control", "Operating model", "Automation")
posix = pytest.mark.skipif(os.name != "posix", reason="2026-11-21: kills as POSIX has them")


class Evening:
    """One event from an empty folder on; every command must succeed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder
        self.path = folder / "w.advo"
        self.event = ""

    def do(self, *words: object) -> Any:
        """Run one command with --json on this workspace; returns its document."""
        self._capsys.readouterr()
        status = main([*map(str, words), "--workspace", str(self.path), "--json"])
        said = self._capsys.readouterr()
        assert status == 0, said.err
        return json.loads(said.out)

    def plan(self, kind: str, title: str, start: str, end: str, zone: str, *more: str) -> None:
        purpose = "Learn from peers what they would do again"
        facts = ("--kind", kind, "--title", title, "--start", start, "--end", end, "--zone", zone, "--purpose", purpose)
        self.event = self.do("event", "new", *facts, "--organizer-email", "host@firm.example", *more)["id"]

    def bring(self, groups: dict[str, int]) -> list[str]:
        """Import so many people of each side; returns their addresses."""
        rows = ["Name,Company,Job Title,Side,Topics,E-mail"]
        found = []
        for side, count in groups.items():
            for n in range(count):
                found.append(f"{side}{n:02d}@guest.example")
                rows.append(f"{side.title()} Person{n},Company {len(found) % 7},Director IT,{side},{TOPICS[n % 5]}; {TOPICS[n * 2 % 5]},{found[-1]}")
        source = self.folder / "people.csv"
        source.write_text("\n".join(rows), encoding="utf-8")
        assert self.do("import", source)["created"] == len(found)
        return found

    def invite(self) -> dict[str, dict[str, str]]:
        """Write invitations; returns what each newly written calendar says, by address."""
        written = [Path(p) for p in self.do("invite", self.event, "--to", self.folder / "out")["written"]]
        return {p.name.split("-", 2)[2].removesuffix(".eml"): calendar_of(p) for p in written}

    def answer(self, facts: dict[str, dict[str, str]], states: dict[str, str]) -> dict[str, Any]:
        """Lay answers as written .ics files into an inbox and read it."""
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        for who, state in states.items():
            text = ANSWER.format(**facts[who], state=state, who=who)
            (inbox / f"{state}-{facts[who]['SEQUENCE']}-{who}.ics").write_text(text, newline="")
        done: dict[str, Any] = self.do("replies", inbox)
        return done

    def move(self, hours: int) -> None:
        """What the window does when the event moves: the commands have no word for it."""
        from datetime import timedelta

        ws = bootstrap.open_workspace(self.path)
        facts = events.details(ws, self.event)
        events.edit(ws, self.event, start=facts.start + timedelta(hours=hours))
        ws.close()

    def row(self) -> dict[str, Any]:
        found: dict[str, Any] = next(e for e in self.do("event", "list")["events"] if e["id"] == self.event)
        return found

    def guests(self) -> dict[str, dict[str, Any]]:
        return {g["email"]: g for g in self.do("guests", "list", self.event)["guests"]}


@pytest.fixture
def evening(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Evening:
    return Evening(capsys, tmp_path)


def calendar_of(path: Path) -> dict[str, str]:
    """The lines of a message's calendar by name, without parameters."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    text = part.get_content().replace("\r\n", "\n").replace("\n ", "")
    lines = text[text.index("BEGIN:VEVENT") :].splitlines()
    return {"METHOD": part.get_param("method"), **{line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in reversed(lines)}}


def check_plan(evening: Evening, expected: int) -> None:
    """Everybody who accepted holds a seat of their own."""
    seats = [(g["table"], g["seat"]) for g in evening.guests().values() if g["table"]]
    assert len(seats) == len(set(seats)) == expected
    assert all(g["reply"] == "accepted" for g in evening.guests().values() if g["table"])


def print_all(evening: Evening) -> None:
    files = evening.do("export", evening.event, "--to", evening.folder / "print")["files"]
    assert {f["document"] for f in files} >= {"agenda", "badges", "tents", "tables", "guests", "runofshow"}
    assert {Path(f["path"]) for f in files} == set((evening.folder / "print").iterdir())


def test_a_peer_council_that_moves_and_loses_a_guest(evening: Evening) -> None:
    evening.plan("council", "Peer council", "2027-03-10T18:00", "2027-03-10T22:00", "America/New_York")
    who = evening.bring({"customer": 16})
    assert evening.do("guests", "add", evening.event, "--all")["added"] == 16
    facts = evening.invite()
    assert set(facts) == set(who)
    assert {f["SEQUENCE"] for f in facts.values()} == {"0"}
    states = {**dict.fromkeys(who[:10], "ACCEPTED"), who[10]: "DECLINED", who[11]: "TENTATIVE"}
    assert evening.answer(facts, states)["applied"] == 12
    row = evening.row()
    assert (row["accepted"], row["declined"], row["tentative"], row["silent"]) == (10, 1, 1, 4)
    evening.do("tables", evening.event, "--shape", "2x6")
    assert evening.do("seat", evening.event, "--seconds", "0.3")["seated"] == 10
    check_plan(evening, 10)

    evening.move(hours=1)
    moved = evening.invite()
    assert {int(f["SEQUENCE"]) for f in moved.values()} == {1}
    assert {f["UID"] for f in moved.values()} == {f["UID"] for f in facts.values()}
    assert set(moved) >= set(who[:10])
    assert all(moved[a]["DTSTART"] != facts[a]["DTSTART"] for a in moved)
    assert all(moved[a]["DTSTAMP"] > facts[a]["DTSTAMP"] for a in moved)
    late = evening.answer(facts, {who[9]: "DECLINED"})
    assert evening.guests()[who[9]]["reply"] == "accepted", "an answer to the old time decides nothing"
    assert late["applied"] == 0

    gone = [Path(p) for p in evening.do("cancel", evening.event, "--to", evening.folder / "out", "--email", who[0])["written"]]
    assert [p.name.split("-", 2)[1:] for p in gone] == [["cancel", f"{who[0]}.eml"]]
    cancelled = calendar_of(gone[0])
    assert (cancelled["METHOD"], cancelled["STATUS"], cancelled["UID"]) == ("CANCEL", "CANCELLED", facts[who[0]]["UID"])
    assert int(cancelled["SEQUENCE"]) > int(moved[who[0]]["SEQUENCE"])
    assert evening.guests()[who[0]]["table"] is None
    check_plan(evening, 9)
    assert evening.invite() == {}, "nobody is invited anew"
    print_all(evening)


def test_an_advisory_board_of_a_day_and_a_half(evening: Evening) -> None:
    evening.plan("cab", "Advisory board", "2027-03-27T13:00", "2027-03-28T18:00", "Europe/Berlin")
    who = evening.bring({"customer": 14, "host": 3})
    evening.do("guests", "add", evening.event, "--email", *who[:14])
    evening.do("guests", "add", evening.event, "--email", *who[14:], "--role", "host")
    facts = evening.invite()
    assert (facts[who[0]]["DTSTART"], facts[who[0]]["DTEND"]) == ("20270327T130000", "20270328T180000")
    evening.do("guests", "reply", evening.event, "--email", *who[:12], *who[14:], "--reply", "accepted", "--channel", "phone")
    evening.do("tables", evening.event, "--shape", "3x5")
    assert evening.do("seat", evening.event, "--seconds", "0.3", "--rotations", "2")["violations"] == []
    row = evening.row()
    assert (row["start"], row["end"]) == ("2027-03-27T13:00:00+01:00", "2027-03-28T18:00:00+02:00")
    codes = {f["code"] for f in evening.do("check", evening.event)["findings"]}
    assert codes
    print_all(evening)
    ws = bootstrap.open_workspace(evening.path)
    followup.add_action(ws, evening.event, "Send the summary of the vote", "Host", "2027-04-02")
    kept = [(a.text, str(a.due)) for a in followup.actions(ws, evening.event)]
    ws.close()
    assert kept == [("Send the summary of the vote", "2027-04-02")]
    assert "Send the summary" in report_text(evening)


def report_text(evening: Evening) -> str:
    from pypdf import PdfReader

    files = evening.do("export", evening.event, "--to", evening.folder / "after", "--only", "report")["files"]
    return "\n".join(page.extract_text() for f in files if f["path"].endswith(".pdf") for page in PdfReader(f["path"]).pages)


def test_a_rock_star_breakfast_in_a_shop_that_opens_at_nine(evening: Evening) -> None:
    from advoplanner.services import venues

    evening.plan("rockstar", "Breakfast with Ada", "2027-05-04T07:00", "2027-05-04T09:00", "Europe/Lisbon", "--venue", "Corner Shop")
    ws = bootstrap.open_workspace(evening.path)
    days = ("mon", "tue", "wed", "thu", "fri", "sat")
    venues.edit(ws, events.details(ws, evening.event).venue_id, hours={day: ["09:00", "18:00"] for day in days})
    ws.close()
    who = evening.bring({"advocate": 1, "prospect": 9, "customer": 5})
    evening.do("guests", "add", evening.event, "--email", who[0], "--role", "presenter")
    evening.do("guests", "add", evening.event, "--all")
    facts = evening.invite()
    assert evening.answer(facts, dict.fromkeys(who[:12], "ACCEPTED"))["applied"] == 12
    (row,) = evening.do("event", "list")["events"]
    assert row["start"] == "2027-05-04T07:00:00+01:00"
    ws = bootstrap.open_workspace(evening.path, read_only=True)
    late = [c.sentence for c in agenda.conflicts(ws, evening.event) if "open" in c.sentence]
    ws.close()
    assert late == [], "before the opening is when a Rock Star is meant to be"
    evening.do("tables", evening.event, "--shape", "2x6")
    assert evening.do("seat", evening.event, "--seconds", "0.3")["seated"] == 12
    print_all(evening)


def test_a_bar_meetup_of_prospects_and_advocates(evening: Evening) -> None:
    evening.plan("meetup", "Bar meetup", "2027-06-03T19:00", "2027-06-04T00:30", "Europe/London")
    who = evening.bring({"prospect": 12, "advocate": 6})
    assert evening.do("guests", "add", evening.event, "--all")["added"] == 18
    facts = evening.invite()
    assert evening.answer(facts, dict.fromkeys(who, "ACCEPTED"))["applied"] == 18
    evening.do("tables", evening.event, "--shape", "3x6")
    assert evening.do("seat", evening.event, "--seconds", "0.5")["seated"] == 18
    at_table: dict[str, set[str]] = {}
    for guest in evening.guests().values():
        at_table.setdefault(guest["table"], set()).add(guest["side"])
    assert all(sides == {"prospect", "advocate"} for sides in at_table.values()), "nobody who decides sits without somebody who did"
    assert evening.do("check", evening.event)["vendor_share"] in (0, None)
    print_all(evening)
    called_off = evening.do("cancel", evening.event, "--to", evening.folder / "out")["written"]
    assert len(called_off) == 18
    assert {calendar_of(Path(p))["STATUS"] for p in called_off} == {"CANCELLED"}


# Killed in the middle


@posix
@pytest.mark.parametrize("after", [0.25, 0.55, 0.75, 0.9, 1.1])
def test_a_kill_during_an_import_leaves_all_or_nothing(project: Path, tmp_path: Path, after: float, evening: Evening) -> None:
    evening.bring({"customer": 3})
    rows = "\n".join(f"Person{n},Family{n},p{n}@example.com" for n in range(3000))
    (tmp_path / "many.csv").write_text(f"First name,Last name,Email\n{rows}\n")
    _kill(project, ["import", tmp_path / "many.csv", "--workspace", evening.path], after)
    raw = sqlite3.connect(evening.path)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    people, addresses = (raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("person", "email_address"))
    raw.close()
    assert people in (3, 3003)
    assert addresses == people
    assert evening.do("import", tmp_path / "many.csv")["created"] == 3003 - people
    assert [p.name for p in tmp_path.rglob("*.part*")] == []


@posix
@pytest.mark.parametrize("after", [0.6, 0.9, 1.3, 1.8, 2.4])
def test_a_kill_during_an_export_leaves_whole_files_only(project: Path, tmp_path: Path, after: float, evening: Evening) -> None:
    from pypdf import PdfReader

    evening.plan("council", "Council", "2027-03-10T18:00", "2027-03-10T22:00", "UTC")
    evening.bring({"customer": 12})
    evening.do("guests", "add", evening.event, "--all")
    out = tmp_path / "print"
    _kill(project, ["export", "Council", "--workspace", evening.path, "--to", out], after)
    left = sorted(out.iterdir()) if out.exists() else []
    assert [p.name for p in left if p.suffix not in (".pdf", ".xlsx", ".csv", ".vcf")] == []
    assert all(len(PdfReader(p).pages) > 0 for p in left if p.suffix == ".pdf")
    assert evening.row()["guests"] == 12
    print_all(evening)


def _kill(project: Path, words: list[object], after: float) -> None:
    """Start a command and kill it after so many seconds, unless it is done before."""
    run = subprocess.Popen([sys.executable, str(project / "main.py"), *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = time.monotonic()
    while run.poll() is None and time.monotonic() - began < after:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
