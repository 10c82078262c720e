"""Messages sent in a mail of one's own: the words to paste, the entry to attach, and that they count as sent like any other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import by_hand, events, guests, invitations, outbox, people

START = datetime(2027, 3, 10, 18)


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", clock=lambda: datetime(2027, 1, 12, 9, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture
def event(ws):
    new = NewEvent("council", "Council", "Listen.", START, START + timedelta(hours=3), "Europe/Berlin", organiser_email="host@firm.example",
                   template=False)  # fmt: skip
    made = events.new(ws, new).created("event")[0]
    for name in ("Ana", "Ben"):
        guests.add(ws, made, people.add(ws, ContactDraft(given=name, family="Lima", emails=(f"{name.lower()}@guest.example",))).created("person"))
    wave = invitations.new_wave(ws, made, audience=EVERYBODY).created("wave")[0]
    invitations.edit_wave(ws, wave, body="Dear {{first_name}},\n\n**come** & see.")
    invitations.draft(ws, wave)
    return made


def of(ws, name):
    return next(row for row in invitations.messages(ws) if row.to_name.startswith(name))


def test_the_words_are_those_that_would_have_left(ws, event):
    found = by_hand.copied(ws, of(ws, "Ana").id)
    assert (found.address, found.subject, found.entry) == ("ana@guest.example", "Invitation: Council", True)
    assert found.plain.strip() == "Dear Ana,\n\ncome & see."
    assert "<strong>come</strong> &amp; see." in found.html


def test_the_entry_is_for_this_guest_alone(ws, event, tmp_path):
    path = by_hand.save_entry(ws, of(ws, "Ana").id, tmp_path / "invite.ics")
    (entry,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert str(entry["ATTENDEE"]) == "mailto:ana@guest.example"
    assert str(entry["UID"]) == events.details(ws, event).uid


def test_noted_as_sent_it_is_in_the_log_the_guest_is_invited_and_it_leaves_no_second_time(ws, event, tmp_path):
    ana = of(ws, "Ana").id
    noted = by_hand.note_sent(ws, [ana], " From my phone,\nTuesday ")
    assert (noted.sent, noted.held) == (1, [])
    found = invitations.message(ws, ana)
    assert (found.row.state, found.sent_by, found.answer) == ("exported", "by hand", "From my phone, Tuesday")
    assert b"ana@guest.example" in outbox.octets(ws, ana)
    assert {row.name: row.invite_state for row in guests.rows(ws, event)} == {"Ana Lima": "sent", "Ben Lima": "in_outbox"}
    for again in (by_hand.copied, by_hand.note_sent):
        with pytest.raises(RuleBroken, match="has left already"):
            again(ws, ana if again is by_hand.copied else [ana])
    events.edit(ws, event, start=START + timedelta(hours=1))
    assert invitations.update_holders(ws, event).ready == 1


def test_who_may_not_be_written_to_is_held_and_a_receipt_that_is_too_long_notes_nothing(ws, event):
    people.edit(ws, guests.rows(ws, event)[1].person_id, do_not_contact=True)
    with pytest.raises(RuleBroken) as refused:
        by_hand.note_sent(ws, [of(ws, "Ana").id], "x" * 301)
    assert refused.value.field == "receipt"
    assert of(ws, "Ana").state == "draft"
    noted = by_hand.note_sent(ws, [of(ws, "Ana").id, of(ws, "Ben").id])
    assert (noted.sent, noted.held) == (1, [("ben@guest.example", "Do not contact.")])
    assert of(ws, "Ben").state == "held"
    with pytest.raises(RuleBroken, match="no longer in the outbox"):
        by_hand.copied(ws, "gone")
