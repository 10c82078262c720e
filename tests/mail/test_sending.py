"""Whole runs against a real SMTP server: nothing twice, nothing lost, and every message's fate written down."""

from __future__ import annotations

import email
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from smtp_server import PASSWORD, USER

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.core.errors import Cancelled, KnownProblem, RuleBroken
from advoplanner.core.progress import QUIET, Stoppable
from advoplanner.domain.audiences import EVERYBODY
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.mail.secrets import Secrets
from advoplanner.mail.smtp import Smtp
from advoplanner.services import accounts, departures, events, guests, history, interrupted, invitations, outbox, people, sending, trials
from advoplanner.services.sending import send

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
START = datetime(2027, 3, 10, 18)
NAMES = ("Ana", "Ben", "Cara", "Dan", "Eva")

pytestmark = pytest.mark.usefixtures("trusted")


class Waits:
    """Stands for waiting: notes how long, and may press Cancel at one of them."""

    def __init__(self, cancel_at: int = -1) -> None:
        self.seconds: list[float] = []
        self.cancel_at = cancel_at

    def __call__(self, seconds: float, progress: object, what: str = "") -> None:
        self.seconds.append(seconds)
        if len(self.seconds) == self.cancel_at:
            raise Cancelled


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    workspace.secrets = Secrets(look=False)
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws) -> str:
    new = NewEvent("council", "Data council", "Hear what worked.", START, START + timedelta(hours=4), "Europe/Berlin",
                   venue="Haus", organiser_email=USER, template=False)  # fmt: skip
    event_id = events.new(ws, new).created("event")[0]
    for name in NAMES:
        made = people.add(ws, ContactDraft(given=name, family="Lima", emails=(f"{name.lower()}@guest.example",))).created("person")
        guests.add(ws, event_id, made)
    invitations.draft(ws, invitations.new_wave(ws, event_id, audience=EVERYBODY).created("wave")[0])
    return event_id


@pytest.fixture
def server(ws, event, smtp):
    started = smtp()
    use(ws, started.port)
    return started


def use(ws, port: int, password: str = PASSWORD) -> str:
    known = accounts.rows(ws)
    made = known[0].id if known else accounts.add(ws, USER).created("mail_account")[0]
    accounts.edit(ws, made, smtp_host="localhost", smtp_port=port, sends=True)
    accounts.remember(ws, made, password)
    return made


def ids(ws) -> list[str]:
    return [m.id for m in invitations.messages(ws)]


def states(ws) -> dict[str, str]:
    return {m.to_name.split()[0]: m.state for m in invitations.messages(ws)}


def to(name: str) -> str:
    return f"{name.lower()}@guest.example"


def test_a_letter_of_a_wave_is_tried_on_oneself_before_it_is_drafted(ws, event, server) -> None:
    outbox.remove(ws, ids(ws))
    wave = invitations.waves(ws, event)[0].id
    guest = guests.rows(ws, event)[0].id
    assert trials.send(ws, wave, guest, "") == USER
    (taken,) = server.inbox.taken
    mail = email.message_from_bytes(taken.content)
    assert taken.rcpt_tos == [USER]
    assert mail["Subject"].startswith("[Test] ")
    octets = next(part for part in mail.walk() if part.get_content_type() == "text/calendar").get_payload(decode=True)
    assert b"UID:test-" in octets
    assert b"guest.example" not in octets
    assert ids(ws) == []
    people.edit(ws, guests.rows(ws, event)[0].person_id, do_not_contact=True)
    with pytest.raises(RuleBroken, match="gets no letter of this wave"):
        trials.send(ws, wave, guest, "")


def test_what_was_written_by_hand_is_what_one_tries(ws, event, server) -> None:
    wave, message = invitations.waves(ws, event)[0].id, invitations.messages(ws, event)[0]
    outbox.edit_message(ws, message.id, subject="My own words", body="By hand.")
    trials.send(ws, wave, message.guest_id, "")
    (taken,) = server.inbox.taken
    assert email.message_from_bytes(taken.content)["Subject"] == "[Test] My own words"


def test_everybody_gets_their_own_message_once_to_the_octet(ws, event, server) -> None:
    waits = Waits()
    report = send(ws, ids(ws), wait=waits)
    assert (report.sent, report.held, report.later, report.unsure, report.left) == (5, [], [], [], 0)
    assert sorted(server.inbox.recipients) == sorted(map(to, NAMES))
    assert all(envelope.rcpt_tos == [email.message_from_bytes(envelope.original_content)["To"].split("<")[1][:-1]] for envelope in server.inbox.taken)
    kept = {outbox.octets(ws, i) for i in ids(ws)}
    assert {envelope.original_content for envelope in server.inbox.taken} == kept
    assert b"X-Unsent" not in server.inbox.taken[0].original_content
    assert set(states(ws).values()) == {"exported"}
    assert events.details(ws, event).status == "inviting"
    assert {g.invite_state for g in guests.rows(ws, event)} == {"sent"}
    assert waits.seconds == [2.0] * 4, "thirty a minute, and no wait after the last"
    details = invitations.message(ws, ids(ws)[0])
    assert (details.sent_by, details.answer) == (USER, "2.0.0 queued as 4F2")


