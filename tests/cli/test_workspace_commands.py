"""Commands about whole workspaces: made where the contract says so, kept where it does not, and nothing left of a failure."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from advoplanner import bootstrap

SHEET = "Name,Company,Side,Role,Reply,Diet,Companion,E-mail\n"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def counted(path: Path, table: str) -> int:
    raw = sqlite3.connect(path)
    try:
        return raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    finally:
        raw.close()


# A workspace that is not there


@pytest.mark.parametrize(
    "words",
    [
        ["event", "list"],
        ["guests", "add", "E", "--all"],
        ["guests", "reply", "E", "--email", "a@example.com", "--reply", "accepted"],
        ["guests", "list", "E"],
        ["tables", "E", "--shape", "2x4"],
        ["seat", "E"],
        ["invite", "E", "--to", "out"],
        ["cancel", "E", "--to", "out"],
        ["calendar", "E", "--to", "e.ics"],
        ["replies", "inbox"],
        ["check", "E"],
        ["export", "E", "--to", "out"],
        ["snapshot", "list"],
        ["snapshot", "make"],
        ["snapshot", "restore"],
    ],
)
def test_a_missing_workspace_is_said_and_not_made(refused, tmp_path, monkeypatch, words) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused(*words, "--workspace", "w.advo")
    assert "w.advo" in said
    assert names(tmp_path) == set()


@pytest.mark.parametrize("kind", ["folder", "empty", "text", "other database"])
def test_what_is_no_workspace_is_refused_and_left_alone(refused, tmp_path, kind) -> None:
    path = tmp_path / "w.advo"
    if kind == "folder":
        path.mkdir()
    elif kind == "other database":
        raw = sqlite3.connect(path)
        raw.execute("CREATE TABLE t (x)")
        raw.close()
    else:
        path.write_text("" if kind == "empty" else "Dear all, this is a letter. " * 100)
    before = None if kind == "folder" else path.read_bytes()
    assert "w.advo" in refused("event", "list", "--workspace", path)
    assert "w.advo" in refused("event", "new", "--workspace", path, "--kind", "cab", "--title", "T", "--start", "2027-03-10T18:00", "--end",
                               "2027-03-10T20:00", "--zone", "UTC", "--purpose", "P")  # fmt: skip
    assert kind == "folder" or path.read_bytes() == before
    assert names(tmp_path) == {"w.advo"}


# sample


def test_sample_makes_the_example_and_never_overwrites(ok, refused, tmp_path) -> None:
    path = tmp_path / "new" / "s.advo"
    made = ok("sample", path)
    assert set(made) == {"events", "people"}
    assert len(made["events"]) == 5
    assert made["people"] == counted(path, "person") > 40
    before = path.read_bytes()
    assert "s.advo" in refused("sample", path)
    assert path.read_bytes() == before
    assert [e["id"] for e in ok("event", "list", "--workspace", path)["events"]]
    assert names(path.parent) == {"s.advo"}


# import


def test_import_makes_the_workspace_and_says_what_it_did(ok, people_csv, tmp_path) -> None:
    w = tmp_path / "deep" / "w.advo"
    said = {"read": 8, "updated": 0, "duplicates": 0, "problems": [], "unmapped": [], "without_email": 0, "notes": []}
    assert ok("import", people_csv, "--workspace", w) == said | {"created": 8}
    assert ok("import", people_csv, "--workspace", w) == said | {"created": 0}
    assert counted(w, "person") == 8


def test_import_without_json_speaks_in_words(run, people_csv, tmp_path) -> None:
    done = run("import", people_csv, "--workspace", tmp_path / "w.advo")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("8 read, 8 created")


def test_problems_carry_the_row_of_the_file(ok, tmp_path) -> None:
    source = tmp_path / "p.csv"
    source.write_text("First name,Last name,Email\nAda,Abel,ada@example.com\n,,\nBo,Bell,not an address\nAda,Abel,ada@example.com\n")
    done = ok("import", source, "--workspace", tmp_path / "w.advo")
    assert (done["created"], done["duplicates"]) == (2, 1)
    assert [p["row"] for p in done["problems"]] == [4]
    assert "not an address" in done["problems"][0]["why"]


def test_a_dry_run_says_the_same_and_makes_nothing(ok, people_csv, people_list, tmp_path) -> None:
    w = tmp_path / "w.advo"
    foreseen = ok("import", people_csv, "--workspace", w, "--dry-run")
    assert not w.exists()
    assert ok("import", people_csv, "--workspace", w) == foreseen
    before = w.read_bytes()
    more = ok("import", people_list(12, "more.csv"), "--workspace", w, "--dry-run")
    assert (more["read"], more["created"]) == (12, 4)
    assert w.read_bytes() == before
    assert names(tmp_path) == {"people.csv", "more.csv", "w.advo"}


def test_import_onto_a_guest_list_brings_side_role_reply_diet_and_companion(ok, evening, tmp_path) -> None:
    source = tmp_path / "guests.csv"
    source.write_text(
        SHEET
        + "Ola Nordmann,Fjord AS,prospect,presenter,yes,vegan,,ola@example.com\n"
        + "Per Hansen,Fjord AS,advocate,,declined,,Kari Hansen,per@example.com\n"
        + "Ada Abel,,,,,,,p0000@example.com\n"
        + "Liv Berg,Fjord AS,,,accepted,,Jo Berg,liv@example.com\n",
        encoding="utf-8",
    )
    done = ok("import", source, "--workspace", evening.path, "--event", evening.event)
    assert done["created"] == 3
    assert done["problems"] == []
    guests = {g["name"]: g for g in ok("guests", "list", evening.event, "--workspace", evening.path)["guests"]}
    assert len(guests) == 17
    ola, per, jo = guests["Ola Nordmann"], guests["Per Hansen"], guests["Jo Berg"]
    assert (ola["side"], ola["role"], ola["reply"]) == ("prospect", "presenter", "accepted")
    assert (per["side"], per["role"], per["reply"]) == ("advocate", "participant", "declined")
    assert (jo["role"], jo["email"]) == ("companion", None)
    assert guests["Kari Hansen"]["role"] == "companion"
    raw = sqlite3.connect(evening.path)
    diets = [d for (d,) in raw.execute("SELECT diet FROM guest WHERE diet != ''")]
    raw.close()
    assert len(diets) == 1
    assert diets[0].casefold().startswith("vegan")


def test_a_mapping_profile_says_what_the_columns_are(ok, refused, tmp_path) -> None:
    source = tmp_path / "x.csv"
    source.write_text("Feld A;Feld B;Feld C\nAda;Abel;ada@example.com\n")
    profile = tmp_path / "p.toml"
    profile.write_text('[columns]\n"Feld A" = "given"\n"Feld B" = "family"\n"Feld C" = "emails"\n')
    assert ok("import", source, "--workspace", tmp_path / "w.advo", "--mapping", profile)["created"] == 1
    profile.write_text("not = [toml")
    assert refused("import", source, "--workspace", tmp_path / "v.advo", "--mapping", profile)
    assert refused("import", source, "--workspace", tmp_path / "v.advo", "--mapping", tmp_path / "none.toml")
    assert not (tmp_path / "v.advo").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.csv", None),
        ("folder.csv", "folder"),
        ("empty.csv", b""),
        ("bytes.csv", bytes(range(256)) * 40),
        ("bytes.xlsx", bytes(range(256)) * 40),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 60),
        ("empty.vcf", b""),
        ("text.vcf", b"hello\n"),
    ],
)
def test_a_file_that_cannot_be_imported_leaves_no_workspace(refused, tmp_path, name, content) -> None:
    source = tmp_path / name
    if content == "folder":
        source.mkdir()
    elif content is not None:
        source.write_bytes(content)
    before = names(tmp_path)
    refused("import", source, "--workspace", tmp_path / "w.advo")
    assert names(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="2026-11-21: the superuser may read everything")
def test_a_file_without_permission_is_refused(refused, people_csv, tmp_path) -> None:
    people_csv.chmod(0)
    assert "people.csv" in refused("import", people_csv, "--workspace", tmp_path / "w.advo")


def test_an_unknown_event_stops_the_import_before_anything_is_written(refused, evening, people_list) -> None:
    before = counted(evening.path, "person")
    assert "Nowhere" in refused("import", people_list(40), "--workspace", evening.path, "--event", "Nowhere")
    assert counted(evening.path, "person") == before
    fresh = evening.path.with_name("fresh.advo")
    refused("import", people_list(4), "--workspace", fresh, "--event", "Nowhere")
    assert not fresh.exists()


# snapshot and repair


def test_snapshots_are_made_listed_and_restored(ok, refused, evening, people_list) -> None:
    w = evening.path
    assert ok("snapshot", "list", "--workspace", w) == {"snapshots": []}
    made = ok("snapshot", "make", "--workspace", w, "--name", "before/the: mess")["snapshots"]
    assert set(made[0]) == {"name", "at", "people", "events", "path"}
    assert (made[0]["people"], made[0]["events"]) == (30, 1)
    assert datetime.fromisoformat(made[0]["at"]).utcoffset() is not None
    assert Path(made[0]["path"]).exists()
    ok("import", people_list(60, "more.csv"), "--workspace", w)
    ok("guests", "reply", evening.event, "--workspace", w, "--email", *evening.emails, "--reply", "declined")
    assert (counted(w, "person"), ok("event", "list", "--workspace", w)["events"][0]["declined"]) == (60, 12)
    ok("snapshot", "restore", "--workspace", w, "--name", made[0]["name"])
    assert counted(w, "person") == 30
    event = ok("event", "list", "--workspace", w)["events"][0]
    assert (event["accepted"], event["declined"]) == (9, 0)
    assert "no such" in refused("snapshot", "restore", "--workspace", w, "--name", "no such")
    assert counted(w, "person") == 30


def test_restoring_without_a_snapshot_says_so(refused, evening) -> None:
    assert "snapshot" in refused("snapshot", "restore", "--workspace", evening.path)


def test_repair_saves_what_can_be_read(ok, refused, evening) -> None:
    data = bytearray(evening.path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    middle = len(data) // size // 2 * size
    data[middle : middle + size] = b"\xa5" * size
    broken = evening.path.with_name("broken.advo")
    broken.write_bytes(data)
    target = evening.path.with_name("new") / "saved.advo"
    done = ok("repair", broken, "--to", target)
    assert set(done) == {"rows", "tables", "to", "version"}
    assert done["rows"] > 20
    assert done["version"] is None
    assert broken.read_bytes() == bytes(data)
    assert isinstance(ok("event", "list", "--workspace", target)["events"], list)
    assert "saved.advo" in refused("repair", broken, "--to", target)


@pytest.mark.parametrize("content", [None, b"", b"nothing of ours " * 400])
def test_repair_of_nothing_makes_nothing(refused, tmp_path, content) -> None:
    if content is not None:
        (tmp_path / "w.advo").write_bytes(content)
    refused("repair", tmp_path / "w.advo", "--to", tmp_path / "new.advo")
    assert not (tmp_path / "new.advo").exists()


def test_where_nothing_can_be_read_repair_saves_the_newest_whole_version(ok, run, evening) -> None:
    w = evening.path
    kept = ok("snapshot", "make", "--workspace", w, "--name", "good")["snapshots"][0]
    later = ok("snapshot", "make", "--workspace", w, "--name", "damaged later")["snapshots"][0]
    for path in (w, Path(later["path"])):
        data = bytearray(path.read_bytes())
        # The page that says what tables there are.
        data[100 : int.from_bytes(data[16:18], "big")] = b"\xa5" * (int.from_bytes(data[16:18], "big") - 100)
        path.write_bytes(data)
    target = w.with_name("saved.advo")
    done = ok("repair", w, "--to", target)
    assert (done["rows"], done["version"]) == (0, kept["at"])
    assert counted(target, "person") == 30
    assert "newest whole version" in run("repair", w, "--to", w.with_name("again.advo")).out


def test_repair_of_a_sound_workspace_keeps_every_row(ok, evening) -> None:
    target = evening.path.with_name("again.advo")
    ok("repair", evening.path, "--to", target)
    assert [counted(target, t) for t in ("person", "guest", "seat")] == [30, 12, 12]
    first, second = (ok("guests", "list", evening.event, "--workspace", p) for p in (evening.path, target))
    assert first == second


# Somebody else holds the workspace


def test_reading_goes_on_while_a_window_holds_the_workspace(ok, refused, evening, people_csv, tmp_path) -> None:
    w, e = evening.path, evening.event
    held = bootstrap.open_workspace(w)
    try:
        assert ok("event", "list", "--workspace", w)["events"][0]["guests"] == 12
        assert len(ok("guests", "list", e, "--workspace", w)["guests"]) == 12
        assert "findings" in ok("check", e, "--workspace", w)
        assert ok("calendar", e, "--workspace", w, "--to", tmp_path / "e.ics")
        assert ok("export", e, "--workspace", w, "--to", tmp_path / "out", "--only", "agenda")["files"]
        assert ok("snapshot", "list", "--workspace", w) == {"snapshots": []}
        assert ok("import", people_csv, "--workspace", w, "--dry-run")["created"] == 0
        for words in (
            ["import", people_csv],
            ["guests", "add", e, "--all"],
            ["guests", "reply", e, "--email", evening.emails[0], "--reply", "declined"],
            ["tables", e, "--shape", "2x8"],
            ["seat", e, "--seconds", "1"],
            ["invite", e, "--to", tmp_path / "inv"],
            ["cancel", e, "--to", tmp_path / "inv"],
            ["replies", tmp_path],
            ["snapshot", "restore"],
        ):
            said = refused(*words, "--workspace", w)
            assert "open already by" in said
            assert str(os.getpid()) in said
        assert not (tmp_path / "inv").exists()
    finally:
        held.close()
    assert ok("guests", "add", e, "--workspace", w, "--all")["added"] == 18


# demo


def test_demo_does_the_main_job_and_can_be_repeated(ok, refused, tmp_path) -> None:
    folder = tmp_path / "d"
    done = ok("demo", "--to", folder)
    files = [Path(f) for f in done["files"]]
    assert files[0] == folder / "demo.advo"
    assert len(files) == len(set(files))
    assert all(f.is_file() and f.stat().st_size for f in files)
    assert {f.suffix for f in files} >= {".advo", ".pdf", ".eml", ".ics", ".xlsx", ".csv"}
    assert {"example", "seat", "invite", "calendar", "documents"} == set(done["seconds"])
    assert all(isinstance(s, float) and s >= 0 for s in done["seconds"].values())
    assert json.dumps(done)
    held = bootstrap.open_workspace(folder / "demo.advo")
    try:
        assert "open already" in refused("demo", "--to", folder)
    finally:
        held.close()
    assert (folder / "demo.advo").is_file()


def test_import_says_what_found_no_field_and_writes_a_report(ok, run, refused, tmp_path) -> None:
    source, w, report = tmp_path / "crm.csv", tmp_path / "w.advo", tmp_path / "report.csv"
    source.write_text("CRM export\n\nName,E-mail,Colour,Member since\nAna Ruiz,ana@x.example,green,3/4/2020\nBo Lee,,,5/6/2021\n")
    found = ok("import", source, "--workspace", w, "--report", report)
    assert (found["unmapped"], found["without_email"], found["notes"]) == (["Colour"], 1, ["Skipped 1 line above the header in line 3."])
    assert [each["row"] for each in found["problems"]] == [4, 5]
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("4,Ana Ruiz,,ana@x.example,New,“3/4/2020” can be")
    refused("import", source, "--workspace", tmp_path / "u.advo", "--report", source / "report.csv")
    assert ok("import", source, "--workspace", tmp_path / "u.advo", "--dry-run")["created"] == 2
    told = run("import", source, "--workspace", tmp_path / "v.advo", "--dry-run").out
    assert "“Colour”: no field is known for this" in told
    assert "1 without an e-mail address" in told
    assert "say with --dates dmy or mdy what comes first" in told
    assert ok("import", source, "--workspace", tmp_path / "v.advo", "--dates", "dmy")["problems"] == []
