"""invite, cancel, calendar, replies and read-replies as scripts call them: exit status, JSON keys, one line where refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from advoplanner.cli import main


def run(capsys, *words: object) -> tuple[int, dict, str]:
    """(status, the JSON document or {}, stderr) of one command."""
    status = main([str(w) for w in words])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out.startswith("{") else {}, said.err


@pytest.fixture
def made(tmp_path, capsys) -> tuple[Path, str]:
    """A workspace of three people who are on the list of one event, and the event's id."""
    source = tmp_path / "people.csv"
    source.write_text("First name,Last name,Email\nAna,Lima,ana@guest.example\nBen,Okafor,ben@guest.example\nCara,Diaz,\n", encoding="utf-8")
    workspace = tmp_path / "w.advo"
    run(capsys, "import", source, "--workspace", workspace, "--json")
    _, document, _ = run(
        capsys, "event", "new", "--workspace", workspace, "--kind", "council", "--title", "Council", "--start", "2027-03-10T18:00",
        "--end", "2027-03-10T22:00", "--zone", "Europe/Berlin", "--purpose", "Listen", "--organizer-email", "host@firm.example", "--json",
    )  # fmt: skip
    run(capsys, "guests", "add", document["id"], "--workspace", workspace, "--all", "--json")
    return workspace, document["id"]


def test_invite_writes_once_and_names_who_is_held(made, tmp_path, capsys):
    workspace, event = made
    status, document, _ = run(capsys, "invite", event, "--workspace", workspace, "--to", tmp_path / "out", "--json")
    assert status == 0
    assert [Path(p).name for p in document["written"]] == ["0001-request-ana@guest.example.eml", "0002-request-ben@guest.example.eml"]
    assert document["held"] == [{"email": "Cara Diaz", "why": "There is no address to send to."}]
    status, document, _ = run(capsys, "invite", event, "--workspace", workspace, "--to", tmp_path / "out", "--json")
    assert (status, document["written"]) == (0, [])


def test_invite_prints_a_card_for_whom_it_cannot_write_to(made, tmp_path, capsys):
    workspace, event = made
    words = ("invite", event, "--workspace", workspace, "--to", tmp_path / "out", "--cards", tmp_path / "paper" / "cards.pdf", "--json")
    assert run(capsys, *words)[0] == 0
    [page] = PdfReader(tmp_path / "paper" / "cards.pdf").pages
    assert "Cara Diaz" in page.extract_text()


def test_cancel_some_and_all(made, tmp_path, capsys):
    workspace, event = made
    run(capsys, "invite", event, "--workspace", workspace, "--to", tmp_path / "out")
    _, document, _ = run(capsys, "cancel", event, "--workspace", workspace, "--to", tmp_path / "out", "--email", "ana@guest.example", "--json")
    assert [Path(p).name for p in document["written"]] == ["0003-cancel-ana@guest.example.eml"]
    _, document, _ = run(capsys, "cancel", event, "--workspace", workspace, "--to", tmp_path / "out", "--json")
    assert [Path(p).name for p in document["written"]] == ["0004-cancel-ben@guest.example.eml"]


def test_a_folder_that_is_a_file_is_said_in_one_line(made, tmp_path, capsys):
    workspace, event = made
    (tmp_path / "out").write_text("in the way")
    status, _, err = run(capsys, "invite", event, "--workspace", workspace, "--to", tmp_path / "out")
    assert status == 1
    assert len([line for line in err.splitlines() if not line.startswith("warning")]) == 1


def test_the_public_calendar_names_no_guest(made, tmp_path, capsys):
    workspace, event = made
    status, _, _ = run(capsys, "calendar", event, "--workspace", workspace, "--to", tmp_path / "public.ics", "--json")
    text = (tmp_path / "public.ics").read_text(encoding="utf-8")
    assert (status, "METHOD:PUBLISH" in text, "ATTENDEE" in text) == (0, True, False)


def test_replies_are_read_and_counted(made, tmp_path, capsys):
    workspace, event = made
    _, document, _ = run(capsys, "invite", event, "--workspace", workspace, "--to", tmp_path / "out", "--json")
    sent = Path(document["written"][0])
    status, document, _ = run(capsys, "replies", sent, "--workspace", workspace, "--json")
    assert (status, document["read"], document["ignored"]) == (0, 1, 1)
    assert document["items"][0].keys() == {"file", "kind", "uid", "attendee", "answer", "outcome", "why"}
    status, _, err = run(capsys, "replies", tmp_path / "gone.eml", "--workspace", workspace)
    assert (status, "does not exist" in err) == (1, True)


def test_read_replies_answers_line_by_line_and_names_each_file_as_given(tmp_path, capsys, monkeypatch):
    good = tmp_path / "good.ics"
    good.write_text(
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:u1\nDTSTAMP:20270113T080000Z\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@guest.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{good}\n\n{tmp_path / 'gone.ics'}\n"))
    assert main(["read-replies"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(x["file"], x["kind"]) for x in lines] == [(str(good), "reply"), (str(tmp_path / "gone.ics"), "none")]
    assert lines[0]["events"][0]["partstat"] == "ACCEPTED"
