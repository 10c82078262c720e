"""Mail accounts: what an address suggests, what is refused and where, and that everything begins turned off."""

from __future__ import annotations

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.domain.mail_accounts import MailAccount, Server, is_loopback, suggestion
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, history


@pytest.fixture
def ws(tmp_path):
    workspace = create_workspace(tmp_path / "w.advo")
    workspace.secrets = Secrets(look=False)
    yield workspace
    workspace.close()


@pytest.fixture
def jo(ws) -> str:
    return accounts.add(ws, "jo@host.example.com").created("mail_account")[0]


def test_a_new_account_is_off_and_verified(ws, jo) -> None:
    (row,) = accounts.rows(ws)
    assert (row.sends, row.reads) == (False, False)
    assert row.smtp == Server("smtp.host.example.com", 587, "starttls")
    assert row.imap == Server("imap.host.example.com", 993, "tls")
    assert (row.login, row.sign_in, row.per_minute, row.folder) == ("jo@host.example.com", "password", 30, "INBOX")
    assert accounts.sending_as(ws, "jo@host.example.com") is None
    assert accounts.reading(ws) == []


@pytest.mark.parametrize(
    ("address", "sign_in", "host"),
    [
        ("a@gmail.com", "google", "smtp.gmail.com"),
        ("a@firm.onmicrosoft.com", "microsoft", "smtp.office365.com"),
        ("a@b.example.com", None, "smtp.b.example.com"),
    ],
)
def test_an_address_suggests_its_servers(address, sign_in, host) -> None:
    found = suggestion(address)
    assert (found.get("sign_in"), found["smtp_host"]) == (sign_in, host)


@pytest.mark.parametrize("address", ["nobody", "a@b", "a b@c.example.com", "a@c.example.com\r\nBcc: x@y.example.com"])
def test_what_is_no_address_is_refused(ws, address) -> None:
    with pytest.raises(RuleBroken):
        accounts.add(ws, address)
    assert accounts.rows(ws) == []


def test_an_address_has_one_account(ws, jo) -> None:
    for again in (lambda: accounts.add(ws, "JO@host.example.com"), lambda: _second(ws)):
        with pytest.raises(RuleBroken) as refused:
            again()
        assert refused.value.code == "accounts.address"


def _second(ws) -> None:
    other = accounts.add(ws, "b@host.example.com").created("mail_account")[0]
    accounts.edit(ws, other, address="jo@host.example.com")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("smtp_host", "http://smtp.x.example", "accounts.host"), ("smtp_host", "smtp.x.example:25", "accounts.host"),
        ("imap_host", "a\r\nb", "accounts.host"), ("smtp_port", 0, "accounts.number"), ("smtp_port", "x", "accounts.number"),
        ("imap_port", 70000, "accounts.number"), ("per_minute", 0, "accounts.number"), ("smtp_security", "none", "accounts.plain"),
        ("imap_security", "none", "accounts.plain"), ("smtp_security", "ssl3", "accounts.choice"), ("sign_in", "magic", "accounts.choice"),
        ("client_id", "a b", "accounts.client"), ("tenant", "../x", "accounts.client"), ("user", "x" * 300, "text.too_long"),
        ("secret", "x", "accounts.field"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(ws, jo, field, value, code) -> None:
    before = accounts.rows(ws)
    with pytest.raises(RuleBroken) as refused:
        accounts.edit(ws, jo, **{field: value})
    assert (refused.value.code, refused.value.field) == (code, field)
    assert accounts.rows(ws) == before


@pytest.mark.parametrize(("host", "ours"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("127.9.9.9", True), ("10.0.0.1", False),
                                            ("localhost.evil.example", False), ("", False)])  # fmt: skip
def test_only_this_computer_may_be_spoken_to_without_tls(host, ours) -> None:
    assert is_loopback(host) is ours


def test_a_server_on_this_computer_may_do_without_tls(ws, jo) -> None:
    accounts.edit(ws, jo, smtp_host="localhost", smtp_port=1025)
    accounts.edit(ws, jo, smtp_security="none", sends=True)
    assert accounts.account(ws, jo).sends
    with pytest.raises(RuleBroken) as refused:
        accounts.edit(ws, jo, smtp_host="smtp.host.example.com")
    assert refused.value.code == "accounts.plain"


def test_turning_on_asks_for_what_is_lacking(ws, jo) -> None:
    accounts.edit(ws, jo, smtp_host="")
    with pytest.raises(RuleBroken) as refused:
        accounts.edit(ws, jo, sends=True)
    assert (refused.value.code, refused.value.field) == ("accounts.server", "smtp_host")
    accounts.edit(ws, jo, sign_in="microsoft")
    with pytest.raises(RuleBroken) as refused:
        accounts.edit(ws, jo, reads=True)
    assert (refused.value.code, refused.value.field) == ("accounts.client", "client_id")
    accounts.edit(ws, jo, client_id="6f1c-00", reads=True)
    assert [a.address for a in accounts.reading(ws)] == ["jo@host.example.com"]


def test_a_password_belongs_to_the_server_it_was_typed_for(ws, jo) -> None:
    accounts.remember(ws, jo, "secret")
    accounts.edit(ws, jo, per_minute=10)
    assert not accounts.lacks_secret(ws, accounts.account(ws, jo))
    accounts.edit(ws, jo, smtp_host="smtp.elsewhere.example.com")
    assert accounts.lacks_secret(ws, accounts.account(ws, jo))
    history.undo(ws)
    assert accounts.lacks_secret(ws, accounts.account(ws, jo)), "the old one is forgotten, not only hidden"


def test_an_empty_password_is_refused_and_none_is_asked_of_a_relay(ws, jo) -> None:
    with pytest.raises(RuleBroken):
        accounts.remember(ws, jo, "")
    with pytest.raises(RuleBroken) as refused:
        accounts.credentials(ws, accounts.account(ws, jo))
    assert refused.value.code == "accounts.no_secret"
    accounts.edit(ws, jo, sign_in="none")
    assert accounts.credentials(ws, accounts.account(ws, jo)) is None


def test_removing_forgets_the_password_and_undo_brings_the_account_back(ws, jo) -> None:
    accounts.remember(ws, jo, "secret")
    accounts.remove(ws, jo)
    assert accounts.rows(ws) == []
    with pytest.raises(RuleBroken) as refused:
        accounts.account(ws, jo)
    assert refused.value.code == "accounts.unknown"
    history.undo(ws)
    assert accounts.lacks_secret(ws, accounts.account(ws, jo))


def test_without_an_account_the_addresses_are_named(ws, jo) -> None:
    assert accounts.without_account(ws, ["jo@host.example.com", "b@x.example"]) == "No mail account sends as jo@host.example.com and b@x.example."
    accounts.edit(ws, jo, sends=True)
    assert accounts.without_account(ws, ["Jo@host.example.com"]) == ""


def test_an_account_shows_no_secret() -> None:
    assert not any("secret" in name or "password" in name for name in MailAccount.__slots__)
