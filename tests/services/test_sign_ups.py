"""Open audience: sign-ups from lists, mail and by hand, each person once; a waiting list that moves up by itself; rates that need enough people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.sign_ups import figure_words
from advoplanner.services import events, guests, history, motives, people, replies, sign_up_notices, sign_ups

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
TICK = timedelta(seconds=1)
START = datetime(2027, 3, 10, 21)
FORM = """Timestamp,Name,E-mail,Company
2027-02-01,Ana Lima,ana@x.example,Orbit
2027-02-02,Bo Berg,bo@x.example,Kanal
2027-02-03,ana lima,ANA@x.example,Orbit
"""
MAIL = "From: =?utf-8?q?Zo=C3=AB_Ray?= <zoe@x.example>\nTo: host@firm.example\nSubject: The late show\n\nI would love to come!\n"


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("rockstar", "Late show", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", capacity=2, template=False)
    return events.new(ws, new).created("event")[0]


def places(ws, event) -> dict[str, tuple[str, int]]:
    return {row.name: (str(row.place), row.number) for row in sign_ups.rows(ws, event)}


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_form_and_a_mail_are_read_and_the_same_person_is_merged(ws, event, tmp_path):
    taken = sign_ups.take_files(ws, event, [written(tmp_path, "form.csv", FORM), written(tmp_path, "a.eml", MAIL)])
    assert (taken.report.read, taken.report.added, taken.report.merged, taken.report.waiting) == (4, 3, 1, ("Zoë Ray",))
    assert taken.report.words() == "4 sign-ups read, 3 new, 1 known already, 1 waiting: Zoë Ray"
    assert places(ws, event) == {"Ana Lima": ("in", 0), "Bo Berg": ("in", 0), "Zoë Ray": ("waiting", 1)}
    assert [(row.source, row.email) for row in sign_ups.rows(ws, event)] == [
        ("form", "ana@x.example"), ("form", "bo@x.example"), ("mail", "zoe@x.example"),
    ]  # fmt: skip
    assert taken.changes.label == "Sign up 4 people, 1 on the waiting list"
    history.undo(ws)
    assert sign_ups.rows(ws, event) == []
    assert people.rows(ws) == []


def test_a_comma_in_an_encoded_name_does_not_end_it(ws, event, tmp_path):
    words = MAIL.replace("=?utf-8?q?Zo=C3=AB_Ray?=", "=?utf-8?q?M=C3=BCller=2C_Hans?=")
    sign_ups.take_files(ws, event, [written(tmp_path, "a.eml", words)])
    assert ["Müller" in row.name and "Hans" in row.name for row in guests.rows(ws, event)] == [True]


def test_somebody_known_already_is_not_made_twice(ws, event, tmp_path):
    known = people.add(ws, ContactDraft(given="Ana", family="Lima", emails=("ana@x.example",))).created("person")[0]
    sign_ups.take_files(ws, event, [written(tmp_path, "form.csv", FORM)])
    assert len(people.rows(ws)) == 2
    assert known in {row.person_id for row in guests.rows(ws, event)}


def test_the_waiting_list_moves_up_by_itself_in_the_same_step(ws, event):
    for name in ("Ana", "Bo", "Cy", "Di"):
        sign_ups.add(ws, event, name)
    assert places(ws, event) == {"Ana": ("in", 0), "Bo": ("in", 0), "Cy": ("waiting", 1), "Di": ("waiting", 2)}
    ana = next(row.id for row in sign_ups.rows(ws, event) if row.name == "Ana")
    changes = sign_ups.withdraw(ws, [ana])
    assert changes.label == "Mark Ana declined; Cy moves up from the waiting list"
    assert places(ws, event) == {"Ana": ("out", 0), "Bo": ("in", 0), "Cy": ("in", 0), "Di": ("waiting", 1)}
    history.undo(ws)
    assert places(ws, event)["Cy"] == ("waiting", 1)
    assert events.edit(ws, event, capacity=9).label == "Change Late show; Cy and Di move up from the waiting list"
    assert {place for place, _ in places(ws, event).values()} == {"in"}


def test_a_place_that_is_given_back_by_mail_goes_to_who_waits(ws, event, tmp_path):
    for name in ("Ana", "Bo", "Cy"):
        sign_ups.add(ws, event, name, email=f"{name.lower()}@x.example")
    answer = (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:{events.details(ws, event).uid}\nDTSTAMP:20270203T080000Z\nSEQUENCE:0\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@x.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    report = replies.read_files(ws, [written(tmp_path, "ana.ics", answer)])
    assert report.applied == 1
    assert report.changes.label == "Read 1 reply; Cy moves up from the waiting list"
    assert places(ws, event) == {"Ana": ("out", 0), "Bo": ("in", 0), "Cy": ("in", 0)}
    history.undo(ws)
    assert places(ws, event)["Cy"] == ("waiting", 1)


def test_a_mail_with_the_flyers_subject_signs_up_when_it_is_read_like_a_reply(ws, event, tmp_path):
    mails = [
        written(tmp_path, f"{n}.eml", f"From: {name} <{name.split()[0].lower()}@x.example>\nSubject: {subject}\n\nMe too!\n")
        for n, (name, subject) in enumerate((("Ria Poe", "Late show"), ("Tom Ode", "LATE SHOW"), ("Uwe Kay", "Late show"), ("Val Sax", "Hello")))
    ]
    report = replies.read_files(ws, mails)
    assert [(item.outcome, item.why) for item in report.items] == [
        ("applied", "Signed up to the event: has a place."), ("applied", "Signed up to the event: has a place."),
        ("applied", "Signed up to the event: number 1 on the waiting list."), ("ignored", "There is no calendar answer in it."),
    ]  # fmt: skip
    assert places(ws, event) == {"Ria Poe": ("in", 0), "Tom Ode": ("in", 0), "Uwe Kay": ("waiting", 1)}
    assert [row.source for row in sign_ups.rows(ws, event)] == ["mail"] * 3
    again = replies.read_files(ws, [written(tmp_path, "again.eml", "From: RIA@x.example\nSubject: Late show\n\nStill coming.\n")])
    assert len(sign_ups.rows(ws, event)) == 3
    assert again.applied + again.need_you == 1
    history.undo(ws)
    history.undo(ws)
    assert places(ws, event) == {}


def test_a_mail_of_somebody_known_by_name_alone_signs_them_up(ws, event, tmp_path):
    people.add(ws, ContactDraft(display_name="Ria Poe"))
    report = replies.read_files(ws, [written(tmp_path, "a.eml", "From: Ria Poe <ria@x.example>\nSubject: Late show\n\nMe too!\n")])
    assert [item.outcome for item in report.items] == ["applied"]
    assert places(ws, event) == {"Ria Poe": ("in", 0)}


@pytest.mark.parametrize("line", ["Auto-Submitted: auto-replied", "In-Reply-To: <a@b.example>", "From: nobody"])
def test_no_automatic_answer_signs_anybody_up(ws, event, tmp_path, line):
    sender = "" if line.startswith("From") else "From: ria@x.example\n"
    replies.read_files(ws, [written(tmp_path, "a.eml", f"{sender}{line}\nSubject: Late show\n\nAway.\n")])
    assert places(ws, event) == {}


def test_of_two_events_with_one_title_and_of_a_board_nothing_is_guessed(ws, event, tmp_path):
    mail = written(tmp_path, "a.eml", "From: ria@x.example\nSubject: Board\n\nMe!\n")
    new = NewEvent("cab", "Board", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", template=False)
    events.new(ws, new)
    assert replies.read_files(ws, [mail]).applied == 0
    for _ in range(2):
        events.new(ws, NewEvent("usergroup", "Users", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", template=False))
    assert replies.read_files(ws, [written(tmp_path, "b.eml", "From: ria@x.example\nSubject: Users\n\nMe!\n")]).applied == 0


def test_who_wants_no_mail_is_named_instead_of_written_to(ws, event, tmp_path):
    events.edit(ws, event, organiser_email="mira@firm.example")
    sign_ups.add(ws, event, "Ana", email="ana@x.example")
    motives.add_restriction(ws, person_id=guests.rows(ws, event)[0].person_id, kind="no_email")
    made = sign_up_notices.write(ws, event, tmp_path / "mail")
    assert (made.written, made.without) == ((), ("Ana",))


def test_who_is_put_on_hold_gives_the_place_to_the_next(ws, event):
    for name in ("Ana", "Bo", "Cy"):
        sign_ups.add(ws, event, name)
    ana = next(row.id for row in guests.rows(ws, event) if row.name == "Ana")
    assert guests.edit(ws, [ana], decision="hold").label.endswith("; Cy moves up from the waiting list")
    assert places(ws, event)["Ana"][0] == "waiting"
    assert places(ws, event)["Cy"] == ("in", 0)


def test_removing_somebody_frees_the_place_too(ws, event):
    for name in ("Ana", "Bo", "Cy"):
        sign_ups.add(ws, event, name)
    bo = next(row.id for row in sign_ups.rows(ws, event) if row.name == "Bo")
    assert guests.remove(ws, [bo]).label == "Remove Bo; Cy moves up from the waiting list"
    assert places(ws, event) == {"Ana": ("in", 0), "Cy": ("in", 0)}


def test_whoever_comes_late_waits_behind_those_who_wait(ws, event):
    for name in ("Ana", "Bo", "Cy"):
        sign_ups.add(ws, event, name)
    guests.edit(ws, [row.id for row in sign_ups.rows(ws, event) if row.name == "Ana"], decision="notnow")
    assert places(ws, event)["Cy"] == ("in", 0)
    sign_ups.add(ws, event, "Di")
    assert places(ws, event)["Di"] == ("waiting", 1)


def test_the_bench_of_a_board_is_the_coordinators_alone(ws):
    new = NewEvent("cab", "Board", "Learn", START, START + timedelta(hours=1), "Europe/Berlin", capacity=1, template=False)
    board = events.new(ws, new).created("event")[0]
    ids = [people.add(ws, ContactDraft(display_name=name)).created("person")[0] for name in ("Ana", "Bo")]
    guests.add(ws, board, ids, within_capacity=True)
    first, second = guests.rows(ws, board)
    guests.set_reply(ws, [first.id], "declined")
    assert guests.details(ws, second.id).row.decision == "hold"


def test_an_invited_guest_who_signs_up_keeps_the_place(ws, event):
    person = people.add(ws, ContactDraft(display_name="Ana Lima", emails=("ana@x.example",))).created("person")[0]
    guests.add(ws, event, [person])
    sign_ups.add(ws, event, "Bo")
    sign_ups.add(ws, event, "Ana Lima", email="ana@x.example")
    assert places(ws, event)["Ana Lima"] == ("in", 0)
    assert len(guests.rows(ws, event)) == 2


def test_who_declined_and_signs_up_keeps_nothing_of_the_old_answer(ws, event):
    person = people.add(ws, ContactDraft(display_name="Ana Lima", emails=("ana@x.example",))).created("person")[0]
    guests.add(ws, event, [person])
    guest = guests.rows(ws, event)[0].id
    guests.set_reply(ws, [guest], "declined", comment="I shall be in Oslo", reason="travel")
    sign_ups.add(ws, event, "Ana Lima", email="ana@x.example")
    found = guests.details(ws, guest)
    assert (found.row.reply, found.row.reply_comment) == ("accepted", "")


def test_rates_are_told_only_for_enough_people_and_after_the_event(ws, event, clock):
    events.edit(ws, event, capacity=0)
    for n in range(6):
        sign_ups.add(ws, event, f"Guest {n}")
    found = sign_ups.figures(ws, event)
    assert (found.signed_up, found.show_up_rate, found.free) == (6, None, None)
    ids = [row.id for row in sign_ups.rows(ws, event)]
    guests.set_attendance(ws, ids[:3], "arrived")
    guests.walk_in(ws, event, "From the street")
    assert sign_ups.figures(ws, event).walk_in_share is None
    guests.walk_in(ws, event, "From next door")
    clock.now = datetime(2027, 3, 11, 9, tzinfo=UTC)
    found = sign_ups.figures(ws, event)
    assert (found.show_up_rate, found.walk_in_share) == (0.5, 0.4)
    assert figure_words(found) == ["8 people come", "2 walked in (40% of those who came)", "3 of 6 who signed up came (50%)"]


def test_few_are_told_without_a_share(ws, event, clock):
    sign_ups.add(ws, event, "Ana")
    clock.now = datetime(2027, 3, 11, 9, tzinfo=UTC)
    assert figure_words(sign_ups.figures(ws, event)) == ["1 of 2 places taken", "0 of 1 who signed up came, too few to compare"]


def test_who_was_told_what_is_kept_until_it_changes(ws, event):
    for name in ("Ana", "Bo", "Cy"):
        sign_ups.add(ws, event, name)
    assert [row.to_tell for row in sign_ups.rows(ws, event)] == [True, True, True]
    sign_ups.mark_told(ws, [row.id for row in sign_ups.rows(ws, event)])
    assert [row.to_tell for row in sign_ups.rows(ws, event)] == [False, False, False]
    sign_ups.withdraw(ws, [sign_ups.rows(ws, event)[0].id])
    assert [row.name for row in sign_ups.rows(ws, event) if row.to_tell] == ["Cy"]


def test_each_is_written_to_once_and_again_when_a_place_becomes_free(ws, event, tmp_path):
    with pytest.raises(RuleBroken, match="organiser's address"):
        sign_up_notices.write(ws, event, tmp_path / "none")
    events.edit(ws, event, organiser_name="Mira Rossi", organiser_email="mira@firm.example")
    hostile = "Bo\r\nBcc: mallory@evil.example"
    for name, email in (("Ana Lima", "ana@x.example"), (hostile, "bo@x.example"), ("Cy", "cy@x.example"), ("Di", "")):
        sign_ups.add(ws, event, name, email=email)
    made = sign_up_notices.write(ws, event, tmp_path / "mail")
    mails = [message_from_bytes(path.read_bytes(), policy=SMTP) for path in made.written]
    assert [(mail["To"].addresses[0].addr_spec, mail["Subject"]) for mail in mails] == [
        ("ana@x.example", "You have a place: Late show"), ("bo@x.example", "You have a place: Late show"),
        ("cy@x.example", "You are on the waiting list: Late show"),
    ]  # fmt: skip
    assert all(mail["Bcc"] is None and mail["X-Unsent"] == "1" for mail in mails)
    assert "you are number 1 on the waiting list" in mails[2].get_content().replace("\n", " ")
    assert made.without == ("Di",)
    assert [row.name for row in sign_ups.rows(ws, event) if row.to_tell] == ["Di"]
    sign_ups.withdraw(ws, [sign_ups.rows(ws, event)[0].id])
    again = sign_up_notices.write(ws, event, tmp_path / "mail")
    [mail] = [message_from_bytes(path.read_bytes(), policy=SMTP) for path in again.written]
    assert mail["Subject"] == "A place has become free for you: Late show"
    people.edit(ws, guests.details(ws, sign_ups.rows(ws, event)[3].id).row.person_id, emails=("di@x.example",), do_not_contact=True)
    assert sign_up_notices.write(ws, event, tmp_path / "mail").written == ()


def test_bad_files_are_named_and_the_others_are_read(ws, event, tmp_path):
    bad = tmp_path / "page.html"
    bad.write_text("<p>")
    bounce = written(tmp_path, "b.eml", "From: MAILER-DAEMON@x.example\nAuto-Submitted: auto-replied\n\nNo.\n")
    taken = sign_ups.take_files(ws, event, [bad, bounce, written(tmp_path, "a.eml", MAIL), tmp_path / "gone.csv"])
    assert [name for name, _ in taken.report.problems] == ["page.html", "b.eml", "gone.csv"]
    assert "automatic answer" in taken.report.problems[1][1]
    assert len(sign_ups.rows(ws, event)) == 1
    with pytest.raises(RuleBroken, match="automatic answer"):
        sign_ups.take_files(ws, event, [bounce])


def test_bad_input_by_hand_is_refused_at_the_field(ws, event):
    for name, email, field in ((" ", "", "name"), ("Ana", "ana@", "email"), ("x" * 121, "", "name")):
        with pytest.raises(RuleBroken) as refused:
            sign_ups.add(ws, event, name, email=email)
        assert refused.value.field == field
    with pytest.raises(RuleBroken) as refused:
        sign_ups.add(ws, event, "Ana", organisation="x" * 161)
    assert refused.value.field == "organisation"
    assert sign_ups.rows(ws, event) == []
