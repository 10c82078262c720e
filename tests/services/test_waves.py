"""Waves: nobody by default, filters, the ask cap, personal drafts; entries for days and sessions, each with an identity of its own."""

from __future__ import annotations

import base64
import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.audiences import EVERYBODY, WHY_PERSONAL, Audience, Who
from advoplanner.domain.clock_rules import followable, notice
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import agenda, asks, clock_rules, events, guests, guru_slots, history, invitations, motives, norms, outbox, people, replies
from advoplanner.store.models import Event, Message, Person

START = datetime(2027, 6, 10, 18)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(tmp_path, clock):
    workspace = create_workspace(tmp_path / "w.advo", clock=clock)
    yield workspace
    workspace.close()


def make_event(ws, title: str = "Board", start: datetime = START, days: float = 0.25) -> str:
    new = NewEvent("cab", title, "Hear what worked.", start, start + timedelta(days=days), "Europe/Berlin",
                   venue="Haus", organiser_email="host@firm.example", template=False)  # fmt: skip
    return events.new(ws, new).created("event")[0]


def add(ws, event_id: str, name: str, **fields) -> str:
    given, _, family = name.partition(" ")
    known = [p.id for p in people.rows(ws) if p.name == name]
    person = (
        known[0]
        if known
        else people.add(ws, ContactDraft(given=given, family=family, emails=(f"{given.lower()}@guest.example",))).created("person")[0]
    )
    tier = fields.pop("tier", 0)
    if tier:
        with ws.action("tier") as work:
            work.session.get_one(Person, person).tier = tier
    if fields:
        people.edit(ws, person, **fields)
    return guests.add(ws, event_id, [person]).changes.created("guest")[0]


def wave(ws, event_id: str, kind: str = "invitation", **given) -> str:
    return invitations.new_wave(ws, event_id, kind, **given).created("wave")[0]


def entry(path) -> icalendar.Event:
    """The calendar entry of a message on the disk."""
    part = re.search(rb"method=\w+\r\nContent-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)", path.read_bytes())
    assert part is not None
    return icalendar.Calendar.from_ical(base64.b64decode(part[1])).walk("VEVENT")[0]


def left_out(ws, wave_id: str) -> dict[str, str]:
    return {each.name: each.why for each in invitations.preview(ws, wave_id).left_out}


def test_an_invitation_is_for_nobody_until_somebody_chooses(ws):
    event = make_event(ws)
    ana = add(ws, event, "Ana Lima")
    first = wave(ws, event)
    assert left_out(ws, first) == {"Ana Lima": "nobody has been chosen yet"}
    assert invitations.draft(ws, first).ready == 0
    invitations.edit_wave(ws, first, audience=Audience(added=(ana,)))
    assert invitations.draft(ws, first).ready == 1


def test_a_reminder_finds_the_silent_and_a_confirmation_the_accepted(ws, tmp_path):
    event = make_event(ws)
    ana, _ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    outbox.invite(ws, event, tmp_path)
    guests.set_reply(ws, [ana], "accepted")
    for kind, names in (("reminder", ["Ben Okafor"]), ("confirmation", ["Ana Lima"])):
        assert [each.name for each in invitations.preview(ws, wave(ws, event, kind)).letters] == names


def test_a_wave_that_asks_passes_over_who_was_asked_too_often(ws, tmp_path, clock):
    for number in (1, 2):
        event = make_event(ws, f"Talk {number}")
        add(ws, event, "Ana Lima")
        outbox.export(ws, _drafted(ws, wave(ws, event, gives=False, audience=EVERYBODY), event), tmp_path / str(number))
        clock.now += timedelta(days=35)
    third = make_event(ws, "Talk 3")
    add(ws, third, "Ana Lima")
    asking = wave(ws, third, gives=False, audience=EVERYBODY)
    assert left_out(ws, asking)["Ana Lima"].startswith("asked 2 times in a quarter")
    assert invitations.preview(ws, asking).left_out[0].refused
    invitations.edit_wave(ws, asking, gives=True)
    found = invitations.preview(ws, asking)
    assert [each.name for each in found.letters] == ["Ana Lima"]
    assert found.letters[0].recommended.startswith("Recommended: asked 2 times")


