"""The attendees of a meeting as a list of people, each once, with part and answer."""

from __future__ import annotations

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.imports.contacts import read_contacts

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Council\r\n"
TAIL = "END:VEVENT\r\nEND:VCALENDAR\r\n"


def meeting(*lines: str) -> bytes:
    return (HEAD + "".join(f"{line}\r\n" for line in lines) + TAIL).encode()


def test_people_come_with_name_part_and_answer_and_rooms_stay_away() -> None:
    found = read_contacts(
        meeting(
            "ORGANIZER;CN=Host Firm:mailto:host@firm.example",
            'ATTENDEE;CN="Ruiz, Ana";PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:Ana@x.example',
            "ATTENDEE;CN=bo@x.example;PARTSTAT=DECLINED;ROLE=REQ-PARTICIPANT:MAILTO:bo@x.example",
            "ATTENDEE;CN=Cy Orr;PARTSTAT=NEEDS-ACTION;ROLE=NON-PARTICIPANT:mailto:cy",
            "ATTENDEE;CN=Room 5;CUTYPE=ROOM:mailto:room5@x.example",
        ),
        "invite.ics",
    )
    assert [(d.display_name, d.family, d.emails, d.role, d.reply, d.row) for d in found.drafts] == [
        ("Ana Ruiz", "Ruiz", ("ana@x.example",), "chair", "accepted", 1),
        ("bo@x.example", "", ("bo@x.example",), "", "declined", 2),
        ("Cy Orr", "Orr", (), "observer", "", 3),
        ("Host Firm", "Firm", ("host@firm.example",), "host", "", 4),
    ]
    assert found.notes == ("1 room or thing left out.",)
    assert found.problems == [(3, "Has no e-mail address.")]
    assert (found.kind, found.mapping.columns) == ("calendar", ())


def test_somebody_in_several_entries_is_one_with_the_later_answer() -> None:
    first = meeting("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@x.example").decode()
    second = meeting("ATTENDEE;CN=Ana Ruiz;PARTSTAT=TENTATIVE:mailto:ANA@x.example").decode()
    found = read_contacts((first + second).encode(), "")
    assert [(d.display_name, d.reply) for d in found.drafts] == [("Ana Ruiz", "tentative")]


def test_two_names_at_one_address_are_two_people_with_an_answer_each() -> None:
    shared = (
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:office@x.example",
        "ATTENDEE;CN=Ana Alt;PARTSTAT=ACCEPTED:mailto:office@x.example",
        "ATTENDEE;CN=Ben Berg;PARTSTAT=DECLINED:mailto:Office@x.example",
        'ATTENDEE;CN="Alt, Ana";ROLE=CHAIR:mailto:office@x.example',
        # Nothing says whose answer this is.
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:office@x.example",
    )
    found = read_contacts(meeting(*shared), "")
    assert [(d.display_name, d.role, d.reply, d.row) for d in found.drafts] == [("Ana Alt", "chair", "accepted", 1), ("Ben Berg", "", "declined", 2)]


@pytest.mark.parametrize(("data", "code"), [(b"", "import.empty"), (meeting(), "import.no_attendees"), (b"\x00\x01nonsense", "import.no_attendees")])
def test_files_that_name_nobody_are_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_contacts(data, "invite.ics")
    assert refused.value.code == code
