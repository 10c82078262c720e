"""Replies that a person decides: another time, an invitation once more, a bounce, words instead of a calendar, the details form."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.replies import ReadMessage
from advoplanner.services import events, guests, history, invitations, outbox, people, replies, reply_decisions

START = datetime(2027, 3, 10, 18)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2027, 1, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=Clock())
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws, tmp_path) -> str:
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin",
                   organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for given, family in (("Ana", "Lima"), ("Ben", "Okafor")):
        person = people.add(ws, ContactDraft(given=given, family=family, emails=(f"{given.lower()}@guest.example",))).created("person")[0]
        guests.add(ws, event_id, [person])
    outbox.invite(ws, event_id, tmp_path / "out")
    return event_id


def guest(ws, event_id: str, given: str = "Ana"):
    return next(g for g in guests.rows(ws, event_id) if g.name.startswith(given))


def calendar_reply(ws, event_id: str, tmp_path: Path, method: str, *lines: str, partstat: str = "TENTATIVE", name: str = "r") -> str:
    """Read one calendar message of Ana's; returns the id of its row."""
    text = [
        "BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{events.details(ws, event_id).uid}", "DTSTAMP:20270113T080000Z",
        "SEQUENCE:0", f"ATTENDEE;PARTSTAT={partstat}:mailto:ana@guest.example", *lines, "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    path = tmp_path / f"{name}.ics"
    path.write_text("\r\n".join(text), newline="")
    replies.read_files(ws, [path])
    return next(row.id for row in replies.rows(ws) if row.file_name == path.name)


def mail(
    ws, tmp_path: Path, text: str, *, sender: str = "ana@guest.example", subject: str = "Re: Data council", head: str = "", name: str = "m"
) -> str:
    """Read one mail in words; returns the id of its row."""
    path = tmp_path / f"{name}.eml"
    top = f"From: {sender}\r\nTo: host@firm.example\r\nSubject: Re: Data council\r\nDate: Wed, 13 Jan 2027 09:00:00 +0000\r\n"
    path.write_text(f"{top}{head}\r\n{text}", newline="")
    replies.read_files(ws, [path])
    return next(row.id for row in replies.rows(ws) if row.file_name == path.name)


def entry(path: Path) -> tuple[str, icalendar.Event]:
    """METHOD and entry of a message on the disk."""
    part = re.search(rb"method=\w+\r\nContent-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)", path.read_bytes())
    assert part is not None
    calendar = icalendar.Calendar.from_ical(base64.b64decode(part[1]))
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def leave(ws, event_id: str, folder: Path) -> dict[str, tuple[str, icalendar.Event]]:
    """Send what is ready; address → method and entry."""
    ready = [m.id for m in invitations.messages(ws, event_id, ("draft",))]
    return {path.name.split("-", 2)[2].removesuffix(".eml"): entry(path) for path in outbox.export(ws, ready, folder).written}


LATER = ("DTSTART:20270311T170000Z", "DTEND:20270311T200000Z")


def test_another_time_changes_nothing_by_itself_and_shows_both(ws, event, tmp_path):
    row = replies.row(ws, calendar_reply(ws, event, tmp_path, "COUNTER", *LATER))
    assert events.details(ws, event).start == START
    assert row.proposed == ("20270311T170000Z", "20270311T200000Z")
    assert row.now == ("20270310T170000Z", "20270310T210000Z")
    assert row.outcome == "need_you"


def test_taking_another_time_asks_everybody_again_under_the_next_version(ws, event, tmp_path):
    ws_row = calendar_reply(ws, event, tmp_path, "COUNTER", *LATER)
    reply_decisions.accept_time(ws, ws_row)
    assert (events.details(ws, event).start, events.details(ws, event).end) == (datetime(2027, 3, 11, 18), datetime(2027, 3, 11, 21))
    sent = leave(ws, event, tmp_path / "again")
    assert {address: (method, int(e["SEQUENCE"])) for address, (method, e) in sent.items()} == {
        "ana@guest.example": ("REQUEST", 1), "ben@guest.example": ("REQUEST", 1),
    }  # fmt: skip


def test_taking_another_time_is_one_step_back(ws, event, tmp_path):
    reply_id = calendar_reply(ws, event, tmp_path, "COUNTER", *LATER)
    reply_decisions.accept_time(ws, reply_id)
    history.undo(ws)
    assert events.details(ws, event).start == START
    assert replies.row(ws, reply_id).outcome == "need_you"
    assert invitations.messages(ws, event, ("draft",)) == []


def test_refusing_another_time_answers_with_a_declinecounter_of_the_same_version(ws, event, tmp_path):
    reply_decisions.refuse_time(ws, calendar_reply(ws, event, tmp_path, "COUNTER", *LATER))
    sent = leave(ws, event, tmp_path / "no")
    method, found = sent["ana@guest.example"]
    assert (list(sent), method, int(found["SEQUENCE"])) == (["ana@guest.example"], "DECLINECOUNTER", 0)
    assert str(found["UID"]) == events.details(ws, event).uid
    assert guest(ws, event).invite_state == "sent"
    assert outbox.invite(ws, event, tmp_path / "still").written == ()


def test_a_time_that_cannot_be_is_refused_and_changes_nothing(ws, event, tmp_path):
    reply_id = calendar_reply(ws, event, tmp_path, "COUNTER", "DTSTART:18000311T170000Z")
    with pytest.raises(RuleBroken):
        reply_decisions.accept_time(ws, reply_id)
    assert events.details(ws, event).start == START


def test_a_message_without_a_proposal_cannot_be_taken(ws, event, tmp_path):
    with pytest.raises(RuleBroken, match="proposes no other time"):
        reply_decisions.accept_time(ws, calendar_reply(ws, event, tmp_path, "REPLY", partstat="ACCEPTED"))


def test_who_asks_for_the_invitation_gets_it_again_with_a_newer_stamp(ws, event, tmp_path):
    first = next(entry(path) for path in (tmp_path / "out").glob("*ana*"))[1]
    reply_decisions.resend(ws, calendar_reply(ws, event, tmp_path, "REFRESH", partstat="NEEDS-ACTION"))
    sent = leave(ws, event, tmp_path / "more")
    method, found = sent["ana@guest.example"]
    assert (list(sent), method, int(found["SEQUENCE"])) == (["ana@guest.example"], "REQUEST", 0)
    assert found["DTSTAMP"].dt > first["DTSTAMP"].dt


BOUNCE = """MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ana@guest.example
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:{uid}
ATTENDEE:mailto:ana@guest.example
END:VEVENT
END:VCALENDAR
--b--
"""


def bounced(ws, event, tmp_path) -> str:
    body = BOUNCE.format(uid=events.details(ws, event).uid).replace("\n", "\r\n")
    head, _, rest = body.partition("\r\n\r\n")
    return mail(ws, tmp_path, rest, sender="MAILER-DAEMON@mx.example", head=f"{head}\r\n", name="bounce")


def test_a_bounce_marks_the_address_so_that_nothing_more_goes_there(ws, event, tmp_path):
    reply_id = bounced(ws, event, tmp_path)
    person = guest(ws, event).person_id
    assert people.details(ws, person).email_problems == ("Mail to ana@guest.example came back on Tue 12 Jan 2027.",)
    people.edit(ws, person, emails=("ana@guest.example", "ana@home.example"))
    assert people.details(ws, person).email_problems == ("Mail to ana@guest.example came back on Tue 12 Jan 2027.",)
    history.undo(ws)
    events.edit(ws, event, start=START + timedelta(days=1))
    outbox.invite(ws, event, tmp_path / "next")
    states = {m.to_address: (m.state, m.reason) for m in invitations.messages(ws, event) if m.state != "exported"}
    assert states["ana@guest.example"] == ("held", "Mail to ana@guest.example came back on Tue 12 Jan 2027.")
    reply_decisions.works_after_all(ws, reply_id)
    assert people.details(ws, person).email_problems == ()


def test_reading_a_bounce_can_be_undone(ws, event, tmp_path):
    bounced(ws, event, tmp_path)
    history.undo(ws)
    assert people.details(ws, guest(ws, event).person_id).email_problems == ()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes, I'll be there!\r\n\r\nOn Mon, 11 Jan 2027 at 09:00 Host wrote:\r\n> no\r\n", "accepted"),
        ("Hi Host,\r\n\r\nyes.\r\n", "accepted"),
        ("No, sorry.\r\n", "declined"),
        ("I can't make it this time.\r\n", "declined"),
        ("Vielleicht.\r\n", "tentative"),
        ("Ja, gerne\r\n-- \r\nAna", "accepted"),
        ("Could you tell me who comes?\r\n", ""),
        ("Yes and no.\r\n", "accepted"),
        ("Maybe yes\r\n", "tentative"),
    ],
)
def test_words_are_only_a_suggestion(ws, event, tmp_path, text, answer):
    row = replies.row(ws, mail(ws, tmp_path, text))
    assert (row.outcome, row.guest, row.answer) == ("need_you", "Ana Lima", answer)
    assert guest(ws, event).reply == "none"


