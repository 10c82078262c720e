"""Replies as the known programs send them, and messages that are none, damaged or built to harm."""

from __future__ import annotations

import random
import struct
from base64 import b64encode
from pathlib import Path
from quopri import encodestring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.domain.replies import MessageKind, ReadMessage
from advoplanner.imports.replies import MAX_OCTETS, as_line, read, read_file, read_paths

UID = "6b0e7c1c-3d5b-4b6e-9d55-4c8f2f0f6a11"


def calendar(*entry: str, method: str = "REPLY", before: tuple[str, ...] = (), end: str = "\r\n") -> bytes:
    head = ["BEGIN:VCALENDAR", "PRODID:-//Somebody//Program 1//EN", "VERSION:2.0", *([f"METHOD:{method}"] if method else [])]
    return end.join([*head, *before, "BEGIN:VEVENT", *entry, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def mail(*parts: str, sender: str = "Ana Lindqvist <ana@guest.example>", kind: str = "multipart/mixed", extra: str = "") -> bytes:
    head = f"From: {sender}\r\nTo: mara@advo.example\r\nSubject: Accepted: Council\r\n"
    head += "Date: Tue, 3 Nov 2026 10:00:00 +0100\r\nMessage-ID: <r1@guest.example>\r\n"
    body = "".join(f"--b1\r\n{part}\r\n" for part in parts)
    return f'{head}{extra}MIME-Version: 1.0\r\nContent-Type: {kind}; boundary="b1"\r\n\r\n{body}--b1--\r\n'.encode()


def part(content: bytes, header: str, cte: str = "7bit") -> str:
    return f"Content-Type: {header}\r\nContent-Transfer-Encoding: {cte}\r\n\r\n{content.decode()}"


ANSWER = (f"UID:{UID}", "DTSTAMP:20261103T090000Z", "SEQUENCE:1", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana:mailto:ana@guest.example")
TEXT = "Content-Type: text/plain\r\n\r\nAna has accepted.\r\n"


def assert_accepted(found: ReadMessage, attendee: str = "ana@guest.example") -> None:
    assert (found.kind, found.uid, found.why) == (MessageKind.REPLY, UID, "")
    assert [(a.attendee, a.partstat) for a in found.events] == [(attendee, "ACCEPTED")]


def test_exchange_without_organizer_and_with_capitals() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "END:VTIMEZONE")
    entry = ("ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana Lindqvist:MAILTO:Ana@Guest.example", "COMMENT;LANGUAGE=sv-SE:\\n", f"UID:{UID}", "PRIORITY:5",
             "SUMMARY;LANGUAGE=sv-SE:Accepterat: Council", "DTSTART;TZID=W. Europe Standard Time:20270310T180000", "SEQUENCE:1")  # fmt: skip
    found = read(mail(TEXT, part(calendar(*entry, before=zone), 'text/calendar; charset="utf-8"; method=REPLY'), kind="multipart/alternative"))
    assert_accepted(found)
    assert (found.events[0].comment, found.sequence, found.dtstamp) == ("", 1, "")
    assert (found.from_address, found.message_id, found.date) == ("ana@guest.example", "<r1@guest.example>", "20261103T090000Z")


def test_google_with_a_twin_and_its_own_place_for_comments() -> None:
    line = 'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=DECLINED;CN=Ana;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="Sorry\\; train, late":mailto:ana@guest.example'
    body = calendar(f"UID:{UID}", "DTSTAMP:20261103T090000Z", "SEQUENCE:0", line[:60] + "\r\n " + line[60:])
    alternative = (
        'Content-Type: multipart/alternative; boundary="b2"\r\n\r\n--b2\r\n'
        + TEXT
        + "--b2\r\n"
        + part(body, "text/calendar; method=REPLY")
        + "\r\n--b2--"
    )
    twin = part(b64encode(calendar("UID:other", method="PUBLISH")), "application/ics; name=invite.ics", "base64")
    found = read(mail(alternative, twin, extra="Auto-Submitted: auto-generated\r\nSender: calendar-notification@google.com\r\n"))
    assert [(a.partstat, a.comment) for a in found.events] == [("DECLINED", "Sorry; train, late")]
    assert found.uid == UID


def test_apple_as_an_attachment_in_quoted_printable_without_method() -> None:
    body = encodestring(calendar(*ANSWER)).replace(b"\r\n", b"=0D=0A=\r\n")
    attached = "Content-Disposition: attachment; filename=iCal.ics\r\n" + part(body, "text/calendar; name=iCal.ics", "quoted-printable")
    nested = 'Content-Type: multipart/mixed; boundary="b2"\r\n\r\n--b2\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b2\r\n' + attached + "\r\n--b2--"
    assert_accepted(read(mail(TEXT, nested, kind="multipart/alternative")))


@pytest.mark.parametrize("value", ["mailto:2_GEYDA@imip.me.com", "/12345/principal/", "urn:uuid:AF-3"])
def test_icloud_names_the_address_in_a_parameter(value: str) -> None:
    entry = (f"UID:{UID}", f"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=ana@guest.example:{value}")
    assert_accepted(read(calendar(*entry), "x.ics"))
    without = read(calendar(f"UID:{UID}", f"ATTENDEE;PARTSTAT=ACCEPTED:{value}"), "x.ics")
    assert "@" not in without.events[0].attendee


def test_thunderbird_answers_the_series_and_leaves_the_exception_open() -> None:
    exception = (
        "END:VEVENT",
        "BEGIN:VEVENT",
        f"UID:{UID}",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270318T090000",
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@guest.example",
    )
    found = read(calendar(*ANSWER, *exception) + b"\r\n\r\n", "x.ics")
    assert [(a.rid, a.partstat) for a in found.events] == [("", "ACCEPTED"), ("20270318T080000Z", "NEEDS-ACTION")]


def test_kontact_delegates_without_sequence() -> None:
    entry = (f"UID:{UID}", "ORGANIZER:MAILTO:mara@advo.example", "REQUEST-STATUS:2.0;Success", "COMMENT:Ben knows more",
             'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:ben@guest.example":mailto:ana@guest.example',
             'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:ana@guest.example":mailto:ben@guest.example')  # fmt: skip
    found = read(calendar(*entry), "x.ics")
    assert [(a.attendee, a.partstat, a.delegated_to) for a in found.events] == [
        ("ana@guest.example", "DELEGATED", "ben@guest.example"),
        ("ben@guest.example", "NEEDS-ACTION", ""),
    ]
    assert found.sequence is None
    assert found.events[0].comment == "Ben knows more"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\n\r\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_any_line_end_and_opening(end: str, start: bytes) -> None:
    assert_accepted(read(start + calendar(*ANSWER, end=end), "x.ics"))


def test_latin_letters_in_a_declared_or_undeclared_charset() -> None:
    body = calendar(*ANSWER, "COMMENT:Grüße").decode().encode("latin-1")
    assert read(body, "x.ics").events[0].comment == "Grüße"
    assert read("\ufeff".encode("utf-16-le") + calendar(*ANSWER).decode().encode("utf-16-le"), "x.ics").uid == UID


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CN=Lind, Ana;PARTSTAT=ACCEPTED:mailto:ana@guest.example",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Role: Ana:mailto:ana@guest.example",
        'ATTENDEE;PARTSTAT="accepted";CN="A;B:C":mailto:ana%40guest.example',
        "attendee;partstat=accepted:MailTo: <ana@guest.example>",
        "ATTENDEE;PARTSTAT=ACCEPTED:ana@guest.example",
        "ATTENDEE;PARTSTAT=ACC\r\n\tEPTED:mailto:ana@\r\n guest.example",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana \r\n\r\n Lind:mailto:ana@guest.example",
    ],
)
def test_lines_that_strict_readers_refuse(line: str) -> None:
    assert_accepted(read(calendar(f"UID:{UID}", line), "x.ics"))


