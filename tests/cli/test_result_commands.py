"""check, export and calendar: findings with their keys, documents for their readers, warnings that stop nothing."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from advoplanner.domain.checks import GATES

DOCUMENTS = {"agenda", "briefing", "badges", "tents", "tables", "signin", "guests", "runofshow", "facesheet", "dietary", "flyer", "report",
             "onepage", "personal", "hosts", "tablecards", "signs", "talkcards", "questioncards", "thanks",
             "contacts", "rooming", "arrivals"}  # fmt: skip
FINDING = {"code", "severity", "value", "threshold", "message", "source", "waived", "unknown", "norm", "unit", "reason"}


def test_check_has_the_keys_of_the_contract(ok, evening) -> None:
    done = ok("check", evening.event, "--workspace", evening.path)
    assert set(done) == {"vendor_share", "findings", "readiness", "forecast"}
    assert set(done["forecast"]) == {"expected", "low", "high", "quorum", "chance", "short_from", "invite", "next"}
    assert done["forecast"]["low"] <= done["forecast"]["expected"] <= done["forecast"]["high"]
    assert 0 <= done["vendor_share"] <= 1
    assert done["findings"]
    for finding in done["findings"]:
        assert set(finding) == FINDING
        assert finding["severity"] in ("E", "W", "I")
        assert isinstance(finding["waived"], bool)
        assert finding["code"].partition(".")[2]
        assert finding["message"].endswith(".")
        assert isinstance(finding["value"], int | float | None)
        assert isinstance(finding["threshold"], int | float | None)


def test_nothing_to_measure_is_null(ok, evening) -> None:
    import sqlite3

    raw = sqlite3.connect(evening.path)
    raw.execute("DELETE FROM session_role")
    raw.execute("DELETE FROM session")
    raw.commit()
    raw.close()
    assert ok("check", evening.event, "--workspace", evening.path)["vendor_share"] is None


def test_findings_are_results_and_not_failures(run, evening) -> None:
    done = run("check", evening.event, "--workspace", evening.path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Vendor share: ")


def test_export_writes_every_document_with_spreadsheets_beside(ok, evening, tmp_path) -> None:
    ok("seat", evening.event, "--workspace", evening.path, "--seconds", "0.2")
    out = tmp_path / "made" / "here"
    done = ok("export", evening.event, "--workspace", evening.path, "--to", out)
    assert set(done) == {"files", "problems"}
    assert {frozenset(f) for f in done["files"]} == {frozenset({"path", "document", "audience", "pages"})}
    assert {f["document"] for f in done["files"]} == DOCUMENTS
    assert {Path(f["path"]) for f in done["files"]} == set(out.iterdir())
    pdfs = [f for f in done["files"] if f["path"].endswith(".pdf")]
    assert {f["document"] for f in pdfs} == DOCUMENTS
    assert all(f["pages"] >= 1 for f in pdfs)
    assert all(Path(f["path"]).read_bytes().startswith(b"%PDF") for f in pdfs)
    assert all(isinstance(p, str) for p in done["problems"])
    assert {Path(f["path"]).suffix for f in done["files"]} == {".pdf", ".xlsx", ".csv"}


def test_export_of_some_documents_on_letter_paper(ok, evening, tmp_path) -> None:
    words = ("export", evening.event, "--workspace", evening.path, "--to", tmp_path / "out", "--only", "agenda", "badges", "--only", "tents")
    done = ok(*words, "--paper", "letter", "--audience", "member")
    assert {f["document"] for f in done["files"]} == {"agenda", "badges", "tents"}
    assert {f["audience"] for f in done["files"]} == {"member"}
    agenda = next(Path(f["path"]) for f in done["files"] if f["document"] == "agenda")
    assert [round(side) for side in pypdfium2.PdfDocument(agenda).get_page_size(0)] == [612, 792]


def test_export_locked_with_the_password_of_a_file(ok, refused, evening, tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("grüner Elefant 7\nand more\n", "utf-8")
    words = ("export", evening.event, "--workspace", evening.path, "--to", tmp_path / "out", "--only", "guests", "agenda", "--password-from")
    done = ok(*words, secret)
    assert {Path(f["path"]).suffix for f in done["files"]} == {".pdf"}
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(Path(f["path"]).name for f in done["files"])
    for file in done["files"]:
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(file["path"])
        assert len(pypdfium2.PdfDocument(file["path"], password="grüner Elefant 7")) == file["pages"]
    assert any("opens only with the password" in said for said in done["problems"])
    assert any("Spreadsheets cannot be locked" in said for said in done["problems"])
    assert not any("Elefant" in str(value) for value in done.values())
    secret.write_text("short", "utf-8")
    assert "at least 8 characters" in refused(*words, secret)
    assert "does not exist" in refused(*words, tmp_path / "nothing.txt")


def test_files_of_the_same_name_are_replaced(ok, evening, tmp_path) -> None:
    words = ("export", evening.event, "--workspace", evening.path, "--to", tmp_path / "out", "--only", "agenda")
    first = Path(ok(*words)["files"][0]["path"])
    first.write_bytes(b"older")
    assert Path(ok(*words)["files"][0]["path"]) == first
    assert first.read_bytes().startswith(b"%PDF")
    assert {p.suffix for p in first.parent.iterdir()} == {".pdf"}


def test_a_document_that_an_audience_may_not_read_is_refused(refused, evening, tmp_path) -> None:
    said = refused("export", evening.event, "--workspace", evening.path, "--to", tmp_path / "out", "--only", "briefing", "--audience", "public")
    assert "riefing" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["export", "invite", "cancel"])
def test_a_folder_that_is_a_file_is_refused(refused, evening, tmp_path, command) -> None:
    (tmp_path / "out").write_text("a file")
    assert "out" in refused(command, evening.event, "--workspace", evening.path, "--to", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


def test_gates_warn_on_stderr_and_stop_nothing(run, ok, evening, tmp_path) -> None:
    w, e = evening.path, evening.event
    errors = [f["code"].partition(".")[0] for f in ok("check", e, "--workspace", w)["findings"] if f["severity"] == "E" and not f["waived"]]
    export, invite = ["export", e, "--to", tmp_path / "out", "--only", "agenda"], ["invite", e, "--to", tmp_path / "inv"]
    for words, gate in ((export, "print"), (invite, "invitations")):
        done = run(*words, "--workspace", w, "--json")
        assert done.status == 0
        assert done.json
        assert len([line for line in done.err.splitlines() if line.startswith("warning: ")]) == sum(area in GATES[gate] for area in errors)


def test_calendar_writes_one_file_without_guests(ok, evening, tmp_path) -> None:
    path = tmp_path / "a" / "b.ics"
    ok("calendar", evening.event, "--workspace", evening.path, "--to", path)
    text = path.read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"METHOD:PUBLISH" in text
    assert b"ATTENDEE" not in text
    assert [p.name for p in path.parent.iterdir()] == ["b.ics"]


def test_export_for_one_reader_and_raw(ok, refused, evening, tmp_path) -> None:
    words = ("export", evening.event, "--workspace", evening.path, "--to", tmp_path / "out")
    who = ok("guests", "list", evening.event, "--workspace", evening.path)["guests"]
    reader = next(g for g in who if g["side"] != "prospect" and g["reply"] == "accepted")
    (file,) = ok(*words, "--reader", reader["email"])["files"]
    assert f"Briefing pack for {reader['name']}" in file["path"]
    assert file["document"] == "briefing"
    assert "--reader" not in refused(*words, "--reader", "nobody@x.example")
    assert any(f["path"].endswith("(raw).csv") for f in ok(*words, "--only", "guests", "--raw")["files"])


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--only", "agenda", "briefing"), "--only agenda"),
        (("--audience", "public"), "--audience"),
        (("--raw", "--audience", "host"), "--audience and --raw"),
    ],
)
def test_a_pack_for_one_reader_takes_no_other_wish_and_says_so(refused, evening, tmp_path, flags, named) -> None:
    said = refused("export", evening.event, "--workspace", evening.path, "--to", tmp_path / "out", "--reader", "hosts", *flags)
    assert f"it takes no {named}." in said
    assert not (tmp_path / "out").exists()