def test_a_plain_yes_is_applied_with_one_command(ws, event, tmp_path):
    reply_id = mail(ws, tmp_path, "Yes.\r\n")
    replies.apply(ws, reply_id)
    assert guest(ws, event).reply == "accepted"
    history.undo(ws)
    assert guest(ws, event).reply == "none"


def test_the_message_answered_says_which_event(ws, event, tmp_path):
    other = NewEvent("council", "Data council", "Again.", START + timedelta(days=30), START + timedelta(days=30, hours=2), "Europe/Berlin",
                     organiser_email="host@firm.example", template=False)  # fmt: skip
    second = events.new(ws, other).created("event")[0]
    guests.add(ws, second, [guest(ws, event).person_id])
    outbox.invite(ws, second, tmp_path / "second")
    sent = next((tmp_path / "second").glob("*ana*")).read_bytes()
    message_id = re.search(rb"Message-ID: (\S+)", sent)[1].decode()
    assert replies.row(ws, mail(ws, tmp_path, "Yes.\r\n", head=f"In-Reply-To: {message_id}\r\n")).event_id == second
    row = replies.row(ws, mail(ws, tmp_path, "Yes, again.\r\n", name="unclear"))
    assert (row.event_id, row.answer) == ("", "")


def test_words_of_a_stranger_are_nobodys(ws, event, tmp_path):
    assert replies.row(ws, mail(ws, tmp_path, "Yes.\r\n", sender="who@else.example")).outcome == "ignored"


