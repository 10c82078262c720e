"""Signing in in the browser: what is asked of Microsoft and Google, what is kept, and that another page's guess is not taken."""

from __future__ import annotations

import json
import sys
import threading
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from advoplanner.core.errors import Cancelled, KnownProblem
from advoplanner.core.progress import QUIET, Stoppable
from advoplanner.domain.mail_accounts import MailAccount
from advoplanner.mail import browser, oauth
from advoplanner.mail.browser import Listener
from advoplanner.mail.oauth import Grant, fresh_token, grant_of, sign_in

MICROSOFT = MailAccount("a", "jo@host.example", sign_in="microsoft", client_id="11111111-2222-3333-4444-555555555555", tenant="host.example")
GOOGLE = MailAccount("a", "jo@gmail.com", sign_in="google", client_id="1-x.apps.googleusercontent.com")
AUTHORITY = "https://login.microsoftonline.com/host.example"


class Answer:
    """What requests returns, as far as msal reads it."""

    def __init__(self, body: dict[str, Any], status: int = 200) -> None:
        self.status_code, self.text, self.headers = status, json.dumps(body), {}

    def json(self) -> Any:
        return json.loads(self.text)

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise OSError(self.text)


class Microsoft:
    """Microsoft's servers: notes every request, gives tokens for the codes and refresh tokens it knows."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []

    def get(self, url: str, **_: Any) -> Answer:
        self.asked.append((url, {}))
        return Answer({"authorization_endpoint": f"{AUTHORITY}/authorize", "token_endpoint": f"{AUTHORITY}/token", "issuer": f"{AUTHORITY}/v2.0"})

    def post(self, url: str, data: dict[str, str] | None = None, **_: Any) -> Answer:
        sent = dict(data or {})
        self.asked.append((url, sent))
        if sent.get("code", sent.get("refresh_token")) in ("good-code", "good-refresh"):
            return Answer({"access_token": "access", "refresh_token": "next-refresh", "expires_in": 3600, "token_type": "Bearer"})
        return Answer({"error": "invalid_grant", "error_description": "AADSTS70008: the token has expired"}, 400)

    def close(self) -> None: ...


def visit(address: str, words: str, *, as_form: bool = False) -> int:
    """The browser comes back: the status it is shown."""
    link = HTTPConnection(urlsplit(address).netloc, timeout=10)
    if as_form:
        link.request("POST", "/", words, {"Content-Type": "application/x-www-form-urlencoded"})
    else:
        link.request("GET", f"/?{words}")
    with link.getresponse() as answer:
        return answer.status


def person(code: str = "good-code", **more: str):
    """Stands for the browser and who sits before it: comes back with a code."""
    shown: list[str] = []

    def opened(url: str) -> bool:
        shown.append(url)
        query = parse_qs(urlsplit(url).query)
        back, state = query["redirect_uri"][0], query["state"][0]
        words = "&".join(f"{k}={v}" for k, v in {"code": code, "state": state, **more}.items())
        as_form = query.get("response_mode") == ["form_post"]
        threading.Thread(target=lambda: visit(back, words, as_form=as_form), daemon=True).start()
        return True

    opened.shown = shown  # type: ignore[attr-defined]
    return opened


def test_microsoft_is_asked_for_mail_only_and_only_the_refresh_token_is_kept(monkeypatch) -> None:
    opened, server = person(), Microsoft()
    monkeypatch.setattr(browser.webbrowser, "open", opened)
    grant = sign_in(MICROSOFT, "", QUIET, http=server)
    assert grant == Grant("next-refresh")
    query = parse_qs(urlsplit(opened.shown[0]).query)
    assert opened.shown[0].startswith(f"{AUTHORITY}/authorize?")
    assert query["client_id"] == [MICROSOFT.client_id]
    assert set(query["scope"][0].split()) >= set(oauth.MICROSOFT_SCOPES)
    assert query["code_challenge_method"] == ["S256"]
    assert query["response_mode"] == ["form_post"]
    assert query["login_hint"] == ["jo@host.example"]
    assert urlsplit(query["redirect_uri"][0]).hostname == "localhost"
    assert all(url.startswith(AUTHORITY) for url, _ in server.asked)


def test_microsofts_token_is_renewed_and_its_new_refresh_token_kept() -> None:
    assert fresh_token(MICROSOFT, Grant("good-refresh"), http=Microsoft()) == ("access", Grant("next-refresh"))
    with pytest.raises(KnownProblem) as refused:
        fresh_token(MICROSOFT, Grant("old"), http=Microsoft())
    assert refused.value.code == "mail.signed_out"
    assert "has expired" in refused.value.sentence


def test_google_is_asked_for_offline_access_and_its_token_renewed(monkeypatch) -> None:
    from google_auth_oauthlib.flow import Flow

    opened = person()
    monkeypatch.setattr(browser.webbrowser, "open", opened)
    codes: list[str] = []
    monkeypatch.setattr(Flow, "fetch_token", lambda self, code: codes.append(code))
    monkeypatch.setattr(Flow, "credentials", type("C", (), {"refresh_token": "google-refresh"})())
    grant = sign_in(GOOGLE, "shh", QUIET)
    assert (grant, codes) == (Grant("google-refresh", "shh"), ["good-code"])
    query = parse_qs(urlsplit(opened.shown[0]).query)
    assert (query["scope"], query["access_type"], query["code_challenge_method"]) == (oauth.GOOGLE_SCOPES, ["offline"], ["S256"])


class GoogleAnswer:
    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.data, self.headers = status, json.dumps(body).encode(), {}


def test_googles_token_is_renewed_or_the_reason_said() -> None:
    asked: list[dict[str, str]] = []

    def server(url: str, method: str = "GET", body: bytes = b"", **_: Any) -> GoogleAnswer:
        asked.append(dict(parse_qsl(body.decode())))
        if asked[-1]["refresh_token"] == "good":
            return GoogleAnswer(200, {"access_token": "google-access", "expires_in": 3599})
        return GoogleAnswer(400, {"error": "invalid_grant", "error_description": "Token has been revoked."})

    assert fresh_token(GOOGLE, Grant("good", "shh"), http=server)[0] == "google-access"
    assert (asked[0]["client_id"], asked[0]["client_secret"]) == (GOOGLE.client_id, "shh")
    with pytest.raises(KnownProblem) as refused:
        fresh_token(GOOGLE, Grant("revoked", "shh"), http=server)
    assert refused.value.code == "mail.signed_out"


@pytest.mark.parametrize("account", [MICROSOFT, GOOGLE])
def test_without_the_extra_the_sentence_says_how_to_get_it(monkeypatch, account) -> None:
    for name in ("msal", "google.auth.exceptions", "google_auth_oauthlib.flow"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KnownProblem) as refused:
        fresh_token(account, Grant("x"))
    assert refused.value.code == "mail.no_oauth"
    assert "advoplanner[oauth]" in refused.value.hint


def test_what_the_keyring_gives_is_read_back_and_rubbish_refused() -> None:
    assert grant_of(Grant("a", "b").text()) == Grant("a", "b")
    assert "secret-token" not in repr(Grant("secret-token"))
    for rubbish in ("", "a plain password", "[1]", "{}"):
        with pytest.raises(KnownProblem) as refused:
            grant_of(rubbish)
        assert refused.value.code == "mail.signed_out"


def test_a_guess_with_another_state_is_not_taken(monkeypatch) -> None:
    statuses: list[int] = []

    def both(url: str) -> bool:
        def come_twice() -> None:
            statuses.extend(visit(listener.address, f"code={state}&state={state}", as_form=True) for state in ("guessed", "right"))

        threading.Thread(target=come_twice, daemon=True).start()
        return True

    monkeypatch.setattr(browser.webbrowser, "open", both)
    with Listener() as listener:
        assert listener.ask("https://x.example", "right", QUIET)["code"] == "right"
    assert statuses[0] == 404


def test_a_refusal_in_the_browser_and_cancel_end_the_waiting(monkeypatch) -> None:
    monkeypatch.setattr(browser.webbrowser, "open", person(error="access_denied", error_description="not+today"))
    with pytest.raises(KnownProblem) as refused:
        sign_in(MICROSOFT, "", QUIET, http=Microsoft())
    assert refused.value.code == "mail.sign_in_refused"
    assert "not today" in refused.value.sentence
    monkeypatch.setattr(browser.webbrowser, "open", lambda url: True)
    stopped = Stoppable()
    stopped.cancel()
    with pytest.raises(Cancelled):
        sign_in(MICROSOFT, "", stopped, http=Microsoft())
    monkeypatch.setattr(browser, "PATIENCE", -1)
    with pytest.raises(KnownProblem) as refused:
        sign_in(MICROSOFT, "", QUIET, http=Microsoft())
    assert refused.value.code == "mail.sign_in_slow"


def test_nothing_of_it_is_read_before_somebody_signs_in() -> None:
    import subprocess

    probe = "import advoplanner.services.accounts, sys; print({'msal', 'google_auth_oauthlib', 'keyring', 'requests'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "set()"