def test_a_broken_time_zone_and_missing_ends_lose_nothing() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Odd", "BEGIN:STANDARD", "DTSTART:nonsense", "RRULE:FREQ=NEVER")
    assert_accepted(read(calendar(*ANSWER, before=zone), "x.ics"))
    assert_accepted(read(b"\r\n".join(calendar(*ANSWER).split(b"\r\n")[:-3]), "x.ics"))


def test_the_last_method_counts_and_the_header_only_helps_out() -> None:
    assert read(calendar(*ANSWER, before=("METHOD:REQUEST",)), "x.ics").kind == MessageKind.REQUEST
    without = calendar(*ANSWER, method="")
    assert_accepted(read(mail(part(without, "text/calendar; method=reply"))))
    assert read(mail(part(calendar(*ANSWER, method="REQUEST"), "text/calendar; method=REPLY"))).kind == MessageKind.REQUEST
    nameless = read(without, "x.ics")
    assert (nameless.kind, nameless.uid) == (MessageKind.NONE, UID)
    assert nameless.events[0].partstat == "ACCEPTED"


@pytest.mark.parametrize(
    ("times", "proposed"),
    [
        (("DTSTART;TZID=America/New_York:20270311T190000", "DTEND;TZID=America/New_York:20270311T230000"), ("20270312T000000Z", "20270312T040000Z")),
        (("DTSTART;TZID=Pacific Standard Time:20270715T090000", "DURATION:PT1H30M"), ("20270715T160000Z", "20270715T173000Z")),
        (("DTSTART:20270311T190000Z",), ("20270311T190000Z", "20270311T190000Z")),
        (("DTSTART;VALUE=DATE:20270311",), ("20270311", "20270312")),
        (('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern":20270715T090000', "DURATION:P1D"), ("20270715T070000Z", "20270716T070000Z")),
        (("DTSTART;TZID=/example.org/2027/Europe/Berlin:20270715T090000", "DURATION:PT1H"), ("20270715T070000Z", "20270715T080000Z")),
        (("DTSTART;TZID=tzone://Microsoft/Utc:20270715T090000", "DURATION:PT1H"), ("20270715T090000Z", "20270715T100000Z")),
        (("DTSTART;TZID=Nowhere:20270715T090000", "DURATION:PT1H"), ("20270715T090000", "20270715T100000")),
    ],
)
def test_a_counter_is_given_in_utc(times: tuple[str, ...], proposed: tuple[str, str]) -> None:
    found = read(calendar(f"UID:{UID}", *times, "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ana@guest.example", method="COUNTER"), "x.ics")
    assert (found.kind, found.proposed) == (MessageKind.COUNTER, proposed)