def test_an_ask_does_not_count_against_its_own_event(ws, tmp_path):
    event = make_event(ws)
    add(ws, event, "Ana Lima")
    asking = wave(ws, event, gives=False, audience=EVERYBODY)
    outbox.export(ws, _drafted(ws, asking, event), tmp_path)
    events.edit(ws, event, room="Hall")
    assert [each.outdated for each in invitations.preview(ws, asking).letters] == [("the place",)]


def test_the_weary_are_kept_from_asks_and_recommended_for_gifts(ws):
    event = make_event(ws)
    add(ws, event, "Ana Lima", weary=True)
    asking = wave(ws, event, gives=False, audience=EVERYBODY)
    assert left_out(ws, asking) == {"Ana Lima": "tired of being asked"}
    giving = wave(ws, event, name="Seats", audience=EVERYBODY)
    assert invitations.preview(ws, giving).letters[0].recommended == "Recommended: tired of being asked, and this gives"


def test_what_was_asked_by_hand_counts_and_can_be_undone(ws):
    event = make_event(ws)
    ana = guests.details(ws, add(ws, event, "Ana Lima")).row.person_id
    asks.log(ws, ana, "ask", "Reference call", "2027-02-20")
    asking = wave(ws, event, gives=False, audience=EVERYBODY)
    assert left_out(ws, asking)["Ana Lima"].startswith("asked on Sat 20 Feb 2027")
    assert [(row.kind, row.activity) for row in asks.ledger(ws, ana)] == [("ask", "Reference call")]
    asks.remove(ws, asks.ledger(ws, ana)[0].id)
    assert left_out(ws, asking) == {}
    history.undo(ws)
    assert left_out(ws, asking) != {}


def test_the_days_between_asks_follow_the_norm_of_the_event(ws):
    event = make_event(ws)
    ana = guests.details(ws, add(ws, event, "Ana Lima")).row.person_id
    asks.log(ws, ana, "ask", "Reference call", "2027-02-20")
    asking = wave(ws, event, gives=False, audience=EVERYBODY)
    assert left_out(ws, asking)["Ana Lima"].endswith("and 30 days are to lie between")
    norms.change(ws, norms.scope_of(ws, event), "asks", "days", 1)
    assert left_out(ws, asking) == {}


def test_the_ledger_shows_what_waves_asked_and_gave(ws, tmp_path):
    event = make_event(ws)
    ana = guests.details(ws, add(ws, event, "Ana Lima")).row.person_id
    outbox.invite(ws, event, tmp_path)
    assert [(row.kind, row.activity, row.event, row.id) for row in asks.ledger(ws, ana)] == [("give", "Invitation", "Board", "")]


def test_a_personal_draft_waits_until_it_was_read(ws):
    event = make_event(ws)
    ana, ben = add(ws, event, "Ana Lima", tier=1), add(ws, event, "Ben Okafor")
    first = wave(ws, event, audience=EVERYBODY, mode="tier")
    done = invitations.draft(ws, first)
    states = {m.guest_id: (m.state, m.reason) for m in invitations.messages(ws, event)}
    assert (done.ready, done.held) == (1, 1)
    assert states == {ana: ("held", WHY_PERSONAL), ben: ("draft", "")}
    message = next(m.id for m in invitations.messages(ws, event) if m.guest_id == ana)
    outbox.release(ws, [message])
    assert invitations.message(ws, message).row.state == "draft"
    invitations.draft(ws, first)
    assert invitations.message(ws, message).row.state == "draft"


def test_writing_in_a_personal_draft_frees_it(ws):
    event = make_event(ws)
    add(ws, event, "Ana Lima", tier=1)
    invitations.draft(ws, wave(ws, event, audience=EVERYBODY, mode="personal"))
    message = invitations.messages(ws, event)[0].id
    outbox.edit_message(ws, message, body="Ana, your talk on cold chains is still quoted. Come!")
    assert invitations.message(ws, message).row.state == "draft"


