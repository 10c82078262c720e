"""The program as a process of its own: its folder, its pipes, its interruptions; and read-replies as a script feeds it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20270101T090000Z\r\n"
    "SEQUENCE:0\r\nDTSTART:20270310T230000Z\r\nORGANIZER:mailto:host@example.org\r\n"
    "ATTENDEE;PARTSTAT={state}:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
posix = pytest.mark.skipif(os.name != "posix", reason="2026-11-21: signals and pipes as POSIX has them")


@pytest.fixture
def words(project: Path):
    """The words that start the program from any folder."""
    return lambda *more: [sys.executable, str(project / "main.py"), *map(str, more)]


def test_paths_belong_to_the_callers_folder(words, people_csv, tmp_path) -> None:
    here = tmp_path / "elsewhere"
    here.mkdir()
    done = subprocess.run(words("import", "../people.csv", "--workspace", "w.advo", "--json"), cwd=here, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["created"] == 8
    assert [p.name for p in here.iterdir()] == ["w.advo"]


def test_usage_and_refusals_have_their_status(words, tmp_path) -> None:
    wrong = subprocess.run(words("sample"), cwd=tmp_path, capture_output=True, text=True)
    missing = subprocess.run(words("event", "list", "--workspace", "w.advo"), cwd=tmp_path, capture_output=True, text=True)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert (missing.returncode, missing.stdout, len(missing.stderr.splitlines())) == (1, "", 1)


@posix
def test_a_reader_who_has_gone_is_no_fault(words, evening) -> None:
    run = subprocess.Popen(words("guests", "list", evening.event, "--workspace", evening.path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    run.stdout.close()
    err = run.stderr.read()
    run.stderr.close()
    assert run.wait() == 1
    assert err == b""


@posix
def test_without_any_stdout_the_work_is_done(words, people_csv, tmp_path) -> None:
    command = words("import", people_csv, "--workspace", tmp_path / "w.advo", "--json")
    done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *command], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "w.advo").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="2026-11-21: needs a device that is always full")
def test_output_that_cannot_be_written_is_said_in_one_line(words, evening) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(words("event", "list", "--workspace", evening.path, "--json"), stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "could not be written" in done.stderr


@posix
def test_ctrl_c_stops_in_one_line_and_keeps_the_older_file(words, tmp_path) -> None:
    problem, out = tmp_path / "p.json", tmp_path / "s.json"
    problem.write_text(
        json.dumps({"guests": 60, "tables": [{"size": 10}] * 6, "affinity": [[i, j, i * j % 17] for i in range(60) for j in range(i)]})
    )
    out.write_text("older")
    # A shell without job control lets what it starts in the background ignore Ctrl+C, and children inherit that.
    run = subprocess.Popen(
        words("solve", problem, "--out", out, "--seconds", "60", "--backend", "numpy"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    _wait_until_busy(run)
    run.send_signal(signal.SIGINT)
    said, err = run.communicate(timeout=60)
    assert run.returncode == 1
    assert said == b""
    assert err.decode().splitlines() == ["Stopped; nothing half-done was kept."]
    assert out.read_text() == "older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.json", "s.json"]


@posix
def test_a_machine_that_speaks_no_utf8_gets_utf8(words, tmp_path) -> None:
    source = tmp_path / "löschen 会議.csv"
    source.write_text("Name,Email\nJürgen Groß,jg@example.com\n", encoding="utf-8")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    w = tmp_path / "wörk.advo"
    subprocess.run(words("import", source, "--workspace", w), env=ascii_only, check=True, capture_output=True)
    new = ("event", "new", "--workspace", w, "--kind", "cab", "--title", "Früh", "--start", "2027-03-10T07:00", "--end", "2027-03-10T09:00")
    subprocess.run(words(*new, "--zone", "UTC", "--purpose", "P"), env=ascii_only, check=True, capture_output=True)
    done = subprocess.run(words("event", "list", "--workspace", w, "--json"), env=ascii_only, check=True, capture_output=True)
    assert json.loads(done.stdout.decode("utf-8"))["events"][0]["title"] == "Früh"


def test_the_log_is_nobodys_business_where_it_cannot_be_kept(words, tmp_path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    env = {**os.environ, "XDG_STATE_HOME": str(file), "XDG_DATA_HOME": str(file), "HOME": str(file)}
    done = subprocess.run(words("event", "list", "--workspace", "none.advo"), env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_read_replies_answers_line_by_line_in_order(words, tmp_path) -> None:
    (tmp_path / "yes.ics").write_text(REPLY.format(uid="u1@x", state="ACCEPTED", who="ada@example.com"), newline="")
    (tmp_path / "no 2.ics").write_text(REPLY.format(uid="u2@x", state="DECLINED", who="bo@example.com"), newline="")
    (tmp_path / "noise.eml").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.eml").write_bytes(b"")
    (tmp_path / "folder.ics").mkdir()
    asked = [
        "yes.ics",
        "missing/none.ics",
        "./no 2.ics",
        "noise.eml",
        "folder.ics",
        str(tmp_path / "yes.ics"),
        "empty.eml",
        "yes.ics",
        " ",
        "ü.ics",
        "a\tb",
    ]
    done = subprocess.run(words("read-replies"), input="\n".join(asked), cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == asked
    assert {frozenset(line) for line in lines} == {frozenset({"file", "kind", "uid", "events", "proposed"})}
    assert [line["kind"] for line in lines] == ["reply", "none", "reply", "none", "none", "reply", "none", "reply", "none", "none", "none"]
    (answer,) = lines[2]["events"]
    assert (lines[2]["uid"], answer["partstat"], answer["attendee"], answer["rid"]) == ("u2@x", "DECLINED", "bo@example.com", None)
    assert [p.name for p in tmp_path.glob("*.advo")] == []


@posix
def test_read_replies_takes_names_of_any_octets(words, tmp_path) -> None:
    name = b"r\xe9ponse.ics"
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as out:
        out.write(REPLY.format(uid="u@x", state="TENTATIVE", who="ada@example.com").encode())
    done = subprocess.run(words("read-replies"), input=name + b"\nnul\0l.ics\n", cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert os.fsencode(first["file"]) == name
    assert first["events"][0]["partstat"] == "TENTATIVE"
    assert (second["file"], second["kind"]) == ("nul\0l.ics", "none")


def test_read_replies_of_nothing_prints_nothing(words) -> None:
    done = subprocess.run(words("read-replies", "--json"), input=b"", capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def _wait_until_busy(run: subprocess.Popen) -> None:
    """Until the search is under way: the program has read its modules and spends time on its own."""
    began = time.monotonic()
    status = Path(f"/proc/{run.pid}/stat")
    while time.monotonic() - began < 30 and run.poll() is None:
        ticks = int(status.read_text().rpartition(")")[2].split()[11]) if status.exists() else 0
        if ticks > 1.5 * os.sysconf("SC_CLK_TCK"):
            return
        time.sleep(0.05)