def test_a_zone_described_in_the_file_is_understood() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Customised", "BEGIN:STANDARD", "DTSTART:16010101T030000",
            "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
            "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000",
            "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
            "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE")  # fmt: skip
    for day, utc in (("20270115", "080000"), ("20270715", "070000"), ("20271231", "080000"), ("20270328", "070000"), ("20271031", "080000")):
        entry = (f"UID:{UID}", f"DTSTART;TZID=Customised:{day}T090000", "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ana@guest.example")
        found = read(calendar(*entry, method="COUNTER", before=zone), "x.ics")
        assert found.proposed is not None
        assert found.proposed[0] == f"{day}T{utc}Z"


@pytest.mark.parametrize("status", ["NEEDS-ACTION", "COMPLETED", "X-MAYBE", ""])
def test_what_is_no_answer_is_no_reply(status: str) -> None:
    found = read(calendar(f"UID:{UID}", f"ATTENDEE;PARTSTAT={status}:mailto:ana@guest.example"), "x.ics")
    assert found.kind == MessageKind.NONE
    assert "neither yes" in found.why


def test_polls_tasks_and_alarms_hold_no_answer() -> None:
    for outer in ("VPOLL", "VTODO"):
        body = (
            calendar(*ANSWER)
            .replace(b"BEGIN:VEVENT", b"BEGIN:" + outer.encode() + b"\r\nBEGIN:VEVENT")
            .replace(b"END:VCAL", b"END:" + outer.encode() + b"\r\nEND:VCAL")
        )
        assert read(body, "x.ics").kind == MessageKind.NONE
    alarm = ("BEGIN:VALARM", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:mallory@evil.example", "END:VALARM")
    assert read(calendar(f"UID:{UID}", *alarm), "x.ics").events == ()


def test_a_forwarded_reply_is_not_entered() -> None:
    inner = mail(part(calendar(*ANSWER), "text/calendar; method=REPLY")).decode().replace("b1", "b3")
    found = read(mail(TEXT, f"Content-Type: message/rfc822\r\n\r\n{inner}", sender="boss@guest.example"))
    assert (found.kind, found.events) == (MessageKind.NONE, ())


def bounce(action: str = "failed", kind: str = "delivery-status") -> bytes:
    request = calendar(f"UID:{UID}", "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@guest.example", method="REQUEST")
    sent = mail(part(request, "text/calendar; method=REQUEST"), sender="mara@advo.example").decode().replace("b1", "b3")
    status = "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    status += f"Final-Recipient: rfc822; Ana@guest.example\r\nAction: {action}\r\n"
    return mail(
        TEXT, status, f"Content-Type: message/rfc822\r\n\r\n{sent}", sender="MAILER-DAEMON@mx.example", kind=f"multipart/report; report-type={kind}"
    )


def test_a_bounce_tells_whom_and_which_invitation() -> None:
    found = read(bounce())
    assert (found.kind, found.uid, [a.attendee for a in found.events]) == (MessageKind.BOUNCE, UID, ["ana@guest.example"])
    assert read(bounce(action="delayed")).kind == MessageKind.NONE
    assert read(bounce(kind="disposition-notification")).kind == MessageKind.NONE
    assert read(mail(TEXT, extra="X-Failed-Recipients: ana@guest.example\r\n")).events[0].attendee == "ana@guest.example"


def winmail(message_class: bytes, identity: bytes) -> bytes:
    def attribute(level: int, name: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + attribute(1, 0x00089006, b"\0\0\1\0")
        + attribute(1, 0x00078008, message_class + b"\0")
        + attribute(1, 0x00069003, identity)
    )


def identity(data: bytes, day: bytes = b"\0\0\0\0") -> bytes:
    return bytes.fromhex("040000008200E00074C5B7101A82E008") + day + bytes(16) + struct.pack("<I", len(data)) + data


def test_winmail_holds_an_answer() -> None:
    foreign = identity(b"vCal-Uid\x01\0\0\0" + UID.encode() + b"\0")
    for name, partstat in ((b"IPM.Schedule.Meeting.Resp.Neg", "DECLINED"), (b"IPM.Microsoft Schedule.MtgRespA", "TENTATIVE")):
        encoded = b64encode(winmail(name, foreign)).decode()
        found = read(mail(TEXT, f"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"))
        assert (found.kind, found.uid, found.events[0].partstat, found.events[0].attendee) == (MessageKind.REPLY, UID, partstat, "")
    own = read(winmail(b"IPM.Schedule.Meeting.Resp.Pos", identity(bytes(range(16)), b"\x07\xeb\x03\x12")), "winmail.dat")
    assert own.uid.startswith("040000008200E00074C5B7101A82E00800000000")
    assert own.events[0].rid == "20270318"
    for bad in (winmail(b"IPM.Note", foreign), winmail(b"IPM.Schedule.Meeting.Resp.Pos", foreign[:50])):
        assert read(bad, "winmail.dat").kind == MessageKind.NONE


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert "5 MB" in read(b"x" * (MAX_OCTETS + 1), "x.ics").why
    assert "Outlook" in read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.msg").why
    assert "empty" in read(b"", "x.ics").why
    assert "no calendar" in read(b"From: a@x.example\n\nSee you there", "x.eml").why
    assert "does not exist" in read_file(tmp_path / "gone.ics").why
    assert "which event" in read(calendar(ANSWER[3]), "x.ics").why


def test_folders_and_mailboxes_are_walked_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.ics").write_bytes(calendar(*ANSWER))
    (tmp_path / "1.eml").write_bytes(mail(part(calendar(*ANSWER), "text/calendar; method=REPLY")))
    (tmp_path / "notes.txt").write_text("METHOD:REPLY")
    message = mail(TEXT.replace("Ana has", ">From Ana has"), part(calendar(*ANSWER), "text/calendar; method=REPLY")).replace(b"\r\n", b"\n")
    (tmp_path / "in.mbox").write_bytes(
        b"From ana@guest.example Tue Nov  3 10:00:00 2026\n" + message + b"\nFrom x@y.example Tue Nov  3 10:00:01 2026\nFrom: x@y.example\n\nHi\n"
    )
    (tmp_path / "void.mbox").write_bytes(b"")
    found = list(read_paths([tmp_path, tmp_path / "gone.ics"]))
    names = [Path(name).name for name, _ in found]
    assert names == ["1.eml", "in.mbox#1", "in.mbox#2", "void.mbox", "2.ics", "gone.ics"]
    assert [m.kind for _, m in found] == ["reply", "reply", "none", "none", "reply", "none"]


def test_the_line_has_the_agreed_shape() -> None:
    found = read(calendar(*ANSWER, "COMMENT:Yes\\, please"), "x.ics")
    assert as_line("in/x.ics", found) == {
        "file": "in/x.ics", "kind": "reply", "uid": UID, "proposed": None,
        "events": [{"rid": None, "attendee": "ana@guest.example", "partstat": "ACCEPTED", "comment": "Yes, please"}],
    }  # fmt: skip
    assert as_line("y", read(b"", "y")) == {"file": "y", "kind": "none", "uid": None, "events": [], "proposed": None}


SAMPLES = [
    calendar(*ANSWER),
    mail(TEXT, part(calendar(*ANSWER), "text/calendar; method=REPLY; charset=utf-8")),
    bounce(),
    mail(part(b64encode(calendar(*ANSWER)), "text/calendar; method=REPLY", "base64")),
    winmail(b"IPM.Schedule.Meeting.Resp.Pos", identity(b"vCal-Uid\x01\0\0\0" + UID.encode() + b"\0")),
]


def test_damage_never_crashes_and_never_answers_for_somebody_else() -> None:
    chance = random.Random(20270310)
    kinds = set()
    for _ in range(300):
        data = bytearray(chance.choice(SAMPLES))
        for _ in range(chance.choice((1, 4, 20))):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(30)]
                case _:
                    data[at:at] = chance.randbytes(chance.randrange(12))
        found = read(bytes(data), "x.eml")
        kinds.add(found.kind)
        assert found.kind != MessageKind.NONE or found.why
        assert not any(a.reply for a in found.events) or found.uid or found.kind == MessageKind.NONE
    assert MessageKind.REPLY in kinds


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["x.ics", "x.eml", "winmail.dat", ""]))
def test_any_octets_are_read_to_an_end(data: bytes, name: str) -> None:
    assert isinstance(read(data, name).kind, MessageKind)


@pytest.mark.parametrize(
    "data",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)) + b"x\n" * 100_000,
        b"Content-Type: message/rfc822\n\n" * 5000,
        b"Content-Type: text/calendar" + b"; a=b" * 100_000 + b"\n\nx",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VALARM\nEND:Q\n" * 40_000,
        b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nATTENDEE;PARTSTAT=ACCEPTED:" + b"a" * 400_000,
    ],
)
def test_messages_built_to_keep_the_reader_busy_come_to_nothing(data: bytes) -> None:
    found = read(data, "x.eml")
    assert not any("@" in a.attendee for a in found.events)
    assert found.digest


@pytest.mark.parametrize(("common_name", "name"), [("Rita Melo", "Rita Melo"), ('"Melo, Rita"', "Melo, Rita"), ("rita@x.example", ""), ("", "")])
def test_the_name_beside_the_address_is_read(common_name: str, name: str) -> None:
    lines = ["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "UID:u1", f"ATTENDEE;PARTSTAT=ACCEPTED;CN={common_name}:mailto:rita@x.example"]
    message = read("\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode(), "reply.ics")
    assert (message.events[0].name, message.events[0].attendee) == (name, "rita@x.example")