def test_a_new_wave_is_planned_from_the_norms_and_its_day_can_be_changed(ws):
    event = make_event(ws)
    first = wave(ws, event)
    assert invitations.waves(ws, event)[0].planned == "2027-04-15"
    invitations.edit_wave(ws, first, planned="2027-04-20")
    assert invitations.waves(ws, event)[0].planned == "2027-04-20"


def test_an_entry_for_each_day_has_its_own_identity_and_message(ws, tmp_path):
    event = make_event(ws, start=datetime(2027, 6, 10, 18), days=1.8)
    agenda.add(ws, event, type="framed_discussion", title="Morning", start=datetime(2027, 6, 11, 9), minutes=90)
    agenda.add(ws, event, type="meal", title="Dinner", start=datetime(2027, 6, 11, 19), minutes=120)
    events.edit(ws, event, calendar_form="days")
    add(ws, event, "Ana Lima")
    written = outbox.invite(ws, event, tmp_path).written
    found = [entry(path) for path in written]
    uid = events.details(ws, event).uid
    name, _, house = uid.partition("@")
    assert [str(e["UID"]) for e in found] == [uid, f"{name}.d02@{house}", f"{name}.d03@{house}"]
    assert [f"{e['DTSTART'].dt:%d %H:%M}-{e['DTEND'].dt:%H:%M}" for e in found] == ["10 18:00-20:00", "11 09:00-21:00", "12 11:12-13:12"]
    assert [str(e["SUMMARY"]) for e in found] == ["Board, day 1 of 3", "Board, day 2 of 3", "Board, day 3 of 3"]


def test_whole_days_carry_no_time_and_the_last_day_is_inside(ws, tmp_path):
    event = make_event(ws, start=datetime(2027, 6, 10, 9), days=1.3)
    events.edit(ws, event, calendar_form="all_day")
    add(ws, event, "Ana Lima")
    found = entry(outbox.invite(ws, event, tmp_path).written[0])
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2027, 6, 10), date(2027, 6, 12))


def test_another_form_asks_again_and_takes_out_the_days_that_fell_away(ws, tmp_path):
    event = make_event(ws, start=datetime(2027, 6, 10, 9), days=1.3)
    events.edit(ws, event, calendar_form="days")
    add(ws, event, "Ana Lima")
    outbox.invite(ws, event, tmp_path)
    events.edit(ws, event, calendar_form="block")
    written = outbox.invite(ws, event, tmp_path).written
    found = {path.name.split("-")[1]: entry(path) for path in written}
    assert set(found) == {"request", "cancel"}
    assert (int(found["request"]["SEQUENCE"]), str(found["request"]["UID"])) == (1, events.details(ws, event).uid)
    assert (int(found["cancel"]["SEQUENCE"]), ".d02@" in str(found["cancel"]["UID"])) == (1, True)
    assert outbox.invite(ws, event, tmp_path).written == ()


def test_speakers_get_an_entry_for_their_own_session(ws, tmp_path):
    event = make_event(ws)
    ana, ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    talk = agenda.add(ws, event, type="peer_story", title="Cold chains", start=START + timedelta(hours=1), minutes=45).created("session")[0]
    agenda.set_person(ws, talk, ana)
    speakers = wave(ws, event, "speakers")
    assert left_out(ws, speakers) == {"Ben Okafor": "speaks in no session and has no one-to-one"}
    written = outbox.export(ws, _drafted(ws, speakers, event), tmp_path).written
    found = entry(written[0])
    assert (str(found["SUMMARY"]), f"{found['DTSTART'].dt:%H:%M}") == ("Cold chains", "19:00")
    assert str(found["UID"]) != events.details(ws, event).uid
    assert guests.details(ws, ana).row.invite_state == "not_sent"
    agenda.move(ws, talk, START + timedelta(hours=2))
    moved = entry(outbox.export(ws, _drafted(ws, speakers, event), tmp_path).written[0])
    assert (int(moved["SEQUENCE"]), str(moved["UID"])) == (1, str(found["UID"]))
    agenda.drop_person(ws, talk, ana)
    agenda.set_person(ws, talk, ben)
    third = {path.name.split("-")[1]: entry(path) for path in outbox.export(ws, _drafted(ws, speakers, event), tmp_path).written}
    assert (third["cancel"]["SEQUENCE"], str(third["cancel"]["ATTENDEE"])) == (2, "mailto:ana@guest.example")
    assert str(third["request"]["ATTENDEE"]) == "mailto:ben@guest.example"


