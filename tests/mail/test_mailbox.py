"""Answers fetched from a real IMAP server: once each, only what concerns us, and nothing remembered of a reading that failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from imap_server import PASSWORD

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.core.progress import Stoppable
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, events, guests, history, invitations, mailbox, outbox, people, replies

START = datetime(2027, 3, 10, 18)
NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
NAMES = ("Ana", "Ben", "Cara")

pytestmark = pytest.mark.usefixtures("trusted")


@pytest.fixture
def ws(tmp_path):
    # The server stamps what arrives with the real day, so that what was sent must be older than that.
    workspace = create_workspace(tmp_path / "w.advo", clock=lambda: datetime.now(UTC) - timedelta(days=400))
    workspace.secrets = Secrets(look=False)
    yield workspace
    workspace.close()


@pytest.fixture
def event(ws, tmp_path) -> str:
    new = NewEvent("council", "Data council", "Hear.", START, START + timedelta(hours=4), "UTC", organiser_email="jo@host.example", template=False)
    event_id = events.new(ws, new).created("event")[0]
    for name in NAMES:
        made = people.add(ws, ContactDraft(given=name, family="Lima", emails=(f"{name.lower()}@guest.example",))).created("person")
        guests.add(ws, event_id, made)
    outbox.invite(ws, event_id, tmp_path / "out")
    return event_id


@pytest.fixture
def user(request) -> str:
    return f"{request.node.name.replace('[', '-').replace(']', '')}@host.example"[-100:]


@pytest.fixture
def account(ws, event, dovecot, user) -> str:
    made = accounts.add(ws, "jo@host.example").created("mail_account")[0]
    accounts.edit(ws, made, user=user, imap_host="localhost", imap_port=dovecot.tls, reads=True)
    accounts.remember(ws, made, PASSWORD)
    return made


def answer(ws, event: str, name: str, partstat: str = "ACCEPTED", stamp: str = "20270112T100000Z") -> bytes:
    uid = events.details(ws, event).uid
    address = f"{name.lower()}@guest.example"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp}", "SEQUENCE:0",
             f"ATTENDEE;PARTSTAT={partstat}:mailto:{address}", "END:VEVENT", "END:VCALENDAR", ""]  # fmt: skip
    head = f"From: {address}\r\nTo: jo@host.example\r\nSubject: Re\r\nMessage-ID: <{name}-{partstat}-{stamp}@guest.example>\r\nMIME-Version: 1.0\r\n"
    return (head + "Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n" + "\r\n".join(lines)).encode()


def words(name: str, subject: str, text: str, extra: str = "", host: str = "guest.example") -> bytes:
    head = f"From: {name.lower()}@{host}\r\nTo: jo@host.example\r\nSubject: {subject}\r\nMessage-ID: <{name}{subject}@x.example>\r\n{extra}\r\n"
    return (head + text + "\r\n").encode()


def replied(ws, event: str) -> dict[str, str]:
    return {g.name.split()[0]: g.reply for g in guests.rows(ws, event)}


def test_answers_are_applied_and_a_second_run_reads_nothing(ws, event, account, dovecot, user) -> None:
    dovecot.user(user, [answer(ws, event, "Ana"), answer(ws, event, "Ben", "DECLINED")])
    first = mailbox.fetch(ws, account)
    assert (first.looked_at, first.report.read, first.report.applied) == (2, 2, 2)
    assert replied(ws, event) == {"Ana": "accepted", "Ben": "declined", "Cara": "none"}
    again = mailbox.fetch(ws, account)
    assert (again.looked_at, again.report.read) == (0, 0)
    dovecot.add(user, [answer(ws, event, "Cara", "TENTATIVE")])
    third = mailbox.fetch(ws, account)
    assert (third.looked_at, third.report.applied) == (1, 1)
    assert replied(ws, event)["Cara"] == "tentative"


def test_private_mail_is_looked_at_and_left_alone(ws, event, account, dovecot, user) -> None:
    sent = outbox.octets(ws, invitations.messages(ws, event)[0].id)
    message_id = next(line for line in sent.decode().splitlines() if line.startswith("Message-ID:")).split()[1]
    dovecot.user(user, [
        words("Shop", "Your invoice", "Pay me.", host="shop.example"),
        words("Ana", "Lunch?", "Nothing to do with it."),
        words("Ben", "Re: something", "Yes, I will come.", f"In-Reply-To: {message_id}\r\n"),
        words("Cara", "AW: Invitation: Data council", "Gladly!"),
        words("Stranger", "Re: Invitation: Data council", "Me too?", host="other.example"),
    ])  # fmt: skip
    done = mailbox.fetch(ws, account)
    assert (done.looked_at, done.report.read) == (5, 2)
    assert {row.attendee for row in replies.rows(ws)} == {"ben@guest.example", "cara@guest.example"}


def test_undo_takes_the_answers_back_and_redo_gives_them_again(ws, event, account, dovecot, user) -> None:
    dovecot.user(user, [answer(ws, event, "Ana")])
    mailbox.fetch(ws, account)
    assert history.next_undo(ws) == "Read jo@host.example"
    history.undo(ws)
    assert replied(ws, event)["Ana"] == "none"
    assert mailbox.fetch(ws, account).looked_at == 0, "what was undone on purpose does not come back by itself"
    history.redo(ws)
    assert replied(ws, event)["Ana"] == "accepted"


def test_reading_everything_again_counts_no_answer_twice(ws, event, account, dovecot, user) -> None:
    dovecot.user(user, [answer(ws, event, "Ana")])
    mailbox.fetch(ws, account)
    mailbox.read_again(ws, account)
    again = mailbox.fetch(ws, account)
    assert (again.looked_at, again.report.applied, again.report.ignored) == (1, 0, 1)
    assert len(replies.rows(ws)) == 1


def test_a_folder_numbered_anew_is_read_from_the_start(ws, event, account, dovecot, user) -> None:
    box = dovecot.user(user, [answer(ws, event, "Ana"), answer(ws, event, "Ben")])
    mailbox.fetch(ws, account)
    # Without its list of UIDs the server makes a new one, with the next UIDVALIDITY.
    for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
        (box / name).unlink(missing_ok=True)
    dovecot.add(user, [answer(ws, event, "Cara")])
    done = mailbox.fetch(ws, account)
    assert done.looked_at == 3
    assert replied(ws, event) == dict.fromkeys(NAMES, "accepted")


def test_a_reading_that_is_cancelled_or_fails_remembers_nothing(ws, event, account, dovecot, user, monkeypatch) -> None:
    dovecot.user(user, [answer(ws, event, "Ana")])

    class Stopped(Stoppable):
        def step(self, done: float, what: str = "") -> None:
            super().step(done, what)
            if what.startswith("Reading message"):
                self.cancel()
                super().step(done)

    with pytest.raises(Cancelled):
        mailbox.fetch(ws, account, Stopped())
    monkeypatch.setattr(mailbox.replies, "take_messages", lambda *_: (_ for _ in ()).throw(RuleBroken("x.x", "No.")))
    with pytest.raises(RuleBroken):
        mailbox.fetch(ws, account)
    monkeypatch.undo()
    assert replied(ws, event)["Ana"] == "none"


def test_a_spoofed_answer_waits_for_a_person(ws, event, account, dovecot, user) -> None:
    spoofed = answer(ws, event, "Ana").replace(b"From: ana@guest.example", b"From: mallory@elsewhere.example")
    dovecot.user(user, [spoofed])
    assert mailbox.fetch(ws, account).report.need_you == 1
    assert replied(ws, event)["Ana"] == "none"


def test_reading_needs_no_sending(ws, event, account, dovecot, user) -> None:
    accounts.edit(ws, account, smtp_host="")
    accounts.remember(ws, account, PASSWORD)
    dovecot.user(user, [])
    assert mailbox.fetch(ws, account).looked_at == 0
