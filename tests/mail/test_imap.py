"""A mailbox on a real IMAP server: read without a trace, in order, from where one stopped."""

from __future__ import annotations

import imaplib
from datetime import date

import pytest
from imap_server import PASSWORD, TOKEN

from advoplanner.core.errors import KnownProblem
from advoplanner.domain.mail_accounts import Server
from advoplanner.mail.connection import Credentials
from advoplanner.mail.imap import Imap, _quoted

LONG_AGO = date(2001, 1, 1)
LARGE = 100_000


def mail(n: int, size: int = 0) -> bytes:
    return f"From: g{n}@guest.example\r\nSubject: No {n}\r\n\r\nBody {n}\r\n{'x' * size}\r\n".encode()


def opened(dovecot, user, security="tls", folder="INBOX", password=PASSWORD) -> Imap:
    return Imap(Server("localhost", getattr(dovecot, security), security), Credentials(user, password), folder)


def refusal(*args, **options) -> KnownProblem:
    with pytest.raises(KnownProblem) as refused:
        opened(*args, **options)
    return refused.value


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.usefixtures("trusted")
def test_messages_come_in_order_and_stay_unread(dovecot, security) -> None:
    user = f"order-{security}@host.example"
    dovecot.user(user, [mail(n) for n in range(120)])
    box = opened(dovecot, user, security)
    assert box.version in ("TLSv1.2", "TLSv1.3")
    assert box.count == 120
    uids = box.uids(0, LONG_AGO)
    found = dict(box.messages(uids, LARGE))
    box.close()
    assert list(found) == uids
    assert list(found.values()) == [mail(n) for n in range(120)]
    client = imaplib.IMAP4_SSL("localhost", dovecot.tls)
    client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
    client.select(readonly=True)
    assert client.search(None, "SEEN")[1] == [b""], "reading left marks"
    client.logout()


@pytest.mark.usefixtures("trusted")
def test_only_what_is_new_is_asked_for(dovecot) -> None:
    user = "new@host.example"
    dovecot.user(user, [mail(1), mail(2)])
    box = opened(dovecot, user)
    uids = box.uids(0, LONG_AGO)
    assert box.uids(uids[0], LONG_AGO) == uids[1:]
    assert box.uids(uids[-1], LONG_AGO) == []
    assert box.uids(0, date(2100, 1, 1)) == []
    box.close()


@pytest.mark.usefixtures("trusted")
def test_what_is_too_large_is_named_and_not_fetched(dovecot) -> None:
    user = "large@host.example"
    dovecot.user(user, [mail(1), mail(2, LARGE), mail(3)])
    box = opened(dovecot, user)
    assert [data for _, data in box.messages(box.uids(0, LONG_AGO), LARGE)] == [mail(1), b"", mail(3)]
    box.close()


@pytest.mark.usefixtures("trusted")
def test_a_message_that_was_deleted_meanwhile_is_passed_over(dovecot) -> None:
    user = "gone@host.example"
    dovecot.user(user, [mail(1)])
    box = opened(dovecot, user)
    uid = box.uids(0, LONG_AGO)[0]
    assert [number for number, _ in box.messages([uid, uid + 7], LARGE)] == [uid]
    box.close()


@pytest.mark.usefixtures("trusted")
def test_a_folder_whose_name_is_not_ascii(dovecot) -> None:
    user = "folder@host.example"
    dovecot.user(user)
    dovecot.user(user, [mail(1)], "Zusagen &APw-ber")
    box = opened(dovecot, user, folder="Zusagen über")
    assert box.count == 1
    box.close()


@pytest.mark.parametrize(("name", "quoted"), [("INBOX", '"INBOX"'), ('a"b\\c', '"a\\"b\\\\c"'), ("A&B", '"A&-B"'), ("台北", '"&U,BTFw-"')])
def test_folders_are_written_as_imap_wants_them(name, quoted) -> None:
    assert _quoted(name) == quoted


@pytest.mark.usefixtures("trusted")
def test_each_refusal_has_its_sentence(dovecot, closed_port) -> None:
    user = "refused@host.example"
    dovecot.user(user)
    wrong = refusal(dovecot, user, password="wrong")
    assert wrong.code == "mail.login"
    assert "did not let refused@host.example in" in wrong.sentence
    assert refusal(dovecot, user, folder="Nowhere").code == "mail.folder"
    with pytest.raises(KnownProblem) as refused:
        Imap(Server("localhost", closed_port, "tls"), Credentials(user, PASSWORD))
    assert refused.value.code == "mail.refused"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_signed_is_refused_before_anybody_signs_in(dovecot, security) -> None:
    user = f"certificate-{security}@host.example"
    dovecot.user(user)
    refused = refusal(dovecot, user, security)
    assert refused.code == "mail.certificate"
    assert f"Login: user=<{user}>" not in dovecot.log


def test_nothing_is_spoken_without_tls_to_another_computer() -> None:
    with pytest.raises(KnownProblem) as refused:
        Imap(Server("imap.host.example", 143, "none"), Credentials("jo", PASSWORD))
    assert refused.value.code == "mail.plain"


@pytest.mark.usefixtures("trusted")
def test_a_token_signs_in_and_a_wrong_one_does_not(dovecot) -> None:
    user = "token@host.example"
    dovecot.user(user, [mail(1)])
    server = Server("localhost", dovecot.tls, "tls")
    box = Imap(server, Credentials(user, token=TOKEN))
    assert box.count == 1
    box.close()
    with pytest.raises(KnownProblem) as refused:
        Imap(server, Credentials(user, token="old"))
    assert refused.value.code == "mail.login"