def test_the_letter_of_who_holds_it_reads_as_they_got_it_and_as_an_update_once_something_changed(ws, tmp_path):
    event = make_event(ws)
    add(ws, event, "Ana Lima")
    first = wave(ws, event, audience=EVERYBODY)
    outbox.export(ws, _drafted(ws, first, event), tmp_path)
    (shown,) = invitations.preview(ws, first).letters
    assert (shown.holds_it, shown.subject) == (True, "Invitation: Board")
    events.edit(ws, event, room="Blue room")
    (shown,) = invitations.preview(ws, first).letters
    assert (shown.holds_it, shown.subject) == (False, "Updated: Board")


def test_who_wants_no_mail_is_left_out_of_every_wave_with_the_reason_and_held_if_drafted_before(ws, tmp_path):
    event = make_event(ws)
    ana, ben, cy = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor"), add(ws, event, "Cy Wolf")
    company = people.edit(ws, guests.details(ws, ben).row.person_id, organisation="Nordbank").created("organisation")[0]
    first = wave(ws, event, audience=EVERYBODY)
    invitations.draft(ws, first)
    motives.add_restriction(ws, kind="no_email", person_id=guests.details(ws, ana).row.person_id, note="Said so on the phone.")
    motives.add_restriction(ws, kind="no_email", organisation_id=company)
    motives.add_restriction(ws, kind="no_email", person_id=guests.details(ws, cy).row.person_id, until="2027-02-01")
    assert left_out(ws, first) == {"Ana Lima": "not by e-mail", "Ben Okafor": "not by e-mail, as for everybody at Nordbank"}
    done = outbox.export(ws, [m.id for m in invitations.messages(ws, event)], tmp_path)
    assert [path.name.split("-")[2].split("@")[0] for path in done.written] == ["cy"]
    assert dict(done.held) == {"ana@guest.example": "Not by e-mail.", "ben@guest.example": "Not by e-mail, as for everybody at Nordbank."}


def _talks(ws, event: str, *titles: str) -> list[str]:
    return [
        agenda.add(ws, event, type="peer_story", title=title, start=START + timedelta(hours=1 + n), minutes=45).created("session")[0]
        for n, title in enumerate(titles)
    ]


def _states(ws, event: str) -> dict[tuple[str, str], str]:
    """Guest and subject → state of their message."""
    return {(m.to_name, m.subject.rpartition(": ")[2]): m.state for m in invitations.messages(ws, event)}


def test_only_the_drafts_of_the_session_that_changed_are_out_of_date(ws):
    event = make_event(ws)
    ana, ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    cold, warm = _talks(ws, event, "Cold chains", "Warm starts")
    agenda.set_person(ws, cold, ana)
    agenda.set_person(ws, warm, ben)
    speakers = wave(ws, event, "speakers")
    invitations.draft(ws, speakers)
    agenda.edit(ws, cold, private_notes="Ask about the audit.", decision_owner="Ana")
    assert set(_states(ws, event).values()) == {"draft"}
    agenda.edit(ws, cold, room="Blue room")
    assert _states(ws, event) == {("Ana Lima", "Cold chains"): "stale", ("Ben Okafor", "Warm starts"): "draft"}
    invitations.refresh(ws, event)
    assert set(_states(ws, event).values()) == {"draft"}
    history.undo(ws)
    agenda.edit(ws, cold, ripple=True, start=START + timedelta(hours=1, minutes=10))
    assert set(_states(ws, event).values()) == {"stale"}


