"""Waves and drafts: who is addressed, what is held and why, which version a calendar entry has, and when nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.motives import Motives
from advoplanner.domain.people import ContactDraft
from advoplanner.services import events, guests, history, invitations, motives, outbox, people
from advoplanner.store.models import EmailAddress, Message

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 18)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(tmp_path, clock):
    workspace = create_workspace(tmp_path / "w.advo", clock=clock)
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin",
                   venue="Haus", organiser_email="host@firm.example", template=False)  # fmt: skip
    return events.new(ws, new).created("event")[0]


def add(ws, event_id: str, name: str, email: str | None = "") -> str:
    given, _, family = name.partition(" ")
    address = f"{given.lower()}@guest.example" if email == "" else email
    draft = ContactDraft(given=given, family=family, emails=(address,) if address else ())
    person = people.add(ws, draft).created("person")[0]
    return guests.add(ws, event_id, [person]).changes.created("guest")[0]


def wave(ws, event_id: str, kind: str = "invitation", **texts: str) -> str:
    made = invitations.new_wave(ws, event_id, kind, audience=EVERYBODY).created("wave")[0]
    if texts:
        invitations.edit_wave(ws, made, **texts)
    return made


def row(ws, event_id: str, guest_id: str):
    return next(m for m in invitations.messages(ws, event_id) if m.guest_id == guest_id)


def stored(ws, message_id: str) -> Message:
    with ws.reading() as session:
        return session.get_one(Message, message_id)


def test_a_draft_says_who_when_where_and_why(ws, event):
    ana = add(ws, event, "Ana Lima")
    motives.set_motives(ws, guests.details(ws, ana).row.person_id, Motives(needs={"say": 3}))
    done = invitations.draft(ws, wave(ws, event))
    assert (done.ready, done.held, done.unchanged) == (1, 0, 0)
    found = invitations.message(ws, row(ws, event, ana).id)
    assert found.row.subject == "Invitation: Data council"
    assert "Dear Ana," in found.body
    assert "Wednesday 10 March 2027, 18:00 to 22:00 (Europe/Berlin)" in found.body
    assert "The members set the agenda" in found.body
    assert dict(found.calendar)["Where"] == "Haus"
    assert dict(found.calendar)["Version"] == "First"
    assert guests.rows(ws, event)[0].invite_state == "in_outbox"


def test_drafting_twice_writes_nothing_new(ws, event):
    add(ws, event, "Ana Lima")
    first = wave(ws, event)
    invitations.draft(ws, first)
    before = [m.id for m in invitations.messages(ws, event)]
    invitations.draft(ws, first)
    assert [m.id for m in invitations.messages(ws, event)] == before


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("Dear {{job_title}},", "The guest's job title is not known ({{job_title}})."),
        ("{{job_title}} {{offer}}", "The guest's job title is not known ({{job_title}}); what this guest is offered is not known ({{offer}})."),
        ("{{salary}}", "{{salary}} is not a field."),
    ],
)
def test_a_missing_or_unknown_field_holds_the_message_and_is_named(ws, event, template, words):
    ana = add(ws, event, "Ana Lima")
    done = invitations.draft(ws, wave(ws, event, body=template))
    assert (done.ready, done.held) == (0, 1)
    assert (row(ws, event, ana).state, row(ws, event, ana).reason) == ("held", words)


def test_a_field_that_comes_in_later_frees_the_message_on_refresh(ws, event):
    ana = add(ws, event, "Ana Lima")
    invitations.draft(ws, wave(ws, event, body="Dear {{job_title}},"))
    people.edit(ws, guests.details(ws, ana).row.person_id, job_title="CIO")
    assert invitations.refresh(ws, event).ready == 1
    assert invitations.message(ws, row(ws, event, ana).id).body == "Dear CIO,"


def test_without_an_address_the_message_is_held(ws, event):
    ana = add(ws, event, "Ana Lima", None)
    assert invitations.draft(ws, wave(ws, event)).held == 1
    assert row(ws, event, ana).reason == "There is no address to send to."


@pytest.mark.parametrize("address", ["ana@guest.example\nBcc: all@x.example", "ana@guest.example,ben@guest.example", "ana@guest.example;b@x.example"])
def test_an_address_that_is_more_than_one_holds_only_its_own_message(ws, event, tmp_path, address):
    ana, ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    with ws.action("spoil") as work:
        person = guests.details(ws, ana).row.person_id
        for found in work.session.query(EmailAddress).filter(EmailAddress.person_id == person):
            found.address = address
    done = outbox.invite(ws, event, tmp_path / "out")
    assert [p.name for p in done.written] == ["0001-request-ben@guest.example.eml"]
    assert "cannot be used as an address" in row(ws, event, ana).reason
    assert row(ws, event, ben).state == "exported"
    message = row(ws, event, ana).id
    outbox.edit_message(ws, message, body="Dear Ana")
    assert invitations.message(ws, message).row.state == "held"
    with pytest.raises(RuleBroken, match="cannot be released"):
        outbox.release(ws, [message])


def test_do_not_contact_is_left_out_with_the_reason_even_once_drafted(ws, event, tmp_path):
    ana, ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    people.edit(ws, guests.details(ws, ana).row.person_id, do_not_contact=True, do_not_contact_why="asked in May")
    first = wave(ws, event)
    done = invitations.draft(ws, first)
    assert [(x.name, x.why, x.refused) for x in done.left_out] == [("Ana Lima", "do not contact: asked in May", True)]
    people.edit(ws, guests.details(ws, ben).row.person_id, do_not_contact=True)
    result = outbox.export(ws, [row(ws, event, ben).id], tmp_path)
    assert (result.written, result.held) == ((), (("ben@guest.example", "Do not contact."),))
    assert row(ws, event, ben).state == "held"
    assert list(tmp_path.glob("*.eml")) == []
    again = outbox.invite(ws, event, tmp_path)
    assert dict(again.held)["ana@guest.example"] == "do not contact: asked in May"
    assert again.written == ()


def test_waves_address_whom_they_are_for(ws, event, tmp_path):
    ana, ben, cara, dan = (add(ws, event, name) for name in ("Ana Lima", "Ben Okafor", "Cara Diaz", "Dan Weiss"))
    guests.edit(ws, [dan], decision="hold")
    outbox.invite(ws, event, tmp_path)
    guests.set_reply(ws, [ana], "accepted", channel="phone")
    guests.set_reply(ws, [ben], "declined", channel="phone")
    reminder, last = wave(ws, event, "reminder"), wave(ws, event, "confirmation")
    assert {x.guest_id for x in invitations.preview(ws, reminder).letters} == {cara}
    assert {x.guest_id for x in invitations.preview(ws, last).letters} == {ana}
    assert {x.name: x.why for x in invitations.preview(ws, reminder).left_out} == {
        "Ana Lima": "has answered", "Ben Okafor": "has answered", "Dan Weiss": "not approved",
    }  # fmt: skip
    events.edit(ws, event, start=START + timedelta(days=1))
    outbox.invite(ws, event, tmp_path)
    assert {x.guest_id for x in invitations.preview(ws, reminder).letters} == {ana, ben, cara}, "who answered for the old date is asked again"


def test_nobody_is_reminded_of_an_invitation_they_never_got(ws, event):
    add(ws, event, "Ana Lima")
    assert [x.why for x in invitations.preview(ws, wave(ws, event, "reminder")).left_out] == ["has no invitation yet"]


def test_a_companion_without_address_is_left_out_not_held(ws, event):
    ana = add(ws, event, "Ana Lima")
    guests.add_companion(ws, ana, "Rui Lima")
    done = invitations.draft(ws, wave(ws, event))
    assert (done.ready, done.held) == (1, 0)
    assert [x.why for x in done.left_out] == ["comes with another guest and has no address"]


def test_a_text_edited_by_hand_stays_and_only_its_calendar_follows(ws, event):
    ana = add(ws, event, "Ana Lima")
    first = wave(ws, event)
    invitations.draft(ws, first)
    message = row(ws, event, ana).id
    outbox.edit_message(ws, message, body="Ana, come!")
    invitations.edit_wave(ws, first, body="Another text for {{name}}")
    assert row(ws, event, ana).state == "draft", "a wave's words do not reach a text that is a person's own"
    events.edit(ws, event, room="Saal 2")
    assert row(ws, event, ana).state == "stale"
    outbox.edit_message(ws, message, body="Ana, do come!")
    assert row(ws, event, ana).state == "stale", "the calendar entry is out of date still"
    invitations.refresh(ws, event)
    found = invitations.message(ws, message)
    assert (found.row.state, found.body) == ("draft", "Ana, do come!")
    assert dict(found.calendar)["Where"] == "Saal 2, Haus"


def test_a_change_of_the_waves_words_makes_its_drafts_stale(ws, event):
    ana = add(ws, event, "Ana Lima")
    first = wave(ws, event)
    invitations.draft(ws, first)
    invitations.edit_wave(ws, first, subject="Come, {{first_name}}")
    assert row(ws, event, ana).state == "stale"
    assert invitations.refresh(ws, event).ready == 1
    assert row(ws, event, ana).subject == "Come, Ana"


def test_what_a_person_holds_is_held_until_a_person_releases_it(ws, event, tmp_path):
    ana, ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    first = wave(ws, event)
    invitations.draft(ws, first)
    message = row(ws, event, ana).id
    outbox.hold(ws, [message], "call her first")
    invitations.draft(ws, first)
    events.edit(ws, event, room="Saal 2")
    invitations.refresh(ws, event)
    done = outbox.invite(ws, event, tmp_path)
    assert [p.name for p in done.written] == ["0001-request-ben@guest.example.eml"]
    assert done.held == (("ana@guest.example", "Held by hand: call her first"),)
    assert guests.details(ws, ben).row.invite_state == "sent"
    outbox.release(ws, [message])
    assert row(ws, event, ana).state == "draft"
    assert dict(invitations.message(ws, message).calendar)["Where"] == "Saal 2, Haus", "released as things are now"


def test_deleting_a_draft_takes_the_guests_mark_with_it(ws, event):
    ana = add(ws, event, "Ana Lima")
    invitations.draft(ws, wave(ws, event))
    outbox.remove(ws, [row(ws, event, ana).id])
    assert guests.details(ws, ana).row.invite_state == "not_sent"
    history.undo(ws)
    assert row(ws, event, ana).state == "draft"
    assert guests.details(ws, ana).row.invite_state == "in_outbox"


def test_preview_counts_what_drafting_would_write_and_writes_nothing(ws, event, tmp_path):
    ana = add(ws, event, "Ana Lima")
    add(ws, event, "Ben Okafor", None)
    first = wave(ws, event)
    found = invitations.preview(ws, first)
    assert (found.to_draft, [x.why for x in found.letters]) == (2, ["", "There is no address to send to."])
    assert invitations.messages(ws, event) == []
    outbox.invite(ws, event, tmp_path)
    found = invitations.preview(ws, first)
    assert (found.to_draft, [(x.holds_it, x.waiting) for x in found.letters]) == (0, [(True, False), (False, True)])
    events.edit(ws, event, start=START + timedelta(days=1))
    found = invitations.preview(ws, first)
    assert found.to_draft == 1
    assert found.letters[0].subject == "Updated: Data council"
    assert found.letters[0].guest_id == ana


def test_without_an_organiser_nothing_is_drafted_and_it_is_said_where(ws):
    new = NewEvent("council", "No host", "p", START, START + timedelta(hours=1), "UTC", template=False)
    event_id = events.new(ws, new).created("event")[0]
    add(ws, event_id, "Ana Lima")
    with pytest.raises(RuleBroken) as caught:
        invitations.draft(ws, wave(ws, event_id))
    assert (caught.value.code, caught.value.field) == ("invitations.no_organiser", "organiser_email")


def test_waves_are_named_once_and_never_emptied(ws, event):
    first = wave(ws, event)
    wave(ws, event)
    assert [w.name for w in invitations.waves(ws, event)] == ["Invitation", "Invitation 2"]
    for fields in ({"name": "Invitation 2"}, {"name": " "}, {"subject": ""}, {"body": " "}):
        with pytest.raises(RuleBroken) as caught:
            invitations.edit_wave(ws, first, **fields)
        assert caught.value.field == next(iter(fields))
    with pytest.raises(RuleBroken, match="already"):
        invitations.new_wave(ws, event, "reminder", "Invitation")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("planned", "tomorrow", "waves.planned"), ("subject", "x" * 301, "text.too_long"), ("body", "x" * 20_001, "text.too_long")],
)
def test_what_a_wave_cannot_hold_is_refused_at_its_field(ws, event, field, value, code):
    first = wave(ws, event)
    invitations.edit_wave(ws, first, planned="2027-03-01")
    before = invitations.waves(ws, event)
    with pytest.raises(RuleBroken) as refused:
        invitations.edit_wave(ws, first, **{field: value})
    assert (refused.value.code, refused.value.field) == (code, field)
    assert invitations.waves(ws, event) == before


def test_a_wave_goes_with_its_drafts_but_not_with_what_left(ws, event, tmp_path):
    ana = add(ws, event, "Ana Lima")
    first = wave(ws, event)
    invitations.draft(ws, first)
    invitations.remove_wave(ws, first)
    assert (invitations.waves(ws, event), invitations.messages(ws, event)) == ([], [])
    assert guests.details(ws, ana).row.invite_state == "not_sent"
    history.undo(ws)
    outbox.invite(ws, event, tmp_path)
    with pytest.raises(RuleBroken, match="have left"):
        invitations.remove_wave(ws, first)