def test_what_was_sent_is_never_sent_again(ws, event, server) -> None:
    send(ws, ids(ws), wait=Waits())
    with pytest.raises(RuleBroken) as refused:
        send(ws, ids(ws)[:1], wait=Waits())
    assert refused.value.code == "messages.gone"
    assert invitations.draft(ws, invitations.waves(ws, event)[0].id).ready == 0
    assert len(server.inbox.taken) == 5
    assert history.next_undo(ws) is None or "Send" not in history.next_undo(ws)


def test_a_second_run_at_the_same_time_is_refused(ws, event, server) -> None:
    with ws.leaving, pytest.raises(RuleBroken) as refused:
        send(ws, ids(ws), wait=Waits())
    assert refused.value.code == "messages.leaving"


def test_a_refused_recipient_is_held_with_the_servers_words_and_the_others_go(ws, event, server) -> None:
    server.inbox.rcpt = {to("Ben"): ["550 5.1.1 no such user"]}
    report = send(ws, ids(ws), wait=Waits())
    assert report.sent == 4
    assert report.held == [(to("Ben"), "localhost does not take mail for ben@guest.example. It says: 550 5.1.1 no such user")]
    assert states(ws)["Ben"] == "held"
    ben = next(m for m in invitations.messages(ws) if m.to_name.startswith("Ben"))
    assert "no such user" in ben.reason
    assert ben.number == 0
    outbox.release(ws, [ben.id])
    assert send(ws, [ben.id], wait=Waits()).sent == 1
    assert len(server.inbox.taken) == 5


def test_what_is_put_off_is_tried_again_later_and_later(ws, event, server) -> None:
    server.inbox.rcpt = {to("Ben"): ["451 4.7.1 greylisted"] * 2}
    waits = Waits()
    report = send(ws, ids(ws), wait=waits)
    assert (report.sent, report.later) == (5, [])
    assert [s for s in waits.seconds if s > 2] == [15.0, 60.0]


def test_what_is_put_off_for_ever_stays_ready_with_the_reason(ws, event, server) -> None:
    server.inbox.data = {to("Ben"): ["452 4.3.1 full"] * 9}
    report = send(ws, ids(ws), wait=Waits())
    assert report.sent == 4
    assert [who for who, _ in report.later] == [to("Ben")]
    ben = next(m for m in invitations.messages(ws) if m.to_name.startswith("Ben"))
    assert (ben.state, "452 4.3.1 full" in ben.reason) == ("draft", True)
    server.inbox.data.clear()
    assert send(ws, [ben.id], wait=Waits()).sent == 1
    assert server.inbox.recipients.count(to("Ben")) == 1


def test_a_connection_lost_in_the_middle_of_a_message_leaves_it_in_doubt_and_goes_on(ws, event, server) -> None:
    server.inbox.breaks = {to("Cara"): "after"}
    report = send(ws, ids(ws), wait=Waits())
    assert (report.sent, [who for who, _ in report.unsure]) == (4, [to("Cara")])
    assert states(ws)["Cara"] == "unsure"
    cara = next(m.id for m in invitations.messages(ws) if m.to_name.startswith("Cara"))
    for again in (lambda: send(ws, [cara], wait=Waits()), lambda: outbox.remove(ws, [cara]), lambda: outbox.edit_message(ws, cara, body="x")):
        with pytest.raises(RuleBroken):
            again()
    assert invitations.draft(ws, invitations.waves(ws, event)[0].id).ready == 0, "a second message would be written beside it"
    assert server.inbox.recipients.count(to("Cara")) == 1


@pytest.mark.parametrize(("was_sent", "state", "copies"), [(True, "exported", 1), (False, "draft", 2)])
def test_a_person_settles_what_is_in_doubt(ws, event, server, was_sent, state, copies) -> None:
    server.inbox.breaks = {to("Cara"): "after"}
    send(ws, ids(ws), wait=Waits())
    cara = next(m.id for m in invitations.messages(ws) if m.to_name.startswith("Cara"))
    sending.settle(ws, [cara], sent=was_sent)
    assert states(ws)["Cara"] == state
    guest = next(g for g in guests.rows(ws, event) if g.name.startswith("Cara"))
    assert (guest.invite_state == "sent") is was_sent
    if not was_sent:
        assert send(ws, [cara], wait=Waits()).sent == 1
    assert server.inbox.recipients.count(to("Cara")) == copies
    with pytest.raises(RuleBroken) as refused:
        sending.settle(ws, [cara], sent=True)
    assert refused.value.code == "messages.settled"


