"""Answers read from files: taken over, put before a person, or only noted; once each, newest first, and undone in one step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.services import addresses, asks, events, guests, history, outbox, people, replies, seating, tables, timeline

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
def event(ws, tmp_path) -> str:
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin",
                   organiser_email="host@firm.example", template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for given, family in (("Ana", "Lima"), ("Ben", "Okafor")):
        person = people.add(ws, ContactDraft(given=given, family=family, emails=(f"{given.lower()}@guest.example",))).created("person")[0]
        guests.add(ws, event_id, [person])
    outbox.invite(ws, event_id, tmp_path / "out")
    return event_id


@pytest.fixture
def box(tmp_path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def answer(ws, event_id: str, box: Path, who: str = "ana@guest.example", partstat: str = "ACCEPTED", *, method: str = "REPLY",
           sequence: int | None = 0, stamp: str = "20270113T080000Z", sender: str = "",
           name: str = "", lines: tuple[str, ...] = (), params: str = "") -> Path:  # fmt: skip
    """A message as a mail program writes it, in a file of its own."""
    entry = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{events.details(ws, event_id).uid}"]
    entry += [f"DTSTAMP:{stamp}"] if stamp else []
    entry += [f"SEQUENCE:{sequence}"] if sequence is not None else []
    entry += [f"ATTENDEE;PARTSTAT={partstat}{params}:mailto:{who}", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    head = [f"From: {sender or who}", "To: host@firm.example", "Subject: Answer", "MIME-Version: 1.0",
            f"Content-Type: text/calendar; method={method}; charset=utf-8"]  # fmt: skip
    path = box / f"{name or len(list(box.iterdir()))}.eml"
    path.write_text("\r\n".join([*head, "", *entry]), newline="")
    return path


def guest(ws, event_id: str, given: str = "Ana"):
    return next(g for g in guests.rows(ws, event_id) if g.name.startswith(given))


def test_an_answer_is_taken_over_with_its_comment(ws, event, box):
    path = answer(ws, event, box, lines=("COMMENT:Looking forward",))
    done = replies.read_files(ws, [path])
    assert (done.read, done.applied, done.need_you, done.ignored) == (1, 1, 0, 0)
    ana = guests.details(ws, guest(ws, event).id)
    assert (ana.row.reply, ana.row.reply_comment) == ("accepted", "Looking forward")
    (row,) = replies.rows(ws)
    assert (row.guest, row.answer, row.outcome, row.sequence, row.dtstamp) == ("Ana Lima", "accepted", "applied", 0, "20270113T080000Z")


def test_reading_the_same_folder_twice_changes_nothing(ws, event, box):
    answer(ws, event, box)
    answer(ws, event, box, "stranger@else.example")
    replies.read_files(ws, [box])
    before, steps = guests.rows(ws, event), len(history.steps(ws))
    again = replies.read_files(ws, [box])
    assert (again.applied, again.need_you, again.ignored) == (0, 0, 2)
    assert guests.rows(ws, event) == before
    assert len(history.steps(ws)) == steps, "nothing was written"
    assert len(replies.rows(ws)) == 2


def test_a_reading_is_undone_in_one_step_and_can_be_read_again(ws, event, box):
    answer(ws, event, box)
    answer(ws, event, box, "ben@guest.example", "DECLINED")
    replies.read_files(ws, [box])
    history.undo(ws)
    assert {g.reply for g in guests.rows(ws, event)} == {"none"}
    assert replies.rows(ws) == []
    assert replies.read_files(ws, [box]).applied == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_contradicting_answers_the_newest_holds_and_both_are_kept(ws, event, box, order):
    paths = [answer(ws, event, box), answer(ws, event, box, partstat="DECLINED", stamp="20270114T080000Z")]
    for place in order:
        replies.read_files(ws, [paths[place]])
    assert guest(ws, event).reply == "declined"
    assert len(replies.rows(ws)) == 2


def test_an_answer_to_an_earlier_version_is_kept_not_counted_even_before_the_update_left(ws, event, box, tmp_path):
    events.edit(ws, event, start=START + timedelta(days=1))
    first = replies.read_files(ws, [answer(ws, event, box)])
    assert [(i.outcome, "earlier version" in i.why) for i in first.items] == [("ignored", True)]
    outbox.invite(ws, event, tmp_path / "out")
    replies.read_files(ws, [answer(ws, event, box, stamp="20270114T080000Z")])
    assert guest(ws, event).reply == "none"
    replies.read_files(ws, [answer(ws, event, box, sequence=1, stamp="20270115T080000Z")])
    assert guest(ws, event).reply == "accepted"


def test_the_higher_version_of_one_guest_does_not_make_the_others_answers_old(ws, event, box, tmp_path):
    outbox.cancel(ws, event, tmp_path / "out", ["ana@guest.example"])
    guests.edit(ws, [guest(ws, event).id], decision="approved")
    outbox.invite(ws, event, tmp_path / "out")
    done = replies.read_files(ws, [answer(ws, event, box, "ben@guest.example"), answer(ws, event, box, sequence=2)])
    assert done.applied == 2
    assert replies.read_files(ws, [answer(ws, event, box, sequence=0, stamp="20270120T080000Z", partstat="DECLINED")]).applied == 0


def test_a_mark_by_hand_yields_only_to_a_newer_message(ws, event, box, clock):
    clock.now = datetime(2027, 1, 20, 9, tzinfo=UTC)
    guests.set_reply(ws, [guest(ws, event).id], "declined", channel="phone")
    older = replies.read_files(ws, [answer(ws, event, box)])
    assert [i.why for i in older.items] == ["Ana Lima has answered again since: the newer answer stands."]
    assert guest(ws, event).reply == "declined"
    replies.read_files(ws, [answer(ws, event, box, stamp="20270121T080000Z")])
    assert guest(ws, event).reply == "accepted"


def test_a_mark_by_hand_over_an_answer_by_mail_is_dated_by_the_mark(ws, event, box, clock):
    replies.read_files(ws, [answer(ws, event, box)])
    clock.now = datetime(2027, 1, 20, 9, tzinfo=UTC)
    guests.set_reply(ws, [guest(ws, event).id], "declined", channel="mail")
    replies.read_files(ws, [answer(ws, event, box, stamp="20270115T080000Z")])
    assert guest(ws, event).reply == "declined"


def test_an_answer_that_bears_no_time_is_asked_about_where_it_contradicts(ws, event, box):
    replies.read_files(ws, [answer(ws, event, box)])
    done = replies.read_files(ws, [answer(ws, event, box, partstat="DECLINED", stamp="", sequence=None)])
    assert [(i.outcome, "does not say when" in i.why) for i in done.items] == [("need_you", True)]
    assert guest(ws, event).reply == "accepted"


def test_without_stamp_and_version_a_first_answer_counts(ws, event, box):
    assert replies.read_files(ws, [answer(ws, event, box, stamp="", sequence=None)]).applied == 1


def test_a_decline_frees_the_seat_and_takes_the_companion_along(ws, event, box):
    ana = guest(ws, event)
    guests.add_companion(ws, ana.id, "Rui Lima")
    guests.set_reply(ws, [g.id for g in guests.rows(ws, event)], "accepted")
    tables.make_layout(ws, event, "round", [(1, 6)])
    plan = seating.plan(ws, event)
    for seat, each in zip(plan.seats, guests.rows(ws, event), strict=False):
        seating.seat_guest(ws, plan.round_id, each.id, seat.id)
    replies.read_files(ws, [answer(ws, event, box, partstat="DECLINED")])
    assert {g.name: (g.reply, bool(g.table)) for g in guests.rows(ws, event)} == {
        "Ana Lima": ("declined", False), "Ben Okafor": ("accepted", True), "Rui Lima": ("declined", False),
    }  # fmt: skip
    history.undo(ws)
    assert all(g.table and g.reply == "accepted" for g in guests.rows(ws, event))


def test_who_says_no_and_then_yes_before_anybody_read_either_keeps_the_seat(ws, event, box):
    ana = guest(ws, event)
    tables.make_layout(ws, event, "round", [(1, 6)])
    plan = seating.plan(ws, event)
    seating.seat_guest(ws, plan.round_id, ana.id, plan.seats[0].id)
    answer(ws, event, box, partstat="DECLINED", name="1")
    answer(ws, event, box, partstat="ACCEPTED", stamp="20270113T090000Z", name="2")
    assert replies.read_files(ws, [box]).applied == 2
    assert (guest(ws, event).reply, bool(guest(ws, event).table)) == ("accepted", True)


def test_who_sends_somebody_else_frees_the_seat_and_the_deputy_is_suggested(ws, event, box):
    path = answer(ws, event, box, partstat="DELEGATED", params=';DELEGATED-TO="mailto:dora.klein@guest.example"')
    assert replies.read_files(ws, [path]).applied == 1
    ana, dora = guest(ws, event), guest(ws, event, "Dora")
    assert (ana.reply, dora.decision, dora.reply, dora.email) == ("delegated", "suggested", "none", "dora.klein@guest.example")
    assert "dora.klein@guest.example instead" in replies.rows(ws)[0].why
    history.undo(ws)
    assert len(guests.rows(ws, event)) == 2


def test_another_time_is_shown_and_never_taken_over(ws, event, box):
    path = answer(ws, event, box, partstat="TENTATIVE", method="COUNTER", lines=("DTSTART:20270311T170000Z", "DTEND:20270311T210000Z"))
    assert replies.read_files(ws, [path]).need_you == 1
    (row,) = replies.rows(ws, "need_you")
    assert row.proposed == ("20270311T170000Z", "20270311T210000Z")
    assert guest(ws, event).reply == "none"
    assert replies.waiting(ws) == 1


def test_an_answer_after_the_event_was_cancelled_is_only_noted(ws, event, box, tmp_path):
    outbox.cancel(ws, event, tmp_path / "out")
    for path in (answer(ws, event, box), answer(ws, event, box, method="COUNTER", stamp="20270114T080000Z")):
        (item,) = replies.read_files(ws, [path]).items
        assert (item.outcome, item.why) == ("ignored", "The event is cancelled; the answer of Ana Lima is noted.")
    assert guest(ws, event).reply == "none"


def test_an_answer_of_one_whose_invitation_was_taken_back_is_an_alert(ws, event, box, tmp_path):
    outbox.cancel(ws, event, tmp_path / "out", ["ana@guest.example"])
    (item,) = replies.read_files(ws, [answer(ws, event, box, sequence=1)]).items
    assert (item.outcome, item.why) == ("need_you", "Ana Lima accepted, but the invitation was taken back: talk to them before they set out.")
    assert guest(ws, event).reply == "none"


def test_who_was_written_to_at_an_older_address_answers_from_it(ws, event, box):
    people.edit(ws, guest(ws, event).person_id, emails=("ana@new.example",))
    assert replies.read_files(ws, [answer(ws, event, box)]).applied == 1
    assert guest(ws, event).reply == "accepted"


def crash(ws, event, box, who="eva.berg@else.example") -> str:
    replies.read_files(ws, [answer(ws, event, box, who)])
    (row,) = replies.rows(ws, "need_you")
    assert row.why == f"Who is this? {who} answers, but was never invited."
    return row.id


def test_a_stranger_is_admitted_as_a_guest_of_their_own(ws, event, box):
    changes = replies.admit(ws, crash(ws, event, box))
    eva = guest(ws, event, "Eva Berg")
    assert (eva.decision, eva.reply, eva.email) == ("approved", "accepted", "eva.berg@else.example")
    assert changes.label == "Admit eva.berg@else.example"
    assert replies.rows(ws)[0].outcome == "applied"
    history.undo(ws)
    assert len(guests.rows(ws, event)) == 2
    assert len(people.rows(ws)) == 2
    assert replies.rows(ws)[0].outcome == "need_you"


def test_a_stranger_is_admitted_as_the_delegate_of_a_guest(ws, event, box):
    ana = guest(ws, event)
    replies.admit(ws, crash(ws, event, box), as_delegate_of=ana.id)
    assert (guest(ws, event).reply, guest(ws, event, "Eva").reply) == ("delegated", "accepted")


def test_a_stranger_is_a_guest_under_another_address(ws, event, box):
    reply = crash(ws, event, box, "a.lima@home.example")
    choices = replies.choices(ws, reply)
    assert [(c.name, c.likely) for c in choices] == [("Ana Lima", True), ("Ben Okafor", False)]
    replies.assign(ws, reply, choices[0].guest_id)
    assert guest(ws, event).reply == "accepted"
    assert replies.row(ws, reply).why == "Confirmed by hand."


def test_a_stranger_is_set_aside_and_stays_in_the_list(ws, event, box):
    reply = crash(ws, event, box)
    replies.ignore(ws, reply)
    assert [(r.outcome, r.why) for r in replies.rows(ws)] == [("ignored", "Set aside by hand.")]
    assert replies.waiting(ws) == 0


def test_what_cannot_be_applied_says_why(ws, event, box):
    with pytest.raises(RuleBroken, match="not known whose"):
        replies.apply(ws, crash(ws, event, box))
    bounce = answer(ws, event, box, method="REFRESH", partstat="NEEDS-ACTION", stamp="20270116T080000Z")
    replies.read_files(ws, [bounce])
    asked = next(r for r in replies.rows(ws, "need_you") if r.kind == "refresh")
    with pytest.raises(RuleBroken, match="no answer to take over"):
        replies.apply(ws, asked.id)
    with pytest.raises(RuleBroken, match="no longer"):
        replies.ignore(ws, "gone")


def test_a_doubtful_answer_is_applied_by_hand(ws, event, box):
    replies.read_files(ws, [answer(ws, event, box, sender="somebody@elsewhere.example")])
    (row,) = replies.rows(ws, "need_you")
    assert "genuine" in row.why
    replies.apply(ws, row.id)
    assert guest(ws, event).reply == "accepted"
    assert replies.rows(ws)[0].outcome == "applied"


def test_bad_files_are_listed_and_the_others_go_on(ws, event, box):
    answer(ws, event, box)
    (box / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\nnothing\x00 that holds")
    (box / "large.eml").write_bytes(b"x" * 6_000_000)
    (box / "notes.txt").write_text("not looked at")
    done = replies.read_files(ws, [box])
    assert (done.read, done.applied) == (3, 1)
    assert all(i.why for i in done.items)
    assert replies.reply_words(done.items) == "3 read, 1 applied, 0 need you, 2 ignored"
    with pytest.raises(KnownProblem, match="does not exist"):
        replies.read_files(ws, [box / "gone.eml"])


def test_two_files_that_cannot_be_opened_are_not_taken_for_one(ws, event, box):
    for name in ("a.eml", "b.eml"):
        (box / name).write_bytes(b"x" * 6_000_000)
    whys = [i.why for i in replies.read_files(ws, [box / "a.eml", box / "b.eml"]).items]
    assert all("larger than 5 MB" in why for why in whys)
    assert replies.rows(ws) == []


def test_a_persons_timeline_tells_of_events_answers_asks_gifts_and_jobs(ws, event, box):
    ana = guest(ws, event)
    replies.read_files(ws, [answer(ws, event, box, lines=("COMMENT:Looking forward",))])
    replies.read_files(ws, [answer(ws, event, box, partstat="DECLINED", stamp="20270101T080000Z", sequence=0)])
    asks.log(ws, ana.person_id, "ask", "Reference call", "2027-01-05")
    asks.log(ws, ana.person_id, "give", "Dinner with the board", "2027-01-06")
    people.edit(ws, ana.person_id, job_title="CIO", organisation="Acme")
    people.edit(ws, ana.person_id, organisation="Borealis")
    told = [(row.day, row.words, row.more) for row in timeline.rows(ws, ana.person_id)]
    assert told[0] == ("2027-03-10", "Data council", "Participant · Accepted")
    assert ("2027-01-12", "Answered: accepted", "Data council · by mail · “Looking forward”") in told
    assert ("2027-01-12", "Answered: declined", "Data council · by mail · kept, but not counted") in told
    assert ("2027-01-12", "Left Acme", "CIO") in told
    assert told[-2:] == [("2027-01-06", "Given: Dinner with the board", ""), ("2027-01-05", "Asked: Reference call", "")]
    assert [row.entry_id != "" for row in timeline.rows(ws, ana.person_id)][-2:] == [True, True]
    # Marked by hand, the answer stands there with the way it came in.
    guests.set_reply(ws, [ana.id], "tentative", channel="assistant", comment="If the train runs")
    assert ("2027-01-12", "Answered: tentative", "Data council · by the assistant · “If the train runs”") in [
        (row.day, row.words, row.more) for row in timeline.rows(ws, ana.person_id)
    ]


def test_an_answer_by_mail_that_no_message_tells_of_stands_in_the_timeline_the_newest_first(ws, event, box):
    ana = guest(ws, event)

    def told() -> list[str]:
        return [row.words for row in timeline.rows(ws, ana.person_id) if row.words.startswith("Answered")]

    replies.read_files(ws, [answer(ws, event, box)])
    assert told() == ["Answered: accepted"]
    ws.clock.now += timedelta(minutes=5)
    guests.set_reply(ws, [ana.id], "declined", channel="mail")
    assert told() == ["Answered: declined", "Answered: accepted"]


def test_a_shared_mailbox_answers_for_its_owner(ws, event, box):
    for given in ("Ana", "Ben"):
        people.edit(ws, guest(ws, event, given).person_id, emails=("desk@guest.example",))
    addresses.own(ws, guest(ws, event, "Ben").person_id, "desk@guest.example")
    done = replies.read_files(
        ws, [answer(ws, event, box, "desk@guest.example"), answer(ws, event, box, "desk@guest.example", "DECLINED", params=";CN=Ana Lima")]
    )
    assert [item.outcome for item in done.items] == ["applied", "applied"]
    assert (guest(ws, event, "Ben").reply, guest(ws, event).reply) == ("accepted", "declined")
