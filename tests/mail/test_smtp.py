"""Messages handed to a real SMTP server on the loopback: what is verified, how one signs in, and what each refusal says."""

from __future__ import annotations

import smtplib

import pytest
from smtp_server import PASSWORD, TOKEN, USER

from advoplanner.core.errors import KnownProblem
from advoplanner.domain.mail_accounts import Server
from advoplanner.mail.connection import Credentials
from advoplanner.mail.smtp import Smtp
from advoplanner.mail.transport import InDoubt, NotNow, Parcel, Refused

SIGNED = Credentials(USER, PASSWORD)
MAIL = b"From: jo@host.example\r\nTo: ana@guest.example\r\nSubject: x\r\n\r\n.leading dot\r\n..two\r\n\r\n\xc3\xa4 end\r\n"


def at(server, security="starttls") -> Server:
    return Server("localhost", server.port, security)


def parcel(to="ana@guest.example", data=MAIL) -> Parcel:
    return Parcel(USER, to, data, "0001.eml")


def refusal(server: Server, credentials=SIGNED) -> KnownProblem:
    with pytest.raises(KnownProblem) as refused:
        Smtp(server, credentials)
    return refused.value


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.usefixtures("trusted")
def test_a_message_arrives_octet_for_octet_over_verified_tls(smtp, security) -> None:
    server = smtp(security)
    transport = Smtp(at(server, security), SIGNED)
    assert transport.version in ("TLSv1.2", "TLSv1.3")
    assert transport.largest == 30_000_000
    assert transport.deliver(parcel()) == "2.0.0 queued as 4F2"
    transport.close()
    (taken,) = server.inbox.taken
    assert taken.original_content == MAIL
    assert (taken.mail_from, taken.rcpt_tos) == (USER, ["ana@guest.example"])


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_signed_is_refused_before_anybody_signs_in(smtp, security) -> None:
    server = smtp(security)
    refused = refusal(at(server, security))
    assert refused.code == "mail.certificate"
    assert "cannot be trusted" in refused.sentence
    assert server.inbox.taken == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_refused(authority, smtp, monkeypatch) -> None:
    elsewhere = smtp("tls", certificate=authority.issue_cert("other.host.example"))
    refused = refusal(at(elsewhere, "tls"))
    assert refused.code == "mail.certificate"
    assert "localhost" in refused.sentence


def test_the_standard_library_alone_would_have_taken_it(smtp) -> None:
    # Why connection.tls() exists. Where this fails Python verifies by itself, and the comment there can go.
    server = smtp("tls")
    client = smtplib.SMTP_SSL("localhost", server.port, timeout=10)
    assert client.noop()[0] == 250
    client.quit()


@pytest.mark.usefixtures("trusted")
def test_a_server_without_starttls_gets_nothing(smtp) -> None:
    server = smtp("starttls", offers_starttls=False)
    assert refusal(at(server)).code == "mail.no_starttls"


def test_nothing_is_spoken_without_tls_to_another_computer() -> None:
    assert refusal(Server("smtp.host.example", 25, "none")).code == "mail.plain"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("credentials", "code"),
    [
        (Credentials(USER, "wrong"), "mail.login"),
        (Credentials("who@host.example", PASSWORD), "mail.login"),
        (Credentials(USER, token="old"), "mail.login"),
    ],
)
def test_a_refused_sign_in_says_so(smtp, credentials, code) -> None:
    refused = refusal(at(smtp()), credentials)
    assert refused.code == code
    assert refused.sentence.startswith(f"localhost did not let {credentials.login} in. It says: 535")


@pytest.mark.usefixtures("trusted")
def test_a_token_signs_in(smtp) -> None:
    server = smtp()
    transport = Smtp(at(server), Credentials(USER, token=TOKEN))
    transport.deliver(parcel())
    transport.close()
    assert server.inbox.recipients == ["ana@guest.example"]


@pytest.mark.usefixtures("trusted")
def test_a_server_without_any_sign_in_says_so(smtp) -> None:
    assert refusal(at(smtp(auth=False))).code == "mail.sign_in_kind"
    assert refusal(at(smtp(auth=False)), Credentials(USER, token=TOKEN)).code == "mail.sign_in_kind"


def test_no_server_and_no_name_are_two_sentences(closed_port) -> None:
    assert refusal(Server("localhost", closed_port, "tls")).code == "mail.refused"
    assert refusal(Server("no-such-server.invalid", 465, "tls")).code == "mail.name"


@pytest.mark.usefixtures("trusted")
def test_starttls_chosen_for_a_port_that_speaks_tls_says_so(smtp, monkeypatch) -> None:
    monkeypatch.setattr("advoplanner.mail.smtp.TIMEOUT", 1)
    assert refusal(at(smtp("tls"), "starttls")).code in ("mail.timeout", "mail.lost")
    assert refusal(at(smtp("starttls"), "tls")).code == "mail.tls"


@pytest.mark.usefixtures("trusted")
def test_each_refusal_is_told_from_the_other(smtp) -> None:
    server = smtp()
    box = server.inbox
    box.rcpt = {"gone@guest.example": ["550 5.1.1 no such user"], "grey@guest.example": ["451 4.7.1 come back later"]}
    box.data = {"spam@guest.example": ["554 5.7.1 not liked"], "full@guest.example": ["452 4.2.2 mailbox full"]}
    transport = Smtp(at(server), SIGNED)
    said = {}
    for to, kind in (("gone", Refused), ("grey", NotNow), ("spam", Refused), ("full", NotNow)):
        with pytest.raises(kind) as refused:
            transport.deliver(parcel(f"{to}@guest.example"))
        said[to] = refused.value.sentence
    assert said["gone"] == "localhost does not take mail for gone@guest.example. It says: 550 5.1.1 no such user"
    assert transport.deliver(parcel()), "one refusal does not spoil the connection"
    transport.close()


@pytest.mark.usefixtures("trusted")
def test_a_sender_that_is_not_allowed_ends_the_run(smtp) -> None:
    server = smtp()
    server.inbox.sender = "other@host.example"
    transport = Smtp(at(server), SIGNED)
    with pytest.raises(KnownProblem) as refused:
        transport.deliver(parcel())
    assert refused.value.code == "mail.sender"
    transport.close()


@pytest.mark.usefixtures("trusted")
def test_a_connection_lost_after_the_message_leaves_a_doubt(smtp) -> None:
    server = smtp()
    server.inbox.breaks = {"ana@guest.example": "after"}
    transport = Smtp(at(server), SIGNED)
    with pytest.raises(InDoubt):
        transport.deliver(parcel())
    assert server.inbox.recipients == ["ana@guest.example"]


@pytest.mark.usefixtures("trusted")
def test_what_is_too_large_is_refused_before_it_is_sent(smtp) -> None:
    transport = Smtp(at(smtp()), SIGNED)
    with pytest.raises(Refused, match="takes no message of"):
        transport.deliver(parcel(data=b"x" * 30_000_001))
    transport.close()


def test_credentials_show_no_secret() -> None:
    assert "hunter2" not in repr(Credentials("jo", "hunter2", "hunter2"))