@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_a_crash_in_the_middle_resumes_without_sending_twice(tmp_path, ws, event, server, monkeypatch, moment) -> None:
    class Killed(BaseException):
        """What SIGKILL is to a process: nothing is tidied up."""

    whole, real = Smtp.deliver, sending._write_try

    def deliver(self, parcel):
        if parcel.recipient == to("Cara") and moment == "before":
            raise Killed
        answer = whole(self, parcel)
        if parcel.recipient == to("Cara") and moment == "during":
            raise Killed
        return answer

    def write(run, message_id, state, answer):
        real(run, message_id, state, answer)
        if moment == "after" and state == "sent" and to("Cara") in server.inbox.recipients:
            raise Killed

    def nothing(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(Smtp, "deliver", deliver)
        dying.setattr(sending, "_write_try", write)
        dying.setattr(departures, "finish", nothing)
        with pytest.raises(Killed):
            send(ws, ids(ws), wait=Waits())
    ws.close()
    again = open_workspace(tmp_path / "w.advo", clock=lambda: NOW)
    again.secrets = Secrets(look=False)
    use(again, server.port)
    interrupted.note_interrupted(again)
    expected = {"before": "unsure", "during": "unsure", "after": "exported"}[moment]
    assert states(again) == {"Ana": "exported", "Ben": "exported", "Cara": expected, "Dan": "draft", "Eva": "draft"}
    report = send(again, [m.id for m in invitations.messages(again, states=("draft",))], wait=Waits())
    again.close()
    assert report.sent == 2
    assert max(server.inbox.recipients.count(to(name)) for name in NAMES) == 1
    assert server.inbox.recipients.count(to("Cara")) == (0 if moment == "before" else 1)


def test_cancel_stops_between_two_messages_and_the_rest_stays_ready(ws, event, server) -> None:
    report = send(ws, ids(ws), wait=Waits(cancel_at=2))
    assert (report.sent, report.left, report.stopped) == (2, 3, True)
    assert sorted(states(ws).values()) == ["draft", "draft", "draft", "exported", "exported"]
    assert send(ws, [m.id for m in invitations.messages(ws, states=("draft",))], wait=Waits()).sent == 3
    assert sorted(server.inbox.recipients) == sorted(map(to, NAMES))


def test_cancel_while_waiting_to_try_again_leaves_it_ready(ws, event, server) -> None:
    server.inbox.rcpt = {to("Ana"): ["451 later"] * 9}
    first = next(m.id for m in invitations.messages(ws) if m.to_name.startswith("Ana"))
    report = send(ws, [first], wait=Waits(cancel_at=1))
    assert (report.sent, report.stopped, [who for who, _ in report.later]) == (0, True, [to("Ana")])
    assert states(ws)["Ana"] == "draft"


@pytest.mark.parametrize("broken", ["password", "port", "sender"])
def test_what_is_wrong_from_the_start_marks_nothing(ws, event, server, broken, closed_port) -> None:
    if broken == "password":
        use(ws, server.port, "wrong")
    elif broken == "port":
        use(ws, closed_port)
    if broken == "sender":
        server.inbox.sender = "other@host.example"
        assert send(ws, ids(ws), wait=Waits()).problem.code == "mail.sender"
    else:
        with pytest.raises(KnownProblem) as refused:
            send(ws, ids(ws), wait=Waits())
        assert refused.value.code == {"password": "mail.login", "port": "mail.refused"}[broken]
    assert set(states(ws).values()) == {"draft"}
    assert server.inbox.taken == []


def test_without_account_or_password_nothing_is_marked(ws, event, smtp) -> None:
    with pytest.raises(RuleBroken) as refused:
        send(ws, ids(ws))
    assert refused.value.code == "accounts.none"
    made = use(ws, smtp().port)
    accounts.forget(ws, made)
    with pytest.raises(RuleBroken) as refused:
        send(ws, ids(ws))
    assert refused.value.code == "accounts.no_secret"
    assert set(states(ws).values()) == {"draft"}


def test_a_guest_who_may_not_be_written_to_any_more_is_held(ws, event, server) -> None:
    person = next(p.id for p in people.rows(ws) if p.name.startswith("Dan"))
    people.edit(ws, person, do_not_contact=True)
    report = send(ws, ids(ws), wait=Waits())
    assert report.sent == 4
    assert report.held[0][0] == to("Dan")
    assert to("Dan") not in server.inbox.recipients


def test_a_message_changed_while_others_leave_is_left_out(ws, event, server, monkeypatch) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)

    def hold_the_last(seconds: float, progress: object, what: str = "") -> None:
        last = next(m for m in invitations.messages(ws) if m.to_name.startswith("Eva"))
        if last.state == "draft":
            outbox.hold(ws, [last.id], "call first")

    report = send(ws, ids(ws), wait=hold_the_last)
    assert (report.sent, report.held) == (4, [(to("Eva"), "Held by hand: call first")])
    assert to("Eva") not in server.inbox.recipients


