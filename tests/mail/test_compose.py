"""Messages as mail programs read them: structure, octets kept, one recipient, and headers that no text can add to."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean
from advoplanner.domain.invitations import Recipient
from advoplanner.mail.compose import Sender, invitation, letter, new_message_id

SENDER = Sender("Mara Holt", "mara@advo.example")
ANA = Recipient("Ana Lindqvist", "ana@guest.example")
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Rät\r\nORGANIZER;CN=Mara:mailto:mara@advo.example\r\n"
    "ATTENDEE;RSVP=TRUE;CN=Ana:mailto:ana@g\r\n uest.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
WHEN = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
MESSAGE_ID = "<abc123@advo.example>"


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def decoded(data: bytes, field: str) -> str:
    """A header as most programs show it; Python's newer parser keeps the space between two encoded words."""
    return str(make_header(decode_header(str(email.message_from_bytes(data)[field]))))


def invite(
    *,
    subject: str = "Invitation: Council",
    text: str = "Hello",
    html: str | None = None,
    sender: Sender = SENDER,
    to: Recipient = ANA,
    draft: bool = False,
) -> bytes:
    return invitation(sender, to, subject, text, html, CALENDAR, "REQUEST", MESSAGE_ID, WHEN, draft=draft)


def test_the_calendar_is_the_last_alternative_and_attached_as_a_twin() -> None:
    message = parsed(invite(html="<p>Hello</p>"))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
    ]  # fmt: skip
    calendar, twin = list(message.walk())[-2:]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar["Content-Disposition"] is None
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar.get_payload(decode=True) == twin.get_payload(decode=True) == CALENDAR
    assert (twin.get_content_disposition(), twin.get_filename(), twin.get_param("name")) == ("attachment", "invite.ics", "invite.ics")
    assert not any(part.defects for part in message.walk())


def test_each_header_is_there_once_and_nobody_is_copied() -> None:
    message = parsed(invite())
    assert sorted(message.keys()) == sorted(["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"])
    assert message["To"].addresses[0].addr_spec == "ana@guest.example"
    assert message["From"].addresses[0].display_name == "Mara Holt"
    assert message["Date"].datetime == WHEN
    assert message["Message-ID"] == MESSAGE_ID


def test_a_draft_opens_as_one() -> None:
    assert parsed(invite(draft=True))["X-Unsent"] == "1"
    assert parsed(invite())["X-Unsent"] is None


def test_a_letter_has_no_calendar() -> None:
    assert parsed(letter(SENDER, ANA, "Thank you", "Thank you, Ana.", None, MESSAGE_ID, WHEN)).get_content() == "Thank you, Ana.\r\n"
    both = parsed(letter(SENDER, ANA, "Thank you", "Thank you", "<p>Thank you</p>", MESSAGE_ID, WHEN))
    assert [part.get_content_type() for part in both.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_line_ends_are_those_of_mail_throughout() -> None:
    data = invite(text="one\ntwo\r\nthree\rfour", html="<p>x\n</p>")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 78


def test_the_method_must_be_the_calendars_own() -> None:
    with pytest.raises(ValueError, match="not a CANCEL"):
        invitation(SENDER, ANA, "x", "x", None, CALENDAR, "CANCEL", MESSAGE_ID, WHEN)
    with pytest.raises(ValueError, match="not a PUBLISH"):
        invitation(SENDER, ANA, "x", "x", None, CALENDAR.replace(b"REQUEST", b"PUBLISH"), "PUBLISH", MESSAGE_ID, WHEN)


def test_the_calendar_must_be_about_sender_and_recipient() -> None:
    with pytest.raises(ValueError, match="ATTENDEE"):
        invite(to=Recipient("Ben", "ben@guest.example"))
    with pytest.raises(ValueError, match="ORGANIZER"):
        invite(sender=Sender("Mara", "m@advo.example"))


@pytest.mark.parametrize("message_id", ["", "abc@x.example", "<a b@x.example>", "<abc@x.example>\r\nBcc: m@evil.example", "<a@b@c>", "<abc>"])
def test_a_malformed_message_id_is_refused(message_id: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        letter(SENDER, ANA, "x", "x", None, message_id, WHEN)


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        letter(SENDER, ANA, "x", "x", None, MESSAGE_ID, WHEN.replace(tzinfo=None))


@pytest.mark.parametrize(
    "address", ["ana@guest.example\r\nBcc: m@evil.example", "a@x.example, b@x.example", "Ana <ana@x.example>", "", "jürgen@x.example"]
)
def test_an_address_that_is_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(RuleBroken, match="address"):
        invite(to=Recipient("Ana", address))


def test_an_international_domain_goes_out_encoded() -> None:
    message = parsed(letter(SENDER, Recipient("Ana", "ana@bücher.example"), "x", "x", None, MESSAGE_ID, WHEN))
    assert message["To"].addresses[0].addr_spec == "ana@xn--bcher-kva.example"


def test_message_ids_are_new_each_time_and_in_the_senders_domain() -> None:
    ids = {new_message_id(SENDER) for _ in range(50)}
    assert len(ids) == 50
    assert all(i.endswith("@advo.example>") for i in ids)


hostile = st.one_of(
    st.text(alphabet=st.characters(), max_size=160),
    st.sampled_from(
        [
            "x\r\nBcc: mallory@evil.example",
            "x\rBcc: mallory@evil.example",
            "x\n\nBody",
            "Lind, Ana (boss) <m@evil.example>; b",
            '"quoted" \\ name, with: all; of <it>',
            "=?utf-8?q?x=0D=0ABcc:_m@evil.example?=",
            "\u2028Bcc: m@evil.example",
            "\x85Bcc: m@evil.example",
            "Ödön von Horváth, " * 10,
            "A, B; C. " * 18,
            "--=_boundary--\r\nContent-Type: text/html",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(subject=hostile, name=hostile, from_name=hostile, text=hostile)
def test_no_text_can_add_a_header_a_part_or_a_recipient(subject: str, name: str, from_name: str, text: str) -> None:
    data = invite(subject=subject, text=text, sender=Sender(from_name, SENDER.email), to=Recipient(name, ANA.email))
    message = parsed(data)
    assert sorted(message.keys()) == sorted(["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"])
    assert [a.addr_spec for a in message["To"].addresses] == ["ana@guest.example"]
    assert [a.addr_spec for a in message["From"].addresses] == ["mara@advo.example"]
    assert decoded(data, "Subject") == clean(subject)
    assert max(len(line) for line in data.split(b"\r\n")) <= 78
    parts = [part.get_content_type() for part in message.walk()]
    assert parts == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"]
    assert list(message.walk())[3].get_payload(decode=True) == CALENDAR
    body = list(message.walk())[2].get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode() == clean(text, lines=True).replace("\n", "\r\n") + "\r\n"


@pytest.mark.parametrize(
    "name", ["Ödön von Horváth, Graf; of the very long and winding name that goes on and on " * 2, "Lind, Ana", "O'Brien", "李小龙", "x" * 150]
)
def test_names_arrive_as_they_were_written(name: str) -> None:
    shown = decoded(invite(to=Recipient(name, ANA.email)), "To").removesuffix("<ana@guest.example>").strip().strip('"')
    assert shown == clean(name, limit=200)