def test_a_speaker_who_comes_or_goes_makes_their_drafts_out_of_date_and_refreshing_puts_them_right(ws):
    event = make_event(ws)
    ana, ben = add(ws, event, "Ana Lima"), add(ws, event, "Ben Okafor")
    cold, warm = _talks(ws, event, "Cold chains", "Warm starts")
    agenda.set_person(ws, cold, ana)
    agenda.set_person(ws, cold, ben)
    invitations.draft(ws, wave(ws, event, "speakers"))
    agenda.set_person(ws, warm, ana)
    assert _states(ws, event) == {("Ana Lima", "Cold chains"): "stale", ("Ben Okafor", "Cold chains"): "draft"}
    invitations.refresh(ws, event)
    assert set(_states(ws, event)) == {("Ana Lima", "Cold chains"), ("Ana Lima", "Warm starts"), ("Ben Okafor", "Cold chains")}
    agenda.drop_person(ws, cold, ana)
    assert _states(ws, event)["Ana Lima", "Cold chains"] == "stale"
    invitations.refresh(ws, event)
    assert _states(ws, event) == {("Ana Lima", "Warm starts"): "draft", ("Ben Okafor", "Cold chains"): "draft"}
    guests.set_reply(ws, [ana], "declined")
    assert _states(ws, event)["Ana Lima", "Warm starts"] == "stale"


def test_both_sides_of_a_one_to_one_get_an_entry_that_moves_and_ends_with_it(ws, tmp_path):
    event = make_event(ws)
    ana, erik = add(ws, event, "Ana Lima"), add(ws, event, "Erik Berg")
    guests.set_reply(ws, [ana, erik], "accepted")
    window = (START, START + timedelta(hours=2))
    expert = guru_slots.add_expert(ws, event, erik, [window], minutes=30, room="Blue room").created("expert")[0]
    slot = guru_slots.give(ws, expert, ana, START + timedelta(minutes=30)).created("guru_slot")[0]
    speakers = wave(ws, event, "speakers")
    written = outbox.export(ws, _drafted(ws, speakers, event), tmp_path).written
    found = [entry(path) for path in written]
    assert {str(each["ATTENDEE"]) for each in found} == {"mailto:ana@guest.example", "mailto:erik@guest.example"}
    assert len({str(each["UID"]) for each in found}) == 1
    assert {(str(each["SUMMARY"]), f"{each['DTSTART'].dt:%H:%M}") for each in found} == {("One-to-one: Erik Berg and Ana Lima", "18:30")}
    assert all(str(each["LOCATION"]).startswith("Blue room") for each in found)
    guru_slots.edit_expert(ws, expert, room="Red room")
    again = [entry(path) for path in outbox.export(ws, _drafted(ws, speakers, event), tmp_path).written]
    assert [(int(each["SEQUENCE"]), str(each["LOCATION"])[:8]) for each in again] == [(0, "Red room")] * 2
    guru_slots.release(ws, [slot])
    ended = outbox.export(ws, _drafted(ws, speakers, event), tmp_path).written
    assert [path.name.split("-")[1] for path in ended] == ["cancel", "cancel"]


def test_a_one_to_one_given_back_before_it_was_sent_leaves_the_outbox(ws):
    event = make_event(ws)
    ana, erik = add(ws, event, "Ana Lima"), add(ws, event, "Erik Berg")
    guests.set_reply(ws, [ana, erik], "accepted")
    expert = guru_slots.add_expert(ws, event, erik, [(START, START + timedelta(hours=2))], minutes=30).created("expert")[0]
    slot = guru_slots.give(ws, expert, ana, START).created("guru_slot")[0]
    talk = _talks(ws, event, "Cold chains")[0]
    agenda.set_person(ws, talk, erik)
    agenda.set_person(ws, talk, ana)
    invitations.draft(ws, wave(ws, event, "speakers"))
    assert len(_states(ws, event)) == 4
    guru_slots.release(ws, [slot])
    assert sorted(_states(ws, event).values()) == ["draft", "draft", "stale", "stale"]
    invitations.refresh(ws, event)
    assert _states(ws, event) == {("Ana Lima", "Cold chains"): "draft", ("Erik Berg", "Cold chains"): "draft"}


