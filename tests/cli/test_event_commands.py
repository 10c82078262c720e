"""event new and event list: times in their zone, refusals in one line, titles that would like to be more than titles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

HOSTILE = [
    "../../x",
    "/etc/passwd",
    "=cmd|' /C calc'!A0",
    "Two\nlines\r\nX-Evil: 1",
    "🎉 Fête – 会議 🎉",
    "<b>Bold</b> & <img src=/etc/hostname>",
    "{{name}} %s {0} ${x}",
    "CON",
    "...",
    '"quoted", with; everything\\n',
    "x" * 160,
    "\u202egpj.exe",
]


def new(path: Path, **changes: str) -> list[object]:
    facts = {
        "kind": "council", "title": "An evening", "start": "2027-03-10T18:00", "end": "2027-03-10T22:00", "zone": "Europe/Berlin",
        "purpose": "Learn from peers", **changes,
    }  # fmt: skip
    words: list[object] = ["event", "new", "--workspace", path]
    for name, value in facts.items():
        words.append(f"--{name.replace('_', '-')}={value}")
    return words


@pytest.mark.parametrize("kind", ["cab", "council", "usergroup", "rockstar", "meetup"])
def test_every_kind_can_be_made_with_its_template(ok, tmp_path, kind) -> None:
    w = tmp_path / "w.advo"
    event = ok(*new(w, kind=kind, venue="Old Mill"))["id"]
    assert isinstance(event, str)
    assert isinstance(ok("check", event, "--workspace", w)["vendor_share"], float | None)
    found = ok("event", "list", "--workspace", w)["events"]
    assert [(e["id"], e["kind"]) for e in found] == [(event, kind)]


def test_the_list_has_the_keys_of_the_contract_and_times_with_offset(ok, evening) -> None:
    (event,) = ok("event", "list", "--workspace", evening.path)["events"]
    counts = {"guests": 12, "accepted": 9, "declined": 0, "tentative": 0, "silent": 3, "seated": 0}
    assert set(event) == {"id", "kind", "title", "start", "end", "zone", *counts}
    assert {name: event[name] for name in counts} == counts
    assert (event["start"], event["end"]) == ("2027-03-10T18:00:00-05:00", "2027-03-10T22:00:00-05:00")
    assert event["zone"] == "America/New_York"


def test_an_event_across_the_clock_change_has_both_offsets(ok, tmp_path) -> None:
    w = tmp_path / "w.advo"
    ok(*new(w, start="2027-03-27T18:00", end="2027-03-28T12:00"))
    (event,) = ok("event", "list", "--workspace", w)["events"]
    assert (event["start"], event["end"]) == ("2027-03-27T18:00:00+01:00", "2027-03-28T12:00:00+02:00")
    assert (datetime.fromisoformat(event["end"]) - datetime.fromisoformat(event["start"])).total_seconds() == 17 * 3600


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start": "2027-03-28T02:30", "end": "2027-03-28T09:00"}, "02:30"),
        ({"end": "2027-03-10T17:00"}, "end"),
        ({"end": "2027-03-10T18:00"}, "end"),
        ({"zone": "Europe/Nowhere"}, "Europe/Nowhere"),
        ({"zone": "../../etc/passwd"}, "passwd"),
        ({"organizer_email": "not an address"}, "not an address"),
        ({"organizer_email": "a@b\nBcc: c@d.example"}, "cannot be used"),
        ({"title": "   "}, "title"),
        ({"title": "\n\t"}, "title"),
        ({"title": "x" * 500}, "500"),
        ({"purpose": " "}, "purpose"),
        ({"start": "2026-03-10T18:00"}, "days"),
        ({"end": "2029-03-10T18:00"}, "days"),
    ],
)
def test_what_cannot_be_is_refused_and_makes_no_workspace(refused, tmp_path, changes, expected) -> None:
    assert expected in refused(*new(tmp_path / "w.advo", **changes))
    assert list(tmp_path.iterdir()) == []


def test_a_time_with_an_offset_is_a_fault_of_usage(run, tmp_path) -> None:
    done = run(*new(tmp_path / "w.advo", start="2027-03-10T18:00+01:00"))
    assert done.status == 2
    assert "offset" in done.err


def test_weekends_and_the_past_are_warnings_on_stderr_only(run, tmp_path) -> None:
    done = run(*new(tmp_path / "w.advo", start="2027-03-13T18:00", end="2027-03-13T22:00"), "--json")
    assert done.status == 0
    assert set(done.json) == {"id"}
    assert done.err.startswith("warning: ")
    assert "Saturday" in done.err


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_titles(ok, tmp_path, title) -> None:
    w = tmp_path / "work" / "w.advo"
    event = ok(*new(w, title=title, organizer_email="host@example.org"))["id"]
    source = tmp_path / "p.csv"
    source.write_text("Name,Email\n=1+1 Ada,ada@example.com\n")
    ok("import", source, "--workspace", w, "--event", event)
    ok("guests", "reply", event, "--workspace", w, "--email", "ada@example.com", "--reply", "accepted")
    out = tmp_path / "out"
    made = [Path(f["path"]) for f in ok("export", event, "--workspace", w, "--to", out, "--only", "agenda", "guests")["files"]]
    mail = [Path(p) for p in ok("invite", event, "--workspace", w, "--to", out)["written"]]
    ok("calendar", event, "--workspace", w, "--to", out / "e.ics")
    assert {p.parent for p in made + mail} == {out}
    assert {p.name for p in out.iterdir()} == {p.name for p in made + mail} | {"e.ics"}
    assert {p.name for p in tmp_path.iterdir()} == {"work", "p.csv", "out"}
    headers = mail[0].read_bytes().split(b"\r\n\r\n")[0]
    assert b"\nX-Evil" not in headers
    assert headers.count(b"\nSubject:") == 1
    assert b"\nX-Evil" not in (out / "e.ics").read_bytes()


def test_an_event_is_found_by_id_or_exact_title(ok, refused, tmp_path) -> None:
    w = tmp_path / "w.advo"
    first = ok(*new(w, title="Twin"))["id"]
    second = ok(*new(w, title="Twin"))["id"]
    ok(*new(w, title="Twin peaks"))
    assert first != second
    assert "2 events" in refused("guests", "list", "Twin", "--workspace", w)
    assert ok("guests", "list", second, "--workspace", w) == {"guests": []}
    assert ok("guests", "list", "Twin peaks", "--workspace", w) == {"guests": []}
    assert "Twi" in refused("guests", "list", "Twi", "--workspace", w)
    assert refused("guests", "list", "", "--workspace", w)
    assert refused("guests", "list", "%", "--workspace", w)


def test_an_event_is_not_written_over_a_file_that_is_there(refused, tmp_path, ok) -> None:
    path, kept = tmp_path / "w.advo", tmp_path / "other.advo"
    ok(*new(path))
    ok(*new(kept))
    before = kept.read_bytes()
    assert "“other.advo” exists already." in refused("event", "export", "--workspace", path, "An evening", "--to", kept)
    assert kept.read_bytes() == before


def test_the_list_in_words(run, evening) -> None:
    done = run("event", "list", "--workspace", evening.path)
    assert (done.status, done.err) == (0, "")
    assert "Council evening" in done.out
    assert "12 guests, 9 accepted" in done.out


def test_an_event_whose_zone_is_not_known_hides_no_other_and_sends_nothing(ok, refused, evening, tmp_path) -> None:
    with closing(sqlite3.connect(evening.path)) as raw, raw:
        raw.execute("UPDATE event SET zone = 'Europe/Newtown'")
    w, e = evening.path, evening.event
    assert datetime.fromisoformat(ok("event", "list", "--workspace", w)["events"][0]["start"]).tzinfo is None
    assert ok("export", e, "--workspace", w, "--to", tmp_path / "out", "--only", "agenda")["files"]
    for words in (["invite", e, "--to", tmp_path / "inv"], ["calendar", e, "--to", tmp_path / "e.ics"]):
        assert "Europe/Newtown" in refused(*words, "--workspace", w)
    assert not (tmp_path / "e.ics").exists()
    assert not list(tmp_path.rglob("*.eml"))
