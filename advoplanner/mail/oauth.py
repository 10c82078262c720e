"""Signing in at Microsoft 365 and Google in the browser, and fresh tokens from what is remembered of it.

msal and google-auth-oauthlib come with the extra `oauth` and are read only here and only when needed. The client id is the organisation's
own: an administrator registers AdvoPlanner once, with the redirect address http://localhost.
"""

from __future__ import annotations

import json
import secrets as random
from dataclasses import dataclass
from typing import Any

from advoplanner.core.errors import KnownProblem
from advoplanner.core.progress import Progress
from advoplanner.core.text import clean
from advoplanner.domain.mail_accounts import MailAccount, SignIn
from advoplanner.mail.browser import Listener

MICROSOFT_SCOPES = ["https://outlook.office.com/SMTP.Send", "https://outlook.office.com/IMAP.AccessAsUser.All"]
GOOGLE_SCOPES = ["https://mail.google.com/"]
_GOOGLE = {"auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": "https://oauth2.googleapis.com/token"}


@dataclass(frozen=True, slots=True)
class Grant:
    """What is kept in the keyring of a sign-in: the refresh token, and Google's client secret. Never shown."""

    refresh_token: str
    client_secret: str = ""

    def __repr__(self) -> str:
        return "Grant(…)"

    def text(self) -> str:
        """As the keyring keeps it."""
        return json.dumps([self.refresh_token, self.client_secret])


def grant_of(text: str) -> Grant:
    """What the keyring kept; raises KnownProblem `mail.signed_out` where it is nothing of ours."""
    try:
        token, secret = json.loads(text)
    except (ValueError, TypeError) as error:
        raise signed_out("") from error
    return Grant(str(token), str(secret))


def sign_in(account: MailAccount, client_secret: str, progress: Progress, http: Any = None) -> Grant:
    """Open the browser for the person to sign in, and wait. Raises KnownProblem where it is refused, Cancelled.

    `http` takes the place of the network in tests.
    """
    with Listener() as listener:
        if account.sign_in == SignIn.MICROSOFT:
            return _sign_in_microsoft(account, listener, progress, http)
        return _sign_in_google(account, client_secret, listener, progress)


def fresh_token(account: MailAccount, grant: Grant, http: Any = None) -> tuple[str, Grant]:
    """An access token for now, and the grant as it is to be kept from now on; raises KnownProblem."""
    if account.sign_in == SignIn.MICROSOFT:
        found = _asked(account, lambda: _microsoft(account, http).acquire_token_by_refresh_token(grant.refresh_token, scopes=MICROSOFT_SCOPES))
        return str(found["access_token"]), Grant(str(found.get("refresh_token") or grant.refresh_token))
    return _fresh_google(account, grant, http), grant


def signed_out(address: str, why: str = "") -> KnownProblem:
    """The sign-in does not hold any more."""
    who = f" of {address}" if address else ""
    said = f" It says: {clean(why, limit=200)}" if why else ""
    return KnownProblem("mail.signed_out", f"The sign-in{who} does not hold any more.{said}", "Sign in again in Settings.")


def _sign_in_microsoft(account: MailAccount, listener: Listener, progress: Progress, http: Any) -> Grant:
    app = _microsoft(account, http)
    # As a form, so that the code stands in no address, and so in no history.
    flow = app.initiate_auth_code_flow(MICROSOFT_SCOPES, redirect_uri=listener.address, login_hint=account.login, response_mode="form_post")
    answer = listener.ask(flow["auth_uri"], flow["state"], progress)
    found = _asked(account, lambda: app.acquire_token_by_auth_code_flow(flow, answer))
    return Grant(str(found.get("refresh_token", "")))


def _microsoft(account: MailAccount, http: Any) -> Any:
    try:
        import msal
    except ImportError as error:
        raise _missing("Microsoft 365") from error
    authority = f"https://login.microsoftonline.com/{account.tenant or 'organizations'}"
    # Nothing asks for a picture of the cloud it runs in: one address, the one above.
    return msal.PublicClientApplication(account.client_id, authority=authority, http_client=http, instance_discovery=False)


def _asked(account: MailAccount, ask: Any) -> dict[str, Any]:
    """A token out of msal's answer, which tells failures in a dictionary."""
    try:
        found: dict[str, Any] = ask()
    except (OSError, ValueError) as error:
        raise _unreachable(str(error)) from error
    if "access_token" not in found:
        raise signed_out(account.address, str(found.get("error_description") or found.get("error") or ""))
    return found


def _sign_in_google(account: MailAccount, client_secret: str, listener: Listener, progress: Progress) -> Grant:
    try:
        from google_auth_oauthlib.flow import Flow
    except ImportError as error:
        raise _missing("Google") from error
    client = {**_GOOGLE, "client_id": account.client_id, "client_secret": client_secret}
    flow = Flow.from_client_config({"installed": client}, GOOGLE_SCOPES, redirect_uri=listener.address, state=random.token_urlsafe(24))
    url, state = flow.authorization_url(access_type="offline", prompt="consent", login_hint=account.login)
    answer = listener.ask(url, state, progress)
    try:
        flow.fetch_token(code=answer.get("code", ""))
    except OSError as error:
        raise _unreachable(str(error)) from error
    except ValueError as error:
        raise signed_out(account.address, str(error)) from error
    return Grant(str(flow.credentials.refresh_token or ""), client_secret)


def _fresh_google(account: MailAccount, grant: Grant, http: Any) -> str:
    try:
        from google.auth.exceptions import GoogleAuthError, TransportError
        from google.auth.transport.requests import Request
        from google.oauth2.credentials import Credentials
    except ImportError as error:
        raise _missing("Google") from error
    kept = Credentials(
        None, refresh_token=grant.refresh_token, token_uri=_GOOGLE["token_uri"], client_id=account.client_id, client_secret=grant.client_secret,
        scopes=GOOGLE_SCOPES,
    )  # type: ignore[no-untyped-call]  # fmt: skip
    try:
        kept.refresh(http or Request())  # type: ignore[no-untyped-call]
    except TransportError as error:
        raise _unreachable(str(error)) from error
    except GoogleAuthError as error:
        raise signed_out(account.address, str(error.args[0] if error.args else error)) from error
    return str(kept.token)


def _missing(whose: str) -> KnownProblem:
    sentence = f"Signing in at {whose} needs a part that is not installed."
    return KnownProblem(
        "mail.no_oauth", sentence, "Install it with: pip install 'advoplanner[oauth]'. Or use an app password, where your provider has them."
    )


def _unreachable(why: str) -> KnownProblem:
    return KnownProblem(
        "mail.sign_in_network", f"The sign-in could not be reached ({clean(why, limit=120)}).", "Check whether this computer is online."
    )