def test_an_answer_to_a_session_leaves_the_answer_to_the_event_alone(ws, tmp_path):
    event = make_event(ws)
    ana = add(ws, event, "Ana Lima")
    talk = agenda.add(ws, event, type="peer_story", title="Cold chains", start=START + timedelta(hours=1), minutes=45).created("session")[0]
    agenda.set_person(ws, talk, ana)
    outbox.invite(ws, event, tmp_path)
    sent = outbox.export(ws, _drafted(ws, wave(ws, event, "speakers"), event), tmp_path).written
    guests.set_reply(ws, [ana], "accepted")
    reply = tmp_path / "r.ics"
    reply.write_text(
        f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{entry(sent[0])['UID']}\r\nDTSTAMP:20270401T080000Z\r\nSEQUENCE:0\r\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@guest.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    done = replies.read_files(ws, [reply])
    assert [item.outcome for item in done.items] == ["applied"]
    assert guests.details(ws, ana).row.reply == "accepted"
    assert replies.read_files(ws, [reply]).items[0].why == "This message was read before."
    history.undo(ws)
    history.undo(ws)
    assert guests.details(ws, ana).row.reply == "none"


def test_cancelling_takes_every_entry_out_of_the_calendar(ws, tmp_path):
    event = make_event(ws, start=datetime(2027, 6, 10, 9), days=1.3)
    events.edit(ws, event, calendar_form="days")
    add(ws, event, "Ana Lima")
    sent = {str(entry(p)["UID"]) for p in outbox.invite(ws, event, tmp_path).written}
    gone = [entry(p) for p in outbox.cancel(ws, event, tmp_path).written]
    assert {str(e["UID"]) for e in gone} == sent
    assert {str(e["STATUS"]) for e in gone} == {"CANCELLED"}


def _drafted(ws, wave_id: str, event_id: str) -> list[str]:
    invitations.draft(ws, wave_id)
    name = next(w.name for w in invitations.waves(ws, event_id) if w.id == wave_id)
    return [m.id for m in invitations.messages(ws, event_id, ("draft",)) if m.wave == name]


def test_filters_narrow_the_list(ws):
    event = make_event(ws)
    add(ws, event, "Ana Lima", tags=("Data",))
    add(ws, event, "Ben Okafor")
    some = wave(ws, event, audience=Audience(Who.SOME, tags=("data",)))
    assert [each.name for each in invitations.preview(ws, some).letters] == ["Ana Lima"]
    assert left_out(ws, some) == {"Ben Okafor": "outside the filter: none of the tags"}


def _older_rules(ws, event_id: str) -> None:
    """The event and its messages as they were saved when the zone's clocks stood an hour apart."""
    with ws.action("older rules") as work:
        event = work.session.get_one(Event, event_id)
        event.tzdata = "2020a"
        event.start_utc, event.end_utc = event.start_utc + timedelta(hours=1), event.end_utc + timedelta(hours=1)
        for message in work.session.query(Message).filter(Message.event_id == event_id):
            message.calendar = {**message.calendar, "instant": f"{event.start_utc:%Y%m%dT%H%M%SZ}"}


def test_an_event_whose_moment_moved_with_the_clocks_is_listed_and_sent_anew(ws, tmp_path):
    event, other = make_event(ws), make_event(ws, "Other")
    add(ws, event, "Ana Lima")
    outbox.invite(ws, event, tmp_path)
    assert clock_rules.moved(ws) == []
    _older_rules(ws, event)
    with ws.action("only the version of the rules") as work:
        work.session.get_one(Event, other).tzdata = "2020a"
    found = clock_rules.moved(ws)
    assert [(m.title, m.holders, m.was - m.now) for m in found] == [("Board", 1, timedelta(hours=1))]
    first = invitations.waves(ws, event)[0].id
    assert [each.outdated for each in invitations.preview(ws, first).letters] == [("the time",)]
    assert clock_rules.follow(ws, [event]).ready == 1
    assert clock_rules.moved(ws) == []
    sent = outbox.export(ws, [m.id for m in invitations.messages(ws, event, ("draft",))], tmp_path).written
    assert (int(entry(sent[0])["SEQUENCE"]), entry(sent[0])["DTSTART"].dt.hour) == (1, 18)


def test_all_events_whose_moment_moved_are_followed_in_one_step_and_what_the_clocks_skip_is_named(ws, tmp_path):
    names = ("Board", "Council", "Skipped")
    made = [make_event(ws, name) for name in names]
    for event in made:
        add(ws, event, "Ana Lima")
        outbox.invite(ws, event, tmp_path / event)
        _older_rules(ws, event)
    with ws.action("an hour that is no more") as work:
        work.session.get_one(Event, made[2]).start = datetime(2027, 3, 28, 2, 30)
        work.session.get_one(Event, made[2]).end = datetime(2027, 3, 28, 6)
    found = clock_rules.moved(ws)
    words = notice(found)
    assert all(f"“{name}”" in words for name in names)
    assert "3 guests hold the old moment" in words
    assert "“Skipped” cannot keep its time: 02:30 does not exist" in words
    done = clock_rules.follow(ws, [each.event_id for each in found])
    assert (done.ready, done.changes.label) == (2, "Follow the new clock rules: 2 events")
    assert [each.title for each in clock_rules.moved(ws)] == ["Skipped"]
    with pytest.raises(RuleBroken, match="clocks skip"):
        clock_rules.follow(ws, [made[2]])
    history.undo(ws)
    assert len(clock_rules.moved(ws)) == 3


def test_following_the_clocks_is_undone_in_one_step(ws, tmp_path):
    event = make_event(ws)
    add(ws, event, "Ana Lima")
    outbox.invite(ws, event, tmp_path)
    _older_rules(ws, event)
    clock_rules.follow(ws, [event])
    history.undo(ws)
    assert len(clock_rules.moved(ws)) == 1
    assert invitations.messages(ws, event, ("draft",)) == []


def test_a_save_the_date_passes_over_who_is_invited_already(ws, tmp_path):
    event = make_event(ws)
    add(ws, event, "Ana Lima")
    outbox.invite(ws, event, tmp_path)
    assert left_out(ws, wave(ws, event, "save_the_date", audience=EVERYBODY)) == {"Ana Lima": "has the invitation already"}


def test_only_the_wave_that_reached_somebody_last_counts_them_as_outdated(ws, tmp_path):
    event = make_event(ws)
    add(ws, event, "Ana Lima")
    outbox.invite(ws, event, tmp_path)
    second = wave(ws, event, name="Second", audience=EVERYBODY)
    events.edit(ws, event, room="Hall")
    first = next(w.id for w in invitations.waves(ws, event) if w.name == "Invitation")
    assert (invitations.preview(ws, first).outdated, invitations.preview(ws, second).outdated) == (1, 0)


def test_an_event_in_a_zone_that_is_no_more_waits_for_another_and_keeps_its_moment(ws, tmp_path):
    gone, other = make_event(ws, "Gone"), make_event(ws)
    for event in (gone, other):
        add(ws, event, "Ana Lima")
        outbox.invite(ws, event, tmp_path / event)
        _older_rules(ws, event)
    with ws.action("a zone that is no more") as work:
        work.session.get_one(Event, gone).zone = "Europe/Atlantis"
    before = events.details(ws, gone).start
    found = clock_rules.moved(ws)
    assert followable(found) == [other]
    assert "“Gone” cannot keep its time: There is no time zone “Europe/Atlantis”." in notice(found)
    assert clock_rules.follow(ws, [gone, other]).ready == 1
    assert [each.title for each in clock_rules.moved(ws)] == ["Gone"]
    assert events.details(ws, gone).start == before
    with pytest.raises(RuleBroken, match="no time zone"):
        clock_rules.follow(ws, [gone])