FORM = """Thank you!

> Diet or allergies: vegan, no nuts
> What would make the day easier for you (access, seat):
> Arrival and departure:
Arrival and departure: 9 March, 21:40
> Name on the badge: Ana M. Lima
> Topics you would like to talk about: Cold chains; Pricing
"""


def test_the_details_form_is_read_back_looked_at_and_applied(ws, event, tmp_path):
    reply_id = mail(ws, tmp_path, FORM.replace("\n", "\r\n"))
    row = replies.row(ws, reply_id)
    assert row.outcome == "need_you"
    assert dict(row.details) == {
        "Diet": "vegan, no nuts", "Travel": "9 March, 21:40", "Name on lists and in print": "Ana M. Lima", "Topics": "Cold chains; Pricing",
    }  # fmt: skip
    assert guest(ws, event).diet == ""
    replies.apply(ws, reply_id)
    found = guests.details(ws, guest(ws, event).id)
    assert (found.row.name, found.row.diet, found.travel) == ("Ana M. Lima", "vegan, no nuts", "9 March, 21:40")
    assert people.details(ws, found.row.person_id).row.topics == ("Cold chains", "Pricing")
    history.undo(ws)
    assert guest(ws, event).name == "Ana Lima"


def test_the_form_goes_out_with_what_is_known_and_comes_back_without_it(ws, event, tmp_path):
    guests.edit(ws, [guest(ws, event).id], diet="vegan")
    form = invitations.new_wave(ws, event, name="Details", audience=EVERYBODY).created("wave")[0]
    invitations.edit_wave(ws, form, body="{{details_form}}")
    body = next(each.body for each in invitations.preview(ws, form).letters if each.name == "Ana Lima")
    assert "Diet or allergies: vegan\n" in body
    assert replies.row(ws, mail(ws, tmp_path, body.replace("\n", "\r\n"))).details == ()


def test_an_answer_marked_by_hand_keeps_its_reason(ws, event, tmp_path):
    reply_id = mail(ws, tmp_path, "The trains are on strike, as you know.\r\n")
    reply_decisions.mark(ws, reply_id, "declined", reason="Travel")
    found = guests.details(ws, guest(ws, event).id)
    assert (found.row.reply, found.decline_reason, replies.row(ws, reply_id).outcome) == ("declined", "Travel", "applied")


def test_a_stranger_is_turned_down_with_kind_words_and_kept(ws, event, tmp_path):
    path = tmp_path / "s.ics"
    path.write_text(
        f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{events.details(ws, event).uid}\r\nDTSTAMP:20270113T080000Z\r\n"
        "ATTENDEE;CN=Zoë Quist;PARTSTAT=ACCEPTED:mailto:zoe@else.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        newline="",
    )
    replies.read_files(ws, [path])
    reply_id = replies.rows(ws)[0].id
    assert "Dear Zoë Quist," in reply_decisions.kind_words(ws, reply_id)
    reply_decisions.decline(ws, reply_id)
    assert (replies.row(ws, reply_id).outcome, replies.row(ws, reply_id).why) == ("ignored", "Turned down by hand.")
    assert len(guests.rows(ws, event)) == 2


def test_a_message_carries_its_text_and_what_it_answers():
    from advoplanner.imports.replies import read

    found: ReadMessage = read(
        b"From: a@x.example\r\nReferences: <1@x> <2@x>\r\nIn-Reply-To: <2@x>\r\nContent-Type: text/html\r\n\r\n"
        b"<head><style>p {}</style></head><p>Yes &amp; thanks<br>Ana</p><script>no()</script>"
    )
    assert (found.text, found.references) == ("Yes & thanks\nAna", ("<2@x>", "<1@x>"))
