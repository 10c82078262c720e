"""Which answers are taken over, which are put before a person, and which only noted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.domain.guests import Reply
from advoplanner.domain.replies import Answer, MessageKind, Outcome, ReadMessage, Recorded, Verdict, decide, match_uid
from advoplanner.domain.reply_guests import KnownGuest, OurEvent

ANA = KnownGuest("g1", "Ana Lindqvist", "ana@guest.example", aliases=("a.lindqvist@home.example",))
BEN = KnownGuest("g2", "Ben Okafor", "ben@guest.example")
CARA = KnownGuest("g3", "Cara Diaz", "cara@other.example")
EVENT = OurEvent("u1", 1, (ANA, BEN, CARA), start="20270310T230000Z")
YES = Answer("ana@guest.example", "ACCEPTED", sequence=1, dtstamp="20261103T090000Z")
REPLY = ReadMessage(MessageKind.REPLY, uid="u1", message_id="<1@x>", date="20261103T090001Z", from_address="ana@guest.example", events=(YES,))


def outcome(answer: Answer = YES, *, event: OurEvent = EVENT, previous: dict[str, Recorded] | None = None, **changes: object) -> Outcome:
    message = replace(REPLY, events=(answer,))
    return decide(replace(message, **changes), event, previous or {})  # type: ignore[arg-type]


def test_a_plain_answer_is_applied() -> None:
    found = outcome()
    assert (found.verdict, found.guest_id, found.reply) == (Verdict.APPLIED, "g1", Reply.ACCEPTED)
    assert found.why == "Ana Lindqvist accepted."


@pytest.mark.parametrize("partstat", ["declined", "TENTATIVE", "Delegated"])
def test_the_four_answers_count_in_any_case(partstat: str) -> None:
    assert outcome(replace(YES, partstat=partstat)).reply == Reply(partstat.lower())


@pytest.mark.parametrize("partstat", ["", "NEEDS-ACTION", "COMPLETED", "X-YES"])
def test_nothing_else_changes_anything(partstat: str) -> None:
    found = outcome(replace(YES, partstat=partstat))
    assert (found.verdict, found.reply) == (Verdict.IGNORED, None)


def test_uids_match_exactly_then_without_case() -> None:
    assert match_uid(" AB ", ["ab", "AB"]) == "AB"
    assert match_uid("Ab", ["ab", "x"]) == "ab"
    assert match_uid("Ab", ["ab", "AB"]) is None
    assert match_uid("", [""]) == ""
    assert match_uid("z", ["ab"]) is None


def test_a_guest_is_known_by_alias_and_by_sender() -> None:
    assert outcome(replace(YES, attendee="A.Lindqvist@home.example"), from_address="a.lindqvist@home.example").guest_id == "g1"
    by_sender = outcome(replace(YES, attendee="/12345/principal/"))
    assert (by_sender.verdict, by_sender.guest_id) == (Verdict.APPLIED, "g1")
    nameless = outcome(replace(YES, attendee=""))
    assert (nameless.verdict, nameless.guest_id) == (Verdict.APPLIED, "g1")


def test_another_spelling_in_the_same_house_is_the_senders() -> None:
    renamed = outcome(replace(YES, attendee="ana.lindqvist@guest.example"))
    assert (renamed.verdict, renamed.guest_id) == (Verdict.APPLIED, "g1")


def test_the_alias_may_be_the_sender() -> None:
    assert outcome(from_address="a.lindqvist@home.example").verdict == Verdict.APPLIED


def test_a_file_without_sender_is_taken_at_its_word() -> None:
    assert outcome(from_address="").verdict == Verdict.APPLIED


@pytest.mark.parametrize("sender", ["ana@evil.example", "mallory@guest.example.evil", "ben@guest.example", "x@gmail.com"])
def test_an_answer_from_elsewhere_is_held(sender: str) -> None:
    found = outcome(from_address=sender)
    assert (found.verdict, found.guest_id, found.reply) == (Verdict.NEED_YOU, "g1", None)
    assert sender in found.why


def test_an_assistant_may_answer() -> None:
    assert outcome(from_address="office@mail.guest.example").verdict == Verdict.APPLIED
    assert outcome(replace(YES, sent_by="pa@agency.example"), from_address="pa@agency.example").verdict == Verdict.APPLIED
    assert outcome(replace(YES, sent_by="pa@agency.example"), from_address="mallory@evil.example").verdict == Verdict.NEED_YOU


def test_a_public_mail_house_is_no_house() -> None:
    event = replace(EVENT, guests=(KnownGuest("g9", "Dee", "dee@gmail.com"),))
    assert outcome(replace(YES, attendee="dee@gmail.com"), event=event, from_address="mallory@gmail.com").verdict == Verdict.NEED_YOU
    assert outcome(replace(YES, attendee="dee@gmail.com"), event=event, from_address="Dee@Gmail.com").verdict == Verdict.APPLIED


def test_a_stranger_is_asked_about() -> None:
    found = outcome(replace(YES, attendee="eve@guest.example"), from_address="eve@guest.example")
    assert found.verdict == Verdict.NEED_YOU
    assert found.why.startswith("Who is this? eve@guest.example")
    on_behalf = outcome(replace(YES, attendee="eve@guest.example", sent_by="ana@guest.example"))
    assert (on_behalf.verdict, on_behalf.guest_id) == (Verdict.NEED_YOU, "")


def test_a_guest_who_answers_for_somebody_elsewhere_is_asked_about() -> None:
    found = outcome(replace(YES, attendee="eve@third.example"))
    assert (found.verdict, found.guest_id) == (Verdict.NEED_YOU, "g1")


def test_two_guests_at_one_address_are_told_apart_by_a_person() -> None:
    shared = replace(EVENT, guests=(ANA, replace(BEN, email=ANA.email)))
    found = outcome(event=shared)
    assert found.verdict == Verdict.NEED_YOU
    assert "Ana Lindqvist and Ben Okafor share" in found.why


def test_the_known_assistant_may_answer_from_another_house() -> None:
    helped = replace(EVENT, guests=(replace(ANA, assistants=frozenset({"desk@agency.example"})), BEN))
    assert outcome(event=helped, from_address="Desk@agency.example").verdict == Verdict.APPLIED
    assert outcome(event=helped, from_address="other@agency.example").verdict == Verdict.NEED_YOU


@pytest.mark.parametrize(
    ("name", "sender", "guest"),
    [
        ("", "", "g1"), ("", "Front desk", "g1"), ("", "Okafor, Ben", "g2"), ("Ben Okafor", "Front desk", "g2"), ("Ben", "Ana Lindqvist", "g2"),
        ("ana@guest.example", "", "g1"), ("Dee Else", "", ""),
    ],
)  # fmt: skip
def test_an_answer_from_a_shared_address_is_its_owners_unless_the_name_says_another(name: str, sender: str, guest: str) -> None:
    owner = replace(ANA, owns=frozenset({ANA.email}))
    shared = replace(EVENT, guests=(replace(BEN, email=ANA.email), owner))
    found = outcome(replace(YES, name=name), event=shared, from_name=sender)
    assert (found.verdict, found.guest_id) == (Verdict.APPLIED if guest else Verdict.NEED_YOU, guest)


@pytest.mark.parametrize(("name", "sender", "guest"), [("Ben Okafor", "", "g2"), ("", "Ben Okafor", "g2"), ("", "", "g1"), ("Dee Else", "", "")])
def test_who_asks_again_from_a_shared_address_is_told_by_the_name(name: str, sender: str, guest: str) -> None:
    shared = replace(EVENT, guests=(replace(ANA, owns=frozenset({ANA.email})), replace(BEN, email=ANA.email)))
    found = outcome(Answer(ANA.email, name=name), event=shared, kind=MessageKind.REFRESH, from_name=sender)
    assert (found.verdict, found.guest_id) == (Verdict.NEED_YOU, guest)
    assert guest or "Ana Lindqvist and Ben Okafor share the address" in found.why


def test_of_several_attendees_only_the_sender_counts() -> None:
    both = (replace(YES, attendee="ben@guest.example", partstat="DECLINED"), YES)
    found = decide(replace(REPLY, events=both), EVENT, {})
    assert (found.verdict, found.guest_id, found.reply) == (Verdict.APPLIED, "g1", Reply.ACCEPTED)
    outside = decide(replace(REPLY, events=both, from_address="cara@other.example"), EVENT, {})
    assert (outside.verdict, outside.reply) == (Verdict.NEED_YOU, None)
    file = decide(replace(REPLY, events=both, from_address=""), EVENT, {})
    assert file.verdict == Verdict.NEED_YOU
    waiting = decide(replace(REPLY, events=(both[0], replace(YES, partstat="NEEDS-ACTION"))), EVENT, {})
    assert (waiting.verdict, waiting.reply) == (Verdict.IGNORED, None)


def test_a_delegation_is_recorded_with_the_deputy() -> None:
    delegated = replace(YES, partstat="DELEGATED", delegated_to="dan@guest.example")
    found = decide(replace(REPLY, events=(delegated, Answer("dan@guest.example", "NEEDS-ACTION"))), EVENT, {})
    assert (found.verdict, found.guest_id, found.reply) == (Verdict.APPLIED, "g1", Reply.DELEGATED)
    assert "dan@guest.example" in found.why


def test_the_exception_of_a_series_changes_nothing() -> None:
    found = decide(replace(REPLY, events=(YES, replace(YES, rid="20270318T080000Z", partstat="DECLINED"))), EVENT, {})
    assert found.reply == Reply.ACCEPTED
    assert outcome(replace(YES, rid="20270318T080000Z")).verdict == Verdict.NEED_YOU
    assert outcome(replace(YES, rid="20270310T230000Z")).verdict == Verdict.APPLIED


OLD = Recorded(Reply.ACCEPTED, 1, "20261103T090000Z", "20261103T090001Z", "<1@x>")


def test_the_newest_answer_stands() -> None:
    later = replace(YES, partstat="DECLINED", dtstamp="20261104T090000Z")
    assert outcome(later, previous={"g1": OLD}).reply == Reply.DECLINED
    earlier = outcome(replace(later, dtstamp="20261102T090000Z"), previous={"g1": OLD})
    assert (earlier.verdict, earlier.reply) == (Verdict.IGNORED, None)
    by_date = outcome(replace(YES, partstat="DECLINED"), previous={"g1": OLD}, date="20261103T100000Z")
    assert by_date.reply == Reply.DECLINED


def test_the_same_message_is_read_once() -> None:
    assert outcome(previous={"g1": OLD}).verdict == Verdict.IGNORED
    assert outcome(replace(YES, partstat="DECLINED"), previous={"g1": OLD}).verdict == Verdict.NEED_YOU


def test_an_answer_to_an_earlier_version_is_kept_but_not_counted() -> None:
    found = outcome(replace(YES, sequence=0))
    assert (found.verdict, found.stale, found.reply) == (Verdict.IGNORED, True, None)
    assert outcome(replace(YES, sequence=None)).verdict == Verdict.APPLIED


def test_a_version_never_sent_does_not_bar_later_answers() -> None:
    boast = replace(OLD, sequence=99)
    assert outcome(replace(YES, partstat="DECLINED", dtstamp="20261105T000000Z"), previous={"g1": boast}).reply == Reply.DECLINED


def test_cancelled_events_and_withdrawn_invitations() -> None:
    noted = outcome(event=replace(EVENT, cancelled=True))
    assert (noted.verdict, noted.reply) == (Verdict.IGNORED, None)
    alert = outcome(event=replace(EVENT, guests=(replace(ANA, uninvited=True),)))
    assert (alert.verdict, alert.guest_id) == (Verdict.NEED_YOU, "g1")
    assert "taken back" in alert.why


def test_a_counter_is_never_applied() -> None:
    asked = outcome(replace(YES, partstat="TENTATIVE"), kind=MessageKind.COUNTER, proposed=("20270311T230000Z", "20270312T030000Z"))
    assert (asked.verdict, asked.reply, asked.proposed) == (Verdict.NEED_YOU, None, ("20270311T230000Z", "20270312T030000Z"))
    assert outcome(replace(YES, sequence=0), kind=MessageKind.COUNTER).stale
    silent = outcome(replace(YES, partstat="NEEDS-ACTION"), kind=MessageKind.COUNTER, proposed=("20270311", "20270312"))
    assert (silent.verdict, silent.proposed) == (Verdict.NEED_YOU, ("20270311", "20270312"))


def test_other_kinds_of_message() -> None:
    assert outcome(kind=MessageKind.REQUEST).verdict == Verdict.IGNORED
    assert outcome(kind=MessageKind.CANCEL).verdict == Verdict.IGNORED
    assert outcome(kind=MessageKind.REFRESH).guest_id == "g1"
    bounced = outcome(Answer("ben@guest.example"), kind=MessageKind.BOUNCE, from_address="mailer-daemon@mx.example")
    assert (bounced.verdict, bounced.guest_id) == (Verdict.NEED_YOU, "g2")
    unclear = outcome(kind=MessageKind.NONE)
    assert (unclear.verdict, unclear.guest_id, unclear.reply) == (Verdict.NEED_YOU, "g1", None)


def test_messages_about_no_event_of_ours() -> None:
    assert decide(REPLY, None, {}).verdict == Verdict.IGNORED
    assert decide(REPLY, None, {}, {"ana@guest.example"}).verdict == Verdict.NEED_YOU
    letter = ReadMessage(MessageKind.NONE, "There is no calendar answer in it.", from_address="ana@guest.example")
    assert decide(letter, None, {}).verdict == Verdict.IGNORED
    by_hand = decide(letter, None, {}, {"ana@guest.example"})
    assert (by_hand.verdict, "by hand" in by_hand.why) == (Verdict.NEED_YOU, True)


addresses = st.sampled_from(["ana@guest.example", "ben@guest.example", "cara@other.example", "eve@evil.example", "", "x@gmail.com"])


@given(attendee=addresses, sender=addresses, sent_by=addresses, kind=st.sampled_from(list(MessageKind)), sequence=st.sampled_from([None, 0, 1, 7]))
def test_only_the_named_guest_ever_changes_and_only_by_a_reply(
    attendee: str, sender: str, sent_by: str, kind: MessageKind, sequence: int | None
) -> None:
    answer = replace(YES, attendee=attendee, sent_by=sent_by, sequence=sequence)
    found = outcome(answer, kind=kind, from_address=sender)
    if found.verdict == Verdict.APPLIED:
        assert kind == MessageKind.REPLY
        assert sequence != 0
        named = {g.id for g in EVENT.guests if g.email == (attendee or sender)}
        assert named == {found.guest_id}
    else:
        assert found.reply is None
        assert found.why
