"""The whole job as a script does it: 537 people, 100 invited, 88 accepted by mail and by hand, seated at 11 tables of 8, printed."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

ANSWER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20270102T090000Z\r\n"
    "SEQUENCE:{sequence}\r\nORGANIZER:mailto:host@advo.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def calendar_of(path: Path) -> dict[str, str]:
    """The lines of an invitation's calendar by name (without parameters)."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    text = part.get_content().replace("\r\n", "\n").replace("\n ", "")
    event = text[text.index("BEGIN:VEVENT") :]
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in reversed(event.splitlines())}


def reply(path: Path, who: str, facts: dict[str, str]) -> Path:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = who, "host@advo.example", "Accepted: Senate council"
    message["Message-ID"] = f"<{path.stem}@example.com>"
    message.set_content("Yes, with pleasure.")
    octets = ANSWER.format(uid=facts["UID"], sequence=facts["SEQUENCE"], who=who).encode()
    message.add_alternative(octets, maintype="text", subtype="calendar", params={"method": "REPLY", "charset": "utf-8"})
    path.write_bytes(message.as_bytes(policy=email.policy.SMTP))
    return path


@pytest.mark.timeout(120)
def test_from_a_list_to_a_printed_evening(ok, people_list, tmp_path) -> None:
    w = tmp_path / "w.advo"
    assert ok("import", people_list(537), "--workspace", w)["created"] == 537
    new = ("event", "new", "--workspace", w, "--kind", "council", "--title", "Senate council", "--start", "2027-03-10T18:00")
    purpose = "Hear what peers would do again"
    more = ("--end", "2027-03-10T22:00", "--zone", "America/New_York", "--purpose", purpose, "--organizer-email", "host@advo.example")
    event = ok(*new, *more)["id"]
    emails = [f"p{n:04d}@example.com" for n in range(100)]
    assert ok("guests", "add", event, "--workspace", w, "--email", *emails, "--decision", "approved") == {"added": 100, "already": 0}

    written = [Path(p) for p in ok("invite", event, "--workspace", w, "--to", tmp_path / "inv")["written"]]
    assert len(written) == 100
    assert sorted(p.name.split("-", 2)[2].removesuffix(".eml") for p in written) == emails
    assert [p.name[:4] for p in written] == [f"{n:04d}" for n in range(1, 101)]
    assert sorted((tmp_path / "inv").iterdir()) == written
    assert ok("invite", event, "--workspace", w, "--to", tmp_path / "inv")["written"] == []

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    facts = {p.name.split("-", 2)[2].removesuffix(".eml"): calendar_of(p) for p in written}
    for number, who in enumerate(emails[:30]):
        reply(inbox / f"{number:03d}.eml", who, facts[who])
    read = ok("replies", inbox, "--workspace", w)
    assert (read["read"], read["applied"], read["need_you"], read["ignored"]) == (30, 30, 0, 0)
    assert {i["answer"] for i in read["items"]} == {"accepted"}
    again = ok("replies", inbox, "--workspace", w)
    assert (again["read"], again["applied"]) == (30, 0)
    assert ok("guests", "reply", event, "--workspace", w, "--email", *emails[:88], "--reply", "accepted") == {"changed": 58}

    assert ok("tables", event, "--workspace", w, "--shape", "11x8") == {"tables": 11, "seats": 88}
    seated = ok("seat", event, "--workspace", w, "--seconds", "1", "--seed", "1")
    assert (seated["seated"], seated["unseated"], seated["violations"]) == (88, [], [])
    assert seated["score"] <= seated["ceiling"]
    guests = ok("guests", "list", event, "--workspace", w)["guests"]
    tables = [g["table"] for g in guests if g["table"]]
    assert {tables.count(t) for t in tables} == {8}
    assert len(set(tables)) == 11

    files = ok("export", event, "--workspace", w, "--to", tmp_path / "out")["files"]
    assert all(Path(f["path"]).stat().st_size for f in files)
    assert {Path(f["path"]) for f in files} == set((tmp_path / "out").iterdir())
    (row,) = ok("event", "list", "--workspace", w)["events"]
    assert (row["guests"], row["accepted"], row["silent"], row["seated"]) == (100, 88, 12, 88)