def test_two_organisers_send_by_their_own_accounts(ws, event, server, smtp) -> None:
    other = smtp()
    new = NewEvent("meetup", "Evening", "Talk.", START, START + timedelta(hours=2), "UTC", organiser_email="kim@host.example", template=False)
    second = events.new(ws, new).created("event")[0]
    guests.add(ws, second, [people.rows(ws)[0].id])
    invitations.draft(ws, invitations.new_wave(ws, second, audience=EVERYBODY).created("wave")[0])
    made = accounts.add(ws, "kim@host.example").created("mail_account")[0]
    accounts.edit(ws, made, user=USER, smtp_host="localhost", smtp_port=other.port, sends=True)
    accounts.remember(ws, made, PASSWORD)
    assert send(ws, ids(ws), wait=Waits()).sent == 6
    assert {e.mail_from for e in server.inbox.taken} == {USER}
    assert [e.mail_from for e in other.inbox.taken] == ["kim@host.example"]


def test_a_test_goes_to_oneself_and_is_not_recorded(ws, event, server) -> None:
    assert sending.send_test(ws, ids(ws)[0]) == USER
    (taken,) = server.inbox.taken
    message = email.message_from_bytes(taken.original_content)
    assert (taken.rcpt_tos, message["Subject"]) == ([USER], "[Test] Invitation: Data council")
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar").get_payload(decode=True).replace(b"\r\n ", b"")
    assert b"UID:test-" in part
    assert b"guest.example" not in part
    assert set(states(ws).values()) == {"draft"}
    server.inbox.rcpt = {USER: ["550 no"]}
    with pytest.raises(KnownProblem) as refused:
        sending.send_test(ws, ids(ws)[0])
    assert refused.value.code == "mail.test"


def test_trying_out_says_what_was_found_and_sends_nothing(ws, event, server, dovecot) -> None:
    (account,) = accounts.rows(ws)
    accounts.edit(ws, account.id, imap_host="")
    accounts.remember(ws, account.id, PASSWORD)
    (line,) = accounts.try_out(ws, account.id)
    assert line.startswith("Sending works: localhost answers over TLS 1.")
    dovecot.user(USER, [b"Subject: x\r\n\r\nx\r\n"])
    accounts.edit(ws, account.id, imap_host="localhost", imap_port=dovecot.tls)
    accounts.remember(ws, account.id, PASSWORD)
    assert accounts.try_out(ws, account.id)[1].endswith(f"let {USER} in; “INBOX” holds 1 message.")
    accounts.edit(ws, account.id, folder="Nowhere")
    with pytest.raises(KnownProblem) as refused:
        accounts.try_out(ws, account.id)
    assert refused.value.code == "mail.folder"
    assert server.inbox.taken == []


def test_progress_names_each_recipient_and_pausing_notices_cancel(ws, event, server) -> None:
    said: list[str] = []

    class Watching(Stoppable):
        def step(self, done: float, what: str = "") -> None:
            said.append(what)
            super().step(done, what)

    progress = Watching()
    made = accounts.rows(ws)[0].id
    accounts.edit(ws, made, per_minute=600)
    assert send(ws, ids(ws), progress).sent == 5
    assert any(line.startswith("Sending to ") and "(5 of 5)" in line for line in said)
    progress.cancel()
    with pytest.raises(Cancelled):
        sending.pause(30, progress)


def test_the_first_error_of_a_run_keeps_what_was_sent_before(ws, event, server, monkeypatch) -> None:
    real: Callable[..., str] = Smtp.deliver

    def deliver(self, parcel):
        if len(server.inbox.taken) == 3:
            server.inbox.sender = "other@host.example"
        return real(self, parcel)

    monkeypatch.setattr(Smtp, "deliver", deliver)
    report = send(ws, ids(ws), QUIET, Waits())
    assert (report.sent, report.left, report.problem.code) == (3, 2, "mail.sender")
    assert sorted(states(ws).values()) == ["draft", "draft", "exported", "exported", "exported"]
